"""Reminders of days that are no part's: a review's report, a body's estimate."""

from __future__ import annotations

import datetime as dt
from unittest.mock import patch

import pytest
from django.utils import timezone

from hopluc.archive.models import Notice
from hopluc.law.calendar import is_working_day, next_working_day
from hopluc.organizations.noticing.kinds import kind_of
from hopluc.plans.budget import actions as budgets
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.urging.actions import other_days
from tests.plans.budget.scene import Scene as Budget
from tests.reporting.reviews.scene import scene

pytestmark = pytest.mark.django_db


def texts() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("text", flat=True))


def test_who_leads_a_review_is_reminded_once_at_each_stage_until_it_is_issued() -> None:
    world = scene()
    review = world.review()  # its report is due on 25/12/2026, a Friday
    assert other_days.remind(dt.date(2026, 12, 17)) == 0
    assert [other_days.remind(dt.date(2026, 12, 18)) for _ in range(2)] == [1, 0]
    assert other_days.remind(dt.date(2026, 12, 19)) == 0  # nobody is told on a day off
    assert [other_days.remind(dt.date(2026, 12, day)) for day in (25, 28)] == [1, 1]
    assert [text.split(": ")[1] for text in texts()] == [
        "đến hạn ngày 25/12/2026.",
        "đến hạn hôm nay, 25/12/2026.",
        "quá hạn từ ngày 25/12/2026.",
    ]
    notice = Notice.objects.latest("pk")
    assert (notice.person_id, getattr(kind_of(notice.key), "slug", "")) == (world.officer.user.pk, "review")
    review.report_due = dt.date(2027, 1, 29)
    review.save()
    assert other_days.remind(dt.date(2026, 12, 29)) == 0  # another day, and all begins anew
    assert other_days.remind(dt.date(2027, 1, 22)) == 1
    Review.objects.all().delete()
    assert other_days.remind(dt.date(2027, 1, 29)) == 0


def test_bodies_that_have_not_sent_their_estimate_are_reminded_until_they_have() -> None:
    today = timezone.localdate()
    day = today if is_working_day(today) else next_working_day(today)
    world = Budget(day + dt.timedelta(days=1))
    Notice.objects.all().delete()
    world.add()
    assert other_days.remind(day) == 3  # the officers of both departments, the approver of one
    budgets.submit(world.add().estimate, by=world.approver)
    with patch.object(other_days, "is_working_day", return_value=True):
        assert other_days.remind(world.year.due_on) == 1
    assert "đến hạn hôm nay" in texts()[-1]
