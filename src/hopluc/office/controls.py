"""Content controls of Word: a place in a document to be filled in, found again by its mark.

Programs keep different things of a control: Word its tag, LibreOffice 7.4 its frame without the tag but the
bookmark inside. So each carries both, and all the text of its cell belongs to its field.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from hopluc.office.sheets import Kind
from hopluc.office.xml import escaped, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY = "……"  # stands in a control that holds nothing yet
_LONGEST = 64  # characters of a tag or a title, by Word
_STYLES: dict[Kind, str] = {"number": "TableFigure", "date": "TableCentre", "centre": "TableCentre"}


def mark_of(field: str) -> str:
    """The bookmark of a field; hidden in Word for its first letter, and never over its 40 characters."""
    return f"_HL{hashlib.sha256(field.encode()).hexdigest()[:16]}"


def tag_of(field: str) -> str:
    """The tag of a field's control: its name where Word takes that long a one."""
    return field if len(field) <= _LONGEST else mark_of(field)


class Controls:
    """The controls of one document, numbered as they are made, with the comments that stand at them."""

    def __init__(self) -> None:
        self._numbers: Iterator[int] = count(1)
        self.comments: list[str] = []

    def cell(
        self, field: str, title: str, text: str, kind: Kind, choices: Sequence[str] = (), comment: str = ""
    ) -> str:
        """The paragraphs of a cell that holds nothing but a control; a text may have several lines."""
        number = next(self._numbers)
        style = f'<w:pPr><w:pStyle w:val="{_STYLES.get(kind, "TableText")}"/></w:pPr>'
        before, after = self._remark(comment)
        start = f'{before}<w:bookmarkStart w:id="{number}" w:name="{mark_of(field)}"/>'
        end = f'<w:bookmarkEnd w:id="{number}"/>{after}'
        about = self._about(field, title, number, empty=not text)
        if choices or kind in _STYLES:
            inside = _choices(choices) if choices else "<w:text/>"
            control = f"{about}{inside}</w:sdtPr><w:sdtContent>{_runs(text or EMPTY)}</w:sdtContent></w:sdt>"
            return f"<w:p>{style}{start}{control}{end}</w:p>"
        # Lines as paragraphs: LibreOffice moves a line break inside a control to its front.
        first, *rest = (text or EMPTY).split("\n")
        paragraphs = f"<w:p>{style}{start}{_runs(first)}{end}</w:p>"
        paragraphs += "".join(f"<w:p>{style}{_runs(line)}</w:p>" for line in rest)
        return f"{about}</w:sdtPr><w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>"

    def _about(self, field: str, title: str, number: int, *, empty: bool) -> str:
        """The control's properties, in the order of the schema; it cannot be deleted by a slip."""
        hint = "<w:showingPlcHdr/>" if empty else ""
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={quoted(title[:_LONGEST])}/>"
            f'<w:tag w:val={quoted(tag_of(field))}/><w:id w:val="{number}"/>'
            f'<w:lock w:val="sdtLocked"/>{hint}'
        )

    def _remark(self, comment: str) -> tuple[str, str]:
        """What opens and closes the stretch that a comment is about."""
        if not comment:
            return "", ""
        place = len(self.comments)
        self.comments.append(comment)
        reference = f'<w:r><w:commentReference w:id="{place}"/></w:r>'
        return f'<w:commentRangeStart w:id="{place}"/>', f'<w:commentRangeEnd w:id="{place}"/>{reference}'


def _choices(choices: Sequence[str]) -> str:
    words = map(quoted, choices)
    items = "".join(f"<w:listItem w:displayText={one} w:value={one}/>" for one in words)
    return f"<w:dropDownList>{items}</w:dropDownList>"


def _runs(text: str) -> str:
    """A line as runs; tabs are elements of their own."""
    pieces = (f'<w:t xml:space="preserve">{escaped(one)}</w:t>' for one in text.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(pieces)}</w:r>"
