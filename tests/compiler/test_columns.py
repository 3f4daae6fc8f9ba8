"""What the columns of a table of tasks mean, in the wordings that offices give their headings."""

from __future__ import annotations

import pytest

from hopluc.compiler.format import Task
from hopluc.compiler.recognise.columns import roles_of
from tests.compiler.documents import compiled, leads, table

HEADINGS = [
    ("TT|Cấp trình|Tên việc|Hình thức văn bản, sản phẩm|Đơn vị tham mưu|Đơn vị phối hợp|Mốc hoàn thành",
     "number - work product lead coordinator deadline"),
    ("STT|Việc cần làm|Ai làm|Khi nào|Kết quả", "number work lead deadline product"),
    ("STT|Tên nhiệm vụ|Giao đơn vị|Cùng thực hiện|Hạn|Đầu ra",
     "number work lead coordinator deadline product"),
    ("TT|Hạng mục|Bộ phận phụ trách|Quý thực hiện|Tài liệu", "number work lead deadline product"),
    ("TT|Nội dung|Phòng, ban|Ngày hoàn thành|Hồ sơ", "number work lead deadline product"),
    ("STT|Đầu việc|Kỳ hạn|Loại văn bản|Người chịu trách nhiệm|Đơn vị liên quan",
     "number work deadline product lead coordinator"),
    ("TT|Nhiệm vụ trọng tâm|Tháng|Phân công|Dự kiến sản phẩm", "number work deadline lead product"),
    ("STT|Nội dung|Ngày báo cáo|Cán bộ thực hiện", "number work deadline lead"),
    ("STT|Các nhiệm vụ|Cơ quan/ đơn vị chịu trách nhiệm chính|Cơ quan/ đơn vị hỗ trợ|Yêu cầu hoàn thành|"
     "Yêu cầu sản phẩm", "number work lead coordinator deadline product"),
    ("Số TT|Nhóm nhiệm vụ|Phòng tham mưu|Kết thúc|Sản phẩm đầu ra", "number work lead deadline product"),
    ("TT|Nội dung|Đồng chí phụ trách|Lịch thực hiện|Nơi thực hiện", "number work lead deadline -"),
    ("TT|Mục tiêu, nhiệm vụ|Chủ đầu tư|Giai đoạn|Nguồn vốn", "number work lead deadline -"),
    ("TT|Giải pháp|Sở, ngành, địa phương|Giai đoạn thực hiện|Kết quả", "number work lead deadline product"),
    ("TT|Nội dung|Thời gian bắt đầu|Thời gian kết thúc|Cơ quan tham mưu|Lãnh đạo phụ trách",
     "number work - deadline lead -"),
    ("TT|Danh mục nhiệm vụ|Thẩm quyền ban hành|Hình thức văn bản|Cơ quan chủ trì|Thời gian trình",
     "number work - product lead deadline"),
    ("TT|Nhiệm vụ|Đơn vị cùng tham gia|Đầu mối thực hiện|Dự kiến thời gian hoàn thành",
     "number work coordinator lead deadline"),
    ("Nhiệm vụ|Sản phẩm dự kiến|Trách nhiệm chính|Phối hợp|Khung thời gian",
     "work product lead coordinator deadline"),
    ("TT|Nội dung công việc, sản phẩm|Đơn vị thực hiện|Thời gian", "number work lead deadline"),
    ("TT|Danh mục văn bản|Hình thức|Cơ quan soạn thảo|Thời hạn trình", "number work - lead deadline"),
    ("Mã số|Tên nhiệm vụ|Địa bàn thực hiện|Đơn vị|Tiến độ", "number work - lead deadline"),
    ("Ký hiệu|Nội dung|Địa bàn thực hiện|Hạn hoàn thành|Sản phẩm", "number work - deadline product"),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "roles"), HEADINGS, ids=[h[:40] for h, _ in HEADINGS])
def test_a_heading_means_what_its_words_say(headings: str, roles: str) -> None:
    expected = tuple(None if role == "-" else role for role in roles.split())
    assert roles_of(headings.split("|")) == expected


@pytest.mark.parametrize(
    "row",
    [
        "1|Số lao động được giải quyết việc làm|người|3.100|1.200",
        "6|Cập nhật cơ sở dữ liệu hồ chứa|Trung tâm Thủy lợi|Hằng năm",
        "TT|Chỉ tiêu|Đơn vị theo dõi|Năm 2026",
    ],
)
def test_a_row_of_a_list_is_no_heading(row: str) -> None:
    assert roles_of(row.split("|")) is None


