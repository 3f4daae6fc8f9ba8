"""Targets in tables: a row for each, a column for each year."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from hopluc.compiler.format import Indicator, Period
from tests.compiler.documents import compiled
from tests.compiler.test_indicators import short

HEAD = "KẾ HOẠCH\nPhát triển nghề biển giai đoạn 2026 - 2030\n\nI. NHIỆM VỤ\nSở Tài chính: bố trí vốn.\n\n"


def found_in(table: str, title: str = "CÁC CHỈ TIÊU CHỦ YẾU", head: str = HEAD) -> tuple[Indicator, ...]:
    """The targets of a table between tabs; "|" stands for a tab."""
    text = f"{head}Phụ lục\n{title}\n\n{table.strip()}\n".replace("|", "\t")
    return compiled(text).indicators


def shorts(table: str, title: str = "CÁC CHỈ TIÊU CHỦ YẾU", head: str = HEAD) -> list[str]:
    return [short(i) for i in found_in(table, title, head)]


def barred(*rows: str) -> str:
    """A table whose cells stand between lone bars, as portals print them."""
    lines = ["|"]
    for row in rows:
        for cell in row.split("|"):
            lines += [cell.strip(), "|"] if cell.strip() else ["|"]
        lines.append("|")
    return "\n".join(lines) + "\n"


def test_a_year_a_column_and_what_was_reached_is_no_target() -> None:
    found = found_in("""
TT|Chỉ tiêu|Đơn vị tính|Thực hiện 2025|2026|2027
1|Sản lượng tôm|tấn|2.724|2.800|≥ 3.000
2|Tỷ lệ lồng bè đạt chuẩn|%|50|60 - 65|-
""")
    assert [(i.id, short(i)) for i in found] == [
        ("1#2026", "Sản lượng tôm | tấn | = 2800 | 2026-01-01..2026-12-31"),
        ("1#2027", "Sản lượng tôm | tấn | >= 3000 | 2027-01-01..2027-12-31"),
        ("2", "Tỷ lệ lồng bè đạt chuẩn | % | 60..65 | 2026-01-01..2026-12-31"),
    ]


def test_the_body_in_charge_is_the_one_whose_target_it_is() -> None:
    (found,) = found_in("""
STT|Tên chỉ tiêu|Đơn vị|Mục tiêu đến năm 2030|Cơ quan chủ trì theo dõi|Ghi chú
1|Tỷ lệ hộ có nước sạch|%|95|Sở Nông nghiệp và Môi trường|
""")
    assert [p.name for p in found.for_] == ["Sở Nông nghiệp và Môi trường"]
    assert found.period == Period(None, dt.date(2030, 12, 31))


def test_what_headings_count_is_no_unit_and_nothing_reached() -> None:
    found = found_in(
        "TT|Xã|Tỷ lệ số hộ có nước sạch năm 2026 (%)|Số cơ sở nuôi đạt chuẩn năm 2026\n1|Hải Tân|95|12",
        "GIAO CHỈ TIÊU NĂM 2026 CHO CÁC XÃ",
    )
    assert [(i.name, i.unit, i.target.value) for i in found] == [
        ("Tỷ lệ số hộ có nước sạch năm 2026", "%", 95),
        ("Số cơ sở nuôi đạt chuẩn năm 2026", None, 12),
    ]


def test_rows_below_a_row_bear_its_name_and_groups_only_divide() -> None:
    assert [
        s.split(" | ")[0]
        for s in shorts("""
TT|Chỉ tiêu|ĐVT|Năm 2026
I|NUÔI BIỂN||
1|Cá bớp||
-|Diện tích|ha|127
-|Sản lượng|tấn|2.800
2|Kim ngạch xuất khẩu|triệu USD|12
-|Trong đó: tôm|triệu USD|7
""")
    ] == [
        "Diện tích Cá bớp",
        "Sản lượng Cá bớp",
        "Kim ngạch xuất khẩu",
        "Kim ngạch xuất khẩu: tôm",
    ]


def test_the_unit_may_stand_in_the_name_or_in_the_cell() -> None:
    assert shorts("""
