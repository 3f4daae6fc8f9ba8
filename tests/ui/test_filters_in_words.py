"""The head of a downloaded list says by which filter it was made."""

from __future__ import annotations

import io
import zipfile

from django import forms
from django.test import RequestFactory

from hopluc.ui.downloads import asked, said, xlsx


class _Filter(forms.Form):
    q = forms.CharField(label="Tìm", required=False)
    state = forms.ChoiceField(
        label="Tình trạng", choices=[("", "Tất cả"), ("open", "Đang mở")], required=False
    )
    on = forms.DateField(label="Ngày", required=False)
    mine = forms.BooleanField(label="Của tôi", required=False)


def test_a_filter_is_told_in_the_words_of_its_form() -> None:
    form = _Filter({"q": "vốn", "state": "open", "on": "2026-02-05", "mine": "on"})
    assert said(form) == "Tìm: vốn; Tình trạng: Đang mở; Ngày: 05/02/2026; Của tôi: có"
    assert said(_Filter({"q": "", "state": "sai"})) == ""


def test_the_sheet_has_the_filter_over_its_frozen_head() -> None:
    made = xlsx("a.xlsx", "Vướng mắc", ["Nội dung"], [["Thiếu vốn"]], filtered="Tìm: vốn").content
    book = zipfile.ZipFile(io.BytesIO(made))
    texts = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Lọc theo – Tìm: vốn" in texts
    assert 'ySplit="3"' in texts
    assert 'state="frozen"' in texts


def test_a_list_is_asked_for_as_a_workbook_by_its_query() -> None:
    assert asked(RequestFactory().get("/", {"tai": "xlsx"}))
    assert not asked(RequestFactory().get("/", {"tai": "pdf"}))
