"""The pages of this room, through the public door."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.organizations.acting import Acting
from hopluc.reporting import actions
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from tests import factories
from tests.office.test_signing import blank_pdf
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db
MOST_QUERIES = 18  # a report being written, beside its last period; that which opens a round takes 17
MATRIX_QUERIES = 12  # of a round without a route, other rounds in it and further plans


@pytest.fixture
def place() -> Scene:
    return scene()


@pytest.fixture
def round_(place: Scene) -> Round:
    return place.open(period_start=dt.date(2025, 12, 15))


def browser(acting: Acting) -> Client:
    client = Client()
    client.force_login(acting.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name: str, *args: Any) -> str:
    return reverse(f"reporting:{name}", args=args)


def fields(html: str) -> dict[str, str]:
    """The hidden and text fields of the report's form, as a browser would send them back."""
    found = dict(re.findall(r'<input type="hidden" name="(base-[^"]+)"[^>]* value="([^"]*)"', html))
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', html))
    return found


def test_the_form_of_a_round_comes_filled_from_plan_and_law(place: Scene) -> None:
    client = browser(place.collector)
    page = client.get(at("choose_duty")).content.decode()
    assert "Định kỳ hằng năm gửi kết quả" in page
    form = client.get(at("open_round", place.plan.pk), {"nghia-vu": place.duty.pk})
    assert form.context["form"].initial["due_on"].month == 11
    assert "Sở Nông nghiệp và Môi trường" in form.content.decode()


def test_opening_a_round_and_opening_it_again_by_a_double_click(place: Scene) -> None:
    client = browser(place.collector)
    address = f"{at('open_round', place.plan.pk)}?nghia-vu={place.duty.pk}"
    initial = client.get(address).context["form"]
    data = {name: initial[name].value() for name in initial.fields}
    data |= {name: f"{data[name]:%d/%m/%Y}" for name in ("period_start", "period_end", "cutoff", "due_on")}
    first = client.post(address, data)
    made = Round.objects.get()
    assert first.url == at("round", made.pk)
    assert client.post(address, data).url == at("round", made.pk)
    assert Round.objects.count() == 1


def test_a_second_round_on_a_duty_is_for_another_period_or_for_others(place: Scene) -> None:
    first = place.open(bodies=[place.farming])
    client = browser(place.collector)
    address = f"{at('open_round', place.plan.pk)}?nghia-vu={place.duty.pk}"
    page = client.get(address)
    html = page.content.decode()
    assert html.count("&amp;ky=") >= 7
    key, words = page.context["periods"][2]
    chosen = client.get(f"{address}&ky={key}").context
    assert chosen["form"]["title"].value() == f"Báo cáo {words}"
    assert place.farming.pk in chosen["form"]["bodies"].value()
    data = {name: chosen["form"][name].value() for name in chosen["form"].fields}
    data |= {name: f"{data[name]:%d/%m/%Y}" for name in ("period_start", "period_end", "cutoff", "due_on")}
    days = ("period_start", "period_end", "cutoff", "due_on")
    again = (
        data | {name: f"{getattr(first, name):%d/%m/%Y}" for name in days} | {"bodies": [place.farming.pk]}
    )
    refused = client.post(address, again)
    assert refused.status_code == 422
    assert refused.context["form"]["title"].value() == data["title"], "what was typed stays"
    assert f'href="{at("round", first.pk)}"' in refused.content.decode()
    client.post(address, data)
    assert Round.objects.count() == 2


def test_a_wrong_day_stands_beside_its_field_and_opens_nothing(place: Scene) -> None:
    answer = browser(place.collector).post(at("open_round", place.plan.pk), {"period_start": "31/02/2026"})
    assert answer.status_code == 422
    assert "period_start" in answer.context["form"].errors
    assert not Round.objects.exists()


