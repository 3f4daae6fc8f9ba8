"""Rules on days: those that cannot be, and those that contradict one another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Rule, Slip, quoted
from hopluc.compiler.format import Part, Span
from hopluc.viet.dates import find_days, format_date

# A day that something is due, in running words; days of cited documents are no deadlines.
_DUE = re.compile(r"(?:trước|chậm nhất(?: là)?(?: vào)?|muộn nhất|đến hết|xong trước)\s+(?=ngày\s)", re.I)


def impossible(case: Case) -> Iterator[Slip]:
    """A day that no calendar has ("31/9/2024")."""
    for day in find_days(case.mended.flow.text):
        if day.day is None:
            yield Slip((day.start, day.end), {"said": quoted(case.mended.words((day.start, day.end)))})


def body_says_otherwise(case: Case) -> Iterator[Slip]:
    """The body gives a task another day than its row."""
    for task, draft in case.work.pairs():
        days = _days_of(case, draft.work) | _days_of_parts(task.deadline.parts if task.deadline else ())
        for span in draft.also:
            other = _days_of(case, span)
            if days and other and not days & other:
                yield Slip(
                    span,
                    {"task": task.id, "body": _listed(other), "row": _listed(days)},
                    _listed(days),
                )


def row_says_otherwise(case: Case) -> Iterator[Slip]:
    """The words of a row give another day than its own deadline, or than those of its sub-rows."""
    children: dict[str, set[dt.date]] = {}
    for task in case.work.tasks:
        if task.parent and task.deadline:
            children.setdefault(task.parent, set()).update(_days_of_parts(task.deadline.parts))
    for task, draft in case.work.pairs():
        said = _days_of(case, draft.work)
        given = _days_of_parts(task.deadline.parts) if task.deadline else children.get(task.id, set())
        if said and given and not said & given:
            yield Slip(
                draft.work, {"task": task.id, "said": _listed(said), "given": _listed(given)}, _listed(given)
            )


def before_the_document(case: Case) -> Iterator[Slip]:
    """A deadline that was over when the document was issued."""
    issued = case.document.issued_on
    if issued is None:
        return
    for task in case.work.tasks:
        if task.deadline is None or not task.deadline.span:
            continue
        ends = [part.date or part.end for part in task.deadline.parts]
        last = max((end for end in ends if end), default=None)
        if last and None not in ends and last < issued:
            yield Slip(
                task.deadline.span,
                {"task": task.id, "last": format_date(last), "issued": format_date(issued)},
            )


def _days_of(case: Case, span: Span) -> set[dt.date]:
    out: set[dt.date] = set()
    for found in _DUE.finditer(case.mended.flow.text, *span):
        day = next(find_days(case.mended.flow.text, found.end(), min(span[1], found.end() + 40)), None)
        if day and day.day and day.start == found.end():
            out.add(day.day)
    return out


def _days_of_parts(parts: tuple[Part, ...]) -> set[dt.date]:
    return {part.date for part in parts if part.date}


def _listed(days: set[dt.date]) -> str:
    return ", ".join(format_date(day) for day in sorted(days))


RULES = (
    Rule("date-impossible", "error", impossible,
         "“{said}” không phải là ngày có thật.", "“{said}” is no day of the calendar.",
         "a slip of typing or of OCR"),
    Rule("body-appendix-mismatch", "warning", body_says_otherwise,
         "Thời hạn ở phần lời văn ({body}) khác với dòng {task} của bảng phân công ({row}).",
         "The body gives {body} as the deadline, row {task} of the table {row}.",
         "an annex is often updated and the body forgotten, or the other way round"),
    Rule("row-deadline-mismatch", "warning", row_says_otherwise,
         "Nội dung của dòng {task} ghi thời hạn {said}, nhưng cột thời gian (hoặc các dòng con) ghi {given}.",
         "The words of row {task} say {said}, its deadline column (or its sub-rows) {given}.",
         "two days for one piece of work"),
    Rule("deadline-before-document", "warning", before_the_document,
         "Thời hạn của dòng {task} ({last}) đã qua trước ngày ban hành văn bản ({issued}).",
         "The deadline of {task} ({last}) is before the document's own date ({issued}).",
         "nobody can meet it"),
)  # fmt: skip
