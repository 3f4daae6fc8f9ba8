"""Digital PDF: files that LibreOffice prints, and files written by hand for what it never does."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from hopluc.compiler import read
from hopluc.compiler.document import Document, Paragraph, Table
from hopluc.compiler.format import Plan, Task
from hopluc.compiler.pipeline import compile_bytes
from hopluc.compiler.read import scan
from hopluc.compiler.read.layout.model import LayoutPage, Word
from hopluc.office.pictures import Picture
from hopluc.office.refusal import Unreadable
from tests.compiler import pdfs
from tests.compiler.raw_pdf import MARK, box, grid, pdf, text

SHARED = Path(__file__).parents[2].parent / "shared"


def document(data: bytes) -> Document:
    return read.read_bytes(data, "a.pdf")


def lines(data: bytes) -> list[str]:
    found = document(data)
    return [found.text[slice(*b.span)] for b in found.blocks if isinstance(b, Paragraph)]


def table(data: bytes) -> list[list[str]]:
    """The words of the cells of the only table, row by row."""
    found = document(data)
    (only,) = [block for block in found.blocks if isinstance(block, Table)]
    return [[" ".join(found.text[slice(*s)] for s in cell.spans) for cell in row.cells] for row in only.rows]


# --- words ----------------------------------------------------------------------------------


def test_letters_of_a_second_font_are_joined_to_their_words() -> None:
    first = ((0, "K"), (2, " ho"), (6, "ch"), (8, " n"), (11, "m"))
    second = ((1, "ế"), (5, "ạ"), (10, "ă"))  # drawn after all of the first
    page = [text(72 + at * 6, 700, letters) for at, letters in first]
    page += [text(72 + at * 6, 700, letter, font="F2") for at, letter in second]
    assert lines(pdf("\n".join(page))) == ["Kế hoạch năm"]


def test_letters_drawn_twice_to_look_bold_stand_once() -> None:
    page = text(72, 700, "Mục tiêu") + "\n" + text(72.3, 700, "Mục tiêu")
    found = document(pdf(page))
    assert found.text == "Mục tiêu\n"
    (block,) = found.blocks
    assert isinstance(block, Paragraph)
    assert block.bold


def test_marks_that_are_glyphs_of_their_own_become_letters() -> None:
    assert lines(pdf(text(72, 700, f"Kê{MARK} hoa{MARK}ch"))) == ["Kệ hoạch"]


def test_words_apart_by_a_move_and_not_by_a_space_are_two() -> None:
    assert lines(pdf(text(72, 700, "Sơn") + "\n" + text(96, 700, "Hải"))) == ["Sơn Hải"]


def test_fonts_of_old_encodings_are_read_as_unicode() -> None:
    assert lines(pdf(text(72, 700, "Keá hoaïch", font="F3"))) == ["Kế hoạch"]
    assert lines(pdf(text(72, 700, "KÕ ho¹ch", font="F4"))) == ["Kế hoạch"]


# --- structure ------------------------------------------------------------------------------


def marked(number: int, content: str) -> str:
    return f"/P << /MCID {number} >> BDC {content} EMC"


def structure(*elements: str) -> tuple[str, list[str]]:
    """The catalog's entry and the objects of a tree; the page is the object behind them."""
    page = 11 + len(elements)
    kids = " ".join(f"{11 + n} 0 R" for n in range(len(elements)))
    root = f"<< /Type /StructTreeRoot /K [{kids}] >>"
    return "/StructTreeRoot 10 0 R", [root, *(e.replace("PAGE", f"/Pg {page} 0 R") for e in elements)]


TWO_LINES = f"{marked(0, text(72, 700, 'Nội dung'))} {marked(1, text(72, 660, 'gồm hai dòng'))}"


def test_a_paragraph_is_what_the_structure_says() -> None:
    catalog, objects = structure("<< /S /P PAGE /K [0 1] >>")
    assert lines(pdf(TWO_LINES, catalog=catalog, objects=objects)) == ["Nội dung gồm hai dòng"]


def test_a_structure_that_leaves_words_out_is_not_believed() -> None:
    catalog, objects = structure("<< /S /P PAGE /K 0 >>")
    assert lines(pdf(TWO_LINES, catalog=catalog, objects=objects)) == ["Nội dung", "gồm hai dòng"]


