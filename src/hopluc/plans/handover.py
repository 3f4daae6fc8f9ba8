"""What a body holds here: its parts in tasks, and the plans that it issued or follows."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of
from hopluc.plans.amendments.moments import LEAVE, PASS_ON
from hopluc.plans.budget.passing import estimate_items, held_estimates, pass_estimates_on
from hopluc.plans.mandates.sharing import held_shares, leave_shares, pass_shares_on, share_items
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
    "plans.TypedActual.of": "stays: whose share the figure was",
    "plans.Delivery.body": "stays: who delivered",
    "plans.Amendment.decider": "stays: who decided",
    "plans.Proposal.body": "stays: who proposed",
    "plans.Estimate.body": "estimates of plans in force pass on, beside the successor's own",
    "plans.Estimate.passed_from": "stays: who began the estimate",
    "plans.Allocation.body": "shares of plans in force pass on, added to the successor's own",
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
        Held(_("Chỉ tiêu được giao"), len(held_shares(body, on)), _("cộng vào chỉ tiêu của cơ quan kế thừa")),
        Held(_("Dự toán ngân sách"), len(held_estimates(body)), _("cơ quan kế thừa thực hiện tiếp")),
        Held(_("Phần việc của kế hoạch đã kết thúc"), past.count(), _("giữ tên cơ quan cũ"), passes=False),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Plans in force and the parts in them; a part may go to each of several successors."""
    names = {Party.Role.LEAD: _("Phần việc chủ trì"), Party.Role.COORDINATOR: _("Phần việc phối hợp")}
    return [
        *(
            Item(key_of(plan), _("Kế hoạch đang thực hiện do cơ quan ban hành hoặc theo dõi"), str(plan))
            for plan in _plans(body)
        ),
        *(
            Item(key_of(part), names[Party.Role(part.role)], _named(part), True)
            for part in sorted(_parts(body, on), key=lambda part: part.role != Party.Role.LEAD)
        ),
        *share_items(body, on),
        *estimate_items(body),
    ]


def _named(part: Assignment) -> str:
    """A part by its task, and the plan where that has a number."""
    task = part.task
    of = f" ({task.plan.number})" if task.plan.number else ""
    return f"{task.code}. {task.text}{of}"


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Plans in force, and the body's parts in them, go to the successor from `on`."""
    for plan in filter(share.has, _plans(body)):
        changed = [name for name in ("owner", "standing_agency") if getattr(plan, f"{name}_id") == body.pk]
        for name in changed:
            setattr(plan, name, successor)
        plan.save(update_fields=changed)
        record(by, "pass_on", plan, fields={"changed": changed}, body_id=successor.pk, first_day=on)
    parts = _parts(body, on) if share.keys is None else _given(body, on, share)
    made = [new for part in parts if (new := _pass_part(part, successor, on, by))]
    refresh(made)
    pass_shares_on(body, successor, on=on, by=by, share=share)
    pass_estimates_on(body, successor, on=on, by=by, share=share)


def _given(body: Organisation, on: dt.date, share: Share) -> list[Assignment]:
    """The parts of a share; one that another successor got as well has ended on the day by now."""
    rows = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gte=on), body=body)
    rows = rows.filter(task__plan__state=Plan.State.IN_FORCE).select_related("task__plan")
    return [part for part in rows.order_by("task__order", "role", "pk") if share.has(part)]


def leave(body: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE) -> None:
    """Parts that nobody takes over end with the body."""
    for part in filter(share.has, _parts(body, on)):
        _end(part, on)
        record(by, LEAVE, part, fields={"task": part.task_id}, body_id=body.pk, first_day=on)
    leave_shares(body, on=on, by=by, share=share)


def _pass_part(part: Assignment, successor: Organisation, on: dt.date, by: Actor) -> Assignment | None:
    """End a part and begin the successor's that follows it; None where the successor has one already.

    A part that the successor has got since, as a new member of a group (plans.following), goes on from
    this one.

    Who leads does not coordinate as well: a coordinating part of the successor gives way to
    a leading one, and a coordinating part that comes to a lead body just ends.
    """
    # Of a shared part another successor's, made a moment ago, tells when an amendment is to end it.
    ends = part if part.until != on else part.passed_to.order_by("pk").last() or part
    if ends.until == on:
        return None  # it ended that very day without passing on
    _end(part, on)
    own = Assignment.objects.filter(task=part.task, body=successor).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )
    new = own.filter(role=part.role, since__gte=on, passed_from=None, progress=None).first()
    if new:
        new.passed_from, new.officer_id = part, new.officer_id or part.officer_id
        new.save(update_fields=["passed_from", "officer"])
    elif not own.filter(role__in={part.role, Party.Role.LEAD}).exists():
        for lesser in own:
            _end(lesser, on)
            record(by, LEAVE, lesser, fields={"task": part.task_id}, body_id=successor.pk, first_day=on)
        new = Assignment.objects.create(
            task=part.task,
            body=successor,
            role=part.role,
            party=part.party,
            since=on,
            until=ends.until,
            ended_by=ends.ended_by,
            passed_from=part,
            officer=part.officer,
            bound_parts=part.bound_parts,
        )
    fields = {"task": part.task_id, "to": new.pk if new else None}
    record(by, PASS_ON, part, fields=fields, body_id=successor.pk, first_day=on)
    return new


def _end(part: Assignment, on: dt.date) -> None:
    """The part holds until `on`. One given later than that (the merger was recorded late) is laid on
    the day before, so that its progress is not lost."""
    since = min(part.since, on - dt.timedelta(days=1)) if part.since else None
    Assignment.objects.filter(pk=part.pk).update(since=since, until=on)
