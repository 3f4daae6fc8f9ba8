"""The demo's own plans as real .docx files: a table, prose, last year's, a ministry's, a new edition."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from hopluc.demo.documents import layout
from hopluc.demo.documents.layout import BOTH, CENTRE

TURN = dt.timedelta(days=45)  # so long into a year the demo still lives in the plan of the year before
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LAST_OLD_YEAR = 2025  # plans are issued in January; the merger was in March
# What a plan calls a body until that year, and since.
NAMES = {
    "{khdt}": ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
    "{nnptnt}": ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và Môi trường"),
    "{ldtbxh}": ("Sở LĐ-TB&XH", "Sở Nội vụ"),
    "{thue}": ("Cục Thuế tỉnh", "Thuế tỉnh"),
}
SOURCES = {
    "table": "table_plan",
    "prose": "prose_plan",
    "last": "last_plan",
    "ministry": "ministry_plan",
    "digital": "digital_plan",
    "edition": "prose_edition",
}
_INDENT = 1.0  # cm


@dataclass(frozen=True)
class Paper:
    """A document of the demo: its file name, its number, the day it was issued; made when its bytes are
    asked for."""

    name: str
    number: str
    issued_on: dt.date
    source: str

    @cached_property
    def content(self) -> bytes:
        """The .docx file; the same on every day."""
        return _document(_data(self.source, self.issued_on.year), self.issued_on)


def plan_year(today: dt.date) -> int:
    """The year whose plans the demo shows on a day."""
    return (today - TURN).year


@lru_cache(maxsize=32)
def paper(key: str, year: int) -> Paper:
    """A document by its key in `SOURCES`."""
    of = _data(SOURCES[key], year)
    return Paper(of["file"], of["number"], dt.date(year, of["month"], of["day"]), SOURCES[key])


def table_plan(year: int) -> Paper:
    """The province's yearly plan with its assignment table in a landscape annex."""
    return paper("table", year)


def last_plan(year: int) -> Paper:
    """The plan of the year before, with the names that departments had on its day."""
    return paper("last", year)


def prose_plan(year: int) -> Paper:
    """The province's plan written in prose, agency by agency."""
    return paper("prose", year)


def write(folder: Path, today: dt.date | None = None) -> list[Path]:
    """Write the plans of the year, and the one of the year before, into a folder; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    year = plan_year(today or dt.date.today())  # noqa: DTZ011  no Django here: the command works without it
    paths = []
    for key in SOURCES:
        made = paper(key, year - (key == "last"))
        path = folder / made.name
        path.write_bytes(made.content)
        paths.append(path)
    return paths


def _data(source: str, year: int) -> dict[str, Any]:
    """The document's words in the year's figures and names; a new edition is another document with some
    of its words changed."""
    of = tomllib.loads(_words(source, year))
    if "edition_of" not in of:
        return of
    raw = _words(of["edition_of"], year)
    for old, new in of["changes"]:
        if old not in raw:
            raise ValueError(f"{of['edition_of']} does not say: {old}")
        raw = raw.replace(old, new)
    return tomllib.loads(raw) | of


def _words(source: str, year: int) -> str:
    raw = resources.files("hopluc.demo.documents").joinpath(f"{source}.toml").read_text("utf-8")
    for mark, value in (("{y}", year), ("{p}", year - 1), ("{n}", year + 1), ("{n4}", year + 4)):
        raw = raw.replace(mark, str(value))
    for mark, names in NAMES.items():
        raw = raw.replace(mark, names[year > LAST_OLD_YEAR])
    return raw


def _document(of: dict[str, Any], day: dt.date) -> bytes:
    made = layout.new(day)
    issuer, place = of.get("issuer", "Ủy ban nhân dân tỉnh Sơn Hải"), of.get("place", "Sơn Hải")
    layout.national_header(made, issuer, of["number"], place, day)
    layout.line(made, "", after=6)
    layout.line(made, "KẾ HOẠCH", bold=True, align=CENTRE)
    for title in of["title"]:
        layout.line(made, title, bold=True, align=CENTRE)
    layout.rule(made, 5.5)
    for words in of["grounds"]:
        layout.line(made, words, italic=words.startswith("Căn cứ"), align=BOTH, indent=_INDENT, after=4)
    for style, words in of["body"]:
        text = f"- {words}" if style == "b" else words
        bold = style in ("h1", "h2")
        layout.line(made, text, bold=bold, align=None if bold else BOTH, indent=_INDENT, after=4)
    layout.line(made, "")
    layout.signature(made, of["recipients"], of["signature"])
    if "rows" in of:
        _annex(made, of)
    return layout.saved(made, day)


def _annex(made: Any, of: dict[str, Any]) -> None:
    layout.landscape(made)
    layout.line(made, of["annex_title"], bold=True, align=CENTRE)
    layout.line(made, of["annex_subtitle"], bold=True, align=CENTRE)
    layout.line(made, of["annex_note"], italic=True, align=CENTRE, after=8)
    table = layout.table(made, of["columns"], of["widths_cm"])
    for row in of["rows"]:
        if len(row) == 2:
            layout.group_row(table, *row)
        else:
            layout.row(table, row, of["widths_cm"])