# --- two things in one cell ---


def only(heading: str, row: str) -> Task:
    """The only task of a Markdown table; "<br>" is a line break within a cell."""
    lines = [heading, "|".join("---" for _ in heading.split("|")), row]
    text = "KẾ HOẠCH\n\nNăm 2026\n\n" + "\n".join(f"| {' | '.join(line.split('|'))} |" for line in lines)
    (task,) = compiled(text + "\n").tasks
    return task


def said(task: Task) -> tuple[str | None, tuple[str, ...]]:
    return task.deadline.text if task.deadline else None, tuple(task.products)


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Thời gian, sản phẩm", "Tháng 9/2026 <br> Đề án", ("Tháng 9/2026", ("Đề án",))),
        ("Sản phẩm, thời gian", "Đề án; Tờ trình; trước 30/9/2026",
         ("trước 30/9/2026", ("Đề án", "Tờ trình"))),
        ("Sản phẩm và thời gian hoàn thành", "Báo cáo quý (trước 20/3/2026)",
         ("trước 20/3/2026", ("Báo cáo quý",))),
        ("Thời gian/Kết quả", "Quý II/2026: Kế hoạch của tỉnh", ("Quý II/2026", ("Kế hoạch của tỉnh",))),
        ("Thời hạn và sản phẩm", "Theo lộ trình của Bộ <br> Biên bản",
         ("Theo lộ trình của Bộ", ("Biên bản",))),
        ("Tiến độ; kết quả", "Thời gian: 2026 <br> Kết quả: 02 mô hình", ("2026", ("02 mô hình",))),
        ("Thời gian, sản phẩm", "Thường xuyên", ("Thường xuyên", ())),
        ("Thời gian, sản phẩm", "1,5 triệu cây giống", (None, ("1,5 triệu cây giống",))),
    ],
)  # fmt: skip
def test_time_and_product_in_one_cell_are_parted(heading: str, cell: str, expected: object) -> None:
    assert said(only(f"TT|Nhiệm vụ|Chủ trì|{heading}", f"1|Đóng lồng bè|Sở Tài chính|{cell}")) == expected


def test_body_and_time_in_one_cell_are_parted() -> None:
    task = only("TT|Nhiệm vụ|Thời gian, đơn vị thực hiện", "1|Đóng lồng bè|Quý I/2026 <br> Sở Tài chính")
    assert leads(task) == ["Sở Tài chính"]
    assert said(task)[0] == "Quý I/2026"


def test_the_number_before_the_work_is_the_rows_where_no_column_holds_it() -> None:
    heading = "Nhiệm vụ|Chủ trì|Thời gian"
    found = compiled(
        table("A. Vùng nuôi||", "1. Đóng lồng|Sở A|2024", "2. Thả hàu|Sở B|2025", heading=heading)
    )
    assert [(task.id, task.text) for task in found.tasks] == [("A/1", "Đóng lồng"), ("A/2", "Thả hàu")]


# --- headings that do not tell ---


def test_cells_tell_where_the_heading_does_not() -> None:
    rows = [
        "1|Thả tôm giống|Sở Tài chính|Tháng 3/2026",
        "2|Thu hoạch|Sở Y tế|Quý IV/2026",
        "3|Vét ao|Sở Y tế|Hằng năm",
    ]
    found = compiled(table(*rows, heading="TT|Nhiệm vụ|Chủ trì|Con nước")).tasks
    assert [task.deadline.text for task in found if task.deadline] == [
        "Tháng 3/2026",
        "Quý IV/2026",
        "Hằng năm",
    ]


def test_names_of_bodies_lead_where_the_heading_does_not_tell() -> None:
    rows = ["1|Thả tôm giống|Sở Tài chính|Tháng 3/2026|Báo cáo", "2|Thu hoạch|Sở Y tế|Quý IV/2026|Báo cáo"]
    found = compiled(table(*rows, heading="TT|Nhiệm vụ|Mặt trận|Thời gian|Sản phẩm")).tasks
    assert [leads(task) for task in found] == [["Sở Tài chính"], ["Sở Y tế"]]


def test_a_column_that_a_heading_names_otherwise_is_no_deadline() -> None:
    rows = ["1|Thả tôm giống|Sở Tài chính|2026", "2|Thu hoạch|Sở Y tế|2027"]
    found = compiled(table(*rows, heading="TT|Nhiệm vụ|Chủ trì|Căn cứ")).tasks
    assert [task.deadline for task in found] == [None, None]
