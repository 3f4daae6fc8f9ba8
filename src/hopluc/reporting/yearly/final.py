"""What a plan's final report says, as plain values frozen when the plan is closed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hopluc.engagement.models import Advice, Problem
from hopluc.office.issuing import issuer_symbol, place_of, signatory_of
from hopluc.organizations.models import Organisation
from hopluc.plans.boards import Line
from hopluc.plans.mandates.wholes import Actual, Added, reaches
from hopluc.plans.models import Amendment, Assignment, Delivery, Party, Plan
from hopluc.plans.queries import IndicatorRow, indicators
from hopluc.plans.rules import DONE, Status
from hopluc.plans.signing.queries import delivered
from hopluc.plans.standings import Moment
from hopluc.reporting.frozen import cited, shortly
from hopluc.reporting.letterheads import superior_of
from hopluc.reporting.wording import target_words
from hopluc.reporting.yearly.gathering import Work
from hopluc.reporting.yearly.models import Choice, DraftLine


@dataclass(frozen=True, slots=True)
class FinalTask:
    """A task at the plan's end; `goes`: where it goes if it is unfinished, in words."""

    id: int
    number: str
    text: str
    leads: str
    deadline: str
    status: str
    late: bool = False
    due_on: dt.date | None = None
    finished_on: dt.date | None = None
    said: str = ""
    goes: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether something of it is left."""
        return self.status not in DONE


@dataclass(frozen=True, slots=True)
class FinalGroup:
    """A group of tasks."""

    title: str
    tasks: tuple[FinalTask, ...]


@dataclass(frozen=True, slots=True)
class FinalTarget:
    """A target: plan against actual; reached None where it cannot be said."""

    name: str
    unit: str
    planned: str
    actual: Decimal | None = None
    actual_on: dt.date | None = None
    source: str = ""
    reached: bool | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A product that came: of which task, what, its number, day and count, from whom."""

    task: str
    what: str
    number: str
    on: dt.date
    count: int
    body: str


@dataclass(frozen=True, slots=True)
class Left:
    """A problem or a recommendation that is not settled."""

    kind: str
    text: str
    body: str
    since: dt.date
    state: str


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment that was put in force: document, day, how many changes."""

    number: str
    title: str
    on: dt.date
    changes: int


@dataclass(frozen=True, slots=True)
class Final:
    """The whole report; its order is that of the paper."""

    closed_on: dt.date
    closer: str
    superior: str
    symbol: str
    place: str
    signatory: str
    addressee: str
    plan: str
    short: str
    reason: str
    groups: tuple[FinalGroup, ...] = ()
    targets: tuple[FinalTarget, ...] = ()
    products: tuple[Product, ...] = ()
    left: tuple[Left, ...] = ()
    amended: tuple[Amended, ...] = ()

    @property
    def tasks(self) -> list[FinalTask]:
        """All tasks."""
        return [task for group in self.groups for task in group.tasks]

    @property
    def counts(self) -> dict[str, int]:
        """Tasks by status, in the order of the five; those that occur."""
        counted = Counter(task.status for task in self.tasks)
        return {status.value: counted[status] for status in Status if counted[status]}

    @property
    def unfinished(self) -> list[FinalTask]:
        """Tasks of which something is left."""
        return [task for task in self.tasks if task.unfinished]


# --- gathering ----------------------------------------------------------------------------------


def gather_final(
    plan: Plan,
    closer: Organisation,
    on: dt.date,
    *,
    reason: str = "",
    reasons: Mapping[int, str] | None = None,
) -> Final:
    """The report of a plan as it stands on a day, made by a body. `reasons`: why unfinished tasks that are
    in no draft are dropped, by task."""
    at = Moment(on)
    work = Work(plan, at)
    return Final(
        closed_on=on,
        closer=closer.name,
        superior=superior_of(closer),
        symbol=f"BC-{issuer_symbol(closer.name, closer.short_name)}",
        place=place_of(closer.name) or place_of(plan.owner.name),
        signatory=signatory_of(closer.kind),
        addressee=plan.owner.name if closer.pk != plan.owner_id else (closer.parent or closer).name,
        plan=cited(plan),
        short=shortly(plan),
        reason=reason,
        groups=_groups(work, at, reasons or {}),
        targets=tuple(_target(row) for row in indicators(plan, at)),
        products=_products(plan, at),
        left=_left(plan),
        amended=_amended(plan, on),
    )


def _groups(work: Work, at: Moment, reasons: Mapping[int, str]) -> tuple[FinalGroup, ...]:
    finished, goes = _finished(work.plan), passages(work.plan, reasons)
    found: dict[str, list[FinalTask]] = {}
    for line in work.lines:
        title = work.groups.get(line.group_id or 0, "")
        found.setdefault(title, []).append(_task(work, line, finished, goes))
    return tuple(FinalGroup(title, tuple(tasks)) for title, tasks in found.items())


def _task(work: Work, line: Line, finished: Mapping[int, dt.date], goes: Mapping[int, str]) -> FinalTask:
    judged = work.judged[line.pk]
    done = judged.status in DONE
    return FinalTask(
        id=line.pk,
        number=line.number,
        text=work.whole(line),
        leads="; ".join(work.parties[line.pk, Party.Role.LEAD]),
        deadline=" ".join(line.deadline_text.split()),
        status=judged.status.value,
        late=judged.late,
        due_on=None if done else work.due_on(line),
        finished_on=finished.get(line.pk) if done else None,
        said=work.said.get(line.pk, ""),
        goes="" if done else goes.get(line.pk, ""),
    )


def _finished(plan: Plan) -> dict[int, dt.date]:
    """The day on which the last of a task's leads finished."""
    rows = Assignment.objects.filter(plan=plan, until=None).leading().order_by("finished_on", "pk")
    days = rows.values_list("task_id", "finished_on")
    return {task: day for task, day in days if day}


