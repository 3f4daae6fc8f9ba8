"""A plan's final report as a workbook: a sheet for each of its parts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.sheets import Field, Section, Sheet, Value, Workbook
from hopluc.reporting.yearly.final import Final
from hopluc.reporting.yearly.final_papers import REACHED, status_words
from hopluc.viet.dates import format_date

Row = Sequence[Value | Section]
_TASK_FIELDS = (
    Field("Số", 7, "centre"),
    Field("Nhiệm vụ", 60, "wrapped"),
    Field("Cơ quan chủ trì", 34, "wrapped"),
    Field("Thời hạn", 22, "wrapped"),
    Field("Trạng thái", 24, "wrapped"),
    Field("Ngày đến hạn", 13, "date"),
    Field("Ngày hoàn thành", 13, "date"),
    Field("Kết quả", 60, "wrapped"),
    Field("Xử lý tiếp", 40, "wrapped"),
)
_TARGET_FIELDS = (
    Field("TT", 6, "centre"),
    Field("Chỉ tiêu", 60, "wrapped"),
    Field("Đơn vị", 18),
    Field("Kế hoạch", 18),
    Field("Thực hiện", 16, "number"),
    Field("Tính đến ngày", 13, "date"),
    Field("Đánh giá", 16, "centre"),
    Field("Nguồn số liệu", 40, "wrapped"),
)
_PRODUCT_FIELDS = (
    Field("TT", 6, "centre"),
    Field("Sản phẩm", 50, "wrapped"),
    Field("Số, ký hiệu", 20),
    Field("Ngày", 13, "date"),
    Field("Số lượng", 10, "number"),
    Field("Cơ quan", 36, "wrapped"),
    Field("Nhiệm vụ", 60, "wrapped"),
)
_LEFT_FIELDS = (
    Field("Loại", 24),
    Field("Nội dung", 70, "wrapped"),
    Field("Cơ quan", 36, "wrapped"),
    Field("Từ ngày", 13, "date"),
    Field("Tình trạng", 20),
)


def workbook(report: Final) -> Workbook:
    """All that the report rests on, a sheet for each of its parts."""
    when = f"Tính đến ngày {format_date(report.closed_on)}"
    parts = (
        ("Nhiệm vụ", _TASK_FIELDS, _task_rows(report)),
        ("Chỉ tiêu", _TARGET_FIELDS, _target_rows(report)),
        ("Sản phẩm", _PRODUCT_FIELDS, _product_rows(report)),
        ("Tồn tại", _LEFT_FIELDS, ((o.kind, o.text, o.body, o.since, o.state) for o in report.left)),
    )
    sheets = [Sheet(name, f"{name} – {report.short}", fields, rows, when, 2) for name, fields, rows in parts]
    return Workbook(f"Báo cáo kết thúc {report.short}", report.closer, sheets)


def _task_rows(report: Final) -> Iterator[Row]:
    for group in report.groups:
        yield [Section(group.title or "Nhiệm vụ khác")]
        for one in group.tasks:
            yield [one.number, one.text, one.leads, one.deadline, status_words(one), one.due_on,
                   one.finished_on, one.said, one.goes]  # fmt: skip


def _target_rows(report: Final) -> Iterator[Row]:
    for n, one in enumerate(report.targets, 1):
        yield [
            n,
            one.name,
            one.unit,
            one.planned,
            one.actual,
            one.actual_on,
            REACHED[one.reached],
            one.source,
        ]


def _product_rows(report: Final) -> Iterator[Row]:
    for n, one in enumerate(report.products, 1):
        yield [n, one.what, one.number, one.on, one.count, one.body, one.task]
