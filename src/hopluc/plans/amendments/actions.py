"""Deeds upon proposals and amendments: each checks, writes and records in one transaction.

The plan's row is held first, always: of two people at one plan's amendments the later one sees
what the first did, and is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.archive.models import File
from hopluc.organizations.acting import Acting
from hopluc.plans.amendments import access, notices, rules, words
from hopluc.plans.amendments.applying import begin, named, put_in_force
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.deeds import StaleFormError, check_in_force
from hopluc.plans.models import Amendment, Indicator, Plan, Proposal, Task
from hopluc.plans.standings import Moment
from hopluc.viet.dates import format_date

State = Amendment.State


def _hold(plan: Plan | int) -> Plan:
    pk = plan if isinstance(plan, int) else plan.pk
    rows = Plan.objects.select_related("owner", "standing_agency")
    now = held(rows, pk)
    check_in_force(now)
    return now


def _proposal(proposal: Proposal) -> Proposal:
    """The proposal as it is now, with its plan held."""
    _hold(proposal.plan_id)
    rows = Proposal.objects.select_related("plan", "task", "indicator", "body", "amendment")
    return held(rows, proposal.pk)


def hold_amendment(amendment: Amendment) -> Amendment:
    """The amendment as it is now, with its plan held."""
    _hold(amendment.plan_id)
    rows = Amendment.objects.select_related("plan__owner", "plan__standing_agency", "decider")
    return held(rows, amendment.pk)


# --- proposing ----------------------------------------------------------------------------------


@transaction.atomic
def propose(
    plan: Plan,
    *,
    by: Acting,
    kind: str,
    values: Mapping[str, Any],
    reason: str,
    task: Task | None = None,
    indicator: Indicator | None = None,
) -> Proposal:
    """Ask for one change of a plan in force, with the reason. `values`: as in amendments.rules."""
    plan = _hold(plan)
    if not access.may_propose(by, plan):
        raise PermissionDenied(
            _("Cơ quan ban hành, cơ quan thường trực và cơ quan có phần việc mới đề xuất sửa đổi được.")
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do đề xuất để cơ quan thường trực xem xét.")})
    _check_row(task or indicator)
    if kind == rules.MOVED and task and task.parent_id:
        raise ValidationError(_("Nhiệm vụ con chuyển nhóm theo nhiệm vụ mẹ: đề xuất ở nhiệm vụ mẹ."))
    if kind not in {rules.DROPPED} and not values:
        raise ValidationError(_("Đề xuất chưa thay đổi gì so với kế hoạch. Sửa nội dung cần thay rồi gửi."))
    row = Proposal(
        plan=plan,
        kind=kind,
        task=task,
        indicator=indicator,
        body=by.body,
        values=dict(values),
        reason=reason.strip(),
        by=by.user,
        by_name=by.actor.name,
    )
    row.full_clean(exclude=["plan", "task", "indicator", "body", "by", "values"])
    row.save()
    record(by.actor, "propose_amendment", row, fields=_fields(row), body_id=plan.owner_id)
    notices.tell_gatherers(row)
    return row


def _check_row(row: Task | Indicator | None) -> None:
    """What is to be changed is still in the plan."""
    if row is None:
        return
    row.refresh_from_db()
    if row.until:
        raise ValidationError(_("Nội dung này đã được bỏ từ ngày %(day)s.") % {"day": format_date(row.until)})


def _fields(row: Proposal) -> dict[str, Any]:
    found = {"proposal": row.pk, "kind": row.kind}
    return found | ({"task": row.task_id} if row.task_id else {})


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Acting) -> Proposal:
    """Take back a proposal that nobody has gathered yet."""
    row = _proposal(proposal)
    if not access.may_withdraw(by, row):
        raise PermissionDenied(_("Chỉ cơ quan đề xuất mới rút được đề xuất của mình."))
    _check_open(row)
    return _leave(row, by, Proposal.State.WITHDRAWN, "withdraw_proposal", row.answer)


def _check_open(row: Proposal) -> None:
    """Nobody has decided on the proposal yet; StaleFormError tells what happened."""
    if row.state == Proposal.State.PROPOSED:
        return
    raise StaleFormError(
        _("%(what)s: đề xuất này vừa chuyển sang “%(state)s”. Xem lại rồi làm tiếp.")
        % {"what": named(row), "state": row.get_state_display()},
        "moved",
    )


def _leave(row: Proposal, by: Acting, state: str, verb: str, answer: str) -> Proposal:
    row.state, row.answer = state, answer
    row.save(update_fields=["state", "answer", "folded"])
    record(by.actor, verb, row, fields=_fields(row), reason=answer, body_id=row.body_id)
    return row


# --- gathering ----------------------------------------------------------------------------------


@transaction.atomic
def decline(proposal: Proposal, *, by: Acting, answer: str) -> Proposal:
    """Do not gather a proposal; its body is told why."""
    row = _proposal(proposal)
    _check_gathers(by, row.plan)
    _check_open(row)
    if not answer.strip():
        raise ValidationError({"answer": _("Ghi lý do không tổng hợp để cơ quan đề xuất biết.")})
    row = _leave(row, by, Proposal.State.DECLINED, "decline_proposal", answer.strip())
    notices.tell_proposers([row])
    return row


def _check_gathers(by: Acting, plan: Plan) -> None:
    if not access.may_gather(by, plan):
        raise PermissionDenied(
            _("Chỉ cơ quan thường trực hoặc cơ quan ban hành kế hoạch mới tổng hợp đề xuất sửa đổi.")
        )


@transaction.atomic
def gather(
    plan: Plan, proposals: Sequence[Proposal], *, by: Acting, into: Amendment | None = None
) -> Amendment:
    """Take proposals into a draft amendment: a new one, or one that is still being gathered.

    Two that change the same thing cannot stand in one draft. All or none: a proposal that moved
    meanwhile is named in a StaleFormError.
    """
    plan = _hold(plan)
    _check_gathers(by, plan)
    if not proposals:
        raise ValidationError(_("Chưa chọn đề xuất nào. Đánh dấu đề xuất cần tổng hợp rồi bấm lại."))
    rows = [_proposal(one) for one in proposals]
    for row in rows:
        if row.plan_id != plan.pk:
            raise ValidationError(_("Các đề xuất không thuộc cùng một kế hoạch."))
        _check_open(row)
    draft = _draft(plan, by, into)
    _check_clashes([*draft.proposals.select_related("task", "indicator"), *rows])
    for row in rows:
        row.amendment, row.state = draft, Proposal.State.GATHERED
        row.save(update_fields=["amendment", "state"])
        record(
            by.actor,
            "gather_proposal",
            row,
            fields=_fields(row) | {"amendment": draft.pk},
            body_id=row.body_id,
        )
    return draft


def _draft(plan: Plan, by: Acting, into: Amendment | None) -> Amendment:
    if into is not None:
        draft = hold_amendment(into)
        if draft.plan_id != plan.pk:
            raise ValidationError(_("Dự thảo này thuộc kế hoạch khác."))
        _check_state(draft, State.GATHERING)
        return draft
    title = _("Sửa đổi, bổ sung một số nội dung của %(plan)s") % {"plan": words.plan_in_words(plan)}
    return Amendment.objects.create(
        plan=plan, title=title[:300], decider=access.decider_of(plan), opened_by=by.user
    )


def _check_clashes(rows: Iterable[Proposal]) -> None:
    seen: dict[tuple[int | None, int | None], list[Proposal]] = {}
    for row in rows:
        if not (row.task_id or row.indicator_id):
            continue
        same = seen.setdefault((row.task_id, row.indicator_id), [])
        for other in same:
            if rules.clash(row.kind, other.kind):
                raise ValidationError(
                    _("%(what)s có hai đề xuất trái nhau (%(one)s; %(other)s). Chỉ tổng hợp một đề xuất.")
                    % {
                        "what": named(row),
                        "one": other.get_kind_display().lower(),
                        "other": row.get_kind_display().lower(),
                    }
                )
        same.append(row)


def _check_state(row: Amendment, *wanted: str) -> None:
    """The amendment is where the person saw it; StaleFormError else."""
    if row.state not in wanted:
        raise StaleFormError(
            _("Dự thảo sửa đổi này vừa chuyển sang “%(state)s”. Xem lại rồi làm tiếp.")
            % {"state": row.get_state_display()},
            "moved",
        )


@transaction.atomic
def take_out(proposal: Proposal, *, by: Acting) -> Proposal:
    """Put a gathered proposal back among those that wait; a draft that is left empty goes away."""
    row = _proposal(proposal)
    _check_gathers(by, row.plan)
    if row.state != Proposal.State.GATHERED or not row.amendment:
        raise StaleFormError(_("Đề xuất này không còn nằm trong dự thảo."), "moved")
    draft = hold_amendment(row.amendment)
    _check_state(draft, State.GATHERING)
    row.amendment, row.state = None, Proposal.State.PROPOSED
    row.save(update_fields=["amendment", "state"])
    record(by.actor, "take_out_proposal", row, fields=_fields(row), body_id=row.body_id)
    if not draft.proposals.exists():
        draft.delete()
    return row


@transaction.atomic
def retitle(amendment: Amendment, *, by: Acting, title: str, seen: str) -> Amendment:
    """Word the draft's title. `seen`: the title that the form was filled from."""
    row = hold_amendment(amendment)
    _check_gathers(by, row.plan)
    _check_state(row, State.GATHERING)
    if seen != row.title:
        raise StaleFormError(
            _("Trích yếu vừa được sửa thành “%(title)s”. Xem lại rồi sửa tiếp.") % {"title": row.title},
            "moved",
        )
    if not title.strip():
        raise ValidationError({"title": _("Ghi trích yếu của dự thảo.")})
    row.title = " ".join(title.split())[:300]
    row.save(update_fields=["title", "folded"])
    record(by.actor, "retitle_amendment", row, body_id=row.plan.owner_id)
    return row


