"""Editing the consolidated report on its page, as a person does it."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from django.test import Client
from django.utils.html import escape

from hopluc.archive.actions import path_of
from hopluc.reporting import actions
from hopluc.reporting.editing import files
from hopluc.reporting.editing.passages import Laid
from hopluc.reporting.editing.queries import laid_of
from hopluc.reporting.models import ConsolidatedReport, Round
from hopluc.reporting.rules import digest
from tests import factories
from tests.reporting.scene import Scene, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Scene:
    return scene()


@pytest.fixture
def round_(place: Scene) -> Round:
    found = place.open()
    place.handed_in(found)
    place.handed_in(found, place.commune)
    return found


@pytest.fixture
def report(place: Scene, round_: Round) -> ConsolidatedReport:
    return made(place, round_)


@pytest.fixture
def client(place: Scene, client: Client) -> Client:
    client.force_login(place.collector.user)
    return client


def made(place: Scene, round_: Round) -> ConsolidatedReport:
    return actions.consolidate(actions.ask_consolidation(round_, by=place.collector).pk)


def laid(report: ConsolidatedReport, words: str) -> Laid:
    """The passage that says something."""
    return next(
        one for one in laid_of(report) if isinstance(one, Laid) and words in one.passage.lead + one.text
    )


def url(report: ConsolidatedReport, key: str, deed: str = "doan") -> str:
    return f"/bao-cao/tong-hop/{report.pk}/{deed}/{key}"


def word(report: ConsolidatedReport) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(files.word(report))).paragraphs)


def page(client: Client, report: ConsolidatedReport, **query: Any) -> str:
    answer = client.get(f"/bao-cao/tong-hop/{report.pk}/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_paragraph_is_written_anew_and_undone(client: Client, report: ConsolidatedReport) -> None:
    voice = laid(report, "Tình hình của Sở Nông nghiệp và Môi trường")
    key = voice.passage.key
    shown = page(client, report, doan=key)
    assert "Ctrl+Enter" in shown
    assert f"/bao-cao/nop/{report.round.submissions.get(body_name__contains='Nông nghiệp').pk}/" in shown
    answer = client.post(url(report, key), {"text": "Sản xuất cơ bản ổn định", "seen": 0})
    assert answer.status_code == 302
    assert "Sản xuất cơ bản ổn định" in page(client, report)
    assert "- Sở Nông nghiệp và Môi trường: Sản xuất cơ bản ổn định." in word(report)
    shown = page(client, report, doan=key)
    assert "<del>" in shown
    assert "Đã sửa những lần nào" in shown
    client.post(url(report, key, "sap-doan"), {"viec": "ban-goc", "seen": 1})
    assert voice.passage.text in word(report)


def test_with_htmx_only_the_place_comes_back(client: Client, report: ConsolidatedReport) -> None:
    key = laid(report, "Tình hình của Sở Nông").passage.key
    head = {"HX-Request": "true"}
    opened = client.get(url(report, key), headers=head).content.decode()
    assert opened.lstrip().startswith('<div class="rp-run"')
    assert "<textarea" in opened
    closed = client.get(url(report, key) + "?xem=1", headers=head).content.decode()
    assert "<textarea" not in closed
    saved = client.post(url(report, key), {"text": "Ổn định", "seen": 0}, headers=head).content.decode()
    assert "Ổn định" in saved
    assert "<html" not in saved


def test_the_second_of_two_sees_what_changed_and_overwrites_nothing(
    client: Client, report: ConsolidatedReport
) -> None:
    key = laid(report, "Tình hình của Sở Nông").passage.key
    client.post(url(report, key), {"text": "Bản của người thứ nhất", "seen": 0})
    answer = client.post(url(report, key), {"text": "Bản của người thứ hai", "seen": 0})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "vừa sửa đoạn này" in shown
    assert "Bản của người thứ nhất" in shown
    assert re.search(r"<textarea[^>]*>Bản của người thứ hai", shown)
    assert "Bản của người thứ nhất" in word(report)
    client.post(url(report, key), {"text": "Bản của người thứ hai", "seen": 1})
    assert "Bản của người thứ hai" in word(report)


def test_a_counted_figure_stays_in_its_sentence(client: Client, report: ConsolidatedReport) -> None:
    key = laid(report, "cơ quan đã gửi báo cáo").passage.key
    answer = client.post(url(report, key), {"text": "Tất cả cơ quan đã gửi", "seen": 0})
    assert answer.status_code == 422
    assert "Số liệu 2/3" in answer.content.decode()
    client.post(url(report, key), {"text": "Có 2/3 cơ quan gửi, 02 cơ quan đúng hạn", "seen": 0})
    assert "Có 2/3 cơ quan gửi, 02 cơ quan đúng hạn." in word(report)


def test_paragraphs_are_put_in_order_left_out_and_added(client: Client, report: ConsolidatedReport) -> None:
    first, second = laid(report, "Tình hình của Sở Nông"), laid(report, "xã Bình Sơn")
    client.post(url(report, second.passage.key, "sap-doan"), {"viec": "len"})
    told = word(report)
    assert told.index("Tình hình của Ủy ban") < told.index("Tình hình của Sở Nông")
    client.post(url(report, first.passage.key, "sap-doan"), {"viec": "bo", "seen": 0})
    assert "Tình hình của Sở Nông" not in word(report)
    assert "Không đưa vào báo cáo" in page(client, report)
    client.post(url(report, first.passage.key, "sap-doan"), {"viec": "dua-lai", "seen": 1})
    client.post(url(report, second.passage.key, "them-doan"), {"text": "Nhìn chung đúng tiến độ."})
    told = word(report)
    assert told.index("Tình hình của Ủy ban") < told.index("Nhìn chung") < told.index("Tình hình của Sở Nông")
    answer = client.post(url(report, second.passage.key, "them-doan"), {"text": "  "})
    assert "Chưa có nội dung" in answer.content.decode()


def test_only_the_collectors_officers_edit(place: Scene, client: Client, report: ConsolidatedReport) -> None:
    key = laid(report, "Tình hình của Sở Nông").passage.key
    client.force_login(place.officer.user)
    assert client.post(url(report, key), {"text": "x", "seen": 0}).status_code == 404
    assert escape("Sửa đoạn này") not in client.get(f"/bao-cao/tong-hop/{report.pk}/").content.decode()


NEARLY = (
    "Cán bộ theo dõi kinh tế tập thể ở cấp xã còn kiêm nhiệm nhiều việc, chuyên môn về hợp tác xã hạn chế, "
    "kinh phí bố trí cho tuyên truyền, bồi dưỡng chỉ đáp ứng một phần so với nhu cầu thực tế"
)


def test_near_texts_stand_once_and_apart_with_one_click(place: Scene, client: Client) -> None:
    round_ = place.open()
    for body, words in ((place.farming, NEARLY), (place.commune, NEARLY.replace("thực tế", "ở địa phương"))):
        found = place.submission(round_, body)
        by = factories.acting(body, "approver")
        saved = actions.save_draft(found, by=by, typed={"difficulties": words}, base={}).submission
        actions.submit(saved, by=by, revision=saved.revision)
    report = made(place, round_)
    key = laid(report, "kiêm nhiệm").passage.key
    assert word(report).count("kiêm nhiệm") == 1
    assert "gộp các câu gần giống nhau" in page(client, report)
    assert "ở địa phương" in page(client, report, doan=key)
    client.post(url(report, key, "sap-doan"), {"viec": "tach", "seen": 0})
    told = word(report)
    assert f"- Sở Nông nghiệp và Môi trường: {NEARLY}." in told
    assert "- Ủy ban nhân dân xã Bình Sơn: Cán bộ theo dõi" in told
    variant = laid(report, "ở địa phương").passage.key
    client.post(url(report, variant), {"text": "Xã thiếu cán bộ", "seen": 0})
    place.handed_in(round_, place.finance)
    second = made(place, round_)
    assert "- Ủy ban nhân dân xã Bình Sơn: Xã thiếu cán bộ." in word(second)
    assert "Nguồn đã thay đổi" not in page(client, second)
    client.post(url(second, key, "sap-doan"), {"viec": "gop", "seen": 1})
    assert word(second).count("kiêm nhiệm") == 1
    assert "Nguồn không còn" in page(client, second)
    client.post(url(second, variant, "sap-doan"), {"viec": "giu", "seen": 1})
    assert "Xã thiếu cán bộ" in word(second)
    assert "Nguồn không còn" not in page(client, second)


def test_a_report_that_is_not_made_yet_has_no_passages(place: Scene, client: Client, round_: Round) -> None:
    waiting = actions.ask_consolidation(round_, by=place.collector)
    for way in (url(waiting, "opening"), f"/bao-cao/tong-hop/{waiting.pk}/so-lieu/tasks:all"):
        assert client.get(way).status_code == 404
    assert client.post(url(waiting, "opening"), {"text": "x", "seen": 0}).status_code == 404


# --- a new edition ----------------------------------------------------------------------------------


def test_a_new_edition_keeps_edits_and_asks_about_those_whose_sources_changed(
    place: Scene, client: Client, round_: Round, report: ConsolidatedReport
) -> None:
    kept, stale = laid(report, "Tình hình của Ủy ban"), laid(report, "Tình hình của Sở Nông")
    client.post(url(report, kept.passage.key), {"text": "Xã làm tốt", "seen": 0})
    client.post(url(report, stale.passage.key), {"text": "Sở làm tốt", "seen": 0})
    client.post(url(report, kept.passage.key, "them-doan"), {"text": "Đoạn của Sở Tài chính."})
    actions.return_submission(place.submission(round_), by=place.collector, reason="Thiếu")
    mended = place.submission(round_)
    base = {"overview": digest(mended.overview)}
    actions.save_draft(mended, by=place.leader, typed={"overview": "Đã bổ sung số liệu."}, base=base)
    mended.refresh_from_db()
    actions.submit(mended, by=place.leader, revision=mended.revision)
    place.handed_in(round_, place.finance)
    second = made(place, round_)
    shown, told = page(client, second), word(second)
    assert "Xã làm tốt" in told
    assert "Đoạn của Sở Tài chính." in told
    assert "Đã bổ sung số liệu." in told
    assert "Sở làm tốt" not in told
    assert shown.count("Nguồn đã thay đổi") == 1
    assert "Sở làm tốt" in shown
    answer = client.post(
        f"/bao-cao/tong-hop/{second.pk}/phat-hanh/", {"number": "1/BC-STC", "issued_on": "02/01/2026"}
    )
    assert "nguồn đã thay đổi" in answer.content.decode()
    key = laid(second, "Đã bổ sung số liệu").passage.key
    client.post(url(second, key, "sap-doan"), {"viec": "giu", "seen": 1})
    assert "Sở làm tốt" in word(second)
    assert "Nguồn đã thay đổi" not in page(client, second)
    answer = client.post(url(report, kept.passage.key), {"text": "Sửa bản cũ", "seen": 1})
    assert "đã có bản lập sau" in answer.content.decode()


def test_taking_the_new_words_settles_too(place: Scene, client: Client, round_: Round) -> None:
    report = made(place, round_)
    key = laid(report, "cơ quan đã gửi báo cáo").passage.key
    client.post(url(report, key), {"text": "Mới có 2/3 cơ quan gửi, 02 đúng hạn", "seen": 0})
    place.handed_in(round_, place.finance)
    second = made(place, round_)
    assert "3/3 cơ quan đã gửi" in word(second)
    kept = client.post(url(second, key, "sap-doan"), {"viec": "giu", "seen": 1})
    assert "Số liệu 3/3; 03" in kept.content.decode()  # figures of before cannot be kept
    client.post(url(second, key, "sap-doan"), {"viec": "lay-moi", "seen": 1})
    assert "3/3 cơ quan đã gửi" in word(second)
    assert "Nguồn đã thay đổi" not in page(client, second)


def test_the_files_follow_the_edits(client: Client, report: ConsolidatedReport) -> None:
    before = report.docx_id
    key = laid(report, "Tình hình của Sở Nông").passage.key
    client.post(url(report, key), {"text": "Ổn định", "seen": 0})
    fresh = b"".join(client.get(f"/bao-cao/tong-hop/{report.pk}/tai-ve/docx/"))  # type: ignore[arg-type]
    assert "Ổn định" in "\n".join(one.text for one in docx.Document(io.BytesIO(fresh)).paragraphs)
    drawn = files.redraw(report.pk)
    assert drawn.docx_id != before
    assert drawn.docx
    assert path_of(drawn.docx.sha256).read_bytes() == fresh
    assert files.redraw(report.pk).docx_id == drawn.docx_id


def test_a_run_killed_while_it_carries_edits_leaves_nothing_and_the_next_carries_them_once(
    place: Scene, client: Client, round_: Round, report: ConsolidatedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = laid(report, "Tình hình của Sở Nông").passage.key
    client.post(url(report, key), {"text": "Ổn định", "seen": 0})
    asked = actions.ask_consolidation(round_, by=place.collector)
    take_over = actions.reports.take_over

    def killed(*given: Any) -> None:
        take_over(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(actions.reports, "take_over", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.consolidate(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.content, asked.edits.count()) == ("waiting", None, 0)
    for _again in range(2):
        actions.consolidate(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.edits.count(), asked.revision) == ("draft", 1, 1)
    assert "Ổn định" in word(asked)
