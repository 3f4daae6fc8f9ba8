"""Reminders of days that are no part's: a review's report and the answers to it, a body's estimate.

They go by the usual schedule, one notice for each stage under a key of its own, so that a stage that was told
does not come again; whoever chose so has them in the mail of the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.archive.models import Notice
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Membership, holds_on
from hopluc.plans.budget import queries as budgets
from hopluc.plans.budget.desk import undecided
from hopluc.plans.models import BudgetYear, Plan
from hopluc.reporting.models import Submission
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.urging.planning import AHEAD
from hopluc.reporting.urging.rules import DEFAULT, Kind, stage_of
from hopluc.viet.dates import format_date

MOST = 300  # characters of a notice


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that a body owes by a day: its key, what it is in words, where it is done."""

    key: str
    body: int
    due_on: dt.date
    words: str
    address: str


def remind(on: dt.date) -> int:
    """Tell the people of each body what it owes, where a stage has come; how many notices are new."""
    staged = [
        (one, stage)
        for one in _owed(on)
        if (stage := stage_of(one.due_on, on, DEFAULT, is_working_day)) is not None
    ]
    people = _people({one.body for one, _stage in staged}, on)
    rows = [
        Notice(
            person_id=person,
            body_id=one.body,
            key=f"{one.key}-{one.due_on:%Y%m%d}-{stage.offset}-{person}",
            text=_told(one, stage.kind)[:MOST],
            address=one.address,
        )
        for one, stage in staged
        for person in people[one.body]
    ]
    known = set(Notice.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    fresh = [row for row in rows if row.key not in known]
    Notice.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    return len(fresh)


def _told(one: Owed, kind: Kind) -> str:
    named = {"what": one.words, "day": format_date(one.due_on)}
    if kind == Kind.SOON:
        return _("%(what)s: đến hạn ngày %(day)s.") % named
    if kind == Kind.TODAY:
        return _("%(what)s: đến hạn hôm nay, %(day)s.") % named
    return _("%(what)s: quá hạn từ ngày %(day)s.") % named


def _people(bodies: Iterable[int], on: dt.date) -> dict[int, list[int]]:
    """Officers and approvers of some bodies, by body."""
    rows = Membership.objects.filter(
        holds_on(on),
        organisation__in=list(bodies),
        role__in=[Role.OFFICER, Role.APPROVER],
        user__is_active=True,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for body, person in rows.order_by().values_list("organisation_id", "user_id"):
        found[body].add(person)
    return defaultdict(list, {body: sorted(own) for body, own in found.items()})


def _owed(on: dt.date) -> Iterator[Owed]:
    yield from _reviews(on)
    yield from _estimates(on)


def _reviews(on: dt.date) -> Iterator[Owed]:
    """The report of each open review; before it the answers that its bodies still owe, once late."""
    for review in Review.objects.filter(state=Review.State.OPEN, answers_due__lte=on + AHEAD).order_by("pk"):
        place = reverse("reviews:review", args=[review.pk])
        words = _("Trình báo cáo “%s”") % review.title
        yield Owed(f"review-due-{review.pk}", review.body_id, review.report_due, words, place)
        asked = Submission.objects.filter(round=review.round_id) if review.round_id else None
        if asked is None or review.answers_due >= on or review.report_due <= on:
            continue
        missing = asked.count() - asked.handed_in().count()
        if missing:
            words = _("“%(title)s”: còn %(n)s cơ quan chưa gửi báo cáo") % {
                "title": review.title,
                "n": missing,
            }
            key = f"review-due-answers-{review.pk}"
            yield Owed(key, review.body_id, review.answers_due, words, place)


def _estimates(on: dt.date) -> Iterator[Owed]:
    """What each body still has to hand in for the years on which no resolution speaks."""
    years = BudgetYear.objects.filter(
        plan__state=Plan.State.IN_FORCE, year__gte=on.year, due_on__lte=on + AHEAD
    )
    for year in undecided(years).select_related("plan").order_by("pk"):
        words = _("Gửi dự toán năm %(year)s của %(plan)s") % {
            "year": year.year,
            "plan": year.plan.number or year.plan.title,
        }
        for body in budgets.owing(year):
            yield Owed(f"budget-due-{year.pk}", body.pk, year.due_on, words, budgets.address(year))
