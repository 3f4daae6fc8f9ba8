"""The compiled plan, format 1: frozen dataclasses and their JSON.

A compiled plan states what one official document says: tasks, parties, deadlines,
indicators, citations, duties and findings. Every item carries `span`, the half-open
range `[start, end)` in code points of the document's NFC text. The reader's page of
this format is `docs/plan-format.md`.

This module knows nothing of how a plan is recognised; it may be imported by rooms that
only use compiled plans.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from dataclasses import dataclass, field
from typing import Any, Literal

FORMAT = "hopluc.plan/1"

Span = tuple[int, int]
PartKind = Literal["by", "within", "ongoing", "recurring", "on_request", "after", "unparsed"]
Operator = Literal["=", ">=", ">", "<=", "<", "range"]
Role = Literal["implements", "legal_basis", "mention"]
ReportKind = Literal["report", "budget", "amendment", "problem"]
DutyKind = Literal["own_plan", "work_programme", "supervise", "staff", "other"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Party:
    """A body or a collective of bodies, as written (`text`) and spelled out (`name`)."""

    text: str
    name: str
    collective: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a deadline; which fields are filled depends on `kind`.

    by: date · within: start (or null), end · ongoing · recurring: rrule (RFC 5545) ·
    on_request: from_ (a party's name) · after: event, count, unit · unparsed.
    `for_` is the party's name where one cell gives several parties different days.
    """

    kind: PartKind
    date: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    rrule: str | None = None
    from_: str | None = None
    event: str | None = None
    count: int | None = None
    unit: Literal["day", "working_day", "month"] | None = None
    for_: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the plan says of time, as written, with its parts."""

    text: str
    parts: tuple[Part, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file the plan came from and the range of the joined text that it gave."""

    name: str
    media_type: str
    sha256: str
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a source whose form has pages; `confidence` 0..1 where it was read by OCR."""

    source: int
    number: int
    span: Span
    ocr: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TextInfo:
    """Identity of the joined NFC text that all spans index."""

    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: full name, position, and in whose stead (`KT. Chủ tịch`, `TM. …`)."""

    name: str | None = None
    position: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; `start` null for a horizon ("đến năm 2030")."""

    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Document:
    """The header of the document (Nghị định 30/2020/NĐ-CP, Điều 8); null where it is absent."""

    kind: str | None = None
    number: str | None = None
    issued_on: dt.date | None = None
    place: str | None = None
    issuer: str | None = None
    title: str | None = None
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    period: Period | None = None
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the text names, once, with every place where it does."""

    number: str | None
    kind: str | None
    issued_on: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    role: Role = "mention"
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One of the plan's own numbered groups of tasks."""

    id: str
    title: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the assignment table, or one bullet under an agency's heading.

    `cells` holds the spans of `products`, `note` and `mandate`; `also` the places where
    the body of the document says the same work again.
    """

    id: str
    number: str | None
    group: str | None
    parent: str | None
    text: str
    mandate: str | None = None
    leads: tuple[Party, ...] = ()
    coordinators: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    products: tuple[str, ...] = ()
    note: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Span] = field(default_factory=dict)
    span: Span | None = None
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """The figure to reach: an operator with `value`, or a `range` with `low` and `high`."""

    op: Operator
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a relative target starts from: "tăng 1,5 lần so với cuối năm 2020"."""

    op: Literal["times", "plus", "percent"]
    of: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable target of the plan, of one body, or of each member of a group."""

    id: str
    name: str
    unit: str | None
    target: Target
    baseline: Baseline | None = None
    period: Period | None = None
    per: Literal["year"] | None = None
    for_: tuple[Party, ...] = ()
    each: bool = False
    text: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reporting:
    """A standing duty to send something to someone; one entry for each step of a chain."""

    kind: ReportKind
    from_: tuple[Party, ...]
    to: tuple[Party, ...]
    subject: str | None
    due: tuple[Part, ...]
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing duty that is neither a task nor a report."""

    kind: DutyKind
    of: tuple[Party, ...]
    due: tuple[Part, ...]
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Mend:
    """A replacement that mends a finding with one click."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful in the document itself."""

    rule: str
    severity: Severity
    message: str
    expected: str | None = None
    span: Span | None = None
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One compiled document."""

    text: TextInfo
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]
    document: Document
    citations: tuple[Citation, ...] = ()
    groups: tuple[Group, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    left_over: tuple[Span, ...] = ()
    duties: tuple[Duty, ...] = ()
    findings: tuple[Finding, ...] = ()
    format: str = FORMAT


RENAMED = {"from_": "from", "for_": "for"}
# Fields of a Part that its kind does not use are left out of the JSON.
SPARSE = (Part, Target)
# JSON keys in the order of the format's page.
_PLAN_ORDER = (
    "format", "text", "sources", "pages", "document", "citations", "groups", "tasks",
    "indicators", "reporting", "left_over", "duties", "findings",
)  # fmt: skip


def to_json(value: Any) -> Any:
    """Plain JSON data (dicts, lists, strings, numbers, null) of any dataclass of this module."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: to_json(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(v) for v in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    names = _PLAN_ORDER if isinstance(value, Plan) else [f.name for f in dataclasses.fields(value)]
    out = {}
    for name in names:
        item = getattr(value, name)
        if item is None and isinstance(value, SPARSE):
            continue
        out[RENAMED.get(name, name)] = to_json(item)
    return out


def from_json(data: Any) -> Plan:
    """The Plan of JSON data written by `to_json`.

    Unknown keys are ignored, so that a newer minor edition still loads. Raises ValueError
    when `format` is not this one.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else type(data).__name__
        raise ValueError(f"not a compiled plan of format {FORMAT}: {found!r}")
    plan = build(Plan, data)
    assert isinstance(plan, Plan)
    return plan


def build(kind: Any, data: Any) -> Any:
    """`data` as `kind`: a dataclass, a tuple, an optional, a date, or itself."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        inner = next(a for a in typing.get_args(kind) if a is not type(None))
        return None if data is None else build(inner, data)
    if origin is tuple:
        args = typing.get_args(kind)
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(build(args[0], item) for item in data or ())
        return tuple(data)
    if origin is dict:
        of = typing.get_args(kind)[1]
        return {k: build(of, v) for k, v in (data or {}).items()}
    if kind is dt.date:
        return dt.date.fromisoformat(data)
    if kind is float and data is not None:
        return float(data)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        given = {}
        for f in dataclasses.fields(kind):
            key = RENAMED.get(f.name, f.name)
            if key in data:
                given[f.name] = build(hints[f.name], data[key])
            elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
                given[f.name] = None
        return kind(**given)
    return data
