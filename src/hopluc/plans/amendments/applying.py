"""Making a decided amendment hold: dated rows begin and end, words change on their day.

`put_in_force` lays the dated rows (assignments, parties, deadline parts, new and dropped tasks) at once,
also for a day to come. What stands in a row itself (words, figures, the written deadline) and the kept
columns follow on the day: `begin`, called at once for a day that has come, by a job for the others.
Both run inside the caller's transaction, which holds the plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.archive.models import Deed
from hopluc.organizations.models import BodyGroup, Organisation, holds_on
from hopluc.organizations.queries import members_on
from hopluc.plans.amendments import rules
from hopluc.plans.amendments.moments import at_moment, folded, task_readings
from hopluc.plans.models import (
    Amendment,
    Assignment,
    DeadlinePart,
    FormerReading,
    Indicator,
    Party,
    Plan,
    Proposal,
    Task,
    TaskGroup,
)
from hopluc.plans.standings import KEPT, Moment, deadlines, now, period_of, refresh, standings
from hopluc.viet.dates import format_date
from hopluc.viet.text import fold

BEGIN = "begin_amendment"


def put_in_force(amendment: Amendment, proposals: Sequence[Proposal], by: Actor) -> None:
    """Lay down what the proposals change from `amendment.on`, and begin it where the day has come.

    Raises ValidationError, naming the task, where one cannot hold from that day.
    """
    made: list[Assignment] = []
    for proposal in proposals:
        _check_order(proposal, amendment)
        made += _LAY[proposal.kind](proposal, amendment)
    keep_columns(made, amendment.on)
    if amendment.on and amendment.on <= timezone.localdate():
        begin(amendment, by)


def named(proposal: Proposal) -> str:
    """The task or target that a refusal names."""
    if proposal.indicator:
        return _("Chỉ tiêu “%(name)s”") % {"name": proposal.indicator.name}
    if proposal.task:
        return _("Nhiệm vụ %(number)s") % {"number": proposal.task.number or proposal.task.code}
    if proposal.kind == rules.NEW_TARGET:
        return _("Chỉ tiêu mới “%(name)s”") % {"name": proposal.values.get("name", "")[:60]}
    return _("Nhiệm vụ mới “%(text)s”") % {"text": proposal.values.get("text", "")[:60]}


def _refuse(proposal: Proposal, why: str) -> ValidationError:
    return ValidationError(f"{named(proposal)}: {why}")


def _check_order(proposal: Proposal, amendment: Amendment) -> None:
    """One thing is amended in the order of days: what holds from later on cannot be undercut."""
    on = _day(amendment)
    row = proposal.task or proposal.indicator
    if row is None:
        return
    if row.since and row.since >= on:
        raise _refuse(proposal, _("chỉ có từ ngày %(day)s; chọn ngày sau đó.") % _words(row.since))
    if row.until:
        raise _refuse(proposal, _("đã được bỏ từ ngày %(day)s.") % _words(row.until))
    same = Q(task=proposal.task) if proposal.task else Q(indicator=proposal.indicator)
    later = Proposal.objects.filter(same, state=Proposal.State.ACCEPTED, amendment__on__gte=on)
    for other in later.exclude(amendment=amendment).select_related("amendment"):
        if rules.clash(proposal.kind, other.kind) and other.amendment and other.amendment.on:
            raise _refuse(
                proposal,
                _("đã được sửa từ ngày %(day)s; sửa đổi này phải có hiệu lực sau ngày đó.")
                % _words(other.amendment.on),
            )


def _words(day: dt.date) -> dict[str, str]:
    return {"day": format_date(day)}


def _day(amendment: Amendment) -> dt.date:
    if amendment.on is None:
        raise ValueError("an amendment is in force from a day")
    return amendment.on


# --- rows that begin and end ------------------------------------------------------------------------


def _lay_nothing(_proposal: Proposal, _amendment: Amendment) -> list[Assignment]:
    """Words are written on the day itself."""
    return []


def _lay_deadline(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """The deadline parts of the day end, the new ones begin; parts bound to days of their own are bound
    to the new ones that speak of them."""
    task, on = _task(proposal), _day(amendment)
    old = list(DeadlinePart.objects.filter(at_moment(Moment(on)), task=task))
    DeadlinePart.objects.filter(pk__in=[p.pk for p in old]).update(until=on, ended_by=amendment)
    new = add_deadline(task, proposal.values["parts"], amendment)
    _bind(task, new, on)
    return []


def add_deadline(task: Task, parts: Sequence[Mapping[str, Any]], amendment: Amendment) -> list[DeadlinePart]:
    """Deadline parts of a task that begin with an amendment."""
    on = _day(amendment)
    rows = [
        DeadlinePart(
            task=task,
            order=order,
            kind=part["kind"],
            date=_date(part.get("date")),
            start=_date(part.get("start")),
            end=_date(part.get("end")),
            rrule=part.get("rrule") or "",
            event=part.get("event") or "",
            count=part.get("count"),
            unit=part.get("unit") or "",
            requested_by=part.get("from") or "",
            for_text=part.get("for") or "",
            since=on,
            began_by=amendment,
            **_bound_to(task, part.get("for") or ""),
        )
        for order, part in enumerate(parts)
    ]
    return DeadlinePart.objects.bulk_create(rows)


def _bound_to(task: Task, words: str) -> dict[str, Any]:
    """Whom a part of a deadline binds: the party of the task that is called so."""
    if not words:
        return {}
    for party in task.parties.select_related("organisation", "group"):
        if fold(words) in {fold(party.text), fold(party.name)}:
            return {"for_body": party.organisation, "for_group": party.group}
    return {}


def _bind(task: Task, parts: Sequence[DeadlinePart], on: dt.date) -> None:
    """Say of each body's part which of the new deadline parts bind it, where that makes a difference."""
    apart = any(part.for_text for part in parts)
    earlier = list(DeadlinePart.objects.filter(task=task).exclude(pk__in=[p.pk for p in parts]))
    for assignment in task.assignments.select_related("party"):
        if assignment.bound_parts is None and not apart:
            continue
        before = assignment.bound_parts
        kept = before if before is not None else [p.pk for p in earlier]
        assignment.bound_parts = [*kept, *bound_parts(assignment, parts, on)]
        Assignment.objects.filter(pk=assignment.pk).update(bound_parts=assignment.bound_parts)


