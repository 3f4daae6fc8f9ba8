"""What the plans have for next year's draft: tasks of the running plan that go on, superior tasks that
nobody of ours carries out, recommendations that are not done. Read only; which go in is said by rules."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hopluc.engagement.models import Advice, Problem
from hopluc.law.calendar import is_working_day
from hopluc.plans import boards
from hopluc.plans.amendments.moments import at_moment, reread_tasks
from hopluc.plans.boards import Line
from hopluc.plans.mandates.queries import statuses
from hopluc.plans.models import Assignment, DeadlinePart, Party, Plan, PlanLink, Progress, Task, TaskLink
from hopluc.plans.rules import DONE, Judged, dues
from hopluc.plans.standings import Moment, holding, openings_of, period_of, rule_part
from hopluc.plans.words import part_words
from hopluc.reporting.yearly import rules

Why = str
MOST_SAID = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Something for the draft: why, under which group, its fields (rules.FIELDS), and how it stands.

    facts: plain JSON beside the fields: status, late, due_on, written (the deadline in the plan's words),
    said (the last word about it), number, plan.
    """

    why: Why
    group: str
    values: Mapping[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)
    task: int | None = None
    advice: int | None = None

    @property
    def gathered(self) -> dict[str, Any]:
        """Fields and facts as a line keeps them."""
        return {**self.values, **self.facts}


def found_lines(plan: Plan, year: int, at: Moment) -> list[Found]:
    """All that goes into the draft of a year, in the order of the plan, then what comes from elsewhere."""
    return [*_going_on(plan, year, at), *_superior(plan, year, at), *_advice(plan, year)]


# --- the running plan ---------------------------------------------------------------------------


def _going_on(plan: Plan, year: int, at: Moment) -> Iterator[Found]:
    work = Work(plan, at)
    ends = period_of(plan).end.year < year
    for line in work.lines:
        parts, due_on, status = work.deadlines[line.pk], work.due_on(line), work.judged[line.pk].status
        why = rules.why_goes_on(status, [part.kind for part in parts], due_on, year, ends=ends)
        if why is None:
            continue
        deadline = rules.next_deadline(why, line.deadline_text, list(map(part_words, parts)), due_on, year)
        group = work.groups.get(line.group_id or 0, "")
        yield Found(why, group, work.values(line, deadline), work.facts(line), task=line.pk)


class Work:
    """The tasks of a plan that are work (no mere headings) at a moment, with all that is told of them."""

    def __init__(self, plan: Plan, at: Moment) -> None:
        self.plan = plan
        every = boards.lines(plan, at)
        self.tallied = boards.tallies(plan, at)
        self.judged: Mapping[int, Judged] = boards.judge(every, self.tallied)
        parents = {line.parent_id for line in every}
        self.every = {line.pk: line for line in every}
        self.lines: Sequence[Line] = [
            line for line in every if line.pk in self.tallied or line.pk not in parents
        ]
        self.groups = dict(plan.groups.values_list("pk", "title"))
        self.deadlines = _by_task(DeadlinePart.objects.filter(at_moment(at), task__plan=plan))
        self.parties = party_names(Q(task__plan=plan), at)
        self.said = last_words(plan, at)

    def due_on(self, line: Line) -> dt.date | None:
        """The earliest day of its leads that is not met, later days granted included."""
        return self.tallied.get(line.pk, boards.NO_PARTS).due_on

    def whole(self, line: Line) -> str:
        """Its words, those of the tasks that it lies under first: it stands alone in a draft."""
        words = " ".join(line.text.split())
        above = self.every.get(line.parent_id or 0)
        return rules.under(self.whole(above), words) if above else words

    def values(self, line: Line, deadline: str) -> dict[str, str]:
        """The fields of a line of the draft."""
        return {
            "text": self.whole(line),
            "leads": "; ".join(self.parties[line.pk, Party.Role.LEAD]),
            "coordinators": "; ".join(self.parties[line.pk, Party.Role.COORDINATOR]),
            "deadline": deadline,
            "products": "; ".join(line.products),
        }

    def facts(self, line: Line) -> dict[str, Any]:
        """How it stands, as plain JSON."""
        judged, due_on = self.judged[line.pk], self.due_on(line)
        return {
            "number": line.number,
            "plan": self.plan.number or self.plan.title,
            "status": judged.status.value,
            "late": judged.late,
            "due_on": due_on.isoformat() if due_on else None,
            "written": " ".join(line.deadline_text.split()),
            "said": self.said.get(line.pk, ""),
        }


def _by_task(parts: Iterable[DeadlinePart]) -> dict[int, list[DeadlinePart]]:
    found: dict[int, list[DeadlinePart]] = defaultdict(list)
    for part in parts:
        found[part.task_id].append(part)
    return found


