"""Rules on cited documents: their numbers, dates and issuers must agree, and be given."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.format import Citation, Span
from hopluc.viet.dates import find_days, format_date
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Normative documents carry their year in the number (Luật Ban hành văn bản QPPL; Nghị định 30, Phụ lục VI).
_YEAR_IN_NUMBER = regex(r"\d+/(?P<year>(?:19|20)\d\d)/")
# Kinds that must be cited with their date and issuer (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5.c).
_TO_BE_DATED = {"nghi_dinh", "thong_tu", "quyet_dinh", "nghi_quyet", "chi_thi", "thong_tu_lien_tich"}
_WHOSE = regex(r"\b(?:của|do)\s+[A-ZĐỦỈ]|\bliên tịch\b|\bHội nghị lần thứ\b|\bBan Chấp hành\b")
# "các Quyết định của Thủ tướng Chính phủ, gồm: …" says it for all that follow.
_WHOSE_ALL = regex(r"\b[Cc]ác\s+[^.;:]{0,50}\bcủa\s+[A-ZĐỦỈ][^.;]{0,60}:")
_BEFORE = 500
_NEAR = 12
# The subject of a cited document follows it and names its years.
_STAGE = regex(r"\bgiai đoạn\s+(20\d\d)\s*[-–]\s*(20\d\d)", re.I)
_SUBJECT = 220
# After the first full mention a short name is usual; one with issuer or day is meant to be full.
_SHORT = regex(r"[^\d\n]{3,30}?\d{1,5}\s+(?:của|ngày)\s")
_OF = regex(
    r"\s*(?:,?\s*ngày[\d\s/.tháng-]{4,24}(?:năm\s*\d{4})?)?\s*,?\s*của\s+"
    r"(?P<rank>Chủ tịch\s+|Ban Thường vụ\s+|Thường trực\s+|Văn phòng\s+)?"
    r"(?P<body>[A-ZĐỦỈ][^\W\d_]+(?:\s[^\W\d_]+)?)"
)


def year_differs(case: Case) -> Iterator[Slip]:
    """The year in the number is not the year of the date."""
    for citation in case.citations:
        year = _YEAR_IN_NUMBER.search(citation.number or "")
        if not year or not citation.number:
            continue
        for day, span in _dated_mentions(case, citation):
            if str(day.year) != year["year"]:
                mended = re.sub(r"\d{4}(?!.*\d{4})", year["year"], case.mended.words(span))
                yield Slip(
                    span,
                    {"number": citation.number, "said": str(day.year), "year": year["year"]},
                    mended,
                    mended,
                )


def two_dates(case: Case) -> Iterator[Slip]:
    """One document is cited with two dates; the rarer one is suspect."""
    for citation in case.citations:
        mentions = list(_dated_mentions(case, citation))
        year = _YEAR_IN_NUMBER.search(citation.number or "")
        mentions = [m for m in mentions if not year or str(m[0].year) == year["year"]]
        counts = Counter(day for day, _ in mentions)
        if len(counts) < 2:
            continue
        usual = counts.most_common(1)[0][0]
        for day, span in mentions:
            if day != usual:
                name = citation.number or citation.title or ""
                yield Slip(
                    span,
                    {"name": name, "said": format_date(day), "usual": format_date(usual)},
                    format_date(usual),
                )


def not_yet_issued(case: Case) -> Iterator[Slip]:
    """A document is cited with a date after that of the document that cites it."""
    issued = case.document.issued_on
    for citation in case.citations:
        for day, span in _dated_mentions(case, citation):
            if issued and day > issued:
                name = citation.number or citation.title or ""
                yield Slip(
                    span,
                    {"name": name, "said": format_date(day), "issued": format_date(issued)},
                    same=name,
                )


def basis_over(case: Case) -> Iterator[Slip]:
    """The plan rests on a document for years that are over before its own begin."""
    period = case.document.period
    if period is None or period.start is None:
        return
    for citation in case.citations:
        if citation.role != "legal_basis":
            continue
        for start, end in citation.spans:
            line_end = case.text.find("\n", end)
            found = _STAGE.search(
                case.text, end, min(end + _SUBJECT, line_end if line_end >= 0 else end + _SUBJECT)
            )
            within = found and not re.search(r"[;/]\s|\bsố\s+\d", case.text[end : found.start()])
            if found and within and int(found[2]) < period.start.year:
                name = citation.number or citation.title or ""
                said = {"name": name, "end": found[2], "start": str(period.start.year)}
                yield Slip((start, end), said, same=name)


def incomplete(case: Case) -> Iterator[Slip]:
    """A document is cited without its date, or by a number that does not tell whose it is."""
    for citation in case.citations:
        if citation.number is None or not citation.spans or citation.kind not in _TO_BE_DATED:
            continue
        lacks = []
        if citation.issued_on is None and not _day_said(case, citation):
            lacks.append(("ngày ban hành", "date"))
        if citation.issuer is None or not _issuer_said(case, citation):
            lacks.append(("cơ quan ban hành", "issuer"))
        if lacks:
            vi, en = (", ".join(names) for names in zip(*lacks, strict=True))
            yield Slip(citation.spans[0], {"number": citation.number, "vi": vi, "en": en})


def _day_said(case: Case, citation: Citation) -> bool:
    """Whether a mention gives a day, be it one that cannot be."""
    return any(True for span in citation.spans for _ in find_days(case.text, *span))


def _issuer_said(case: Case, citation: Citation) -> bool:
    """Whether a mention says whose document it is ("của Chính phủ", "do … ban hành")."""
    for start, end in citation.spans:
        line = case.text.rfind("\n", 0, start) + 1
        before = case.text[max(line, start - _BEFORE) : start]
        if _WHOSE.search(case.text, start, end + _NEAR) or _WHOSE_ALL.search(before):
            return True
    return False


def short(case: Case) -> Iterator[Slip]:
    """A document whose number stands elsewhere is named by its count alone ("Nghị quyết 134")."""
    for citation in case.citations:
        if not citation.number or not re.search(r"[A-ZĐ]", citation.number):
            continue
        for span in citation.spans:
            if _SHORT.match(case.text, span[0]):
                yield Slip(span, {"number": citation.number}, citation.number, same=citation.number)


def two_issuers(case: Case) -> Iterator[Slip]:
    """One document is once the body's and once that of its head or its bureau."""
    for citation in case.citations:
        said = [(found, found["rank"]) for span in citation.spans if (found := _OF.match(case.text, span[1]))]
        said += [
            (found, found["rank"])
            for span in citation.spans
            if (found := next(_OF.finditer(case.text, *span), None))
        ]
        ranks = Counter(fold(rank or "").strip() for _, rank in said)
        if len(ranks) < 2:
            continue
        usual = ranks.most_common(1)[0][0]
        first = next(found for found, rank in said if fold(rank or "").strip() == usual)
        for found, rank in said:
            if fold(rank or "").strip() != usual:
                here = case.text[found.start("rank") if rank else found.start("body") : found.end()]
                there = case.text[first.start("rank") if first["rank"] else first.start("body") : first.end()]
                start = found.start("rank") if rank else found.start("body")
                yield Slip(
                    (start, found.end()),
                    {"name": citation.number or citation.title or "", "here": here, "there": there},
                    same=citation.number or citation.title or "",
                )


def _dated_mentions(case: Case, citation: Citation) -> Iterator[tuple[dt.date, Span]]:
    """Each mention that gives the document a date: the first date after the number."""
    for span in citation.spans:
        day = next(find_days(case.text, *span), None)
        if day and day.day:
            yield day.day, (day.start, day.end)


FINDERS: dict[str, Find] = {
    "citation-year": year_differs,
    "citation-two-dates": two_dates,
    "citation-not-yet-issued": not_yet_issued,
    "basis-over": basis_over,
    "citation-incomplete": incomplete,
    "citation-short": short,
    "citation-issuer": two_issuers,
}
