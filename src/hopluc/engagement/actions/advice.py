"""Recommendations of a visit: given → reported done → confirmed, or sent back; their day moved; dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.engagement import access
from hopluc.engagement.actions.common import Files, check_day, tell_bodies
from hopluc.engagement.models import Advice, AdviceFile, AdviceStep, Minutes, Visit
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Task
from hopluc.viet.text import fold

State, Verb = Advice.State, AdviceStep.Verb


@transaction.atomic
def advise(
    visit: Visit,
    *,
    by: Acting,
    body: Organisation,
    text: str,
    due_on: dt.date,
    task: Task | None = None,
) -> Advice:
    """Give a recommendation to a body, to be carried out by a day; it is told of it."""
    now: Visit = held(Visit.objects.select_related("plan"), visit.pk)
    if not access.may_keep_visit(by, now):
        raise PermissionDenied(_("Chỉ cơ quan kiểm tra mới ghi kiến nghị."))
    minutes: Minutes | None = now.minutes.order_by("-pk").first()
    if minutes is None:
        raise ValidationError(_("Ghi biên bản kiểm tra trước, rồi ghi kiến nghị."))
    if task is not None and task.plan_id != now.plan_id:
        raise ValidationError({"task": _("Nhiệm vụ không thuộc kế hoạch này.")})
    if due_on < minutes.held_on:
        raise ValidationError({"due_on": _("Hạn thực hiện phải từ ngày kiểm tra trở đi.")})
    last = now.advice.order_by("-number").values_list("number", flat=True).first() or 0
    made = Advice(
        visit=now,
        number=last + 1,
        body=body,
        body_name=body.name,
        task=task,
        text=text.strip(),
        given_on=minutes.held_on,
        due_on=due_on,
        folded=fold(text),
    )
    made.full_clean(exclude=["visit", "body", "task", "reported_on", "settled_on"])
    made.save()
    step = _write(made, Verb.GIVEN, by, minutes.held_on, "")
    record(
        by.actor,
        "advise",
        made,
        fields={"visit": now.pk, "to": body.pk},
        body_id=body.pk,
        first_day=minutes.held_on,
    )
    _tell(made, step, _("Kiến nghị sau kiểm tra: %s"), {body.pk}, by)
    return made


@transaction.atomic
def report_done(
    advice: Advice, *, by: Acting, on: dt.date, text: str, files: Files = (), seen: int | None = None
) -> AdviceStep:
    """The body says that it has done what was recommended, since which day, with what proves it."""
    now = _locked(
        advice, seen, access.may_report_advice, by, _("Chỉ cơ quan được kiến nghị báo cáo thực hiện.")
    )
    if on < now.given_on:
        raise ValidationError({"on": _("Ngày thực hiện xong không thể trước ngày kiến nghị.")})
    now.state, now.reported_on = State.REPORTED, on
    step = _step(now, Verb.REPORTED, by, on, text, files)
    _tell(now, step, _("Đã thực hiện kiến nghị, chờ xác nhận: %s"), {now.visit.visitor_id}, by)
    return step


@transaction.atomic
def confirm(
    advice: Advice, *, by: Acting, on: dt.date, text: str = "", files: Files = (), seen: int | None = None
) -> AdviceStep:
    """The visiting body finds it done: the recommendation has come to its end."""
    now = _kept(advice, seen, by, {State.REPORTED}, _("Kiến nghị chưa được báo cáo là đã thực hiện."))
    now.state, now.settled_on = State.CONFIRMED, on
    step = _step(now, Verb.CONFIRMED, by, on, text, files)
    _tell(now, step, _("Đã xác nhận thực hiện xong kiến nghị: %s"), {now.body_id}, by)
    return step


@transaction.atomic
def send_back(
    advice: Advice,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    due_on: dt.date | None = None,
    files: Files = (),
    seen: int | None = None,
) -> AdviceStep:
    """The visiting body finds it not done yet: why, and by when (the day stays where none is given)."""
    now = _kept(advice, seen, by, {State.REPORTED}, _("Kiến nghị chưa được báo cáo là đã thực hiện."))
    _move(now, on, due_on)
    now.state, now.reported_on = State.OPEN, None
    step = _step(now, Verb.RETURNED, by, on, text, files)
    _tell(now, step, _("Yêu cầu làm tiếp kiến nghị: %s"), {now.body_id}, by)
    return step


@transaction.atomic
def move_due(
    advice: Advice,
    *,
    by: Acting,
    on: dt.date,
    text: str,
    due_on: dt.date | None,
    files: Files = (),
    seen: int | None = None,
) -> AdviceStep:
    """The visiting body sets another day, with the reason."""
    now = _kept(advice, seen, by, {State.OPEN}, _("Kiến nghị không còn đang thực hiện."))
    if due_on is None:
        raise ValidationError({"due_on": _("Ghi hạn mới, hoặc số ngày làm việc.")})
    _move(now, on, due_on)
    step = _step(now, Verb.MOVED, by, on, text, files)
    _tell(now, step, _("Đổi hạn thực hiện kiến nghị: %s"), {now.body_id}, by)
    return step


@transaction.atomic
def drop(
    advice: Advice, *, by: Acting, on: dt.date, text: str, files: Files = (), seen: int | None = None
) -> AdviceStep:
    """The visiting body follows it no longer, with the reason."""
    now = _kept(advice, seen, by, {State.OPEN, State.REPORTED}, _("Kiến nghị đã kết thúc theo dõi."))
    now.state, now.settled_on = State.DROPPED, on
    step = _step(now, Verb.DROPPED, by, on, text, files)
    _tell(now, step, _("Thôi theo dõi kiến nghị: %s"), {now.body_id}, by)
    return step


def _locked(
    advice: Advice,
    seen: int | None,
    may: Callable[[Acting, Advice], bool],
    by: Acting,
    refusal: str,
) -> Advice:
    """The recommendation as it is now, held until the transaction ends, for those who may."""
    rows = Advice.objects.select_related("visit__visitor__parent", "body__parent")
    now: Advice = held(rows, advice.pk)
    last = now.steps.order_by("-pk").values_list("pk", flat=True).first()
    if seen is not None and seen != last:
        raise StaleFormError(
            _("Kiến nghị đã có bước mới trong lúc đồng chí nhập. Xem bước mới rồi ghi lại."), "moved"
        )
    if not may(by, now):
        raise PermissionDenied(refusal)
    return now


def _kept(advice: Advice, seen: int | None, by: Acting, states: set[Advice.State], refusal: str) -> Advice:
    """The recommendation for the visiting body, while it stands in one of the states."""

    def may(acting: Acting, now: Advice) -> bool:
        return access.may_keep_visit(acting, now.visit)

    now = _locked(advice, seen, may, by, _("Chỉ cơ quan kiểm tra làm việc này."))
    if now.state not in states:
        raise ValidationError(refusal)
    return now


def _move(advice: Advice, on: dt.date, due_on: dt.date | None) -> None:
    if due_on is not None and due_on < on:
        raise ValidationError({"due_on": _("Hạn mới phải từ ngày ghi trở đi.")})
    advice.due_on = due_on or advice.due_on


def _step(advice: Advice, verb: str, by: Acting, on: dt.date, text: str, files: Files) -> AdviceStep:
    """Write a step of a locked recommendation, keep its columns, write the deed.

    A report names the day on which it was done, which may lie before the step that it answers.
    """
    last = advice.steps.exclude(verb=Verb.REPORTED).order_by("-pk").values_list("on", flat=True).first()
    check_day(on, None if verb == Verb.REPORTED else last)
    advice.save()
    step = _write(advice, verb, by, on, text, files)
    record(
        by.actor,
        f"advice_{verb}",
        advice,
        fields={"step": step.pk, "visit": advice.visit_id},
        body_id=advice.body_id,
        first_day=on,
    )
    return step


def _write(advice: Advice, verb: str, by: Acting, on: dt.date, text: str, files: Files = ()) -> AdviceStep:
    step = AdviceStep(
        advice=advice,
        verb=verb,
        on=on,
        body_name=by.body.name,
        due_on=advice.due_on,
        text=text.strip(),
        by_id=by.user.pk,
        by_name=by.actor.name,
    )
    step.full_clean(exclude=["advice", "by_id"])
    step.save()
    for file, name in files:
        AdviceFile.objects.create(step=step, file=file, name=name[:255])
    return step


def _tell(advice: Advice, step: AdviceStep, words: str, bodies: set[int], by: Acting) -> None:
    address: Any = reverse("engagement:advice", args=[advice.pk])
    text = words % Truncator(advice.text).words(25)
    tell_bodies(bodies, f"advice-{step.pk}", text, address, besides=by.user.pk)