TT|Chỉ tiêu|Mục tiêu 2026
1|Tỷ lệ hộ nghèo (%)|2,5
2|Thu nhập bình quân|trên 75 triệu đồng/người
3|Xếp hạng chuyển đổi số|Top 20
4|Doanh thu bán hàng qua mạng|Tăng 20% so với năm 2025
""") == [
        "Tỷ lệ hộ nghèo | % | = 2.5 | 2026-01-01..2026-12-31",
        "Thu nhập bình quân | triệu đồng/người | > 75 | 2026-01-01..2026-12-31",
        "Xếp hạng chuyển đổi số | thứ hạng | <= 20 | 2026-01-01..2026-12-31",
        "Mức tăng doanh thu bán hàng qua mạng | % | = 20 | 2026-01-01..2026-12-31 | percent năm 2025",
    ]


def test_years_over_two_rows_of_headings_pushed_to_the_left() -> None:
    table = barred(
        "**TT**|**Chỉ tiêu**|**ĐVT**|**ƯTH năm 2025**|**GIAI ĐOẠN 2026 - 2030**",
        "**Năm 2026**|**Năm 2027**|**Năm 2028**",
        "**I**|**NUÔI BIỂN**|||||",
        "-|Diện tích|ha|120|127|130|1.035",
    )
    text = f"{HEAD}Phụ lục\nCÁC CHỈ TIÊU\n\n{table}"
    assert [(i.id, short(i)) for i in compiled(text).indicators] == [
        ("1#2026", "Diện tích | ha | = 127 | 2026-01-01..2026-12-31"),
        ("1#2027", "Diện tích | ha | = 130 | 2027-01-01..2027-12-31"),
        ("1#2028", "Diện tích | ha | = 1035 | 2028-01-01..2028-12-31"),
    ]


def test_years_may_span_several_measures() -> None:
    table = barred(
        "**TT**|**Sản phẩm**|**Kế hoạch 2026**|**Kế hoạch 2027**",
        "**Lượng (Tấn)**|**Giá trị (Nghìn USD)**|**Lượng (Tấn)**|**Giá trị (Nghìn USD)**",
        "**I**|**Mặt hàng tươi**||**235.000**||**265.000**",
        "1|Mực|13.500|7.000|14.800|7.800",
    )
    text = f"{HEAD}Phụ lục\nDANH MỤC HÀNG HÓA THAM GIA XUẤT KHẨU\n\n{table}"
    found = compiled(text).indicators
    assert [f"{i.name} {i.target.value:g} {i.unit}" for i in found if i.id.endswith("2026")] == [
        "Giá trị Mặt hàng tươi 235000 nghìn USD",
        "Lượng Mực 13500 tấn",
        "Giá trị Mực 7000 nghìn USD",
    ]


def test_a_table_may_give_each_commune_its_targets() -> None:
    found = found_in(
        """
TT|Xã|Số hộ nghèo cuối năm 2025|Số hộ thoát nghèo năm 2026
1|Hải Tân|412|70
2|Xã Hải Đông|388|65
|Tổng cộng|800|135
""",
        "GIAO CHỈ TIÊU GIẢM NGHÈO NĂM 2026 CHO CÁC XÃ",
    )
    assert [([p.name for p in i.for_], i.target.value, i.unit) for i in found] == [
        (["Xã Hải Tân"], 70, "hộ"),
        (["Xã Hải Đông"], 65, "hộ"),
        ([], 135, "hộ"),
    ]


def test_figures_may_stand_in_the_names_beside_agency_and_time() -> None:
    found = found_in("""
