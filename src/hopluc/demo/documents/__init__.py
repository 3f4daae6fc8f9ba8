"""The demo's own plans as real .docx files: with an assignment table, in prose, and last year's."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cached_property
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
_INDENT = 1.0  # cm


@dataclass(frozen=True)
class Paper:
    """A document of the demo: its file name and the day it was issued; made when its bytes are asked for."""

    name: str
    issued_on: dt.date
    source: str

    @cached_property
    def content(self) -> bytes:
        """The .docx file; the same on every day."""
        return _document(_data(self.source, self.issued_on.year), self.issued_on)


def plan_year(today: dt.date) -> int:
    """The year whose plans the demo shows on a day."""
    return (today - TURN).year


def table_plan(year: int) -> Paper:
    """The province's yearly plan with its assignment table in a landscape annex."""
    return _made("table_plan", year)


def last_plan(year: int) -> Paper:
    """The plan of the year before, with the names that departments had on its day."""
    return _made("last_plan", year)


def prose_plan(year: int) -> Paper:
    """The province's plan written in prose, agency by agency."""
    return _made("prose_plan", year)


def write(folder: Path, today: dt.date | None = None) -> list[Path]:
    """Write both plans of the year, and the one of the year before, into a folder; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    year = plan_year(today or dt.date.today())  # noqa: DTZ011  no Django here: the command works without it
    paths = []
    for paper in (table_plan(year), prose_plan(year), last_plan(year - 1)):
        path = folder / paper.name
        path.write_bytes(paper.content)
        paths.append(path)
    return paths


def _made(source: str, year: int) -> Paper:
    of = _data(source, year)
    return Paper(of["file"], dt.date(year, of["month"], of["day"]), source)


def _data(source: str, year: int) -> dict[str, Any]:
    """The document's words in the year's figures and names."""
    raw = resources.files("hopluc.demo.documents").joinpath(f"{source}.toml").read_text("utf-8")
    for mark, value in (("{y}", year), ("{p}", year - 1), ("{n}", year + 1), ("{n4}", year + 4)):
        raw = raw.replace(mark, str(value))
    for mark, names in NAMES.items():
        raw = raw.replace(mark, names[year > LAST_OLD_YEAR])
    return tomllib.loads(raw)


def _document(of: dict[str, Any], day: dt.date) -> bytes:
    made = layout.new(day)
    layout.national_header(made, "Ủy ban nhân dân tỉnh Sơn Hải", of["number"], "Sơn Hải", day)
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
