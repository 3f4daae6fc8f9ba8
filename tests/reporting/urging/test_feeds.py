"""A person's calendar: what is open, within what they may see today, until it is revoked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from hopluc.organizations.acting import Acting
from hopluc.plans import actions as plans
from hopluc.plans.models import Assignment, DeadlinePart
from hopluc.plans.standings import refresh
from hopluc.reporting import actions as reporting
from hopluc.reporting.urging.actions.feeds import make_feed, revoke_feed
from hopluc.reporting.urging.models import CalendarFeed
from tests import factories
from tests.reporting.urging.scene import TODAY, Scene, ago, text


def events(token: str, status: int = 200) -> dict[str, Event]:
    """What a programme reads that has nothing but the address."""
    answer = Client().get(reverse("urging:feed", args=[token]))
    assert answer.status_code == status
    if status != 200:
        return {}
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len({str(one["uid"]) for one in found}) == len(found)
    return {str(one["summary"]).split(". ", 1)[-1]: one for one in found}


def day(event: Event) -> dt.date:
    found: dt.date = event["dtstart"].dt
    return found


def test_the_feed_holds_the_open_days_of_ones_parts_with_alarms(scene: Scene) -> None:
    found = events(make_feed(by=scene.by(scene.trade)))
    assert {name: day(one) for name, one in found.items()} == {
        "Mở hội chợ": ago(40),
        "Lập điểm bán hàng": ago(5),
        "Mở lớp": ago(3),
    }
    assert len(found["Mở lớp"].walk("VALARM")) == 2
    assert f"/ke-hoach/nhiem-vu/{scene.course.pk}/" in str(found["Mở lớp"]["url"])


def test_what_is_done_leaves_the_calendar_and_the_rest_keeps_its_uid(scene: Scene) -> None:
    by = scene.by(scene.trade)
    token = make_feed(by=by)
    before = events(token)
    part = scene.course.assignments.get()
    plans.report_progress(part, by=by, on=TODAY, state="finished", finished_on=TODAY)
    after = events(token)
    assert before.keys() - after.keys() == {"Mở lớp"}
    assert {str(one["uid"]) for one in after.values()} < {str(one["uid"]) for one in before.values()}


def test_a_recurring_deadline_is_single_days_each_with_its_own_uid(scene: Scene) -> None:
    task = factories.task(scene.plan, scene.farming, text="Giao ban")
    DeadlinePart.objects.create(task=task, kind=DeadlinePart.Kind.RECURRING, rrule="FREQ=MONTHLY;INTERVAL=6")
    refresh(list(task.assignments.select_related("task__plan")))
    answer = Client().get(reverse("urging:feed", args=[make_feed(by=scene.by(scene.farming))]))
    found = [one for one in Calendar.from_ical(answer.content).walk("VEVENT") if "Giao ban" in one["summary"]]
    assert len(found) > 2
    assert len({str(one["uid"]) for one in found}) == len(found)
    assert not any("rrule" in one for one in found)


def test_rounds_to_hand_in_are_in_it(scene: Scene) -> None:
    reporting.open_round(
        scene.plan,
        None,
        by=scene.by(scene.finance),
        title="Báo cáo quý IV",
        period_start=ago(30),
        period_end=TODAY,
        cutoff=TODAY,
        due_on=ago(-4),
        bodies=[scene.trade],
    )
    found = events(make_feed(by=scene.by(scene.trade)))
    assert day(found["Gửi báo cáo: Báo cáo quý IV"]) == ago(-4)


def test_another_officers_part_is_in_it_only_where_the_whole_body_was_asked_for(scene: Scene) -> None:
    by, other = scene.by(scene.trade), factories.acting(scene.trade)
    Assignment.objects.filter(task=scene.fair).update(officer=other.user)
    assert "Mở hội chợ" not in events(make_feed(by=by))
    assert "Mở hội chợ" in events(make_feed(by=by, whole_body=True))


def ended(by: Acting) -> None:
    by.user.memberships.update(until=TODAY)


def closed(by: Acting) -> None:
    by.user.is_active = False
    by.user.save()


def test_whoever_leaves_the_body_sees_its_days_no_more(scene: Scene) -> None:
    by = scene.by(scene.trade)
    token = make_feed(by=by)
    ended(by)
    assert events(token) == {}
    closed(by)
    events(token, 404)


def test_a_revoked_address_a_wrong_one_and_the_one_before_are_nothing(scene: Scene) -> None:
    by = scene.by(scene.trade)
    first, second = make_feed(by=by), make_feed(by=by)
    events(first, 404)
    events("khong-co", 404)
    assert events(second)
    assert revoke_feed(by=by)
    events(second, 404)
    assert not revoke_feed(by=by)


def test_the_database_holds_no_secret(scene: Scene) -> None:
    token = make_feed(by=scene.by(scene.trade))
    assert token not in str(list(CalendarFeed.objects.values()))


@pytest.mark.django_db
def test_the_page_shows_the_address_once_and_it_works(scene: Scene) -> None:
    client, address = scene.client(scene.trade), reverse("urging:calendar")
    page = text(client.post(address, {}))
    link = page.split('readonly value="')[1].split('"')[0]
    assert Client().get(link.removeprefix("http://testserver")).status_code == 200
    assert link not in text(client.get(address))
    text(client.post(reverse("urging:revoke_calendar"), follow=True))
    assert Client().get(link.removeprefix("http://testserver")).status_code == 404
