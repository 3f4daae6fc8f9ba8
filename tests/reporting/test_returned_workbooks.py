"""A report's workbook: downloaded, filled in away from the web, sent back, laid over the draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hopluc.office.fillable import read_fillable, write_fillable
from hopluc.organizations.acting import Acting
from hopluc.reporting import actions
from hopluc.reporting.models import ReturnedFile, Submission
from hopluc.reporting.returning import book_of
from tests import factories
from tests.office.edited import edited
from tests.reporting.formbook.test_forms_in_use import cell, in_use
from tests.reporting.scene import Scene, scene

TOTAL, GOOD = cell("hoat_dong", "nong", "tong"), cell("hoat_dong", "nong", "kha")


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


@pytest.fixture
def report(place: Scene) -> Submission:
    return place.submission(place.open(form=in_use(place)))


def workbook(report: Submission) -> tuple[bytes, dict[str, str]]:
    """The file as downloaded now, and where each field stands in it."""
    data = write_fillable(book_of(Submission.objects.get(pk=report.pk)))
    return data, dict(read_fillable(data).places)


def back(place: Scene, report: Submission, data: bytes) -> ReturnedFile:
    return actions.take_back(report, by=place.leader, data=data, name="bieu.xlsx")[1]


def fields(report: Submission) -> dict[str, str]:
    return actions.fields_of(Submission.objects.get(pk=report.pk))


def test_what_was_filled_in_is_written_and_what_was_left_alone_is_not(
    place: Scene, report: Submission
) -> None:
    data, where = workbook(report)
    actions.save_draft(report, by=place.leader, typed={GOOD: "3"}, base={})
    told = back(place, report, edited(data, {where[TOTAL]: 40, where[cell("danh_gia", "", "")]: "Khởi sắc."}))
    assert not told.told
    now = fields(report)
    assert (now[TOTAL], now[GOOD], now[cell("danh_gia", "", "")]) == ("40", "3", "Khởi sắc.")


def test_an_older_file_asks_where_the_web_has_moved_on_and_overwrites_nothing(
    place: Scene, report: Submission
) -> None:
    data, where = workbook(report)
    actions.save_draft(report, by=place.leader, typed={TOTAL: "50"}, base={})
    made = back(place, report, edited(data, {where[TOTAL]: 40, where[GOOD]: 8}))
    assert fields(report)[TOTAL] == "50"
    assert fields(report)[GOOD] == "8"
    (told,) = made.told
    assert told["place"] == where[TOTAL]
    assert "đang ghi “50”" in told["why"]


def test_a_cell_that_cannot_be_read_is_told_with_its_place_and_marked_in_the_error_sheet(
    place: Scene, report: Submission
) -> None:
    data, where = workbook(report)
    made = back(place, report, edited(data, {where[TOTAL]: "bốn mươi", where[GOOD]: 8}))
    (told,) = made.told
    assert (told["place"], told["typed"]) == (where[TOTAL], "bốn mươi")
    assert fields(report)[GOOD] == "8"
    client = browser(place.leader)
    sheet = client.get(reverse("reporting:error_sheet", args=[made.pk])).content
    assert read_fillable(sheet).values[TOTAL] == "bốn mươi"
    # mended in the error sheet and sent back again
    assert not back(place, report, edited(sheet, {where[TOTAL]: 40})).told
    assert fields(report)[TOTAL] == "40"


def test_another_reports_file_and_a_strangers_workbook_are_refused(place: Scene, report: Submission) -> None:
    other = place.submission(report.round, place.commune)
    data, _where = workbook(other)
    with pytest.raises(ValidationError, match="Tệp này là biểu của"):
        back(place, report, data)
    book = book_of(report)
    with pytest.raises(ValidationError, match="không phải là biểu tải từ hệ thống"):
        back(place, report, write_fillable(type(book)(book.title, book.author, {}, book.sheets)))
    with pytest.raises(ValidationError):
        back(place, report, b"khong phai excel")
    assert not ReturnedFile.objects.exists()


def test_the_standard_report_goes_through_a_workbook_too(place: Scene) -> None:
    report = place.submission(place.open())
    line, figure = report.lines.order_by("order")[0], report.figures.get()
    data, where = workbook(report)
    changes: dict[str, Any] = {
        where[f"line-{line.pk}"]: "Đã mở hai hội chợ.",
        where[f"figure-{figure.pk}"]: 7,
        where["overview"]: "Đúng tiến độ.",
    }
    back(place, report, edited(data, changes))
    now = fields(report)
    assert now[f"line-{line.pk}"] == "Đã mở hai hội chợ."
    assert now[f"figure-{figure.pk}"] == "7"
    assert now["overview"] == "Đúng tiến độ."


def test_nobody_else_sends_a_workbook_for_a_body(place: Scene, report: Submission) -> None:
    data, _where = workbook(report)
    with pytest.raises(PermissionDenied):
        actions.take_back(report, by=factories.acting(place.commune), data=data, name="b.xlsx")


def browser(acting: Acting) -> Client:
    client = Client()
    client.force_login(acting.user)
    return client


def test_from_the_page_and_back_to_it(place: Scene, report: Submission) -> None:
    client = browser(place.leader)
    page = client.get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert reverse("reporting:fillable", args=[report.pk]) in page
    data = client.get(reverse("reporting:fillable", args=[report.pk])).content
    where = read_fillable(data).places
    address = reverse("reporting:take_back", args=[report.pk])
    wrong = edited(data, {where[TOTAL]: "nhiều", where[GOOD]: 8})
    answer = client.post(address, {"bieu": SimpleUploadedFile("bieu.xlsx", wrong)})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "bảng lỗi (1 chỗ)" in words
    assert "nhiều" in words
    right = SimpleUploadedFile("bieu.xlsx", edited(data, {where[TOTAL]: 40, where[GOOD]: 8}))
    again = client.post(address, {"bieu": right}, follow=True).content.decode()
    assert "Đã nhận tệp và ghi vào báo cáo" in again
    kept = ReturnedFile.objects.order_by("-pk")[0]
    received = client.get(reverse("reporting:returned_file", args=[kept.pk]))
    assert b"".join(received.streaming_content).startswith(b"PK")
    assert (
        browser(factories.acting(place.commune))
        .get(reverse("reporting:returned_file", args=[kept.pk]))
        .status_code
        == 404
    )
