"""Putting a reviewed compiled plan into force: all of its rows in one transaction.

Called through `plans.actions.open_plan`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.compiler import format as compiled
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.organizations.queries import members_on
from hopluc.plans import access, rules
from hopluc.plans.models import (
    Assignment,
    Citation,
    DeadlinePart,
    Duty,
    DutyParty,
    Indicator,
    Party,
    Plan,
    ReportingDuty,
    Task,
    TaskGroup,
)
from hopluc.plans.standings import KEPT, period_of, rule_part
from hopluc.viet.text import fold

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a party's wording stands for: a body, a group of bodies, or nobody to follow (both None)."""

    organisation: Organisation | None = None
    group: BodyGroup | None = None


Resolve = Callable[[compiled.Party], Resolution]
NOBODY = Resolution()


@dataclass
class Bodies:
    """Resolves parties, each wording once, and groups to their members on a day."""

    resolve: Resolve
    on: dt.date
    _found: dict[str, Resolution] = field(default_factory=dict)
    _members: dict[int, list[Organisation]] = field(default_factory=dict)

    def of(self, party: compiled.Party) -> Resolution:
        """What the party was resolved to."""
        if party.text not in self._found:
            self._found[party.text] = self.resolve(party)
        return self._found[party.text]

    def members(self, found: Resolution) -> list[Organisation]:
        """The bodies that stand behind a resolution on the day."""
        if found.organisation:
            return [found.organisation]
        if not found.group:
            return []
        if found.group.pk not in self._members:
            self._members[found.group.pk] = list(members_on(found.group, self.on))
        return self._members[found.group.pk]


@transaction.atomic
def open_plan(
    plan: compiled.Plan,
    *,
    by: Acting,
    owner: Organisation,
    standing: Organisation | None,
    resolve: Resolve,
    paper_sha256: str,
    period: compiled.Period | None = None,
    on: dt.date | None = None,
) -> Plan:
    """Put a reviewed plan into force.

    `resolve` says what each party stands for; groups become a part for each member on the day `on`
    (today by default). `period` stands over the document's own. Raises PermissionDenied, and
    ValidationError where the paper is in force already or holds what cannot be followed.
    """
    if not access.may_open_plan(by, owner, standing):
        raise PermissionDenied(
            _("Cán bộ của cơ quan ban hành hoặc cơ quan thường trực mới đưa được kế hoạch vào theo dõi.")
        )
    Organisation.objects.select_for_update().get(pk=owner.pk)  # one paper at a time for a body
    earlier = Plan.objects.filter(paper_sha256=paper_sha256).first()
    if earlier and Plan.objects.visible_to(by).filter(pk=earlier.pk).exists():
        raise ValidationError(_("Văn bản này đã được đưa vào theo dõi: %(plan)s.") % {"plan": earlier})
    if earlier:
        raise ValidationError(
            _("Văn bản này đã được cơ quan khác đưa vào theo dõi. Liên hệ quản trị hệ thống để xử lý.")
        )
    if not plan.tasks and not plan.indicators:
        raise ValidationError(_("Văn bản không có nhiệm vụ hay chỉ tiêu nào để theo dõi."))
    today = on or timezone.localdate()
    made = _plan_row(plan, by, owner, standing, period or plan.document.period, paper_sha256)
    bodies = Bodies(resolve, today)
    _citations(made, plan)
    tasks = _tasks(made, plan, _groups(made, plan))
    parts = _deadline_parts(tasks, plan, bodies)
    _assignments(made, _parties(tasks, plan, bodies), parts, bodies, min(made.issued_on or today, today))
    _indicators(made, plan)
    _duties(made, plan, bodies)
    record(
        by.actor, "open_plan", made, fields={"tasks": len(tasks)}, body_id=owner.pk, first_day=made.issued_on
    )
    return made


def _plan_row(
    plan: compiled.Plan,
    by: Acting,
    owner: Organisation,
    standing: Organisation | None,
    period: compiled.Period | None,
    paper_sha256: str,
) -> Plan:
    doc = plan.document
    title = doc.title or _("Kế hoạch không có trích yếu")
    row = Plan(
        owner=owner,
        standing_agency=standing,
        kind=doc.kind or "ke_hoach",
        number=doc.number or "",
        issued_on=doc.issued_on,
        title=title,
        issuer_name=doc.issuer or "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        opened_by=by.user,
        paper_sha256=paper_sha256,
        folded=fold(f"{doc.number or ''} {title}"),
    )
    row.full_clean(exclude=["owner", "standing_agency", "opened_by"])
    row.save()
    return row


def _span(span: compiled.Span | None) -> dict[str, int | None]:
    return {"start": span[0] if span else None, "end": span[1] if span else None}


