"""The consolidated content as a workbook: results, figures, matrix, and each body's own words and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hopluc.office.sheets import Field, Section, Sheet, Sum, Value, Workbook
from hopluc.reporting.consolidation import LEAD
from hopluc.reporting.content import Handed, Report
from hopluc.reporting.editing.passages import UNEDITED, Edits
from hopluc.reporting.editing.sheet import TEXT_FIELDS, text_rows
from hopluc.reporting.formbook.document import sheets as form_sheets
from hopluc.reporting.wording import (
    STATUS_WORDS,
    part_words,
    reached_words,
    source_words,
    value_words,
)

Row = Sequence[Value | Section | Sum]


def workbook(report: Report, handed: Sequence[Handed], edits: Edits = UNEDITED) -> Workbook:
    """All that the report says and rests on, each figure beside the body that gave it."""
    asked = report.asked
    told = sorted(handed, key=lambda h: (h.body_order, h.body, h.body_id))
    sent = f"{report.handed_in}/{report.addressed} cơ quan đã gửi"
    when = f"Số liệu chốt đến ngày {asked.cutoff:%d/%m/%Y}; {sent}."
    parts = (
        ("Kết quả nhiệm vụ", "Kết quả thực hiện từng nhiệm vụ", _RESULT_FIELDS, _results(report), 3),
        ("Chỉ tiêu", "Kết quả thực hiện chỉ tiêu", _FIGURE_FIELDS, _figures(report), 2),
        ("Tình hình gửi", "Tình hình gửi báo cáo của các cơ quan", _MATRIX_FIELDS, _matrix(report, told), 2),
        ("Nội dung từng cơ quan", "Nội dung báo cáo của từng cơ quan", _TEXT_FIELDS, _texts(told), 2),
        (
            "Số liệu từng cơ quan",
            "Số liệu chỉ tiêu của từng cơ quan",
            _own_fields(report),
            _own(report, told),
            2,
        ),
        ("Văn bản", "Nội dung văn bản báo cáo", TEXT_FIELDS, text_rows(report, edits), 1),
    )
    more = [
        (name, f"{title} – {part.heading}", fields, rows, frozen)
        for n, part in enumerate((*report.plans, *report.inside), 2)
        for name, title, fields, rows, frozen in _of_part(n, part.report)
    ]
    sheets = [
        Sheet(name, f"{title} – {asked.title}", fields, rows, when, frozen)
        for name, title, fields, rows, frozen in (*parts, *((*one, 2) for one in form_sheets(report)), *more)
    ]
    return Workbook(f"{asked.title}: {asked.plan}", asked.collector, sheets)


def _of_part(n: int, report: Report) -> Iterator[tuple[str, str, Sequence[Field], Iterator[Row], int]]:
    """The sheets of a further plan, or of a round told inside."""
    yield f"Kết quả nhiệm vụ {n}", "Kết quả thực hiện từng nhiệm vụ", _RESULT_FIELDS, _results(report), 3
    yield f"Chỉ tiêu {n}", "Kết quả thực hiện chỉ tiêu", _FIGURE_FIELDS, _figures(report), 2


_RESULT_FIELDS = (
    Field("Nhóm", 7, "centre"),
    Field("Số", 7, "centre"),
    Field("Nhiệm vụ", 44, "wrapped"),
    Field("Cơ quan", 26, "wrapped"),
    Field("Vai trò", 10, "centre"),
    Field("Thời hạn theo kế hoạch", 18, "wrapped"),
    Field("Ngày đến hạn", 12, "date"),
    Field("Trạng thái", 20, "wrapped"),
    Field("Ngày hoàn thành", 12, "date"),
    Field("Tiến độ (%)", 9, "number"),
    Field("Kết quả thực hiện", 60, "wrapped"),
)


def _results(report: Report) -> Iterator[Row]:
    """A row for each body's part in each task; tasks and bodies without a report have one too."""
    for group in report.groups:
        yield [Section(f"{group.code}. {group.title}" if group.code else "Nhiệm vụ khác")]
        for task in group.tasks:
            head = (group.code, task.number, task.text)
            for one in task.results:
                role = "Chủ trì" if one.role == LEAD else "Phối hợp"
                yield [*head, one.body, role, task.deadline, one.due_on, part_words(one), one.finished_on,
                       one.percent, one.narrative]  # fmt: skip
            for name in task.silent:
                yield [
                    *head,
                    name,
                    "Chủ trì",
                    task.deadline,
                    None,
                    STATUS_WORDS[""].capitalize(),
                    None,
                    None,
                    "",
                ]
            if not task.results and not task.silent:
                yield [*head, "", "", task.deadline, None, "", None, None, ""]