def test_a_draft_is_saved_and_handed_in_by_the_leader(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    client = browser(place.leader)
    typed = fields(client.get(at("submission", submission.pk)).content.decode())
    answer = client.post(
        at("submission", submission.pk),
        typed | {"overview": "Hoàn thành tốt.", "deed": "submit"},
        follow=True,
    )
    assert "Đã gửi báo cáo." in answer.content.decode()
    submission.refresh_from_db()
    assert (submission.state, submission.overview) == ("submitted", "Hoàn thành tốt.")
    assert "<textarea" not in client.get(at("submission", submission.pk)).content.decode()


def test_a_second_click_on_handing_in_is_no_error_and_other_words_are_not_taken_for_one(
    place: Scene, round_: Round
) -> None:
    submission = place.submission(round_)
    client = browser(place.leader)
    address = at("submission", submission.pk)
    sent = fields(client.get(address).content.decode()) | {"overview": "Hoàn thành\0 tốt.", "deed": "submit"}
    assert "Đã gửi báo cáo." in client.post(address, sent, follow=True).content.decode()
    again = client.post(address, sent, follow=True).content.decode()
    assert "không sửa được nữa" not in again
    other = client.post(address, sent | {"overview": "Lời khác."}, follow=True).content.decode()
    assert "không sửa được nữa" in other
    submission.refresh_from_db()
    assert submission.overview == "Hoàn thành tốt."
    assert submission.events.count() == 1


def test_a_receiver_without_a_part_in_the_plan_opens_its_round(place: Scene) -> None:
    place.plan.standing_agency = place.province
    place.plan.save()
    client = browser(place.collector)
    offered = re.search(r'href="([^"]+nghia-vu=\d+)"', client.get(at("choose_duty")).content.decode())
    assert offered
    assert client.get(offered[1]).status_code == 200


def test_an_officer_sees_that_the_leader_hands_in(place: Scene, round_: Round) -> None:
    page = browser(place.officer).get(at("submission", place.submission(round_).pk)).content.decode()
    assert 'value="submit"' not in page
    assert "Lãnh đạo duyệt của cơ quan gửi báo cáo." in page


def test_a_stale_form_is_shown_what_changed_and_loses_nothing(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    client = browser(place.officer)
    stale = fields(client.get(at("submission", submission.pk)).content.decode())
    actions.save_draft(submission, by=place.leader, typed={"overview": "Lời của lãnh đạo"}, base={})
    answer = client.post(
        at("submission", submission.pk), stale | {"overview": "Lời của chuyên viên", "proposals": "Thêm vốn"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Lời của lãnh đạo" in page
    assert "Lời của chuyên viên" in page
    submission.refresh_from_db()
    assert (submission.overview, submission.proposals) == ("Lời của lãnh đạo", "Thêm vốn")
    settled = fields(page) | {"overview": "Lời của lãnh đạo và chuyên viên"}
    assert client.post(at("submission", submission.pk), settled).status_code == 302
    submission.refresh_from_db()
    assert submission.overview == "Lời của lãnh đạo và chuyên viên"


def test_autosave_keeps_what_is_typed_and_moves_its_base_on(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    client = browser(place.officer)
    typed = fields(client.get(at("submission", submission.pk)).content.decode())
    for words in ("Một", "Một hai", "Một hai ba"):
        answer = client.post(at("autosave", submission.pk), typed | {"overview": words}).content.decode()
        typed |= fields(answer.replace(" hx-swap-oob", ""))
        assert "Đã lưu lúc" in answer
    submission.refresh_from_db()
    assert submission.overview == "Một hai ba"


def test_autosave_of_a_report_that_was_handed_in_says_so(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    answer = browser(place.leader).post(at("autosave", submission.pk), {"overview": "Muộn"}).content.decode()
    assert "đã gửi, không sửa được" in answer


def test_the_form_offers_news_of_the_plan(place: Scene, round_: Round) -> None:
    submission = place.submission(round_)
    place.progress(place.farming, "Vừa xong hội chợ.")
    client = browser(place.officer)
    assert "Có 1 cập nhật tiến độ mới" in client.get(at("submission", submission.pk)).content.decode()
    page = client.post(at("prefill", submission.pk), follow=True).content.decode()
    assert "Vừa xong hội chợ." in page
    assert "cập nhật tiến độ mới" not in page


def test_the_collector_reads_returns_and_accepts(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    client = browser(place.collector)
    assert "Tình hình của Sở Nông nghiệp" in client.get(at("submission", submission.pk)).content.decode()
    client.post(at("return_submission", submission.pk), {"reason": "Thiếu số liệu"})
    submission.refresh_from_db()
    assert submission.state == "returned"
    page = browser(place.leader).get(at("submission", submission.pk)).content.decode()
    assert "Sở Tài chính trả lại để sửa" in page
    client.post(at("accept", submission.pk))
    submission.refresh_from_db()
    assert submission.state == "returned"


def test_the_collector_reads_what_was_handed_in_and_not_what_is_being_mended(
    place: Scene, round_: Round
) -> None:
    submission = place.handed_in(round_)
    actions.return_submission(submission, by=place.collector, reason="Thiếu")
    actions.save_draft(submission, by=place.officer, typed={"proposals": "Đang viết dở"}, base={})
    address = at("submission", submission.pk)
    page = browser(place.collector).get(address).content.decode()
    assert "Tình hình của Sở Nông nghiệp" in page
    assert "Tổ chức hội chợ nông sản vùng ven biển" in page
    assert "Đang viết dở" not in page
    assert "Đang viết dở" in browser(place.officer).get(address).content.decode()


def test_a_draft_is_its_bodys_own(place: Scene, round_: Round) -> None:
    draft = at("submission", place.submission(round_).pk)
    assert browser(place.collector).get(draft).status_code == 403
    assert browser(factories.acting(place.commune)).get(draft).status_code == 404
    assert browser(place.leader).get(draft).status_code == 200


def test_a_body_that_only_reports_does_not_read_the_matrix(place: Scene, round_: Round) -> None:
    assert browser(place.leader).get(at("round", round_.pk)).status_code == 403
    stranger = factories.acting(factories.body("Sở Y tế"))
    assert browser(stranger).get(at("round", round_.pk)).status_code == 404


def test_writing_by_get_and_by_those_who_may_not_changes_nothing(place: Scene, round_: Round) -> None:
    submission = place.handed_in(round_)
    deeds = ("close_round", "reopen_round", "ask_consolidation"), ("withdraw", "return_submission", "accept")
    viewer = browser(factories.acting(place.finance, "viewer"))
    for names, pk in zip(deeds, (round_.pk, submission.pk), strict=True):
        for name in names:
            assert browser(place.collector).get(at(name, pk)).status_code == 405
            assert viewer.post(at(name, pk), {"reason": "x"}).status_code == 403
    submission.refresh_from_db()
    assert submission.state == "submitted"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, 3),
        ({"tim": "nong nghiep"}, 1),
        ({"gui": "on_time"}, 1),
        ({"gui": "unsent"}, 2),
        ({"gui": "accepted"}, 0),
        ({"gui": "khong-co"}, 3),
    ],
)
def test_the_matrix_is_filtered_by_its_address(
    place: Scene, round_: Round, query: dict[str, str], expected: int
) -> None:
    Submission.objects.filter(pk=place.handed_in(round_).pk).update(first_submitted_on=round_.due_on)
    client = browser(place.collector)
    answer = client.get(at("round", round_.pk), query)
    assert len(answer.context["rows"]) == expected
    part = client.get(at("round", round_.pk), query, headers={"HX-Request": "true", "HX-Target": "matrix"})
    assert "<html" not in part.content.decode()
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get(at("download_matrix", round_.pk), query).content)
    )
    assert len(book.get_sheet_by_index(0).to_python()) == 3 + expected


def made(place: Scene, round_: Round) -> ConsolidatedReport:
    place.handed_in(round_)
    return actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)


def test_the_report_waits_is_shown_downloaded_and_issued(place: Scene, round_: Round) -> None:
    place.handed_in(round_)
    client = browser(place.collector)
    address = client.post(at("ask_consolidation", round_.pk)).url
    assert "Đang tổng hợp" in client.get(address).content.decode()
    report = actions.consolidate(ConsolidatedReport.objects.get().pk)
    page = client.get(address).content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "I. TÌNH HÌNH CHUNG" in page
    for kind in ("docx", "xlsx"):
        content = b"".join(client.get(at("download_report", report.pk, kind)).streaming_content)  # type: ignore[attr-defined]
        assert content.startswith(b"PK")
    assert client.get(at("download_report", report.pk, "ban-ky")).status_code == 404
    scan = blank_pdf()
    signed = SimpleUploadedFile("bc215.pdf", scan)
    data = {"number": "215/BC-STC", "issued_on": "02/01/2026", "signed": signed}
    issued = client.post(at("issue", report.pk), data, follow=True).content.decode()
    assert "Số 215/BC-STC" in issued
    assert "Tệp không có chữ ký số." in issued, "what was signed before is examined as well"
    content = b"".join(client.get(at("download_report", report.pk, "ban-ky")).streaming_content)  # type: ignore[attr-defined]
    assert content == scan


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"number": ""}, "number"),
        ({"issued_on": "32/01/2026"}, "issued_on"),
        ({"signed": SimpleUploadedFile("bc.pdf", b"MZ not a pdf")}, "signed"),
        ({"signed": SimpleUploadedFile("bc.pdf", b"%PDF-1.7 torn")}, "__all__"),
        ({"signer": "0"}, "signer"),
        ({"issued_on": "01/01/2099"}, "__all__"),
    ],
)
def test_what_is_wrong_with_issuing_is_told_and_nothing_is_issued(
    place: Scene, round_: Round, change: dict[str, Any], words: str
) -> None:
    report = made(place, round_)
    answer = browser(place.collector).post(
        at("issue", report.pk), {"number": "1/BC-STC", "issued_on": "02/01/2026"} | change
    )
    assert answer.status_code == 422
    assert words in answer.context["form"].errors
    report.refresh_from_db()
    assert report.state == "draft"


