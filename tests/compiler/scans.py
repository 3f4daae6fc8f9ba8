"""Scans made for the tests: a document of ours, drawn by LibreOffice, then spoilt as scanners spoil pages.

Nothing is random: the same seed gives the same picture.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt
from numpy.typing import NDArray
from PIL import Image

from hopluc.office.libreoffice import convert
from hopluc.office.pictures import page_pictures

DPI = 200
Colours = NDArray[np.uint8]

HEADINGS = (
    "TT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
)
ROWS = (
    ("I", "Nâng cao nhận thức về nuôi biển", "", "", "", ""),
    ("1", "Tổ chức lớp tập huấn kỹ thuật nuôi lồng bè cho ngư dân ven bờ.", "Sở Nông nghiệp và Môi trường",
     "UBND các xã ven biển", "Quý II/2026", "Lớp tập huấn"),
    ("2", "Xây dựng chuyên mục phát thanh về an toàn vùng nuôi.", "Đài Phát thanh và Truyền hình tỉnh",
     "Sở Khoa học và Công nghệ", "Thường xuyên", "-"),
    ("II", "Hỗ trợ hạ tầng và tín dụng", "", "", "", ""),
    ("3", "Rà soát, điều chỉnh quy hoạch luồng lạch, bến neo đậu.", "Sở Xây dựng",
     "Công an tỉnh; UBND các xã ven biển", "Trước ngày 30/9/2026", "Báo cáo"),
    ("4", "Khảo sát nhu cầu vay vốn của các tổ nuôi biển.", "Quỹ Hỗ trợ phát triển hợp tác xã",
     "Liên minh Hợp tác xã tỉnh", "Năm 2026", "Danh sách"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wear:
    """What happens to a page on its way: turned by degrees, blurred and grainy (in dots and grey
    levels), quarter turns clockwise, a round red stamp at a place given as shares of the page."""

    degrees: float = 0.0
    blur: float = 0.0
    grain: float = 0.0
    turns: int = 0
    stamp: tuple[float, float] | None = None
    seed: int = 30


def annex(rows: Sequence[Sequence[str]] = ROWS, *, lined: bool = True) -> bytes:
    """An annex with a table of tasks, landscape, as a PDF with letters."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    document.add_paragraph("PHỤ LỤC")
    document.add_paragraph("(Kèm theo Kế hoạch số 31/KH-UBND ngày 05/02/2026 của UBND tỉnh Sơn Hải)")
    table = document.add_table(rows=0, cols=len(HEADINGS))
    if lined:
        table.style = "Table Grid"
    for row in (HEADINGS, *rows):
        cells = table.add_row().cells
        if not any(row[2:]):
            cells[1].merge(cells[-1])
        for cell, words in zip(cells[:2] if not any(row[2:]) else cells, row, strict=False):
            cell.text = words
    for column, width in zip(table.columns, (1.3, 7.5, 4.8, 4.8, 3.3, 3), strict=True):
        for cell in column.cells:
            cell.width = Cm(width)
    return _pdf(document)


def letter(paragraphs: Sequence[str]) -> bytes:
    """Paragraphs on upright pages, as a PDF with letters."""
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for words in paragraphs:
        document.add_paragraph(words)
    return _pdf(document)


def pictures(pdf: bytes, wear: Wear = Wear(), dpi: int = DPI) -> list[Image.Image]:
    """The pages of a PDF as a scanner with `wear` gives them, in colours."""
    count = len(pypdfium2.PdfDocument(pdf))
    return [_worn(page, wear) for page in page_pictures(pdf, list(range(1, count + 1)), dpi)]


def as_pdf(pages: Sequence[Image.Image], dpi: int = DPI) -> bytes:
    return _saved(pages, "PDF", dpi)


def as_tiff(pages: Sequence[Image.Image], dpi: int = DPI) -> bytes:
    return _saved(pages, "TIFF", dpi)


def as_image(page: Image.Image, form: str, dpi: int = DPI) -> bytes:
    out = io.BytesIO()
    page.save(out, form, dpi=(dpi, dpi))
    return out.getvalue()


def _saved(pages: Sequence[Image.Image], form: str, dpi: int) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, form, save_all=True, append_images=list(pages[1:]), resolution=dpi, dpi=(dpi, dpi))
    return out.getvalue()


def _pdf(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return convert(out.getvalue(), "docx", "pdf")


def _worn(page: Image.Image, wear: Wear) -> Image.Image:
    colours = np.array(page.convert("RGB"), dtype=np.uint8)
    if wear.stamp:
        _stamp(colours, wear.stamp)
    if wear.degrees:
        height, width = colours.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), wear.degrees, 1)
        colours = cv2.warpAffine(colours, turn, (width, height), borderValue=(255, 255, 255)).astype(np.uint8)
    if wear.blur:
        colours = cv2.GaussianBlur(colours, (0, 0), wear.blur).astype(np.uint8)
    if wear.grain:
        random = np.random.default_rng(wear.seed)
        grains = random.normal(0, wear.grain, colours.shape[:2])[:, :, None]
        # Paper is not white and ink not black.
        colours = np.clip(30 + colours * (210 / 255) + grains, 0, 255).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(np.rot90(colours, -wear.turns)))


def _stamp(colours: Colours, place: tuple[float, float]) -> None:
    """A red ring with a star of strokes, printed over what is there: ink only darkens."""
    height, width = colours.shape[:2]
    middle = round(place[0] * width), round(place[1] * height)
    printed = np.full_like(colours, 255)
    red = (225, 40, 45)
    for radius in (136, 128, 90):
        cv2.circle(printed, middle, radius, red, 3, cv2.LINE_AA)
    for ray in range(10):
        angle = math.pi * ray / 5
        end = middle[0] + round(80 * math.cos(angle)), middle[1] + round(80 * math.sin(angle))
        cv2.line(printed, middle, end, red, 4, cv2.LINE_AA)
    np.minimum(colours, printed, out=colours)
