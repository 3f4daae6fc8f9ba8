"""Standing duties of the part on organising the execution: reports, and what is neither task nor report.

Read sentence by sentence. The subject is the body that opens the sentence, stands after its
condition ("nếu cần sửa đổi, các sở chủ động …") or is the owner of the paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hopluc.compiler.format import Duty, Party, Reporting, Span
from hopluc.compiler.recognise.duties.reports import once_each, reports_of, told_when
from hopluc.compiler.recognise.duties.sentences import sentences
from hopluc.compiler.recognise.duties.standing import duties_of

__all__ = ["find_duties"]


def find_duties(
    text: str,
    paragraphs: Sequence[Span],
    glossary: Mapping[str, str] | None = None,
    issuer: str | None = None,
    owner: Sequence[tuple[Party, ...]] = (),
    default_year: int | None = None,
    *,
    tabled: bool = True,
    assigned: bool = False,
) -> tuple[tuple[Reporting, ...], tuple[Duty, ...]]:
    """Reports and other duties in the paragraphs on organising the execution.

    `owner` runs parallel to `paragraphs`: the agencies of the heading that a paragraph stands
    under, () where there is none. `tabled`: the plan assigns its tasks in a table; `assigned`: it
    gives them elsewhere than here, in a table or in a part of its own.
    """
    words = glossary if glossary is not None else {}
    reports: list[Reporting] = []
    duties: list[Duty] = []
    latest: int | None = None
    told = False
    for sentence in sentences(text, paragraphs, words, owner):
        sent = list(reports_of(text, sentence, words, default_year, tabled=tabled))
        if sent:
            reports.extend(sent)
            latest, told = len(reports) - len(sent), False
        elif latest is not None:
            dated = told_when(text, sentence, reports[latest], default_year, more=told)
            told = told or dated is not reports[latest]
            reports[latest] = dated
        duties.extend(
            duties_of(
                text, sentence, words, default_year, tabled=tabled, assigned=assigned, reports=bool(sent)
            )
        )
    return once_each(reports), tuple(duties)
