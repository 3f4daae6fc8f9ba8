"""Deeds upon links: plans to plans, tasks to tasks, targets to targets. Nothing is deleted but a proposal
that a new comparison no longer makes: what was confirmed, refused or taken back stays to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.mandates import access, rules
from hopluc.plans.models import Citation, Indicator, Plan, PlanLink, TargetLink, Task, TaskLink

State = PlanLink.State
JOB = "hopluc.intake.jobs.propose_mandates"  # by name: the comparison lives in a room further down
_KINDS = {"implements": PlanLink.Kind.CARRIES_OUT, "legal_basis": PlanLink.Kind.CARRIES_OUT}
AnyLink = type[TaskLink] | type[TargetLink]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a comparison found: codes of the lower and the superior item, how alike (0..1), and why."""

    below: str
    above: str
    likeness: float
    basis: str


# --- plans ------------------------------------------------------------------------------------


@transaction.atomic
def link_plans(below: Plan, above: Plan, *, by: Acting, kind: str) -> PlanLink:
    """Say that a plan carries out another, or rests on it; its tasks are compared in the background."""
    below = Plan.objects.select_for_update().get(pk=below.pk)
    if not access.may_link(by, below):
        raise PermissionDenied(
            _("Cán bộ của cơ quan ban hành hoặc cơ quan thường trực mới liên kết kế hoạch.")
        )
    if kind not in PlanLink.Kind.values:
        raise ValidationError({"kind": _("Chọn quan hệ giữa hai kế hoạch.")})
    _check_no_circle(below, above)
    link, made = PlanLink.objects.select_for_update().get_or_create(
        below=below, above=above, defaults={"kind": kind}
    )
    if not made and link.state == State.CONFIRMED and link.kind == kind:
        raise ValidationError(_("Hai kế hoạch đã được liên kết."))
    link.kind = kind
    _decide(link, State.CONFIRMED, by)
    record(by.actor, "link_plans", below, fields={"link": link.pk, "above": above.pk})
    ask_comparison(link)
    return link


def ask_comparison(link: PlanLink) -> None:
    """Have the two plans compared once the transaction is written."""
    pk = link.pk
    transaction.on_commit(lambda: async_task(JOB, pk))


def _check_no_circle(below: Plan, above: Plan) -> None:
    if below.pk == above.pk:
        raise ValidationError(_("Kế hoạch không thể triển khai chính nó."))
    ups: dict[int, list[int]] = defaultdict(list)
    confirmed = PlanLink.objects.filter(state=State.CONFIRMED)
    for low, high in confirmed.values_list("below_id", "above_id"):
        ups[low].append(high)
    if rules.reaches(above.pk, below.pk, ups):
        raise ValidationError(
            _("“%(plan)s” đang triển khai chính kế hoạch này, nên không thể là kế hoạch cấp trên của nó.")
            % {"plan": above}
        )


@transaction.atomic
def settle_plan_link(link: PlanLink, *, by: Acting, state: str, seen: str | None = None) -> PlanLink:
    """Confirm or refuse a link between plans, or take that back; `seen`: the state that the form showed."""
    link = held(PlanLink.objects.select_related("below", "above"), link.pk)
    if not access.may_link(by, link.below):
        raise PermissionDenied(
            _("Cán bộ của cơ quan ban hành hoặc cơ quan thường trực mới xác nhận liên kết.")
        )
    _check_state(link, state, seen)
    if state == State.CONFIRMED:
        _check_no_circle(link.below, link.above)
    if link.state != state:
        _decide(link, state, by)
        record(by.actor, _verb(state), link.below, fields={"link": link.pk, "above": link.above_id})
    return link