@transaction.atomic
def submit(amendment: Amendment, *, by: Acting) -> Amendment:
    """Hand the draft to whoever decides; its proposals stay as they are until it comes back."""
    return _turn(amendment, by, State.GATHERING, State.SUBMITTED, "submit_amendment")


@transaction.atomic
def recall(amendment: Amendment, *, by: Acting) -> Amendment:
    """Take a submitted draft back to gather further."""
    return _turn(amendment, by, State.SUBMITTED, State.GATHERING, "recall_amendment")


def _turn(amendment: Amendment, by: Acting, frm: str, to: str, verb: str) -> Amendment:
    row = hold_amendment(amendment)
    _check_gathers(by, row.plan)
    _check_state(row, frm)
    if not row.proposals.exists():
        raise ValidationError(_("Dự thảo chưa có đề xuất nào."))
    row.state = to
    row.save(update_fields=["state"])
    record(by.actor, verb, row, body_id=row.plan.owner_id)
    if to == State.SUBMITTED:
        notices.tell_deciders(row)
    return row


# --- deciding -----------------------------------------------------------------------------------


def seen_of(amendment: Amendment) -> str:
    """What a decision was taken on: the ids of the draft's proposals."""
    return ",".join(str(pk) for pk in amendment.proposals.order_by("pk").values_list("pk", flat=True))


