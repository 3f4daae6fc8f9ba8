"""The document mended: one flow of words, and the lines and sheets that stand in it.

All ranges here are ranges of `flow.text`; only `emit` turns them into spans of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hopluc.compiler.document import Document, Flow
from hopluc.compiler.format import Span
from hopluc.compiler.recognise.headings import Role


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, whole, or one line of a layout table (the national header, signatures)."""

    span: Span
    level: int | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, its heading rows taken off, its torn rows mended.

    `roles` says what each column means, or is None where the table assigns no tasks. `rows` are
    ranges, one for each column; an empty range is an empty cell, and a cell that stands for
    several rows has the same range in each of them. `span` is from the first to the last cell.
    """

    headings: tuple[str, ...]
    roles: tuple[Role | None, ...] | None
    rows: tuple[tuple[Span, ...], ...]
    span: Span


Item = Line | Sheet


@dataclass(frozen=True, slots=True)
class Mended:
    """What the later stages work on."""

    document: Document
    flow: Flow
    items: tuple[Item, ...]

    # The lines outside of sheets and the sheets, each in order.
    lines: tuple[Line, ...] = field(init=False, repr=False, compare=False)
    sheets: tuple[Sheet, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", tuple(item for item in self.items if isinstance(item, Line)))
        object.__setattr__(self, "sheets", tuple(item for item in self.items if isinstance(item, Sheet)))

    def words(self, span: Span) -> str:
        """The words of a range of the flow."""
        return self.flow.text[span[0] : span[1]]
