"""Reminders: the schedule of a plan, what is told to whom on a day, the daily mail."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.archive.actions import SYSTEM, record
from hopluc.archive.models import Notice
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.organizations.noticing import post
from hopluc.organizations.noticing.kinds import BY_SLUG, Way, way_of
from hopluc.organizations.noticing.models import HOURS, USUAL_HOUR
from hopluc.organizations.noticing.queries import Choices, choices_of, digest_hours
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Assignment, Plan
from hopluc.reporting.urging import access
from hopluc.reporting.urging.models import Digest, Reminder, ReminderSchedule
from hopluc.reporting.urging.planning import ToTell, to_tell
from hopluc.reporting.urging.rules import NOTICE_KINDS, Kind, Schedule
from hopluc.reporting.urging.wording import mail_text, summary

PEOPLE_AT_ONCE = 200
MOST_DAYS = 90
MOST_TRIES = 3
LOST_AFTER = dt.timedelta(minutes=15)  # a mail on its way for so long died with its worker
Mail = Digest.Mail
BY_MAIL = (Way.DIGEST, Way.NOW)


# --- the schedule ---------------------------------------------------------------------------------


@transaction.atomic
def set_schedule(plan: Plan, schedule: Schedule, *, by: Acting, seen: int | None = None) -> ReminderSchedule:
    """Set when people are reminded of the parts of a plan. Raises ValidationError for days that make no
    sense; StaleFormError where another changed it since the form was filled."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not access.may_urge(by, plan):
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực đặt lịch nhắc việc."))
    row = ReminderSchedule.objects.filter(plan=plan).first() or ReminderSchedule(plan=plan)
    if seen is not None and seen != row.revision:
        raise StaleFormError(_("Lịch nhắc đã được người khác sửa trong lúc nhập. Xem lại rồi ghi."), "moved")
    days = [*schedule.before, *schedule.after, schedule.repeat, schedule.head_after, schedule.escalate_after]
    if any(day is not None and not 1 <= day <= MOST_DAYS for day in days):
        raise ValidationError(_("Số ngày phải từ 1 đến %s.") % MOST_DAYS)
    row.active, row.on_day = schedule.active, schedule.on_day
    row.before, row.after = sorted(set(schedule.before), reverse=True), sorted(set(schedule.after))
    row.repeat, row.head_after = schedule.repeat, schedule.head_after
    row.escalate_after = schedule.escalate_after
    row.rhythm = ReminderSchedule.Rhythm.DAILY
    if schedule.weekly_on is not None:
        row.rhythm, row.weekday = ReminderSchedule.Rhythm.WEEKLY, schedule.weekly_on
    row.changed_by_name = by.actor.name
    row.revision += 1
    row.full_clean(exclude=["plan", "before", "after"])
    row.save()
    record(by.actor, "set_reminders", plan, fields={"active": row.active})
    return row


# --- telling --------------------------------------------------------------------------------------


def remind(on: dt.date) -> int:
    """Tell everybody what is due or late on a day; how many people. Safe to run twice: who was told that
    day is told no more, and a stage that was told does not come again."""
    listed = sorted(to_tell(on).items())
    done = 0
    for start in range(0, len(listed), PEOPLE_AT_ONCE):
        done += _remind_some(on, dict(listed[start : start + PEOPLE_AT_ONCE]))
    return done


def _remind_some(on: dt.date, people: Mapping[int, Sequence[ToTell]]) -> int:
    """Tell some people, all or none; nought where another run was there before."""
    try:
        return _write(on, people)
    except IntegrityError:
        return 0


@transaction.atomic
def _write(on: dt.date, people: Mapping[int, Sequence[ToTell]]) -> int:
    there = {row.person_id: row for row in Digest.objects.filter(on=on, person__in=people)}
    had = set(Reminder.objects.filter(digest__in=there.values()).values_list("person_id", flat=True))
    choices = choices_of(people)
    wanted = {pk: _wanted(told, choices[pk]) for pk, told in people.items() if pk not in had}
    fresh = {pk: told for pk, told in wanted.items() if told}
    if not fresh:
        return 0
    users = User.objects.only("pk", "email").in_bulk(fresh)
    mails = {pk: _mail(users[pk], told, choices[pk]) for pk, told in fresh.items()}
    made = [
        Digest(person_id=pk, on=on, mail=mails[pk], address=users[pk].email)
        for pk in fresh
        if pk not in there
    ]
    digests = [*Digest.objects.bulk_create(made), *(there[pk] for pk in fresh if pk in there)]
    again = [there[pk].pk for pk in fresh if pk in there and mails[pk] == Mail.WAITING]
    Digest.objects.filter(pk__in=again, mail=Mail.NONE).update(mail=Mail.WAITING)
    Reminder.objects.bulk_create(
        [
            Reminder(
                digest=digest,
                person_id=digest.person_id,
                assignment_id=one.assignment,
                plan_id=one.plan,
                body_name=one.body_name,
                due_on=one.due_on,
                offset=one.stage.offset,
                kind=one.stage.kind.value,
                on=on,
            )
            for digest in digests
            for one in fresh[digest.person_id]
        ],
        batch_size=500,
    )
    _notices(on, fresh)
    fields = {"people": len(digests), "reminders": sum(map(len, fresh.values()))}
    record(SYSTEM, "remind", digests[0], fields=fields)
    return len(digests)


