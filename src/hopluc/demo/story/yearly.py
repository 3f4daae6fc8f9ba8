"""The year to come: the draft of its plan, and last year's plan closed with its final report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from hopluc.demo.province import acting
from hopluc.demo.story.telling import LEADER, STANDING, Row, Step, Tale, chapter
from hopluc.reporting.yearly import actions
from hopluc.reporting.yearly.models import Draft


def steps(tale: Tale) -> Iterator[Step]:
    """A draft at each year's end: the one of last year became this year's plan, last year's was closed."""
    verbs = {"issued": issue, "look": look_through}
    yield from tale.records("yearly", draft, verbs, of="draft", title="Dự thảo kế hoạch năm sau")
    yield Step(f"over-{tale.year}", dt.date(tale.year, 1, 25), partial(end_plan, tale), atomic=False)


def draft(tale: Tale, row: Row) -> None:
    """The standing agency begins the draft of what the plans have left."""
    actions.make_draft(tale.plan(row["plan"]), by=acting(STANDING))


def _draft(tale: Tale, row: Row) -> Draft:
    return Draft.objects.get(plan=tale.plan(row["plan"]))


def look_through(tale: Tale, row: Row, then: Row) -> None:
    """Some lines are kept, reworded, dropped; new ones come in; figures are proposed."""
    made, who = _draft(tale, row), acting(STANDING)
    lines = {line.task.code: line for line in made.lines.select_related("task") if line.task}
    kept = [lines[code] for code in then["keep"] if code in lines]
    actions.choose_lines(made, {line.pk: line.revision for line in kept}, by=who)
    for code, words in then.get("edit", {}).items():
        if code in lines:
            actions.edit_line(lines[code], by=who, values={"deadline": words.format(year=made.year)})
    for code, reason in then.get("drop", {}).items():
        if code in lines:
            actions.drop_line(lines[code], by=who, reason=reason)
    for values in then.get("add", []):
        said = {name: text.format(year=made.year) for name, text in values.items()}
        actions.add_line(made, by=who, values=said)
    of_plan = made.targets.filter(indicator__plan=made.plan).select_related("indicator")
    targets = {one.indicator.code: one for one in of_plan if one.indicator}
    for code, value in then.get("targets", {}).items():
        actions.propose_target(targets[code], by=who, op=">=", value=Decimal(value))


def issue(tale: Tale, row: Row, then: Row) -> None:
    """The plan that came of the draft is in force."""
    made = _draft(tale, row)
    if made.issued_as is None:
        actions.link_issued(made, tale.plan(then["became"]), by=acting(STANDING))


def end_plan(tale: Tale) -> None:
    """The year is over and reported: the plan is closed with its final report."""
    of = chapter("yearly")["over"]
    plan = tale.plan("last")
    reasons = {task.pk: of["reason_dropped"] for task in plan.tasks.filter(until=None)}
    actions.close_with_report(plan, by=acting(LEADER), reason=of["reason"], reasons=reasons)
