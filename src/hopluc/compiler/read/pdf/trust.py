"""Whether the structure that a tagged PDF tells can be relied on.

It leaves words out where a program tags only what its author marked, calls text furniture, or forgets
that cells are merged; then the places of words and lines tell more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hopluc.compiler.read.layout.grid import ruled_tables
from hopluc.compiler.read.layout.model import LayoutPage
from hopluc.compiler.read.layout.parts import Part, TablePart
from hopluc.compiler.read.pdf.drawn import ARTIFACT, Drawn, Letter
from hopluc.compiler.read.pdf.structure import Element, Mark

# The least share of the words that the structure must hold, and the most that may be called furniture.
_ENOUGH = 0.97
_MOST_FURNITURE = 0.3
# Of the words between drawn lines, and of the rows of a table.
_MOST_WORDS = 0.9

# What stands under each mark, with the number of its page.
Content = Mapping[Mark, list[tuple[int, Letter]]]


def content_of(pages: Sequence[Drawn]) -> dict[Mark, list[tuple[int, Letter]]]:
    """The letters under each mark."""
    out: dict[Mark, list[tuple[int, Letter]]] = {}
    for number, page in enumerate(pages, 1):
        for letter in page.letters:
            if letter.mark is not None:
                out.setdefault((page.page_id, letter.mark), []).append((number, letter))
    return out


def covers(root: Element, pages: Sequence[Drawn], content: Content) -> bool:
    """Whether nearly every letter that is no furniture stands in the tree."""
    held = sum(_said(letter) for mark in set(root.marks()) for _, letter in content.get(mark, ()))
    every = [letter for page in pages for letter in page.letters if _said(letter)]
    furniture = sum(letter.mark == ARTIFACT for letter in every)
    return (
        furniture <= _MOST_FURNITURE * len(every) and held > 0 and held >= _ENOUGH * (len(every) - furniture)
    )


def _said(letter: Letter) -> bool:
    return not letter.text.isspace()


def agrees(parts: Sequence[Part], layouts: Sequence[LayoutPage]) -> bool:
    """Whether the tables told hold the words that stand between drawn lines, in rows of one width."""
    drawn = [table for page in layouts for table in ruled_tables(page)[0]]
    told = [part for part in parts if isinstance(part, TablePart)]
    inside = sum(len(cell.words) for table in drawn for row in table.rows for cell in row.cells)
    held = sum(len(cell.words) for table in told for row in table.rows for cell in row.cells)
    if held < _MOST_WORDS * inside:
        return False
    return not drawn or all(_even(table) for table in told)


def _even(table: TablePart) -> bool:
    """Whether nearly all rows are as wide as the table: where spans are not told, they are not."""
    width = len(table.edges) - 1
    full = sum(sum(cell.column_span for cell in row.cells) == width for row in table.rows)
    return full * 10 >= len(table.rows) * 9
