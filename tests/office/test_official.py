"""Official documents: read back with python-docx, and drawn by LibreOffice."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile

import docx
import pytest
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hopluc.office import libreoffice
from hopluc.office.official import (
    Annex,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
    annex_number,
    date_line,
    number_line,
    write_docx,
)

COLUMNS = (Column("TT", 1, "center"), Column("Nội dung", 8), Column("Số lượng", 2, "right"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def report(**changes: object) -> Document:
    values: dict = {
        "letterhead": Letterhead(
            "Sở Tài chính", "Ủy ban nhân dân\ntỉnh Sơn Hải", "BC-STC", "Sơn Hải", year=2026
        ),
        "kind": "BÁO CÁO",
        "subject": "Kết quả sáu tháng đầu năm\n(số liệu tạm tính)",
        "addressees": ("Ủy ban nhân dân tỉnh Sơn Hải",),
        "blocks": (
            Heading("I. TÌNH HÌNH CHUNG"),
            Paragraph("Đoạn thứ nhất.\nĐoạn thứ hai."),
            Paragraph((Run("- "), Run("Nhiệm vụ một", italic=True), Run(": xong."))),
            Heading("II. SỐ LIỆU"),
            Table(COLUMNS, [("1", "Lớp tập huấn", "12"), (Cell("Cộng", bold=True, span=2), "12")], "Bảng 1"),
        ),
        "signature": Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        "recipients": ("Như trên", "Lưu: VT"),
        "annexes": (
            Annex("Danh sách", (Table(COLUMNS, [(str(n), f"Dòng {n}", str(n)) for n in range(1, 80)]),)),
            Annex("Biểu số liệu", (Paragraph("Không có."),)),
        ),
    }
    return Document(**(values | changes))


def read(document: Document) -> Docx:
    return docx.Document(io.BytesIO(write_docx(document)))


def texts(found: Docx, style: str) -> list[str]:
    return [p.text for p in found.paragraphs if p.style and p.style.name == style]


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = read(report()).sections[0]
    millimetres = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
        if length is not None
    ]
    assert millimetres == [210, 297, 20, 20, 30, 15]
    assert section.orientation == WD_ORIENT.PORTRAIT


def test_the_head_has_issuer_and_number_beside_nation_and_date() -> None:
    left, right = read(report()).tables[0].rows[0].cells
    assert [p.text for p in left.paragraphs if p.text] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN HẢI",
        "SỞ TÀI CHÍNH",
        "Số:" + "\u00a0" * 12 + "/BC-STC",
    ]
    assert [p.text.replace("\u00a0", "") for p in right.paragraphs if p.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sơn Hải, ngàythángnăm 2026",
    ]


def test_a_rule_stands_under_issuer_motto_and_title() -> None:
    body = read(report()).element.body
    ruled = [p.get(f"{W}val") for p in body.iter(f"{W}pStyle") if (p.get(f"{W}val") or "").startswith("Rule")]
    assert ruled == ["RuleIssuer", "RuleMotto", "RuleTitle"]


def test_title_addressee_and_sections_follow_in_order() -> None:
    found = read(report())
    words = [p.text for p in found.paragraphs if p.text]
    assert words[:8] == [
        "BÁO CÁO",
        "Kết quả sáu tháng đầu năm",
        "(số liệu tạm tính)",
        "Kính gửi: Ủy ban nhân dân tỉnh Sơn Hải",
        "I. TÌNH HÌNH CHUNG",
        "Đoạn thứ nhất.",
        "Đoạn thứ hai.",
        "- Nhiệm vụ một: xong.",
    ]
    assert texts(found, "Heading 1") == ["I. TÌNH HÌNH CHUNG", "II. SỐ LIỆU"]


def test_looks_lie_in_styles() -> None:
    found = read(report())
    styles = found.styles
    normal = styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert normal is not None
    assert normal.get(f"{W}ascii") == "Times New Roman"
    assert styles["Title"].font.bold
    assert styles["Body Text"].base_style.font.size.pt == 14
    direct = {tag for run in found.element.body.iter(f"{W}rPr") for tag in (child.tag for child in run)}
    assert direct <= {f"{W}b", f"{W}i"}


def test_every_style_used_exists() -> None:
    found = read(report())
    known = {style.style_id for style in found.styles}
    tags = (f"{W}pStyle", f"{W}tblStyle")
    assert {e.get(f"{W}val") for tag in tags for e in found.element.body.iter(tag)} <= known


def test_tables_keep_every_row_and_repeat_their_heading() -> None:
    table = read(report()).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Nội dung", "Số lượng"],
        ["1", "Lớp tập huấn", "12"],
        ["Cộng", "Cộng", "12"],
    ]
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None


def test_annexes_are_landscape_sections_numbered_in_roman() -> None:
    found = read(report())
    assert [s.orientation for s in found.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.LANDSCAPE,
    ]
    assert texts(found, "Annex number") == ["Phụ lục I", "Phụ lục II"]
    assert len(found.tables[3].rows) == 80
    assert annex_number(1, 1) == "Phụ lục"


def test_pages_are_numbered_from_the_second_on() -> None:
    for section in read(report()).sections:
        assert section.different_first_page_header_footer
        assert " PAGE " in section.header._element.xml
        assert not section.first_page_header.paragraphs[0].text


def test_recipients_stand_beside_the_signature() -> None:
    left, right = read(report()).tables[2].rows[0].cells
    assert [p.text for p in left.paragraphs] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert [p.text for p in right.paragraphs if p.text] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    last = read(report(blocks=(Paragraph("Một."), Paragraph("Hai.")))).paragraphs
    kept = {p.text: p.paragraph_format.keep_with_next for p in last if p.text in ("Một.", "Hai.")}
    assert kept == {"Một.": None, "Hai.": True}  # the signature never stands alone on a page


def test_a_letter_has_its_subject_under_the_number_and_no_title() -> None:
    found = read(
        report(
            kind="",
            subject="đôn đốc gửi báo cáo",
            addressees=("Sở Công Thương", "Sở Nội vụ"),
            letterhead=Letterhead("Sở Tài chính", symbol="STC-DN", place="Sơn Hải"),
        )
    )
    assert found.tables[0].cell(0, 0).paragraphs[-1].text == "V/v đôn đốc gửi báo cáo"
    assert [p.text for p in found.paragraphs][:3] == ["Kính gửi:", "- Sở Công Thương;", "- Sở Nội vụ."]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 2, 5), "Sơn Hải, ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 3, 15), "Sơn Hải, ngày 15 tháng 3 năm 2026"),
        (dt.date(2026, 12, 1), "Sơn Hải, ngày 01 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_months_below_three_get_a_nought(day: dt.date, words: str) -> None:
    assert date_line(Letterhead("X", place="Sơn Hải", day=day)) == words


def test_a_number_that_was_given_is_printed() -> None:
    assert number_line(Letterhead("X", symbol="BC-STC", number="05/BC-STC")) == "Số: 05/BC-STC"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_docx(report()) == write_docx(report())


@given(st.text(max_size=200), st.lists(st.text(max_size=60), min_size=3, max_size=3))
def test_any_text_that_people_paste_gives_a_readable_file(words: str, cells: list[str]) -> None:
    made = report(blocks=(Paragraph(words), Heading(words), Table(COLUMNS, [tuple(cells)])), subject=words)
    with zipfile.ZipFile(io.BytesIO(write_docx(made))) as package:
        for name in package.namelist():
            etree.fromstring(package.read(name))


def test_markup_in_a_text_stays_text() -> None:
    assert "a < b & <w:p/>" in texts(read(report(blocks=(Paragraph("a < b & <w:p/>"),))), "Body Text")


@pytest.mark.office
def test_libreoffice_draws_it_on_the_pages_that_it_should_have() -> None:
    if not libreoffice.program():
        pytest.skip("LibreOffice is not installed")
    pdf = libreoffice.convert(write_docx(report()), "docx", "pdf")
    words = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    sizes = subprocess.run(["pdfinfo", "-l", "99", "-"], input=pdf, capture_output=True, check=True).stdout
    upright = [float(w) < float(h) for w, h in re.findall(rb"size: +([\d.]+) x ([\d.]+)", sizes)]
    pages = words.split("\f")[:-1]
    assert upright == [True, *[False] * (len(pages) - 1)]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    first, *others, last = pages[1:]
    assert "Phụ lục I" in first
    assert [page.split()[0] for page in others] == [str(n) for n in range(2, len(others) + 2)]
    assert all("Nội dung" in page and "Số lượng" in page for page in (first, *others))
    assert "Phụ lục II" in last


@pytest.mark.office
def test_a_file_that_is_none_ends_in_a_message() -> None:
    if not libreoffice.program():
        pytest.skip("LibreOffice is not installed")
    with pytest.raises(libreoffice.ConversionError, match="không đọc được"):
        libreoffice.convert(b"PK\x03\x04 broken", "docx", "pdf", seconds=60)


def test_a_conversion_that_takes_too_long_is_ended(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: "/bin/sleep")
    monkeypatch.setattr(libreoffice, "_arguments", lambda *_: ["30"])
    with pytest.raises(libreoffice.ConversionError, match="quá 1 giây"):
        libreoffice.convert(b"x", "docx", "pdf", seconds=1)


def test_without_libreoffice_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    with pytest.raises(libreoffice.ConversionError, match="chưa cài LibreOffice"):
        libreoffice.convert(b"x", "docx", "pdf")
