"""Steering committees: set up, members in time, the work programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.engagement import access, rules
from hopluc.engagement.actions.common import check_day, tell_bodies
from hopluc.engagement.models import Committee, CommitteeMember, WorkItem
from hopluc.organizations.acting import Acting
from hopluc.organizations.actions import found
from hopluc.organizations.models import Organisation, User
from hopluc.plans.actions import StaleFormError

ONLY_KEEPERS = gettext_lazy("Cán bộ của Ban Chỉ đạo hoặc cơ quan thường trực của Ban mới làm việc này.")


@dataclass(frozen=True, slots=True)
class Founding:
    """What founded a committee, and who prepares its work."""

    standing: Organisation
    document: str
    founded_on: dt.date
    field_of_work: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits: a person with an account or a name as typed, in which role, for which body, since when and
    by which document."""

    name: str
    role: str
    since: dt.date
    document: str
    post: str = ""
    user: User | None = None
    body: Organisation | None = None
    field_in_charge: str = ""
    order: int = 0


@transaction.atomic
def set_up(body: Organisation, founding: Founding, *, by: Acting) -> Committee:
    """Begin to keep a steering committee; once for each body."""
    if not access.may_set_up_committee(by, body):
        raise PermissionDenied(
            _("Cán bộ của cơ quan thành lập hoặc cơ quan thường trực mới lập hồ sơ Ban Chỉ đạo.")
        )
    Organisation.objects.select_for_update().get(pk=body.pk)
    if Committee.objects.filter(body=body).exists():
        raise ValidationError(_("Ban Chỉ đạo này đã có hồ sơ."))
    made = Committee(body=body, made_by=by.user)
    _found(made, founding)
    record(by.actor, "set_up_committee", made, body_id=body.pk, first_day=founding.founded_on)
    return made


@transaction.atomic
def found_committee(
    under: Organisation, name: str, founding: Founding, *, by: Acting, short_name: str = ""
) -> Committee:
    """Make a steering committee under a body, by the document that founded it, and begin its file."""
    if under not in access.founders(by):
        raise PermissionDenied(
            _("Cán bộ của cơ quan thành lập hoặc cơ quan thường trực mới lập hồ sơ Ban Chỉ đạo.")
        )
    check_day(founding.founded_on, name="founded_on")
    body = found(
        by=by.actor,
        name=name,
        short_name=short_name.strip(),
        kind=Organisation.Kind.STEERING,
        level=under.level,
        parent=under,
        since=founding.founded_on,
        document=founding.document.strip(),
    )
    return set_up(body, founding, by=by)


@transaction.atomic
def change_committee(
    committee: Committee, founding: Founding, *, by: Acting, seen: int | None = None
) -> Committee:
    """Another standing agency or founding document."""
    now = locked(committee, by)
    if seen is not None and seen != now.revision:
        raise StaleFormError(_("Hồ sơ Ban đã được sửa trong lúc đồng chí nhập. Xem lại rồi ghi."), "moved")
    _found(now, founding)
    record(by.actor, "change_committee", now, body_id=now.body_id)
    return now


def _found(committee: Committee, founding: Founding) -> None:
    check_day(founding.founded_on, name="founded_on")
    if founding.standing.kind == Organisation.Kind.COOPERATIVE:
        raise ValidationError({"standing": _("Cơ quan thường trực phải là một cơ quan, tổ chức.")})
    committee.standing_agency = founding.standing
    committee.document = founding.document.strip()
    committee.founded_on = founding.founded_on
    committee.field_of_work = founding.field_of_work.strip()
    committee.revision += 1
    committee.full_clean(exclude=["body", "standing_agency", "made_by"])
    committee.save()


def locked(committee: Committee, by: Acting) -> Committee:
    """The committee as it is now, held until the transaction ends, for those who keep it."""
    rows = Committee.objects.select_related("body", "standing_agency")
    now: Committee = held(rows, committee.pk)
    if not access.may_keep_committee(by, now):
        raise PermissionDenied(ONLY_KEEPERS)
    return now


