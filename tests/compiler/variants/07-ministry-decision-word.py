"""A ministry's decision with its plan as a Word file: one column names leads and coordinators, Word numbers the rows."""

# ruff: noqa: E501, N999

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

GROUNDS = [
    "Căn cứ Luật Tài nguyên, môi trường biển và hải đảo số 82/2015/QH13 ngày 25 tháng 6 năm 2015;",
    "Căn cứ Nghị định số 16/2026/NĐ-CP ngày 12 tháng 01 năm 2026 của Chính phủ quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Kinh tế Biển;",
    "Căn cứ Nghị quyết số 48/NQ-CP ngày 03 tháng 4 năm 2023 của Chính phủ phê duyệt Chiến lược khai thác, sử dụng bền vững tài nguyên, bảo vệ môi trường biển và hải đảo đến năm 2030, tầm nhìn đến năm 2050;",
    "Theo đề nghị của Vụ trưởng Vụ Kế hoạch - Tài chính.",
]

ARTICLES = [
    (
        "Điều 1.",
        "Ban hành kèm theo Quyết định này Kế hoạch của Bộ Kinh tế Biển thực hiện Nghị quyết số 48/NQ-CP giai đoạn 2026 - 2030.",
    ),
    ("Điều 2.", "Quyết định này có hiệu lực thi hành kể từ ngày ký."),
    (
        "Điều 3.",
        "Chánh Văn phòng Bộ, Vụ trưởng Vụ Kế hoạch - Tài chính, Thủ trưởng các đơn vị thuộc Bộ và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
    ),
]

RECIPIENTS = [
    "Như Điều 3",
    "Thủ tướng Chính phủ (để báo cáo)",
    "Các Phó Thủ tướng Chính phủ (để báo cáo)",
    "Bộ trưởng và các Thứ trưởng",
    "Ủy ban nhân dân các tỉnh, thành phố có biển",
    "Lưu: VT, KHTC",
]

BODY = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Xác định rõ nhiệm vụ, lộ trình, trách nhiệm của từng đơn vị thuộc Bộ trong việc thực hiện Nghị quyết số 48/NQ-CP.",
    "2. Bảo đảm phối hợp chặt chẽ giữa các đơn vị thuộc Bộ, giữa Bộ với các bộ, ngành và địa phương có biển; sử dụng tiết kiệm, hiệu quả nguồn lực.",
    "II. MỤC TIÊU",
    "1. Đến năm 2030, ít nhất 50% diện tích vùng biển Việt Nam được điều tra cơ bản tài nguyên, môi trường biển ở tỷ lệ bản đồ 1:500.000.",
    "2. Diện tích các khu bảo tồn biển, ven biển đạt tối thiểu 6% diện tích tự nhiên vùng biển quốc gia vào năm 2030.",
    "3. Đến hết năm 2028, toàn bộ 28 trạm quan trắc môi trường biển được kết nối, truyền dữ liệu trực tuyến về Bộ.",
    "III. NHIỆM VỤ",
    "Danh mục nhiệm vụ, phân công và thời hạn hoàn thành được nêu tại Phụ lục ban hành kèm theo Kế hoạch này.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Thủ trưởng các đơn vị được giao chủ trì nhiệm vụ xây dựng kế hoạch chi tiết của đơn vị, trình Lãnh đạo Bộ phụ trách phê duyệt trước ngày 31 tháng 5 năm 2026.",
    "2. Các đơn vị thuộc Bộ báo cáo tình hình thực hiện Kế hoạch, gửi Vụ Kế hoạch - Tài chính trước ngày 25 tháng 11 hằng năm.",
    "3. Vụ Kế hoạch - Tài chính theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp, trình Bộ trưởng báo cáo Thủ tướng Chính phủ trước ngày 15 tháng 12 hằng năm.",
    "4. Trong quá trình thực hiện, đơn vị có đề xuất điều chỉnh, bổ sung nhiệm vụ gửi Vụ Kế hoạch - Tài chính để tổng hợp, trình Bộ trưởng xem xét, quyết định./.",
]