def _check_seen(row: Amendment, seen: str | None) -> None:
    if seen is not None and seen != seen_of(row):
        raise StaleFormError(_("Dự thảo vừa thay đổi nội dung. Xem lại rồi quyết định."), "moved")


@transaction.atomic
def decide(
    amendment: Amendment, *, by: Acting, on: dt.date, answer: str = "", seen: str | None = None
) -> Amendment:
    """An approver of the deciding body puts the amendment into force from `on`: today or later."""
    row = hold_amendment(amendment)
    _check_decides(by, row)
    _check_state(row, State.SUBMITTED)
    _check_seen(row, seen)
    if on < timezone.localdate():
        raise ValidationError(
            {"on": _("Ngày có hiệu lực phải từ hôm nay (%(day)s).") % _day(timezone.localdate())}
        )
    return _enforce(row, by, on, answer, "decide_amendment")


@transaction.atomic
def record_decision(
    amendment: Amendment,
    *,
    by: Acting,
    number: str,
    issued_on: dt.date,
    on: dt.date,
    file: File | None = None,
    file_name: str = "",
    answer: str = "",
    seen: str | None = None,
) -> Amendment:
    """The gathering body records a decision signed on paper: its number, its date, from when it holds."""
    row = hold_amendment(amendment)
    _check_gathers(by, row.plan)
    _check_state(row, State.GATHERING, State.SUBMITTED)
    _check_seen(row, seen)
    if not number.strip():
        raise ValidationError({"number": _("Ghi số, ký hiệu của văn bản sửa đổi.")})
    if issued_on > timezone.localdate():
        raise ValidationError({"issued_on": _("Văn bản chưa ký thì chưa ghi được: ngày ở tương lai.")})
    if row.plan.issued_on and issued_on < row.plan.issued_on:
        raise ValidationError(
            {
                "issued_on": _("Văn bản sửa đổi không thể ký trước kế hoạch (%(day)s).")
                % _day(row.plan.issued_on)
            }
        )
    if on < issued_on:
        raise ValidationError({"on": _("Ngày có hiệu lực không thể trước ngày ký văn bản.")})
    row.number, row.issued_on, row.file, row.file_name = number.strip(), issued_on, file, file_name[:255]
    return _enforce(row, by, on, answer, "record_amendment")


