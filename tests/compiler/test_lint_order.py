"""Points that are counted, and fields that nearly every item has: what is left out is told."""

from __future__ import annotations

import pytest

from tests.compiler.documents import compiled, rules, table
from tests.compiler.faults import PROSE


def gaps(text: str) -> list[str]:
    return [finding.expected or "" for finding in compiled(text).findings if finding.rule == "numbering"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("a)", "b)", "d)"), ["c"]),
        (("1.1.", "1.2.", "1.4."), ["1.3"]),
        (("1.1.1.", "1.1.2.", "1.1.2."), ["1.1.3"]),
        (("(1)", "(2)", "(4)"), ["3"]),
        (("(i)", "(ii)", "(iv)"), ["iii"]),
        (("1)", "2)", "4)"), ["3"]),
        (("a)", "b)", "c)"), []),
        (("1.1.", "1.2.", "1.3."), []),
        (("(i)", "(ii)", "(iii)"), []),
        (("(h)", "(i)", "(k)"), []),
    ],
)
def test_points_on_lines_of_their_own_count_on(labels: tuple[str, ...], expected: list[str]) -> None:
    works = ("Khám bệnh ở đảo.", "Cấp thuốc cho tàu.", "Tập huấn sơ cứu.")
    lines = "\n".join(f"{label} {work}" for label, work in zip(labels, works, strict=True))
    assert gaps(PROSE.format(lines).replace("1. Sở Y tế: ", "1. Sở Y tế\n")) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Khám cho: a) ngư dân; b) diêm dân; d) thợ lặn", ["c"]),
        ("Khám cho: (1) ngư dân; (2) diêm dân, (4) thợ lặn", ["3"]),
        ("Khám cho: 1) ngư dân; 2) diêm dân và 3) thợ lặn", []),
        ("Khám theo quy định tại điểm a) khoản 1, c) khoản 2 và đ) khoản 3 của quy chế", []),
        ("Khám cho: c) ngư dân; g) diêm dân theo thứ tự trong quy chế", []),
        ("Khám hai đợt: a) ở đảo; b) ở bờ; mỗi đợt: a) trẻ em; b) người già", []),
    ],
)
def test_points_within_a_sentence_count_on(sentence: str, expected: list[str]) -> None:
    assert gaps(PROSE.format(f"{sentence}.")) == expected


def test_a_number_before_a_figure_is_counted() -> None:
    lines = "1.1. Khám cho ngư dân.\n1.2. 100% tàu cá có tủ thuốc.\n1.3. Tập huấn cho thợ lặn."
    assert gaps(f"KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n1. Sở Y tế\n{lines}\n") == []


def labelled(*deadlines: str) -> str:
    works = ("Khám sức khỏe cho ngư dân", "Cấp tủ thuốc cho tàu cá", "Tập huấn sơ cứu đuối nước",
             "Tiêm phòng cho thợ lặn", "Kiểm tra nguồn nước ngọt")  # fmt: skip
    items = [
        f"{n}. {work}\n- Cơ quan chủ trì: Sở Y tế.\n"
        + (f"- Thời gian thực hiện: {day}.\n" if day else "")
        + "- Sản phẩm: Báo cáo.\n"
        for n, (work, day) in enumerate(zip(works, deadlines, strict=True), 1)
    ]
    return "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. NHIỆM VỤ\n" + "".join(items)


def test_an_item_without_the_line_that_all_others_have_lacks_its_deadline() -> None:
    whole = ("Quý I/2026", "Quý II/2026", "Quý III/2026", "Tháng 9/2026", "Năm 2026")
    assert "missing-deadline" not in rules(labelled(*whole))
    assert rules(labelled(*whole[:4], "")).count("missing-deadline") == 1
    assert "missing-deadline" not in rules(labelled("Quý I/2026", "", "", "", ""))  # no habit here


DATELESS = (
    "KẾ HOẠCH\nNuôi biển đến năm 2030\n\nThực hiện Quyết định số 15/QĐ-UBND ngày {} của Ủy ban nhân dân tỉnh "
    "Sơn Hải.\nI. NHIỆM VỤ\n1. Sở Giao thông vận tải: Khám tàu thuyền trước mùa bão.\n"
)


@pytest.mark.parametrize(("day", "found"), [("10/4/2025", True), ("10/4/2024", False)])
def test_a_plan_without_a_date_is_not_older_than_what_it_carries_out(day: str, found: bool) -> None:
    assert ("agency-abolished" in rules(DATELESS.format(day))) is found


@pytest.mark.parametrize(("lead", "found"), [("Thanh tra Bộ", True), ("Thanh tra Bộ Công an", False)])
def test_a_name_that_goes_on_is_another_body(lead: str, found: bool) -> None:
    text = "Số: 5/KH-BYT\nHà Nội, ngày 5 tháng 2 năm 2026\n\n" + PROSE.format("Khám bệnh.").replace(
        "Sở Y tế", lead
    )
    assert ("agency-abolished" in rules(text)) is found


ROW = "1|Mở chợ đêm trên bến cá|Sở Công Thương||2026"


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("Sở Xây dựng", True),
        ("Hội Nông dân tỉnh", True),
        ("Các doanh nghiệp", False),
        ("Các ngân hàng thương mại", False),
        ("Các hợp tác xã", False),
    ],
)
def test_only_bodies_are_missed_in_the_table(who: str, found: bool) -> None:
    body = PROSE.replace("Sở Y tế", who).format(
        "Đầu tư kho lạnh, nhà phân loại và hệ thống xử lý nước thải tại các bến cá của tỉnh"
    )
    assert ("assignment-without-row" in rules(body + table(ROW))) is found