def bound_parts(assignment: Assignment, parts: Sequence[DeadlinePart], on: dt.date) -> list[int]:
    """Ids of the deadline parts that bind a body: those that name it, else those for all."""
    own = [p.pk for p in parts if p.for_text and _names(p, assignment, on)]
    return own or [p.pk for p in parts if not p.for_text]


def _names(part: DeadlinePart, assignment: Assignment, on: dt.date) -> bool:
    party = assignment.party
    if party and fold(part.for_text) in {fold(party.text), fold(party.name)}:
        return True
    if part.for_body_id:
        return part.for_body_id == assignment.body_id
    return bool(
        part.for_group and any(one.pk == assignment.body_id for one in members_on(part.for_group, on))
    )


def _lay_leads(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """Parties that are not named any more end, with the parts of their bodies; new ones begin afresh.

    Progress stays with the body that reported it: whoever takes the work over begins at nought.
    """
    task, on = _task(proposal), _day(amendment)
    parties = _amend_parties(task, proposal.values, amendment)
    wanted = members(parties, on)
    held = list(task.assignments.filter(Q(until=None) | Q(until__gt=on)).select_related("body"))
    for part in held:
        if part.since and part.since >= on and wanted.get(part.body_id, _NOBODY)[0] != part.role:
            raise _refuse(proposal, _late_holder(part))
    gone = [part for part in held if wanted.get(part.body_id, _NOBODY)[0] != part.role]
    end_parts(gone, amendment)
    stay = {part.body_id for part in held} - {part.body_id for part in gone}
    for part in held:
        if part.body_id in stay:  # under the party that names its body from now on
            Assignment.objects.filter(pk=part.pk).update(party=wanted[part.body_id][1])
    return begin_parts(task, {pk: one for pk, one in wanted.items() if pk not in stay}, amendment)


_NOBODY: tuple[str, Party | None] = ("", None)


def _late_holder(part: Assignment) -> str:
    return _("phần việc của %(body)s bắt đầu từ ngày %(day)s; chọn ngày có hiệu lực sau đó.") % {
        "body": part.body,
        "day": format_date(part.since) if part.since else "",
    }


def _amend_parties(task: Task, values: Mapping[str, Any], amendment: Amendment) -> list[Party]:
    """End the parties that the new lists do not name, begin those that are new; all that hold then."""
    on = _day(amendment)
    held = list(task.parties.filter(at_moment(Moment(on))).select_related("organisation", "group__area"))
    by_key = {(p.role, p.organisation_id, p.group_id, fold(p.text)): p for p in held}
    found = []
    for role, name in _SIDES:
        for order, one in enumerate(values[name]):
            key = (role, one.get("organisation"), one.get("group"), fold(one["text"]))
            kept = by_key.pop(key, None)
            found.append(kept or add_party(task, role, order, one, amendment))
    Party.objects.filter(pk__in=[p.pk for p in by_key.values()]).update(until=on, ended_by=amendment)
    return found


_SIDES = ((Party.Role.LEAD, "leads"), (Party.Role.COORDINATOR, "coordinators"))


def add_party(task: Task, role: str, order: int, one: Mapping[str, Any], amendment: Amendment) -> Party:
    """A party of a task that begins with an amendment."""
    return Party.objects.create(
        task=task,
        role=role,
        order=order,
        text=one["text"][:500],
        name=one["text"][:500],
        collective=bool(one.get("group")),
        organisation=Organisation.objects.filter(pk=one.get("organisation") or 0).first(),
        group=BodyGroup.objects.select_related("area").filter(pk=one.get("group") or 0).first(),
        since=_day(amendment),
        began_by=amendment,
    )


def members(parties: Iterable[Party], on: dt.date) -> dict[int, tuple[str, Party]]:
    """The bodies behind parties on a day, each once with its role: who leads does not coordinate too."""
    found: dict[int, tuple[str, Party]] = {}
    for party in sorted(parties, key=lambda p: p.role != Party.Role.LEAD):
        bodies = [party.organisation] if party.organisation else []
        bodies += members_on(party.group, on) if party.group else []
        for body in bodies:
            found.setdefault(body.pk, (party.role, party))
    return found


def end_parts(parts: Iterable[Assignment], amendment: Amendment) -> None:
    """Bodies' parts end with an amendment; what they reported stays theirs."""
    ids = [part.pk for part in parts]
    Assignment.objects.filter(pk__in=ids).update(until=_day(amendment), ended_by=amendment)


def begin_parts(
    task: Task, wanted: Mapping[int, tuple[str, Party]], amendment: Amendment
) -> list[Assignment]:
    """A part for each body, from the amendment's day."""
    on = _day(amendment)
    parts = list(DeadlinePart.objects.filter(task=task).select_related("for_group__area"))
    apart = any(part.for_text for part in parts)
    made = []
    for body, (role, party) in wanted.items():
        part = Assignment(
            task=task, body_id=body, role=role, party=party, since=on, began_by=amendment
        )  # fmt: skip
        if apart:
            part.bound_parts = bound_parts(part, parts, on)
        part.save()
        made.append(part)
    return made


def _lay_dropped(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """The task, and what lies under it, ends; so do the parts in it."""
    on = _day(amendment)
    family = _family(_task(proposal))
    held = list(
        Assignment.objects.filter(Q(until=None) | Q(until__gt=on), task__in=family).select_related("body")
    )
    for part in held:
        if part.since and part.since >= on:
            raise _refuse(proposal, _late_holder(part))
    end_parts(held, amendment)
    Task.objects.filter(pk__in=family, until=None).update(until=on, ended_by=amendment)
    return []


def _family(task: Task) -> list[int]:
    found, level = [task.pk], [task.pk]
    while level:
        level = list(Task.objects.filter(parent__in=level).values_list("pk", flat=True))
        found += level
    return found


def _lay_new_task(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """The new task behind its group, or its parent's family, with its parties, deadline and parts."""
    values, on, plan = proposal.values, _day(amendment), proposal.plan
    parent = _parent(proposal)
    group = parent.group if parent else plan.groups.filter(pk=values.get("group") or 0).first()
    task = Task.objects.create(
        plan=plan,
        group=group,
        parent=parent,
        code=_code(plan, group, values),
        number=values.get("number", ""),
        order=_place(plan, group, parent),
        text=values["text"],
        mandate=values.get("mandate", ""),
        products=values.get("products", []),
        deadline_text=values.get("deadline_text", ""),
        folded=folded(values.get("number", ""), values["text"], values.get("products", [])),
        since=on,
        began_by=amendment,
    )
    parties = [
        add_party(task, role, order, one, amendment)
        for role, name in _SIDES
        for order, one in enumerate(values.get(name, []))
    ]
    add_deadline(task, values.get("parts", []), amendment)
    _note(proposal, {"made": task.pk})
    return begin_parts(task, members(parties, on), amendment)


def _parent(proposal: Proposal) -> Task | None:
    """The task that a new one is to stand under, where it is still in the plan."""
    if not proposal.values.get("parent"):
        return None
    parent: Task | None = (
        proposal.plan.tasks.filter(pk=proposal.values["parent"], until=None).select_related("group").first()
    )
    if parent is None:
        raise _refuse(proposal, _("nhiệm vụ mẹ không còn trong kế hoạch."))
    return parent


def _note(proposal: Proposal, known: Mapping[str, Any]) -> None:
    """Keep with a proposal what its being decided made known."""
    proposal.values = proposal.values | dict(known)
    Proposal.objects.filter(pk=proposal.pk).update(values=proposal.values)


def _lay_moved(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """Where the task stands from the day on: the end of its new group, its sub-tasks behind it. One under
    another task stays there: its family would be torn."""
    task = _task(proposal)
    if task.parent_id:
        raise _refuse(proposal, _("là nhiệm vụ con, chuyển nhóm theo nhiệm vụ mẹ."))
    group = proposal.plan.groups.filter(pk=proposal.values.get("group") or 0).first()
    below = list(proposal.plan.tasks.filter(pk__in=_family(task)[1:]).order_by("order", "pk"))
    order = _place(proposal.plan, group, count=1 + len(below))
    place = {"group_id": group.pk if group else None}
    number = proposal.values.get("number") or task.number
    family = [
        place | {"task": child.pk, "order": n, "number": rules.renumbered(child.number, task.number, number)}
        for n, child in enumerate(below, order + 1)
    ]
    _note(proposal, place | {"order": order} | ({"family": family} if family else {}))
    return []


def _code(plan: Plan, group: TaskGroup | None, values: Mapping[str, Any]) -> str:
    number = values.get("number") or "bs"
    wanted = (f"{group.code}/{number}" if group else number)[:50]
    return rules.free_code(wanted, set(plan.tasks.values_list("code", flat=True)))


def _place(plan: Plan, group: TaskGroup | None, parent: Task | None = None, count: int = 1) -> int:
    """The first of `count` places after the last task of the group, or of the parent's family; those behind
    move on."""
    if parent:
        inside = plan.tasks.filter(pk__in=_family(parent))
    else:
        inside = plan.tasks.filter(group=group) if group else plan.tasks.all()
    last = inside.aggregate(last=Max("order"))["last"]
    if last is None:
        last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    plan.tasks.filter(order__gt=last).update(order=F("order") + count)
    _shift_kept_places(plan, int(last), count)
    return int(last) + 1


def _shift_kept_places(plan: Plan, last: int, count: int) -> None:
    """Places that are kept apart from the rows, of tasks that moved or are to move, move on with the rows."""
    kept: list[Any] = list(FormerReading.objects.filter(task__plan=plan, values__has_key="order"))
    kept += Proposal.objects.filter(plan=plan, kind=rules.MOVED, values__has_key="order")
    for row in kept:
        behind = [one for one in (row.values, *row.values.get("family", ())) if one["order"] > last]
        for one in behind:
            one["order"] += count
        if behind:
            row.save(update_fields=["values"])


def _lay_new_target(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """The new target behind the plan's others."""
    plan = proposal.plan
    values = proposal.values
    given = {name: rules.typed(name, values[name]) for name in rules.TARGET_FIELDS if name in values}
    last = plan.indicators.aggregate(last=Max("order"))["last"] or 0
    made = Indicator(
        plan=plan,
        code=rules.free_code("bs", set(plan.indicators.values_list("code", flat=True))),
        order=last + 1,
        since=_day(amendment),
        began_by=amendment,
        **given,
    )
    made.validate_constraints()
    made.save()
    _note(proposal, {"made_target": made.pk})
    return []


def _lay_target(proposal: Proposal, amendment: Amendment) -> list[Assignment]:
    """A target that is dropped ends; a changed figure is written on the day."""
    if proposal.values.get("dropped"):
        Indicator.objects.filter(pk=proposal.indicator_id or 0).update(
            until=_day(amendment), ended_by=amendment
        )
    return []


_LAY = {
    rules.NEW_TASK: _lay_new_task,
    rules.WORDS: _lay_nothing,
    rules.LEADS: _lay_leads,
    rules.DEADLINE: _lay_deadline,
    rules.DROPPED: _lay_dropped,
    rules.MOVED: _lay_moved,
    rules.TARGET: _lay_target,
    rules.NEW_TARGET: _lay_new_target,
}


def _task(proposal: Proposal) -> Task:
    if proposal.task is None:
        raise ValueError("this kind of change is about a task")
    return proposal.task


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def keep_columns(parts: Sequence[Assignment], on: dt.date | None) -> None:
    """The kept columns of new parts, as they will stand on the day that they begin."""
    if not parts or on is None:
        return
    day = max(on, timezone.localdate())
    periods = {part.task_id: period_of(part.task.plan) for part in parts}
    asked = deadlines(periods, periods, Moment(day))
    for pk, found in standings(parts, asked, now()).items():
        Assignment.objects.filter(pk=pk).update(**{name: getattr(found, name) for name in KEPT})


# --- the day itself ---------------------------------------------------------------------------------


def has_begun(amendment: Amendment) -> bool:
    """Whether the words of an amendment were written already."""
    return Deed.objects.filter(
        kind="plans.amendment", record_id=str(amendment.pk), verb=BEGIN
    ).exists()  # fmt: skip


def begin(amendment: Amendment, by: Actor) -> bool:
    """Write the words and figures of an amendment whose day has come, and keep the columns of the tasks
    that it touches; False where that was done before."""
    if has_begun(amendment):
        return False
    touched: set[int] = set()
    for proposal in amendment.proposals.filter(state=Proposal.State.ACCEPTED).select_related(
        "task", "indicator"
    ):
        fields = rules.row_fields(proposal.kind, proposal.values)
        row = proposal.task or proposal.indicator
        if row and fields:
            _write(row, fields, amendment)
        for pk, place in rules.family_fields(proposal.values).items():
            _write(Task.objects.get(pk=pk), place, amendment)
        if proposal.task_id:
            touched |= set(_family(_task(proposal)))
        elif proposal.values.get("made"):
            touched.add(proposal.values["made"])
    today = timezone.localdate()
    held = Assignment.objects.filter(holds_on(today), task__in=touched).select_related("task__plan")
    refresh(list(held))
    record(by, BEGIN, amendment, body_id=amendment.plan.owner_id, first_day=amendment.on)
    return True


def _write(row: Task | Indicator, fields: Mapping[str, Any], amendment: Amendment) -> None:
    """Keep how the row reads, and let it read anew."""
    row.refresh_from_db()
    side = "task" if isinstance(row, Task) else "indicator"
    before = {name: rules.plain(getattr(row, name)) for name in fields}
    FormerReading.objects.create(
        values=before, until=_day(amendment), ended_by=amendment, **{side: row}
    )  # fmt: skip
    for name, value in fields.items():
        setattr(row, name, rules.typed(name, value))
    if isinstance(row, Task):
        row.folded = folded(row.number, row.text, row.products)
    row.save()


def write_back(former: FormerReading) -> None:
    """Let a row read again as it did before an amendment, and forget that it read otherwise."""
    row = former.task or former.indicator
    if row is None:
        return
    row.refresh_from_db()
    for name, value in former.values.items():
        setattr(row, name, rules.typed(name, value))
    if isinstance(row, Task):
        row.folded = folded(row.number, row.text, row.products)
    row.save()
    former.delete()


def reading(task: Task, at: Moment) -> dict[str, Any]:
    """The fields of a task that amendments change, as they read at a moment."""
    words = task_readings(at, pk=task.pk).get(task.pk, {})
    names = (*rules.WORD_FIELDS, "deadline_text", "group_id", "number")
    return {name: words.get(name, getattr(task, name)) for name in names}