# --- members --------------------------------------------------------------------------------------


@transaction.atomic
def seat(committee: Committee, who: Seat, *, by: Acting) -> CommitteeMember:
    """Somebody sits in the committee from a day on."""
    now = locked(committee, by)
    made = _sit(now, who)
    record(by.actor, "seat_member", made, body_id=now.body_id, first_day=who.since)
    return made


def _sit(committee: Committee, who: Seat) -> CommitteeMember:
    if not who.document.strip():
        raise ValidationError({"document": _("Ghi số, ký hiệu và ngày của văn bản cử thành viên.")})
    if who.since < committee.founded_on:
        raise ValidationError({"since": _("Ngày bắt đầu trước ngày thành lập Ban Chỉ đạo.")})
    made = CommitteeMember(
        committee=committee,
        order=who.order,
        user=who.user,
        name=who.name.strip()[:150],
        post=who.post.strip()[:250],
        role=who.role,
        body=who.body,
        body_name=who.body.name if who.body else "",
        field_in_charge=who.field_in_charge.strip()[:500],
        since=who.since,
        document=who.document.strip(),
    )
    _check_alone(made)
    made.full_clean(exclude=["committee", "user", "body"])
    made.save()
    return made


def _check_alone(made: CommitteeMember) -> None:
    """Nobody sits twice at once, and one head at a time."""
    there = CommitteeMember.objects.filter(committee=made.committee, struck_at__isnull=True)
    at_once = there.filter(Q(until__isnull=True) | Q(until__gt=made.since))
    if made.role == CommitteeMember.Role.HEAD:
        head = at_once.filter(role=made.role).first()
        if head:
            raise ValidationError(
                {"role": _("%(name)s đang là trưởng ban. Ghi ngày thôi trước.") % {"name": head.name}}
            )
    same = Q(user=made.user) if made.user_id else Q(name=made.name, post=made.post, body=made.body_id)
    if at_once.filter(same).exists():
        raise ValidationError({"name": _("Người này đã là thành viên trong thời gian đó.")})


def _seat_locked(member: CommitteeMember, by: Acting) -> CommitteeMember:
    """The seat as it is now, with its committee held; a seat that has ended or was struck is past."""
    locked(member.committee, by)
    rows = CommitteeMember.objects.select_related("committee__body")
    now: CommitteeMember = held(rows, member.pk)
    if now.struck_at is not None or now.until is not None:
        raise StaleFormError(_("Dòng này đã được sửa hoặc đã thôi. Xem lại danh sách."), "moved")
    return now


def _end(member: CommitteeMember, until: dt.date, document: str) -> None:
    if not document.strip():
        raise ValidationError({"document": _("Ghi số, ký hiệu và ngày của văn bản.")})
    if until <= member.since:
        raise ValidationError({"until": _("Ngày thôi phải sau ngày bắt đầu.")})
    member.until, member.end_document = until, document.strip()[:200]
    member.ended_at = timezone.now()
    member.save(update_fields=["until", "end_document", "ended_at"])


@transaction.atomic
def end_seat(member: CommitteeMember, *, by: Acting, until: dt.date, document: str) -> CommitteeMember:
    """Somebody sits no more from a day on."""
    now = _seat_locked(member, by)
    _end(now, until, document)
    record(by.actor, "end_seat", now, body_id=now.committee.body_id, first_day=until)
    return now


@transaction.atomic
def change_seat(member: CommitteeMember, who: Seat, *, by: Acting) -> CommitteeMember:
    """Another person, role, post or field in the place of a seat, from a day on."""
    now = _seat_locked(member, by)
    if who.since <= now.since:
        raise ValidationError({"since": _("Ngày thay đổi phải sau ngày bắt đầu của dòng cũ.")})
    _end(now, who.since, who.document)
    made = _sit(now.committee, who)
    fields = {"after": now.pk}
    record(
        by.actor,
        "change_seat",
        made,
        fields=fields,
        body_id=now.committee.body_id,
        first_day=who.since,
    )
    return made


