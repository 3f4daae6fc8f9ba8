"""Meetings of a committee: planned → invited to → held with minutes and conclusions; or called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify, record
from hopluc.archive.holding import held
from hopluc.engagement.actions.committees import locked
from hopluc.engagement.actions.common import Files, check_day, tell_bodies
from hopluc.engagement.models import (
    AgendaItem,
    Committee,
    CommitteeMember,
    Meeting,
    MeetingFile,
    MeetingMinutes,
    Problem,
)
from hopluc.organizations.acting import Acting
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Task
from hopluc.viet.dates import format_date

State = Meeting.State
PRESENT, ABSENT, SENT = "present", "absent", "sent"
ATTENDANCE = (PRESENT, ABSENT, SENT)


@dataclass(frozen=True, slots=True)
class Topic:
    """One item of an agenda; `task` and `problem`: what it was made of."""

    text: str
    presenter: str = ""
    task: Task | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """What a meeting is to be."""

    title: str
    on: dt.date
    agenda: Sequence[Topic]
    at: dt.time | None = None
    place: str = ""
    chair: CommitteeMember | None = None
    guests: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Whether a member came (`present`), was away (`absent`) or sent somebody (`sent`), and who or why."""

    state: str
    note: str = ""


@transaction.atomic
def plan_meeting(committee: Committee, programme: Programme, *, by: Acting) -> Meeting:
    """Set a meeting; nobody outside those who keep the committee sees it until the invitation is out."""
    now = locked(committee, by)
    made = Meeting(committee=now, made_by=by.user)
    _lay(made, programme)
    record(by.actor, "plan_meeting", made, body_id=now.body_id, first_day=programme.on)
    return made


@transaction.atomic
def change_meeting(meeting: Meeting, programme: Programme, *, by: Acting, seen: int | None = None) -> Meeting:
    """Set a planned meeting anew; those who were invited are told of the change."""
    now = _planned(meeting, by, seen)
    _lay(now, programme)
    record(by.actor, "change_meeting", now, body_id=now.committee.body_id, first_day=programme.on)
    if now.invited_on:
        _tell(now, f"changed-{now.revision}", _("%(committee)s đổi phiên họp: %(title)s, ngày %(day)s."), by)
    return now


def _lay(meeting: Meeting, programme: Programme) -> None:
    """Write a programme over a meeting."""
    if not programme.agenda:
        raise ValidationError({"others": _("Phiên họp cần ít nhất một nội dung: chọn hoặc ghi.")})
    if programme.chair and programme.chair.committee_id != meeting.committee_id:
        raise ValidationError({"chair": _("Người chủ trì phải là thành viên của Ban.")})
    meeting.title, meeting.on, meeting.at = programme.title.strip(), programme.on, programme.at
    meeting.place, meeting.chair = programme.place.strip(), programme.chair
    meeting.guests = programme.guests.strip()
    meeting.revision += 1
    meeting.full_clean(exclude=["committee", "chair", "made_by"])
    meeting.save()
    meeting.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            order=place,
            text=one.text.strip(),
            presenter=one.presenter.strip()[:300],
            task=one.task,
            problem=one.problem,
        )
        for place, one in enumerate(programme.agenda, 1)
    )


def locked_meeting(meeting: Meeting, by: Acting, seen: int | None = None) -> Meeting:
    """The meeting as it is now, held until the transaction ends, for those who keep its committee."""
    locked(meeting.committee, by)
    rows = Meeting.objects.select_related("committee__body", "committee__standing_agency")
    now: Meeting = held(rows, meeting.pk)
    if seen is not None and seen != now.revision:
        raise StaleFormError(_("Phiên họp đã được sửa trong lúc đồng chí nhập. Xem lại rồi ghi."), "moved")
    return now


def _planned(meeting: Meeting, by: Acting, seen: int | None) -> Meeting:
    now = locked_meeting(meeting, by, seen)
    if now.state == State.HELD:
        raise ValidationError(_("Phiên họp đã có biên bản, không đổi được nữa."))
    if now.state == State.CANCELLED:
        raise ValidationError(_("Phiên họp đã hủy."))
    return now


