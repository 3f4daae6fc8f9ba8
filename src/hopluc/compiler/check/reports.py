"""Findings written for people (a line each), for programs (JSON) and for code hosts and editors (SARIF).

A place is a file, its line and its column, counted from 1 in the text as read (`compile --text`).
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hopluc import __version__
from hopluc.compiler.check.catalogue import RULES
from hopluc.compiler.check.model import Language, Rule, quoted
from hopluc.compiler.format import Finding, Source, Span, to_json

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SEVERITY = {
    "vi": {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}
_EXPECTED = {"vi": "cần là", "en": "expected"}
_SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Place:
    """Where a range begins and ends: the file, and line and column in its own text."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """Finds the place of a range of the joined text of `sources`."""

    def __init__(self, text: str, sources: Sequence[Source]) -> None:
        self._lines = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]
        self._sources = sources
        self._starts = [source.span[0] for source in sources]

    def of(self, span: Span) -> Place:
        """The place of `span`; a file's lines count from its own first."""
        source = self._sources[max(bisect_right(self._starts, span[0]) - 1, 0)]
        first = bisect_right(self._lines, source.span[0]) - 1
        (line, column), (end_line, end_column) = (self._at(offset) for offset in span)
        return Place(source.name, line - first, column, end_line - first, end_column)

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


def as_text(findings: Sequence[Finding], text: str, sources: Sequence[Source], lang: Language) -> str:
    """A line for each finding with its place, below it the words and what was expected."""
    places = Places(text, sources)
    lines: list[str] = []
    for finding in findings:
        span = finding.span or (0, 0)
        place = places.of(span)
        severity = _SEVERITY[lang][finding.severity]
        lines.append(
            f"{place.file}:{place.line}:{place.column}: {severity} [{finding.rule}] {finding.message}"
        )
        quote = quoted(text[slice(*span)], _LONGEST_QUOTE)
        if quote:
            lines.append(f"    “{quote}”")
        if finding.expected:
            lines.append(f"    {_EXPECTED[lang]}: {quoted(finding.expected, _LONGEST_QUOTE)}")
    return "".join(f"{line}\n" for line in lines)


def as_json(findings: Sequence[Finding], text: str, sources: Sequence[Source], lang: Language) -> str:
    """A list of findings as in the compiled plan, each with its place, its words and the rule's reason."""
    places = Places(text, sources)
    why = {rule.code: rule.why(lang) for rule in RULES}
    out = [
        to_json(finding)
        | {
            "place": _plain(places.of(finding.span or (0, 0))),
            "words": text[slice(*(finding.span or (0, 0)))],
            "why": why[finding.rule],
        }
        for finding in findings
    ]
    return json.dumps(out, ensure_ascii=False, indent=1) + "\n"


def _plain(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in Place.__slots__}


def as_sarif(findings: Sequence[Finding], text: str, sources: Sequence[Source], lang: Language) -> str:
    """A SARIF 2.1.0 log with one run; a mend is a `fix` that replaces a range of characters."""
    places = Places(text, sources)
    used = {finding.rule for finding in findings}
    driver = {
        "name": "hopluc lint",
        "semanticVersion": __version__,
        "rules": [_sarif_rule(rule, lang) for rule in RULES if rule.code in used],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, text, places) for finding in findings],
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _sarif_rule(rule: Rule, lang: Language) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.vi if lang == "vi" else rule.en},
        "fullDescription": {"text": rule.why(lang)},
        "defaultConfiguration": {"level": _SARIF_LEVEL[rule.severity]},
    }


def _sarif_result(finding: Finding, text: str, places: Places) -> dict[str, Any]:
    span = finding.span or (0, 0)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _SARIF_LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _sarif_location(span, text, places)}],
    }
    if finding.mend:
        change = {
            "deletedRegion": _region(places.of(finding.mend.span)),
            "insertedContent": {"text": finding.mend.text},
        }
        artifact = {"uri": places.of(finding.mend.span).file}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}]
    return result


def _sarif_location(span: Span, text: str, places: Places) -> dict[str, Any]:
    place = places.of(span)
    region = _region(place) | {"snippet": {"text": text[slice(*span)]}}
    return {"artifactLocation": {"uri": place.file}, "region": region}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def rules_as_text(rules: Sequence[Rule], lang: Language) -> str:
    """The rules by code, each with its severity, its message and its reason."""
    lines = []
    for rule in sorted(rules, key=lambda rule: rule.code):
        lines.append(f"{rule.code} ({_SEVERITY[lang][rule.severity]})")
        lines.append(f"    {rule.vi if lang == 'vi' else rule.en}")
        lines.append(f"    {rule.why(lang)}")
    return "".join(f"{line}\n" for line in lines)


REPORTS: dict[str, Callable[[Sequence[Finding], str, Sequence[Source], Language], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
}
