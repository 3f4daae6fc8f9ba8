"""What stands behind a figure of a report: bodies and their values, as handed in, and who is missing.

A figure is named by what it opens: "sent:…" who sent, "tasks:…" and "group<n>:…" tasks by status, "task:…"
the bodies of a task, "figures:…" indicators by attainment, "figure:…" the bodies' figures of an indicator,
"cell:…" the bodies' rows behind a cell of a form's table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.reporting.consolidation import LEAD, Method, reached
from hopluc.reporting.content import FigureResult, Handed, Report, TaskResult
from hopluc.reporting.formbook.before import TOTAL_ROW, rests_on
from hopluc.reporting.formbook.before import of_row as of_last
from hopluc.reporting.formbook.content import Column, Section
from hopluc.reporting.formbook.document import said_in
from hopluc.reporting.formbook.results import of_row
from hopluc.reporting.wording import STATUS_WORDS, part_words, reached_words, source_words, value_words
from hopluc.viet.numbers import format_number

Value = str | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row: of a body (`body_id` opens its submission), or of something that opens further (`opens`)."""

    cells: tuple[Value, ...]
    body_id: int = 0
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with its sources. title: what it is of. said: how it came about. missing: bodies that gave
    nothing for it, each group with why."""

    title: str
    said: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()


class UnknownFigureError(LookupError):
    """Nothing of that name stands in the report."""


def opened(report: Report, handed: Callable[[], Sequence[Handed]], key: str) -> Opened:
    """What stands behind a figure. handed: reads what the report was made of, where that is needed.

    Raises UnknownFigureError."""
    kind, _, rest = key.partition(":")
    if kind == "sent":
        return _sent(report, handed(), rest)
    if kind == "tasks" or kind.startswith("group"):
        return _tasks(report, kind, rest)
    if kind == "task":
        return _task(report, rest)
    if kind == "figures":
        return _figures(report, rest)
    if kind == "figure":
        return _figure(report, handed(), rest)
    if kind == "cell":
        return _cell(report, handed(), rest)
    raise UnknownFigureError(key)


def _absent(report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = (("Chưa gửi báo cáo", report.missing), ("Đã gửi, đang sửa lại", report.mending))
    return tuple((words, names) for words, names in found if names)


def _sent(report: Report, handed: Sequence[Handed], which: str) -> Opened:
    due = report.asked.due_on
    titles = {
        "all": "Cơ quan đã gửi báo cáo",
        "on_time": "Cơ quan gửi đúng thời hạn",
        "late": "Cơ quan gửi sau thời hạn",
    }
    if which not in titles:
        raise UnknownFigureError(which)
    lines = []
    for one in handed:
        late = bool(one.first_submitted_on and one.first_submitted_on > due)
        if which == "all" or (which == "late") == late:
            lines.append(
                Line((one.body, one.first_submitted_on, "Sau hạn" if late else "Đúng hạn"), one.body_id)
            )
    return Opened(
        titles[which],
        f"Hạn gửi {due:%d/%m/%Y}; {report.handed_in}/{report.addressed} cơ quan đã gửi.",
        ("Cơ quan", "Ngày gửi lần đầu", "Tình hình"),
        tuple(lines),
        _absent(report) if which == "all" else (),
    )


def _tasks(report: Report, kind: str, status: str) -> Opened:
    groups = report.groups
    if kind != "tasks":
        place = kind.removeprefix("group")
        if not place.isdecimal() or int(place) >= len(groups):
            raise UnknownFigureError(kind)
        groups = (groups[int(place)],)
    if status != "all" and status not in STATUS_WORDS:
        raise UnknownFigureError(status)
    tasks = [one for group in groups for one in group.tasks if one.leads or one.results]
    chosen = [one for one in tasks if status in ("all", one.status)]
    words = "Tất cả trạng thái" if status == "all" else STATUS_WORDS[status].capitalize()
    return Opened(
        (groups[0].title or "Nhiệm vụ khác") if kind != "tasks" else "Nhiệm vụ của kế hoạch",
        f"{words}: {len(chosen)}/{len(tasks)} nhiệm vụ. Trạng thái của nhiệm vụ theo cơ quan chủ trì.",
        ("Nhiệm vụ", "Cơ quan chủ trì", "Trạng thái"),
        tuple(
            Line(
                (one.text, "; ".join(one.leads), STATUS_WORDS[one.status].capitalize()),
                opens=f"task:{one.id}",
            )
            for one in chosen
        ),
    )


def _task(report: Report, pk: str) -> Opened:
    task = _found((one for group in report.groups for one in group.tasks), pk)
    return Opened(
        task.text,
        f"{STATUS_WORDS[task.status].capitalize()}. Trạng thái của nhiệm vụ theo cơ quan chủ trì, "
        f"tính đến ngày {report.asked.cutoff:%d/%m/%Y}.",
        ("Cơ quan", "Vai trò", "Trạng thái", "Đến hạn", "Kết quả"),
        tuple(
            Line(
                (
                    one.body,
                    "Chủ trì" if one.role == LEAD else "Phối hợp",
                    part_words(one),
                    one.due_on,
                    one.narrative,
                ),
                one.body_id,
            )
            for one in task.results
        ),
        (("Chủ trì chưa có báo cáo", task.silent),) if task.silent else (),
    )


def _found(tasks: Iterator[TaskResult], pk: str) -> TaskResult:
    for one in tasks:
        if str(one.id or one.code) == pk:
            return one
    raise UnknownFigureError(pk)


def _figures(report: Report, which: str) -> Opened:
    wanted = {"met": True, "missed": False, "open": None}
    if which != "all" and which not in wanted:
        raise UnknownFigureError(which)
    chosen = [one for one in report.figures if which == "all" or one.reached is wanted[which]]
    return Opened(
        "Chỉ tiêu của kế hoạch",
        f"{len(chosen)}/{len(report.figures)} chỉ tiêu.",
        ("Chỉ tiêu", "Đơn vị", "Kế hoạch", "Thực hiện", "Đánh giá"),
        tuple(
            Line(
                (one.name, one.unit, one.target, value_words(one), reached_words(one)),
                opens=f"figure:{one.id}",
            )
            for one in chosen
        ),
    )


def _figure(report: Report, handed: Sequence[Handed], pk: str) -> Opened:
    result = next((one for one in report.figures if str(one.id) == pk), None)
    if result is None:
        raise UnknownFigureError(pk)
    given, silent = [], []
    planned = next((one for one in report.asked.indicators if one.id == result.id), None)
    for one in handed:
        for figure in one.figures:
            if figure.indicator_id == result.id and figure.value is None:
                silent.append(one.body)
            elif figure.indicator_id == result.id:
                met = reached(planned, figure.value) if planned and planned.each else None
                words = {True: "Đạt", False: "Chưa đạt", None: ""}[met]
                given.append(Line((one.body, figure.value, words, figure.note), one.body_id))
    return Opened(
        f"{result.name} ({result.unit})" if result.unit else result.name,
        _came_about(result, planned.known if planned else None),
        ("Cơ quan", "Số liệu", "Đánh giá", "Ghi chú"),
        tuple(given),
        (*((("Đã gửi, không có số liệu", tuple(silent)),) if silent else ()), *_absent(report)),
    )


def _came_about(result: FigureResult, known: Decimal | None) -> str:
    told = value_words(result) or "Chưa có số liệu chung"
    records = ""
    if known is not None and result.method != Method.RECORDS:
        records = f" Số liệu theo dõi kế hoạch: {format_number(known)}."
    target = f" Kế hoạch: {result.target}." if result.target else ""
    return f"Thực hiện: {told}. {reached_words(result)}.{target} {source_words(result)}.{records}".replace(
        "..", "."
    )


def _last_period(report: Report, section: Section, column: Column, total: bool, place: int) -> str:
    """The figures of the last period on which a computed column rests."""
    key = TOTAL_ROW if total or not section.rows else section.rows[place - 1].key
    before = of_last(report.asked.before, section, key)
    titles = {one.key: one.title for one in section.columns}
    found = [
        f"{titles[one]} {format_number(figure)}"
        for one in dict.fromkeys(rests_on(column.formula))
        if one in titles and (figure := before.get(one)) is not None
    ]
    return f" Kỳ trước (báo cáo đã phát hành): {'; '.join(found)}." if found else ""


_GATHERED = {
    "none": "Cột này không tổng hợp.",
    "sum": "Cộng số liệu của các cơ quan.",
    "mean": "Bình quân số liệu của các cơ quan.",
    "weighted": "Bình quân theo quyền số.",
    "rate": "Tỷ lệ của tổng tử số trên tổng mẫu số; chỉ tính cơ quan có cả hai.",
    "count": "Đếm số dòng có ghi.",
    "list": "Liệt kê nội dung các cơ quan ghi.",
    "computed": "Tính theo công thức từ các cột đã tổng hợp.",
}


def _cell(report: Report, handed: Sequence[Handed], rest: str) -> Opened:
    """The bodies' whole rows behind a cell, so that a computed one can be followed."""
    parts = rest.split(":")
    form = report.asked.form
    section = form.section(parts[0]) if form and len(parts) == 3 else None
    column = section.column(parts[2]) if section else None
    result = next((one for one in report.sections if section and one.key == section.key), None)
    if not section or not column or not result or not parts[1].isdecimal():
        raise UnknownFigureError(rest)
    place = int(parts[1])
    if not 1 <= place <= len(result.rows):
        raise UnknownFigureError(rest)
    row = result.rows[place - 1]
    lines = [
        Line((one.body, title, *values), one.body_id)
        for one, title, values in of_row(section, handed, None if row.total else place - 1)
    ]
    there = {line.body_id for line in lines}
    silent = (
        tuple(one.body for one in handed if one.body_id not in there) if row.total or section.rows else ()
    )
    shown = said_in(column, row.values[section.columns.index(column)])
    rule = "computed" if column.formula and column.gathers == "none" else column.gathers
    return Opened(
        f"{section.title}: {row.title}, {column.title}",
        f"Trong báo cáo: {shown}. {_GATHERED[rule]}{_last_period(report, section, column, row.total, place)}",
        ("Cơ quan", "Dòng", *(one.title for one in section.columns)),
        tuple(lines),
        (*((("Đã gửi, không có số liệu", silent),) if silent else ()), *_absent(report)),
    )
