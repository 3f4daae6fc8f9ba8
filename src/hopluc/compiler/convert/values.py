"""The assignment table as CSV (RFC 4180), in UTF-8 with a mark so that Excel sees the encoding."""

from __future__ import annotations

import csv
import io

from hopluc.compiler.convert.assignments import columns_of, heading_of, rows_of
from hopluc.compiler.format import Group, Plan

# A cell that begins so is a formula to a spreadsheet.
_FORMULA = ("=", "+", "@", "\t", "\r")


def convert(plan: Plan, text: str) -> bytes:
    """One line a task; the first column names its group."""
    columns = columns_of(plan)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Nhóm", *(column.title for column in columns)])
    group = ""
    for row in rows_of(plan):
        if isinstance(row, Group):
            group = heading_of(row)
        else:
            writer.writerow([_plain(group), *(_plain(column.words(row)) for column in columns)])
    return out.getvalue().encode("utf-8-sig")


def _plain(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words
