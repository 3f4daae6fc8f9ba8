"""Scans: pages that are pictures give the same plan as the document that they were made from."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hopluc.compiler import read
from hopluc.compiler.format import Page, Plan
from hopluc.compiler.pipeline import compile_bytes, compile_document
from hopluc.office import tesseract
from hopluc.office.refusal import Unreadable
from hopluc.viet.text import fold
from tests.compiler import scans
from tests.compiler.scans import Wear

USUAL = Wear(degrees=1.5, blur=0.7, grain=8)

PARAGRAPHS = (
    "KẾ HOẠCH",
    "Phát triển nghề nuôi biển năm 2026",
    "I. NHIỆM VỤ",
    "1. Sở Nông nghiệp và Môi trường hướng dẫn ngư dân cải tạo lồng bè, hoàn thành trước ngày 15/8/2026.",
    "2. Công an tỉnh tuần tra, bảo vệ vùng nuôi; báo cáo kết quả về Ủy ban nhân dân tỉnh.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Các sở, ban, ngành báo cáo kết quả thực hiện trước ngày 10/12/2026.",
)


@cache
def annex() -> bytes:
    return scans.annex()


@cache
def letter() -> bytes:
    return scans.letter(PARAGRAPHS)


def parts(plan: Plan) -> list[tuple[object, ...]]:
    """What an officer would check of each task; marks on letters, which are smallest, may be misread."""
    return [
        (
            task.id,
            [fold(party.name) for party in task.leads],
            [fold(party.name) for party in task.coordinators],
            task.deadline and task.deadline.text,
            task.products,
        )
        for task in plan.tasks
    ]


def words(data: bytes, name: str) -> str:
    return " ".join(read.read_bytes(data, name).text.split())


@pytest.mark.office
@pytest.mark.parametrize("degrees", [1.5, -1.5])
def test_a_skewed_grainy_scan_gives_the_tasks_of_the_document(degrees: float) -> None:
    scan = scans.as_pdf(scans.pictures(annex(), dataclasses.replace(USUAL, degrees=degrees)))
    plan = compile_bytes(scan, "scan.pdf")
    assert parts(plan) == parts(compile_bytes(annex(), "annex.pdf"))
    assert [group.id for group in plan.groups] == ["I", "II"]
    assert len(plan.tasks) == 4


@pytest.mark.office
def test_a_red_stamp_leaves_the_words_and_lines_below_it() -> None:
    # In a JPEG the colour of the stamp runs into the thin lines beside it.
    stamped = scans.pictures(annex(), dataclasses.replace(USUAL, stamp=(0.6, 0.42)))
    plan = compile_bytes(scans.as_pdf(stamped), "annex.pdf")
    assert parts(plan) == parts(compile_bytes(annex(), "annex.pdf"))


@pytest.mark.office
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_its_head_is_turned(turns: int) -> None:
    (page,) = scans.pictures(letter(), Wear(turns=turns, blur=0.5))
    text = words(scans.as_image(page, "JPEG"), "letter.jpg")
    assert "hướng dẫn ngư dân cải tạo lồng bè, hoàn thành trước ngày 15/8/2026." in text


@pytest.mark.office
def test_a_tiff_with_two_pages_is_one_document_whose_pages_say_how_surely_they_were_read() -> None:
    pages = [*scans.pictures(letter()), *scans.pictures(annex())]
    document = read.read_bytes(scans.as_tiff(pages), "both.tiff")
    assert [(page.number, page.ocr) for page in document.pages] == [(1, True), (2, True)]
    assert all(page.confidence is not None and page.confidence > 0.85 for page in document.pages)
    second = document.text[slice(*document.pages[1].span)]
    assert "PHỤ LỤC" in second
    assert "II. TỔ CHỨC THỰC HIỆN" not in second


@pytest.mark.office
def test_broken_lines_still_make_a_table() -> None:
    (page,) = scans.pictures(annex())
    gaps = np.array(page)
    gaps[:, ::290] = 255  # a streak down the page every inch and a half, as of dust in a scanner
    gaps[:, 1::290] = 255
    gaps[::170, :] = 255
    plan = compile_bytes(scans.as_image(Image.fromarray(gaps), "PNG"), "gaps.png")
    assert [task.id for task in plan.tasks] == ["I/1", "I/2", "II/3", "II/4"]


@pytest.mark.office
def test_a_photograph_in_shadow_is_read() -> None:
    (page,) = scans.pictures(letter())
    shade = np.linspace(255, 110, page.width)[None, :, None] / 255
    photograph = Image.fromarray((np.array(page) * shade).astype(np.uint8))
    text = words(scans.as_image(photograph, "JPEG"), "photo.jpg")
    assert "Công an tỉnh tuần tra, bảo vệ vùng nuôi" in text


@pytest.mark.office
def test_a_scan_of_few_dots_is_read_as_one_of_many() -> None:
    (coarse,) = scans.pictures(letter(), dpi=150)
    (fine,) = scans.pictures(letter(), dpi=400)
    for page, dpi in ((coarse, 150), (fine, 400)):
        assert "ngày 10/12/2026" in words(scans.as_image(page, "PNG", dpi), "page.png")


@pytest.mark.office
def test_a_page_without_a_word_is_refused_with_advice() -> None:
    blank = scans.as_image(Image.new("L", (1654, 2339), 250), "PNG")
    with pytest.raises(Unreadable) as refusal:
        read.read_bytes(blank, "trang.png")
    assert refusal.value.code == "empty"
    assert "trang.png" in refusal.value.message_vi


@pytest.mark.office
def test_a_page_that_takes_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hopluc.compiler.read.scan.words.SECONDS", 0.001)
    page = Image.new("L", (800, 600), 255)
    ImageDraw.Draw(page).text((50, 50), "KE HOACH", fill=0, font_size=60)
    with pytest.raises(Unreadable, match="Trang 1") as refusal:
        read.read_bytes(scans.as_image(page, "PNG"), "trang.png")
    assert refusal.value.code == "too-long"


def test_a_server_without_tesseract_says_which_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "program", lambda: None)
    tesseract._ready.cache_clear()
    page = Image.new("L", (800, 600), 255)
    ImageDraw.Draw(page).rectangle((100, 100, 200, 120), fill=0)
    with pytest.raises(Unreadable, match="tesseract-ocr-vie") as refusal:
        read.read_bytes(scans.as_image(page, "PNG"), "trang.png")
    assert refusal.value.code == "no-ocr"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_a_torn_image_is_refused(form: str) -> None:
    whole = scans.as_image(Image.effect_noise((300, 300), 60), form)
    with pytest.raises(Unreadable) as refusal:
        read.read_bytes(whole[: len(whole) // 3], "anh")
    assert refusal.value.code == "damaged"
    assert "anh" in refusal.value.message_vi


def _doubted(*marked: tuple[str, int]) -> Plan:
    """A plan of three pages, each a paragraph, with doubtful words given by their page."""
    text = (
        "KẾ HOẠCH\nNuôi biển năm 2026\n\n1. Sở Y tế: Khám bệnh trước ngày 15/8/2026.\n\nNơi nhận: Như trên.\n"
    )
    document = read.read_text(text, "plan.txt")
    starts = [0, text.index("1. Sở"), text.index("Nơi nhận"), len(text)]
    pages = tuple(Page(0, n, (starts[n - 1], starts[n]), True, 0.9) for n in (1, 2, 3))
    spans = [(text.index(words, starts[page - 1]), len(words)) for words, page in marked]
    doubtful = tuple(((at, at + length), 0.4) for at, length in sorted(spans))
    return compile_document(dataclasses.replace(document, pages=pages, doubtful=doubtful))


def test_doubtful_words_are_one_finding_for_each_page_figures_first() -> None:
    plan = _doubted(("biển", 1), ("Khám", 2), ("15/8/2026", 2))
    found = [finding for finding in plan.findings if finding.rule == "ocr-doubtful"]
    assert [finding.severity for finding in found] == ["info", "warning"]
    assert "Trang 1 " in found[0].message
    assert "“biển”" in found[0].message
    assert "Trang 2 " in found[1].message
    assert found[1].message.index("15/8/2026") < found[1].message.index("Khám")


def test_a_doubtful_sign_is_no_finding() -> None:
    assert not [f for f in _doubted((".", 2)).findings if f.rule == "ocr-doubtful"]


def test_a_scan_of_many_doubtful_pages_has_a_handful_of_findings() -> None:
    text = "KẾ HOẠCH\n" + "".join(f"Dòng thứ {page}.\n" for page in range(1, 31))
    document = read.read_text(text, "plan.txt")
    starts = [text.index(f"Dòng thứ {page}.") for page in range(1, 31)] + [len(text)]
    pages = tuple(Page(0, n, (starts[n - 1], starts[n]), True, 0.5) for n in range(1, 31))
    doubtful = tuple(((start, start + 4), 0.3) for start in starts[:-1])
    plan = compile_document(dataclasses.replace(document, pages=pages, doubtful=doubtful))
    found = [finding for finding in plan.findings if finding.rule == "ocr-doubtful"]
    assert len(found) == 5
    assert "30" in found[-1].message
