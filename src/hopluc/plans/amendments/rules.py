"""Decisions about amendments: which fields a change touches, what clashes, who decides. Pure.

A change is a kind (`models.Proposal.Kind`) and its values, plain JSON: what the task or the target is
to read afterwards, by field name.

| kind | values |
|---|---|
| `new_task` | `group`, `parent` (ids or null), `number`, `text`, `products`, what `leads`, `deadline` have |
| `words` | those of `text`, `products`, `note`, `mandate` that change |
| `leads` | `leads`, `coordinators`: both lists whole, each party `{text, organisation, group}` |
| `deadline` | `deadline_text`, `parts`: PART objects of the compiled plan |
| `dropped` | – |
| `moved` | `group` (id or null), `number` where it changes; once decided its place, and `family` |
| `target` | those of TARGET_FIELDS that change; or `dropped`: true |
| `new_target` | all of TARGET_FIELDS |

A task's place is `group_id`, `order`; `family` has those of its sub-tasks, with their numbers.
Figures are JSON strings, days ISO dates: `typed` makes them what a row holds, `plain` the other way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

NEW_TASK, WORDS, LEADS, DEADLINE, DROPPED, MOVED, TARGET, NEW_TARGET = (
    "new_task", "words", "leads", "deadline", "dropped", "moved", "target", "new_target",
)  # fmt: skip
# Kinds that change what a row says: the old reading is kept, the new one is written on the day.
WRITTEN = (WORDS, DEADLINE, MOVED, TARGET)
FIGURES = ("value", "low", "high")
DAYS = ("period_start", "period_end")
WORD_FIELDS = ("text", "products", "note", "mandate")
TARGET_FIELDS = ("name", "unit", "op", *FIGURES, *DAYS, "per", "baseline")
# What only being decided adds to a proposal's values.
DECIDED = frozenset({"was", "made", "made_target", "group_id", "order", "family"})
PLACE_FIELDS = ("group_id", "order", "number")


def row_fields(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the task's or the target's own row that a change writes."""
    names: Sequence[str] = _OWN.get(kind, ())
    return {name: values[name] for name in names if name in values}


def family_fields(values: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """The fields that a task's being moved writes in the rows of its sub-tasks, by their ids."""
    return {one["task"]: {name: one[name] for name in PLACE_FIELDS} for one in values.get("family", ())}


def renumbered(number: str, before: str, after: str) -> str:
    """A sub-task's number under its parent's new one: "14.2" of 14 becomes "7.2" of 7."""
    inside = before and number.startswith(f"{before}.")
    return f"{after}{number[len(before) :]}" if inside else number


_OWN: Mapping[str, Sequence[str]] = {
    WORDS: WORD_FIELDS,
    DEADLINE: ("deadline_text",),
    MOVED: PLACE_FIELDS,
    TARGET: TARGET_FIELDS,
}


def typed(name: str, value: Any) -> Any:
    """A value of a proposal as the row holds it: figures as Decimal, days as dates."""
    if value is None or not isinstance(value, str):
        return value
    if name in FIGURES:
        return Decimal(value)
    return dt.date.fromisoformat(value) if name in DAYS else value


def day(value: str | None) -> dt.date | None:
    """A day of a proposal's JSON."""
    return dt.date.fromisoformat(value) if value else None


def plain(value: Any) -> Any:
    """A row's value as JSON holds it, figures without noughts at their end."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return value


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `after` that read otherwise than before."""
    return {name: value for name, value in after.items() if before.get(name) != value}


def clash(one: str, other: str) -> bool:
    """Whether two changes of one task or target cannot stand in one decision: they change the same thing,
    or one of them drops it."""
    return one == other or DROPPED in (one, other)


# --- who decides ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way that the plan gives to proposals of amendment: ids of who sends, who receives."""

    senders: frozenset[int]
    receivers: tuple[int, ...]


def decider(steps: Iterable[Step], owner: int, standing: int | None) -> int:
    """Who decides on amendments of a plan: the body that the plan's own words send proposals to in the end.

    The standing agency gathers, so where the plan sends proposals to it alone the owner decides;
    a body that passes proposals on to another does not decide either. Where the plan says nothing,
    whoever issued it amends it.
    """
    listed = list(steps)
    senders = {pk for step in listed for pk in step.senders}
    named = [pk for step in listed for pk in step.receivers]
    last = [pk for pk in named if pk != standing and pk not in senders]
    return last[-1] if last else owner


# --- deadlines typed by hand --------------------------------------------------------------------

# What an officer chooses, and the rule it stands for (plan-format.md, PART).
RECURRING = {
    "yearly": "FREQ=YEARLY",
    "half_yearly": "FREQ=MONTHLY;INTERVAL=6",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "monthly": "FREQ=MONTHLY",
}


def part(kind: str, start: dt.date | None, end: dt.date | None) -> dict[str, Any]:
    """A PART of what was chosen: `by`, `within`, `ongoing`, `on_request`, or a time of RECURRING.

    The day of a yearly one gives its day and month, of a monthly one its day.
    """
    if kind in RECURRING:
        rule = RECURRING[kind]
        if end and kind == "yearly":
            rule += f";BYMONTH={end.month};BYMONTHDAY={end.day}"
        elif end and kind == "monthly":
            rule += f";BYMONTHDAY={end.day}"
        return {"kind": "recurring", "rrule": rule}
    if kind == "by" and end:
        return {"kind": "by", "date": end.isoformat()}
    if kind == "within" and end:
        found = {"kind": "within", "end": end.isoformat()}
        return found | ({"start": start.isoformat()} if start else {})
    return {"kind": kind}


def free_code(wanted: str, taken: Collection[str]) -> str:
    """A code for a new task that no task of the plan has: the wanted one, else with a letter after it."""
    if wanted not in taken:
        return wanted
    n = 1
    while f"{wanted}+{n}" in taken:
        n += 1
    return f"{wanted}+{n}"
