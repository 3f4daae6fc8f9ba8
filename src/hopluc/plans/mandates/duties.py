"""The duty to make a plan of one's own, and to put work into the yearly programme, body by body.

A body has done it when a plan of its own is linked to the superior one, or when somebody recorded the
document that it issued outside the system. Such a record is a deed upon the duty: the journal
keeps who said it and when, and taking it back is a deed too.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.archive.models import Deed, File
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans import rules as plan_rules
from hopluc.plans.deeds import check_in_force
from hopluc.plans.mandates import access
from hopluc.plans.mandates.addressees import Addressees
from hopluc.plans.mandates.rules import share_of
from hopluc.plans.models import Assignment, Duty, Party, Plan, PlanLink, TaskLink
from hopluc.plans.standings import period_of

KINDS = ("own_plan", "work_programme")
RECORDED, TAKEN_BACK = "record_own_plan", "take_back_own_plan"


@dataclass(frozen=True, slots=True)
class Issued:
    """A body's own document: a plan in the system, or one recorded with number and day."""

    number: str
    on: dt.date | None
    plan: Plan | None = None
    deed: Deed | None = None

    @property
    def file(self) -> int | None:
        """The id of the recorded document's file."""
        return self.deed.fields.get("file") if self.deed else None


@dataclass(frozen=True, slots=True)
class Followed:
    """One body in one duty: what it issued, by when it had to, and how much of its work is in it.

    asked: tasks of the superior plan that the body leads; covered: those that a task of its own
    plan carries out. `late`: not issued and past the day, or issued after it.
    """

    duty: Duty
    body: Organisation
    due: dt.date | None
    issued: Sequence[Issued]
    late: bool
    asked: int
    covered: int

    @property
    def share(self) -> int:
        """Percent of the body's tasks that are in its own plan."""
        return share_of(self.covered, self.asked)

    @property
    def known(self) -> bool:
        """Whether its own plan is here, so that what it covers is known."""
        return any(one.plan for one in self.issued)


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty with everybody whom it binds."""

    duty: Duty
    due: dt.date | None
    rows: Sequence[Followed]

    @property
    def done(self) -> int:
        """How many have issued."""
        return sum(bool(row.issued) for row in self.rows)

    @property
    def late(self) -> int:
        """How many have not, and their day has passed."""
        return sum(row.late and not row.issued for row in self.rows)


def due_of(duty: Duty) -> dt.date | None:
    """The first day that the duty sets; None where it sets none."""
    parts = []
    for part in duty.due:
        if part["kind"] == "after" and part.get("count") and duty.plan.issued_on:
            # Counted from the plan's own issue: "trong 15 ngày kể từ ngày ban hành".
            return plan_rules.counted(
                duty.plan.issued_on, part["count"], part.get("unit") or "day", is_working_day
            )
        parts.append(
            plan_rules.Part(
                kind=part["kind"],
                date=_day(part.get("date")),
                end=_day(part.get("end")),
                rrule=part.get("rrule") or "",
            )
        )
    found = plan_rules.dues(parts, period_of(duty.plan), is_working_day)
    return min((one.day for one in found if one.day), default=None)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def followed(plan: Plan, on: dt.date) -> list[DutyView]:
    """Each such duty of the plan with everybody whom it binds on a day."""
    duties = list(plan.duties.filter(kind__in=KINDS).order_by("order", "pk"))
    if not duties:
        return []
    addressees = Addressees(plan, on)
    bound = {duty.pk: _bound(duty, addressees) for duty in duties}
    issued = _issued(plan, duties)
    asked, covered = _coverage(plan)
    views = []
    for duty in duties:
        duty.plan = plan
        due = due_of(duty)
        rows = [
            _row(duty, body, due, issued.get((duty.pk, body.pk), []), asked[body.pk], covered[body.pk], on)
            for body in bound[duty.pk]
        ]
        views.append(DutyView(duty, due, sorted(rows, key=_order)))
    return views


def _order(row: Followed) -> tuple[bool, bool, str]:
    """Late ones first, then those that have not issued, by name."""
    return (not (row.late and not row.issued), bool(row.issued), row.body.sort_key)


def _bound(duty: Duty, addressees: Addressees) -> list[Organisation]:
    """Whom the duty binds: those whom it names; where it names nobody in particular, all who lead tasks."""
    found = addressees.bodies(duty.of)
    if not found:
        leads = Assignment.objects.filter(plan=duty.plan_id).leading().held_on(addressees.on)
        found = list(Organisation.objects.filter(pk__in=leads.values("body_id")).order_by("sort_key", "pk"))
    return [body for body in found if body.pk != addressees.plan.owner_id]


def _row(
    duty: Duty,
    body: Organisation,
    due: dt.date | None,
    issued: Sequence[Issued],
    asked: set[int],
    covered: set[int],
    on: dt.date,
) -> Followed:
    days = [one.on for one in issued if one.on]
    last = min(days, default=None) if issued else on
    late = bool(due and last and last > due)
    return Followed(duty, body, due, issued, late, len(asked), len(asked & covered))


def _coverage(plan: Plan) -> tuple[Mapping[int, set[int]], Mapping[int, set[int]]]:
    """By body: the tasks of the plan that it leads, and those that its own plans carry out."""
    asked: dict[int, set[int]] = defaultdict(set)
    leads = Assignment.objects.filter(plan=plan, until__isnull=True, role=Party.Role.LEAD)
    for body, task in leads.values_list("body_id", "task_id"):
        asked[body].add(task)
    covered: dict[int, set[int]] = defaultdict(set)
    links = TaskLink.objects.filter(
        above__plan=plan, state=TaskLink.State.CONFIRMED, below__until__isnull=True
    )
    for owner, task in links.values_list("below__plan__owner_id", "above_id"):
        covered[owner].add(task)
    return asked, covered


def _issued(plan: Plan, duties: Iterable[Duty]) -> dict[tuple[int, int], list[Issued]]:
    """What was issued, by duty and body: linked plans answer every such duty of their owner."""
    ids = [duty.pk for duty in duties]
    found: dict[tuple[int, int], list[Issued]] = defaultdict(list)
    links = PlanLink.objects.filter(above=plan, state=PlanLink.State.CONFIRMED).select_related("below")
    for link in links.order_by("below__issued_on", "pk"):
        for pk in ids:
            one = Issued(link.below.number, link.below.issued_on, plan=link.below)
            found[pk, link.below.owner_id].append(one)
    for deed in records(ids):
        one = Issued(deed.fields["number"], dt.date.fromisoformat(deed.fields["on"]), deed=deed)
        found[int(deed.record_id), deed.fields["body"]].append(one)
    return found


def records(duties: Sequence[int]) -> list[Deed]:
    """The documents recorded for some duties that were not taken back, oldest first."""
    rows = Deed.objects.filter(
        kind="plans.duty", record_id__in=[str(pk) for pk in duties], verb__in=(RECORDED, TAKEN_BACK)
    )
    found: dict[int, Deed] = {}
    for deed in rows.order_by("pk"):
        if deed.verb == RECORDED:
            found[deed.pk] = deed
        else:
            found.pop(deed.fields["deed"], None)
    return list(found.values())


def my_duties(acting: Acting, on: dt.date) -> list[Followed]:
    """Duties of the acting body that it has not answered, those due first."""
    if not acting.has("officer"):
        return []
    duties = Duty.objects.filter(kind__in=KINDS, plan__state=Plan.State.IN_FORCE)
    theirs = Q(plan__in=Assignment.objects.of_body(acting.body).held_on(on).values("plan_id"))
    plans = Plan.objects.filter(pk__in=duties.filter(theirs).values("plan_id")).select_related("owner")
    rows = [
        row
        for plan in plans.order_by("pk")
        for view in followed(plan, on)
        for row in view.rows
        if row.body.pk == acting.body.pk and not row.issued
    ]
    return sorted(rows, key=lambda row: (row.due is None, row.due or on, row.duty.pk))


@transaction.atomic
def record_own_plan(
    duty: Duty,
    body: Organisation,
    *,
    by: Acting,
    number: str,
    on: dt.date,
    file: File | None = None,
) -> None:
    """Record the document by which a body answered a duty, where it is not followed in the system."""
    duty = held(Duty.objects.select_related("plan"), duty.pk)
    if not access.may_record_own_plan(by, duty.plan, body):
        raise PermissionDenied(
            _("Cơ quan phải ban hành, cơ quan ban hành hoặc cơ quan thường trực của kế hoạch mới ghi được.")
        )
    check_in_force(duty.plan)
    if not number.strip():
        raise ValidationError({"number": _("Ghi số, ký hiệu của văn bản đã ban hành.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("Chỉ ghi văn bản đã ban hành: ngày không được sau hôm nay.")})
    if any(
        one.fields["body"] == body.pk and one.fields["number"] == number.strip() for one in records([duty.pk])
    ):
        raise ValidationError({"number": _("Văn bản số này của cơ quan đã được ghi.")})
    fields: dict[str, Any] = {"body": body.pk, "number": number.strip()[:80], "on": on.isoformat()}
    record(by.actor, RECORDED, duty, fields=fields | ({"file": file.pk} if file else {}), body_id=body.pk)


@transaction.atomic
def take_back_own_plan(duty: Duty, deed: int, *, by: Acting) -> None:
    """Take back what was recorded by mistake; both stay in the journal."""
    duty = held(Duty.objects.select_related("plan"), duty.pk)
    row = next((one for one in records([duty.pk]) if one.pk == deed), None)
    if row is None:
        raise ValidationError(_("Văn bản này đã được gỡ. Tải lại trang."))
    body = Organisation.objects.get(pk=row.fields["body"])
    if not access.may_record_own_plan(by, duty.plan, body):
        raise PermissionDenied
    record(by.actor, TAKEN_BACK, duty, fields={"deed": deed, "body": body.pk}, body_id=body.pk)