HEADINGS = ["STT", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Thời hạn hoàn thành"]

# A row of two is a group: its number and title. Other rows: work, leads, coordinators, time.
ROWS: list[tuple[str, ...]] = [
    ("I", "Hoàn thiện thể chế, chính sách"),
    (
        "Rà soát, đề xuất sửa đổi, bổ sung Luật Tài nguyên, môi trường biển và hải đảo",
        "Vụ Pháp chế",
        "Cục Quản lý không gian biển; Vụ Hợp tác quốc tế",
        "Quý IV/2026",
    ),
    (
        "Xây dựng Nghị định quy định việc giao khu vực biển cho hoạt động điện gió ngoài khơi, trình Chính phủ",
        "Cục Quản lý không gian biển",
        "Vụ Pháp chế; các bộ, cơ quan liên quan",
        "Tháng 10/2026",
    ),
    (
        "Ban hành Thông tư quy định kỹ thuật quan trắc môi trường nước biển xa bờ",
        "Cục Môi trường biển",
        "Vụ Khoa học, Công nghệ và Chuyển đổi số; Vụ Pháp chế",
        "Tháng 3/2027",
    ),
    ("II", "Điều tra cơ bản và quan trắc"),
    (
        "Thực hiện Chương trình trọng điểm điều tra cơ bản tài nguyên, môi trường biển đến năm 2030",
        "Viện Điều tra biển",
        "Cục Quản lý không gian biển; Ủy ban nhân dân các tỉnh, thành phố có biển",
        "2026 - 2030",
    ),
    (
        "Kết nối, truyền dữ liệu trực tuyến của các trạm quan trắc môi trường biển",
        "Cục Môi trường biển, Trung tâm Dữ liệu biển quốc gia",
        "Vụ Khoa học, Công nghệ và Chuyển đổi số",
        "Quý IV/2028",
    ),
    (
        "Cập nhật, công bố bộ cơ sở dữ liệu hải đảo Việt Nam",
        "Trung tâm Dữ liệu biển quốc gia",
        "Viện Điều tra biển",
        "Hằng năm",
    ),
    ("III", "Bảo tồn, khai thác bền vững tài nguyên biển"),
    (
        "Thành lập mới các khu bảo tồn biển theo quy hoạch",
        "Cục Bảo tồn và Phát triển bền vững biển",
        "Ủy ban nhân dân các tỉnh, thành phố có biển",
        "Quý IV/2028",
    ),
    (
        "Triển khai các mô hình phục hồi rạn san hô, thảm cỏ biển gắn với sinh kế của ngư dân",
        "Cục Bảo tồn và Phát triển bền vững biển",
        "Viện Điều tra biển; Hội Nghề cá Việt Nam",
        "Từ năm 2026 đến năm 2029",
    ),
    ("Tổ chức Tuần lễ Biển và Hải đảo Việt Nam", "Văn phòng Bộ", "Các đơn vị thuộc Bộ", "Tháng 6 hằng năm"),
    ("IV", "Hợp tác quốc tế, kiểm tra, đánh giá"),
    (
        "Đàm phán, ký kết thỏa thuận hợp tác về nghiên cứu đại dương với các đối tác",
        "Vụ Hợp tác quốc tế",
        "Viện Điều tra biển",
        "Thường xuyên",
    ),
    (
        "Sơ kết việc thực hiện Nghị quyết số 48/NQ-CP, trình Thủ tướng Chính phủ",
        "Vụ Kế hoạch - Tài chính",
        "Các đơn vị thuộc Bộ; Ủy ban nhân dân các tỉnh, thành phố có biển",
        "Trước ngày 30 tháng 9 năm 2028",
    ),
]


def build() -> bytes:
    """The file as the office would send it."""
    document = Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "BỘ KINH TẾ BIỂN\nSố: 512/QĐ-BKTB"
    head.cell(
        0, 1
    ).text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Nội, ngày 14 tháng 4 năm 2026"
    )
    _centred(
        document,
        "QUYẾT ĐỊNH",
        "Ban hành Kế hoạch của Bộ Kinh tế Biển thực hiện Nghị quyết số 48/NQ-CP giai đoạn 2026 - 2030",
    )
    _centred(document, "BỘ TRƯỞNG BỘ KINH TẾ BIỂN")
    for words in GROUNDS:
        document.add_paragraph().add_run(words).italic = True
    _centred(document, "QUYẾT ĐỊNH:")
    for label, words in ARTICLES:
        line = document.add_paragraph()
        line.add_run(label).bold = True
        line.add_run(" " + words)
    signature = document.add_table(rows=1, cols=2)
    listed = [f"- {one};" for one in RECIPIENTS[:-1]] + [f"- {RECIPIENTS[-1]}."]
    signature.cell(0, 0).text = "\n".join(["Nơi nhận:", *listed])
    signature.cell(0, 1).text = "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n\n\n\nPhùng Hải Đăng"
    document.add_page_break()
    _centred(
        document, "KẾ HOẠCH", "Của Bộ Kinh tế Biển thực hiện Nghị quyết số 48/NQ-CP giai đoạn 2026 - 2030"
    )
    document.add_paragraph(
        "(Ban hành kèm theo Quyết định số 512/QĐ-BKTB ngày 14 tháng 4 năm 2026 của Bộ trưởng Bộ Kinh tế Biển)"
    )
    for words in BODY:
        document.add_paragraph(words)
    document.add_page_break()
    _centred(document, "PHỤ LỤC", "DANH MỤC NHIỆM VỤ THỰC HIỆN NGHỊ QUYẾT SỐ 48/NQ-CP")
    _annex(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _annex(document: Any) -> None:
    table = document.add_table(rows=1, cols=len(HEADINGS))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, HEADINGS, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in ROWS:
        cells = table.add_row().cells
        if len(row) == 2:
            cells[0].text = row[0]
            cells[1].text = row[1]
            cells[1].merge(cells[3])
            continue
        work, leads, others, time = row
        cells[0].paragraphs[0].style = document.styles["List Number"]
        cells[1].text = work
        cells[2].text = f"Chủ trì: {leads}"
        cells[2].add_paragraph(f"Phối hợp: {others}")
        cells[3].text = time


def _centred(document: Any, *lines: str) -> None:
    for words in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(words).bold = True
