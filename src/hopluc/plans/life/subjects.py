"""The records of this room whose life can be read: what their threads are, where a document asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Clause, Find, Subject
from hopluc.plans import words
from hopluc.plans.deeds import held_as
from hopluc.plans.mandates.wholes import Added
from hopluc.plans.models import (
    Amendment,
    Assignment,
    Duty,
    Indicator,
    Plan,
    Proposal,
    ReportingDuty,
    Task,
)
from hopluc.plans.queries import indicators, task_view
from hopluc.plans.standings import Moment, chains
from hopluc.ui.statuses import badge_of
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

Known = dt.datetime | None


def moment(known: Known) -> Moment:
    """The moment of a timeline as known at some time; now for None."""
    return Moment(timezone.localdate(known) if known else timezone.localdate(), known)


def _seen(by: Acting) -> QuerySet[Plan]:
    return Plan.objects.visible_to(by)


def _span(row: Any) -> tuple[int, int] | None:
    return (row.start, row.end) if row.start is not None and row.end is not None else None


def _opened_with(row: Task | Indicator, name: str) -> str:
    """Words of a task or a target as the plan was opened with: those of its earliest reading that differ."""
    former = row.former_readings.order_by("until", "pk").values_list("values", flat=True)
    return str(next((values[name] for values in former if name in values), getattr(row, name)))


def clause_of(task: Task) -> Clause | None:
    """Where the document asks for a task; None for one that an amendment brought in."""
    if task.began_by_id:
        return None
    return Clause(task.plan_id, "tasks", task.code, _opened_with(task, "text"), _span(task))


def named(task: Task) -> str:
    """A task under its number."""
    return f"{task.number}. {task.text}" if task.number else task.text


def _task(pk: int, by: Acting, known: Known) -> Subject | None:
    rows = Task.objects.filter(plan__in=_seen(by)).select_related("plan__owner", "group", "parent")
    task = rows.filter(pk=pk).first()
    if task is None:
        return None
    parts = frozenset(task.assignments.values_list("pk", flat=True))
    clause, title = clause_of(task), named(task)
    judged = task_view(task, moment(known)).judged
    return Subject(
        "nhiem-vu",
        pk,
        title,
        reverse("plans:task", args=[pk]),
        {"plans.task": frozenset({pk}), "plans.assignment": parts},
        clause,
        result=str(badge_of(judged.status, late=judged.late).text),
        of=str(task.plan),
    )


def _part(pk: int, by: Acting, known: Known) -> Subject | None:
    rows = Assignment.objects.filter(plan__in=_seen(by)).select_related("task__plan", "body")
    part = rows.filter(pk=pk).first()
    if part is None:
        return None
    (_part, before) = chains([part])[0]
    chain = frozenset({*before, *(one.pk for one in held_as(part))})
    bodies = frozenset(Assignment.objects.filter(pk__in=chain).values_list("body_id", flat=True))
    view = task_view(part.task, moment(known))
    judged = next((v.judged for v in [*view.leads, *view.coordinators] if v.assignment.pk == pk), None)
    return Subject(
        "phan-viec",
        pk,
        f"{part.body}: {named(part.task)}",
        reverse("plans:task", args=[part.task_id]),
        {"plans.task": frozenset({part.task_id}), "plans.assignment": chain},
        clause_of(part.task),
        bodies,
        str(badge_of(judged.status, late=judged.late).text) if judged else _("Đã chuyển cơ quan khác"),
        of=str(part.task.plan),
    )


def _indicator(pk: int, by: Acting, known: Known) -> Subject | None:
    one = Indicator.objects.filter(plan__in=_seen(by)).select_related("plan").filter(pk=pk).first()
    if one is None:
        return None
    clause = Clause(one.plan_id, "indicators", one.code, one.text or _opened_with(one, "name"), _span(one))
    return Subject(
        "chi-tieu",
        pk,
        one.name,
        reverse("plans:indicator", args=[pk]),
        {"plans.indicator": frozenset({pk})},
        None if one.began_by_id else clause,
        result=_reached(one, moment(known)),
        of=str(one.plan),
    )


def _reached(one: Indicator, at: Moment) -> str:
    """The last figure beside the target."""
    row = next((row for row in indicators(one.plan, at) if row.indicator.pk == one.pk), None)
    if row is None or row.actual is None:
        return _("Chưa có số thực hiện; chỉ tiêu %s") % words.target_words(one)
    told = {
        "value": f"{format_number(row.actual.value)} {one.unit}".strip(),
        "day": format_date(row.actual.on),
        "target": words.target_words(row.indicator),
    }
    said = _("%(value)s đến ngày %(day)s; chỉ tiêu %(target)s") % told
    return f"{said} ({row.actual.told})" if isinstance(row.actual, Added) else said


def _plan(pk: int, by: Acting, known: Known) -> Subject | None:
    plan = _seen(by).select_related("owner").filter(pk=pk).first()
    if plan is None:
        return None
    drafts = frozenset(plan.amendments.values_list("pk", flat=True))
    duties = frozenset(plan.duties.values_list("pk", flat=True))
    return Subject(
        "ke-hoach",
        pk,
        str(plan),
        reverse("plans:board", args=[pk]),
        {"plans.plan": frozenset({pk}), "plans.amendment": drafts, "plans.duty": duties},
        Clause(pk, "document", "", plan.title),
        result=plan.get_state_display(),
        of=plan.issuer_name or str(plan.owner),
    )


def _duty(pk: int, by: Acting, known: Known) -> Subject | None:
    duty = Duty.objects.filter(plan__in=_seen(by)).select_related("plan").filter(pk=pk).first()
    return _asked(duty, "nghia-vu", "duties", "plans.duty") if duty else None


def _reporting(pk: int, by: Acting, known: Known) -> Subject | None:
    duty = ReportingDuty.objects.filter(plan__in=_seen(by)).select_related("plan").filter(pk=pk).first()
    return _asked(duty, "che-do-bao-cao", "reporting", "plans.reportingduty") if duty else None


def _asked(duty: Duty | ReportingDuty, slug: str, section: str, kind: str) -> Subject:
    clause = Clause(duty.plan_id, section, "", duty.text, _span(duty))
    address = reverse("plans:duties", args=[duty.plan_id])
    threads = {kind: frozenset({duty.pk})}
    return Subject(slug, duty.pk, duty.text, address, threads, clause, of=str(duty.plan))


def _amendment(pk: int, by: Acting, known: Known) -> Subject | None:
    row = Amendment.objects.filter(plan__in=_seen(by)).select_related("plan").filter(pk=pk).first()
    if row is None:
        return None
    proposals = frozenset(Proposal.objects.filter(amendment=row).values_list("pk", flat=True))
    return Subject(
        "sua-doi",
        pk,
        str(row),
        reverse("plans:amendment", args=[pk]),
        {"plans.amendment": frozenset({pk}), "plans.proposal": proposals},
        result=row.get_state_display(),
        of=str(row.plan),
    )


SUBJECTS: Mapping[str, Find] = {
    "ke-hoach": _plan,
    "nhiem-vu": _task,
    "phan-viec": _part,
    "chi-tieu": _indicator,
    "nghia-vu": _duty,
    "che-do-bao-cao": _reporting,
    "sua-doi": _amendment,
}