def test_what_the_structure_calls_furniture_is_no_text() -> None:
    catalog, objects = structure("<< /S /P PAGE /K [0 1] >>")
    foot = f"/Artifact BMC {text(72, 40, 'Nháp')} EMC"
    assert lines(pdf(f"{TWO_LINES} {foot}", catalog=catalog, objects=objects)) == ["Nội dung gồm hai dòng"]


def test_cells_of_several_rows_are_told_by_the_structure() -> None:
    cells = [
        text(72 + 100 * (n % 2), 700 - 20 * (n // 2), word) for n, word in enumerate(("1", "Một", "x", "Hai"))
    ]
    content = " ".join(marked(n, cells[n]) for n in (0, 1, 3))
    table = (
        "<< /S /Table PAGE /K ["
        "<< /S /TR /K [<< /S /TD /A << /O /Table /RowSpan 2 >> /K 0 >> << /S /TD /K 1 >>] >>"
        "<< /S /TR /K [<< /S /TD /K 3 >>] >>] >>"
    )
    catalog, objects = structure(table)
    found = document(pdf(content, catalog=catalog, objects=objects))
    (block,) = found.blocks
    assert isinstance(block, Table)
    shape = [[(c.column, c.row_span, c.merged) for c in row.cells] for row in block.rows]
    assert shape == [[(0, 2, False), (1, 1, False)], [(0, 1, True), (1, 1, False)]]


def test_a_structure_that_holds_itself_is_not_believed() -> None:
    catalog, objects = structure("<< /S /P PAGE /K [0 1 11 0 R] >>")
    assert lines(pdf(TWO_LINES, catalog=catalog, objects=objects)) == ["Nội dung", "gồm hai dòng"]


# --- pages turned ---------------------------------------------------------------------------


def test_a_page_that_is_shown_turned_is_read_as_it_is_shown() -> None:
    page = "\n".join(text(x, 100, words, turn="0 1 -1 0") for x, words in ((100, "trên"), (130, "dưới")))
    assert lines(pdf(page, page="/Rotate 90")) == ["trên", "dưới"]


@pytest.mark.parametrize(("turn", "places"), [("0 1 -1 0", (100, 130)), ("0 -1 1 0", (130, 100))])
def test_a_landscape_annex_whose_words_run_at_a_right_angle_is_turned_upright(
    turn: str, places: tuple[int, int]
) -> None:
    page = "\n".join(text(x, 400, w, turn=turn) for x, w in zip(places, ("trên", "dưới"), strict=True))
    found = document(pdf(page))
    assert found.text == "trên\ndưới\n"


# --- lines ----------------------------------------------------------------------------------

CELLS = "\n".join(
    text(x, y, words)
    for y, row in ((690, ("TT", "Công việc", "Ai làm")), (660, ("1", "Mở lớp", "Sở A")))
    for x, words in zip((55, 105, 205), row, strict=True)
)


def test_thin_filled_boxes_are_the_lines_of_a_table() -> None:
    page = grid((50, 100, 200, 300), (705, 675, 645)) + "\n" + CELLS
    assert table(pdf(page)) == [["TT", "Công việc", "Ai làm"], ["1", "Mở lớp", "Sở A"]]


def test_shaded_boxes_are_no_lines() -> None:
    page = (
        "0.9 g\n"
        + box(50, 645, 120, 60)
        + "\n"
        + box(170, 645, 130, 60)
        + "\n0 g\n"
        + text(55, 690, "Một câu.")
    )
    assert lines(pdf(page)) == ["Một câu."]


def test_stroked_boxes_are_cells() -> None:
    boxes = [box(x, y, w, 30, "S") for y in (645, 675) for x, w in ((50, 50), (100, 100), (200, 100))]
    assert table(pdf("\n".join(boxes) + "\n" + CELLS))[1] == ["1", "Mở lớp", "Sở A"]


# --- files that may not be read -------------------------------------------------------------

PICTURE = "/XObject << /P 10 0 R >>"
PIXEL = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    "/Length 1 >>\nstream\nx\nendstream"
)
SHOWN = "q 595 0 0 842 0 0 cm /P Do Q"
BOMB = zlib.compress(bytes(60 << 20))
LOCKED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <"
    + "00" * 32
    + "> /U <"
    + "11" * 32
    + "> >> /ID [<00> <00>]"
)
FORM = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /P 10 0 R >> >> "
    "/Length 5 >>\nstream\n/P Do\nendstream"
)