def _notices(on: dt.date, people: Mapping[int, Sequence[ToTell]]) -> None:
    """One notice for each person: of a single part its words, of several how many stand where. They are
    written together; `notify` would ask for each key by itself."""
    single = [told[0].assignment for told in people.values() if len(told) == 1]
    parts = Assignment.objects.select_related("task").only("pk", "task__text").in_bulk(single)
    rows = []
    for person, told in people.items():
        if len(told) == 1:
            task = parts[told[0].assignment].task
            text = f"{summary(_counts(told))}: “{Truncator(task.text).words(14)}”"
            address = reverse("plans:task", args=[task.pk])
        else:
            text = _("Nhắc việc: %s") % summary(_counts(told))
            address = f"{reverse('urging:reminders')}?cua_toi=on&tu={on.isoformat()}"
        key = f"remind-{on:%Y%m%d}-{person}"
        rows.append(Notice(person_id=person, key=key, text=text[:300], address=address))
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _counts(told: Sequence[ToTell]) -> Counter[str]:
    return Counter(one.stage.kind.value for one in told)


def _wanted(told: Sequence[ToTell], choices: Choices) -> list[ToTell]:
    """What of it the person has not turned off."""
    return [one for one in told if way(one.stage.kind, choices) != Way.OFF]


def _mail(person: User, told: Sequence[ToTell], choices: Choices) -> Digest.Mail:
    """Whether a mail is to go out about what a person is told."""
    mailed = any(way(one.stage.kind, choices) in BY_MAIL for one in told)
    return Mail.WAITING if person.email and mailed else Mail.NONE


def way(kind: str, choices: Choices) -> Way:
    """By which way a person is reminded of a stage (rules.Kind)."""
    return way_of(BY_SLUG[NOTICE_KINDS[Kind(kind)]], choices)


# --- mails ----------------------------------------------------------------------------------------


def gather_notices(on: dt.date) -> int:
    """Have a daily mail for everybody who wants notices in it and was not mailed today; how many are new."""
    people = set(post.waiting(Way.DIGEST).order_by().values_list("person_id", flat=True))
    if not people:
        return 0
    Digest.objects.filter(on=on, person__in=people, mail=Mail.NONE).update(mail=Mail.WAITING)
    there = set(Digest.objects.filter(on=on, person__in=people).values_list("person_id", flat=True))
    users = User.objects.only("pk", "email").in_bulk(people - there)
    rows = [Digest(person=one, on=on, mail=Mail.WAITING, address=one.email) for one in users.values()]
    return len(Digest.objects.bulk_create(rows, ignore_conflicts=True))


def send_mails(on: dt.date, hour: int = HOURS.stop) -> int:
    """Send the day's mails that wait, one for each person, once the `hour` is theirs; how many went out.
    Who wants reminders at once does not wait for an hour. Without an hour all of them.

    A mail is claimed before it is sent and marked after: one that was on its way when its worker died is
    not sent again, and the log says so (the notice in the system is there in any case). What the mail
    server refuses is tried again by the next run, three times.
    """
    Digest.objects.filter(mail=Mail.SENDING, mailed_at__lt=timezone.now() - LOST_AFTER).update(
        mail=Mail.UNSURE
    )
    waiting = _due(on, hour)
    if not waiting:
        return 0
    sent = 0
    with get_connection() as connection:
        for pk in waiting:
            if not Digest.objects.filter(pk=pk, mail=Mail.WAITING).update(
                mail=Mail.SENDING, mailed_at=timezone.now()
            ):
                continue
            digest = Digest.objects.select_related("person").get(pk=pk)
            notices = post.claim(
                post.waiting(Way.DIGEST).filter(person_id=digest.person_id).order_by("pk"), digest.address
            )
            message = _message(digest, notices)
            if message is None:
                Digest.objects.filter(pk=pk).update(mail=Mail.NONE)
                continue
            message.connection = connection
            try:
                message.send()
            except OSError as error:  # what smtplib and sockets raise
                _refused(digest, error)
                post.refused(notices, error)
            else:
                post.went(notices)
                Digest.objects.filter(pk=pk).update(mail=Mail.SENT, mailed_at=timezone.now(), error="")
                sent += 1
    return sent


def _due(on: dt.date, hour: int) -> list[int]:
    """The mails of a day that wait and whose hour has come."""
    rows = list(Digest.objects.filter(mail=Mail.WAITING, on=on).order_by("pk"))
    people = [row.person_id for row in rows]
    hours, choices = digest_hours(people), choices_of(people)
    kinds: dict[int, set[str]] = defaultdict(set)
    for person, kind in Reminder.objects.filter(digest__in=rows).values_list("person_id", "kind"):
        kinds[person].add(kind)
    return [
        row.pk
        for row in rows
        if hour >= hours.get(row.person_id, USUAL_HOUR)
        or any(way(kind, choices[row.person_id]) == Way.NOW for kind in kinds[row.person_id])
    ]


def _refused(digest: Digest, error: OSError) -> None:
    tries = digest.tries + 1
    Digest.objects.filter(pk=digest.pk).update(
        mail=Mail.FAILED if tries >= MOST_TRIES else Mail.WAITING,
        tries=tries,
        error=f"{type(error).__name__}: {error}"[:300],
    )


def _message(digest: Digest, notices: Sequence[Notice]) -> EmailMessage | None:
    """The mail of a digest with the notices claimed for it; None where nothing of it is wanted or open any
    more."""
    choices = choices_of([digest.person_id])[digest.person_id]
    rows = digest.reminders.select_related("assignment__task__plan").order_by("due_on", "pk")
    open_ = [row for row in rows if row.assignment.due_on == row.due_on and way(row.kind, choices) in BY_MAIL]
    if not open_ and not notices:
        return None
    counts = Counter(row.kind for row in open_)
    told = [*filter(None, [summary(counts)]), *([f"{len(notices)} thông báo"] if notices else [])]
    return EmailMessage(
        subject=f"[Hợp Lực] {', '.join(told)}",
        body=mail_text(digest.person, open_, digest.on, settings.SITE_ADDRESS, notices),
        to=[digest.address],
        headers={"Auto-Submitted": "auto-generated"},
    )