@transaction.atomic
def correct_seat(member: CommitteeMember, who: Seat | None, *, by: Acting, reason: str) -> None:
    """What was written wrongly is struck, and written anew where `who` says how it is."""
    now = _seat_locked(member, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do đính chính.")})
    now.struck_at = timezone.now()
    now.save(update_fields=["struck_at"])
    body = now.committee.body_id
    record(by.actor, "strike_seat", now, reason=reason.strip(), body_id=body, first_day=now.since)
    if who:
        made = _sit(now.committee, who)
        record(by.actor, "seat_member", made, body_id=body, first_day=who.since)


# --- work programme -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Work:
    """A line of the programme: the month (any day of it), what, who prepares."""

    month: dt.date
    text: str
    body: Organisation | None = None
    who: str = ""


@transaction.atomic
def add_work(committee: Committee, work: Work, *, by: Acting) -> WorkItem:
    """Put a line into the work programme; the body that is to prepare it is told."""
    now = locked(committee, by)
    made = WorkItem(committee=now)
    _lay(made, work)
    record(by.actor, "add_committee_work", made, body_id=now.body_id, first_day=made.due_on)
    _tell_work(made, by)
    return made


def _lay(item: WorkItem, work: Work) -> None:
    if not work.text.strip():
        raise ValidationError({"text": _("Ghi nội dung công việc.")})
    item.due_on = rules.month_end(work.month)
    item.text = work.text.strip()
    item.body = work.body
    item.body_name = work.body.name if work.body else work.who.strip()[:300]
    item.revision += 1
    item.full_clean(exclude=["committee", "body"])
    item.save()


def _tell_work(item: WorkItem, by: Acting) -> None:
    if item.body_id is None:
        return
    from_, month = item.committee.body.name, f"{item.due_on:%m/%Y}"
    text = _("%(committee)s: chuẩn bị “%(what)s”, tháng %(month)s.") % {
        "committee": from_,
        "what": item.text[:120],
        "month": month,
    }
    programme = reverse("engagement:committee_work", args=[item.committee_id])
    address = f"{programme}?nam={item.due_on.year}"
    key = f"committee-work-{item.pk}-{item.revision}"
    tell_bodies({item.body_id}, key, text, address, besides=by.user.pk)


def _work_locked(item: WorkItem, by: Acting, seen: int | None) -> WorkItem:
    locked(item.committee, by)
    now: WorkItem = WorkItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if seen is not None and seen != now.revision:
        raise StaleFormError(_("Dòng này đã được sửa trong lúc đồng chí nhập. Xem lại rồi ghi."), "moved")
    return now


@transaction.atomic
def change_work(item: WorkItem, work: Work, *, by: Acting, seen: int | None = None) -> WorkItem:
    """Another month, wording or preparing body for a line that is still open."""
    now = _work_locked(item, by, seen)
    if now.state != WorkItem.State.OPEN:
        raise ValidationError(_("Việc này đã xong hoặc đã thôi, không sửa được nữa."))
    before = now.body_id
    _lay(now, work)
    record(by.actor, "change_committee_work", now, body_id=now.committee.body_id, first_day=now.due_on)
    if now.body_id != before:
        _tell_work(now, by)
    return now


@transaction.atomic
def settle_work(
    item: WorkItem, *, by: Acting, state: str, on: dt.date, result: str = "", seen: int | None = None
) -> WorkItem:
    """A line is done, given up with a reason, or open again."""
    now = _work_locked(item, by, seen)
    check_day(on)
    if state == WorkItem.State.DROPPED and not result.strip():
        raise ValidationError({"result": _("Không làm nữa thì phải ghi lý do.")})
    now.state = state
    now.settled_on = None if state == WorkItem.State.OPEN else on
    now.result = result.strip()
    now.revision += 1
    now.full_clean(exclude=["committee", "body"])
    now.save(update_fields=["state", "settled_on", "result", "folded", "revision"])
    fields = {"state": state}
    record(by.actor, "settle_committee_work", now, fields=fields, body_id=now.committee.body_id, first_day=on)
    return now
