"""A person's days due as a calendar (RFC 5545), for whoever holds the secret address."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from hopluc.organizations.acting import Role
from hopluc.organizations.models import Membership, User, holds_on
from hopluc.plans import rules
from hopluc.plans.models import Assignment, Plan, Progress
from hopluc.plans.signing.queries import no_officer
from hopluc.plans.standings import Moment, chains, deadlines, holding, now, period_of, said_by
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.urging.models import CalendarFeed

PAST = dt.timedelta(days=400)  # what was not done stays in the calendar for so long
AHEAD = dt.timedelta(days=800)
ALARMS = (dt.timedelta(days=-7), dt.timedelta(days=-1))


def hashed(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(token: str) -> CalendarFeed | None:
    """The feed of a token, while it is not revoked and the person's account is open."""
    rows = CalendarFeed.objects.filter(digest=hashed(token), revoked_at=None, person__is_active=True)
    return rows.select_related("person").first()


def calendar(feed: CalendarFeed, on: dt.date) -> bytes:
    """The open days due of a person's parts and reports, within the bodies where they hold a role today."""
    made = Calendar()
    made.add("prodid", "-//hopluc//hopluc.calendar/1//VI")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Hợp Lực: hạn công việc")
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    bodies = _bodies(feed.person, on)
    for event in (*_part_events(feed, bodies, on), *_round_events(bodies, on)):
        made.add_component(event)
    return bytes(made.to_ical())


def _bodies(person: User, on: dt.date) -> set[int]:
    """The bodies in which the person works today; a viewer has no days due."""
    rows = Membership.objects.filter(holds_on(on), user=person, role__in=[Role.OFFICER, Role.APPROVER])
    return set(rows.values_list("organisation_id", flat=True))


def _part_events(feed: CalendarFeed, bodies: set[int], on: dt.date) -> Iterator[Event]:
    held = Assignment.objects.held_on(on).filter(body__in=bodies, plan__state=Plan.State.IN_FORCE)
    own = Q() if feed.whole_body else Q(officer=feed.person) | no_officer(on)
    rows = held.filter(own, due_on__isnull=False).select_related("task__plan", "body").order_by("pk")
    for part, due in _open_dues(list(rows), on):
        if due.day:
            yield _event(
                uid=f"part-{part.pk}-{due.key:%Y%m%d}" if due.key else f"part-{part.pk}",
                day=due.day,
                summary=f"{part.task.number}. {part.task.text}".removeprefix(". "),
                description=f"{part.task.plan.number or part.task.plan.title}\n{part.body}",
                address=reverse("plans:task", args=[part.task_id]),
            )


def _open_dues(parts: list[Assignment], on: dt.date) -> Iterator[tuple[Assignment, rules.Due]]:
    """Each part with each of its days due near `on` that is not met; of recurring ones each by itself."""
    periods = {part.task_id: period_of(part.task.plan) for part in parts}
    asked = deadlines(periods, periods, now())
    said: dict[int, list[Progress]] = defaultdict(list)
    before = chains(parts)
    ids = {pk for _, chain in before for pk in chain}
    for row in _said(ids, on):
        said[row.assignment_id].append(row)
    for part, chain in before:
        own = sorted(
            (row for pk in chain for row in said[pk]), key=lambda row: (row.on, row.recorded_at, row.pk)
        )
        for due, standing in rules.progress_of_each(asked.of(part), said_by(own)):
            if due.day and on - PAST <= due.day <= on + AHEAD and standing.state != rules.FINISHED:
                yield part, due


def _said(parts: Iterable[int], on: dt.date) -> Iterable[Progress]:
    rows: Iterable[Progress] = Progress.objects.filter(holding(Moment(on)), assignment__in=list(parts))
    return rows


def _round_events(bodies: set[int], on: dt.date) -> Iterator[Event]:
    rows = Submission.objects.filter(
        body__in=bodies,
        round__state=Round.State.OPEN,
        state__in=[Submission.State.DRAFT, Submission.State.RETURNED],
        round__due_on__gte=on - PAST,
    )
    for one in rows.select_related("round__collector").order_by("pk"):
        yield _event(
            uid=f"submission-{one.pk}",
            day=one.round.due_on,
            summary=f"Gửi báo cáo: {one.round.title}",
            description=f"{one.body_name} gửi {one.round.collector}",
            address=reverse("reporting:submission", args=[one.pk]),
        )


def _event(*, uid: str, day: dt.date, summary: str, description: str, address: str) -> Event:
    """A whole day; the same row gives the same UID whatever becomes of its day."""
    event = Event()
    link = f"{settings.SITE_ADDRESS}{address}"
    event.add("uid", f"{uid}@hopluc")
    event.add("dtstamp", dt.datetime.combine(day, dt.time(), dt.UTC))
    event.add("dtstart", day)
    event.add("summary", summary[:250])
    event.add("description", f"{description}\n{link}")
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    for before in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary[:250])
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event
