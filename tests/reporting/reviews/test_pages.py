"""A review as people meet it: opened from the plan, asked, sorted, written, downloaded, issued."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hopluc.engagement.models import Problem
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan
from hopluc.reporting import actions as reporting
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.issuing.codes import shown
from hopluc.reporting.reviews.models import Review
from tests import factories
from tests.reporting.reviews.scene import BOOKS, FAIR, Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Scene:
    return scene()


def client(body: Organisation, role: str = Role.OFFICER) -> Client:
    found = Client()
    found.force_login(factories.person(body, role))
    return found


def text(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status, re.findall(
        r"(?:invalid-feedback|alert-danger).{0,400}", response.content.decode(), re.S
    )
    return response.content.decode()


def words(response: HttpResponse) -> str:
    assert response.status_code == 200
    data = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_from_the_plan_to_an_issued_report(world: Scene) -> None:
    officer = client(world.finance)
    page = text(officer.get(reverse("reviews:open"), {"ke-hoach": world.plan.pk}))
    assert "Tổng kết 1/KH-UBND" in page
    form = {
        "kind": "final", "title": "Tổng kết 1/KH-UBND", "subject_kind": "ke_hoach",
        "subject_number": "1/KH-UBND", "subject_on": "10/01/2022", "subject_issuer": "UBND tỉnh Sơn Hải",
        "subject_title": world.plan.title, "plans": [world.plan.pk, world.yearly.pk],
        "period_start": "01/01/2022", "period_end": "31/12/2026", "as_of": "15/11/2026",
        "answers_due": "10/12/2026", "report_due": "25/12/2026",
    }  # fmt: skip
    page = text(officer.post(reverse("reviews:open"), form, follow=True))
    review = Review.objects.get()
    assert "10 mục" in page
    assert "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN" in text(
        officer.get(reverse("reviews:outline", args=[review.pk]))
    )
    part = review.parts.get(fills="results")
    part_form = {
        "title": part.title, "level": "1", "fills": "results", "guidance": "", "seen": 0,
        "text": "Số hợp tác xã tăng đều.",
    }  # fmt: skip
    text(officer.post(reverse("reviews:part", args=[part.pk]), part_form, follow=True))
    assert "V/v" not in words(officer.get(reverse("reviews:outline_docx", args=[review.pk])))

    _ask(officer, world, review)
    _answer(world, review)
    Problem.objects.create(
        plan=world.plan, task=world.fair, body=world.farming, body_name=world.farming.name,
        text="Chưa bố trí được mặt bằng", asked="Bố trí", raised_on=dt.date(2024, 5, 1), holder=world.finance,
        held_since=dt.date(2024, 5, 1), raised_by=world.officer.user, folded="",
    )  # fmt: skip
    findings = reverse("reviews:findings", args=[review.pk])
    page = text(officer.post(reverse("reviews:gather", args=[review.pk]), follow=True))
    assert "thêm 3 nội dung mới" in page
    cause = review.findings.get(text__contains="Dịch bệnh")
    assert cause.source == "Nguyên nhân khách quan"
    text(
        officer.post(
            reverse("reviews:finding", args=[cause.pk]), {"quick": 1, "sort": "objective"}, follow=True
        )
    )
    page = text(officer.get(findings, {"xep": "chua"}))
    assert "Dịch bệnh" not in page
    assert "Xếp 1 nội dung theo đề mục đã hỏi" in page  # the problem was no answer: a person sorts it
    page = text(officer.post(reverse("reviews:gather", args=[review.pk]), {"deed": "sort"}, follow=True))
    assert "Đã xếp 1 nội dung" in page
    assert sorted(review.findings.values_list("sort", flat=True)) == ["", "objective", "proposal"]

    figures = text(officer.get(reverse("reviews:figures", args=[review.pk])))
    assert "Chưa đạt, còn thời hạn" in figures
    assert "190" in figures
    typed = reverse("reviews:figure", args=[review.pk, world.target.pk, 2024])
    text(officer.post(typed, {"value": "170", "source": " "}), 422)  # a figure names its source
    text(officer.post(typed, {"value": "170", "source": "Báo cáo số 4/BC"}, follow=True))
    assert "170*" in text(officer.get(reverse("reviews:figures", args=[review.pk])))
    tasks = text(officer.get(reverse("reviews:tasks", args=[review.pk])))
    assert BOOKS in tasks
    assert "Chưa bố trí được mặt bằng" in tasks

    report = text(officer.get(reverse("reviews:report", args=[review.pk])))
    assert "1 ý kiến chưa phân loại" in report
    paper = words(officer.get(reverse("reviews:download", args=[review.pk, "docx"])))
    for told in (
        "Số hợp tác xã tăng đều.",
        "Dịch bệnh",
        "Chỉ tiêu qua các năm",
        "170*",
        "Báo cáo số 4/BC",
        FAIR,
    ):
        assert told in paper
    book = officer.get(reverse("reviews:download", args=[review.pk, "xlsx"]))
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names
    assert sheets == ["Chỉ tiêu", "Số liệu từng năm", "Nhiệm vụ", "Theo năm", "Ý kiến"]

    issue = reverse("reviews:issue", args=[review.pk])
    day = f"{timezone.localdate():%d/%m/%Y}"
    head = factories.acting(world.finance, Role.APPROVER).user
    head.full_name, head.position = "Vũ Quang Huy", "Phó Giám đốc Sở"
    head.save()
    given = {"number": "7/BC-STC", "issued_on": day, "signer": head.pk}
    text(officer.post(issue, given, follow=True))
    page = text(officer.get(reverse("reviews:report", args=[review.pk])))
    assert "Đang tạo bản PDF" in page
    review.refresh_from_db()
    assert shown(review.content["code"]) in page  # type: ignore[index]
    told = text(Client().get(reverse("issuing:check_code", args=[review.content["code"]])))  # type: ignore[index]
    assert f"Báo cáo số 7/BC-STC ngày {day}" in told
    paper = words(officer.get(reverse("reviews:download", args=[review.pk, "docx"])))
    for told in ("7/BC-STC", "KT. GIÁM ĐỐC", "Vũ Quang Huy"):
        assert told in paper
    again = officer.post(issue, {"number": "7/BC-STC", "issued_on": day}, follow=True)
    assert "Đã phát hành" not in text(again)  # it asks for the PDF alone
    world.typed(world.target, dt.date(2026, 10, 1), 205)
    assert "205" not in text(officer.get(reverse("reviews:figures", args=[review.pk])))
    assert "Dịch bệnh" in words(officer.get(reverse("reviews:download", args=[review.pk, "docx"])))
    again = officer.post(reverse("reviews:part", args=[part.pk]), part_form | {"seen": 1})
    assert "đã phát hành" in text(again, 422)


def _ask(officer: Client, world: Scene, review: Review) -> None:
    """The form is begun, put to use, and put to the commune and those who lead tasks."""
    text(officer.post(reverse("reviews:make_form", args=[review.pk]), follow=True))
    version = FormVersion.objects.get()
    text(officer.post(reverse("reporting:publish_form", args=[version.pk]), {"seen": 0}, follow=True))
    version.refresh_from_db()
    assert version.state == FormVersion.State.IN_USE
    factories.group(world.province, "UBND các xã, phường", ["committee"], level="commune")
    page = text(officer.get(reverse("reviews:questions", args=[review.pk])))
    assert "UBND các xã, phường" in page
    form = {"plan": world.plan.pk, "due_on": "10/12/2026", "bodies": [world.farming.pk],
            "groups": [world.province.groups.get().pk]}  # fmt: skip
    page = text(officer.post(reverse("reviews:questions", args=[review.pk]), form, follow=True))
    assert "0/2 cơ quan đã gửi" in page
    letter = words(officer.get(reverse("reviews:letter", args=[review.pk])))
    assert "V/v báo cáo phục vụ tổng kết" in letter
    assert "Ủy ban nhân dân xã Bình Sơn" in letter
    assert "Nguyên nhân khách quan" in letter


def _answer(world: Scene, review: Review) -> None:
    """The commune answers two questions."""
    review.refresh_from_db()
    assert review.round
    submission = review.round.submissions.get(body=world.commune)
    by = factories.acting(world.commune)
    typed = {"form-khach_quan": "- Dịch bệnh kéo dài", "form-kien_nghi": "Cho vay ưu đãi;"}
    fields = reporting.submissions.fields_of(submission)
    names = {key: next(name for name in fields if key.split("-")[1] in name) for key in typed}
    reporting.save_draft(submission, by=by, typed={names[k]: v for k, v in typed.items()}, base={})
    submission.refresh_from_db()
    reporting.submit(submission, by=by, revision=submission.revision)


def test_a_plan_that_is_over_is_asked_about(world: Scene) -> None:
    review = world.review()
    Plan.objects.update(state=Plan.State.CLOSED)
    _ask(client(world.finance), world, review)
    _answer(world, review)
    page = text(client(world.finance).get(reverse("reviews:questions", args=[review.pk])))
    assert "1/2 cơ quan đã gửi" in page


def test_what_is_due_soon_is_told_to_who_leads_it(world: Scene) -> None:
    today = timezone.localdate()
    days = {"answers_due": today, "report_due": today + dt.timedelta(days=30)}
    world.review(title="Đến hạn", **days)
    world.review(title="Còn lâu", **days | {"report_due": today + dt.timedelta(days=31)})
    officer = client(world.finance)
    page = text(officer.get(reverse("reviews:mine")))
    assert ("Đến hạn" in page, "Còn lâu" in page) == (True, False)
    card = text(officer.get(reverse("reviews:mine"), headers={"HX-Request": "true"}))
    assert card.lstrip().startswith("<section")
    assert "Không có đợt nào" in text(client(world.farming).get(reverse("reviews:mine")))
    assert reverse("reviews:mine") in text(officer.get(reverse("web:home")))