@transaction.atomic
def propose_plan_links(plan: Plan) -> list[PlanLink]:
    """Links that citations speak for, the plan's own and those of other plans that name it; the system's
    own deed, which may run twice. Gives the links new or old that are not refused.

    Numbers repeat in each year and at each body: the day must not disagree.
    """
    for one in _cited_by(plan):
        _propose_plan_link(plan, *one)
    key = rules.number_key(plan.number)
    if key:
        naming = Citation.objects.exclude(plan=plan).exclude(number="").select_related("plan")
        # A number begins with digits, however the rest is spelled.
        for cited in naming.filter(number__icontains=plan.number.split("/")[0].strip().lstrip("0") or "/"):
            if _names(cited, plan):
                _propose_plan_link(cited.plan, plan, cited)
    links = PlanLink.objects.filter(Q(below=plan) | Q(above=plan)).exclude(state=State.REFUSED)
    return list(links.order_by("pk"))


def _cited_by(plan: Plan) -> list[tuple[Plan, Citation]]:
    by_key: dict[str, list[Plan]] = defaultdict(list)
    for other in Plan.objects.exclude(pk=plan.pk).exclude(number="").order_by("pk"):
        by_key[rules.number_key(other.number)].append(other)
    cited = plan.citations.exclude(number="").order_by("pk")
    return [
        (other, one)
        for one in cited
        for other in by_key.get(rules.number_key(one.number), ())
        if _names(one, other)
    ]


def _names(one: Citation, plan: Plan) -> bool:
    """Whether a citation means the plan: its number, and no other day."""
    if rules.number_key(one.number) != rules.number_key(plan.number):
        return False
    return not (one.issued_on and plan.issued_on and one.issued_on != plan.issued_on)


def _propose_plan_link(below: Plan, above: Plan, cited: Citation) -> None:
    if below.issued_on and above.issued_on and below.issued_on < above.issued_on:
        return
    words = {
        "implements": _("Kế hoạch ghi là triển khai văn bản %(number)s"),
        "legal_basis": _("Kế hoạch căn cứ văn bản %(number)s"),
    }
    basis = words.get(cited.role, _("Kế hoạch nhắc đến văn bản %(number)s")) % {"number": cited.number}
    kind = _KINDS.get(cited.role, PlanLink.Kind.BESIDE)
    PlanLink.objects.get_or_create(
        below=below, above=above, defaults={"kind": kind, "basis": basis[:300], "likeness": 1.0}
    )


# --- tasks and targets --------------------------------------------------------------------------


@transaction.atomic
def keep_proposals(link: PlanLink, tasks: Sequence[Proposed], targets: Sequence[Proposed]) -> tuple[int, int]:
    """Lay what a comparison found over the links there are; how many tasks and targets are proposed.

    The system's own deed, which may run twice: what people settled stays, a proposal that is no longer
    made goes.
    """
    link = PlanLink.objects.select_for_update().get(pk=link.pk)
    if link.state == State.REFUSED:
        return 0, 0
    return (
        _lay(TaskLink, Task, link, tasks),
        _lay(TargetLink, Indicator, link, targets),
    )


def _lay(kind: Any, of: Any, link: PlanLink, found: Sequence[Proposed]) -> int:
    lower = dict(of.objects.filter(plan=link.below_id).values_list("code", "pk"))
    upper = dict(of.objects.filter(plan=link.above_id).values_list("code", "pk"))
    between = kind.objects.filter(below__plan=link.below_id, above__plan=link.above_id)
    known = {(row.below_id, row.above_id): row for row in between.select_for_update(of=("self",))}
    wanted = {
        (lower[one.below], upper[one.above]): one
        for one in found
        if one.below in lower and one.above in upper
    }
    stale = [row.pk for pair, row in known.items() if row.state == State.PROPOSED and pair not in wanted]
    kind.objects.filter(pk__in=stale).delete()
    kind.objects.bulk_create(
        [
            kind(below_id=pair[0], above_id=pair[1], likeness=one.likeness, basis=one.basis[:300])
            for pair, one in wanted.items()
            if pair not in known
        ]
    )
    return len(wanted)


