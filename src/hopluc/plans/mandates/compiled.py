"""A plan in force as a compiled plan, to be compared with another: as it reads today, amendments included."""

from __future__ import annotations

from collections import defaultdict

from hopluc.compiler import format as compiled
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.models import Indicator, Party, Plan, Task
from hopluc.plans.standings import now

_NO_TEXT = compiled.TextInfo("", 0)


def as_compiled(plan: Plan) -> compiled.Plan:
    """The plan's header, citations, tasks and targets; items have no places in a text. Ids are the codes
    of the rows, so that what a comparison finds leads back to them."""
    period = compiled.Period(plan.period_start, plan.period_end)
    return compiled.Plan(
        text=_NO_TEXT,
        sources=(),
        pages=(),
        document=compiled.Document(
            kind=plan.kind,
            number=plan.number or None,
            issued_on=plan.issued_on,
            issuer=plan.issuer_name or plan.owner.name,
            title=plan.title,
            period=period if plan.period_start or plan.period_end else None,
        ),
        citations=tuple(
            compiled.Citation(
                one.number or None,
                one.kind or None,
                one.issued_on,
                one.issuer or None,
                one.title or None,
                one.role,  # type: ignore[arg-type]  # kept as it came from the format
            )
            for one in plan.citations.order_by("pk")
        ),
        tasks=_tasks(plan),
        indicators=tuple(
            _indicator(one) for one in plan.indicators.filter(at_moment(now())).order_by("order")
        ),
    )


def _tasks(plan: Plan) -> tuple[compiled.Task, ...]:
    sides: dict[tuple[int, str], list[compiled.Party]] = defaultdict(list)
    parties = Party.objects.filter(at_moment(now()), task__plan=plan).order_by("task_id", "order", "pk")
    for task, role, text, name, collective in parties.values_list(
        "task_id", "role", "text", "name", "collective"
    ):
        sides[task, role].append(compiled.Party(text, name, collective))
    rows = Task.objects.filter(at_moment(now()), plan=plan).order_by("order", "pk")
    return tuple(
        compiled.Task(
            id=row.code,
            number=row.number or None,
            group=None,
            parent=row.parent.code if row.parent else None,
            text=row.text,
            mandate=row.mandate or None,
            leads=tuple(sides[row.pk, Party.Role.LEAD]),
            coordinators=tuple(sides[row.pk, Party.Role.COORDINATOR]),
            products=tuple(row.products),
        )
        for row in rows.select_related("parent")
    )


def _indicator(row: Indicator) -> compiled.Indicator:
    period = compiled.Period(row.period_start, row.period_end)
    baseline = row.baseline or {}
    return compiled.Indicator(
        id=row.code,
        name=row.name,
        unit=row.unit or None,
        target=compiled.Target(
            row.op,  # type: ignore[arg-type]  # kept as it came from the format
            *(None if figure is None else float(figure) for figure in (row.value, row.low, row.high)),
        ),
        baseline=compiled.Baseline(baseline["op"], baseline.get("of", "")) if baseline.get("op") else None,
        period=period if row.period_start or row.period_end else None,
        per="year" if row.per == "year" else None,
        for_=tuple(
            compiled.Party(one.get("text", ""), one["name"], bool(one.get("collective")))
            for one in row.bodies
        ),
        each=row.each,
        text=row.text,
    )
