"""Problems: raised → passed upward, asked back, supplied → answered, reopened, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.archive.holding import held
from hopluc.engagement import access
from hopluc.engagement.actions.common import Files, check_day, check_running, tell_bodies
from hopluc.engagement.ladder import receivers_of
from hopluc.engagement.models import Problem, ProblemFile, ProblemStep
from hopluc.engagement.rules import STATE_AFTER, WAITING
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Plan, Task
from hopluc.viet.text import fold

Verb = ProblemStep.Verb


@transaction.atomic
def raise_problem(
    plan: Plan,
    task: Task | None,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    asked: str,
    to: Organisation | None = None,
    answer_by: dt.date | None = None,
    files: Files = (),
) -> Problem:
    """Bring up a difficulty in a task, or in the plan as a whole (`task` None), and what is asked.

    `to`: one of `ladder.receivers_of`; by default the first: the standing agency.
    """
    plan = Plan.objects.select_related("owner__parent", "standing_agency").get(pk=plan.pk)
    if task is not None and task.plan_id != plan.pk:
        raise ValidationError(_("Nhiệm vụ không thuộc kế hoạch này."))
    if not access.may_raise(by, plan, task):
        raise PermissionDenied(_("Chỉ cơ quan có phần việc trong kế hoạch mới nêu vướng mắc được."))
    check_running(plan)
    check_day(on)
    holder = _receiver(plan, by.body, to)
    made = Problem(
        plan=plan,
        task=task,
        body=by.body,
        body_name=by.body.name,
        text=text.strip(),
        asked=asked.strip(),
        raised_on=on,
        raised_by=by.user,
        holder=holder,
        held_since=on,
        answer_by=answer_by,
        folded=fold(f"{text} {asked}"),
    )
    made.full_clean(exclude=["plan", "task", "body", "holder", "return_to", "settled_on", "raised_by"])
    made.save()
    step = _write(made, Verb.RAISED, by.actor, by.body, on, holder, answer_by=answer_by, files=files)
    record(
        by.actor,
        "raise_problem",
        made,
        fields={"plan": plan.pk, "task": task.pk if task else None, "to": holder.pk},
        first_day=on,
    )
    words = _("%(body)s nêu vướng mắc: %(text)s")
    _tell(made, step, words, {holder.pk}, by)
    return made


def _receiver(plan: Plan, body: Organisation, to: Organisation | None) -> Organisation:
    """Whom the problem comes to: `to` where it stands next above the body, else the first who does."""
    nearest = receivers_of(plan, body)
    if not nearest:
        raise ValidationError(_("Không có cơ quan nào ở trên để chuyển vướng mắc này lên."))
    if to is not None and to.pk not in {one.pk for one in nearest}:
        raise ValidationError({"to": _("Vướng mắc không chuyển thẳng đến cơ quan này được.")})
    return to or nearest[0]


@transaction.atomic
def pass_up(
    problem: Problem,
    *,
    by: Acting,
    on: dt.date,
    to: Organisation | None = None,
    text: str = "",
    answer_by: dt.date | None = None,
    files: Files = (),
    seen: int | None = None,
) -> ProblemStep:
    """Bring a problem beyond the holder's own powers to whoever stands next above."""
    now = _locked(problem, seen)
    if not access.may_decide(by, now):
        raise PermissionDenied(_("Chỉ cơ quan đang giải quyết mới chuyển vướng mắc lên trên được."))
    holder = _receiver(now.plan, now.holder, to)
    step = _step(now, Verb.PASSED_UP, by, on, holder, text=text, answer_by=answer_by, files=files)
    words = _("%(body)s chuyển lên vướng mắc: %(text)s")
    _tell(now, step, words, {holder.pk, now.body_id}, by)
    return step