def _citations(made: Plan, plan: compiled.Plan) -> None:
    Citation.objects.bulk_create(
        [
            Citation(
                plan=made,
                number=c.number or "",
                kind=c.kind or "",
                issued_on=c.issued_on,
                issuer=c.issuer or "",
                title=c.title or "",
                role=c.role,
                **_span(c.spans[0] if c.spans else None),
            )
            for c in plan.citations
        ],
        BATCH,
    )


def _groups(made: Plan, plan: compiled.Plan) -> dict[str, TaskGroup]:
    rows = [
        TaskGroup(plan=made, code=g.id, title=g.title, order=order, **_span(g.span))
        for order, g in enumerate(plan.groups)
    ]
    return {row.code: row for row in TaskGroup.objects.bulk_create(rows, BATCH)}


def _tasks(made: Plan, plan: compiled.Plan, groups: dict[str, TaskGroup]) -> dict[str, Task]:
    """The tasks by their compiled ids; parents before their sub-tasks."""
    known = {t.id for t in plan.tasks}
    waiting = list(enumerate(plan.tasks))
    rows: dict[str, Task] = {}
    while waiting:
        ready = [(n, t) for n, t in waiting if t.parent not in known or t.parent in rows]
        if not ready:
            raise ValidationError(_("Nhiệm vụ %(id)s nằm trong chính nó.") % {"id": waiting[0][1].id})
        level = [_task_row(made, n, t, groups, rows) for n, t in ready]
        rows |= {row.code: row for row in Task.objects.bulk_create(level, BATCH)}
        waiting = [(n, t) for n, t in waiting if t.id not in rows]
    return rows


def _task_row(
    made: Plan, order: int, t: compiled.Task, groups: dict[str, TaskGroup], rows: dict[str, Task]
) -> Task:
    return Task(
        plan=made,
        group=groups.get(t.group or ""),
        parent=rows.get(t.parent or ""),
        code=t.id,
        number=t.number or "",
        order=order,
        text=t.text,
        mandate=t.mandate or "",
        note=t.note or "",
        columns=dict(t.columns),
        products=list(t.products),
        deadline_text=t.deadline.text if t.deadline else "",
        also=[list(span) for span in t.also],
        folded=fold(f"{t.number or ''} {t.text} {' '.join(t.products)}"),
        **_span(t.span),
    )


def _deadline_parts(
    tasks: dict[str, Task], plan: compiled.Plan, bodies: Bodies
) -> dict[int, list[DeadlinePart]]:
    """The deadline parts of each task, by its id."""
    rows = [
        _part_row(tasks[t.id], order, part, bodies)
        for t in plan.tasks
        for order, part in enumerate(t.deadline.parts if t.deadline else ())
    ]
    found: dict[int, list[DeadlinePart]] = {}
    for row in DeadlinePart.objects.bulk_create(rows, BATCH):
        found.setdefault(row.task_id, []).append(row)
    return found


def _part_row(task: Task, order: int, part: compiled.Part, bodies: Bodies) -> DeadlinePart:
    bound = bodies.of(compiled.Party(part.for_, part.for_)) if part.for_ else NOBODY
    return DeadlinePart(
        task=task,
        order=order,
        kind=part.kind,
        date=part.date,
        start=part.start,
        end=part.end,
        rrule=part.rrule or "",
        event=part.event or "",
        count=part.count,
        unit=part.unit or "",
        requested_by=part.from_ or "",
        for_text=part.for_ or "",
        for_body=bound.organisation,
        for_group=bound.group,
    )


def _parties(tasks: dict[str, Task], plan: compiled.Plan, bodies: Bodies) -> list[Party]:
    sides = ((Party.Role.LEAD, "leads"), (Party.Role.COORDINATOR, "coordinators"))
    return Party.objects.bulk_create(
        [
            Party(
                task=tasks[t.id],
                role=role,
                order=order,
                text=party.text[:500],
                name=party.name[:500],
                collective=party.collective,
                organisation=bodies.of(party).organisation,
                group=bodies.of(party).group,
                **_span(party.span),
            )
            for t in plan.tasks
            for role, side in sides
            for order, party in enumerate(getattr(t, side))
        ],
        BATCH,
    )


def _assignments(
    made: Plan,
    parties: Iterable[Party],
    parts: dict[int, list[DeadlinePart]],
    bodies: Bodies,
    since: dt.date,
) -> None:
    """A part for each body behind each party, once; who leads does not coordinate as well."""
    taken: set[tuple[int, int]] = set()
    rows = []
    standing_of = _Standings(made, parts, bodies)
    for party in sorted(parties, key=lambda p: p.role != Party.Role.LEAD):
        for body in bodies.members(Resolution(party.organisation, party.group)):
            if (party.task_id, body.pk) in taken:
                continue
            taken.add((party.task_id, body.pk))
            bound = standing_of.bound_parts(party, body)
            kept = standing_of.of(party, bound)
            rows.append(
                Assignment(
                    task_id=party.task_id,
                    plan=made,
                    body=body,
                    role=party.role,
                    party=party,
                    since=since,
                    bound_parts=bound,
                    **{name: getattr(kept, name) for name in KEPT},
                )
            )
    Assignment.objects.bulk_create(rows, BATCH)