_FIGURE_FIELDS = (
    Field("TT", 6, "centre"),
    Field("Chỉ tiêu", 60, "wrapped"),
    Field("Đơn vị", 18),
    Field("Kế hoạch", 18),
    Field("Thực hiện", 16, "number"),
    Field("Đánh giá", 16, "centre"),
    Field("Số cơ quan có số liệu", 12, "number"),
    Field("Nguồn số liệu", 60, "wrapped"),
)


def _figures(report: Report) -> Iterator[Row]:
    for number, one in enumerate(report.figures, 1):
        value = one.value if one.reached_by is None else value_words(one)
        yield [
            number,
            one.name,
            one.unit,
            one.target,
            value,
            reached_words(one),
            one.bodies,
            source_words(one),
        ]


_MATRIX_FIELDS = (
    Field("TT", 6, "centre"),
    Field("Cơ quan", 46, "wrapped"),
    Field("Gửi báo cáo", 18, "centre"),
    Field("Ngày gửi lần đầu", 16, "date"),
    *(Field(words.capitalize(), 14, "number") for status, words in STATUS_WORDS.items() if status),
)


def _matrix(report: Report, told: Sequence[Handed]) -> Iterator[Row]:
    """Every addressed body with when it sent and how its lead parts stand."""
    reports = {one.body_id: one for one in told}
    names = {pk: name for pk, name, _ in report.asked.bodies} | {one.body_id: one.body for one in told}
    totals: Counter[str] = Counter()
    for number, (pk, name) in enumerate(names.items(), 1):
        one = reports.get(pk)
        if one is None:
            words = "Đang sửa lại" if pk in report.asked.mending else "Chưa gửi"
            yield [number, name, words, *[None] * (len(_MATRIX_FIELDS) - 3)]
            continue
        late = one.first_submitted_on and one.first_submitted_on > report.asked.due_on
        leads = [part.status for part in one.parts if part.role == LEAD]
        counts = [leads.count(status) for status in STATUS_WORDS if status]
        totals.update(leads)
        yield [number, name, "Gửi sau hạn" if late else "Đúng hạn", one.first_submitted_on, *counts]
    if names:
        summed = [Sum(totals[status], len(names)) for status in STATUS_WORDS if status]
        yield [None, "Cộng", f"{len(told)}/{len(names)} đã gửi", None, *summed]


_TEXT_FIELDS = (
    Field("TT", 6, "centre"),
    Field("Cơ quan", 40, "wrapped"),
    Field("Đánh giá chung", 60, "wrapped"),
    Field("Khó khăn, vướng mắc", 60, "wrapped"),
    Field("Đề xuất, kiến nghị", 60, "wrapped"),
    Field("Nhiệm vụ kỳ tới", 60, "wrapped"),
)


def _texts(told: Sequence[Handed]) -> Iterator[Row]:
    for number, one in enumerate(told, 1):
        yield [number, one.body, one.overview, one.difficulties, one.proposals, one.next_period]


def _own_fields(report: Report) -> list[Field]:
    """A column for each indicator, with its unit."""
    indicators = sorted(report.asked.indicators, key=lambda i: (i.order, i.id))
    units = [f"{one.name} ({one.unit})" if one.unit else one.name for one in indicators]
    return [
        Field("TT", 6, "centre"),
        Field("Cơ quan", 40, "wrapped"),
        *(Field(u, 18, "number") for u in units),
    ]


def _own(report: Report, told: Sequence[Handed]) -> Iterator[Row]:
    order = [one.id for one in sorted(report.asked.indicators, key=lambda i: (i.order, i.id))]
    for number, one in enumerate(told, 1):
        values = {figure.indicator_id: figure.value for figure in one.figures}
        yield [number, one.body, *(values.get(pk) for pk in order)]
