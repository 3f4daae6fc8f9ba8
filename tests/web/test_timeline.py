"""The whole life of a record on one page: every room tells its part, nobody reads more than they may."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import SYSTEM
from hopluc.handover.actions import merge
from hopluc.organizations.life import Event, Kind
from hopluc.plans import actions as plans
from hopluc.plans.models import Delivery, ReportingDuty, Task
from hopluc.web.timeline.queries import Filters, timeline
from hopluc.web.timeline.rooms import SUBJECTS
from hopluc.web.timeline.words import ICONS, SLUGS
from tests import factories
from tests.system.world import World

pytestmark = pytest.mark.django_db


def events(world: World, slug: str, pk: int, place: str = "owner", **filters: Any) -> list[Event]:
    by = world.acting(place, "officer")
    subject = SUBJECTS[slug](pk, by, filters.get("known"))
    assert subject
    return list(timeline(subject, by, Filters(**filters)).events)


def client(world: World, place: str) -> Client:
    made = Client()
    made.force_login(world.people[place, "officer"])
    return made


def page(world: World, slug: str, pk: int, place: str = "owner", **query: Any) -> str:
    found = client(world, place).get(reverse("web:life", args=[slug, pk]), query)
    assert found.status_code == 200
    return found.content.decode()


def test_a_task_is_told_from_its_clause_to_the_reports_that_it_stood_in(world: World) -> None:
    told = events(world, "nhiem-vu", world.task.pk)
    assert {one.kind for one in told} >= {
        Kind.CLAUSE, Kind.PART, Kind.PROGRESS, Kind.DELIVERY, Kind.AMENDMENT, Kind.PROBLEM, Kind.VISIT,
        Kind.REPORT,
    }  # fmt: skip
    assert [(one.on, one.at) for one in told] == sorted((one.on, one.at) for one in told)
    html = page(world, "nhiem-vu", world.task.pk)
    for words in ("Văn bản quy định", "Đã mở một lớp.", "Chưa có kinh phí.", "Kỳ hai", "Đang thực hiện"):
        assert words in html, words


def test_a_correction_a_sign_off_and_an_officer_stand_in_it(world: World) -> None:
    lead, approver = world.acting("lead", "officer"), world.acting("lead", "approver")
    plans.name_officer(world.part, by=lead, user=approver.user)
    titles = [one.what for one in events(world, "phan-viec", world.part.pk)]
    assert "Phân công người phụ trách" in titles
    said = [one for one in events(world, "phan-viec", world.part.pk) if one.kind == Kind.PART]
    assert any(approver.user.full_name in one.words for one in said)


def test_every_kind_of_record_has_its_life(world: World) -> None:
    report = ReportingDuty.objects.create(plan=world.plan, order=1, kind="report", text="Báo cáo quý.")
    records = {
        "ke-hoach": world.plan, "nhiem-vu": world.task, "phan-viec": world.part, "chi-tieu": world.indicator,
        "nghia-vu": world.own_duty, "che-do-bao-cao": report, "sua-doi": world.amended,
        "van-ban": world.paper, "vuong-mac": world.problem, "kiem-tra": world.held_visit,
        "kien-nghi": world.reported_advice, "ket-luan": world.conclusion, "bao-cao": world.sent,
        "cong-van": world.sent_letter,
    }  # fmt: skip
    assert records.keys() == SUBJECTS.keys() == SLUGS.keys()
    assert set(ICONS) == set(Kind)
    for slug, record in records.items():
        assert "timeline-event-icon" in page(world, slug, record.pk, "standing"), slug


def test_strangers_find_no_life_and_unknown_kinds_have_none(world: World) -> None:
    stranger = client(world, "stranger")
    records = {"nhiem-vu": world.task, "vuong-mac": world.problem, "cong-van": world.sent_letter}
    for slug, record in records.items():
        assert stranger.get(reverse("web:life", args=[slug, record.pk])).status_code == 404
    assert stranger.get(reverse("web:life", args=["xa-la", 1])).status_code == 404


def test_nobody_reads_in_it_what_they_may_not_read_on_its_own_page(world: World) -> None:
    html = page(world, "ke-hoach", world.plan.pk, "coordinating")
    assert reverse("engagement:visit", args=[world.held_visit.pk]) not in html
    told = events(world, "nhiem-vu", world.task.pk, "coordinating")
    assert Kind.REPORT not in {one.kind for one in told}  # the lead's report goes to its collector
    assert Kind.VISIT not in {one.kind for one in told}
    assert Kind.PROBLEM in {one.kind for one in told}  # a plan's problems are read by all who read the plan


def test_links_of_the_page_open_for_whoever_sees_them(world: World) -> None:
    for place in ("coordinating", "lead", "standing"):
        who = client(world, place)
        told = events(world, "nhiem-vu", world.task.pk, place) + events(
            world, "ke-hoach", world.plan.pk, place
        )
        for address in {one.address.partition("#")[0] for one in told} - {""}:
            assert who.get(address).status_code == 200, (place, address)


def test_as_known_on_a_day_later_records_are_not_there(world: World) -> None:
    now = timezone.now()
    early = now - dt.timedelta(days=30)
    with_all = events(world, "nhiem-vu", world.task.pk)
    assert not [one for one in events(world, "nhiem-vu", world.task.pk, known=early) if one.at > early]
    assert len(events(world, "nhiem-vu", world.task.pk, known=now)) == len(with_all)


def test_a_part_tells_of_its_own_body_only(world: World) -> None:
    helper = world.task.assignments.get(role="coordinator")
    told = events(world, "phan-viec", helper.pk)
    assert not any(one.words == "Đã mở một lớp." for one in told)
    assert Kind.PROBLEM not in {one.kind for one in told}
    assert Kind.CLAUSE in {one.kind for one in told}


def test_the_kind_the_words_and_the_days_filter_it(world: World) -> None:
    told = events(world, "nhiem-vu", world.task.pk, kind="problem")
    assert told
    assert {one.kind for one in told} == {Kind.PROBLEM}
    (found,) = events(world, "nhiem-vu", world.task.pk, text="da mo mot lop")
    assert found.kind == Kind.PROGRESS
    day = world.today
    assert all(one.on >= day for one in events(world, "nhiem-vu", world.task.pk, since=day))
    newest = events(world, "nhiem-vu", world.task.pk, newest=True)
    assert [one.on for one in newest] == sorted((one.on for one in newest), reverse=True)


def test_a_merger_stands_in_the_life_of_what_passed_on(world: World) -> None:
    document = "Nghị quyết số 12/NQ-HĐND"
    heir = factories.body("Sở Nông nghiệp và Môi trường", parent=world.bodies["owner"])
    merge([world.bodies["lead"]], heir, on=world.today, by=SYSTEM, document=document)
    (told,) = [one for one in events(world, "nhiem-vu", world.task.pk) if document in one.words]
    assert told.kind == Kind.HANDOVER
    assert "Sở Nông nghiệp → Sở Nông nghiệp và Môi trường" in told.words


def test_excel_holds_what_the_page_shows(world: World) -> None:
    address = reverse("web:life_excel", args=["nhiem-vu", world.task.pk])
    found = client(world, "owner").get(address, {"loai": "problem"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(found.content)).get_sheet_by_index(0).to_python()
    assert len(rows) - 3 == len(events(world, "nhiem-vu", world.task.pk, kind="problem"))


def test_the_pages_of_records_lead_to_their_lives(world: World) -> None:
    pages = {
        "nhiem-vu": ("plans:task", world.task), "chi-tieu": ("plans:indicator", world.indicator),
        "ke-hoach": ("plans:history", world.plan), "vuong-mac": ("engagement:problem", world.problem),
        "kiem-tra": ("engagement:visit", world.held_visit), "kien-nghi": ("engagement:advice", world.advice),
        "cong-van": ("urging:letter", world.sent_letter), "bao-cao": ("reporting:submission", world.sent),
        "van-ban": ("intake:review", world.paper), "sua-doi": ("plans:amendment", world.amended),
    }  # fmt: skip
    for slug, (name, record) in pages.items():
        html = client(world, "standing").get(reverse(name, args=[record.pk])).content.decode()
        assert reverse("web:life", args=[slug, record.pk]) in html, slug
    html = client(world, "standing").get(reverse("engagement:meeting", args=[world.held_meeting.pk])).content
    assert reverse("web:life", args=["ket-luan", world.conclusion.pk]) in html.decode()


def test_a_record_is_named_as_what_delivers_a_product_of_a_task(world: World) -> None:
    Task.objects.filter(pk=world.task.pk).update(products=["Kế hoạch triển khai"])
    ours = client(world, "standing")
    address = reverse("web:serve", args=["van-ban", world.paper.pk])
    assert address in page(world, "van-ban", world.paper.pk, "standing")
    assert str(world.task.pk) in ours.get(address).content.decode()
    chosen = ours.get(address, {"nhiem_vu": world.task.pk}).content.decode()
    assert "Kế hoạch triển khai" in chosen
    given = {
        "nhiem_vu": world.task.pk, "product": "Kế hoạch triển khai", "what": "Kế hoạch của sở",
        "number": "7/KH", "on": f"{timezone.localdate():%d/%m/%Y}", "count": 1,
    }  # fmt: skip
    for _ in range(2):  # the same record is not written twice
        told = ours.post(address, given, follow=True).content.decode()
    assert reverse("web:life", args=["van-ban", world.paper.pk]) in told
    assert Delivery.objects.filter(task=world.task, kind="van-ban").count() == 1
    assert ours.get(reverse("web:serve", args=["nhiem-vu", world.task.pk])).status_code == 404
    assert client(world, "lead").get(address).status_code == 404  # who may not see the paper
