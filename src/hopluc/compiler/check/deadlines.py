"""Rules on deadlines: they lie ahead, in the plan's years, and agree with the words beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Part, Span, Task
from hopluc.compiler.recognise.deadlines.regular import weekday_number
from hopluc.viet.dates import find_days, find_periods, format_date
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# A day that something is due, in running words; days of cited documents are no deadlines.
_DUE = regex(r"(?:trước|chậm nhất(?: là)?(?: vào)?|muộn nhất|đến hết|xong trước)\s+(?=ngày\s)", re.I)
_ANNIVERSARY = regex(r"\b(?:tổng kết|sơ kết|đánh giá)\s+(\d{1,2})\s+năm\b", re.I)
_STAGE = regex(
    r"\b(?:chương trình|kế hoạch|đề án|chiến lược|dự án|nghị quyết|quyết định)\b[^.;\n]{0,100}?"
    r"\bgiai\s+đoạn\s+(20\d\d)\s*[-–]\s*(20\d\d)(?!\d)",
    re.I,
)
# Headings of two columns of time.
_BEGINS, _ENDS = regex(r"bat dau|khoi cong|trien khai tu"), regex(r"hoan thanh|ket thuc")
_LOOKS_BACK = regex(r"tổng kết|sơ kết|đánh giá|báo cáo|kết quả|quyết toán|tiếp theo|thay thế", re.I)


def row_says_otherwise(case: Case) -> Iterator[Slip]:
    """The words of a row give another day than its own deadline, or than those of its sub-rows."""
    children: dict[str, set[dt.date]] = {}
    for task in case.work.tasks:
        if task.parent and task.deadline:
            children.setdefault(task.parent, set()).update(days_of_parts(task.deadline.parts))
    for task, draft in case.work.pairs():
        said = days_due(case, draft.work)
        given = days_of_parts(task.deadline.parts) if task.deadline else children.get(task.id, set())
        if said and given and not said & given:
            yield Slip(
                draft.work, {"task": task.id, "said": listed(said), "given": listed(given)}, listed(given)
            )


def before_the_document(case: Case) -> Iterator[Slip]:
    """A deadline that was over when the document was issued."""
    issued = case.document.issued_on
    for task, last in _last_days(case):
        if issued and last < issued and task.deadline and task.deadline.span:
            said = {"task": task.id, "last": format_date(last), "issued": format_date(issued)}
            yield Slip(task.deadline.span, said)


def before_the_period(case: Case) -> Iterator[Slip]:
    """A deadline that is over before the years of the plan begin, though not before its date."""
    period, issued = case.document.period, case.document.issued_on
    if period is None or period.start is None:
        return
    for task, last in _last_days(case):
        if last < period.start and not (issued and last < issued) and task.deadline and task.deadline.span:
            said = {"task": task.id, "last": format_date(last), "start": str(period.start.year)}
            yield Slip(task.deadline.span, said)


def begins_before_the_plan(case: Case) -> Iterator[Slip]:
    """A range that begins in a year before the document's: part of it is over already."""
    issued = case.document.issued_on
    for task in case.work.tasks:
        if issued is None or task.deadline is None or not task.deadline.span:
            continue
        ranges = [(part.start, part.end) for part in task.deadline.parts if part.start and part.end]
        if any(start.year < issued.year and end >= issued for start, end in ranges):
            said = {"said": quoted(task.deadline.text), "issued": format_date(issued)}
            yield Slip(task.deadline.span, said, same="")


def beyond_its_programme(case: Case) -> Iterator[Slip]:
    """Work for a programme whose years stand in the row, due only after they are over."""
    for task in case.work.tasks:
        stages = {(int(m[1]), int(m[2])) for m in _STAGE.finditer(task.text)}
        if (
            len(stages) != 1
            or task.deadline is None
            or not task.deadline.span
            or _LOOKS_BACK.search(task.text)
        ):
            continue
        ((_, end),) = stages
        firsts = [part.start or part.date for part in task.deadline.parts if part.kind in ("by", "within")]
        if firsts and len(firsts) == len(task.deadline.parts) and all(f and f.year > end for f in firsts):
            yield Slip(
                task.deadline.span, {"task": task.id, "said": quoted(task.deadline.text), "end": str(end)}
            )


