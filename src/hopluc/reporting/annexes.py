"""The annexes of a report: results body by body, tables and texts too long for it, who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hopluc.office.official import Annex, Cell, Column, Table, annex_number
from hopluc.reporting.consolidation import LEAD
from hopluc.reporting.content import BodyResult, GroupResult, Report, ReportPart, TaskResult
from hopluc.reporting.formbook import document as form_document
from hopluc.reporting.routes.parts import prefixed
from hopluc.reporting.wording import STATUS_WORDS, count, listed, part_words

ANNEX = "Phụ lục"  # an annex whose number is not known yet
NAMED_AT_MOST = 10
VOICES_AT_MOST = 30
VOICES = "Tổng hợp ý kiến của các cơ quan"
# Beyond so many bodies of one task a Word table helps nobody; the workbook has a row for each.
BODIES_AT_MOST = 200


def annexes(report: Report, many: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Iterator[Annex]:
    """All annexes. `many`: titles of texts that are too many for the report, each with (names, words)."""
    yield Annex("Kết quả thực hiện từng nhiệm vụ", (_results(report.groups),))
    for part in report.plans:
        yield _of_part(Annex("Kết quả thực hiện từng nhiệm vụ", (_results(part.report.groups),)), part)
    yield from form_document.annexes(report)
    yield from _missing(report)
    if many:
        yield _voices(many)
    for part in report.inside:
        yield from (_of_part(annex, part) for annex in annexes(part.report, ()))


def _of_part(annex: Annex, part: ReportPart) -> Annex:
    """An annex of a report that is told inside another: its figures open what stands behind them there."""
    tables = [one for one in annex.blocks if isinstance(one, Table)]
    blocks = tuple(one for one in prefixed(part.key, tables) if isinstance(one, Table))
    return replace(annex, title=f"{annex.title} ({part.heading})", blocks=blocks)


def numbered(report: Report, voices: bool) -> dict[str, str]:
    """What the report calls its annexes ("Phụ lục II"): "results", "table:" and the section's key, "missing",
    "voices". `voices`: whether there is one of texts."""
    keys = ["results", *(part.key for part in report.plans), *form_document.large(report)]
    if any(len(names) > NAMED_AT_MOST for names in (report.missing, report.mending, report.late)):
        keys.append("missing")
    keys += ["voices"] if voices else []
    total = len(keys) + sum(1 for part in report.inside for _ in annexes(part.report, ()))
    return {key: annex_number(place, total) for place, key in enumerate(keys, 1)}


def _voices(many: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Annex:
    """The texts of many bodies, heading by heading, in one table."""
    columns = (Column("TT", 6, "center"), Column("Cơ quan", 50), Column("Nội dung", 140))
    rows: list[tuple[str | Cell, ...]] = []
    for title, said in many:
        rows.append((Cell(title, bold=True, span=3),))
        rows += [(str(n), names, words) for n, (names, words) in enumerate(said, 1)]
    return Annex(VOICES, (Table(columns, rows),))


def _missing(report: Report) -> Iterator[Annex]:
    lists = (
        ("Chưa gửi báo cáo", report.missing),
        ("Đã gửi, đang sửa lại theo yêu cầu", report.mending),
        ("Gửi sau thời hạn", report.late),
    )
    rows: list[tuple[str | Cell, ...]] = []
    for title, names in lists:
        if len(names) > NAMED_AT_MOST:
            rows.append((Cell(f"{title} ({len(names)} cơ quan)", bold=True, span=2),))
            rows += [(str(n), name) for n, name in enumerate(names, 1)]
    if rows:
        columns = (Column("TT", 10, "center"), Column("Cơ quan", 150))
        yield Annex("Cơ quan chưa gửi báo cáo, gửi sau thời hạn", (Table(columns, rows),))


# --- annex of results -----------------------------------------------------------------------------------

_RESULT_COLUMNS = (
    Column("TT", 12, "center"),
    Column("Nhiệm vụ, cơ quan thực hiện", 70),
    Column("Thời hạn", 28, "center"),
    Column("Trạng thái", 34, "center"),
    Column("Kết quả thực hiện", 108),
)


def _results(groups: Sequence[GroupResult]) -> Table:
    return Table(_RESULT_COLUMNS, list(_result_rows(groups)))


def _result_rows(groups: Iterable[GroupResult]) -> Iterator[tuple[str | Cell, ...]]:
    """A title row for each group, a bold row for each task, a row for each of its bodies."""
    for group in groups:
        yield (Cell(f"{group.code}. {group.title}" if group.code else "Nhiệm vụ khác", bold=True, span=5),)
        for task in group.tasks:
            status = STATUS_WORDS[task.status].capitalize() if task.leads or task.results else ""
            yield (
                task.number,
                Cell(task.text, bold=True),
                task.deadline,
                Cell(status, bold=True, opens=f"task:{task.id or task.code}" if status else ""),
                _tally(task),
            )
            if len(task.results) <= BODIES_AT_MOST:
                yield from (_body_row(one) for one in task.results)
            else:
                yield (
                    "",
                    f"{len(task.results)} cơ quan báo cáo",
                    "",
                    "",
                    "Chi tiết trong bảng tính kèm theo.",
                )
            if task.silent:
                names = listed(task.silent, BODIES_AT_MOST, "trong bảng tính kèm theo")
                yield ("", Cell(f"Chưa có báo cáo: {names}", span=4))


def _tally(task: TaskResult) -> str:
    total = sum(task.counts.values())
    if total < 2:
        return ""
    return "; ".join(f"{count(n)} cơ quan {STATUS_WORDS[status]}" for status, n in task.counts.items()) + "."


def _body_row(one: BodyResult) -> tuple[str | Cell, ...]:
    role = "" if one.role == LEAD else " (phối hợp)"
    return (
        "",
        f"{one.body}{role}",
        f"{one.due_on:%d/%m/%Y}" if one.due_on else "",
        part_words(one),
        one.narrative,
    )
