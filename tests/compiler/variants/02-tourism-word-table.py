"""A provincial tourism plan as a Word file: columns in another order, cells merged over several rows."""

# ruff: noqa: E501, N999

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

HEAD = [
    "Căn cứ Luật Du lịch số 09/2017/QH14 ngày 19 tháng 6 năm 2017;",
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị quyết số 82/NQ-CP ngày 18/5/2023 của Chính phủ về nhiệm vụ, giải pháp chủ yếu đẩy nhanh phục hồi, tăng tốc phát triển du lịch hiệu quả, bền vững;",
    "Thực hiện Chương trình hành động số 12-CTr/TU ngày 03/11/2025 của Tỉnh ủy Kim Đằng về phát triển du lịch tỉnh Kim Đằng trở thành ngành kinh tế quan trọng giai đoạn 2026 - 2030 (sau đây gọi là Chương trình 12), Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển du lịch tỉnh Kim Đằng năm 2026 như sau:",
]

AIMS = [
    "Đón khoảng 3,2 triệu lượt khách, trong đó khách quốc tế ít nhất 180 nghìn lượt.",
    "Tổng thu từ khách du lịch đạt 4.150 tỷ đồng, tăng 1,2 lần so với năm 2025.",
    "Ngày lưu trú bình quân đạt từ 1,8 đến 2,1 ngày/khách.",
    "Tạo việc làm mới cho 1.500 lao động; trên 70% lao động trực tiếp được bồi dưỡng nghiệp vụ.",
]

HEADINGS = [
    "Số TT",
    "Nội dung công việc",
    "Kết quả",
    "Phân công",
    "Đơn vị phối hợp",
    "Tiến độ",
    "Cấp trình",
    "Kinh phí (triệu đồng)",
    "Ghi chú",
]

VHTTDL = "Sở Văn hóa, Thể thao và Du lịch"