def _day(day: dt.date) -> dict[str, str]:
    return {"day": format_date(day)}


def _check_decides(by: Acting, row: Amendment) -> None:
    if not access.may_decide(by, row):
        raise PermissionDenied(
            _("Chỉ lãnh đạo của %(body)s mới quyết định sửa đổi này.") % {"body": row.decider}
        )


def _enforce(row: Amendment, by: Acting, on: dt.date, answer: str, verb: str) -> Amendment:
    """Put the amendment into force: all of its changes, or none."""
    proposals = list(
        row.proposals.filter(state=Proposal.State.GATHERED)
        .select_related("plan", "task", "indicator", "body")
        .order_by("pk")
    )
    if not proposals:
        raise ValidationError(_("Dự thảo chưa có đề xuất nào."))
    _check_clashes(proposals)
    row.state, row.on, row.answer = State.IN_FORCE, on, answer.strip()
    row.recorded_at = timezone.now()
    row.full_clean(exclude=["plan", "decider", "file", "opened_by"])
    row.save()
    for proposal in proposals:
        proposal.values = proposal.values | {
            "was": words.before(proposal, Moment(max(on, timezone.localdate())))
        }
        proposal.state = Proposal.State.ACCEPTED
        proposal.save(update_fields=["state", "values", "folded"])
    put_in_force(row, proposals, by.actor)
    record(
        by.actor,
        verb,
        row,
        fields={"proposals": [one.pk for one in proposals]},
        reason=row.answer,
        body_id=row.plan.owner_id,
        first_day=on,
    )
    notices.tell_proposers(proposals)
    notices.tell_holders(row)
    return row


@transaction.atomic
def refuse(amendment: Amendment, *, by: Acting, answer: str, seen: str | None = None) -> Amendment:
    """The deciding body does not approve, with its answer; also recorded by whoever gathers where the
    answer came on paper."""
    row = hold_amendment(amendment)
    if not access.may_gather(by, row.plan):
        _check_decides(by, row)
    _check_state(row, State.SUBMITTED)
    _check_seen(row, seen)
    if not answer.strip():
        raise ValidationError({"answer": _("Ghi ý kiến không duyệt để các cơ quan đề xuất biết.")})
    row.state, row.answer = State.REFUSED, answer.strip()
    row.save(update_fields=["state", "answer", "folded"])
    proposals = list(row.proposals.select_related("plan", "task", "indicator", "body"))
    for proposal in proposals:
        proposal.state, proposal.answer = Proposal.State.REFUSED, row.answer
        proposal.save(update_fields=["state", "answer", "folded"])
    record(by.actor, "refuse_amendment", row, reason=row.answer, body_id=row.plan.owner_id)
    notices.tell_proposers(proposals)
    return row


@transaction.atomic
def begin_due(amendment: Amendment, *, by: Any) -> bool:
    """Write what an amendment changes once its day has come; False where it was done before."""
    Plan.objects.select_for_update().get(pk=amendment.plan_id)
    row = Amendment.objects.select_related("plan").get(pk=amendment.pk)
    if row.state != State.IN_FORCE or row.on is None or row.on > timezone.localdate():
        return False
    return begin(row, by)


def tasks_today(plan: Plan) -> Any:
    """Tasks that can be amended: those that hold today."""
    return plan.tasks.filter(at_moment(Moment(timezone.localdate())), until=None)
