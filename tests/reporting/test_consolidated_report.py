"""Asking for the consolidated report, making it, issuing it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from docx import Document
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import keep, path_of
from hopluc.archive.models import Deed, File
from hopluc.reporting import actions, jobs
from hopluc.reporting.models import ConsolidatedReport, Round
from tests.office.test_signing import blank_pdf
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
State = ConsolidatedReport.State


@pytest.fixture
def place() -> Scene:
    return scene()


@pytest.fixture
def round_(place: Scene) -> Round:
    found = place.open(period_start=dt.date(2025, 12, 15))
    place.handed_in(found)
    place.handed_in(found, place.commune)
    return found


def made(place: Scene, round_: Round) -> ConsolidatedReport:
    return actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)


def test_a_round_without_reports_is_not_consolidated(place: Scene) -> None:
    with pytest.raises(ValidationError, match="Chưa có cơ quan nào gửi"):
        actions.ask_consolidation(place.open(), by=place.collector)


def test_asking_twice_waits_for_one_report(place: Scene, round_: Round) -> None:
    first = actions.ask_consolidation(round_, by=place.collector)
    assert actions.ask_consolidation(round_, by=place.collector) == first


def test_only_the_collector_consolidates_and_issues(place: Scene, round_: Round) -> None:
    with pytest.raises(PermissionDenied):
        actions.ask_consolidation(round_, by=place.leader)
    with pytest.raises(PermissionDenied):
        actions.issue(made(place, round_), by=place.leader, number="1/BC-STC", issued_on=dt.date(2026, 1, 2))


def test_word_and_excel_hold_what_the_bodies_handed_in(place: Scene, round_: Round) -> None:
    report = made(place, round_)
    assert report.docx
    assert report.xlsx
    word = Document(io.BytesIO(path_of(report.docx.sha256).read_bytes()))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "2/3 cơ quan đã gửi báo cáo" in text
    assert "Tình hình của Ủy ban nhân dân xã Bình Sơn" in text
    assert "Chưa gửi báo cáo: Sở Tài chính." in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(path_of(report.xlsx.sha256).read_bytes()))
    rows = book.get_sheet_by_name("Nội dung từng cơ quan").to_python()
    assert [row[1] for row in rows[4:]] == ["Sở Nông nghiệp và Môi trường", "Ủy ban nhân dân xã Bình Sơn"]


def test_a_returned_report_is_not_told(place: Scene, round_: Round) -> None:
    actions.return_submission(place.submission(round_), by=place.collector, reason="Thiếu")
    content = made(place, round_).content
    assert content["mending"] == ["Sở Nông nghiệp và Môi trường"]
    assert [voice["bodies"] for voice in content["overviews"]] == [["Ủy ban nhân dân xã Bình Sơn"]]


def test_making_it_twice_changes_nothing(place: Scene, round_: Round) -> None:
    report = made(place, round_)
    again = actions.consolidate(report.pk)
    assert (again.made_at, again.docx_id) == (report.made_at, report.docx_id)
    assert Deed.objects.filter(verb="consolidate").count() == 1


def test_two_runs_at_once_leave_one_report(
    place: Scene, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = actions.ask_consolidation(round_, by=place.collector)
    write, runs = actions.reports.write_xlsx, []

    def interrupted(book: Any) -> bytes:
        """The job comes back while the first run is still writing."""
        if not runs:
            runs.append(1)
            actions.consolidate(asked.pk)
        return write(book)

    monkeypatch.setattr(actions.reports, "write_xlsx", interrupted)
    actions.consolidate(asked.pk)
    assert Deed.objects.filter(verb="consolidate").count() == 1
    assert ConsolidatedReport.objects.get().state == State.DRAFT


def test_a_run_that_died_is_done_by_the_next(
    place: Scene, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = actions.ask_consolidation(round_, by=place.collector)

    def killed(*_: Any) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions.reports, "write_xlsx", killed)
        with pytest.raises(KeyboardInterrupt):
            jobs.consolidate(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.WAITING
    jobs.consolidate(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.DRAFT


def test_a_report_that_cannot_be_made_says_so(
    place: Scene, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = actions.ask_consolidation(round_, by=place.collector)

    def broken(*_: Any) -> bytes:
        raise OSError("disk full")

    monkeypatch.setattr(actions.reports, "write_docx", broken)
    with pytest.raises(OSError, match="disk full"):
        jobs.consolidate(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.FAILED
    assert "Lập lại" in asked.message
    assert actions.ask_consolidation(round_, by=place.collector).edition == 2


def issue(place: Scene, report: ConsolidatedReport, **changes: Any) -> ConsolidatedReport:
    values: dict[str, Any] = {"number": "215/BC-STC", "issued_on": dt.date(2026, 1, 2)}
    return actions.issue(report, by=place.collector, **(values | changes))


def test_an_issued_report_never_changes(place: Scene, round_: Round) -> None:
    report = made(place, round_)
    signed = keep([blank_pdf()], "application/pdf")
    issued = issue(place, report, signed_file=signed, signed_name="BC 215.pdf")
    assert (issued.state, issued.number, issued.signed_file) == (State.ISSUED, "215/BC-STC", signed)
    before = (issued.content, issued.docx_id, issued.xlsx_id)
    assert issue(place, report) == issued
    for deed in (
        lambda: actions.ask_consolidation(round_, by=place.collector),
        lambda: actions.return_submission(place.submission(round_), by=place.collector, reason="Thiếu"),
        lambda: actions.accept(place.submission(round_), by=place.collector),
        lambda: actions.reopen_round(round_, by=place.collector, reason="Nhầm"),
        lambda: place.handed_in(round_, place.finance),
    ):
        with pytest.raises(ValidationError):
            deed()
    issued.refresh_from_db()
    assert (issued.content, issued.docx_id, issued.xlsx_id) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": " "}, "số, ký hiệu"),
        ({"issued_on": dt.date(2099, 1, 1)}, "Ngày ký"),
        ({"issued_on": dt.date(2020, 1, 1)}, "Ngày ký"),
    ],
)
def test_number_and_day_must_be_right(place: Scene, round_: Round, changes: dict, words: str) -> None:
    report = made(place, round_)
    with pytest.raises(ValidationError, match=words):
        issue(place, report, **changes)


def test_a_later_edition_stands_beside_the_first(place: Scene, round_: Round) -> None:
    first = made(place, round_)
    place.handed_in(round_, place.finance)
    second = made(place, round_)
    assert (second.edition, first.edition) == (2, 1)
    assert second.docx_id != first.docx_id
    assert File.objects.filter(pk__in=[first.docx_id, second.docx_id]).count() == 2