CID_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [11 0 R] "
    "/ToUnicode 12 0 R >>",
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 WIDTHS 500] "
    "/FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 >> >>",
    "<< /Length 70 >>\nstream\n1 beginbfrange <00000000> <LAST> <00000041> endbfrange \nendstream",
)


def stated(widths: str, last: str) -> bytes:
    """A file whose font states how many widths and letters it has."""
    objects = [one.replace("WIDTHS", widths).replace("LAST", last) for one in CID_FONT]
    return pdf(text(72, 700, "AB"), resources="/Font << /F1 10 0 R >>", objects=objects)


PREDICTED = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode /Length 11 "
    "/DecodeParms << /Predictor 12 /Columns 2000000000 >> >>\nstream\n"
    + zlib.compress(b"q Q").decode("latin-1")
    + "\nendstream"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (stated("2000000000", "00000002"), "damaged"),
        (stated("20", "7fffffff"), "damaged"),
        (pdf("/P Do", resources=PICTURE, objects=[PREDICTED]), "damaged"),
        (b"%PDF-1.7 and nothing else", "damaged"),
        (pdf(text(72, 700, "Một"))[:300], "damaged"),
        (pdf(text(72, 700, "Một"), trailer=LOCKED), "encrypted"),
        (pdf(*[""] * 501), "too-large"),
        (pdf(BOMB), "too-large"),
        (pdf(text(72, 700, "a" * 40_000, size=0.01)), "too-large"),
        (pdf(""), "empty"),
    ],
    ids=[
        "widths",
        "letters of a font",
        "row",
        "no pdf",
        "cut off",
        "locked",
        "pages",
        "bomb",
        "letters",
        "blank",
    ],
)
def test_it_is_refused_with_a_reason_in_vietnamese(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        document(data)
    assert refusal.value.code == code
    assert any(letter in refusal.value.message_vi for letter in "ệạốảăơưđ")


def test_a_form_that_draws_itself_ends() -> None:
    page = f"q /P Do Q\n{text(72, 700, 'Một câu.')}"
    assert lines(pdf(page, resources=PICTURE, objects=[FORM])) == ["Một câu."]


# --- pages that are pictures ----------------------------------------------------------------


def test_a_page_that_is_a_picture_goes_to_the_reader_of_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def recognised(pictures: Iterable[tuple[int, Picture]]) -> Iterator[LayoutPage]:
        for number, picture in pictures:
            asked.append(number)
            assert picture.image.width > picture.image.height * 0.6
            word = Word("quét", 72, 72, 100, 84, confidence=0.4)
            yield LayoutPage(number, 595, 842, (word,), ocr=True)

    monkeypatch.setattr(scan, "pages_layout", recognised)
    signature = f"{SHOWN}\n{text(400, 700, 'Ký bởi: Văn phòng')}"
    plain = f"{text(72, 700, 'Một dòng dài hơn')}\n{text(72, 680, 'chữ.')}"
    found = document(pdf(plain, signature, resources=PICTURE, objects=[PIXEL]))
    assert asked == [2]
    assert found.text == "Một dòng dài hơn chữ.\nquét\n"
    assert [(page.ocr, page.confidence) for page in found.pages] == [(False, None), (True, 0.4)]
    assert found.doubtful == (((22, 26), 0.4),)


def test_words_hidden_below_a_picture_are_taken_where_nothing_can_recognise_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def without_ocr(pictures: Iterable[tuple[int, Picture]]) -> Iterator[LayoutPage]:
        raise Unreadable("Máy chủ chưa cài Tesseract.", "no-ocr")

    monkeypatch.setattr(scan, "pages_layout", without_ocr)
    hidden = f"{SHOWN}\n3 Tr\n{text(72, 700, 'Kế hoạch')}"
    assert lines(pdf(hidden, resources=PICTURE, objects=[PIXEL])) == ["Kế hoạch"]
    with pytest.raises(Unreadable):
        document(pdf(SHOWN, resources=PICTURE, objects=[PIXEL]))


# --- a plan, printed ------------------------------------------------------------------------


def words_of(plan: Plan) -> list[tuple[object, ...]]:
    """What the tasks of a plan say, without their places in the text."""
    return [_words(task) for task in plan.tasks]


def _words(task: Task) -> tuple[object, ...]:
    parties = [[party.name for party in side] for side in (task.leads, task.coordinators)]
    return task.id, task.text, *parties, task.deadline and task.deadline.text, task.products


@pytest.mark.office
@pytest.mark.parametrize("tagged", [False, True], ids=["untagged", "tagged"])
@pytest.mark.parametrize("rules", [True, False], ids=["with lines", "without lines"])
def test_a_printed_plan_says_what_its_word_file_says(tagged: bool, rules: bool) -> None:
    word = compile_bytes(pdfs.plan_docx(rules=rules), "a.docx")
    printed = compile_bytes(pdfs.plan_pdf(tagged=tagged, rules=rules), "a.pdf")
    assert len(word.tasks) >= 2 * pdfs.ROWS_OF_A_GROUP
    assert words_of(printed) == words_of(word)
    for name in ("kind", "number", "issued_on", "place", "issuer", "title", "signer", "recipients"):
        assert getattr(printed.document, name) == getattr(word.document, name), name
    assert [i.text for i in printed.indicators] == [i.text for i in word.indicators]
    assert [r.text for r in printed.reporting] == [r.text for r in word.reporting]


@pytest.mark.office
def test_head_and_signature_are_read_column_by_column() -> None:
    read_lines = lines(pdfs.plan_pdf())
    assert read_lines[:6] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH SƠN HẢI",
        "Số: 45/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sơn Hải, ngày 12 tháng 01 năm 2026",
    ]
    end = read_lines.index("Nơi nhận:")
    assert read_lines[end + 2].startswith("- Các Phó Chủ tịch")
    assert read_lines[end + 2].endswith("thành viên Ủy ban;")
    assert read_lines[end + 5 : end + 9] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Văn Khơi",
    ]