def passages(plan: Plan, reasons: Mapping[int, str]) -> dict[int, str]:
    """Where tasks go, in words: what the drafts of the years to come say of them, else the reason given."""
    found = {pk: _("Dừng thực hiện: %s") % text.strip() for pk, text in reasons.items() if text.strip()}
    lines = DraftLine.objects.filter(task__plan=plan, draft__plan=plan).select_related("draft")
    for line in lines.order_by("draft__year", "pk"):
        if line.choice == Choice.DROPPED:
            found[line.task_id or 0] = _("Dừng thực hiện: %s") % line.reason
        else:
            found[line.task_id or 0] = _("Chuyển sang kế hoạch năm %s") % line.draft.year
    return found


def _target(row: IndicatorRow) -> FinalTarget:
    one, actual = row.indicator, row.whole
    return FinalTarget(
        name=one.name,
        unit=one.unit,
        planned=target_words(one.op, one.value, one.low, one.high, one.baseline),
        actual=actual.value if actual else None,
        actual_on=actual.on if actual else None,
        source=_source(actual) if actual else "",
        reached=reaches(one, actual),
    )


def _source(actual: Actual) -> str:
    if isinstance(actual, Added):
        return capfirst(actual.told)
    return _("Số nhập tay: %(who)s, %(body)s") % {"who": actual.by_name, "body": actual.body.name}


def _products(plan: Plan, at: Moment) -> tuple[Product, ...]:
    rows = Delivery.objects.filter(delivered(at), task__plan=plan).select_related("task", "body")
    return tuple(
        Product(
            task=f"{row.task.number}. {row.task.text}" if row.task.number else row.task.text,
            what=row.what,
            number=row.number,
            on=row.on,
            count=row.count,
            body=row.body.name,
        )
        for row in rows.order_by("task__order", "on", "pk")
    )


def _left(plan: Plan) -> tuple[Left, ...]:
    problems = Problem.objects.waiting().filter(plan=plan).order_by("raised_on", "pk")
    advice = Advice.objects.unsettled().filter(visit__plan=plan).order_by("given_on", "pk")
    return (
        *(
            Left(_("Khó khăn, vướng mắc"), one.text, one.body_name, one.raised_on, one.get_state_display())
            for one in problems
        ),
        *(
            Left(_("Kiến nghị kiểm tra"), one.text, one.body_name, one.given_on, one.get_state_display())
            for one in advice
        ),
    )


def _amended(plan: Plan, on: dt.date) -> tuple[Amended, ...]:
    rows = plan.amendments.filter(state=Amendment.State.IN_FORCE, on__lte=on).prefetch_related("proposals")
    return tuple(
        Amended(row.number, row.title, row.on, len(row.proposals.all()))
        for row in rows.order_by("on", "pk")
        if row.on
    )