class _Standings:
    """Where parts stand before anything is said, worked out once for each task and set of parts."""

    def __init__(self, made: Plan, parts: dict[int, list[DeadlinePart]], bodies: Bodies) -> None:
        self.period = period_of(made)
        self.parts = parts
        self.bodies = bodies
        self._found: dict[tuple[int, str, tuple[int, ...] | None], rules.Standing] = {}

    def bound_parts(self, party: Party, body: Organisation) -> list[int] | None:
        """Ids of the deadline parts that bind the body; None where the plan makes no difference.

        A part for a party binds the bodies that its words stand for; those that no such part names
        are bound by the parts for all.
        """
        parts = self.parts.get(party.task_id, [])
        if not any(p.for_text for p in parts):
            return None
        own = [p.pk for p in parts if p.for_text and self._names(p, party, body)]
        return own or [p.pk for p in parts if not p.for_text]

    def _names(self, part: DeadlinePart, party: Party, body: Organisation) -> bool:
        if fold(part.for_text) in {fold(party.text), fold(party.name)}:
            return True
        members = self.bodies.members(Resolution(part.for_body, part.for_group))
        return any(member.pk == body.pk for member in members)

    def of(self, party: Party, bound: Sequence[int] | None) -> rules.Standing:
        """The standing of a part of which nothing was said."""
        key = (party.task_id, party.role, None if bound is None else tuple(bound))
        if key not in self._found:
            self._found[key] = rules.standing(self._dues(party, bound), ())
        return self._found[key]

    def _dues(self, party: Party, bound: Sequence[int] | None) -> tuple[rules.Due, ...]:
        if party.role != Party.Role.LEAD:
            return (rules.Due(),)
        parts = [p for p in self.parts.get(party.task_id, []) if bound is None or p.pk in bound]
        try:
            return rules.dues([rule_part(p) for p in parts], self.period, is_working_day)
        except ValueError as wrong:
            raise ValidationError(
                _("Nhiệm vụ %(task)s: không đọc được chu kỳ “%(rule)s”. Sửa thời hạn rồi thử lại.")
                % {"task": party.task.code, "rule": next((p.rrule for p in parts if p.rrule), "")}
            ) from wrong


def _indicators(made: Plan, plan: compiled.Plan) -> None:
    Indicator.objects.bulk_create(
        [
            Indicator(
                plan=made,
                code=i.id,
                order=order,
                name=i.name,
                unit=i.unit or "",
                op=i.target.op,
                value=_decimal(i.target.value),
                low=_decimal(i.target.low),
                high=_decimal(i.target.high),
                baseline=compiled.to_json(i.baseline),
                period_start=i.period.start if i.period else None,
                period_end=i.period.end if i.period else None,
                per=i.per or "",
                bodies=compiled.to_json(i.for_),
                each=i.each,
                text=i.text,
                **_span(i.span),
            )
            for order, i in enumerate(plan.indicators)
        ],
        BATCH,
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _duties(made: Plan, plan: compiled.Plan, bodies: Bodies) -> None:
    rows = ReportingDuty.objects.bulk_create(
        [
            ReportingDuty(
                plan=made,
                order=order,
                kind=r.kind,
                senders=compiled.to_json(r.from_),
                receivers=compiled.to_json(r.to),
                subject=r.subject or "",
                due=compiled.to_json(r.due),
                text=r.text,
                **_span(r.span),
            )
            for order, r in enumerate(plan.reporting)
        ],
        BATCH,
    )
    DutyParty.objects.bulk_create(
        [
            party
            for row, duty in zip(rows, plan.reporting, strict=True)
            for party in _sides(row, duty, bodies)
        ],
        BATCH,
    )
    Duty.objects.bulk_create(
        [
            Duty(
                plan=made,
                order=order,
                kind=d.kind,
                of=compiled.to_json(d.of),
                due=compiled.to_json(d.due),
                text=d.text,
                **_span(d.span),
            )
            for order, d in enumerate(plan.duties)
        ],
        BATCH,
    )


def _sides(row: ReportingDuty, duty: compiled.Reporting, bodies: Bodies) -> Iterator[DutyParty]:
    for side, parties in ((DutyParty.Side.SENDER, duty.from_), (DutyParty.Side.RECEIVER, duty.to)):
        for order, party in enumerate(parties):
            found = bodies.of(party)
            yield DutyParty(
                duty=row,
                side=side,
                order=order,
                name=party.name[:500],
                organisation=found.organisation,
                group=found.group,
            )