TT|Chỉ tiêu|Thời hạn hoàn thành|Cơ quan chủ trì
1|Tỷ lệ người dân có định danh điện tử đạt trên 80%|Năm 2026|Công an tỉnh
2|100% trạm y tế dùng bệnh án điện tử|Quý III/2026|Sở Y tế
""")
    assert [(short(i), i.for_[0].name) for i in found] == [
        ("Tỷ lệ người dân có định danh điện tử | % | > 80 | 2026-01-01..2026-12-31", "Công an tỉnh"),
        ("Tỷ lệ trạm y tế dùng bệnh án điện tử | % | = 100 | 2026-07-01..2026-09-30", "Sở Y tế"),
    ]


def test_a_figure_that_the_text_states_stands_once() -> None:
    head = HEAD.replace(
        "I. NHIỆM VỤ", "I. MỤC TIÊU\n- Sản lượng tôm đến năm 2026 đạt 2.800 tấn\nII. NHIỆM VỤ"
    )
    table = "TT|Chỉ tiêu|ĐVT|2026|2027\n1|Sản lượng tôm|tấn|2.800|3.000\n2|Sản lượng cua|tấn|2.800|3.100"
    assert [i.name for i in found_in(table, head=head)] == [
        "Sản lượng tôm",
        "Sản lượng tôm",
        "Sản lượng cua",
        "Sản lượng cua",
    ]


def test_money_and_assignments_are_no_targets() -> None:
    assert not found_in("TT|Nội dung|ĐVT|2026|2027\n1|Đào tạo nghề|triệu đồng|500|600", "DỰ TOÁN KINH PHÍ")
    plan = compiled(
        f"{HEAD}Phụ lục\n\nTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n1\tMở 10 lớp\tSở Nội vụ\t2026\n"
    )
    assert not plan.indicators
    assert len(plan.tasks) == 1


def test_targets_with_a_body_in_charge_are_no_tasks() -> None:
    text = f"{HEAD}Phụ lục\n\nTT|Nội dung chỉ tiêu|Đơn vị tính|Kế hoạch 2026|Cơ quan thực hiện\n"
    text += "1|Số lớp dạy nghề|lớp|12|Sở Nội vụ\n"
    plan = compiled(text.replace("|", "\t"))
    assert [i.target.value for i in plan.indicators] == [12]
    assert not any("dạy nghề" in task.text for task in plan.tasks)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 99_999)), min_size=3, max_size=3), min_size=2, max_size=8
    ),
    st.sampled_from(["{:,}", "≥ {:,}", "trên {:,}", "{:,} tấn"]),
    st.sampled_from(["", "-", "x"]),
)
def test_each_figure_of_a_table_is_read_in_its_year(
    rows: list[list[int | None]], form: str, blank: str
) -> None:
    lines = ["TT|Chỉ tiêu|ĐVT|Năm 2026|Năm 2027|Năm 2028"]
    wanted = []
    for n, row in enumerate(rows, 1):
        cells = [blank if v is None else form.format(v).replace(",", ".") for v in row]
        lines.append("|".join([str(n), f"Sản lượng thứ {chr(96 + n)}", "tấn", *cells]))
        wanted += [(v, 2026 + k) for k, v in enumerate(row) if v is not None]
    found = found_in("\n".join(lines))
    assert [(i.target.value, i.period and i.period.end and i.period.end.year) for i in found] == wanted
    assert len({i.id for i in found}) == len(found)


def test_each_body_of_a_table_has_the_targets_of_its_row_with_the_units_of_the_headings() -> None:
    found = found_in(
        """
STT|Đơn vị|Diện tích nuôi hiện có (ha)|Diện tích nuôi số (ha)|Số ngư dân được đào tạo (người)
1|xã Bãi Cạn|4.210|2.600|120
2|phường Cửa Biển|-|-|30
|Cộng các xã, phường ven biển|4.210|2.600|150
""",
        title="CHỈ TIÊU GIAO CÁC XÃ, PHƯỜNG NĂM 2026",
    )
    year = "2026-01-01..2026-12-31"
    assert [(short(i).split(" | ")[:4], [p.name for p in i.for_]) for i in found] == [
        (["Diện tích nuôi số", "ha", "= 2600", year], ["xã Bãi Cạn"]),
        (["Số ngư dân được đào tạo", "người", "= 120", year], ["xã Bãi Cạn"]),
        (["Số ngư dân được đào tạo", "người", "= 30", year], ["phường Cửa Biển"]),
        (["Diện tích nuôi số", "ha", "= 2600", year], []),
        (["Số ngư dân được đào tạo", "người", "= 150", year], []),
    ]


def test_columns_of_regions_hold_the_target_of_each() -> None:
    found = found_in("""
TT|Chỉ tiêu năm 2027|ĐVT|Toàn tỉnh|Vùng ven biển|Vùng đồng bằng|Miền núi
1|Số lao động có việc làm mới|người|3.000|1.250|1.300|450
""")
    assert [(i.target.value, [p.name for p in i.for_]) for i in found] == [
        (3000, []),
        (1250, ["Vùng ven biển"]),
        (1300, ["Vùng đồng bằng"]),
        (450, ["Miền núi"]),
    ]
    assert {i.period for i in found} == {Period(dt.date(2027, 1, 1), dt.date(2027, 12, 31))}
    assert len({i.id for i in found}) == 4


def test_columns_of_communes_hold_the_target_of_each() -> None:
    found = found_in("""