# Rows of the annex; a row of two is a group title over the whole width; None continues the cell above.
ROWS: list[tuple[str | None, ...]] = [
    ("A", "CÔNG TÁC QUY HOẠCH, CƠ CHẾ CHÍNH SÁCH"),
    (
        "1",
        "Rà soát, điều chỉnh quy hoạch phân khu du lịch hồ Tà Lương",
        "Quyết định phê duyệt điều chỉnh",
        "Sở Xây dựng",
        VHTTDL + "; UBND xã Tà Lương",
        "Quý III/2026",
        "UBND tỉnh",
        "1.250",
        "",
    ),
    (
        "2",
        "Xây dựng Nghị quyết về chính sách hỗ trợ phát triển du lịch cộng đồng, du lịch nông thôn",
        "Tờ trình\nDự thảo Nghị quyết",
        VHTTDL,
        "Sở Tư pháp, Sở Tài chính",
        "Tháng 6/2026",
        "HĐND tỉnh",
        "80",
        "Kỳ họp thường lệ giữa năm",
    ),
    (
        "3",
        "Hướng dẫn các xã, phường có điểm du lịch cộng đồng xây dựng quy chế quản lý điểm đến",
        "Văn bản hướng dẫn",
        None,
        "UBND các xã, phường có điểm du lịch cộng đồng",
        "Tháng 4/2026",
        "",
        "",
        "",
    ),
    ("B", "PHÁT TRIỂN SẢN PHẨM, HẠ TẦNG DU LỊCH"),
    (
        "4",
        "Xây dựng tuyến du lịch “Đường chè cổ thụ” nối 05 xã vùng cao",
        "Tuyến du lịch được công bố",
        VHTTDL,
        "Sở Nông nghiệp và Môi trường; UBND các xã trên tuyến",
        "Tháng 3 - 9/2026",
        "Chủ tịch UBND tỉnh",
        "2.400",
        "Vốn Chương trình OCOP 400 triệu đồng",
    ),
    (
        None,
        "Lắp đặt biển chỉ dẫn, điểm dừng chân trên tuyến “Đường chè cổ thụ”",
        "Hệ thống biển chỉ dẫn",
        "Sở Xây dựng",
        "UBND các xã trên tuyến",
        "Trước 30/10/2026",
        None,
        None,
        None,
    ),
    (
        None,
        "Đào tạo thuyết minh viên tại chỗ cho tuyến “Đường chè cổ thụ”",
        "60 người được cấp chứng nhận",
        "Trường Cao đẳng Kim Đằng",
        "UBND các xã trên tuyến",
        "Quý II, quý III/2026",
        None,
        None,
        None,
    ),
    (
        "5",
        "Cải tạo bến thuyền hồ Tà Lương và bãi đỗ xe trung tâm",
        "Công trình đưa vào sử dụng",
        "Ban Quản lý dự án đầu tư xây dựng tỉnh",
        "Sở Xây dựng; Công an tỉnh",
        "2026 - 2027",
        "UBND tỉnh",
        "18.600",
        "",
    ),
    (
        "6",
        "Kiểm tra, công nhận lại các cơ sở lưu trú; công bố danh mục trên Cổng du lịch thông minh",
        "Danh mục được công bố",
        VHTTDL,
        "Công an tỉnh, Sở Công Thương",
        "2 lần/năm",
        "",
        "60",
        "",
    ),
    ("C", "XÚC TIẾN, QUẢNG BÁ"),
    (
        "7",
        "Tổ chức Tuần Văn hóa - Du lịch Kim Đằng năm 2026",
        "Kế hoạch; Tuần Văn hóa - Du lịch",
        VHTTDL,
        "Văn phòng UBND tỉnh, Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh và các đơn vị liên quan",
        "Từ ngày 20/9 đến ngày 27/9/2026",
        "UBND tỉnh",
        "3.000",
        "Xã hội hóa tối thiểu 50%",
    ),
    (
        "8",
        "Sản xuất phim, ấn phẩm quảng bá bằng 04 thứ tiếng",
        "Phim; ấn phẩm",
        "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch",
        "Báo và Phát thanh, Truyền hình Kim Đằng",
        "Quí II/2026",
        "",
        "900",
        "",
    ),
    (
        "9",
        "Tham gia các hội chợ du lịch theo thư mời của Bộ Văn hóa, Thể thao và Du lịch",
        "Gian hàng",
        None,
        "Hiệp hội Du lịch tỉnh",
        "Theo đề nghị của Bộ Văn hóa, Thể thao và Du lịch",
        "",
        "700",
        "",
    ),
    ("D", "PHÁT TRIỂN NGUỒN NHÂN LỰC, BẢO VỆ MÔI TRƯỜNG DU LỊCH"),
    (
        "10",
        "Bồi dưỡng nghiệp vụ buồng, bàn, hướng dẫn viên tại điểm cho lao động du lịch cộng đồng",
        "08 lớp bồi dưỡng",
        "Trường Cao đẳng Kim Đằng",
        "Hiệp hội Du lịch tỉnh; UBND các xã, phường",
        "Quý IV/2026",
        "",
        "640",
        "",
    ),
    (
        "11",
        "Xây dựng mô hình khu, điểm du lịch không rác thải nhựa tại hồ Tà Lương và thác Bản Chang",
        "02 mô hình",
        "Sở Nông nghiệp và Môi trường",
        None,
        None,
        "",
        "350",
        "Lồng ghép nguồn sự nghiệp môi trường",
    ),
]

APPROACH = [
    "Phát triển du lịch có trọng tâm, trọng điểm, lấy du lịch sinh thái hồ và du lịch cộng đồng gắn với bản sắc các dân tộc làm sản phẩm chủ lực; coi trọng chất lượng hơn số lượng.",
    "Các nhiệm vụ cụ thể, phân công và tiến độ thực hiện tại Phụ lục kèm theo Kế hoạch này.",
]

