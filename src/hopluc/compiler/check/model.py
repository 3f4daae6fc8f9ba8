"""A rule of the checker: a code, a severity, its words in two languages (`rules.toml`), and a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from hopluc.compiler.assemble import Work
from hopluc.compiler.format import (
    Citation,
    Document,
    Duty,
    Finding,
    Indicator,
    Mend,
    Reporting,
    Severity,
    Span,
)
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
    reporting: tuple[Reporting, ...] = ()
    duties: tuple[Duty, ...] = ()

    @property
    def text(self) -> str:
        """The words of the whole document, mended; all spans are ranges of it."""
        return self.mended.flow.text


@dataclass(frozen=True, slots=True)
class Slip:
    """One place where a rule applies: `said` fills the message; `mend` replaces `mend_span`;
    `severity` where this place is better or worse than the rule's own. Slips of one rule with the
    same `same` are one finding, at the first place, that says how many there are."""

    span: Span
    said: dict[str, str] = field(default_factory=dict)
    expected: str | None = None
    mend: str | None = None
    mend_span: Span | None = None
    severity: Severity | None = None
    same: str | None = None


Find = Callable[[Case], Iterable[Slip]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`find` gives the places; `vi` and `en` are templates for `Slip.said`; the reason stands in both
    languages."""

    code: str
    severity: Severity
    find: Find
    vi: str
    en: str
    why_vi: str
    why_en: str

    def why(self, lang: Language) -> str:
        """The reason of the rule."""
        return self.why_vi if lang == "vi" else self.why_en


_MORE = {"vi": " (và {} chỗ khác)", "en": " (and at {} other places)"}


def finding_of(rule: Rule, slip: Slip, lang: Language, more: int = 0) -> Finding:
    """The finding that a slip against a rule makes; `more`: at how many other places it stands."""
    template = rule.vi if lang == "vi" else rule.en
    message = template.format(**slip.said) + (_MORE[lang].format(more) if more else "")
    mend = Mend(slip.mend_span or slip.span, slip.mend) if slip.mend is not None else None
    return Finding(rule.code, slip.severity or rule.severity, message, slip.expected, slip.span, mend)


def quoted(words: str, longest: int = 80) -> str:
    """`words` on one line, cut in the middle of nothing: at a space, with "…"."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0] + "…"
