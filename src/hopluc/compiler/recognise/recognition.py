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
from hopluc.compiler.recognise.parties import leading_party

# What a plan rests on, and what it carries out, are said before its first section.
_RESTS_ON = re.compile(r"(?:Căn cứ|Theo)\s", re.IGNORECASE)
_CARRIES_OUT = re.compile(r"(?:Thực hiện|Triển khai|Nhằm (?:triển khai|thực hiện|cụ thể))\s", re.IGNORECASE)


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
    organising = [node for node in outline.nodes if node.topic == "organisation"]
    owners = [_owner(mended, outline, node, glossary) for node in organising]
    reporting, duties = find_duties(
        text, [node.line.span for node in organising], glossary, document.issuer, owners, year
    )
    return Recognition(Context(glossary, year), document, citations, indicators, reporting, duties)


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
