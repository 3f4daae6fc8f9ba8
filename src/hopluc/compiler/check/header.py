"""Rules on the head of the document (Nghị định 30/2020/NĐ-CP, Điều 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.format import Span
from hopluc.viet.dates import find_days, format_date
from hopluc.viet.patterns import regex

_NAMES = {
    "number": ("số, ký hiệu", "number"),
    "issued_on": ("ngày ban hành", "date"),
    "place": ("địa danh", "place"),
}
_HEAD_LINES = 12
_UNNUMBERED = regex(r"(?<!\w)Số\s*:?\s*[….\s_]{0,20}[-/]\s*[A-ZĐ]{1,4}[-/][A-ZĐ][\w&]*")
_UNDATED = regex(
    r"\bngày(?:[\s….]{1,20}tháng\b[\s….\d]{0,20}|[\s….\d]{1,20}tháng[\s….]{1,20})năm\b(?:\s*\d{2,4})?"
)
_WITH_DATE = regex(
    r"\(\s*(?:ban hành|kèm|đính kèm)[^()]{0,120}?\bsố\s*:?\s*"
    r"(?P<number>\d+\s*[-/]\s*[^\s,;()]+)\s[^()]{0,160}\)",
    re.I,
)
_PLAN_ISSUED = regex(r"ban hành kèm theo (?:quyết định|nghị quyết|công văn) này\b", re.I)
# A person's name at the end of a line, by the commonest surnames.
_NAME = regex(
    r"(?<!\w)(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Đoàn|Mai|Lương|Cao"
    r"|Hà|Đào|Trịnh|Lâm|Thái|Châu|Tô|Nông|Lò|Lưu|Phùng|Tống)(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]{0,6}){1,4}$"
)
_DIGITS = regex(r"\d+")
_KIND_CODE = regex(r"\d+\s*[-/]\s*([^\W\d_]+)")


def no_plan(case: Case) -> Iterator[Slip]:
    """Nothing that could be followed: no task and no target."""
    if not case.work.tasks and not case.indicators:
        issued = _PLAN_ISSUED.search(case.text)
        yield Slip(issued.span() if issued else _top(case))


def missing_header(case: Case) -> Iterator[Slip]:
    """The head gives neither number nor date, so the document cannot be told from another."""
    document = case.document
    absent = [
        name for name in _NAMES if name not in document.spans or document.spans[name][0] >= _head_end(case)
    ]
    if len(absent) == len(_NAMES) and document.kind != "phu_luc":
        names = [_NAMES[name] for name in absent]
        yield Slip(_top(case), {"vi": ", ".join(n[0] for n in names), "en": ", ".join(n[1] for n in names)})


def blank_number(case: Case) -> Iterator[Slip]:
    """The line of the number is there, but not filled in."""
    for line in case.mended.lines[:_HEAD_LINES]:
        if case.document.number is None and (found := _UNNUMBERED.search(case.text, *line.span)):
            yield Slip(found.span())
            return


def blank_date(case: Case) -> Iterator[Slip]:
    """The line of place and date is there, but the day is not filled in."""
    for line in case.mended.lines[:_HEAD_LINES]:
        if case.document.issued_on is None and (found := _UNDATED.search(case.text, *line.span)):
            yield Slip(found.span())
            return


def unsigned(case: Case) -> Iterator[Slip]:
    """The document has an end with recipients, but nobody signed."""
    signer = case.document.signer
    place = case.document.spans.get("recipients")
    if not place or (signer and signer.name) or _name_below(case, place):
        return
    ends = [part.span[0] for part in case.outline.parts if part.kind == "end" and part.span[0] <= place[0]]
    start = ends[-1] if ends else place[0]
    line = next((line.span for line in case.mended.lines if line.span[1] > start), place)
    yield Slip(line)


def _name_below(case: Case, place: Span) -> bool:
    """Whether a line of the end is a person's name and nothing else, whatever stands around it."""
    after = next(
        (part.span[0] for part in case.outline.parts if part.span[0] > place[1] and part.kind != "end"), None
    )
    lines = [line.span for line in case.mended.lines if line.span[0] >= place[0]]
    return any(
        _NAME.search(case.mended.words(span).strip()) for span in lines if not after or span[0] < after
    )


