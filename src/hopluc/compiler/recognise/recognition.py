"""Every recogniser set to the part of the document that it is for.

After `recognise`: header, citations, indicators, reports and duties are found; all ranges are
ranges of the flow. What the duties hold (`claimed`) is no task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hopluc.compiler.format import Citation, Document, Duty, Indicator, Party, Reporting, Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.citations import find_citations
from hopluc.compiler.recognise.duties import find_duties
from hopluc.compiler.recognise.glossary import glossary_of
from hopluc.compiler.recognise.header import find_header
from hopluc.compiler.recognise.indicators import find_indicators
from hopluc.compiler.recognise.indicators.tables import find_table_indicators
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import leading_party
from hopluc.viet.patterns import regex

# What a plan rests on, and what it carries out, are said before its first section.
_RESTS_ON = regex(r"(?:Căn cứ|Theo)\s", re.IGNORECASE)
_CARRIES_OUT = regex(r"(?:Thực hiện|Triển khai|Nhằm (?:triển khai|thực hiện|cụ thể))\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What every recogniser needs to know of the document: its abbreviations and its year."""

    glossary: Mapping[str, str]
    year: int | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """What was recognised besides the tasks."""

    context: Context
    document: Document
    citations: tuple[Citation, ...]
    indicators: tuple[Indicator, ...]
    reporting: tuple[Reporting, ...]
    duties: tuple[Duty, ...]

    @property
    def claimed(self) -> tuple[Span, ...]:
        """The ranges of reports and duties."""
        spans = (*(item.span for item in self.reporting), *(item.span for item in self.duties))
        return tuple(span for span in spans if span)


def recognise(mended: Mended, outline: Outline) -> Recognition:
    """Header, citations, indicators, reports and duties of a document."""
    text = mended.flow.text
    glossary = glossary_of(text)
    document = find_header(mended, outline, glossary)
    year = _year_of(document)
    legal_basis, implements = _grounds(mended, outline, document)
    citations = find_citations(
        text,
        0,
        len(text),
        legal_basis=legal_basis,
        implements=implements,
        own_number=document.number,
        own_title=document.title,
        issuer=document.issuer,
    )
    objectives = [node.line.span for node in outline.nodes if node.topic == "objectives"]
    work = [node.line.span for node in outline.nodes if node.topic in ("tasks", "organisation", None)]
    indicators = find_indicators(text, objectives, document.period, glossary, document.issued_on, work)
    indicators += find_table_indicators(mended, document.period, glossary, document.issued_on, indicators)
    reporting, duties = _standing(mended, outline, glossary, document.issuer, year)
    return Recognition(Context(glossary, year), document, citations, indicators, reporting, duties)


def _standing(
    mended: Mended, outline: Outline, glossary: Mapping[str, str], issuer: str | None, year: int | None
) -> tuple[tuple[Reporting, ...], tuple[Duty, ...]]:
    """Reports and duties: of the part on organising, of a decision's articles, and estimates of the money."""
    text = mended.flow.text
    tabled = any(sheet.roles and "work" in sheet.roles for sheet in mended.sheets)
    assigned = tabled or sum(_assigns(mended, node, glossary) for node in outline.nodes) >= _SEVERAL
    organising = [node for node in outline.nodes if node.topic == "organisation" or _is_article(node)]
    organising = organising or [node for node in outline.nodes if _sees_to_it(mended, node)]
    money = [n for n in outline.nodes if n.topic == "funding" or _OF_MONEY.match(mended.words(n.words))]
    reporting, duties = find_duties(
        text,
        [node.line.span for node in organising],
        glossary,
        issuer,
        [_owner(mended, outline, node, glossary) for node in organising],
        year,
        tabled=tabled,
        assigned=assigned,
    )
    estimates, _ = find_duties(text, [node.line.span for node in money], glossary, issuer, (), year)
    return (*(r for r in estimates if r.kind == "budget"), *reporting), duties


# A heading of the money that a lost line end has joined with its paragraph.
_OF_MONEY = regex(r"(?:NGUỒN |DỰ TOÁN )?KINH PHÍ(?!\w)")
# "(Sở Y tế chủ trì)", "Đơn vị chủ trì: Sở Y tế": work that is given below or beside its words.
_NAMES_A_LEAD = regex(
    r"(?:cơ quan|đơn vị)\s+(?:chủ trì|thực hiện)\s*:|\([^()]{0,150}chủ trì[^()]{0,150}\)", re.I
)
# So many lines that give work to agencies make a part of tasks.
_SEVERAL = 3


def _assigns(mended: Mended, node: Node, glossary: Mapping[str, str]) -> bool:
    if node.topic != "tasks":
        return False
    named = leading_party(mended.flow.text, *node.words, glossary) is not None
    return named or bool(_NAMES_A_LEAD.search(mended.words(node.words)))


# A directive or a telegram has no part on organising: its last items say who sees to it and reports.
_OF_ITSELF = regex(r"(?:chỉ thị|công điện|công văn|kế hoạch|kết luận|thông báo)\s+này(?!\w)", re.I)
_SEES_TO_IT = regex(
    r"theo dõi|đôn đốc|báo cáo|chịu trách nhiệm|quán triệt|triển khai thực hiện|thực hiện nghiêm|nghiêm túc",
    re.I,
)


def _sees_to_it(mended: Mended, node: Node) -> bool:
    if node.topic in ("purpose", "objectives", "funding"):
        return False
    words = mended.words(node.words)
    return bool(_OF_ITSELF.search(words) and _SEES_TO_IT.search(words))


def _is_article(node: Node) -> bool:
    return node.topic is None and node.label is not None and node.label.rank is Rank.ARTICLE


def _year_of(document: Document) -> int | None:
    """The year that days without one belong to: only a plan of a single year has it."""
    period = document.period
    if period and period.start and period.end and period.start.year == period.end.year:
        return period.end.year
    return None


def _grounds(mended: Mended, outline: Outline, document: Document) -> tuple[list[Span], list[Span]]:
    """The ranges of the legal basis, and of what the plan carries out (its title, its opening)."""
    legal: list[Span] = []
    carried: list[Span] = []
    title = document.spans.get("title")
    if title and _CARRIES_OUT.search(mended.words(title)):
        carried.append(title)
    for node in _opening(outline):
        words = mended.words(node.words)
        if _RESTS_ON.match(words):
            legal.append(node.line.span)
        elif _CARRIES_OUT.match(words):
            carried.append(node.line.span)
    return legal, carried


def _opening(outline: Outline) -> Iterator[Node]:
    """The lines of each body part before its first section."""
    opened: set[int] = set()
    for node in outline.nodes:
        if node.label is not None:
            opened.add(node.part)
        elif node.part not in opened:
            yield node


def _owner(mended: Mended, outline: Outline, node: Node, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The agencies of the heading that a line stands under; () where there is none."""
    at = node.parent
    while at is not None:
        above = outline.nodes[at]
        leading = leading_party(mended.flow.text, *above.words, glossary)
        if leading and leading.form == "heading":
            return leading.parties
        at = above.parent
    return ()
