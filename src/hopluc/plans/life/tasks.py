"""What opened a task's deadline, what it delivered, how amendments changed it, what it is linked to."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Kind, Subject
from hopluc.plans.amendments.queries import Shown, shown
from hopluc.plans.models import DeadlinePart, Delivery, Opening, Plan, Proposal, TargetLink, TaskLink
from hopluc.viet.dates import format_date

_GIVEN_UP = (Proposal.State.WITHDRAWN, Proposal.State.DECLINED, Proposal.State.REFUSED)


def openings(subject: Subject, by: Acting) -> Iterator[Event]:
    """Requests that came in and events that happened: deadlines began to run."""
    rows = Opening.objects.filter(part__task__in=subject.ids("plans.task"))
    for row in rows.select_related("part", "opened_by").order_by("on", "pk"):
        asked = row.part.kind == DeadlinePart.Kind.ON_REQUEST
        what = _("Ghi đề nghị đến") if asked else _("Ghi sự kiện xảy ra")
        due = _("Hạn %s.") % format_date(row.due_on) if row.due_on else ""
        words = " ".join(filter(None, [row.note, due]))
        yield Event(row.on, row.recorded_at, Kind.DEADLINE, what, words, row.opened_by.full_name)


def deliveries(subject: Subject, by: Acting) -> Iterator[Event]:
    """Products as they came, and those that were written by error and taken back."""
    rows = Delivery.objects.filter(task__in=subject.ids("plans.task"))
    if subject.bodies:
        rows = rows.filter(body__in=subject.bodies)
    for row in rows.select_related("body").order_by("recorded_at", "pk"):
        what = " ".join(filter(None, [row.what, row.number]))
        for_product = _("Sản phẩm: %s") % row.product if row.product and row.product != row.what else ""
        title = _("Gỡ sản phẩm ghi nhầm: %s") % what if row.takes_back_id else what
        on = timezone.localdate(row.recorded_at) if row.takes_back_id else row.on
        address = reverse("plans:task", args=[row.task_id])
        yield Event(
            on, row.recorded_at, Kind.DELIVERY, title, for_product, row.by_name, row.body.name, address
        )


def changes(subject: Subject, by: Acting) -> Iterator[Event]:
    """What was asked to be changed of a task, a target or (new tasks) a plan, and what came into force."""
    rows = Proposal.objects.filter(
        Q(task__in=subject.ids("plans.task"))
        | Q(indicator__in=subject.ids("plans.indicator"))
        | Q(plan__in=subject.ids("plans.plan"), amendment__state="in_force")
    )
    related = rows.select_related("plan", "task__group", "indicator", "body", "amendment__decider")
    for one in shown(related.order_by("recorded_at", "pk")):
        yield from _change(one, whole=one.proposal.plan_id in subject.ids("plans.plan"))


def _change(one: Shown, *, whole: bool) -> Iterator[Event]:
    row, amendment = one.proposal, one.proposal.amendment
    told = "; ".join(f"{line.label}: “{line.before}” → “{line.after}”" for line in one.lines)
    words = f"{one.subject}. {told}" if whole else told
    if not whole and row.state not in _GIVEN_UP:
        day = timezone.localdate(row.recorded_at)
        address = reverse("plans:proposal", args=[row.pk])
        what = _("Đề xuất: %s") % row.get_kind_display().lower()
        yield Event(
            day, row.recorded_at, Kind.AMENDMENT, what, row.reason, row.by_name, row.body.name, address
        )
    if amendment and amendment.on and amendment.recorded_at:
        what = _("%(kind)s theo %(document)s") % {
            "kind": row.get_kind_display(),
            "document": amendment.number or amendment.title,
        }
        decider = amendment.decider.name if amendment.decider else ""
        address = reverse("plans:amendment", args=[amendment.pk])
        yield Event(
            amendment.on, amendment.recorded_at, Kind.AMENDMENT, what, words, body=decider, address=address
        )


def links(subject: Subject, by: Acting) -> Iterator[Event]:
    """Confirmed links of tasks and targets to others above and below, in plans that the person sees."""
    seen = set(Plan.objects.visible_to(by).values_list("pk", flat=True))
    for kind, thread, page in (
        (TaskLink, "plans.task", "plans:task"),
        (TargetLink, "plans.indicator", "plans:indicator"),
    ):
        mine = subject.ids(thread)
        rows = kind.objects.filter(Q(below__in=mine) | Q(above__in=mine), state=kind.State.CONFIRMED)
        for row in rows.select_related("below__plan", "above__plan").order_by("recorded_at", "pk"):
            up = row.below_id in mine
            other = row.above if up else row.below
            if other.plan_id not in seen:
                continue
            what = _("Thực hiện mục của kế hoạch cấp trên") if up else _("Được kế hoạch cấp dưới thực hiện")
            name = other.name if hasattr(other, "name") else other.text
            day = timezone.localdate(row.recorded_at)
            yield Event(
                day,
                row.recorded_at,
                Kind.MANDATE,
                what,
                f"{name} ({other.plan.number or other.plan.title})",
                row.by_name,
                address=reverse(page, args=[other.pk]),
            )
