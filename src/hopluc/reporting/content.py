"""What a submission says when it is handed in, and what a report made of many says.

Frozen dataclasses and their JSON: a submission's content lies in its event, a report's in its
row, as they were at that moment. Days are ISO dates and figures are decimal strings in JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from hopluc.reporting.formbook.content import FormContent

T = TypeVar("T")
Reader = Callable[[Any], Any]


# --- handed in ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """What a body says of its part in a task; `status` and `late` hold on the cut-off day."""

    task_id: int
    role: str
    status: str
    late: bool = False
    finished_on: dt.date | None = None
    due_on: dt.date | None = None
    percent: int = 0
    narrative: str = ""
    task_code: str = ""
    task_text: str = ""
    group_code: str = ""
    deadline: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """A body's figure for an indicator; None where it gives none."""

    indicator_id: int
    value: Decimal | None = None
    note: str = ""
    name: str = ""
    unit: str = ""
    target: str = ""
    order: int = 0
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What a body answers in a form: a cell of a table, or with blank `row` and `column` a narrative."""

    section: str
    row: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Handed:
    """One body's report as handed in. `body_order` puts bodies in the order of their names."""

    body_id: int
    body: str
    body_order: str = ""
    first_submitted_on: dt.date | None = None
    overview: str = ""
    difficulties: str = ""
    proposals: str = ""
    next_period: str = ""
    parts: tuple[Part, ...] = ()
    figures: tuple[Reported, ...] = ()
    answers: tuple[Answered, ...] = ()


# --- what they are laid against -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task of the plan with the bodies (id, name) that lead it on the cut-off day."""

    id: int
    code: str
    number: str
    text: str
    group_code: str
    order: int
    deadline: str = ""
    leads: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """A target of the plan. `known`: what the plan's own records say on the cut-off day."""

    id: int
    name: str
    unit: str
    target: str
    order: int
    op: str = "="
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    relative: bool = False
    each: bool = False
    known: Decimal | None = None
    known_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The round, and the plan that it asks about.

    bodies: (id, name, order) of all addressed. mending: ids of those whose report was sent and is
    with them again. before: the figures of the form's tables in the last issued report. further: the
    other plans that the one report answers, each with its own groups, tasks and indicators; short: what a
    heading calls the plan where there are several. plan_id, known: a further plan's id, and all that ever
    was a task of it. signatory: the lines above the signature; signer: the name below it, known when the
    report goes out.
    """

    title: str
    collector: str
    addressee: str
    period_start: dt.date
    period_end: dt.date
    cutoff: dt.date
    due_on: dt.date
    plan: str
    made_on: dt.date
    bodies: tuple[tuple[int, str, str], ...] = ()
    mending: tuple[int, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    tasks: tuple[PlannedTask, ...] = ()
    indicators: tuple[PlannedIndicator, ...] = ()
    symbol: str = ""
    place: str = ""
    superior: str = ""
    signatory: str = ""
    signer: str = ""
    form: FormContent | None = None
    before: tuple[Answered, ...] = ()
    further: tuple[Asked, ...] = ()
    short: str = ""
    plan_id: int = 0
    known: tuple[int, ...] = ()


# --- the report -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BodyResult:
    """A body's word in a task."""

    body: str
    role: str
    status: str
    late: bool
    due_on: dt.date | None
    finished_on: dt.date | None
    percent: int
    narrative: str
    body_id: int = 0