WORK = [
    (
        "Sở Văn hóa, Thể thao và Du lịch",
        "là cơ quan thường trực, chịu trách nhiệm hướng dẫn, kiểm tra, đôn đốc việc thực hiện Kế hoạch; tổng hợp, báo cáo UBND tỉnh trước ngày 20/6 và trước ngày 15/12/2026.",
    ),
    (
        "Sở Tài chính",
        "tham mưu UBND tỉnh bố trí kinh phí thực hiện Kế hoạch theo khả năng cân đối ngân sách.",
    ),
    (
        "Các sở, ban, ngành; UBND các xã, phường",
        "xây dựng kế hoạch triển khai trong tháng 02/2026; báo cáo kết quả về Sở Văn hóa, Thể thao và Du lịch trước ngày 10/6 và trước ngày 05/12/2026; đề xuất sửa đổi, bổ sung Kế hoạch (nếu cần thiết) gửi Sở Văn hóa, Thể thao và Du lịch tổng hợp, trình Chủ tịch UBND tỉnh quyết định.",
    ),
]

RECIPIENTS = [
    "- Bộ Văn hóa, Thể thao và Du lịch (b/c);",
    "- TT Tỉnh ủy, TT HĐND tỉnh (b/c);",
    "- Chủ tịch, các Phó Chủ tịch UBND tỉnh;",
    "- Các sở, ban, ngành tỉnh;",
    "- UBND các xã, phường;",
    "- Hiệp hội Du lịch tỉnh;",
    "- Lưu: VT, VX2.",
]


def build() -> bytes:
    """The file as the office would send it."""
    document = Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH KIM ĐẰNG"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 37/KH-UBND"
    head.cell(1, 1).text = "Kim Đằng, ngày 05 tháng 02 năm 2026"
    _centred(document, "KẾ HOẠCH", "Phát triển du lịch tỉnh Kim Đằng năm 2026")
    for words in HEAD:
        document.add_paragraph(words)
    _heading(document, "I. MỤC TIÊU NĂM 2026")
    for words in AIMS:
        document.add_paragraph(words, style="List Bullet")
    _heading(document, "II. NHIỆM VỤ, GIẢI PHÁP")
    for words in APPROACH:
        document.add_paragraph(words)
    _heading(document, "III. TỔ CHỨC THỰC HIỆN")
    for body, words in WORK:
        line = document.add_paragraph(style="List Number")
        line.add_run(body).bold = True
        line.add_run(" " + words)
    signature = document.add_table(rows=1, cols=2)
    signature.cell(0, 0).text = "\n".join(["Nơi nhận:", *RECIPIENTS])
    signature.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\n\nNông Thị Bích Hà"
    document.add_page_break()
    _centred(document, "PHỤ LỤC", "DANH MỤC NHIỆM VỤ PHÁT TRIỂN DU LỊCH NĂM 2026")
    document.add_paragraph("(Kèm theo Kế hoạch số 37/KH-UBND ngày 05/02/2026 của UBND tỉnh Kim Đằng)")
    _annex(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _annex(document: Any) -> None:
    table = document.add_table(rows=0, cols=len(HEADINGS))
    table.style = "Table Grid"
    for row in [tuple(HEADINGS), *ROWS]:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = words or ""
    for number, row in enumerate(ROWS, start=1):
        if len(row) == 2:
            cells = table.rows[number].cells
            cells[1].merge(cells[-1])
            continue
        for column, words in enumerate(row):
            if words is None:
                table.cell(_first(number - 1, column) + 1, column).merge(table.cell(number, column))
    for cell in (cell for row in table.rows for cell in row.cells):
        _drop_blank_ends(cell)


def _first(number: int, column: int) -> int:
    """The row whose cell in `column` stands for row `number` too."""
    while ROWS[number][column] is None:
        number -= 1
    return number


def _drop_blank_ends(cell: Any) -> None:
    """Merging leaves an empty paragraph for each cell that is gone."""
    while len(cell.paragraphs) > 1 and not cell.paragraphs[-1].text:
        cell.paragraphs[-1]._p.getparent().remove(cell.paragraphs[-1]._p)


def _centred(document: Any, *lines: str) -> None:
    for words in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).bold = True


def _heading(document: Any, words: str) -> None:
    document.add_paragraph().add_run(words).bold = True
