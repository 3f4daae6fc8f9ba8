"""What a meeting concludes: written, put into a plan's tracking, or found in a plan that was adopted."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.archive.actions import record
from hopluc.archive.models import File
from hopluc.compiler import format as compiled
from hopluc.engagement.actions.common import check_day, tell_bodies
from hopluc.engagement.actions.meetings import locked_meeting
from hopluc.engagement.models import Conclusion, ConclusionHelp, Meeting, MeetingPlan
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.organizations.queries import members_on
from hopluc.plans.access import follows
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.opening import NOBODY, Resolution, open_plan
from hopluc.viet.dates import format_date
from hopluc.viet.text import lower_first

IN_TRACKING = gettext_lazy("Kết luận đã đưa vào theo dõi: thay đổi thì đề xuất sửa đổi kế hoạch.")


@dataclass(frozen=True, slots=True)
class Said:
    """A conclusion: what, who does it (a body or a collective), who helps, by when."""

    text: str
    who: Organisation | BodyGroup
    due_on: dt.date | None = None
    helpers: Sequence[Organisation] = ()


@transaction.atomic
def conclude(meeting: Meeting, said: Said, *, by: Acting) -> Conclusion:
    """Write a conclusion of a meeting that was held."""
    now = _open(meeting, by)
    last = now.conclusions.aggregate(last=Max("number"))["last"] or 0
    made = Conclusion(meeting=now, number=last + 1)
    _lay(made, said)
    record(by.actor, "conclude", made, body_id=now.committee.body_id)
    return made


@transaction.atomic
def change_conclusion(
    conclusion: Conclusion, said: Said, *, by: Acting, seen: int | None = None
) -> Conclusion:
    """Other words, body or day for a conclusion that is in no plan yet."""
    now = _locked(conclusion, by, seen)
    _lay(now, said)
    record(by.actor, "change_conclusion", now, body_id=now.meeting.committee.body_id)
    return now


@transaction.atomic
def drop_conclusion(conclusion: Conclusion, *, by: Acting, seen: int | None = None) -> None:
    """Take out a conclusion that is in no plan yet; those after it move up."""
    now = _locked(conclusion, by, seen)
    record(by.actor, "drop_conclusion", now, body_id=now.meeting.committee.body_id)
    later = now.meeting.conclusions.filter(number__gt=now.number)
    now.delete()
    for one in later.order_by("number"):
        one.number -= 1
        one.save(update_fields=["number"])


def _open(meeting: Meeting, by: Acting) -> Meeting:
    """The meeting, held by those who keep it, whose conclusions may still be written."""
    now = locked_meeting(meeting, by)
    if now.state != Meeting.State.HELD:
        raise ValidationError(_("Ghi biên bản phiên họp trước, rồi ghi kết luận."))
    if now.plans.filter(kind=MeetingPlan.Kind.TYPED).exists():
        raise ValidationError(IN_TRACKING)
    return now


def _locked(conclusion: Conclusion, by: Acting, seen: int | None) -> Conclusion:
    meeting = _open(conclusion.meeting, by)
    now = Conclusion.objects.select_for_update(of=("self",)).filter(pk=conclusion.pk).first()
    if now is None or (seen is not None and seen != now.revision):
        raise StaleFormError(_("Kết luận đã được sửa trong lúc đồng chí nhập. Xem lại rồi ghi."), "moved")
    now.meeting = meeting
    return now


def _lay(conclusion: Conclusion, said: Said) -> None:
    """Write over a conclusion what it says."""
    if not said.text.strip():
        raise ValidationError({"text": _("Ghi nội dung kết luận.")})
    held_on = conclusion.meeting.minutes.order_by("-pk").values_list("held_on", flat=True).first()
    if said.due_on and held_on and said.due_on < held_on:
        day = format_date(held_on)
        raise ValidationError({"due_on": _("Thời hạn phải từ ngày họp (%s) trở đi.") % day})
    group = said.who if isinstance(said.who, BodyGroup) else None
    if group and not members_on(group, timezone.localdate()):
        raise ValidationError({"who": _("Nhóm cơ quan này hiện không có cơ quan nào.")})
    conclusion.text, conclusion.due_on = said.text.strip(), said.due_on
    conclusion.body = said.who if isinstance(said.who, Organisation) else None
    conclusion.group, conclusion.who = group, said.who.name[:300]
    conclusion.revision += 1
    conclusion.full_clean(exclude=["meeting", "body", "group", "task"])
    conclusion.save()
    conclusion.helpers.all().delete()
    ConclusionHelp.objects.bulk_create(
        ConclusionHelp(conclusion=conclusion, body=one)
        for one in dict.fromkeys(said.helpers)
        if one.pk != conclusion.body_id
    )


# --- into tracking --------------------------------------------------------------------------------


@transaction.atomic
def follow_conclusions(
    meeting: Meeting, *, by: Acting, paper: File, number: str = "", issued_on: dt.date | None = None
) -> Plan:
    """Open a plan of the meeting's conclusions, owned by the committee and followed by its standing agency:
    from then on they are tasks like all others. `paper`: the notice of conclusions, kept beforehand;
    number and issued_on: where it was issued already."""
    now = _open(meeting, by)
    conclusions = list(now.conclusions.select_related("body", "group").prefetch_related("helpers__body"))
    if not conclusions:
        raise ValidationError(_("Phiên họp chưa có kết luận nào để đưa vào theo dõi."))
    if issued_on:
        check_day(issued_on, name="issued_on")
    committee = now.committee
    found = _Parties()
    plan = open_plan(
        _compiled(now, conclusions, found, number, issued_on),
        by=by,
        owner=committee.body,
        standing=committee.standing_agency,
        resolve=found.resolve,
        paper_sha256=paper.sha256,
    )
    MeetingPlan.objects.create(meeting=now, plan=plan, kind=MeetingPlan.Kind.TYPED, file=paper)
    tasks = {task.code: task for task in Task.objects.filter(plan=plan)}
    for one in conclusions:
        one.task = tasks[_code(one)]
        one.save(update_fields=["task"])
    fields = {"plan": plan.pk, "conclusions": len(conclusions)}
    record(by.actor, "follow_conclusions", now, fields=fields, body_id=committee.body_id)
    _tell(plan, now, by)
    return plan


def _tell(plan: Plan, meeting: Meeting, by: Acting) -> None:
    """Whoever got a part is told once."""
    bodies = set(Assignment.objects.filter(plan=plan).values_list("body_id", flat=True))
    text = _("%(committee)s giao việc theo kết luận phiên họp ngày %(day)s.") % {
        "committee": meeting.committee.body.name,
        "day": format_date(meeting.on),
    }
    tell_bodies(
        bodies,
        f"conclusions-{plan.pk}",
        text,
        reverse("plans:board", args=[plan.pk]),
        besides=by.user.pk,
    )


@transaction.atomic
def join_plan(meeting: Meeting, plan: Plan, *, by: Acting) -> MeetingPlan:
    """The meeting's notice of conclusions came in as a document and was adopted as this plan."""
    now = locked_meeting(meeting, by)
    if now.state != Meeting.State.HELD:
        raise ValidationError(_("Ghi biên bản phiên họp trước, rồi gắn kế hoạch."))
    if not follows(by, plan):
        raise PermissionDenied(_("Chỉ gắn kế hoạch mà cơ quan của đồng chí ban hành hoặc thường trực."))
    if MeetingPlan.objects.filter(plan=plan).exists():
        raise ValidationError({"plan": _("Kế hoạch này đã được gắn với một phiên họp.")})
    made = MeetingPlan.objects.create(meeting=now, plan=plan, kind=MeetingPlan.Kind.DOCUMENT)
    fields = {"plan": plan.pk}
    record(by.actor, "join_plan_to_meeting", now, fields=fields, body_id=now.committee.body_id)
    return made