@transaction.atomic
def settle(kind: AnyLink, chosen: Mapping[int, str], *, by: Acting, between: PlanLink, state: str) -> int:
    """Confirm or refuse several links of tasks or of targets between two plans, or take that back; how
    many changed. `chosen`: the state that the form showed of each, by id.

    StaleFormError where somebody settled one of them in between: nothing is written then.
    """
    between = held(PlanLink.objects.select_related("below", "above"), between.pk)
    if not access.may_link(by, between.below):
        raise PermissionDenied(
            _("Cán bộ của cơ quan ban hành hoặc cơ quan thường trực mới xác nhận liên kết.")
        )
    rows = kind.objects.select_for_update(of=("self",)).filter(
        pk__in=chosen, below__plan=between.below_id, above__plan=between.above_id
    )
    changed = []
    for row in rows.select_related("below", "above").order_by("pk"):
        _check_state(row, state, chosen[row.pk])
        if row.state != state:
            _decide(row, state, by)
            changed.append(row.pk)
    if changed:
        if state == State.CONFIRMED and between.state != State.CONFIRMED:
            _check_no_circle(between.below, between.above)
            _decide(between, State.CONFIRMED, by)
        fields = {"link": between.pk, "changed": changed, "what": kind._meta.model_name}
        record(by.actor, _verb(state), between.below, fields=fields)
    return len(changed)


@transaction.atomic
def link_tasks(below: Task, above: Task, *, by: Acting) -> TaskLink:
    """Say by hand that a task carries out a superior one; the plans are linked by it too."""
    found: TaskLink = _link_items(TaskLink, below, above, by)
    return found


@transaction.atomic
def link_targets(below: Indicator, above: Indicator, *, by: Acting) -> TargetLink:
    """Say by hand that a target serves a superior one; the plans are linked by it too."""
    found: TargetLink = _link_items(TargetLink, below, above, by)
    return found


def _link_items(kind: Any, below: Any, above: Any, by: Acting) -> Any:
    plan = Plan.objects.select_for_update().get(pk=below.plan_id)
    if not access.may_link(by, plan):
        raise PermissionDenied(_("Cán bộ của cơ quan ban hành hoặc cơ quan thường trực mới liên kết."))
    if below.plan_id == above.plan_id:
        raise ValidationError(_("Chọn một mục của kế hoạch khác: hai mục này cùng một kế hoạch."))
    _check_no_circle(plan, above.plan)
    between, _made = PlanLink.objects.select_for_update().get_or_create(below=plan, above=above.plan)
    if between.state != State.CONFIRMED:
        _decide(between, State.CONFIRMED, by)
    link, _made = kind.objects.select_for_update().get_or_create(below=below, above=above)
    if link.state == State.CONFIRMED:
        raise ValidationError(_("Hai mục này đã được liên kết."))
    _decide(link, State.CONFIRMED, by)
    fields = {"link": link.pk, "above": above.pk, "what": kind._meta.model_name}
    record(by.actor, "link_items", plan, fields=fields)
    return link


def _check_state(row: Any, state: str, seen: str | None) -> None:
    """The later of two people sees what the other settled."""
    if state not in State.values:
        raise ValidationError(_("Chọn xác nhận, không phải, hoặc xem lại."))
    if seen is not None and seen != row.state and row.state != state:
        raise StaleFormError(
            _("%(who)s vừa đổi liên kết “%(what)s” thành “%(state)s”. Xem lại rồi gửi.")
            % {"who": row.by_name or _("Hệ thống"), "what": row.below, "state": row.get_state_display()},
            "moved",
        )


def _decide(row: Any, state: str, by: Acting) -> None:
    row.state, row.by, row.by_name = state, by.user, by.actor.name
    row.save()


def _verb(state: str) -> str:
    return {
        State.CONFIRMED: "confirm_links",
        State.REFUSED: "refuse_links",
        State.PROPOSED: "reopen_links",
    }[State(state)]