@dataclass(frozen=True, slots=True)
class Voice:
    """A text that one body wrote, or several in the same or nearly the same words.

    bodies, ids: all of them, in the order of their names. near: of these, those that wrote it in other words,
    with their own (editing.folding says when words are near).
    """

    bodies: tuple[str, ...]
    text: str
    ids: tuple[int, ...] = ()
    near: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskResult:
    """A task with what its bodies said; `status` is empty where no lead has reported.

    voices: their words, the near ones folded, where these are few enough to be told one by one.
    """

    code: str
    number: str
    text: str
    deadline: str
    leads: tuple[str, ...]
    status: str
    late: bool
    counts: Mapping[str, int]
    results: tuple[BodyResult, ...]
    silent: tuple[str, ...]
    id: int = 0
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A task group with its tasks, counted by status ("" = no report)."""

    code: str
    title: str
    counts: Mapping[str, int]
    tasks: tuple[TaskResult, ...]


@dataclass(frozen=True, slots=True)
class FigureResult:
    """An indicator: target against actual.

    value: None where nothing is known or the figures of several bodies may not be added. method:
    how the value came about (consolidation.Method). reached: None where it cannot be said. bodies:
    how many gave a figure. given: their figures, where they are few. asked: of how many bodies.
    """

    name: str
    unit: str
    target: str
    value: Decimal | None
    method: str
    reached: bool | None
    bodies: int
    asked: int
    given: tuple[tuple[str, Decimal], ...] = ()
    reached_by: int | None = None
    note: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class RowResult:
    """A row of a consolidated table: what the form calls it, or the body whose row it is.

    values: column by column as formbook.cells.kept; of: how many bodies gave each. total: the last row.
    """

    title: str
    values: tuple[str, ...]
    of: tuple[int, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class SectionResult:
    """A narrative or a table of the round's form, by its key, with what the bodies said in it."""

    key: str
    voices: tuple[Voice, ...] = ()
    rows: tuple[RowResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The consolidated content, in the order in which it is told.

    late: handed in after the day. mending: sent, and with the body again to be mended. missing: never sent.
    plans: tasks and figures of the further plans. inside: other rounds that are told in this report.
    """

    asked: Asked
    addressed: int
    on_time: int
    late: tuple[str, ...]
    mending: tuple[str, ...]
    missing: tuple[str, ...]
    counts: Mapping[str, int]
    groups: tuple[GroupResult, ...]
    figures: tuple[FigureResult, ...]
    overviews: tuple[Voice, ...] = ()
    difficulties: tuple[Voice, ...] = ()
    proposals: tuple[Voice, ...] = ()
    next_period: tuple[Voice, ...] = ()
    sources: tuple[int, ...] = field(default=())
    sections: tuple[SectionResult, ...] = ()
    plans: tuple[ReportPart, ...] = ()
    inside: tuple[ReportPart, ...] = ()

    @property
    def handed_in(self) -> int:
        """How many bodies handed in."""
        return self.on_time + len(self.late)


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A report told inside another under its own heading. key: "plan:<id>" or "round:<id>"."""

    key: str
    heading: str
    report: Report


# --- JSON -----------------------------------------------------------------------------------------


def to_json(value: Any) -> Any:
    """A dataclass of this module as what JSON can hold; fields at their default are left out."""
    if is_dataclass(value):
        return {f.name: to_json(item) for f in fields(value) if (item := getattr(value, f.name)) != f.default}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass that `to_json` was given. Raises TypeError for fields that it has not."""
    values = dict(data)
    for name, read in _readers(cast(Any, kind)):
        if values.get(name) is not None:
            values[name] = read(values[name])
    return kind(**values)


@cache
def _readers(kind: Any) -> tuple[tuple[str, Reader], ...]:
    """The fields of a dataclass that JSON holds in another form, with the way back."""
    found = ((name, _reader(hint)) for name, hint in get_type_hints(kind).items())
    return tuple((name, read) for name, read in found if read)


def _reader(hint: Any) -> Reader | None:
    """How a value of this type is read back; None where it is itself in JSON."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (UnionType, Union):
        return _reader(next(one for one in inside if one is not type(None)))
    if origin is tuple and inside[-1] is Ellipsis:
        each = _reader(inside[0])
        return tuple if each is None else lambda items: tuple(None if i is None else each(i) for i in items)
    if origin is tuple:
        places = [_reader(one) for one in inside]
        return lambda items: tuple(
            read(item) if read else item for read, item in zip(places, items, strict=True)
        )
    if hint is dt.date:
        return dt.date.fromisoformat
    if hint is Decimal:
        return Decimal
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda item: from_json(hint, item)
    return None
