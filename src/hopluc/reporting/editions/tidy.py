"""An edition as open data: a zip of CSV files (UTF-8 with BOM, so that Excel reads the marks), one tidy table
each, and a codebook that says what every file and column is. Pure; the same edition gives the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from hopluc.reporting.editions.content import BookGrid, EditionContent
from hopluc.reporting.editions.papers import seen
from hopluc.viet.text import fold

COLUMNS = ("dong", "don_vi", "la_tong", "chi_so", "nam", "gia_tri")
_CODES = (
    ("dong", "Tên dòng của bảng (cột “phân theo”)."),
    ("don_vi", "Đơn vị tính của giá trị."),
    ("la_tong", "1 nếu dòng là tổng các dòng khác, 0 nếu không."),
    ("chi_so", "Điều được đếm ở cột (ví dụ Kế hoạch, Thực hiện); trống nếu bảng chỉ có một."),
    ("nam", "Năm của giá trị."),
    ("gia_tri", "Giá trị, dấu chấm thập phân; trống là chưa có số liệu, khác với 0."),
)


def archive(content: EditionContent) -> bytes:
    """The zip: `so-tay-ma.csv` (the codebook), then a file for each table."""
    numbered = [pair for _chapter, tables in content.chapters for pair in tables]
    files = {"so-tay-ma.csv": _codebook(content, numbered)}
    files |= {file_name(number, table): _figures(table) for number, table in numbered}
    if content.corrects:
        rows = ((one.table, one.row, one.column, one.before, one.after) for one in content.differs)
        files["hieu-chinh.csv"] = _csv(("bang", "dong", "cot", "ban_truoc", "ban_nay"), rows)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # without a clock in it
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)
    return out.getvalue()


def file_name(number: int, table: BookGrid) -> str:
    """`bang-02-nhiem-vu-theo-tinh-trang.csv`."""
    words = "".join(c if c.isalnum() else " " for c in fold(table.title)).split()
    return f"bang-{number:02d}-{'-'.join(words)[:60]}.csv"


def _figures(table: BookGrid) -> bytes:
    rows = (
        (
            row.label,
            row.unit,
            int(row.total),
            head.counts,
            head.year,
            "" if value is None else format(value.normalize(), "f"),
        )
        for row in table.grid.rows
        for head, value in zip(table.grid.heads, row.values, strict=True)
    )
    return _csv(COLUMNS, rows)


def _codebook(content: EditionContent, numbered: Sequence[tuple[int, BookGrid]]) -> bytes:
    rows = [
        (
            "sach",
            "",
            f"{content.title} năm {content.year}, xuất bản lần {content.number}",
            seen(content),
            "",
            "",
        )
    ]
    rows += [("cot", name, words, "", "", "") for name, words in _CODES]
    rows += [
        (
            "bang",
            file_name(number, table),
            f"{table.chapter}: {table.title} (phân theo {table.grid.by.lower()})",
            table.definition,
            table.source,
            " ".join(filter(None, (table.note, table.grid.missing))),
        )
        for number, table in numbered
    ]
    return _csv(("loai", "ma", "ten", "khai_niem", "nguon", "ghi_chu"), rows)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A text that begins like a formula gets a mark before it, so that no spreadsheet runs it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_plain(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "@", "+", "\t") else value
