"""Tables under repair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hopluc.compiler.format import Span
from hopluc.compiler.recognise.headings import Role


class Piece:
    """A cell under repair: where its words lie, and the words."""

    __slots__ = ("spans", "words")

    def __init__(self, spans: Sequence[Span] = (), words: str = "") -> None:
        self.spans = list(spans)
        self.words = words


@dataclass(slots=True)
class DraftRow:
    """A row under repair; two rows may hold the same Piece."""

    cells: list[Piece]
    apart: bool = False
    merged: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class DraftTable:
    """A table under repair, and the blocks that it was made of."""

    headings: tuple[str, ...]
    roles: tuple[Role | None, ...] | None
    rows: list[DraftRow]
    above: list[Piece] = field(default_factory=list)  # cells above the heading row: a title
    merges: bool = False
    packed: bool = False


def extend(cell: Piece, rest: Piece) -> None:
    """Add the rest of a torn cell; words that both sides of the break repeat stand once."""
    if not rest.words:
        return
    if cell.words == rest.words or cell.words.endswith((" " + rest.words, "\n" + rest.words)):
        return
    cell.spans += rest.spans
    cell.words = f"{cell.words} {rest.words}".strip()
