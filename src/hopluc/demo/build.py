"""Building the demo: its story told in order, each step on its day, once.

A step that was done is marked; what fell due since the last time is done when the demo is built
again. Once the journal has been sealed the days told are the real ones: nothing is dated back behind a
seal, and what can only be done on its own day is left out. A step that was broken off is done again: it
is one transaction, or made of actions that find their effect there already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

from django.db import transaction
from django.utils import timezone

from hopluc.archive.actions import once
from hopluc.archive.models import Seal
from hopluc.archive.queries import keys_of
from hopluc.demo import clock, keys, province, story
from hopluc.demo.province import PASSWORD, Province
from hopluc.demo.story.telling import Step

Say = Callable[[str], None]
NOBODY = 0  # no person's id: the marks of the demo's steps


def quietly(_step: str) -> None:
    """The progress that nobody looks at."""


def build(progress: Say = quietly) -> Province:
    """Make the demo, or what of it is not there yet."""
    done = keys_of(NOBODY)
    sealed, today = Seal.objects.exists(), timezone.localdate()
    for step in sorted(steps(today), key=lambda s: s.day):
        mark = f"demo-{step.key}"
        if mark in done or (sealed and step.prompt and step.day < today):
            continue
        if step.title:
            progress(step.title)
        with nullcontext() if sealed else clock.told_on(step.day):
            _do(step, mark)
    return Province()


def _do(step: Step, mark: str) -> None:
    if not step.atomic:
        step.do()
    with transaction.atomic():
        if once(mark, NOBODY, "/") is None and step.atomic:
            step.do()


def steps(today: dt.date) -> list[Step]:
    """All that happened until today."""
    of = province.data()["province"]
    told = [
        Step("province", province.BEGINS, province.found, "Tỉnh Sơn Hải: cơ quan, nhóm cơ quan, tài khoản"),
        Step("merger", of["merged"], province.merge_departments, "Sắp xếp các sở"),
        Step("districts", of["abolished"], province.abolish_districts, "Bỏ cấp huyện, lập xã, phường"),
        *story.steps(today),
        Step("keys", of["abolished"], partial(keys.make, province.BEGINS), atomic=False),
    ]
    return [step for step in told if step.day <= today]


def accounts() -> list[tuple[str, str, str, str]]:
    """Who can sign in: user name, person, post, body; the password is `PASSWORD` for all."""
    of = province.data()
    bodies = {row["key"]: province.name_now(row) for row in of["body"]}
    bodies["committee"] = of["province"]["committee"]
    for district in of["district"]:
        bodies |= {code: f"Ủy ban nhân dân {kind} {name}" for code, kind, name in district["communes"]}
    return [(row["username"], row["name"], row["position"], bodies[row["body"]]) for row in of["account"]]


__all__ = ["PASSWORD", "Say", "Step", "accounts", "build", "quietly", "steps"]