@pytest.mark.office
@pytest.mark.parametrize("tagged", [False, True], ids=["untagged", "tagged"])
def test_a_table_over_pages_is_one_with_its_heading_once(tagged: bool) -> None:
    rows = table_of_plan(tagged)
    assert sum(row[0] == "TT" for row in rows) == 1
    assert [row[0] for row in rows if row[0]] == ["TT", *(["I", *"123456789", "II", *"123456789"])]


def table_of_plan(tagged: bool) -> list[list[str]]:
    found = document(pdfs.plan_pdf(tagged=tagged))
    long = max(
        (block for block in found.blocks if isinstance(block, Table)), key=lambda block: len(block.rows)
    )
    return [[" ".join(found.text[slice(*s)] for s in cell.spans) for cell in row.cells] for row in long.rows]


@pytest.mark.office
def test_page_numbers_are_no_words_of_the_plan_and_each_page_has_its_place() -> None:
    found = document(pdfs.plan_pdf())
    assert not [line for line in lines(pdfs.plan_pdf()) if line.strip("- ").isdigit()]
    starts = [page.span[0] for page in found.pages]
    assert len(starts) > 4
    assert starts == sorted(starts)
    assert found.pages[-1].span[1] == len(found.text)
    annex = next(page for page in found.pages if "PHỤ LỤC" in found.text[slice(*page.span)])
    assert found.text[slice(*annex.span)].startswith("PHỤ LỤC")


# --- real files -----------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_an_issued_pdf_gives_the_head_of_its_word_file() -> None:
    printed, word = (
        compile_bytes((SHARED / f"samples/877-qd-btp.{form}").read_bytes(), f"a.{form}").document
        for form in ("pdf", "docx")
    )
    for name in ("kind", "number", "issued_on", "place", "issuer", "title", "signer", "recipients"):
        assert getattr(printed, name) == getattr(word, name), name


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_a_file_made_with_a_font_that_lacks_vietnamese_letters_is_whole() -> None:
    plan = compile_bytes((SHARED / "compare/fixtures/fallback-font.pdf").read_bytes(), "a.pdf")
    assert len(plan.tasks) == 50
    assert len(plan.groups) == 5
    assert all(task.mandate and "�" not in task.text for task in plan.tasks)
