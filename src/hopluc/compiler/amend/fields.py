"""One field of a task or a target, changed as a clause says; whether it reads as the clause supposes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from hopluc.compiler.amend import content
from hopluc.compiler.amend.format import Clause, FieldName
from hopluc.compiler.compare.words import words
from hopluc.compiler.format import Indicator, Party, Target, Task
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.indicators.cell import figure_in


def _set_deadline(clause: Clause, task: Task, year: int | None) -> Task | None:
    if clause.new is None:
        return None
    if not clause.new.text:
        return replace(task, deadline=None)
    read = read_deadline(clause.new.text, 0, len(clause.new.text), year)
    return replace(task, deadline=replace(read, text=clause.new.text)) if read else None


def _set_parties(role: Literal["leads", "coordinators"]) -> Callable[[Clause, Task, int | None], Task | None]:
    def setting(clause: Clause, task: Task, _year: int | None) -> Task | None:
        if not clause.parties:
            cleared = clause.new is not None and not clause.new.text
            return _with(task, role, ()) if cleared else None
        held: tuple[Party, ...] = getattr(task, role)
        added = tuple(p for p in clause.parties if _key(p) not in {_key(q) for q in held})
        if clause.how == "add":
            return _with(task, role, (*held, *added))
        if clause.how == "swap":
            gone = {_key(p) for p in clause.gone}
            at = next((n for n, p in enumerate(held) if _key(p) in gone), len(held))
            kept = [p for p in held if _key(p) not in gone]
            return _with(task, role, (*kept[:at], *added, *kept[at:]))
        return _with(task, role, clause.parties)

    return setting


def _with(task: Task, role: str, parties: tuple[Party, ...]) -> Task:
    """The task with other parties; who leads now does not help besides."""
    if role == "coordinators":
        return replace(task, coordinators=parties)
    leading = {_key(p) for p in parties}
    return replace(
        task, leads=parties, coordinators=tuple(p for p in task.coordinators if _key(p) not in leading)
    )


def _set_products(clause: Clause, task: Task, _year: int | None) -> Task | None:
    if clause.new is None:
        return None
    if clause.how == "add":
        return replace(
            task, products=(*task.products, *(p for p in clause.products if p not in task.products))
        )
    return replace(task, products=clause.products)


def _set_note(clause: Clause, task: Task, _year: int | None) -> Task | None:
    return replace(task, note=clause.new.text or None) if clause.new else None


def _set_mandate(clause: Clause, task: Task, _year: int | None) -> Task | None:
    return replace(task, mandate=clause.new.text or None) if clause.new else None


def _set_text(clause: Clause, task: Task, _year: int | None) -> Task | None:
    return replace(task, text=clause.new.text) if clause.new and clause.new.text else None


SET: dict[str, Callable[[Clause, Task, int | None], Task | None]] = {
    "deadline": _set_deadline,
    "leads": _set_parties("leads"),
    "coordinators": _set_parties("coordinators"),
    "products": _set_products,
    "note": _set_note,
    "text": _set_text,
    "mandate": _set_mandate,
}


def differing(old: Task, new: Task) -> tuple[FieldName, ...]:
    """Fields that read otherwise; spans and spellings of one body are no difference."""
    found: list[FieldName] = []
    if keys(old.text) != keys(new.text):
        found.append("text")
    if {_key(p) for p in old.leads} != {_key(p) for p in new.leads}:
        found.append("leads")
    if {_key(p) for p in old.coordinators} != {_key(p) for p in new.coordinators}:
        found.append("coordinators")
    if (old.deadline and old.deadline.parts) != (new.deadline and new.deadline.parts):
        found.append("deadline")
    if old.products != new.products:
        found.append("products")
    if (old.note or "") != (new.note or ""):
        found.append("note")
    if (old.mandate or "") != (new.mandate or ""):
        found.append("mandate")
    return tuple(found)


def agrees(clause: Clause, task: Task) -> bool:
    """Whether the words that a clause takes away are those of the plan."""
    if clause.old is None:
        return True
    said = clause.old.text
    if clause.field == "deadline":
        read = read_deadline(said, 0, len(said))
        held = task.deadline
        return held is not None and (keys(held.text) == keys(said) or bool(read and read.parts == held.parts))
    if clause.field in ("leads", "coordinators"):
        named = task.leads if clause.field == "leads" else task.coordinators
        gone = clause.gone or content.parties_in(said, (0, len(said)), {})
        return {_key(p) for p in gone} <= {_key(p) for p in named}
    if clause.field == "products":
        return keys(" ".join(task.products)) == keys(said)
    if clause.field == "note":
        return keys(task.note or "") == keys(said)
    return set(keys(said)) <= set(keys(task.text))


def rewritten(clause: Clause, task: Task, year: int | None) -> Task:
    """The task with the clause's old words replaced wherever they stand; bodies and times are read anew."""
    old = clause.old.text if clause.old else ""
    new = clause.new.text if clause.new else ""

    def mended(text: str) -> str:
        return " ".join(text.replace(old, new).split()) if old and old in text else text

    def named(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        found: list[Party] = []
        for party in parties:
            if old and old in party.text:
                text = mended(party.text)
                found += content.parties_in(text, (0, len(text)), {})
            else:
                found.append(party)
        return tuple(found)

    deadline = task.deadline
    if deadline and old and old in deadline.text:
        text = mended(deadline.text)
        deadline = read_deadline(text, 0, len(text), year)
    return replace(
        task,
        text=mended(task.text),
        products=tuple(map(mended, task.products)),
        note=mended(task.note) if task.note else task.note,
        leads=named(task.leads),
        coordinators=named(task.coordinators),
        deadline=deadline,
    )


def own_number(clause: Clause) -> str | None:
    """The number that a clause gives to what it adds: "bổ sung điểm c", "số thứ tự 4"."""
    own = [s.value for s in clause.place.steps if s.kind in ("number", "point", "subpoint")]
    return own[-1] if own else None


def figured(clause: Clause, target: Indicator) -> Indicator | None:
    """The target with what a clause says of it; None where that is not understood."""
    if clause.aspect == "name" and clause.new:
        return replace(target, name=clause.new.text)
    if clause.aspect == "period" and clause.new:
        period = content.period_in(clause.new.text)
        return replace(target, period=period) if period else None
    if clause.figure:
        unit = clause.figure.unit or target.unit
        return replace(target, target=clause.figure.target, unit=unit)
    if len(clause.indicators) == 1:
        new = clause.indicators[0]
        return replace(
            target, name=new.name, unit=new.unit, target=new.target, period=new.period or target.period
        )
    return None


def same_figure(clause: Clause, target: Indicator) -> bool:
    """Whether the figure that a clause takes away is the plan's."""
    read = figure_in(clause.old.text) if clause.old else None
    return read is None or numbers(read.target) == numbers(target.target)


def numbers(target: Target) -> tuple[float | None, ...]:
    """The figures of a target."""
    return target.value, target.low, target.high


def _key(party: Party) -> tuple[str, ...]:
    return keys(party.name)


def keys(text: str) -> tuple[str, ...]:
    """The words of a text in one spelling each."""
    return tuple(word.key for word in words(text))
