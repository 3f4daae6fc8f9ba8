"""What an amending document makes of a plan, one line for each change and finding, to compare by eye."""

from __future__ import annotations

from hopluc.compiler.amend import Amended, Amending, resolve
from hopluc.compiler.format import Indicator, Part, Plan, Task
from hopluc.viet.numbers import format_number


def told(amending: Amending, plan: Plan) -> list[str]:
    """Changes in order, then the findings' rules; a change that is not sure ends in "?"."""
    found = resolve(amending, plan)
    lines = [_line(change) + ("" if change.sure else " ?") for change in found.changes]
    notes = [*amending.findings, *found.findings]
    return [*lines, *sorted(f"! {one.rule}" for one in notes)]


def _line(change: Amended) -> str:
    if change.kind == "dropped":
        return f"{change.task} dropped"
    if change.kind == "moved" and change.reads:
        return f"{change.task} into {change.reads.group}"
    if change.kind == "changed" and change.reads:
        return f"{change.task} " + " | ".join(_field(change.reads, name) for name in change.fields)
    if change.kind == "new_task" and change.reads:
        new = change.reads
        said = [_field(new, name) for name in ("text", "leads", "coordinators", "deadline", "products")]
        behind = f" after {change.after}" if change.after else ""
        return f"new {new.group or '-'}/{new.number or '-'}{behind} " + " | ".join(
            s for s in said if not s.endswith("=")
        )
    if change.figure:
        return f"{change.kind} {change.indicator or ''} {_figure(change.figure)}".replace("  ", " ")
    return f"{change.kind} {change.indicator or ''}".strip()


def _field(task: Task, name: str) -> str:
    value = getattr(task, name)
    if name in ("leads", "coordinators"):
        value = ", ".join(party.name for party in value)
    elif name == "products":
        value = "; ".join(value)
    elif name == "deadline":
        value = "; ".join(_part(part) for part in value.parts) if value else ""
    return f"{name}={value or ''}"


def _part(part: Part) -> str:
    given = (part.date, part.start, part.end, part.rrule)
    return " ".join([part.kind, *(str(one) for one in given if one)])


def _figure(one: Indicator) -> str:
    target = one.target
    number = format_number(target.value) if target.value is not None else f"{target.low}-{target.high}"
    return f"“{one.name}” {target.op} {number} {one.unit or ''}".strip()
