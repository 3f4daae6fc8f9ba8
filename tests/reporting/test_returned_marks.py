"""A report that goes back with marked places: marked, mended, answered, looked at again, reopened."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from hopluc.archive.models import Deed, Notice
from hopluc.reporting import actions
from hopluc.reporting.fields import fields_of
from hopluc.reporting.formbook.answers import field_name
from hopluc.reporting.marking.actions import drop_mark, mark_place
from hopluc.reporting.marking.answers import ANSWER, REPLY
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.marking.places import places_in
from hopluc.reporting.marking.queries import marking_of, remarks_of
from hopluc.reporting.models import Submission
from hopluc.reporting.returning import book_of
from hopluc.reporting.rules import digest
from hopluc.reporting.word_form import word_of
from hopluc.ui import bulk
from tests import factories
from tests.office.edited_word import filled
from tests.reporting.formbook.test_forms_in_use import ANSWERS, cell, in_use
from tests.reporting.scene import Scene, scene
from tests.reporting.test_returned_workbooks import browser

TOTAL, ROW, WORDS = (
    cell("hoat_dong", "nong", "tong"),
    field_name(("hoat_dong", "nong", "")),
    cell("danh_gia", "", ""),
)


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


@pytest.fixture
def report(place: Scene) -> Submission:
    """A report by a form, handed in."""
    report = place.submission(place.open(form=in_use(place)))
    saved = actions.save_draft(report, by=place.leader, typed=ANSWERS, base={})
    return actions.submit(report, by=place.leader, revision=saved.submission.revision)


def fresh(report: Submission) -> Submission:
    return Submission.objects.select_related("round__collector", "round__form", "body").get(pk=report.pk)


def save(report: Submission, place: Scene, **typed: str) -> Submission:
    """What the body types over what stands, as its page would send it."""
    now = fields_of(fresh(report))
    base = {name: digest(now[name]) for name in typed}
    saved = actions.save_draft(fresh(report), by=place.officer, typed=typed, base=base)
    assert not saved.errors
    return saved.submission


def hand_in(report: Submission, place: Scene) -> Submission:
    report = fresh(report)
    return actions.submit(report, by=place.leader, revision=report.revision)


def marks_of(report: Submission) -> list[ReturnMark]:
    return list(report.marks.exclude(event=None))


def test_every_place_of_a_report_can_be_named(place: Scene, report: Submission) -> None:
    named = places_in(book_of(report))
    assert named[TOTAL] == "Bảng “Tình hình hoạt động”, dòng “Nông nghiệp”, cột “Tổng số HTX”"
    assert named[ROW] == "Bảng “Tình hình hoạt động”, dòng “Nông nghiệp”"
    assert named[WORDS] == "Phần “Đánh giá chung”"


def test_marks_go_out_with_the_return_and_stand_against_handing_in_until_something_is_done(
    place: Scene, report: Submission
) -> None:
    for where, what in ((TOTAL, "Cộng lại."), (ROW, "Thiếu so với kỳ trước."), (WORDS, "Nêu nguyên nhân.")):
        mark_place(report, by=place.collector, place=where, remark=what)
    mark_place(report, by=place.collector, place=WORDS, remark="Nêu rõ nguyên nhân.")
    assert [one.remark for one in report.marks.order_by("pk")][-1] == "Nêu rõ nguyên nhân."
    # not seen by the body before it goes back
    assert not marking_of(fresh(report), fields_of, reads_now=True).marks
    actions.return_submission(report, by=place.collector, reason="")
    back = fresh(report)
    assert back.returned_reason == "Có 3 chỗ cần sửa, xem đề nghị tại từng chỗ."
    words, row, first = marks_of(back)  # in the order of the report
    assert (first.stood, row.stood) == ("40", "40 | 10")
    with pytest.raises(ValidationError) as told:
        hand_in(report, place)
    assert told.value.messages[0].startswith("Phần “Đánh giá chung”: chưa sửa")
    assert len(told.value.messages) == 3

    # the figure is mended (and with it its row); the text stays, which takes a word why
    save(report, place, **{TOTAL: "42", f"{ANSWER}{words.pk}": "kept"})
    with pytest.raises(ValidationError, match="Đánh giá chung"):
        hand_in(report, place)
    save(report, place, **{f"{REPLY}{words.pk}": "Đã nêu ở kỳ trước."})
    hand_in(report, place)
    shown = marking_of(fresh(report), fields_of, reads_now=True)
    assert [one.changed for one in shown.marks] == [False, True, True]
    assert (shown.marks[2].mark.stood, shown.marks[2].now) == ("40", "42")
    assert (words.words, ReturnMark.objects.get(pk=words.pk).reply) == (
        "Phần “Đánh giá chung”",
        "Đã nêu ở kỳ trước.",
    )
    actions.accept(report, by=place.collector)
    assert not marking_of(fresh(report), fields_of, reads_now=True).marks


def test_two_people_at_one_mark_are_asked_and_a_wrong_word_is_told(place: Scene, report: Submission) -> None:
    mark_place(report, by=place.collector, place=TOTAL, remark="Cộng lại.")
    actions.return_submission(report, by=place.collector, reason="Sai số.")
    (mark,) = marks_of(report)
    reply, answer = f"{REPLY}{mark.pk}", f"{ANSWER}{mark.pk}"
    save(report, place, **{reply: "Đã cộng lại."})
    late = actions.save_draft(fresh(report), by=place.leader, typed={reply: "Khác."}, base={})
    assert late.conflicts == {reply: ("Đã cộng lại.", "Khác.")}
    wrong = actions.save_draft(fresh(report), by=place.leader, typed={answer: "xong"}, base={})
    assert answer in wrong.errors


def test_who_marks_and_when(place: Scene, report: Submission) -> None:
    with pytest.raises(PermissionDenied):
        mark_place(report, by=place.leader, place=TOTAL, remark="x")
    for where, what in (("khong-co", "x"), (TOTAL, "  "), (TOTAL, "x" * 2001)):
        with pytest.raises(ValidationError):
            mark_place(report, by=place.collector, place=where, remark=what)
    mark = mark_place(report, by=place.collector, place=TOTAL, remark="Xem lại.")
    with pytest.raises(PermissionDenied):
        drop_mark(mark, by=place.leader)
    drop_mark(mark, by=place.collector)
    assert not report.marks.exists()
    actions.return_submission(report, by=place.collector, reason="Sai.")
    with pytest.raises(ValidationError):
        mark_place(report, by=place.collector, place=TOTAL, remark="Xem lại.")


def test_marks_that_did_not_go_out_stand_against_an_acceptance_unless_they_are_dropped(
    place: Scene, report: Submission
) -> None:
    mark_place(report, by=place.collector, place=TOTAL, remark="Xem lại.")
    several = reverse("reporting:accept_several", args=[report.round_id])
    client = browser(place.collector)
    told = client.post(several, {bulk.NAME: report.pk}, follow=True).content.decode()
    assert "chưa trả lại" in told
    with pytest.raises(ValidationError, match="chưa trả lại"):
        actions.accept(report, by=place.collector)
    assert fresh(report).state == "submitted"
    page = client.get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert 'name="bo-danh-dau"' in page
    client.post(reverse("reporting:accept", args=[report.pk]), {"bo-danh-dau": "1"})
    assert fresh(report).state == "accepted"
    assert not report.marks.exists()


def test_an_accepted_report_is_reopened_with_a_reason(place: Scene, report: Submission) -> None:
    with pytest.raises(ValidationError):
        actions.reopen(report, by=place.collector, reason="Sai số.")
    actions.accept(report, by=place.collector)
    with pytest.raises(ValidationError, match="lý do"):
        actions.reopen(report, by=place.collector, reason=" ")
    with pytest.raises(PermissionDenied):
        actions.reopen(report, by=place.leader, reason="Sai số.")
    actions.reopen(report, by=place.collector, reason="Số vốn sai đơn vị.")
    now = fresh(report)
    assert now.state == Submission.State.SUBMITTED
    event = now.events.latest("pk")
    assert (event.get_verb_display(), event.reason) == ("Mở lại", "Số vốn sai đơn vị.")
    assert Notice.objects.filter(person_id=place.leader.user.pk, text__contains="được mở lại").exists()
    assert Deed.objects.filter(verb="reopen", record_id=str(report.pk)).exists()


def test_forms_sent_out_show_the_remarks_until_they_are_seen_to(place: Scene, report: Submission) -> None:
    mark_place(report, by=place.collector, place=ROW, remark="Thiếu so với kỳ trước.")
    actions.return_submission(report, by=place.collector, reason="")
    client = browser(place.leader)
    for name in ("word_form", "fillable"):
        data = client.get(reverse(f"reporting:{name}", args=[report.pk])).content
        assert "Thiếu so với kỳ trước." in _comments(data)
    data = client.get(reverse("reporting:word_form", args=[report.pk])).content
    mended = filled(data, {TOTAL: "55"})
    made = actions.take_back(fresh(report), by=place.leader, data=mended, name="bieu.docx")[1]
    assert made.told == []
    assert fields_of(fresh(report))[TOTAL] == "55"
    assert remarks_of(fresh(report), fields_of(fresh(report))) == {}
    assert "kỳ trước" not in _comments(word_of(fresh(report)))


def _comments(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return " ".join(package.read(one).decode() for one in package.namelist() if "comments" in one)


def test_from_page_to_page(place: Scene, report: Submission) -> None:
    address = reverse("reporting:submission", args=[report.pk])
    collector, body = browser(place.collector), browser(place.leader)
    page = collector.get(address, {"danh-dau": TOTAL}).content.decode()
    assert "Cần sửa gì ở: Bảng “Tình hình hoạt động”, dòng “Nông nghiệp”, cột “Tổng số HTX”" in page
    marked = reverse("reporting:mark_place", args=[report.pk])
    for where in (TOTAL, WORDS):
        made = collector.post(marked, {"place": where, "remark": f"Xem lại {where[-4:]}"})
        assert made["Location"].endswith(f"#cho-{report.marks.latest('pk').pk}")
    page = collector.get(address).content.decode()
    assert "Gửi kèm 2 chỗ đã đánh dấu" in page
    assert "Đề nghị sửa" not in body.get(address).content.decode()
    collector.post(reverse("reporting:return_submission", args=[report.pk]), {"reason": ""})

    page = body.get(address).content.decode()
    assert page.count("Đến chỗ cần sửa") == 2
    assert 'href="#sua-1"' in page
    assert 'id="sua-2"' in page
    assert "còn 2 chỗ chưa xử lý" in page
    first, second = marks_of(report)
    typed = {f"{ANSWER}{one.pk}": "fixed" for one in (first, second)}
    said = body.post(address, typed | {TOTAL: "41", f"base-{TOTAL}": "", "deed": "save"}, follow=True)
    assert "còn" not in said.content.decode().split("cho-can-sua")[1][:400]
    # what the body is at stays its own until it hands in
    at_it = collector.get(address).content.decode()
    assert "chưa thay đổi" not in at_it
    assert "Đã sửa" not in at_it
    hand_in(report, place)
    again = collector.get(address).content.decode()
    assert "Đã sửa" in again
    assert "Chưa thay đổi từ khi trả lại" in again
    actions.accept(fresh(report), by=place.collector)
    collector.post(reverse("reporting:reopen", args=[report.pk]), {"reason": "Sai đơn vị."})
    assert fresh(report).state == "submitted"
    stranger = browser(factories.acting(place.commune))
    assert stranger.post(marked, {"place": TOTAL, "remark": "x"}).status_code == 404
