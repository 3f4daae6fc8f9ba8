"""A plan as an office makes it, as Word file and as PDF: everything that a page can do to words.

Built once a run by python-docx and LibreOffice; the sentences are ours.
"""

from __future__ import annotations

import io
from functools import cache

from docx import Document as Word
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from hopluc.office.libreoffice import convert

FONT = "Times New Roman"
HEADINGS = ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
WIDTHS = (1.2, 9.0, 4.0, 4.5, 3.0, 4.0)
WORK = (
    "Rà soát hiện trạng các hợp tác xã nuôi biển, lập danh sách những đơn vị còn thiếu kho lạnh và đề nghị "
    "hướng hỗ trợ phù hợp với từng bến cá",
    "Mở lớp tập huấn ghi sổ kế toán cho giám đốc và kế toán viên của các hợp tác xã mới thành lập",
    "Đưa sản phẩm nước mắm, muối sạch của các hợp tác xã lên sàn giao dịch điện tử của tỉnh",
    "Kiểm tra việc góp vốn, phân phối thu nhập và công khai tài chính tại các hợp tác xã có trên một trăm "
    "thành viên; hướng dẫn khắc phục ngay những thiếu sót đã được nêu trong các đợt kiểm tra trước đây",
)
LEADS = ("Sở Nông nghiệp và Môi trường", "Liên minh Hợp tác xã tỉnh", "Sở Công Thương", "Sở Tài chính")
HELPERS = ("UBND các xã, phường ven biển", "Sở Tài chính", "Các đơn vị liên quan", "-")
DAYS = ("Quý II/2026", "Trước ngày 30/9/2026", "Thường xuyên", "Tháng 11/2026")
PRODUCTS = ("Báo cáo rà soát", "02 lớp tập huấn", "Gian hàng của tỉnh", "Kết luận kiểm tra")
ROWS_OF_A_GROUP = 9


@cache
def plan_docx(*, rules: bool = True) -> bytes:
    """The plan as a Word file: head, prose over two pages, signature, landscape annex with its table."""
    file = Word()
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    first = file.sections[0]
    _page(first, Cm(21), Cm(29.7))
    _numbered(first)
    _head(file)
    _title(
        file,
        "KẾ HOẠCH",
        "Phát triển kinh tế tập thể nghề biển trên địa bàn tỉnh Sơn Hải năm 2026, có xét đến năm 2030",
    )
    _prose(file)
    _signature(file)
    annex = file.add_section()
    annex.orientation = WD_ORIENT.LANDSCAPE
    _page(annex, Cm(29.7), Cm(21))
    _title(
        file,
        "PHỤ LỤC",
        "Phân công nhiệm vụ (Kèm theo Kế hoạch số 45/KH-UBND ngày 12/01/2026 của UBND tỉnh Sơn Hải)",
    )
    _annex_table(file, rules)
    return _bytes(file)


@cache
def plan_pdf(*, tagged: bool = False, rules: bool = True) -> bytes:
    """The same as PDF, with or without its structure."""
    return as_pdf(plan_docx(rules=rules), tagged=tagged)


def as_pdf(docx: bytes, *, tagged: bool = False) -> bytes:
    """What LibreOffice prints of a Word file; untagged, it does not tell of its structure."""
    printed = convert(docx, "docx", "pdf")
    assert b"/StructTreeRoot" in printed
    return printed if tagged else printed.replace(b"/StructTreeRoot", b"/XtructTreeRoot")


