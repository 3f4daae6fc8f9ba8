"""What a body holds of steering committees, and how it passes on; called by `handover.py`."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.engagement.models import Committee, CommitteeMember, Conclusion, ConclusionHelp, WorkItem
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import Held, Item, Share, key_of

COVERS = {
    "engagement.Committee.body": "the committee's file passes on, unless the successor has one",
    "engagement.Committee.standing_agency": "the successor prepares the committee's work",
    "engagement.CommitteeMember.body": "seats of today end and go on in the successor's name",
    "engagement.WorkItem.body": "work that is not done passes on",
    "engagement.Conclusion.body": "conclusions not yet in a plan pass on; others stay",
    "engagement.ConclusionHelp.body": "with conclusions not yet in a plan",
}


def _files(body: Organisation) -> list[Committee]:
    return list(Committee.objects.filter(Q(body=body) | Q(standing_agency=body)).order_by("pk"))


def _seats(body: Organisation, on: dt.date) -> list[CommitteeMember]:
    rows = CommitteeMember.objects.sitting_on(on).filter(body=body).filter(until__isnull=True)
    return list(rows.order_by("pk"))


def _work(body: Organisation) -> list[WorkItem]:
    return list(WorkItem.objects.filter(body=body, state=WorkItem.State.OPEN).order_by("pk"))


def _conclusions(body: Organisation) -> list[Conclusion]:
    mine = Q(body=body) | Q(helpers__body=body)
    return list(Conclusion.objects.filter(mine, task__isnull=True).distinct().order_by("pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Committees, seats, work to prepare, conclusions."""
    files, seats, work, told = _files(body), _seats(body, on), _work(body), _conclusions(body)
    fate = _("cơ quan kế thừa làm tiếp")
    return [
        Held(_("Hồ sơ Ban Chỉ đạo"), len(files), fate, tuple(str(one) for one in files)),
        Held(
            _("Thành viên Ban Chỉ đạo"),
            len(seats),
            _("thành viên ghi theo cơ quan kế thừa từ ngày đó"),
            tuple(one.name for one in seats),
        ),
        Held(_("Việc chuẩn bị cho Ban Chỉ đạo"), len(work), fate, tuple(one.text for one in work)),
        Held(_("Kết luận phiên họp chưa đưa vào theo dõi"), len(told), fate, tuple(one.text for one in told)),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """The same, one by one."""
    return [
        *(Item(key_of(one), _("Hồ sơ Ban Chỉ đạo"), str(one)) for one in _files(body)),
        *(Item(key_of(one), _("Thành viên Ban Chỉ đạo"), one.name) for one in _seats(body, on)),
        *(Item(key_of(one), _("Việc chuẩn bị cho Ban Chỉ đạo"), one.text) for one in _work(body)),
        *(
            Item(key_of(one), _("Kết luận phiên họp chưa đưa vào theo dõi"), one.text)
            for one in _conclusions(body)
        ),
    ]


def pass_on(body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share) -> None:
    """Hand over what the share has of it."""
    for committee in filter(share.has, _files(body)):
        _pass_file(committee, body, successor, on, by)
    for seat in filter(share.has, _seats(body, on)):
        _pass_seat(seat, successor, on, by)
    for work in filter(share.has, _work(body)):
        work.body, work.body_name = successor, successor.name
        work.save(update_fields=["body", "body_name"])
        record(by, "pass_on", work, body_id=successor.pk, first_day=on)
    for conclusion in filter(share.has, _conclusions(body)):
        _pass_conclusion(conclusion, body, successor, on, by)


def _pass_file(
    committee: Committee, body: Organisation, successor: Organisation, on: dt.date, by: Actor
) -> None:
    changed = []
    if committee.standing_agency_id == body.pk:
        committee.standing_agency = successor
        changed.append("standing_agency")
    if committee.body_id == body.pk and not Committee.objects.filter(body=successor).exists():
        committee.body = successor
        changed.append("body")
    if changed:
        committee.save(update_fields=changed)
        record(by, "pass_on", committee, fields={"changed": changed}, body_id=successor.pk, first_day=on)


def _pass_seat(seat: CommitteeMember, successor: Organisation, on: dt.date, by: Actor) -> None:
    """The seat ends on the day and a like one begins in the successor's name; one that begins later, or
    that day, is changed itself."""
    if seat.since >= on:
        seat.body, seat.body_name = successor, successor.name
        seat.save(update_fields=["body", "body_name"])
    else:
        seat.until, seat.ended_at = on, timezone.now()
        seat.save(update_fields=["until", "ended_at"])
        seat = CommitteeMember.objects.create(
            committee_id=seat.committee_id,
            order=seat.order,
            user_id=seat.user_id,
            name=seat.name,
            post=seat.post,
            role=seat.role,
            body=successor,
            body_name=successor.name,
            field_in_charge=seat.field_in_charge,
            since=on,
            document=seat.document,
        )
    record(by, "pass_on", seat, body_id=successor.pk, first_day=on)


def _pass_conclusion(
    conclusion: Conclusion, body: Organisation, successor: Organisation, on: dt.date, by: Actor
) -> None:
    """The successor does it, or helps; who does it does not help as well."""
    if conclusion.body_id == body.pk:
        conclusion.body, conclusion.who = successor, successor.name
        conclusion.save(update_fields=["body", "who"])
    there = {conclusion.body_id, *conclusion.helpers.exclude(body=body).values_list("body_id", flat=True)}
    own: list[ConclusionHelp] = list(conclusion.helpers.filter(body=body))
    for helper in own:
        if successor.pk in there:
            helper.delete()
        else:
            helper.body = successor
            helper.save(update_fields=["body"])
    record(by, "pass_on", conclusion, body_id=successor.pk, first_day=on)
