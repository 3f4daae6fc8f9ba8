"""A review's tables as a workbook: a sheet for each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.office.sheets import Field, Section, Sheet, Value, Workbook
from hopluc.reporting.reviews.annexes import VERDICTS
from hopluc.reporting.reviews.content import IndicatorLine, ReviewContent, YearCell
from hopluc.reporting.reviews.models import Finding
from hopluc.reporting.reviews.papers import subject_of
from hopluc.reporting.wording import STATUS_WORDS
from hopluc.viet.dates import format_date

Row = Sequence[Value | Section]
_TASKS = (
    Field("Số", 8, "centre"),
    Field("Nhiệm vụ", 60, "wrapped"),
    Field("Cơ quan chủ trì", 36, "wrapped"),
    Field("Thời hạn", 22, "wrapped"),
    Field("Tình trạng", 24, "wrapped"),
    Field("Ngày đến hạn", 13, "date"),
    Field("Kết quả đã báo cáo", 50, "wrapped"),
    Field("Lý do chưa hoàn thành", 60, "wrapped"),
)
_SAID = (
    Field("Loại", 26),
    Field("Nội dung", 90, "wrapped"),
    Field("Cơ quan nêu", 40, "wrapped"),
)
_FIGURES = (
    Field("Chỉ tiêu", 50, "wrapped"),
    Field("Đơn vị", 16),
    Field("Năm", 8, "centre"),
    Field("Số đã báo cáo", 16, "number"),
    Field("Báo cáo", 36, "wrapped"),
    Field("Số hiện nay", 16, "number"),
    Field("Tính đến ngày", 14, "date"),
    Field("Cộng từ các đơn vị", 22, "wrapped"),
    Field("Theo lộ trình", 14, "number"),
    Field("Nhập tay", 10, "centre"),
    Field("Nguồn nhập tay", 36, "wrapped"),
)


def workbook(content: ReviewContent) -> Workbook:
    """All tables that the report rests on."""
    when = f"Tính đến ngày {format_date(content.as_of)}"
    if content.known_on:
        when += f", như đã biết đến hết ngày {format_date(content.known_on)}"
    about = subject_of(content)
    sheets = [
        Sheet("Chỉ tiêu", f"Chỉ tiêu – {about}", _fields(content), _indicator_rows(content), when, 2),
        Sheet("Số liệu từng năm", f"Số liệu từng năm – {about}", _FIGURES, _figure_rows(content), when, 1),
        Sheet("Nhiệm vụ", f"Nhiệm vụ – {about}", _TASKS, _task_rows(content), when, 2),
        Sheet("Theo năm", f"Nhiệm vụ theo năm – {about}", _year_fields(), _year_rows(content), when),
        Sheet("Ý kiến", f"Kết quả, nguyên nhân, kiến nghị – {about}", _SAID, _said_rows(content), when),
    ]
    return Workbook(about, content.issuer, sheets)


def _fields(content: ReviewContent) -> tuple[Field, ...]:
    years = content.indicators[0].years if content.indicators else ()
    return (
        Field("TT", 6, "centre"),
        Field("Chỉ tiêu", 56, "wrapped"),
        Field("Đơn vị", 16),
        Field(f"Năm gốc {content.period_start.year - 1}", 14, "number"),
        *(Field(f"TH {cell.year}", 14, "number") for cell in years),
        Field(f"Mục tiêu {content.period_end.year}", 20),
        Field("Đánh giá", 24, "centre"),
        Field("Kế hoạch", 30, "wrapped"),
    )


def _indicator_rows(content: ReviewContent) -> Iterator[Row]:
    for n, one in enumerate(content.indicators, 1):
        yield [
            n, one.name, one.unit, one.baseline.value, *(cell.value for cell in one.years), one.target,
            VERDICTS[one.verdict], "; ".join(one.plans),
        ]  # fmt: skip


def _figure_rows(content: ReviewContent) -> Iterator[Row]:
    for one in content.indicators:
        for cell in (one.baseline, *one.years):
            yield _figure(one, cell)


def _figure(one: IndicatorLine, cell: YearCell) -> Row:
    return [
        one.name, one.unit, cell.year, cell.reported, cell.reported_by, cell.current, cell.current_on,
        cell.added, cell.path, "x" if cell.typed else "", cell.source,
    ]  # fmt: skip


def _task_rows(content: ReviewContent) -> Iterator[Row]:
    for plan in content.plans:
        yield [Section(plan.cited)]
        for task in plan.tasks:
            yield [
                task.number, task.text, task.leads, task.deadline, STATUS_WORDS[task.status], task.due_on,
                task.said, "\n".join(task.why),
            ]  # fmt: skip


def _year_fields() -> tuple[Field, ...]:
    shown = (Field(words, 18, "number") for status, words in STATUS_WORDS.items() if status)
    return (
        Field("Năm", 8, "centre"),
        Field("Tính đến ngày", 14, "date"),
        Field("Tổng số", 10, "number"),
        *shown,
    )


def _year_rows(content: ReviewContent) -> Iterator[Row]:
    for one in content.years:
        yield [one.year, one.on, one.total, *(one.counts.get(s, 0) for s in STATUS_WORDS if s)]


def _said_rows(content: ReviewContent) -> Iterator[Row]:
    for one in content.findings:
        yield [str(Finding.Sort(one.sort).label), one.text, one.body]