def _bytes(file: Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _page(section: Section, width: Length, height: Length) -> None:
    section.page_width, section.page_height = width, height
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _numbered(section: Section) -> None:
    """The page number in the middle of the head, as Nghị định 30/2020/NĐ-CP wants it."""
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def put(place: Document | _Cell, words: str, *, bold: bool = False, centred: bool = False) -> Paragraph:
    """A paragraph with these words."""
    paragraph = place.add_paragraph()
    run = paragraph.add_run(words)
    run.bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _head(file: Document) -> None:
    table = file.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for cell, lines in (
        (left, ("ỦY BAN NHÂN DÂN", "TỈNH SƠN HẢI", "Số: 45/KH-UBND")),
        (
            right,
            (
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Sơn Hải, ngày 12 tháng 01 năm 2026",
            ),
        ),
    ):
        for line in lines:
            put(cell, line, bold=line.isupper(), centred=True)
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    table.autofit = False
    for column, width in zip(table.columns, (Cm(5.6), Cm(10.4)), strict=True):
        column.width = column.cells[0].width = width


def _title(file: Document, kind: str, subject: str) -> None:
    put(file, kind, bold=True, centred=True)
    put(file, subject, bold=True, centred=True)


def body(file: Document, words: str) -> None:
    """A paragraph as offices set it: justified, its first line indented."""
    paragraph = put(file, words)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_before = Pt(6)


def _prose(file: Document) -> None:
    body(
        file,
        "Thực hiện Nghị quyết số 18/NQ-HĐND ngày 10/12/2025 của Hội đồng nhân dân tỉnh Sơn Hải về phát triển "
        "nghề biển, Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển kinh tế tập thể nghề biển năm 2026 "
        "như sau:",
    )
    put(file, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    for n in range(1, 13):
        body(
            file,
            f"{n}. Huy động sức dân bám biển thông qua các tổ hợp tác và hợp tác xã, gắn việc khai thác với "
            f"bảo vệ nguồn lợi, bảo đảm mỗi bến cá trong số {n + 3} bến cá của tỉnh đều có một đơn vị đứng "
            "ra bao tiêu sản phẩm cho ngư dân.",
        )
    put(file, "II. CHỈ TIÊU", bold=True)
    body(file, "- Thành lập mới ít nhất 12 hợp tác xã;")
    body(file, "- Doanh thu bình quân của một hợp tác xã đạt 2.700 triệu đồng/năm.")
    put(file, "III. TỔ CHỨC THỰC HIỆN", bold=True)
    body(
        file,
        "1. Giao Sở Tài chính theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch này, báo cáo "
        "Ủy ban nhân dân tỉnh trước ngày 15/12/2026.",
    )
    body(
        file,
        "2. Các sở, ngành gửi báo cáo kết quả thực hiện về Sở Tài chính trước ngày 30/11/2026 để tổng hợp./.",
    )


def _signature(file: Document) -> None:
    table = file.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    put(left, "Nơi nhận:", bold=True)
    for line in (
        "- Thường trực Tỉnh ủy (để báo cáo);",
        "- Các Phó Chủ tịch Ủy ban nhân dân tỉnh và các thành viên Ủy ban;",
        "- Như mục III;",
        "- Lưu: VT, KT.",
    ):
        put(left, line).runs[0].font.size = Pt(11)
    for line in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "", "Trần Văn Khơi"):
        put(right, line, bold=True, centred=True)


def _annex_table(file: Document, rules: bool) -> None:
    table = file.add_table(rows=1, cols=len(HEADINGS))
    if rules:
        table.style = "Table Grid"
    table.autofit = False
    _fill(table, 0, HEADINGS, bold=True)
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    for group, title in (("I", "Củng cố các đơn vị hiện có"), ("II", "Mở rộng nghề biển xa bờ")):
        _group(table, group, title)
        for n in range(ROWS_OF_A_GROUP):
            k = n % 4
            cells = (str(n + 1), f"{WORK[k]} ({group}.{n + 1})", LEADS[k], HELPERS[k], DAYS[k], PRODUCTS[k])
            table.add_row()
            _fill(table, len(table.rows) - 1, cells)
            if n == 5 and rules:  # two pieces of work under one number
                table.add_row()
                _fill(
                    table,
                    len(table.rows) - 1,
                    ("", f"Báo cáo kết quả của việc này ({group}.{n + 1})", *cells[2:]),
                )
                table.cell(len(table.rows) - 2, 0).merge(table.cell(len(table.rows) - 1, 0))
                table.cell(len(table.rows) - 2, 5).merge(table.cell(len(table.rows) - 1, 5))
    for column, width in enumerate(WIDTHS):
        for row in table.rows:
            row.cells[column].width = Cm(width)


def _group(table: Table, number: str, title: str) -> None:
    cells = table.add_row().cells
    cells[1].merge(cells[-1])
    row = len(table.rows) - 1
    for column, words in ((0, number), (1, title)):
        table.cell(row, column).paragraphs[0].add_run(words).bold = True


def _fill(table: Table, row: int, cells: tuple[str, ...], *, bold: bool = False) -> None:
    for column, words in enumerate(cells):
        table.cell(row, column).paragraphs[0].add_run(words).bold = bold
