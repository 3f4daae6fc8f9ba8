"""The form of an official document (Nghị định 30/2020/NĐ-CP, Phụ lục I) in python-docx."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
MERGED = "^"


def new(day: dt.date) -> Document:
    """An empty A4 document in Times New Roman 14 with the margins of the decree."""
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    moment = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001  the file keeps no time zone
    properties = made.core_properties
    properties.created = properties.modified = moment
    properties.author, properties.title, properties.language = "UBND tỉnh Sơn Hải", "", "vi-VN"
    return made


def line(
    to: Document | _Cell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: float = 0,
    after: float = 0,
) -> Paragraph:
    """A paragraph; an empty cell's own first one is taken before another is added."""
    first = isinstance(to, _Cell) and len(to.paragraphs) == 1 and not to.paragraphs[0].runs
    made = to.paragraphs[0] if first else to.add_paragraph()
    run = made.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    made.alignment = align
    made.paragraph_format.space_after = Pt(after)
    made.paragraph_format.space_before = Pt(0)
    if indent:
        made.paragraph_format.first_line_indent = Cm(indent)
    return made


def rule(to: Document | _Cell, margin: float) -> None:
    """A thin line under a title, `margin` cm from both sides: drawn, so that it is no text."""
    made = to.add_paragraph()
    made.paragraph_format.left_indent = made.paragraph_format.right_indent = Cm(margin)
    made.paragraph_format.space_after = Pt(4)
    made.paragraph_format.space_before = Pt(3)
    made.paragraph_format.line_spacing = Pt(4)
    border, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    border.append(top)
    made._p.get_or_add_pPr().append(border)


def national_header(to: Document, issuer: str, number: str, place: str, day: dt.date) -> None:
    """Issuer and number at the left, the country's name and motto, place and date at the right."""
    table = to.add_table(rows=2, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _grid(table, (6.7, 10.3))
    left, right = table.rows[0].cells
    line(left, issuer.upper(), bold=True, size=13, align=CENTRE)
    rule(left, 2.2)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=13, align=CENTRE)
    line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, align=CENTRE)
    rule(right, 2.4)
    line(table.rows[1].cells[0], f"Số: {number}", size=13, align=CENTRE)
    when = f"{place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    line(table.rows[1].cells[1], when, italic=True, size=13, align=CENTRE)


def signature(to: Document, recipients: Sequence[str], block: Sequence[str]) -> None:
    """Recipients at the left; authority, post and name at the right."""
    table = to.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", bold=True, italic=True, size=12)
    for one in recipients:
        line(left, f"- {one}", size=11)
    *titles, name = block
    for title in titles:
        line(right, title, bold=True, align=CENTRE)
    for _ in range(4):
        line(right, " ", align=CENTRE)
    line(right, name, bold=True, align=CENTRE)


def landscape(to: Document) -> None:
    """From here on the pages lie across."""
    section = to.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)


def table(to: Document, columns: Sequence[str], widths: Sequence[float]) -> Table:
    """A ruled table whose head is repeated on every page."""
    made = to.add_table(rows=1, cols=len(columns))
    made.style, made.autofit = "Table Grid", False
    _grid(made, widths)
    for cell, words, width in zip(made.rows[0].cells, columns, widths, strict=True):
        cell.width = Cm(width)
        line(cell, words, bold=True, size=12, align=CENTRE)
    _mark(made.rows[0], "w:tblHeader")
    return made


def group_row(of: Table, code: str, title: str) -> None:
    """A group's number, and its title over the other columns."""
    cells = of.add_row().cells
    line(cells[0], code, bold=True, size=12, align=CENTRE)
    line(cells[1].merge(cells[-1]), title, bold=True, size=12)


def row(of: Table, values: Sequence[str], widths: Sequence[float]) -> None:
    """A row; MERGED joins a cell with the one above it. It does not break over pages."""
    above = of.rows[-1].cells
    made = of.add_row()
    _mark(made, "w:cantSplit")
    cells = made.cells
    for n, (cell, words, width) in enumerate(zip(cells, values, widths, strict=True)):
        cell.width = Cm(width)
        if words == MERGED:
            above[n].merge(cell)
        elif words:
            line(cell, words, size=12, align=CENTRE if n == 0 else None)


def _grid(of: Table, widths: Sequence[float]) -> None:
    """The columns' widths in cm; LibreOffice goes by these, Word by those of the cells."""
    for column, width in zip(of.columns, widths, strict=True):
        column.width = Cm(width)


def _mark(of: _Row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    of._tr.get_or_add_trPr().append(mark)


def saved(made: Document, day: dt.date) -> bytes:
    """The file; the same document gives the same bytes whenever it is made."""
    first, out = io.BytesIO(), io.BytesIO()
    made.save(first)
    stamp = (day.year, day.month, day.day, 8, 0, 0)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new_one:
        for name in old.namelist():
            new_one.writestr(zipfile.ZipInfo(name, stamp), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
