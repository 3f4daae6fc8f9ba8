"""Rules on the head of the document (Nghị định 30/2020/NĐ-CP, Điều 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Rule, Slip
from hopluc.compiler.format import Span
from hopluc.viet.dates import find_days, format_date

_NAMES_VI = {
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "place": "địa danh",
    "issuer": "cơ quan ban hành",
    "signer": "người ký",
}
_NAMES_EN = {
    "number": "number",
    "issued_on": "date",
    "place": "place",
    "issuer": "issuing body",
    "signer": "signer",
}
_HEAD_LINES = 12
_UNNUMBERED = re.compile(r"số\s*:?\s*[….\s_]*[-/]\s*[A-ZĐ]", re.I)
_UNDATED = re.compile(r"ngày[\s….\d]*tháng[\s….\d]*năm\s*(?:[….\s]*|\d{4})\W*$", re.I)
_WITH_DATE = re.compile(
    r"\(\s*(?:ban hành|kèm|đính kèm)[^()]*\bsố\s*:?\s*(?P<number>\d+\s*[-/]\s*[^\s,;()]+)\s[^()]*\)", re.I
)


def no_plan(case: Case) -> Iterator[Slip]:
    """Nothing that could be followed: no task and no target."""
    if not case.work.tasks and not case.indicators:
        yield Slip(_top(case))


def missing_header(case: Case) -> Iterator[Slip]:
    """The head gives neither number nor date, so the document cannot be told from another."""
    document = case.document
    head_end = next((part.span[1] for part in case.outline.parts if part.kind == "head"), 0)
    absent = [
        name
        for name in ("number", "issued_on", "place")
        if name not in document.spans or document.spans[name][0] >= head_end
    ]
    if len(absent) == 3 and document.kind != "phu_luc":
        yield Slip(
            _top(case),
            {
                "vi": ", ".join(map(_NAMES_VI.__getitem__, absent)),
                "en": ", ".join(map(_NAMES_EN.__getitem__, absent)),
            },
        )


def blank_number(case: Case) -> Iterator[Slip]:
    """The line of the number is there, but not filled in."""
    for line in case.mended.lines[:_HEAD_LINES]:
        if case.document.number is None and _UNNUMBERED.match(case.mended.words(line.span)):
            yield Slip(line.span)


def blank_date(case: Case) -> Iterator[Slip]:
    """The line of place and date is there, but the day is not filled in."""
    for line in case.mended.lines[:_HEAD_LINES]:
        if case.document.issued_on is None and _UNDATED.search(case.mended.words(line.span)):
            yield Slip(line.span)


def unsigned(case: Case) -> Iterator[Slip]:
    """The document has an end with recipients, but nobody signed."""
    signer = case.document.signer
    place = case.document.spans.get("recipients")
    if place and (signer is None or signer.name is None):
        yield Slip(case.document.spans.get("signer", (place[0], place[0] + len("Nơi nhận"))))


def two_dates(case: Case) -> Iterator[Slip]:
    """The line under a plan or an annex gives the document another date than its head."""
    document = case.document
    if document.number is None or document.issued_on is None:
        return
    own = re.sub(r"\s+", "", document.number)
    for found in _WITH_DATE.finditer(case.mended.flow.text):
        if re.sub(r"\s+", "", found["number"]) != own:
            continue
        for day in find_days(case.mended.flow.text, found.end("number"), found.end()):
            if day.day and day.day != document.issued_on:
                expected = format_date(document.issued_on)
                yield Slip(
                    (day.start, day.end),
                    {"said": format_date(day.day), "head": expected, "number": own},
                    expected,
                )


def _top(case: Case) -> Span:
    first = case.mended.lines[0].span if case.mended.lines else (0, 0)
    return case.document.spans.get("kind", first)


RULES = (
    Rule("no-plan", "error", no_plan,
         "Không tìm thấy nhiệm vụ hoặc chỉ tiêu nào: văn bản này không chứa kế hoạch. "
         "Hãy kiểm tra xem còn thiếu tệp kế hoạch hoặc phụ lục kèm theo hay không.",
         "No task and no target found: this document holds no plan. "
         "Check whether the plan or its annex is another file.",
         "a decision is often sent without the plan that it issues"),
    Rule("missing-header", "warning", missing_header,
         "Phần đầu văn bản thiếu {vi}.", "The head of the document lacks {en}.",
         "Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2: parts that every document must have"),
    Rule("missing-number", "warning", blank_number,
         "Chỗ ghi số, ký hiệu của văn bản còn để trống.", "The document's number is left blank.",
         "a copy from before signing: number and date come from the document system"),
    Rule("missing-date", "warning", blank_date,
         "Chỗ ghi ngày, tháng ban hành còn để trống.", "The document's day and month are left blank.",
         "a copy from before signing"),
    Rule("missing-signature", "warning", unsigned,
         "Không thấy họ tên người ký.", "No signer is named.",
         "Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 điểm e"),
    Rule("own-date-mismatch", "error", two_dates,
         "Ngày của văn bản {number} ghi ở đây là {said}, nhưng phần đầu văn bản ghi {head}.",
         "The date of {number} is given here as {said}, at the head as {head}.",
         "a document has one date"),
)  # fmt: skip
