"""Tables that a page, an extraction or a lazy typist tore."""

from __future__ import annotations

import pytest

from hopluc.compiler.recognise.columns import roles_of
from tests.compiler.documents import compiled, leads, rows, table, tasks


def test_a_row_torn_by_a_page_is_one_row() -> None:
    found = rows(
        table(
            "1|Rà soát các vùng|Sở A|Sở B|2024", "", "|nuôi tôm trên cát.||và Sở C|", "2|Báo cáo|Sở A||2025"
        )
    )
    assert found[0] == ["1", "Rà soát các vùng nuôi tôm trên cát.", "Sở A", "Sở B và Sở C", "2024"]
    assert len(found) == 2


def test_words_repeated_at_the_break_stand_once() -> None:
    found = rows(
        table(
            "1|Khơi thông luồng lạch cửa sông|Sở A||2024", "", "|cửa sông|Sở A||2024", "2|Báo cáo|Sở A||2025"
        )
    )
    assert found[0][1] == "Khơi thông luồng lạch cửa sông"
    assert found[0][2] == "Sở A"


def test_headings_repeated_on_each_page_are_no_rows() -> None:
    heading = "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian"
    found = rows(table("1|Rà soát|Sở A||2024", "", heading, "2|Báo cáo|Sở A||2025"))
    assert [row[0] for row in found] == ["1", "2"]


def test_a_new_row_after_a_break_stays_a_row() -> None:
    found = rows(table("1|Rà soát.|Sở A||2024", "", "2|Báo cáo.|Sở B||2025", "3|Tổng kết.|Sở B||2026"))
    assert len(found) == 3


def test_a_row_that_slipped_sideways_is_back_in_its_columns() -> None:
    found = rows(table("1|Rà soát các vùng|Sở A|Sở B|2024", "Lập bản đồ|Sở A|Sở B|2025|"))
    assert found[1][1:] == ["Lập bản đồ", "Sở A", "Sở B", "2025"]


def test_an_empty_cell_takes_the_value_above_within_the_same_number_only() -> None:
    found = rows(table("1|Rà soát.|Sở A|Sở B|2024", "|Lập bản đồ.|Sở C||", "2|Báo cáo.|Sở A||"))
    assert found[1] == ["1", "Lập bản đồ.", "Sở C", "Sở B", "2024"]
    assert found[2] == ["2", "Báo cáo.", "Sở A", "", ""]


def test_a_dash_is_nothing_and_takes_nothing() -> None:
    made = tasks(table("1|Rà soát.|Sở A|Sở B|2024", "|Lập bản đồ.|Sở C|-|2025"))
    assert [party.name for party in made["1#2"].coordinators] == []


def test_several_rows_of_one_number_keep_it() -> None:
    made = tasks(
        table("I|Nuôi trồng|||", "1|Rà soát.|Sở A||2024", "|Lập bản đồ.|Sở B||2024", "2|Báo cáo.|Sở A||2025")
    )
    assert list(made) == ["I/1#1", "I/1#2", "I/2"]
    assert made["I/1#2"].number == "1"


def test_a_number_used_again_for_other_work_is_told_apart() -> None:
    made = tasks(table("I|Nuôi trồng|||", "1|Rà soát.|Sở A||2024", "1|Lập bản đồ.|Sở B||2024"))
    assert list(made) == ["I/1", "I/1(2)"]


def test_a_row_that_introduces_others_is_their_parent() -> None:
    made = tasks(
        table(
            "1|Mở các lớp:|||",
            "1.1|Lớp nuôi hàu|Sở A||2024",
            "1.2|Lớp nuôi tôm|Sở B||2024",
            "2|Báo cáo|Sở A||2025",
        )
    )
    assert made["1"].leads == ()
    assert made["1.1"].parent == made["1.2"].parent == "1"
    assert made["2"].parent is None


def test_a_mandate_column_is_no_work() -> None:
    heading = "TT|Nhiệm vụ theo Nghị quyết của Tỉnh ủy|Nội dung thực hiện|Đơn vị chủ trì|Tiến độ"
    made = tasks(
        table("1|Phát triển nuôi biển|Thả rạn nhân tạo|Sở A|2024", "||Thả giống|Sở B|2025", heading=heading)
    )
    assert [task.text for task in made.values()] == ["Thả rạn nhân tạo", "Thả giống"]
    assert {task.mandate for task in made.values()} == {"Phát triển nuôi biển"}


def test_a_row_with_a_mandate_of_its_own_and_no_number_has_none() -> None:
    heading = "TT|Nhiệm vụ theo Nghị quyết của Tỉnh ủy|Nội dung thực hiện|Đơn vị chủ trì|Tiến độ"
    made = tasks(
        table(
            "I|Nuôi biển|||",
            "1|Nuôi xa bờ|Đóng lồng|Sở A|2024",
            "|Nuôi gần bờ|Thả hàu|Sở B|2025",
            heading=heading,
        )
    )
    assert made["I/-"].number is None