def too_early_to_look_back(case: Case) -> Iterator[Slip]:
    """Twenty years of a resolution are summed up before they have passed."""
    days = {span[0]: c.issued_on for c in case.citations if c.issued_on for span in c.spans}
    for task, draft in case.work.pairs():
        last = _last_day(task.deadline.parts) if task.deadline else None
        found = _ANNIVERSARY.search(case.text, *draft.work)
        if last is None or found is None:
            continue
        cited = [day for at, day in days.items() if found.end() <= at <= found.end() + 40]
        if cited and cited[0].year + int(found[1]) > last.year:
            said = {"years": found[1], "from": str(cited[0].year), "last": str(last.year)}
            yield Slip(found.span(), said)


def ends_before_it_begins(case: Case) -> Iterator[Slip]:
    """A row whose column of the end has an earlier time than its column of the beginning."""
    for sheet in case.mended.sheets:
        headings = [fold(heading) for heading in sheet.headings]
        begins = next((n for n, heading in enumerate(headings) if _BEGINS.search(heading)), None)
        ends = next((n for n, heading in enumerate(headings) if _ENDS.search(heading) and n != begins), None)
        if begins is None or ends is None:
            continue
        for row in sheet.rows:
            if max(begins, ends) >= len(row):
                continue
            first, last = _times(case, row[begins]), _times(case, row[ends])
            if first and last and max(last) < min(first):
                said = {
                    "begin": quoted(case.mended.words(row[begins])),
                    "end": quoted(case.mended.words(row[ends])),
                }
                yield Slip(row[ends], said)


def _times(case: Case, cell: Span) -> list[dt.date]:
    """The days that a cell of a table names, of a month or a quarter its last."""
    words = case.mended.words(cell)
    days = [found.day for found in find_days(words) if found.day]
    return days or [end for _, end, _, _ in find_periods(words)]


_WEEKDAY = regex(
    r"(?<!\w)(?:thứ\s+(hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*[,(]?\s*(?=(?:ngày\s+)?\d)", re.I
)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def on_another_weekday(case: Case) -> Iterator[Slip]:
    """The day of the week beside a date is not that of the date: one of the two is wrong."""
    for found in _WEEKDAY.finditer(case.text):
        day = next(find_days(case.text, found.end(), min(len(case.text), found.end() + 40)), None)
        if day is None or day.day is None or day.start != found.end():
            continue
        number, right = weekday_number(found[1]), day.day.isoweekday()
        if number and number != right:
            said = {
                "day": format_date(day.day),
                "right": _WEEKDAYS[right - 1],
                "said": _WEEKDAYS[number - 1],
            }
            yield Slip((found.start(), day.end), said)


def days_due(case: Case, span: Span) -> set[dt.date]:
    """The days by which the words of a range want something done."""
    out: set[dt.date] = set()
    for found in _DUE.finditer(case.text, *span):
        day = next(find_days(case.text, found.end(), min(span[1], found.end() + 40)), None)
        if day and day.day and day.start == found.end():
            out.add(day.day)
    return out


def days_of_parts(parts: tuple[Part, ...]) -> set[dt.date]:
    """The days of a deadline that is one."""
    return {part.date for part in parts if part.date}


def listed(days: set[dt.date]) -> str:
    """Days in order, parted by commas."""
    return ", ".join(format_date(day) for day in sorted(days))


def _last_day(parts: tuple[Part, ...]) -> dt.date | None:
    """The last day of a deadline; None where a part of it has no end."""
    ends = [part.date or part.end for part in parts]
    known = [end for end in ends if end]
    return max(known) if known and len(known) == len(ends) else None


def _last_days(case: Case) -> Iterator[tuple[Task, dt.date]]:
    for task in case.work.tasks:
        last = _last_day(task.deadline.parts) if task.deadline else None
        if last:
            yield task, last


FINDERS: dict[str, Find] = {
    "row-deadline-mismatch": row_says_otherwise,
    "deadline-before-document": before_the_document,
    "deadline-before-period": before_the_period,
    "deadline-before-plan": begins_before_the_plan,
    "programme-over": beyond_its_programme,
    "deadline-order": ends_before_it_begins,
    "anniversary-mismatch": too_early_to_look_back,
    "weekday-mismatch": on_another_weekday,
}
