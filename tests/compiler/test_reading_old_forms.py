"""Files of older word processors, and text in the fonts from before Unicode."""

from __future__ import annotations

import io

import pytest
from docx import Document as Word

from hopluc.compiler import read
from hopluc.compiler.format import Plan
from hopluc.compiler.pipeline import compile_bytes
from hopluc.office.libreoffice import convert
from hopluc.viet import encodings
from tests.compiler.test_reading_word import W, p, package

ROWS = (
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
    ("1", "Rà soát quy chế hoạt động của các tổ hợp tác", "Sở Nội vụ", "Quý I/2026"),
    ("2", "Xây dựng cơ sở dữ liệu hợp tác xã của tỉnh", "Sở Tài chính", "Tháng 9/2026"),
)


@pytest.fixture(scope="module")
def plan() -> bytes:
    """A plan as a .docx."""
    word = Word()
    word.add_paragraph("KẾ HOẠCH")
    word.add_paragraph("Phụ lục")
    table = word.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    word.add_paragraph()  # a .doc that ends in a table loses it
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def told(plan: Plan) -> list[tuple[str, list[str], str]]:
    return [
        (task.text, [party.name for party in task.leads], task.deadline.text if task.deadline else "")
        for task in plan.tasks
    ]


@pytest.mark.office
@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        ("doc", "application/msword"),
        ("odt", "application/vnd.oasis.opendocument.text"),
        ("rtf", "application/rtf"),
    ],
)
def test_older_forms_compile_like_the_same_file_of_word(ending: str, media_type: str, plan: bytes) -> None:
    compiled = compile_bytes(convert(plan, "docx", ending), f"kh.{ending}")
    assert told(compiled) == told(compile_bytes(plan, "kh.docx"))
    assert len(compiled.tasks) == len(ROWS) - 1
    assert compiled.sources[0].media_type == media_type


@pytest.mark.office
def test_a_broken_old_file_ends_with_a_message() -> None:
    broken = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
    )
    with pytest.raises(read.Unreadable, match=r"kh\.doc"):
        read.read_bytes(broken, "kh.doc")


def in_old_font(words: str, font: str, back: dict[str, str]) -> str:
    spoilt = "".join(back.get(letter, letter) for letter in words)
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f"<w:p><w:r>{fonts}<w:t>{spoilt}</w:t></w:r></w:p>"


TCVN3 = {letter: sign for sign, letter in encodings._TCVN3.items()}
VNI = {letter: sign for sign, letter in encodings._VNI.items()}


@pytest.mark.parametrize(
    ("font", "back"), [(".VnTime", TCVN3), ("VNI-Times", VNI), ("", TCVN3), ("", VNI)],
    ids=["TCVN3", "VNI", "TCVN3 by a style", "VNI by a style"],
)  # fmt: skip
def test_runs_in_old_fonts_are_made_unicode(font: str, back: dict[str, str]) -> None:
    words = "phát triển kinh tế tập thể, hợp tác xã ở các xã biên giới"
    assert read.read_bytes(package(in_old_font(words, font, back)), "a.docx").text.strip() == words


def test_the_capitals_of_tcvn3_have_a_font_of_their_own() -> None:
    body = in_old_font("kế hoạch", ".VnTimeH", TCVN3)
    assert read.read_bytes(package(body), "a.docx").text.strip() == "KẾ HOẠCH"


def test_a_text_file_in_tcvn3_is_read() -> None:
    words = "kế hoạch phát triển hợp tác xã; cơ quan chủ trì: sở tài chính"
    data = "".join(TCVN3.get(letter, letter) for letter in words).encode("latin-1")
    assert read.read_bytes(data, "kh.txt").text == words


def test_a_letterhead_in_the_page_header_is_read_and_other_headers_are_not() -> None:
    motto = f'<w:hdr xmlns:w="{W}">{p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")}</w:hdr>'
    running = f'<w:hdr xmlns:w="{W}">{p("Trang 3")}</w:hdr>'
    text = read.read_bytes(package(p("KẾ HOẠCH"), header1=running, header2=motto), "a.docx").text
    assert text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH"]