def test_columns_without_a_field_are_kept_under_their_heading() -> None:
    heading = "TT|Nhiệm vụ|Kinh phí|Cấp trình|Cơ quan chủ trì|Thời gian"
    made = tasks(table("1|Đóng lồng|500|UBND tỉnh|Sở A|2024", heading=heading))
    assert made["1"].columns == {"Kinh phí": "500", "Cấp trình": "UBND tỉnh"}


def test_one_work_beside_several_merged_bodies_is_one_task() -> None:
    text = table("1|Đóng lồng.|Sở A; Sở B||2024")
    assert leads(tasks(text)["1"]) == ["Sở A", "Sở B"]


def test_headings_on_two_rows_are_read_together() -> None:
    text = table(
        "||Chủ trì|Phối hợp|", "1|Đóng lồng|Sở A|Sở B|2024", heading="TT|Nhiệm vụ|Cơ quan||Thời gian"
    )
    (task,) = compiled(text).tasks
    assert leads(task) == ["Sở A"]
    assert [party.name for party in task.coordinators] == ["Sở B"]


def test_numbers_under_the_headings_are_no_row() -> None:
    assert len(rows(table("(1)|(2)|(3)|(4)|(5)", "1|Đóng lồng|Sở A||2024"))) == 1


HEADINGS = [
    ("STT|Nội dung công việc|Đơn vị thực hiện|Thời gian hoàn thành", "number work lead deadline"),
    ("Thời hạn|Đầu việc|Phân công|Kết quả|Số TT", "deadline work lead product number"),
    ("TT|Nhiệm vụ|Hoạt động cụ thể|Trách nhiệm|Tiến độ", "number - work lead deadline"),
    ("TT|NHIỆM VỤ|CHỦ TRÌ|PHỐI HỢP|THỜI GIAN|GHI CHÚ", "number work lead coordinator deadline note"),
    ("TT|Tên nhiệm vụ|Căn cứ|Cơ quan, đơn vị|Sản phẩm|Lộ trình", "number work - lead product deadline"),
    ("TT|Nhiệm vụ được giao|Nội dung triển khai|Đầu mối|Cơ quan tham gia|Mốc thời gian",
     "number mandate work lead coordinator deadline"),
    ("TT|Tên văn bản|Cơ quan chủ trì soạn thảo|Cơ quan phối hợp|Thời gian trình|Cấp ban hành",
     "number work lead coordinator deadline -"),
    ("STT|Nhiệm vụ|Người phụ trách|Bộ phận chủ trì|Dự kiến hoàn thành|Dự kiến sản phẩm|Nguồn vốn",
     "number work - lead deadline product -"),
    ("Thời gian|Nội dung công việc|Cơ quan chuẩn bị|Cơ quan thẩm định|Ghi chú", "deadline work lead - note"),
    ("TT|Nhiệm vụ|Cơ quan, đơn vị|Bắt đầu|Hoàn thành|Kết quả đầu ra|Hình thức văn bản",
     "number work lead - deadline product -"),
    ("TT|Nhiệm vụ|Chủ trì/phối hợp|Thời điểm hoàn thành|Căn cứ|Kinh phí", "number work lead deadline - -"),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "roles"), HEADINGS, ids=[h[:30] for h, _ in HEADINGS])
def test_columns_are_known_by_what_their_headings_mean(headings: str, roles: str) -> None:
    expected = tuple(None if role == "-" else role for role in roles.split())
    assert roles_of(headings.split("|")) == expected


def test_headings_divided_in_two_places_are_read_together() -> None:
    text = table(
        "Chủ trì|Phối hợp|Thời hạn|Sản phẩm",
        "1|Đóng lồng|Sở A|Sở B|2024|Lồng",
        heading="TT|Nhiệm vụ|Phân công|Kết quả thực hiện",
    )
    (task,) = compiled(text).tasks
    assert leads(task) == ["Sở A"]
    assert task.products == ("Lồng",)
    assert task.deadline is not None


def test_a_title_repeated_in_every_cell_stands_once() -> None:
    title = "I. Nuôi biển"
    plan = compiled(table("|".join([title] * 5), "1|Đóng lồng|Sở A|Sở B|2024"))
    assert [(group.id, group.title) for group in plan.groups] == [("I", "Nuôi biển")]
    assert [task.id for task in plan.tasks] == ["I/1"]


def test_words_alone_beside_a_number_are_its_work() -> None:
    (sheet_row, *_) = rows(table("1||Nuôi biển||", "1.1|Đóng lồng|Sở A||2024"))
    assert sheet_row[:3] == ["1", "Nuôi biển", ""]