class _Parties:
    """The parties of a plan made here: each wording stands for the one body or group that it was made for."""

    def __init__(self) -> None:
        self._meant: dict[str, Resolution] = {}

    def party(self, who: Organisation | BodyGroup) -> compiled.Party:
        """The party of a body or group; bodies of the same name are told apart by what stands above them."""
        meant = Resolution(group=who) if isinstance(who, BodyGroup) else Resolution(organisation=who)
        text = who.name
        if self._meant.get(text, meant) != meant:
            text = f"{who.name} ({who.parent if isinstance(who, Organisation) else who.owner})"
        while self._meant.get(text, meant) != meant:
            text += "."
        self._meant[text] = meant
        return compiled.Party(text, who.name, collective=meant.group is not None)

    def resolve(self, party: compiled.Party) -> Resolution:
        """Whom a party stands for."""
        return self._meant.get(party.text, NOBODY)


def _code(conclusion: Conclusion) -> str:
    return str(conclusion.number)


def _compiled(
    meeting: Meeting,
    conclusions: Iterable[Conclusion],
    parties: _Parties,
    number: str,
    issued_on: dt.date | None,
) -> compiled.Plan:
    """The conclusions as the compiler would give them, had it read their notice."""
    listed = list(conclusions)
    text = "\n".join(one.text for one in listed)
    held_on = meeting.minutes.order_by("-pk").values_list("held_on", flat=True).first() or meeting.on
    last = max((one.due_on for one in listed if one.due_on), default=held_on)
    title = _("Kết luận %(title)s ngày %(day)s") % {
        "title": lower_first(meeting.title),
        "day": format_date(held_on),
    }
    document = compiled.Document(
        kind="thong_bao",
        number=number.strip() or None,
        issued_on=issued_on,
        issuer=meeting.committee.body.name,
        title=title,
        period=compiled.Period(held_on, dt.date(last.year, 12, 31)),
    )
    return compiled.Plan(
        text=compiled.TextInfo(hashlib.sha256(text.encode()).hexdigest(), len(text)),
        sources=(),
        pages=(),
        document=document,
        tasks=tuple(_task(one, parties) for one in listed),
    )


def _task(one: Conclusion, parties: _Parties) -> compiled.Task:
    who = one.group or one.body
    if who is None:
        raise ValueError("a conclusion without anybody is kept out by its constraint")
    deadline = None
    if one.due_on:
        words = _("Trước ngày %s") % format_date(one.due_on)
        deadline = compiled.Deadline(words, (compiled.Part(kind="by", date=one.due_on),))
    return compiled.Task(
        id=_code(one),
        number=str(one.number),
        group=None,
        parent=None,
        text=one.text,
        leads=(parties.party(who),),
        coordinators=tuple(parties.party(helper.body) for helper in one.helpers.all()),
        deadline=deadline,
    )
