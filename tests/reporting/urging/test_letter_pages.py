"""Urging letters as people meet them: through the browser's door."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.office.libreoffice import program
from hopluc.reporting.urging.actions import letters as actions
from hopluc.reporting.urging.models import Letter, LetterBatch
from tests.reporting.urging.scene import TODAY, Scene, ago, jobs, text


def test_the_whole_way_from_asking_to_the_answer(scene: Scene) -> None:
    officer, trade = scene.client(scene.finance), scene.client(scene.trade)
    assert reverse("urging:ask") in text(officer.get(reverse("urging:letters")))
    form = {"plan": scene.plan.pk, "on": f"{TODAY:%d/%m/%Y}", "least_days": 1, "answer_by": "", "words": ""}
    answer = officer.post(reverse("urging:ask"), form)
    batch = LetterBatch.objects.get()
    assert answer["Location"] == reverse("urging:batch", args=[batch.pk])
    assert "Đang soạn: xong 0/2" in text(officer.get(answer["Location"]))
    actions.write_some(batch.pk)
    page = text(officer.get(answer["Location"]))
    letter = batch.letters.get(body=scene.trade)
    assert reverse("urging:letter", args=[letter.pk]) in page
    preview = text(officer.get(reverse("urging:letter", args=[letter.pk])))
    assert "V/v đôn đốc nhiệm vụ quá hạn" in preview
    assert "Mở hội chợ" in preview
    sent = {f"number{letter.pk}": "12/STC-TH", "sent_on": f"{TODAY:%d/%m/%Y}"}
    text(officer.post(reverse("urging:batch_sent", args=[batch.pk]), sent, follow=True))
    assert "1/2 công văn" in text(officer.get(answer["Location"]))
    assert "1 công văn đôn đốc chờ cơ quan đồng chí trả lời" in text(trade.get(reverse("urging:letters")))
    address = reverse("urging:answer", args=[letter.pk])
    assert address in text(trade.get(reverse("urging:letter", args=[letter.pk])))
    paper = SimpleUploadedFile("tra-loi.pdf", b"%PDF-1.7 tra loi")
    values = {"text": "Xong trong tháng 12.", "on": f"{TODAY:%d/%m/%Y}", "evidence": [paper]}
    assert "Xong trong tháng 12." in text(trade.post(address, values, follow=True))
    read = text(officer.get(reverse("urging:letter", args=[letter.pk])))
    assert "Xong trong tháng 12." in read
    file = letter.files.get()
    got = officer.get(reverse("urging:answer_file", args=[file.pk]))
    assert b"".join(got.streaming_content) == b"%PDF-1.7 tra loi"
    assert scene.client(scene.commune).get(reverse("urging:answer_file", args=[file.pk])).status_code == 404


def test_a_day_that_is_past_is_refused_beside_its_field_and_what_was_typed_stays(scene: Scene) -> None:
    form = {"plan": scene.plan.pk, "on": f"{ago(3):%d/%m/%Y}", "least_days": 7, "words": "Gấp."}
    page = text(scene.client(scene.finance).post(reverse("urging:ask"), form), 422)
    assert "Chọn ngày từ" in page
    assert "Gấp." in page


def test_a_letter_is_left_out_and_taken_in_from_the_batch(scene: Scene) -> None:
    batch = scene.written()
    letter, officer = scene.letter(batch), scene.client(scene.finance)
    page = text(officer.post(reverse("urging:leave_out", args=[letter.pk]), {"ve": "dot"}, follow=True))
    assert reverse("urging:take_in", args=[letter.pk]) in page
    text(officer.post(reverse("urging:take_in", args=[letter.pk]), {"ve": "dot"}, follow=True))
    assert Letter.objects.get(pk=letter.pk).state == "draft"


def test_the_zip_holds_each_letter_that_is_to_be_sent(scene: Scene) -> None:
    batch = scene.written()
    actions.leave_out(scene.letter(batch, scene.commune), by=scene.by(scene.finance))
    answer = scene.client(scene.finance).get(reverse("urging:batch_zip", args=[batch.pk, "docx"]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["001-so-cong-thuong.docx"]
        assert archive.read("001-so-cong-thuong.docx")[:2] == b"PK"


@pytest.mark.office
def test_the_pdf_follows_the_word_file(scene: Scene) -> None:
    if not program():
        pytest.skip("LibreOffice is not installed")
    batch = scene.asked(least_days=10)
    jobs.write_letters(batch.pk)
    assert jobs.print_letters(batch.pk) == 1
    assert jobs.print_letters(batch.pk) == 0
    letter = scene.letter(batch)
    got = scene.client(scene.finance).get(reverse("urging:download", args=[letter.pk, "pdf"]))
    assert b"".join(got.streaming_content).startswith(b"%PDF-")


def test_a_pdf_that_is_not_there_yet_is_not_offered(scene: Scene) -> None:
    letter, officer = scene.letter(scene.written()), scene.client(scene.finance)
    address = reverse("urging:download", args=[letter.pk, "pdf"])
    assert address not in text(officer.get(reverse("urging:letter", args=[letter.pk])))
    assert officer.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Sở Công Thương", "Bình Sơn"}),
        ("q=cong thuong", {"Sở Công Thương"}),
        ("q=hoi cho", {"Sở Công Thương"}),
        ("q=12/STC", {"Sở Công Thương"}),
        ("tinh_trang=sent", {"Sở Công Thương"}),
        ("tinh_trang=draft", {"Bình Sơn"}),
        ("tinh_trang=overdue", set()),
        ("tinh_trang=bia-ra", {"Sở Công Thương", "Bình Sơn"}),
    ],
)
def test_filters_in_the_address_choose_the_letters(scene: Scene, query: str, shown: set[str]) -> None:
    scene.sent()
    client = scene.client(scene.finance)
    page = text(client.get(f"{reverse('urging:letters')}?{query}", headers={"HX-Request": "true"}))
    assert {name for name in ("Sở Công Thương", "Bình Sơn") if name in page} == shown
    book = client.get(f"{reverse('urging:letters_excel')}?{query}").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(rows) == 3 + len(shown)


def test_the_fragment_is_what_the_page_holds(scene: Scene) -> None:
    scene.sent()
    client, address = scene.client(scene.finance), reverse("urging:letters")
    fragment = text(client.get(address, headers={"HX-Request": "true"})).strip()
    assert fragment.startswith('<div id="cong-van"')
    assert fragment in text(client.get(address))


def test_the_tasks_page_asks_for_its_urging_which_tells_the_day(scene: Scene) -> None:
    client = scene.client(scene.farming)
    address = reverse("urging:of_task", args=[scene.fair.pk])
    assert text(client.get(address, headers={"HX-Request": "true"})).strip() == ""
    assert "Chưa có công văn" in text(client.get(address))
    letter = scene.sent()
    told = text(client.get(address, headers={"HX-Request": "true"}))
    assert f"Đã đôn đốc ngày {TODAY:%d/%m/%Y}: Sở Công Thương" in told
    assert reverse("urging:letter", args=[letter.pk]) not in told  # another body's letter is not theirs
    assert reverse("urging:letter", args=[letter.pk]) in text(scene.client(scene.finance).get(address))


def test_a_second_click_answers_once_and_ends_where_the_first_did(scene: Scene) -> None:
    letter, client = scene.sent(), scene.client(scene.trade)
    values = {"text": "Xong.", "on": f"{TODAY:%d/%m/%Y}", "once": "mot-lan"}
    answers = [client.post(reverse("urging:answer", args=[letter.pk]), values) for _ in range(2)]
    assert {one["Location"] for one in answers} == {reverse("urging:letter", args=[letter.pk])}


def test_letters_name_the_parts_that_were_ticked_alone(scene: Scene) -> None:
    officer = scene.client(scene.finance)
    listed = text(officer.get(reverse("plans:late")))
    assert f'formaction="{reverse("urging:ask")}"' in listed
    fair, course = (task.assignments.get() for task in (scene.fair, scene.course))
    page = text(officer.post(reverse("urging:ask"), {"rows": [fair.pk, course.pk], "deed": "choose"}))
    assert "2 phần việc đã chọn" in page
    assert f'name="rows" value="{fair.pk}"' in page
    form = {"plan": "", "on": f"{TODAY:%d/%m/%Y}", "least_days": 1, "answer_by": "", "words": ""}
    refused = text(officer.post(reverse("urging:ask"), form | {"rows": [fair.pk], "on": ""}), 422)
    assert f'name="rows" value="{fair.pk}"' in refused
    officer.post(reverse("urging:ask"), form | {"rows": [fair.pk, course.pk]})
    batch = LetterBatch.objects.get()
    letter = batch.letters.get()
    assert letter.body == scene.trade
    assert "Mở hội chợ" not in text(
        officer.get(reverse("urging:letter", args=[letter.pk]))
    )  # not written yet
    actions.write_some(batch.pk)
    assert set(letter.parts.values_list("assignment", flat=True)) == {fair.pk, course.pk}
    preview = text(officer.get(reverse("urging:letter", args=[letter.pk])))
    assert "Mở hội chợ" in preview
    assert "Lập điểm bán hàng" not in preview
    # nothing ticked: as before, all that are late
    assert "phần việc đã chọn" not in text(officer.post(reverse("urging:ask"), {"deed": "choose"}))
