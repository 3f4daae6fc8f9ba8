"""A plan in force as a compiled document: what it was opened from, with what amendments made of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hopluc.compiler import format as compiled
from hopluc.intake import queries
from hopluc.intake.models import Paper
from hopluc.plans.amendments import rules as kinds
from hopluc.plans.amendments.moments import NOTHING, at_moment, reread_tasks, target_readings
from hopluc.plans.models import DeadlinePart, Indicator, Party, Plan, Proposal, Task
from hopluc.plans.standings import Moment


def document_of(plan: Plan) -> compiled.Plan:
    """The document that a plan was opened from, as reviewed; of a plan without one, its header alone."""
    paper = Paper.objects.filter(plan=plan).first()
    if paper:
        return compiled.from_json(queries.review(paper).plan)
    period = compiled.Period(plan.period_start, plan.period_end) if plan.period_end else None
    header = compiled.Document(number=plan.number or None, title=plan.title, period=period)
    groups = tuple(compiled.Group(g.code, g.title) for g in plan.groups.order_by("order", "pk"))
    return compiled.Plan(compiled.TextInfo("", 0), (), (), header, groups=groups)


def as_it_reads(plan: Plan, old: compiled.Plan, at: Moment) -> compiled.Plan:
    """The document that a plan was opened from, with what amendments made of it by a moment."""
    held = list(plan.tasks.filter(at_moment(at)).order_by("order", "pk"))
    reread_tasks(held, at)
    touched = set(plan.proposals.filter(state=Proposal.State.ACCEPTED).values_list("task_id", flat=True))
    first = {task.id: task for task in old.tasks}
    tasks = [
        first[task.code] if task.code in first and task.pk not in touched else _read(task, first, at)
        for task in held
    ]
    return dataclasses.replace(old, tasks=tuple(tasks), indicators=tuple(_targets(plan, old, at)))


def _read(task: Task, first: Mapping[str, compiled.Task], at: Moment) -> compiled.Task:
    """A task that an amendment touched or brought in."""
    parties = list(task.parties.filter(at_moment(at)))
    parts = DeadlinePart.objects.filter(at_moment(at), task=task)
    before = first.get(task.code)
    blank = compiled.Task(
        id=task.code,
        number=task.number or None,
        group=task.group.code if task.group else None,
        parent=None,
        text=task.text,
    )
    return dataclasses.replace(
        before or blank,
        text=task.text,
        number=task.number or None,
        group=task.group.code if task.group else None,
        mandate=task.mandate or None,
        products=tuple(task.products),
        note=task.note or None,
        leads=_named(parties, Party.Role.LEAD),
        coordinators=_named(parties, Party.Role.COORDINATOR),
        deadline=compiled.Deadline(task.deadline_text, tuple(map(_part, parts))),
    )


def _named(parties: Iterable[Party], role: str) -> tuple[compiled.Party, ...]:
    return tuple(compiled.Party(p.text, p.name, p.collective) for p in parties if p.role == role)


def _part(part: DeadlinePart) -> compiled.Part:
    return compiled.Part(
        kind=part.kind,  # type: ignore[arg-type]  # the same kinds
        date=part.date,
        start=part.start,
        end=part.end,
        rrule=part.rrule or None,
        event=part.event or None,
        count=part.count,
        unit=part.unit or None,  # type: ignore[arg-type]
        from_=part.requested_by or None,
        for_=part.for_text or None,
    )


def _targets(plan: Plan, old: compiled.Plan, at: Moment) -> Iterator[compiled.Indicator]:
    first = {one.id: one for one in old.indicators}
    words = target_readings(at, plan=plan)
    for row in plan.indicators.filter(at_moment(at)).order_by("order", "pk"):
        blank = compiled.Indicator(row.code, row.name, row.unit, compiled.Target("="))
        yield _target(first.get(row.code, blank), row, words.get(row.pk, NOTHING))


def _target(one: compiled.Indicator, row: Indicator, words: Mapping[str, Any]) -> compiled.Indicator:
    read = {name: words.get(name, getattr(row, name)) for name in kinds.TARGET_FIELDS}
    value, low, high = (None if read[n] is None else float(read[n]) for n in kinds.FIGURES)
    start, end = (read[name] for name in kinds.DAYS)
    baseline = read["baseline"]
    return dataclasses.replace(
        one,
        name=read["name"],
        unit=read["unit"] or None,
        target=compiled.Target(read["op"], value, low, high),
        period=compiled.Period(start, end) if end else None,
        per=read["per"] or None,
        baseline=compiled.Baseline(baseline["op"], baseline["of"]) if baseline else None,
    )