def party_names(of: Q, at: Moment) -> dict[tuple[int, str], list[str]]:
    """Who leads and who helps at a moment, by task and role: as the plan writes it; whoever took a part
    over stands under its own name."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    held: dict[int, list[Assignment]] = defaultdict(list)
    parts = (
        Assignment.objects.filter(at_moment(at), of).select_related("body").order_by("body__sort_key", "pk")
    )
    for part in parts:
        if part.party_id is None:
            found[part.task_id, part.role].append(part.body.name)
        else:
            held[part.party_id].append(part)
    for party in Party.objects.filter(at_moment(at), of).order_by("task_id", "order", "pk"):
        found[party.task_id, party.role].extend(_named(party, held[party.pk]))
    return found


def _named(party: Party, parts: Sequence[Assignment]) -> list[str]:
    if party.group_id or not parts or any(part.body_id == party.organisation_id for part in parts):
        return [party.text]
    return [part.body.name for part in parts]


def last_words(plan: Plan, at: Moment) -> dict[int, str]:
    """What hinders each task, or else what its leads said last: problems that nobody answered, then the
    latest report that holds."""
    rows = Progress.objects.filter(
        holding(at), assignment__plan=plan, assignment__role=Party.Role.LEAD
    ).exclude(narrative="")
    told = dict(rows.order_by("on", "recorded_at", "pk").values_list("assignment__task_id", "narrative"))
    waiting = Problem.objects.waiting().filter(plan=plan, task__isnull=False).order_by("raised_on", "pk")
    told |= {pk: _("Vướng mắc: %s") % text for pk, text in waiting.values_list("task_id", "text")}
    return {pk: " ".join(text.split())[:MOST_SAID] for pk, text in told.items()}


# --- superior plans -------------------------------------------------------------------------------


def plans_above(plan: Plan) -> list[Plan]:
    """The plans that this one carries out, as people confirmed it."""
    links = PlanLink.objects.filter(
        below=plan, state=PlanLink.State.CONFIRMED, kind=PlanLink.Kind.CARRIES_OUT
    )
    rows = Plan.objects.filter(links_down__in=links).select_related("owner")
    return list(rows.order_by("issued_on", "pk"))


def _superior(plan: Plan, year: int, at: Moment) -> Iterator[Found]:
    """Tasks of superior plans that fall due in the year, in which the plan's owner or a body under it has
    a part, that are not done, and that no plan of these bodies carries out."""
    for above in plans_above(plan):
        ours = Q(body__path__startswith=plan.owner.path)
        led = Assignment.objects.filter(at_moment(at), ours, plan=above).values("task_id")
        carried = TaskLink.objects.filter(
            state=TaskLink.State.CONFIRMED, below__plan__owner__path__startswith=plan.owner.path
        )
        rows = Task.objects.filter(at_moment(at), plan=above, pk__in=led).exclude(
            pk__in=carried.values("above_id")
        )
        tasks = list(rows.order_by("order", "pk"))
        reread_tasks(tasks, at)
        yield from _due_in(above, tasks, year, at)


def _due_in(above: Plan, tasks: Sequence[Task], year: int, at: Moment) -> Iterator[Found]:
    ids = [task.pk for task in tasks]
    parts = list(DeadlinePart.objects.filter(at_moment(at), task__in=ids))
    opened: dict[int, list[Any]] = defaultdict(list)
    for opening in openings_of(parts, at):
        opened[opening.part_id].append(opening)
    deadlines, names = _by_task(parts), party_names(Q(task__in=ids), at)
    judged = statuses([above], at) if tasks else {}
    for task in tasks:
        told = [rule_part(part, opened[part.pk]) for part in deadlines[task.pk]]
        days = [due.day for due in dues(told, period_of(above), is_working_day)]
        if rules.falls_in(days, year) and judged[task.pk].status not in DONE:
            due_on = min(day for day in days if day and day.year == year)
            yield _superior_line(above, task, due_on, names, year)


def _superior_line(
    above: Plan, task: Task, due_on: dt.date, names: Mapping[tuple[int, str], Sequence[str]], year: int
) -> Found:
    values = {
        "text": " ".join(task.text.split()),
        "leads": "; ".join(names.get((task.pk, Party.Role.LEAD), ())),
        "coordinators": "; ".join(names.get((task.pk, Party.Role.COORDINATOR), ())),
        "deadline": rules.next_deadline(rules.UNFINISHED, "", (), due_on, year),
        "products": "; ".join(task.products),
    }
    facts = {
        "number": task.number,
        "plan": above.number or above.title,
        "due_on": due_on.isoformat(),
        "written": " ".join(task.deadline_text.split()),
    }
    return Found("superior", _("Nhiệm vụ cấp trên giao"), values, facts, task=task.pk)


# --- recommendations ------------------------------------------------------------------------------


def _advice(plan: Plan, year: int) -> Iterator[Found]:
    """Recommendations of visits about the plan that have not come to their end."""
    rows = Advice.objects.unsettled().filter(visit__plan=plan).select_related("body")
    for one in rows.order_by("due_on", "pk"):
        values = {
            "text": " ".join(one.text.split()),
            "leads": one.body.name,
            "coordinators": "",
            "deadline": rules.next_deadline(rules.UNFINISHED, "", (), one.due_on, year),
            "products": "",
        }
        facts = {"due_on": one.due_on.isoformat(), "plan": plan.number or plan.title}
        yield Found("advice", _("Kiến nghị sau kiểm tra"), values, facts, advice=one.pk)
