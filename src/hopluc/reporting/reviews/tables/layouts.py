"""The rows of the five-year table as data (layouts.toml), with from when they are used and what is
doubted."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

YEARS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its key for ever, its words, its unit."""

    key: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A form of the table. `doubt`: what of it is not verified, said wherever the table is shown."""

    key: str
    since: dt.date
    title: str
    basis: str
    doubt: str
    blocks: tuple[tuple[str, tuple[Row, ...]], ...]

    @property
    def rows(self) -> dict[str, Row]:
        """All rows by key."""
        return {row.key: row for _title, rows in self.blocks for row in rows}


@cache
def layouts() -> Mapping[str, Layout]:
    """All forms by key."""
    data = tomllib.loads(resources.files(__package__).joinpath("layouts.toml").read_text("utf-8"))
    return {
        key: Layout(
            key,
            one["since"],
            one["title"],
            one["basis"],
            one["doubt"],
            tuple((b["title"], tuple(Row(*row) for row in b["rows"])) for b in one["blocks"]),
        )
        for key, one in data.items()
    }


def layout_on(day: dt.date) -> Layout:
    """The form in use on a day: the latest that has begun, else the first there is."""
    listed = sorted(layouts().values(), key=lambda one: one.since)
    return next((one for one in reversed(listed) if one.since <= day), listed[0])