@transaction.atomic
def ask_back(
    problem: Problem,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    answer_by: dt.date | None = None,
    files: Files = (),
    seen: int | None = None,
) -> ProblemStep:
    """Ask the raising body for what is missing; it comes back to the holder afterwards."""
    now = _locked(problem, seen)
    if not access.may_decide(by, now):
        raise PermissionDenied(_("Chỉ cơ quan đang giải quyết mới đề nghị bổ sung được."))
    if now.holder_id == now.body_id:
        raise ValidationError(_("Vướng mắc đang ở chính cơ quan đã nêu."))
    now.return_to = now.holder
    step = _step(now, Verb.ASKED_BACK, by, on, now.body, text=text, answer_by=answer_by, files=files)
    _tell(now, step, _("%(body)s đề nghị bổ sung vướng mắc: %(text)s"), {now.body_id}, by)
    return step


@transaction.atomic
def supply(
    problem: Problem,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    answer_by: dt.date | None = None,
    files: Files = (),
    seen: int | None = None,
) -> ProblemStep:
    """Add what was asked for; the problem goes back to whoever asked."""
    now = _locked(problem, seen)
    if not access.may_supply(by, now):
        raise PermissionDenied(_("Chỉ cơ quan đã nêu vướng mắc mới bổ sung được, khi được đề nghị."))
    holder, now.return_to = now.return_to, None
    if holder is None:  # the constraint of the table forbids it
        raise ValidationError(_("Vướng mắc không chờ bổ sung."))
    step = _step(now, Verb.SUPPLIED, by, on, holder, text=text, answer_by=answer_by, files=files)
    _tell(now, step, _("%(body)s đã bổ sung vướng mắc: %(text)s"), {holder.pk}, by)
    return step


@transaction.atomic
def answer(
    problem: Problem,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    document: str = "",
    document_on: dt.date | None = None,
    files: Files = (),
    seen: int | None = None,
) -> ProblemStep:
    """Decide a problem; everybody through whose hands it went is told.

    The standing agency may record the decision of a holder above it, with the document that says so.
    """
    now = _locked(problem, seen)
    if not access.may_answer(by, now):
        raise PermissionDenied(_("Chỉ cơ quan đang giải quyết mới trả lời vướng mắc được."))
    if not document.strip() and not access.may_answer_without_document(by, now):
        raise ValidationError(
            {
                "document": _(
                    "Ghi số, ký hiệu văn bản trả lời. Không có văn bản thì do lãnh đạo của %s trả lời."
                )
                % now.holder.name
            }
        )
    if bool(document.strip()) != bool(document_on):
        raise ValidationError({"document_on": _("Ghi cả số, ký hiệu và ngày của văn bản trả lời.")})
    if document_on and document_on > on:
        raise ValidationError({"document_on": _("Văn bản không thể ra sau ngày trả lời.")})
    hands = set(now.steps.values_list("holder_id", flat=True)) | {now.body_id}
    step = _step(
        now,
        Verb.ANSWERED,
        by,
        on,
        now.holder,
        doer=now.holder,
        text=text,
        document=document.strip(),
        document_on=document_on,
        files=files,
    )
    _tell(now, step, _("%(body)s trả lời vướng mắc: %(text)s"), hands, by)
    return step


@transaction.atomic
def reopen(
    problem: Problem,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    answer_by: dt.date | None = None,
    files: Files = (),
    seen: int | None = None,
) -> ProblemStep:
    """Bring an answered problem up again, with the reason; it goes to whoever answered."""
    now = _locked(problem, seen)
    if not access.may_reopen(by, now):
        raise PermissionDenied(_("Chỉ cơ quan đã nêu vướng mắc mới nêu lại được, sau khi có trả lời."))
    step = _step(now, Verb.REOPENED, by, on, now.holder, text=text, answer_by=answer_by, files=files)
    _tell(now, step, _("%(body)s nêu lại vướng mắc: %(text)s"), {now.holder_id}, by)
    return step


@transaction.atomic
def withdraw(
    problem: Problem, *, by: Acting, on: dt.date, text: str, files: Files = (), seen: int | None = None
) -> ProblemStep:
    """Take a problem back, with the reason."""
    now = _locked(problem, seen)
    if not access.may_withdraw(by, now):
        raise PermissionDenied(_("Chỉ cơ quan đã nêu vướng mắc mới rút được, khi chưa có trả lời."))
    hands = set(now.steps.values_list("holder_id", flat=True))
    now.return_to = None
    step = _step(now, Verb.WITHDRAWN, by, on, now.holder, text=text, files=files)
    _tell(now, step, _("%(body)s đã rút vướng mắc: %(text)s"), hands, by)
    return step