def test_a_row_torn_without_a_break_is_one_row() -> None:
    found = rows(
        table(
            "1|Xây dựng phóng sự về nghề|Báo và Phát thanh,||2024",
            "|nuôi biển|Truyền hình tỉnh||",
            "2|Báo cáo|Sở A||2025",
        )
    )
    assert found[0][1:3] == ["Xây dựng phóng sự về nghề nuôi biển", "Báo và Phát thanh, Truyền hình tỉnh"]
    assert len(found) == 2


def test_page_numbers_between_the_parts_of_a_table_tear_nothing() -> None:
    first = table("1|Đóng lồng|Sở A||2024", "2|Thả giống|Sở B||2025")
    second = "\n12\n\n" + "3|Báo cáo|Sở A||2026\n4|Tổng kết|Sở B||2027\n".replace("|", "\t")
    assert [row[0] for row in rows(first + second)] == ["1", "2", "3", "4"]


def test_titles_without_numbers_name_groups() -> None:
    plan = compiled(
        table(
            "NUÔI BIỂN||", "Đóng lồng|Sở A|2024", "ĐÁNH BẮT||", "Sơn biển số|Sở B|2025",
            heading="Nội dung công việc|Đơn vị chủ trì|Thời gian",
        )
    )  # fmt: skip
    assert [group.title for group in plan.groups] == ["NUÔI BIỂN", "ĐÁNH BẮT"]
    assert [task.group for task in plan.tasks] == ["(1)", "(2)"]


def test_a_group_named_after_an_agency_is_led_by_it() -> None:
    made = tasks(
        table(
            "I|Sở Y tế||", "1|Khám bệnh|2024|Báo cáo", "II|Công an tỉnh||", "1|Tuần tra|2025|Nhật ký",
            heading="TT|Nội dung công việc|Thời gian|Sản phẩm",
        )
    )  # fmt: skip
    assert [leads(task) for task in made.values()] == [["Sở Y tế"], ["Công an tỉnh"]]


def test_a_beginning_and_an_end_in_two_columns_are_one_time() -> None:
    heading = "TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian bắt đầu|Thời gian hoàn thành"
    both, end = compiled(
        table("1|Khám bệnh|Sở Y tế|01/3/2026|30/6/2026", "2|Phát thuốc|Sở Y tế||30/9/2026", heading=heading)
    ).tasks
    assert both.deadline is not None
    assert end.deadline is not None
    assert both.deadline.text == "01/3/2026 - 30/6/2026"
    assert [part.kind for part in both.deadline.parts] == ["within"]
    assert [part.kind for part in end.deadline.parts] == ["by"]
    assert both.columns == {}


def test_marks_under_years_are_kept_as_they_are() -> None:
    (task,) = compiled(
        table(
            "|||2025|2026", "1|Khám bệnh|Sở Y tế||x",
            heading="TT|Nhiệm vụ|Cơ quan chủ trì|Năm thực hiện|",
        )
    ).tasks  # fmt: skip
    assert task.deadline is None
    assert task.columns == {"Năm thực hiện 2026": "x"}


def test_a_sum_below_the_rows_is_no_task() -> None:
    heading = "TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|Kinh phí"
    made = tasks(table("1|Đóng lồng|Sở A|2024|500", "|Tổng cộng||||500", heading=heading))
    assert list(made) == ["1"]


def test_a_torn_superior_task_does_not_stretch_its_row() -> None:
    heading = "TT|Nhiệm vụ theo Nghị quyết của Tỉnh ủy|Nội dung thực hiện|Đơn vị chủ trì|Tiến độ"
    text = table(
        "1|Phát triển nuôi biển theo|Thả rạn.|Sở A|2024",
        "||Thả giống.|Sở B|2025",
        "",
        "|hướng bền vững|||",
        heading=heading,
    )
    first, second = compiled(text).tasks
    assert first.mandate == second.mandate == "Phát triển nuôi biển theo hướng bền vững"
    assert first.span is not None
    assert text[slice(*first.span)].endswith("2024")


@pytest.mark.parametrize(
    "headings",
    [
        "TT|Chỉ tiêu|Đơn vị tính|Năm 2025",
        "Họ và tên|Chức vụ|Điện thoại",
        "TT|Xã|Diện tích",
        "TT|Họ và tên|Đơn vị|Nhiệm vụ",
        "TT|Nội dung chi|Đơn vị thực hiện|Số tiền",
        "TT|Tên văn bản|Cơ quan ban hành|Thời gian ban hành",
    ],
)
def test_a_table_that_assigns_nothing_has_no_roles(headings: str) -> None:
    assert roles_of(headings.split("|")) is None


def test_a_group_title_over_merged_cells_takes_no_number_from_the_row_above() -> None:
    rows = [
        "I. Tuyên truyền||||",
        "1|Phổ biến luật mới|Sở Tư pháp||2026",
        "II. Đào tạo||||",
        "2|Mở lớp|Sở Nội vụ||2026",
    ]
    assert list(tasks(table(*rows))) == ["I/1", "II/2"]
