"""The monthly digest: once, on the first working day, to those who sign for the bodies that follow a plan."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hopluc.archive.models import Notice
from hopluc.engagement.models import Problem
from hopluc.law.calendar import is_working_day
from hopluc.organizations.acting import Role, acting_for
from hopluc.organizations.models import User
from hopluc.organizations.noticing import actions, post
from hopluc.organizations.noticing.kinds import BY_SLUG, Way, kind_of
from hopluc.organizations.noticing.models import NoticeMail
from hopluc.plans.models import Plan
from hopluc.web.leaders import digest, mailing
from hopluc.web.leaders.rules import digest_day
from tests import factories

FIRST = dt.date(2026, 6, 1)  # a Monday


@given(st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 1)))
def test_its_day_is_worked_and_none_of_the_month_before_it_is(day: dt.date) -> None:
    first = digest_day(day)
    assert is_working_day(first)
    assert not any(is_working_day(first.replace(day=n)) for n in range(1, first.day))


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Who signs for the owner, the standing agency, a body with a part; an officer of the owner."""
    province = factories.province()
    standing, other = (factories.body(parent=province) for _ in range(2))
    plan = factories.plan(province, standing=standing)
    factories.task(plan, other, due=dt.date(2026, 5, 1))
    return {
        "owner": factories.person(province, Role.APPROVER),
        "standing": factories.person(standing, Role.APPROVER),
        "other": factories.person(other, Role.APPROVER),
        "officer": factories.person(province),
    }


def test_approvers_of_the_owner_and_the_standing_agency_are_told_once(people: dict[str, User]) -> None:
    assert digest.send(FIRST) == 2
    assert digest.send(FIRST) == 0
    told = Notice.objects.order_by("pk")
    assert {row.person_id for row in told} == {people["owner"].pk, people["standing"].pk}
    assert {row.address for row in told} == {"/lanh-dao/"}
    assert all("1 kế hoạch" in row.text and "1 quá hạn" in row.text for row in told)
    assert digest.send(dt.date(2026, 7, 1)) == 2


def test_nothing_is_sent_before_its_day_nor_when_it_is_old_news(people: dict[str, User]) -> None:
    assert [digest.send(dt.date(2026, 8, n)) for n in (1, 2, 20)] == [0, 0, 0]  # a Saturday, a Sunday
    assert digest.send(dt.date(2026, 8, 5)) == 2


def test_each_person_chooses_how_it_comes(people: dict[str, User]) -> None:
    digest.send(FIRST)
    kinds = {kind.slug for row in Notice.objects.all() if (kind := kind_of(row.key))}
    assert kinds == {"monthly"}


@pytest.fixture
def first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine o'clock on the first working day of June."""
    nine = timezone.make_aware(dt.datetime.combine(FIRST, dt.time(9)))
    monkeypatch.setattr(timezone, "now", lambda: nine)


def addressed(people: dict[str, User]) -> None:
    for name, person in people.items():
        person.email = f"{name}@example.vn"
        person.save()


@pytest.mark.usefixtures("first_day")
def test_a_leader_who_chose_nothing_gets_one_mail_of_all_plans(people: dict[str, User]) -> None:
    addressed(people)
    standing = people["standing"].memberships.get().organisation
    factories.plan(standing.parent, standing=standing, number="92/KH-UBND", title="Kế hoạch <thứ hai>")
    digest.send(FIRST)
    assert post.send_now() == 0  # its own mail says more than the notice
    assert mailing.send_mails() == 2
    assert mailing.send_mails() == 0
    (letter,) = [one for one in mail.outbox if one.to == ["standing@example.vn"]]
    assert letter.subject == "[Hợp Lực] Tháng 06/2026: 2 kế hoạch, 1 nhiệm vụ quá hạn"
    text = str(letter.body)
    assert "92/KH-UBND Kế hoạch <thứ hai>" in text
    assert "Nhiệm vụ quá hạn: 1" in text
    assert "http://localhost:8000/ca-nhan/thong-bao/" in text
    ((html, kind),) = letter.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    assert "Kế hoạch &lt;thứ hai&gt;" in str(html)
    assert all(
        address.startswith("http://localhost:8000/") for address in re.findall(r'href="([^"]+)"', str(html))
    )
    assert "<script" not in str(html)
    assert NoticeMail.objects.filter(state="sent").count() == 2


@pytest.mark.usefixtures("first_day")
@pytest.mark.parametrize(("way", "mails"), [(Way.OFF, 0), (Way.WEB, 0), (Way.DIGEST, 0), (Way.NOW, 1)])
def test_it_may_be_turned_off(people: dict[str, User], way: Way, mails: int) -> None:
    people["owner"].email = "owner@example.vn"
    people["owner"].save()
    assert BY_SLUG["monthly"].usual == Way.NOW
    by = acting_for(people["owner"], people["owner"].memberships.get().organisation, FIRST)
    assert by
    actions.choose(by=by, ways={"monthly": way}, hour=7)
    digest.send(FIRST)
    assert mailing.send_mails() == mails
    assert post.waiting(Way.DIGEST).count() == (way == Way.DIGEST)


@pytest.mark.usefixtures("first_day")
def test_a_substitute_without_a_role_in_the_body_gets_its_words_alone(people: dict[str, User]) -> None:
    addressed(people)
    digest.send(FIRST)
    notice = Notice.objects.get(person_id=people["owner"].pk)
    Notice.objects.filter(pk=notice.pk).update(person_id=people["other"].pk)
    mailing.send_mails()
    (letter,) = [one for one in mail.outbox if one.to == ["other@example.vn"]]
    assert notice.text in str(letter.body)
    assert "đồng chí" in str(letter.body)


def test_a_mail_that_goes_out_late_tells_of_its_own_day(people: dict[str, User]) -> None:
    plan, today = Plan.objects.select_related("owner").get(), timezone.localdate()
    acting = acting_for(people["owner"], plan.owner, today)
    assert acting
    Problem.objects.create(
        plan=plan, body=plan.owner, body_name=plan.owner.name, text="Thiếu mặt bằng", asked="Bố trí",
        raised_on=today, holder=plan.owner, held_since=today, raised_by=people["owner"], folded="",
    )  # fmt: skip
    told = [digest.sheet_of(acting, day).problem_total for day in (today - dt.timedelta(days=1), today)]
    assert told == [0, 1]
