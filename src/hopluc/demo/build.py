"""Building the demo: the province, its documents and what was done with them."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from hopluc.archive.actions import SYSTEM
from hopluc.demo import province
from hopluc.demo.province import PASSWORD, Province
from hopluc.organizations import units

Progress = Callable[[str], None]


def quietly(_step: str) -> None:
    """The progress that nobody looks at."""


def build(progress: Progress = quietly) -> Province:
    """Make the demo where it is not there yet; each step is whole or not at all, and is not done twice."""
    today = timezone.localdate()
    made = province.load()
    if made is None:
        progress("Tỉnh Sơn Hải: cơ quan, nhóm cơ quan, tài khoản")
        units.load_provinces(by=SYSTEM)
        made = province.build(today)
    return made


def accounts() -> list[tuple[str, str, str, str]]:
    """Who can sign in: user name, person, post, body; the password is `PASSWORD` for all."""
    bodies = {row["key"]: province.name_now(row) for row in province.data()["body"]}
    bodies["committee"] = province.data()["province"]["committee"]
    for district in province.data()["district"]:
        bodies |= {code: f"Ủy ban nhân dân {kind} {name}" for code, kind, name in district["communes"]}
    return [
        (row["username"], row["name"], row["position"], bodies[row["body"]])
        for row in province.data()["account"]
    ]


__all__ = ["PASSWORD", "Progress", "accounts", "build", "quietly"]
