"""A report's Word form: downloaded, filled in away from the web, sent back, laid over the draft."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hopluc.office.libreoffice import convert, program
from hopluc.office.more_parts import PROPERTIES
from hopluc.reporting import actions
from hopluc.reporting.models import ReturnedFile, Submission
from hopluc.reporting.rules import digest
from hopluc.reporting.word_form import word_of
from tests import factories
from tests.office.edited_word import W, bare, cell_of, changed, filled, tables, text_in
from tests.reporting.formbook.test_forms_in_use import cell, in_use
from tests.reporting.scene import Scene, scene
from tests.reporting.test_returned_workbooks import browser, fields

TOTAL, GOOD, OTHER = (
    cell("hoat_dong", "nong", "tong"),
    cell("hoat_dong", "nong", "kha"),
    cell("hoat_dong", "khac", "tong"),
)
WORDS = cell("danh_gia", "", "")


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


@pytest.fixture
def report(place: Scene) -> Submission:
    return place.submission(place.open(form=in_use(place)))


def form(report: Submission) -> bytes:
    return word_of(Submission.objects.get(pk=report.pk))


def back(place: Scene, report: Submission, data: bytes) -> ReturnedFile:
    return actions.take_back(fresh(report), by=place.leader, data=data, name="bieu.docx")[1]


def fresh(report: Submission) -> Submission:
    return Submission.objects.get(pk=report.pk)


def table_of(root: Any, title: str) -> Any:
    """The first table that has a column of this title."""
    return next(one for one in tables(root) if title in "".join(cell_text(c) for c in one[2].iter(f"{W}tc")))


def cell_text(one: Any) -> str:
    return "".join(text.text or "" for text in one.iter(f"{W}t"))


def test_what_was_filled_in_is_written_and_what_was_left_alone_is_not(
    place: Scene, report: Submission
) -> None:
    data = form(report)
    actions.save_draft(report, by=place.leader, typed={GOOD: "3"}, base={})
    made = back(place, report, filled(data, {TOTAL: "1.040", WORDS: "Khởi sắc.\nCòn khó khăn."}))
    assert not made.told
    assert made.file.media_type.endswith("wordprocessingml.document")
    now = fields(report)
    assert (now[TOTAL], now[GOOD], now[WORDS]) == ("1.040", "3", "Khởi sắc.\nCòn khó khăn.")
    # sent back as downloaded: nothing changes, whatever the draft holds by now
    again = form(report)
    assert not back(place, report, again).told
    assert fields(report) == now


def test_an_older_file_asks_where_the_web_has_moved_on_and_overwrites_nothing(
    place: Scene, report: Submission
) -> None:
    actions.save_draft(report, by=place.leader, typed={TOTAL: "30"}, base={})
    data = form(report)
    actions.save_draft(fresh(report), by=place.officer, typed={TOTAL: "50"}, base={TOTAL: digest("30")})
    made = back(place, report, filled(data, {TOTAL: "40", GOOD: "8"}))
    assert fields(report)[TOTAL] == "50"
    assert fields(report)[GOOD] == "8"
    (told,) = made.told
    assert told["place"] == "Bảng “Tình hình hoạt động”, dòng “Nông nghiệp”, cột “Tổng số HTX”"
    assert "đang ghi “50”" in told["why"]


def test_two_people_with_a_copy_each_both_keep_their_words(place: Scene, report: Submission) -> None:
    data = form(report)
    one, other = filled(data, {TOTAL: "40", WORDS: "Khá."}), filled(data, {GOOD: "8", WORDS: "Tốt."})
    assert not back(place, report, one).told
    made = actions.take_back(fresh(report), by=place.officer, data=other, name="hai.docx")[1]
    now = fields(report)
    assert (now[TOTAL], now[GOOD], now[WORDS]) == ("40", "8", "Khá.")
    (told,) = made.told
    assert (told["place"], told["typed"]) == ("Phần “Đánh giá chung”", "Tốt.")
    assert [one.by_name for one in report.returned.order_by("pk")] == [
        place.leader.actor.name,
        place.officer.actor.name,
    ]


def test_a_cell_that_cannot_be_read_is_told_and_mended_in_the_error_form(
    place: Scene, report: Submission
) -> None:
    made = back(place, report, filled(form(report), {TOTAL: "bốn mươi", GOOD: "8"}))
    (told,) = made.told
    assert told["typed"] == "bốn mươi"
    assert fields(report)[GOOD] == "8"
    answer = browser(place.leader).get(reverse("reporting:error_sheet", args=[made.pk]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert not back(place, report, filled(answer.content, {TOTAL: "40"})).told
    assert fields(report)[TOTAL] == "40"


def test_controls_that_a_program_lost_are_found_by_headings_and_labels(
    place: Scene, report: Submission
) -> None:
    actions.save_draft(report, by=place.leader, typed={OTHER: "7"}, base={})

    def lost(root: Any) -> None:
        bare(root)
        table = table_of(root, "Tổng số HTX")
        text_in(cell_of(table, 1, 1), "40")
        text_in(cell_of(table, 2, 1), "9")
        free = table_of(root, "Tên HTX")
        text_in(cell_of(free, 1, 1), "HTX Sen Hồng")
        more = deepcopy(free.findall(f"{W}tr")[1])
        free.append(more)
        text_in(more.findall(f"{W}tc")[0], "")
        text_in(more.findall(f"{W}tc")[1], "HTX Thêm Dòng")
        text_in(cell_of(table_of(root, "Đánh giá chung (không quá 200 ký tự)"), 1, 0), "Khá.")

    made = back(place, report, changed(form(report), lost, without=(PROPERTIES,)))
    assert made.told == []
    now = fields(report)
    assert (now[TOTAL], now[OTHER], now[WORDS]) == ("40", "9", "Khá.")
    assert now[cell("danh_sach", "r1", "ten")] == "HTX Sen Hồng"
    assert now[cell("danh_sach", "r2", "ten")] == "HTX Thêm Dòng"


def test_what_belongs_to_no_field_for_certain_is_told_and_written_nowhere(
    place: Scene, report: Submission
) -> None:
    actions.save_draft(report, by=place.leader, typed={OTHER: "7"}, base={})

    def spoilt(root: Any) -> None:
        bare(root)
        table = table_of(root, "Tổng số HTX")
        text_in(cell_of(table, 1, 0), "Nông nghiệp và thủy sản")
        text_in(cell_of(table, 1, 1), "40")
        table.remove(table.findall(f"{W}tr")[2])
        box = table_of(root, "Đánh giá chung (không quá 200 ký tự)")
        outside = deepcopy(cell_of(box, 1, 0).find(f"{W}p"))
        box.addnext(outside)
        outside.find(f".//{W}t").text = "Viết ra ngoài ô."
        free = table_of(root, "Tên HTX")
        text_in(cell_of(free, 0, 1), "Tên gọi")
        text_in(cell_of(free, 1, 1), "HTX Sen Hồng")
        text_in(cell_of(free, 0, 2), "Vốn")

    made = back(place, report, changed(form(report), spoilt))
    told = {one["typed"]: one["why"] for one in made.told}
    assert "Không nhận ra dòng" in told["Nông nghiệp và thủy sản | 40"]
    assert "ngoài ô điền" in told["Viết ra ngoài ô."]
    whys = " ".join(one["why"] for one in made.told)
    assert "Thiếu dòng “Lĩnh vực khác”" in whys
    assert any("HTX Sen Hồng" in words and "không đúng cột" in why for words, why in told.items())
    assert fields(report)[TOTAL] == ""
    assert fields(report)[OTHER] == "7"
    assert fields(report)[cell("danh_sach", "r1", "ten")] == ""
    sheet = browser(place.leader).get(reverse("reporting:error_sheet", args=[made.pk])).content
    listed: list[str] = []
    changed(sheet, lambda root: listed.extend(cell_text(one) for one in tables(root)[1].iter(f"{W}tc")))
    assert any("Viết ra ngoài ô." in words for words in listed)


def test_a_row_copied_with_its_controls_is_a_row_more_and_two_cells_in_one_are_told(
    place: Scene, report: Submission
) -> None:
    data = filled(form(report), {cell("danh_sach", "r1", "ten"): "HTX Một"})

    def copied(root: Any) -> None:
        free = table_of(root, "Tên HTX")
        row = deepcopy(free.findall(f"{W}tr")[1])
        free.append(row)
        row.findall(f".//{W}tc")[1].find(f".//{W}t").text = "HTX Hai"
        table = table_of(root, "Tổng số HTX")
        first, second = cell_of(table, 1, 1), cell_of(table, 1, 2)
        for child in list(second)[1:]:
            first.append(child)
        second.getparent().remove(second)

    made = back(place, report, changed(data, copied))
    assert "gộp làm một" in " ".join(one["why"] for one in made.told)
    now = fields(report)
    assert now[cell("danh_sach", "r1", "ten")] == "HTX Một"
    assert now[cell("danh_sach", "r2", "ten")] == "HTX Hai"


def test_another_reports_file_and_a_strangers_document_are_refused(place: Scene, report: Submission) -> None:
    other = place.submission(report.round, place.commune)
    with pytest.raises(ValidationError, match="Tệp này là biểu của"):
        back(place, report, form(other))
    with pytest.raises(ValidationError, match="không phải là biểu tải từ hệ thống"):
        back(place, report, changed(form(report), lambda root: root[0].clear(), without=(PROPERTIES,)))
    with pytest.raises(PermissionDenied):
        actions.take_back(report, by=factories.acting(place.commune), data=form(report), name="b.docx")
    assert not ReturnedFile.objects.exists()


@pytest.mark.office
@pytest.mark.skipif(not program(), reason="needs LibreOffice")
def test_a_copy_that_libreoffice_saved_again_reads_as_before(place: Scene) -> None:
    report = place.submission(place.open(title="Báo cáo quý III"))
    line, figure = report.lines.order_by("order")[0], report.figures.get()
    actions.save_draft(
        report, by=place.leader, typed={"overview": "Một\tA.\nHai.", f"line-{line.pk}": "Cũ."}, base={}
    )
    names = {f"figure-{figure.pk}": "7,5", f"note-{figure.pk}": "Tăng nhẹ", "proposals": "- A\n- B & C"}
    saved = convert(filled(form(report), names), "docx", "docx")
    # meanwhile the web moves on in another place: the file must not take it back
    actions.save_draft(fresh(report), by=place.officer, typed={f"line-{line.pk}": "Mới."},
                       base={f"line-{line.pk}": digest("Cũ.")})  # fmt: skip
    made = back(place, report, saved)
    assert made.told == []
    now = fields(report)
    assert (now["overview"], now[f"line-{line.pk}"]) == ("Một\tA.\nHai.", "Mới.")
    assert {name: now[name] for name in names} == names


def test_from_the_page_and_back_to_it(place: Scene, report: Submission) -> None:
    client = browser(place.leader)
    page = client.get(reverse("reporting:submission", args=[report.pk])).content.decode()
    assert reverse("reporting:word_form", args=[report.pk]) in page
    answer = client.get(reverse("reporting:word_form", args=[report.pk]))
    assert answer["Content-Disposition"].endswith(f'-{report.pk}.docx"')
    upload = SimpleUploadedFile("bieu.docx", filled(answer.content, {TOTAL: "nhiều", GOOD: "8"}))
    shown = client.post(reverse("reporting:take_back", args=[report.pk]), {"bieu": upload})
    assert shown.status_code == 422
    words = shown.content.decode()
    assert "dòng “Nông nghiệp”, cột “Tổng số HTX”" in words
    assert "nhiều" in words
    # What is sent from this page is the report, not another file.
    address = reverse("reporting:submission", args=[report.pk])
    assert f'<form method="post" action="{address}"' in words
