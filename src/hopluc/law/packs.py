"""Law as dated data: packs in TOML, each with the day it holds from and the article it comes from.

A family is a folder of `packs/`; its packs follow one another in time, half-open: `from` is
the first day, `until` the first day on which a pack holds no longer. A province may lay its
own values over a pack (an earlier due day, its own form).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Pack:
    """One stretch of law: `values` hold from `start` to before `end` (None: still in force)."""

    name: str
    cite: str
    start: dt.date
    end: dt.date | None
    values: Mapping[str, Any]

    def holds_on(self, day: dt.date) -> bool:
        """Whether the pack is in force on `day`."""
        return self.start <= day and (self.end is None or day < self.end)


class NoLawError(LookupError):
    """No pack of a family is in force on the day asked for."""


@cache
def packs_of(family: str) -> tuple[Pack, ...]:
    """The packs of a family in order of time. KeyError when there is no such family."""
    folder = resources.files("hopluc.law").joinpath("packs", family)
    if not folder.is_dir():
        raise KeyError(f"no packs of {family!r}")
    files = [f for f in folder.iterdir() if f.name.endswith(".toml")]
    return tuple(sorted((_pack(f.name[:-5], f.read_text("utf-8")) for f in files), key=lambda p: p.start))


def _pack(name: str, raw: str) -> Pack:
    data = tomllib.loads(raw)
    return Pack(name, data.pop("cite"), data.pop("from"), data.pop("until", None), data)


def law_on(family: str, day: dt.date, province: Mapping[str, Any] | None = None) -> Pack:
    """The pack of `family` in force on `day`, with a province's own values laid over it.

    Raises NoLawError when none is in force, with a message that says since when there is one.
    """
    for pack in packs_of(family):
        if pack.holds_on(day):
            if not province:
                return pack
            return Pack(pack.name, pack.cite, pack.start, pack.end, overlaid(pack.values, province))
    first = packs_of(family)[0]
    raise NoLawError(
        f"{family}: no rule in force on {day.isoformat()}; the first holds from "
        f"{first.start.isoformat()} ({first.cite})"
    )


def overlaid(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`base` with the values of `over` in their place; tables are merged key by key."""
    out = dict(base)
    for key, value in over.items():
        under = out.get(key)
        out[key] = (
            overlaid(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
        )
    return out