def test_an_issued_report_is_read_by_the_plans_owner_and_a_draft_is_not(place: Scene, round_: Round) -> None:
    report = made(place, round_)
    owner = browser(factories.acting(place.province))
    stranger = browser(place.leader)
    assert owner.get(at("report", report.pk)).status_code == 200  # the department lies under the committee
    assert stranger.get(at("report", report.pk)).status_code == 404
    assert stranger.get(at("download_report", report.pk, "docx")).status_code == 404


def test_pages_ask_the_database_few_questions(place: Scene, round_: Round) -> None:
    for n in range(12):
        factories.task(place.plan, place.farming, text=f"Việc thêm {n}")
        body = factories.body(f"Sở Thêm {n}", parent=place.province)
        Submission.objects.create(round=round_, body=body, body_name=body.name)
    actions.prefill(place.submission(round_), by=place.officer)
    report = made(place, round_)
    pages = [
        (place.collector, at("rounds")),
        (place.collector, at("choose_duty")),
        (place.collector, f"{at('open_round', place.plan.pk)}?nghia-vu={place.duty.pk}"),
        (place.collector, at("round", round_.pk)),
        (place.collector, at("submission", place.submission(round_).pk)),
        (place.collector, at("report", report.pk)),
        (place.collector, at("download_matrix", round_.pk)),
        (factories.acting(place.commune), at("submission", place.submission(round_, place.commune).pk)),
        (place.officer, at("rounds")),
    ]
    for acting, address in pages:
        client = browser(acting)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        most = MATRIX_QUERIES if address == at("round", round_.pk) else MOST_QUERIES
        assert len(asked) <= most, f"{address}: {len(asked)} queries"


def test_every_template_of_the_room_is_used() -> None:
    folder = Path(actions.__file__).parents[1]
    sources = "".join(
        p.read_text("utf-8") for p in [*folder.glob("**/*.py"), *folder.glob("templates/**/*.html")]
    )
    unused = [
        p.name for p in folder.glob("templates/reporting/*.html") if f"reporting/{p.name}" not in sources
    ]
    assert not unused
