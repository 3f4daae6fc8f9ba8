"""The compiler from end to end: read, normalise, outline, recognise, assemble, check, emit.

Each stage is a module that states what holds after it; nothing is edited twice. Any text gives a
plan: what is not understood becomes a finding, `unparsed`, or is listed as left over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hopluc.compiler import read
from hopluc.compiler.assemble import assemble
from hopluc.compiler.assemble.model import Context
from hopluc.compiler.check import Case, Language, check
from hopluc.compiler.document import Document as Source
from hopluc.compiler.emit import emit
from hopluc.compiler.format import Document, Plan, Span, TextInfo
from hopluc.compiler.normalise import Mended, normalise
from hopluc.compiler.outline import Outline, outline
from hopluc.compiler.recognise.citations import find_citations
from hopluc.compiler.recognise.header import find_header
from hopluc.compiler.recognise.parties import glossary_of

# Called at the start of each stage with its slug and how much of the work is done (0..1).
Progress = Callable[[str, float], None]

STAGES = ("read", "normalise", "outline", "recognise", "assemble", "check", "emit")


def compile_files(
    paths: Sequence[str | Path], progress: Progress | None = None, lang: Language = "vi"
) -> Plan:
    """The plan in one file, or in several that were issued together, joined in order.

    Raises `read.Unreadable` (with a message in Vietnamese) where a file cannot or may not be
    read. A document without a plan gives a Plan with the finding `no-plan`.
    """
    tell = progress or _silent
    tell("read", 0.0)
    return compile_document(read.read_files(paths), tell, lang)


def compile_bytes(data: bytes, name: str, progress: Progress | None = None, lang: Language = "vi") -> Plan:
    """As `compile_files`, for one file whose bytes are at hand."""
    tell = progress or _silent
    tell("read", 0.0)
    return compile_document(read.read_bytes(data, name), tell, lang)


def compile_text(
    text: str, name: str = "text", progress: Progress | None = None, lang: Language = "vi"
) -> Plan:
    """As `compile_files`, for a text at hand."""
    tell = progress or _silent
    tell("read", 0.0)
    return compile_document(read.read_text(text, name), tell, lang)


def compile_document(source: Source, progress: Progress | None = None, lang: Language = "vi") -> Plan:
    """The plan in a document that has been read."""
    tell = progress or _silent
    tell("normalise", 0.15)
    mended = normalise(source)
    tell("outline", 0.3)
    structure = outline(mended)
    tell("recognise", 0.35)
    glossary = glossary_of(mended.flow.text)
    document = find_header(mended, structure, glossary)
    year = _year_of(document)
    citations = _citations(mended, structure, document)
    tell("assemble", 0.6)
    work = assemble(mended, structure, Context(glossary, year), ())
    tell("check", 0.8)
    findings = check(Case(mended, structure, document, citations, (), work), lang)
    tell("emit", 0.95)
    plan = Plan(
        text=TextInfo("", 0),
        sources=(),
        pages=(),
        document=document,
        citations=citations,
        groups=work.groups,
        tasks=work.tasks,
        findings=findings,
    )
    return emit(source, mended.flow, plan)


def _silent(stage: str, share: float) -> None:
    """Progress that nobody watches."""


def _year_of(document: Document) -> int | None:
    """The year that days without one belong to: only a plan of a single year has it."""
    period = document.period
    if period and period.start and period.end and period.start.year == period.end.year:
        return period.end.year
    return None


def _citations(mended: Mended, structure: Outline, document: Document) -> tuple:  # type: ignore[type-arg]
    text = mended.flow.text
    legal: list[Span] = []
    implements: list[Span] = []
    for line in mended.lines:
        words = mended.words(line.span)
        if words.startswith("Căn cứ "):
            legal.append(line.span)
        elif words.startswith("Thực hiện ") and line.span[0] < 8000:
            implements.append(line.span)
    return find_citations(
        text, 0, len(text), legal_basis=legal, implements=implements, own_number=document.number
    )