TT|Nội dung chỉ tiêu|Đơn vị tính|Tổng số|Xã An Hòa|Xã Tân Lập|Phường Trung Sơn
1|Trồng rừng mới|ha|300|125|130|45
""")
    assert [[p.name for p in i.for_] for i in found] == [
        [],
        ["Xã An Hòa"],
        ["Xã Tân Lập"],
        ["Phường Trung Sơn"],
    ]


def test_the_caption_s_unit_is_that_of_all_figures() -> None:
    table = """
TT|Loại cây|Năm 2026|Năm 2027
1|Cà phê|900|920
"""
    for caption in ("Đơn vị: ha", "(ĐVT: ha)", "Đơn vị tính: ha"):
        assert [i.unit for i in found_in(table, f"KẾ HOẠCH TRỒNG TÁI CANH\n{caption}")] == ["ha", "ha"]


def test_the_unit_may_stand_in_the_heading_of_the_names() -> None:
    assert shorts("""
TT|Chỉ tiêu (%)|Thực hiện năm 2025|Kế hoạch năm 2026|Đến năm 2030
1|Hộ có nước sạch|90|92|95 trở lên
""") == [
        "Hộ có nước sạch | % | = 92 | 2026-01-01..2026-12-31",
        "Hộ có nước sạch | % | >= 95 | ..2030-12-31",
    ]


def test_a_way_in_years_spans_their_columns() -> None:
    found = found_in("""
TT|Chỉ tiêu|Lộ trình thực hiện|||Đơn vị chủ trì
||2026|2028|2030|
1|Tỷ lệ hồ sơ trực tuyến|70%|80%|90%|Sở Khoa học và Công nghệ
""")
    assert [i.period.end.year for i in found if i.period and i.period.end] == [2026, 2028, 2030]


def test_what_the_text_counts_as_workers_the_table_counts_as_people() -> None:
    head = HEAD.replace(
        "I. NHIỆM VỤ", "I. MỤC TIÊU\n- Năm 2027 tạo việc làm mới cho 3.000 lao động.\n\nII. NHIỆM VỤ"
    )
    found = found_in(
        """
TT|Chỉ tiêu năm 2027|Đơn vị tính|Kế hoạch
1|Số lao động có việc làm mới|người|3.000
""",
        head=head,
    )
    assert len(found) == 1


def test_cells_of_days_and_of_so_many_out_of_all() -> None:
    assert shorts("""
STT|Chỉ tiêu|ĐVT|Năm 2026|Năm 2027
1|Số xã có bến đạt chuẩn|xã|18/24|20/24
2|Thời gian cấp phép|ngày|≤ 5 ngày|3 ngày làm việc
""") == [
        "Số xã có bến đạt chuẩn | xã | = 18 | 2026-01-01..2026-12-31",
        "Số xã có bến đạt chuẩn | xã | = 20 | 2027-01-01..2027-12-31",
        "Thời gian cấp phép | ngày | <= 5 | 2026-01-01..2026-12-31",
        "Thời gian cấp phép | ngày làm việc | = 3 | 2027-01-01..2027-12-31",
    ]


def test_a_change_in_a_cell_is_named_as_one() -> None:
    assert shorts("""
STT|Chỉ tiêu|Mục tiêu đến 2028|Cơ quan theo dõi
1|Số vụ cháy|Giảm 5% so với 2025|Công an tỉnh
""") == ["Mức giảm số vụ cháy | % | = 5 | ..2028-12-31 | percent 2025"]


def test_columns_that_only_say_when_are_about_what_the_title_says() -> None:
    found = found_in(
        """
TT|Xã, phường|Năm 2026|Năm 2027
1|Xã An Hòa|12|14
""",
        "GIAO CHỈ TIÊU KẾT NẠP HỘI VIÊN\nĐVT: hội viên",
    )
    assert [(i.name, i.unit) for i in found] == [("Kết nạp hội viên", "hội viên")] * 2
