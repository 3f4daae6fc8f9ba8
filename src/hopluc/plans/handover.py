"""What a body holds here: its parts in tasks, and the plans that it issued or follows."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import Held
from hopluc.plans.models import Assignment, Party, Plan
from hopluc.plans.standings import refresh

COVERS = {
    "plans.Plan.owner": "plans in force pass on; `issuer_name` keeps the issuer as the document names it",
    "plans.Plan.standing_agency": "plans in force pass on",
    "plans.Assignment.body": "parts of plans in force end; the successor has a part that follows them",
    "plans.Party.organisation": "stays: whom the document meant on its day",
    "plans.DeadlinePart.for_body": "stays: whom the document meant; the part keeps which days bind it",
    "plans.DutyParty.organisation": "stays: rounds ask the successors of the day",
    "plans.TypedActual.body": "stays: who typed a figure",
}


def _plans(body: Organisation) -> list[Plan]:
    held = Q(owner=body) | Q(standing_agency=body)
    return list(Plan.objects.filter(held, state=Plan.State.IN_FORCE).order_by("pk"))


def _parts(body: Organisation, on: dt.date) -> list[Assignment]:
    """The body's parts in plans in force that have not ended before the day."""
    rows = Assignment.objects.filter(body=body, task__plan__state=Plan.State.IN_FORCE)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gt=on))
    return list(rows.select_related("task__plan").order_by("task__order", "role", "pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Plans, parts that pass on, and parts in plans that are over."""
    plans, parts = _plans(body), _parts(body, on)
    leads = [p for p in parts if p.role == Party.Role.LEAD]
    others = [p for p in parts if p.role != Party.Role.LEAD]
    past = Assignment.objects.filter(body=body).exclude(pk__in=[p.pk for p in parts])
    return [
        Held(
            _("Kế hoạch đang thực hiện do cơ quan ban hành hoặc theo dõi"),
            len(plans),
            _("cơ quan kế thừa theo dõi tiếp"),
            tuple(str(plan) for plan in plans),
        ),
        Held(
            _("Phần việc chủ trì"),
            len(leads),
            _("chuyển sang cơ quan kế thừa kèm kết quả đã báo cáo"),
            tuple(f"{p.task.code}. {p.task.text}" for p in leads),
        ),
        Held(_("Phần việc phối hợp"), len(others), _("chuyển sang cơ quan kế thừa")),
        Held(_("Phần việc của kế hoạch đã kết thúc"), past.count(), _("giữ tên cơ quan cũ"), passes=False),
    ]


def pass_on(body: Organisation, successor: Organisation, *, on: dt.date, by: Actor) -> None:
    """Plans in force, and the body's parts in them, go to the successor from `on`."""
    for plan in _plans(body):
        changed = [name for name in ("owner", "standing_agency") if getattr(plan, f"{name}_id") == body.pk]
        for name in changed:
            setattr(plan, name, successor)
        plan.save(update_fields=changed)
        record(by, "pass_on", plan, fields={"changed": changed}, body_id=successor.pk, first_day=on)
    made = [new for part in _parts(body, on) if (new := _pass_part(part, successor, on, by))]
    refresh(made)


def _pass_part(part: Assignment, successor: Organisation, on: dt.date, by: Actor) -> Assignment | None:
    """End a part and begin the successor's that follows it; None where the successor has one already.

    Who leads does not coordinate as well: a coordinating part of the successor gives way to
    a leading one, and a coordinating part that comes to a lead body just ends.
    """
    _end(part, on)
    own = Assignment.objects.filter(task=part.task, body=successor).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )
    new = None
    if not own.filter(role__in={part.role, Party.Role.LEAD}).exists():
        for lesser in own:
            _end(lesser, on)
        new = Assignment.objects.create(
            task=part.task,
            body=successor,
            role=part.role,
            party=part.party,
            since=on,
            passed_from=part,
            officer=part.officer,
            bound_parts=part.bound_parts,
        )
    fields = {"task": part.task_id, "to": new.pk if new else None}
    record(by, "pass_on", part, fields=fields, body_id=successor.pk, first_day=on)
    return new


def _end(part: Assignment, on: dt.date) -> None:
    """The part holds until `on`. One given later than that (the merger was recorded late) is laid on
    the day before, so that its progress is not lost."""
    since = min(part.since, on - dt.timedelta(days=1)) if part.since else None
    Assignment.objects.filter(pk=part.pk).update(since=since, until=on)
