"""What pages are taken apart into, before it is written as one text."""

from __future__ import annotations

from dataclasses import dataclass, field

from hopluc.compiler.read.layout.lines import Line


@dataclass(slots=True)
class TextPart:
    """A paragraph under way: its lines, which may go on over pages."""

    lines: list[Line]
    centred: bool = False
    apart: bool = False
    level: int | None = None

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        return all(line.bold for line in self.lines)


@dataclass(slots=True)
class CellPart:
    """A cell under way: paragraphs, and where it stands. `merged`: a cell above covers the place."""

    column: int
    texts: list[TextPart] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    merged: bool = False

    @property
    def lines(self) -> list[Line]:
        """All lines of the cell, in order."""
        return [line for text in self.texts for line in text.lines]

    @property
    def words(self) -> str:
        """What it says, on one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class RowPart:
    """A row under way. `top`, `bottom`: where it is on its page; `closed`: a line is drawn below it."""

    cells: list[CellPart]
    page: int
    top: float
    bottom: float
    closed: bool = True
    header: bool = False
    apart: bool = False


@dataclass(slots=True)
class TablePart:
    """A table under way. `edges`: where its columns begin and end. `merges` as in document.Table."""

    rows: list[RowPart]
    edges: list[float]
    merges: bool = True


Part = TextPart | TablePart
