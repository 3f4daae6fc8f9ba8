"""Downloads: text stays text, names keep their marks, a file as received is saved and never run."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from hopluc.archive.actions import keep
from hopluc.ui import downloads
from hopluc.ui.downloads import Column


def sheet_of(response):
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    "evil", ["=1+1", "+84 91", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "http://x.vn"]
)
def test_text_never_becomes_a_formula_or_a_link(evil):
    response = downloads.xlsx("a.xlsx", "Bảng", ["Tên"], [[evil]])
    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert sheet_of(response)[3][0].strip() == evil.strip()


def test_values_keep_their_types():
    day = dt.date(2026, 11, 21)
    rows = [["Sở Tài chính", 12, Decimal("1234.5"), day, None, True]]
    row = sheet_of(downloads.xlsx("a.xlsx", "Bảng", [Column("A", 40), "B", "C", "D", "E", "F"], rows))[3]
    assert row[:4] == ["Sở Tài chính", 12.0, 1234.5, day]
    assert row[4:] == ["", "x"]


def test_a_moment_is_written_in_local_time():
    at = dt.datetime(2026, 11, 20, 20, 0, tzinfo=dt.UTC)
    assert sheet_of(downloads.xlsx("a.xlsx", "B", ["Lúc"], [[at]]))[3][0] == dt.datetime(2026, 11, 21, 3, 0)


def test_the_heading_and_columns_stand_above_the_rows():
    rows = sheet_of(downloads.xlsx("a.xlsx", "Việc quá hạn: 21/11/2026", ["Nhiệm vụ"], [["x"]]))
    assert rows[0][0] == "Việc quá hạn: 21/11/2026"
    assert rows[2][0] == "Nhiệm vụ"


@pytest.mark.parametrize("title", ["a/b:c?d*e[f]g\\h", "x" * 60, "'", ""])
def test_any_title_makes_a_sheet_name(title):
    assert sheet_of(downloads.xlsx("a.xlsx", title, ["A"], [["1"]]))[3][0] == "1"


def test_a_text_longer_than_a_cell_is_cut_and_nothing_fails():
    assert len(sheet_of(downloads.xlsx("a.xlsx", "A", ["A"], [["ă" * 40_000]]))[3][0]) == 32_767


def test_the_name_of_the_file_keeps_its_marks():
    header = downloads.xlsx("Kế hoạch số 12 “quý I”.xlsx", "A", ["A"], [])["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    assert unquote(header.split("''")[1]) == "Kế hoạch số 12 “quý I”.xlsx"


@pytest.mark.django_db
def test_a_file_comes_back_as_received_and_is_not_run():
    kept = keep([b"<script>alert(1)</script>"], "text/html")
    response = downloads.file(RequestFactory().get("/"), kept, "trang đầu.html")
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    response.close()