def two_dates(case: Case) -> Iterator[Slip]:
    """The line under a plan or an annex gives the document another date than its head."""
    document = case.document
    if document.number is None or document.issued_on is None:
        return
    own = re.sub(r"\s+", "", document.number)
    for found in _WITH_DATE.finditer(case.text):
        if re.sub(r"\s+", "", found["number"]) != own:
            continue
        for day in find_days(case.text, found.end("number"), found.end()):
            if day.day and day.day != document.issued_on:
                head = format_date(document.issued_on)
                words = case.text[day.start : day.end]
                mended = re.sub(r"\d{1,2}(?=\D)", f"{document.issued_on.day:02d}", words, count=1)
                fits = (day.day.month, day.day.year) == (document.issued_on.month, document.issued_on.year)
                yield Slip(
                    (day.start, day.end),
                    {"said": format_date(day.day), "head": head, "number": own},
                    head,
                    mended if fits else None,
                )


def two_numbers(case: Case) -> Iterator[Slip]:
    """The line under the annex gives the document another number than its head, with the same code."""
    own = case.document.number
    place = case.document.spans.get("number")
    if own is None or place is None or place[0] >= _head_end(case):
        return
    code = re.sub(r"^\d+|\s", "", own)
    for found in _WITH_DATE.finditer(case.text):
        said = re.sub(r"\s+", "", found["number"])
        if (
            said != re.sub(r"\s", "", own)
            and re.sub(r"^\d+", "", said) == code
            and _dated_as_own(case, found)
        ):
            yield Slip(found.span("number"), {"said": said, "head": own}, own, own)


def _dated_as_own(case: Case, found: re.Match[str]) -> bool:
    """Whether the line gives the document's own date, or none."""
    days = [day.day for day in find_days(case.text, found.end("number"), found.end())]
    return not days or case.document.issued_on is None or case.document.issued_on in days


def number_of_another(case: Case) -> Iterator[Slip]:
    """The number that only the annex gives is that of the superior plan: copied with its line.

    Two offices may well issue documents of one number; that one of them carries out the other's
    and that the head does not confirm it makes it doubtful.
    """
    own = case.document.number
    place = case.document.spans.get("number")
    if own is None or place is None or place[0] < _head_end(case):
        return
    for citation in case.citations:
        if citation.number and citation.role != "mention" and _same_count(own, citation.number):
            yield Slip(place, {"number": own, "other": citation.number})
            return


def _same_count(own: str, other: str) -> bool:
    """Whether two different numbers have the same count and the same code of kind."""
    counts = [_DIGITS.match(number) for number in (own, other)]
    codes = [_KIND_CODE.match(number) for number in (own, other)]
    return bool(
        own != other
        and counts[0] and counts[1] and counts[0][0] == counts[1][0]
        and codes[0] and codes[1] and codes[0][1] == codes[1][1]
    )  # fmt: skip


def _head_end(case: Case) -> int:
    return next((part.span[1] for part in case.outline.parts if part.kind == "head"), 0)


def _top(case: Case) -> Span:
    first = case.mended.lines[0].span if case.mended.lines else (0, 0)
    return case.document.spans.get("kind", first)


FINDERS: dict[str, Find] = {
    "no-plan": no_plan,
    "missing-header": missing_header,
    "missing-number": blank_number,
    "missing-date": blank_date,
    "missing-signature": unsigned,
    "own-date-mismatch": two_dates,
    "own-number-mismatch": two_numbers,
    "own-number-doubtful": number_of_another,
}
