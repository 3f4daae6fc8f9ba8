"""Lists in which several rows are done at once: through the page, row by row, refusals named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hopluc.archive.actions import notify
from hopluc.archive.models import Deed, Notice
from hopluc.engagement.models import Problem
from hopluc.plans import actions as plans
from hopluc.plans.models import Assignment, Extension
from hopluc.plans.signing.extensions import ask_extension
from hopluc.reporting import actions as reporting
from hopluc.reporting.marking.actions import drop_mark
from hopluc.reporting.models import Submission
from tests import factories
from tests.system.world import World

pytestmark = pytest.mark.django_db


def client(world: World, place: str, role: str = "officer") -> Client:
    made = Client()
    made.force_login(world.people[place, role])
    return made


def told(response: Any) -> str:
    """The page that a deed leads to, with what it says."""
    assert response.status_code == 200
    found: str = response.content.decode()
    return found


def late_part(world: World, days: int = 3) -> Assignment:
    body = world.bodies["lead"]
    day = timezone.localdate() - dt.timedelta(days=days)
    return factories.task(world.plan, body, due=day).assignments.select_related("task", "body").get()


def test_late_parts_are_nudged_once_a_day_and_the_people_in_charge_told(world: World) -> None:
    part, early = late_part(world), late_part(world, -3)
    address = reverse("urging:nudge")
    page = client(world, "standing")
    assert f'value="{part.pk}"' in told(page.get(reverse("plans:late")))
    html = told(page.post(address, {"rows": [part.pk, early.pk]}, follow=True))
    assert "Đã nhắc 1 phần việc." in html
    assert f"{early.task.code} ({early.body}): Phần việc không quá hạn." in html
    (notice,) = Notice.objects.filter(key__startswith="nudge-", person_id=world.people["lead", "officer"].pk)
    assert notice.address == reverse("plans:task", args=[part.task_id])
    assert "Đã nhắc trong ngày hôm nay." in told(page.post(address, {"rows": [part.pk]}, follow=True))
    assert Deed.objects.filter(verb="nudge").count() == 1
    html = told(page.get(reverse("web:life", args=["phan-viec", part.pk])))
    assert "Nhắc trực tiếp" in html


def test_only_who_follows_the_plan_nudges(world: World) -> None:
    part = late_part(world)
    html = told(client(world, "lead").post(reverse("urging:nudge"), {"rows": [part.pk]}, follow=True))
    assert "Chỉ cơ quan ban hành hoặc cơ quan thường trực" in html
    assert "data-bulk-tick" not in told(client(world, "lead").get(reverse("plans:late")))
    html = told(client(world, "stranger").post(reverse("urging:nudge"), {"rows": [part.pk]}, follow=True))
    assert "Chưa chọn dòng nào" in html
    assert not Deed.objects.filter(verb="nudge").exists()


def test_what_waits_for_its_approver_is_not_nudged(world: World) -> None:
    part = late_part(world)
    plans.report_progress(
        part, by=world.acting("lead", "officer"), on=world.today, state="under_way", percent=9
    )
    html = told(client(world, "owner").post(reverse("urging:nudge"), {"rows": [part.pk]}, follow=True))
    assert "đang chờ lãnh đạo duyệt" in html


def asked(world: World, days: int) -> Extension:
    day = timezone.localdate() + dt.timedelta(days=days)
    task = factories.task(world.plan, world.bodies["lead"], due=day)
    part = task.assignments.get()
    until = day + dt.timedelta(days=30)
    return ask_extension(part, by=world.acting("lead", "officer"), day=day, until=until, reason="Chờ vốn.")


def test_one_decision_is_given_to_several_requests(world: World) -> None:
    first, second, gone = asked(world, 5), asked(world, 8), asked(world, 9)
    Extension.objects.filter(pk=gone.pk).update(state="withdrawn")
    page = client(world, "standing", "approver")
    assert f'value="{first.pk}"' in told(page.get(reverse("plans:extensions")))
    rows = {"rows": [first.pk, second.pk, gone.pk], "document": "Công văn 7", "until": "", "answer": ""}
    html = told(page.post(reverse("plans:decide_extensions"), rows | {"deed": "grant"}, follow=True))
    assert "Đã gia hạn 2 phần việc." in html
    assert "Đề nghị này đã có kết quả" in html
    for one in (first, second):
        one.refresh_from_db()
        assert (one.state, one.granted_until, one.document) == ("granted", one.until, "Công văn 7")


def test_a_common_day_later_than_one_asked_for_is_refused_for_that_one(world: World) -> None:
    near, far = asked(world, 5), asked(world, 25)
    until = far.until.strftime("%d/%m/%Y")
    rows = {"rows": [near.pk, far.pk], "until": until, "answer": "", "document": "", "deed": "grant"}
    page = client(world, "owner", "approver")
    html = told(page.post(reverse("plans:decide_extensions"), rows, follow=True))
    assert "Đã gia hạn 1 phần việc." in html
    assert f"{near.assignment.task.code} ({near.assignment.body})" in html
    rows = {"rows": [near.pk], "until": "", "answer": "", "document": "", "deed": "refuse"}
    assert "Ghi lý do không đồng ý." in told(page.post(reverse("plans:decide_extensions"), rows, follow=True))
    near.refresh_from_db()
    assert near.state == "asked"


def test_several_notices_are_marked_read_and_the_others_stay(world: World) -> None:
    person = world.people["owner", "officer"]
    for n in range(3):
        notify(person.pk, f"problem-x{n}", f"Việc {n}")
    first, second, third = Notice.objects.filter(person_id=person.pk, key__startswith="problem-x").order_by(
        "pk"
    )
    strange = Notice.objects.exclude(person_id=person.pk).filter(read_at=None).first()
    rows = [first.pk, second.pk, *([strange.pk] if strange else [])]
    page = client(world, "owner")
    assert "data-bulk-tick" in told(page.get(reverse("web:notices")))
    page.post(reverse("web:notices"), {"rows": rows})
    unread = Notice.objects.filter(read_at=None, key__startswith="problem-x")
    assert list(unread) == [third]
    assert not strange or Notice.objects.get(pk=strange.pk).read_at is None
    page.post(reverse("web:notices"), {"deed": "all"})
    assert not Notice.objects.filter(person_id=person.pk, read_at=None).exists()


def test_several_reports_are_accepted(world: World) -> None:
    other = world.sent_round.submissions.get(body=world.bodies["coordinating"])
    reporting.save_draft(
        other, by=world.acting("coordinating", "officer"), typed={"overview": "Tốt."}, base={}
    )
    other.refresh_from_db()
    reporting.submit(other, by=world.acting("coordinating", "approver"), revision=other.revision)
    unsent = world.draft_round.submissions.first()
    assert unsent
    page = client(world, "standing")
    matrix = told(page.get(reverse("reporting:round", args=[world.sent_round.pk])))
    assert matrix.count("data-bulk-tick") == 2
    rows = {"rows": [world.sent.pk, other.pk, unsent.pk]}
    address = reverse("reporting:accept_several", args=[world.sent_round.pk])
    html = told(page.post(address, rows, follow=True))
    assert "Đã tiếp nhận 1 báo cáo." in html
    assert world.sent.body_name in html  # with a place marked that nobody sent back yet
    drop_mark(world.marked, by=world.acting("standing", "officer"))
    assert "Đã tiếp nhận" in told(page.post(address, rows, follow=True))
    accepted = Submission.objects.filter(state="accepted")
    assert {one.pk for one in accepted} == {world.sent.pk, other.pk}


def test_several_problems_go_upward(world: World) -> None:
    page = client(world, "standing")
    held = [world.problem, world.asked_back]
    assert f'value="{world.problem.pk}"' in told(page.get(reverse("engagement:problems")))
    rows = {"rows": [one.pk for one in held], "text": "Vượt thẩm quyền.", "answer_by": ""}
    html = told(page.post(reverse("engagement:pass_up_several"), rows, follow=True))
    assert "Đã chuyển lên 1 vướng mắc." in html
    assert f"“{world.asked_back.text}”" in html
    moved = Problem.objects.get(pk=world.problem.pk)
    assert moved.holder_id != world.bodies["standing"].pk
    assert moved.steps.order_by("-pk")[0].text == "Vượt thẩm quyền."
    assert Problem.objects.get(pk=world.asked_back.pk).state == "asked_back"


def test_officers_and_signing_lists_tick_the_whole_page_without_a_script(world: World) -> None:
    html = told(client(world, "lead", "approver").get(f"{reverse('plans:no_officer')}?chon=trang"))
    assert html.count(" checked") > 1
    html = told(client(world, "lead", "approver").get(f"{reverse('plans:signing')}?chon=trang"))
    assert " checked" in html
