"""Rules on reports and requests: in order, with a day and a receiver."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Part, Party
from hopluc.viet.abbreviations import expand
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_MONTH, _DAY = regex(r"BYMONTH=(\d+)"), regex(r"BYMONTHDAY=(\d+)")
_SOMEBODY = regex(
    r"\b(?:sở|ban|ngành|bộ|ủy ban|ubnd|đơn vị|cơ quan|phòng|địa phương|công an|liên minh|xã|phường)\b", re.I
)
_PERIODIC = regex(r"\bđịnh kỳ\b", re.I)
_TIMED = regex(r"\d|\b(?:năm|quý|tháng|tuần|ngày|đột xuất|theo (?:quy định|yêu cầu)|cuối|khi)\b", re.I)


def collected_too_late(case: Case) -> Iterator[Slip]:
    """A report is due before those that it is made from."""
    reports = [(each, _days(each.due)) for each in case.reporting if each.kind == "report"]
    received: dict[str, set[int]] = defaultdict(set)  # by whom, the places of the reports
    for place, (report, _) in enumerate(reports):
        for name in _names(report.to):
            received[name].add(place)
    for later, own in reports:
        if not own or not later.span:
            continue
        senders = _names(later.from_)
        for place in sorted(set().union(*(received[name] for name in senders))):
            earlier, given = reports[place]
            # Who sends the one receives the other, and does not send that one too.
            if earlier is later or len(own) != len(given) or senders & _names(earlier.from_):
                continue
            wrong = [(a, b) for a, b in zip(own, given, strict=True) if a < b]
            if wrong:
                (day, month), (day_b, month_b) = wrong[0][0][::-1], wrong[0][1][::-1]
                yield Slip(
                    later.span, {"own": f"{day}/{month}", "given": f"{day_b}/{month_b}"}, same=str(later.span)
                )


def _names(parties: tuple[Party, ...]) -> set[str]:
    return {fold(party.name) for party in parties}


def _days(due: tuple[Part, ...]) -> list[tuple[int, int]]:
    """Month and day of each part that has both, in order of the year."""
    out = []
    for part in due:
        month, day = _MONTH.search(part.rrule or ""), _DAY.search(part.rrule or "")
        if part.date:
            out.append((part.date.month, part.date.day))
        elif month and day:
            out.append((int(month[1]), int(day[1])))
    return sorted(out)


def without_date(case: Case) -> Iterator[Slip]:
    """A report is periodic, but no date or interval is given."""
    for report in case.reporting:
        periodic = _PERIODIC.search(case.text, *report.span) if report.span else None
        if report.kind != "report" or report.due or not periodic or not report.span:
            continue
        around = case.text[periodic.end() : min(periodic.end() + 40, report.span[1])]
        whole = case.mended.words(report.span)
        if not _TIMED.search(around) and not re.search(r"trước ngày|chậm nhất|hằng|hàng", whole, re.I):
            yield Slip(periodic.span(), {"said": quoted(whole, 60)}, same=str(report.span))


def without_sender(case: Case) -> Iterator[Slip]:
    """A report is due on a day, and nobody is named who sends it."""
    for report in case.reporting:
        if report.kind != "report" or not report.span or not report.due or report.from_:
            continue
        before = re.split(r"báo cáo", case.mended.words(report.span), maxsplit=1, flags=re.I)[0]
        if not _SOMEBODY.search(before):
            yield Slip(
                report.span, {"said": quoted(case.mended.words(report.span), 60)}, same=str(report.span)
            )


def at_whose_request(case: Case) -> Iterator[Slip]:
    """Work is due at somebody's request: of whom is not said, or of one whom the work does not name."""
    for task in case.work.tasks:
        deadline = task.deadline
        if (
            deadline is None
            or deadline.span is None
            or [part.kind for part in deadline.parts] != ["on_request"]
        ):
            continue  # "hằng quý và đột xuất" waits for nobody in particular
        asked = deadline.parts[0].from_ or ""
        known = " | ".join(_plain(party.name) for party in (*task.leads, *task.coordinators))
        of_many = re.search(r"\bcác\b", asked, re.I)
        if not (of_many or (asked and (_plain(asked) in _plain(task.text) or _plain(asked) in known))):
            yield Slip(deadline.span, {"task": task.id, "said": quoted(deadline.text)})


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", fold(expand(words))))


FINDERS: dict[str, Find] = {
    "report-order": collected_too_late,
    "report-without-date": without_date,
    "report-without-sender": without_sender,
    "request-without-body": at_whose_request,
}
