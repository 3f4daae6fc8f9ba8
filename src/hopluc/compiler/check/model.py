"""A rule of the checker: a code, a severity, a message in two languages, and a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from hopluc.compiler.assemble import Work
from hopluc.compiler.format import Citation, Document, Finding, Indicator, Mend, Severity, Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Outline

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of the document when it is checked."""

    mended: Mended
    outline: Outline
    document: Document
    citations: tuple[Citation, ...]
    indicators: tuple[Indicator, ...]
    work: Work


@dataclass(frozen=True, slots=True)
class Slip:
    """One place where a rule applies: `said` fills the message; `mend` replaces `mend_span`;
    `severity` where this place is better or worse than the rule's own."""

    span: Span
    said: dict[str, str] = field(default_factory=dict)
    expected: str | None = None
    mend: str | None = None
    mend_span: Span | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """`find` gives the places; `vi` and `en` are templates for `Slip.said`; `why` is the reason."""

    code: str
    severity: Severity
    find: Callable[[Case], Iterable[Slip]]
    vi: str
    en: str
    why: str


def finding_of(rule: Rule, slip: Slip, lang: Language) -> Finding:
    """The finding that a slip against a rule makes."""
    template = rule.vi if lang == "vi" else rule.en
    mend = Mend(slip.mend_span or slip.span, slip.mend) if slip.mend is not None else None
    return Finding(
        rule.code,
        slip.severity or rule.severity,
        template.format(**slip.said),
        slip.expected,
        slip.span,
        mend,
    )


def quoted(words: str, longest: int = 80) -> str:
    """`words` on one line, cut in the middle of nothing: at a space, with "…"."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + "…"
