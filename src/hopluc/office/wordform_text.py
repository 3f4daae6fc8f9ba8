"""The text of a Word form that came back, cell by cell: what people and their programs left of it.

Text that is struck by tracked changes is gone, inserted text is there; a control that shows its hint is
empty, but for LibreOffice, which may leave the sign of a hint where somebody has written since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hopluc.office.controls import EMPTY
from hopluc.office.package import Package, damaged
from hopluc.office.xml import child_of, name_of, number_of, value_of
from hopluc.viet.text import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = {"del", "moveFrom", "Fallback", "instrText", "delText", "sdtPr", "pPr", "rPr", "tcPr"}
_APP = "docProps/app.xml"
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell: its text, the fields whose marks it bears (tags or bookmarks), how many columns it spans."""

    text: str
    marks: frozenset[str]
    span: int = 1


def body_of(package: Package) -> _Element:
    """The body of the document. Raises Unreadable where there is none."""
    for one in package.xml("_rels/.rels") if "_rels/.rels" in package.names else ():
        target = one.get("Target", "").removeprefix("/")
        if one.get("Type", "").endswith("/officeDocument") and target in package.names:
            body = child_of(package.xml(target), "body")
            if body is not None:
                return body
    raise damaged("Word")


def properties_of(package: Package, part: str) -> Mapping[str, str]:
    """The properties that the document was given, by name."""
    if part not in package.names:
        return {}
    return {one.get("name", ""): "".join(str(text) for text in one.itertext()) for one in package.xml(part)}


def blocks_of(element: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in their order, whatever they are wrapped in."""
    for child in element:
        name = name_of(child)
        if name in {"p", "tbl"}:
            yield child
        elif name not in _GONE:
            yield from blocks_of(child)


def forget_hints(package: Package, body: _Element) -> None:
    """Empty the controls that show their hint, unless LibreOffice saved the file."""
    if _APP in package.names and b"LibreOffice" in package.read(_APP):
        return
    for control in list(body.iterdescendants("{*}sdt")):
        if child_of(control, "sdtPr", "showingPlcHdr") is not None:
            for text in list(control.iterdescendants("{*}t")):
                text.text = ""


def rows_of(table: _Element) -> list[list[ReadCell]]:
    """The cells of a table, row by row."""
    return [
        [_cell(cell, outer) for cell, outer in _inside(row, "tc", frozenset())]
        for row, _marks in _inside(table, "tr", frozenset())
    ]


def _inside(
    element: _Element, wanted: str, marks: frozenset[str]
) -> Iterator[tuple[_Element, frozenset[str]]]:
    """The rows of a table, or the cells of a row, with the tags of the controls around each."""
    for child in element:
        name = name_of(child)
        if name == wanted:
            yield child, marks
        elif name == "sdt":
            tag = value_of(child_of(child, "sdtPr", "tag"))
            yield from _inside(child, wanted, marks | ({tag} if tag else set()))
        elif name not in {"tbl", "tc"} | _GONE:
            yield from _inside(child, wanted, marks)


def _cell(cell: _Element, outer: frozenset[str]) -> ReadCell:
    tags = (value_of(child_of(one, "sdtPr", "tag")) for one in cell.iterdescendants("{*}sdt"))
    names = (value_of(one, "name") for one in cell.iterdescendants("{*}bookmarkStart"))
    marks = outer | {one for one in (*tags, *names) if one}
    properties = child_of(cell, "tcPr")
    span = number_of(child_of(properties, "gridSpan")) or 1
    text = "\n".join(text_of(one) for one in cell.iterdescendants("{*}p")).strip()
    return ReadCell("" if text == EMPTY else text, frozenset(marks), span)


def text_of(paragraph: _Element) -> str:
    """A paragraph's text; a list's own sign is told by a dash."""
    listed = child_of(paragraph, "pPr", "numPr") is not None
    text = "".join(_texts(paragraph))
    return f"- {text}" if listed and text else text


def _texts(element: _Element) -> Iterator[str]:
    for child in element:
        name = name_of(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS and value_of(child, "type") != "page":
            yield _BREAKS[name]
        elif name not in _GONE | {"p"}:
            yield from _texts(child)


def plain(text: str) -> str:
    """A label to compare: folded, its blanks one."""
    return fold(" ".join(text.split()))
