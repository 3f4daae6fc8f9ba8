"""The document as blocks for drawing: what `Compilation.blocks` keeps, as plain JSON.

A block is a paragraph `{"s": [start, end], "level", "look"}` or a table `{"s", "rows": [{"s", "header",
"cells": [{"s": [[start, end], …], "rows", "columns"}]}]}`; `markup` lists the ranges that are no words.
Keys that say nothing (level null, a cell of one row and column) are left out: a plan has thousands.
"""

from __future__ import annotations

import re
from typing import Any

from hopluc.compiler.document import Cell, Document, Paragraph, Row, Table
from hopluc.compiler.normalise import normalise
from hopluc.compiler.outline import outline
from hopluc.viet.text import fold

Json = dict[str, Any]

# The lines above and below the body that offices set in the middle (Nghị định 30/2020/NĐ-CP, Phụ lục I).
_CENTRED = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc|"
    r"(?:ke hoach|quyet dinh|phu luc|chuong trinh|de an|quyet dinh:)\W*|"
    r"phu luc(?: (?:so )?[ivx\d]+)?\W*|(?:chuong|phan) (?:thu )?[ivx\d]+\W*"
)
_LETTERHEAD = "cong hoa xa hoi chu nghia viet nam"
_DEEPEST = 6


def blocks_of(document: Document) -> Json:
    """The blocks of a document that was read, its headings as the outline sees them."""
    levels = _levels(document)
    blocks = [
        _paragraph(document, block, levels) if isinstance(block, Paragraph) else _table(document, block)
        for block in document.blocks
    ]
    return {"blocks": blocks, "markup": [list(span) for span in document.markup]}


def _levels(document: Document) -> list[tuple[int, int, int]]:
    """(start, end, level) of every numbered heading, in order; level 2 is the first below the title."""
    mended = normalise(document)
    nodes = [node for node in outline(mended).nodes if node.heads]
    ranks = sorted({node.rank for node in nodes})
    return [(*mended.flow.span(*node.line.span), min(2 + ranks.index(node.rank), _DEEPEST)) for node in nodes]


def _paragraph(document: Document, block: Paragraph, levels: list[tuple[int, int, int]]) -> Json:
    start, end = block.span
    made: Json = {"s": [start, end]}
    level = next((n for a, b, n in levels if start <= a and b <= end), None) or block.level
    words = fold(" ".join(document.text[start:end].split())).strip("*#_ ")
    if level:
        made["level"] = min(level, _DEEPEST)
    if block.centred or _CENTRED.fullmatch(words):
        made["look"] = "middle"
    elif block.bold:
        made["look"] = "bold"
    return made


def _table(document: Document, table: Table) -> Json:
    head = fold(document.text[slice(*table.span)][:2000])
    made: Json = {"s": list(table.span), "rows": [_row(row) for row in table.rows]}
    if _LETTERHEAD in head and len(table.rows) <= 4:
        made["look"] = "letterhead"
    return made


def _row(row: Row) -> Json:
    made: Json = {"s": list(row.span), "cells": [_cell(cell) for cell in row.cells if not cell.merged]}
    if row.header:
        made["header"] = True
    return made


def _cell(cell: Cell) -> Json:
    made: Json = {"s": [list(span) for span in cell.spans]}
    if cell.row_span > 1:
        made["rows"] = cell.row_span
    if cell.column_span > 1:
        made["columns"] = cell.column_span
    return made
