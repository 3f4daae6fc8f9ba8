"""Rules on cited documents: their numbers and their dates must agree."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from hopluc.compiler.check.model import Case, Rule, Slip
from hopluc.compiler.format import Citation, Span
from hopluc.viet.dates import find_days, format_date

# Normative documents carry their year in the number (Luật Ban hành văn bản QPPL; Nghị định 30, Phụ lục VI).
_YEAR_IN_NUMBER = re.compile(r"\d+/(?P<year>(?:19|20)\d\d)/")


def _dated_mentions(case: Case, citation: Citation) -> Iterator[tuple[dt.date, Span]]:
    """Each mention that gives the document a date: the first date after the number."""
    for span in citation.spans:
        day = next(find_days(case.mended.flow.text, *span), None)
        if day and day.day:
            yield day.day, (day.start, day.end)


def year_differs(case: Case) -> Iterator[Slip]:
    """The year in the number is not the year of the date."""
    for citation in case.citations:
        year = _YEAR_IN_NUMBER.search(citation.number or "")
        if not year or not citation.number:
            continue
        for day, span in _dated_mentions(case, citation):
            if str(day.year) != year["year"]:
                words = case.mended.words(span)
                mended = re.sub(r"\d{4}(?!.*\d{4})", year["year"], words)
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
                said = {
                    "name": citation.number or citation.title or "",
                    "said": format_date(day),
                    "usual": format_date(usual),
                }
                yield Slip(span, said, format_date(usual))


RULES = (
    Rule("citation-year", "warning", year_differs,
         "Năm {said} của ngày ban hành không khớp với năm {year} trong số hiệu {number}.",
         "The date's year {said} does not fit the year {year} in the number {number}.",
         "the number of a normative document holds its year"),
    Rule("citation-two-dates", "warning", two_dates,
         "Văn bản {name} ở đây ghi ngày {said}, ở chỗ khác ghi ngày {usual}.",
         "{name} is dated {said} here and {usual} elsewhere.",
         "a document has one date"),
)  # fmt: skip