@transaction.atomic
def invite(meeting: Meeting, *, by: Acting, number: str, on: dt.date, seen: int | None = None) -> Meeting:
    """Take number and day of the invitation back from the document system; every member is told."""
    now = _planned(meeting, by, seen)
    check_day(on)
    if not number.strip():
        raise ValidationError({"number": _("Ghi số, ký hiệu của giấy mời đã phát hành.")})
    if (now.invited_on, now.invitation_number) == (on, number.strip()):
        return now
    now.invited_on, now.invitation_number = on, number.strip()
    now.revision += 1
    now.save(update_fields=["invited_on", "invitation_number", "folded", "revision"])
    record(by.actor, "invite_to_meeting", now, body_id=now.committee.body_id, first_day=on)
    _tell(now, f"invited-{now.revision}", _("%(committee)s mời họp: %(title)s, ngày %(day)s."), by)
    return now


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Acting, reason: str, seen: int | None = None) -> Meeting:
    """Call a planned meeting off; who was invited is told."""
    now = _planned(meeting, by, seen)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do hủy phiên họp.")})
    now.state, now.cancelled_reason = State.CANCELLED, reason.strip()
    now.revision += 1
    now.save(update_fields=["state", "cancelled_reason", "revision"])
    record(by.actor, "cancel_meeting", now, reason=reason.strip(), body_id=now.committee.body_id)
    if now.invited_on:
        _tell(now, "cancelled", _("%(committee)s hủy phiên họp: %(title)s, ngày %(day)s."), by)
    return now


@transaction.atomic
def record_meeting_minutes(
    meeting: Meeting,
    *,
    by: Acting,
    held_on: dt.date,
    chaired_by: str,
    summary: str,
    attendance: Mapping[int, Attendance],
    written_by: str = "",
    place: str = "",
    others: str = "",
    files: Files = (),
    seen: int | None = None,
) -> MeetingMinutes:
    """Write what was said and who came; written again, the new minutes stand and the old ones stay to be
    read. attendance: by the member's id."""
    now = locked_meeting(meeting, by, seen)
    if now.state == State.CANCELLED:
        raise ValidationError(_("Phiên họp đã hủy, không ghi biên bản được."))
    check_day(held_on, name="held_on")
    sitting = CommitteeMember.objects.sitting_on(held_on).filter(committee=now.committee_id)
    there = set(sitting.values_list("pk", flat=True))
    minutes = MeetingMinutes(
        meeting=now,
        held_on=held_on,
        place=place.strip(),
        chaired_by=chaired_by.strip(),
        written_by=written_by.strip(),
        attendance=[
            {"member": pk, "state": one.state, "note": one.note.strip()}
            for pk, one in attendance.items()
            if pk in there and one.state in ATTENDANCE
        ],
        others=others.strip(),
        summary=summary.strip(),
        by=by.user,
        by_name=by.actor.name[:150],
    )
    minutes.full_clean(exclude=["meeting", "by", "attendance"])
    before = now.minutes.order_by("-pk").first()
    minutes.save()
    carried = [(one.file, one.name) for one in before.files.select_related("file")] if before else []
    for file, name in [*carried, *files]:
        MeetingFile.objects.create(minutes=minutes, file=file, name=name[:255])
    now.state = State.HELD
    now.revision += 1
    now.save(update_fields=["state", "revision"])
    fields = {"minutes": minutes.pk}
    body = now.committee.body_id
    record(by.actor, "record_meeting_minutes", now, fields=fields, body_id=body, first_day=held_on)
    if before is None:
        _tell(now, "minutes", _("%(committee)s đã có biên bản: %(title)s, ngày %(day)s."), by)
    return minutes


def _tell(meeting: Meeting, key: str, words: str, by: Acting) -> None:
    """A notice to each member of the meeting's day: to the member's own account, else to the officers of
    the body for which the member sits. The person who acts is left out."""
    committee = meeting.committee
    told = {"committee": committee.body.name, "title": meeting.title, "day": format_date(meeting.on)}
    text = (words % told)[:300]
    address = reverse("engagement:meeting", args=[meeting.pk])
    key = f"meeting-{meeting.pk}-{key}"
    bodies = set()
    day = max(meeting.on, timezone.localdate())
    for seat in CommitteeMember.objects.sitting_on(day).filter(committee=committee).in_order():
        if seat.user_id and seat.user_id != by.user.pk:
            notify(seat.user_id, f"{key}-{seat.user_id}", text, address, seat.body_id)
        elif not seat.user_id and seat.body_id:
            bodies.add(seat.body_id)
    tell_bodies(bodies, key, text, address, besides=by.user.pk)
