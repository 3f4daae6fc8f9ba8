"""Word forms to be filled in: what was written into a field is read from it, with its marks and without."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopluc.office.controls import EMPTY
from hopluc.office.fillform import FillBook, FillColumn, FillRow, FillSheet, Returned, fields_in, words_of
from hopluc.office.more_parts import PROPERTIES
from hopluc.office.official import Document, Letterhead, Signature
from hopluc.office.refusal import Unreadable
from hopluc.office.sheets import Value
from hopluc.office.wordform import write_word_form
from hopluc.office.wordform_reading import read_word_form
from tests.office.edited_word import W, bare, cell_of, changed, filled, tables, text_in

LONG = "tra-loi:" + "x" * 60 + ":{}:y"
COLUMNS = (
    FillColumn("Nội dung", 30, "wrapped"),
    FillColumn("Số", 12, "number", "so-{}"),
    FillColumn("Ngày", 12, "date", "ngay-{}"),
    FillColumn("Có/Không", 12, "wrapped", "co-{}", ("Có", "Không")),
    FillColumn("Ghi chú", 30, "wrapped", LONG),
)
PAPER = Document(Letterhead("Sở Thử"), "Báo cáo thử", (), Signature(("GIÁM ĐỐC",)), kind="BÁO CÁO")
# What a field can hold: lines as people write them, without blanks at their ends and signs that XML forbids.
LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" \t"), max_size=20
)
TEXT = st.lists(LINE, max_size=3).map("\n".join).map(str.strip).filter(lambda text: text != EMPTY)


def book(values: dict[str, list[Value]], words: str = "") -> FillBook:
    rows = [FillRow(key, (f"Dòng {key}", *cells)) for key, cells in values.items()]
    columns = (FillColumn("Nội dung", 30), FillColumn("Báo cáo", 60, "wrapped", "{}"))
    texts = FillSheet(
        "Đánh giá", "Biểu", "", columns, [FillRow("danh-gia", ("Nêu nguyên nhân", words))], "texts"
    )
    about = {"submission": "7", "form": "", "revision": "3", "base:so-a": "0123456789ab"}
    return FillBook("Biểu", "Sở Thử", about, [FillSheet("Bảng", "Biểu", "", COLUMNS, rows), texts])


def sent(form: FillBook) -> bytes:
    return write_word_form(form, PAPER)


def held(form: FillBook) -> dict[str, str]:
    return {name: words_of(value) for one in form.sheets for name, _row, _column, value in fields_in(one)}


@settings(max_examples=40)
@given(st.lists(TEXT, min_size=2, max_size=2), TEXT)
def test_what_a_field_held_comes_back_with_its_marks_and_without(notes: list[str], words: str) -> None:
    form = book(
        {
            "a": [Decimal("1234.5"), dt.date(2026, 6, 30), "Có", notes[0]],
            "b": [None, None, "", notes[1]],
        },
        words,
    )
    for data in (sent(form), changed(sent(form), bare, without=(PROPERTIES,))):
        found = read_word_form(data, form)
        assert found.values == held(form)
        assert not found.unread


def read(change: object, form: FillBook) -> Returned:
    return read_word_form(changed(sent(form), change), form)  # type: ignore[arg-type]


FORM = book({"a": [Decimal(1), None, "", ""], "b": [Decimal(2), None, "", ""]})


def test_whose_the_form_is_and_its_digests_are_read_from_properties_or_from_the_line_of_the_code() -> None:
    with_all = read_word_form(sent(FORM), FORM).about
    assert (with_all["submission"], with_all["form"], with_all["base:so-a"]) == ("7", "", "0123456789ab")
    without = read_word_form(changed(sent(FORM), lambda _root: None, without=(PROPERTIES,)), FORM).about
    assert (without["submission"], without["form"], without["revision"]) == ("7", "", "3")
    assert without["base:so-a"] == ""


def test_wide_tables_stand_in_annexes_and_nothing_of_an_annex_is_taken_for_what_somebody_wrote() -> None:
    wide = [
        FillColumn("Nội dung", 30),
        *(FillColumn(f"Cột {n}", 9, "number", f"c{n}-{{}}") for n in range(8)),
    ]
    rows = [FillRow("a", ("Dòng a", *(Decimal(n) for n in range(8))))]
    sheets = [FillSheet(f"Bảng {n}", "Biểu", "Nêu số.", wide, rows) for n in (1, 2)]
    form = FillBook("Biểu", "Sở", FORM.about, [*sheets, FORM.sheets[1]])
    sheet_two = [replace(column, fields=column.fields.replace("c", "d", 1)) for column in wide]
    form = replace(form, sheets=[sheets[0], replace(sheets[1], columns=sheet_two), FORM.sheets[1]])
    for change in (lambda _root: None, bare):
        found = read_word_form(changed(sent(form), change), form)
        assert not found.unread
        assert found.values == held(form)


def test_the_list_of_what_is_to_be_seen_to_is_no_field() -> None:
    columns = (FillColumn("Nội dung", 30), FillColumn("Báo cáo", 60, "wrapped", "{}"))
    texts = FillSheet("Đánh giá", "Biểu", "", columns, [FillRow("danh-gia", ("Nội dung", "Khá."))], "texts")
    form = FillBook("Biểu", "Sở", FORM.about, [texts])
    data = write_word_form(form, PAPER, notes={"danh-gia": "Đề nghị sửa: nêu rõ."}, noted="Hợp Lực")
    for change in (lambda _root: None, bare):
        found = read_word_form(changed(data, change), form)
        assert (found.values, list(found.unread)) == ({"danh-gia": "Khá."}, [])


def test_rows_and_columns_that_changed_places_are_found() -> None:
    def turned(root: object) -> None:
        bare(root)
        table = next(one for one in tables(root) if len(one.findall(f"{W}tr")) == 3)
        head, first, second = table.findall(f"{W}tr")
        table.remove(first)
        table.append(first)
        for row in (head, first, second):
            row.append(row.findall(f"{W}tc")[1])

    assert read(turned, FORM).values == held(FORM)


def test_two_rows_of_one_label_are_told_when_their_marks_are_lost() -> None:
    form = book({"a": [Decimal(1), None, "", ""], "b": [Decimal(2), None, "", ""]})
    same = [FillRow(row.key, ("Cùng tên", *row.values[1:])) for row in form.sheets[0].rows]
    form = FillBook("Biểu", "Sở", form.about, [FillSheet("Bảng", "Biểu", "", COLUMNS, same)])
    assert read_word_form(sent(form), form).values["so-b"] == "2"
    found = read(bare, form)
    assert "so-a" not in found.values
    assert sum("Không nhận ra dòng" in one.why for one in found.unread) == 2


def test_tracked_changes_count_as_made_and_a_list_keeps_its_dashes() -> None:
    def tracked(root: object) -> None:
        cell = cell_of(next(one for one in tables(root) if len(one.findall(f"{W}tr")) == 3), 1, 1)
        text_in(cell, "5")
        run = cell.find(f".//{W}r")
        gone = run.getparent().makeelement(f"{W}del")
        run.addprevious(gone)
        old = gone.makeelement(f"{W}r")
        gone.append(old)
        words = old.makeelement(f"{W}delText")
        words.text = "1"
        old.append(words)
        more = run.getparent().makeelement(f"{W}ins")
        run.addnext(more)
        more.append(run)

    assert read(tracked, FORM).values["so-a"] == "5"


def test_what_is_no_word_file_is_refused() -> None:
    for data in (b"", b"khong phai word", sent(FORM)[:200]):
        with pytest.raises(Unreadable):
            read_word_form(data, FORM)


def test_typed_text_takes_the_place_of_the_hint() -> None:
    data = filled(sent(FORM), {"ngay-a": "30/6/2026", "danh-gia": "Một.\nHai."})
    values = read_word_form(data, FORM).values
    assert (values["ngay-a"], values["danh-gia"], values["ngay-b"]) == ("30/6/2026", "Một.\nHai.", "")
