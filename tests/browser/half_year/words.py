"""What the files say that the site gives, and what people write into them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping

import docx
from python_calamine import CalamineWorkbook


def words_of(file: bytes) -> str:
    """A Word document's text, its tables too."""
    document = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def cells_of(file: bytes) -> str:
    """All cells of a workbook, each on a line."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)


def rewritten(file: bytes, words: Mapping[str, str]) -> bytes:
    """A Word document in which what matches a pattern was written anew."""
    document = docx.Document(io.BytesIO(file))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for paragraph in [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]:
        text = paragraph.text
        for pattern, after in words.items():
            text = re.sub(pattern, after, text)
        if text != paragraph.text:
            first, *rest = paragraph.runs
            first.text = text
            for run in rest:
                run.text = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def signed(file: bytes, number: str, on: dt.date) -> bytes:
    """A draft made here as it was signed: number and day stand in the blanks left for them."""
    tail = re.escape(number[number.index("/") :])
    return rewritten(
        file,
        {
            rf"([Ss]ố:?)\s+{tail}": rf"\1 {number}",
            r"ngày\s+tháng\s+năm": f"ngày {on:%d} tháng {on:%m} năm",
            r"ngày\s+/\s+/": f"ngày {on:%d}/{on:%m}/",
        },
    )