def _locked(problem: Problem, seen: int | None) -> Problem:
    """The problem as it is now, held until the transaction ends; `seen`: its last step that the form
    was filled from (StaleFormError where another came in between)."""
    rows = Problem.objects.select_related(
        "plan__owner__parent", "plan__standing_agency", "holder__parent", "body__parent", "return_to", "task"
    )
    now: Problem = held(rows, problem.pk)
    last = now.steps.order_by("-pk").values_list("pk", flat=True).first()
    if seen is not None and seen != last:
        raise StaleFormError(
            _("Vướng mắc đã có bước mới trong lúc đồng chí nhập. Xem bước mới rồi ghi lại."), "moved"
        )
    check_running(now.plan)
    return now


def _step(
    problem: Problem,
    verb: str,
    by: Acting,
    on: dt.date,
    holder: Organisation,
    *,
    doer: Organisation | None = None,
    **rest: Any,
) -> ProblemStep:
    """Write a step of a locked problem, keep its columns, write the deed."""
    check_day(on, problem.steps.order_by("-pk").values_list("on", flat=True).first())
    answer_by = rest.get("answer_by")
    if answer_by and answer_by < on:
        raise ValidationError({"answer_by": _("Ngày đề nghị trả lời phải từ ngày ghi trở đi.")})
    state = STATE_AFTER[verb]
    problem.state = state or problem.state
    problem.held_since = on
    problem.holder = holder
    problem.answer_by = answer_by if state in WAITING else problem.answer_by
    problem.settled_on = None if state in WAITING else on
    if state != Problem.State.ASKED_BACK:
        problem.return_to = None
    problem.save()
    step = _write(problem, verb, by.actor, doer or by.body, on, holder, **rest)
    record(
        by.actor,
        f"problem_{verb}",
        problem,
        fields={"step": step.pk, "plan": problem.plan_id, "task": problem.task_id, "holder": holder.pk},
        body_id=problem.body_id,
        first_day=on,
    )
    return step


def _write(
    problem: Problem,
    verb: str,
    actor: Actor,
    body: Organisation,
    on: dt.date,
    holder: Organisation,
    *,
    text: str = "",
    answer_by: dt.date | None = None,
    document: str = "",
    document_on: dt.date | None = None,
    files: Files = (),
) -> ProblemStep:
    step = ProblemStep(
        problem=problem,
        verb=verb,
        on=on,
        body=body,
        body_name=body.name,
        holder=holder,
        holder_name=holder.name,
        answer_by=answer_by,
        text=text.strip(),
        document=document,
        document_on=document_on,
        by_id=actor.id,
        by_name=actor.name,
    )
    step.full_clean(exclude=["problem", "body", "holder", "by_id"])
    step.save()
    for file, name in files:
        ProblemFile.objects.create(step=step, file=file, name=name[:255])
    return step


def take_over(
    problem: Problem, changed: Iterable[str], successor: Organisation, by: Actor, on: dt.date
) -> None:
    """A successor stands where a body stood (`changed`: the names of the keys), inside a handover; the
    day since which it is held does not move."""
    changed = list(changed)
    for name in changed:
        setattr(problem, name, successor)
    problem.save(update_fields=changed)
    last = problem.steps.order_by("-pk").values_list("on", flat=True).first()
    _write(problem, Verb.TAKEN_OVER, by, successor, max(on, last or on), problem.holder)
    record(by, "pass_on", problem, fields={"changed": changed}, body_id=successor.pk, first_day=on)


def _tell(problem: Problem, step: ProblemStep, words: str, bodies: Iterable[int], by: Acting) -> None:
    """Notices to the people of some bodies, with the way to the problem."""
    text = words % {"body": step.body_name, "text": Truncator(problem.text).words(25)}
    address = reverse("engagement:problem", args=[problem.pk])
    tell_bodies(bodies, f"problem-{step.pk}", text, address, besides=by.user.pk)
