"""The compiler from end to end: read, normalise, outline, recognise, assemble, check, emit.

Each stage is a module that states what holds after it; nothing is edited twice. Any text gives a
plan: what is not understood becomes a finding, `unparsed`, or is listed as left over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hopluc.compiler import read
from hopluc.compiler.assemble import assemble
from hopluc.compiler.check import Case, Language, check
from hopluc.compiler.document import Document as Source
from hopluc.compiler.emit import emit
from hopluc.compiler.format import Plan, TextInfo
from hopluc.compiler.normalise import normalise
from hopluc.compiler.outline import outline
from hopluc.compiler.recognise.recognition import recognise

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
    found = recognise(mended, structure)
    tell("assemble", 0.6)
    work = assemble(mended, structure, found.context, found.claimed)
    tell("check", 0.8)
    case = Case(
        mended,
        structure,
        found.document,
        found.citations,
        found.indicators,
        work,
        found.reporting,
        found.duties,
    )
    findings = check(case, lang)
    tell("emit", 0.95)
    plan = Plan(
        text=TextInfo("", 0),
        sources=(),
        pages=(),
        document=found.document,
        citations=found.citations,
        groups=work.groups,
        tasks=work.tasks,
        indicators=found.indicators,
        reporting=found.reporting,
        duties=found.duties,
        findings=findings,
    )
    return emit(source, mended.flow, plan)


def _silent(stage: str, share: float) -> None:
    """Progress that nobody watches."""
