"""The compiled amending document, format `hopluc.amending/1`: frozen dataclasses, JSON by `format.to_json`.

An amending document is a row of clauses: what is done (`verb`, `how`), to which thing of the plan
(`place`), to which of its fields, and how it reads then. Nothing here knows the plan that is amended;
`resolve` lays the clauses on it. Spans as in the compiled plan: ranges of the document's NFC text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from hopluc.compiler.format import (
    Citation,
    Deadline,
    Document,
    Finding,
    Group,
    Indicator,
    Page,
    Party,
    Source,
    Span,
    Target,
    Task,
    TextInfo,
    build,
)

FORMAT = "hopluc.amending/1"

Verb = Literal["replace", "add", "drop", "words", "move", "annex"]
# What stands is set anew, something is added to it, taken from it, or one part of it changed for another;
# a new task stands under the named one.
How = Literal["set", "add", "remove", "swap", "under"]
FieldName = Literal["text", "leads", "coordinators", "deadline", "products", "note", "mandate", "target"]
# What of a target reads otherwise: its figure with its unit, where nothing else is said.
Aspect = Literal["figure", "name", "period", "baseline"]
StepKind = Literal["annex", "part", "section", "item", "number", "point", "subpoint", "dash"]
Thing = Literal["task", "target", "group", "annex", "plan"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a place: "mục II" is section II, "số thứ tự 11.1" number 11.1, "điểm b" point b."""

    kind: StepKind
    value: str


@dataclass(frozen=True, slots=True)
class Place:
    """Which thing a clause is about: its kind, its steps from the outermost in, and the words that name
    it."""

    thing: Thing | None = None
    steps: tuple[Step, ...] = ()
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the document, as they stand there."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A target's figure by itself: "trên 60%"."""

    target: Target
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One change of one thing.

    `place` is the thing that is changed; of what is added, `after` is the place that it comes behind (or
    `place` the group that it comes into). `old` and `new` are words as written. What is read in them stands
    in
    `parties`, `gone`, `deadline`, `products`, `figure`, `tasks`, `indicators`, by the field; `tasks`
    and `indicators` are whole new ones, or how the named ones read; of an annex, its rows.
    """

    number: str
    verb: Verb
    place: Place
    field: FieldName | None = None
    aspect: Aspect | None = None
    how: How = "set"
    after: Place | None = None
    old: Words | None = None
    new: Words | None = None
    parties: tuple[Party, ...] = ()
    gone: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    products: tuple[str, ...] = ()
    figure: Figure | None = None
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[Group, ...] = ()  # of an annex that comes whole
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Amending:
    """One compiled amending document."""

    text: TextInfo
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]
    document: Document
    amended: Citation | None  # the plan that it amends
    effective: dt.date | None  # from when, where the document says a day or "kể từ ngày ký"
    clauses: tuple[Clause, ...] = ()
    findings: tuple[Finding, ...] = ()
    format: str = FORMAT


def from_json(data: Any) -> Amending:
    """The Amending of JSON data written by `format.to_json`; ValueError where it is of another format."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else type(data).__name__
        raise ValueError(f"not a compiled amending document of format {FORMAT}: {found!r}")
    made = build(Amending, data)
    assert isinstance(made, Amending)
    return made
