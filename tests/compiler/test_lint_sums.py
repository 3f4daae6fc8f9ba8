"""Parts and wholes: over the columns of a table, in words, and of one target told in several places."""

from __future__ import annotations

import pytest

from tests.compiler.documents import compiled, rules
from tests.compiler.faults import PROSE, TARGETS

TOTALS = ("row-total-mismatch", "parts-total-mismatch", "target-parts-mismatch", "total-mismatch")


def sheet(heading: str, *rows: str) -> str:
    parts = heading.count("|") - 1
    lines = [heading, "|" + "---|" * parts, *rows]
    return PROSE.format("Khám bệnh.") + "\n## PHỤ LỤC 1\n\n" + "\n".join(lines) + "\n"


def told(text: str) -> list[str]:
    return [rule for rule in rules(text) if rule in TOTALS]


@pytest.mark.parametrize(
    ("heading", "sound", "wrong"),
    [
        (
            "| TT | Nội dung | Toàn tỉnh | Vùng đảo | Vùng bờ | Vùng núi |",
            "| 60 | 30 | 20 | 10 |",
            "| 70 | 30 | 20 | 10 |",
        ),
        (
            "| TT | Nội dung | Cả năm | Quý I | Quý II | Quý III |",
            "| 1.200 | 500 | 400 | 300 |",
            "| 1.300 | 500 | 400 | 300 |",
        ),
        (
            "| TT | Nội dung | Trung ương | Tỉnh | Xã | Tổng cộng |",
            "| 10,5 | 20 | 5 | 35,5 |",
            "| 10,5 | 20 | 5 | 39,5 |",
        ),
    ],
    ids=["regions", "quarters", "total-last"],
)  # fmt: skip
def test_a_row_must_add_up_where_the_others_do(heading: str, sound: str, wrong: str) -> None:
    rows = [f"| {n} | Lồng cỡ {n} {sound}" for n in (1, 2, 3, 4)]
    assert told(sheet(heading, *rows)) == []
    assert told(sheet(heading, *rows[:3], f"| 4 | Lồng cỡ 4 {wrong}")) == ["row-total-mismatch"]


@pytest.mark.parametrize(
    ("heading", "rows"),
    [
        # Stocks: the last year's figure is the whole period's, nothing is added.
        (
            "| TT | Nội dung | Giai đoạn 2026-2030 | Năm 2026 | Năm 2028 | Năm 2030 |",
            ["| 1 | Số lồng | 90 | 50 | 70 | 90 |", "| 2 | Số bè | 40 | 20 | 30 | 40 |",
             "| 3 | Số tàu | 30 | 20 | 25 | 30 |"],
        ),
        # Rates are not added, whatever the rows above say.
        (
            "| TT | Nội dung | Toàn tỉnh | Vùng đảo | Vùng bờ |",
            ["| 1 | Số lồng | 90 | 50 | 40 |", "| 2 | Số bè | 40 | 20 | 20 |",
             "| 3 | Tỷ lệ lồng nhựa (%) | 45 | 40 | 50 |", "| 4 | Sản lượng bình quân | 7 | 8 | 6 |"],
        ),
        # Columns without a word on a whole are no sums.
        (
            "| TT | Nội dung | Vùng núi | Vùng đảo | Vùng bờ |",
            ["| 1 | Số lồng | 90 | 50 | 40 |", "| 2 | Số bè | 40 | 20 | 20 |",
             "| 3 | Số tàu | 35 | 20 | 25 |"],
        ),
    ],
    ids=["stocks", "rates", "no-whole"],
)  # fmt: skip
def test_what_is_no_sum_is_left_alone(heading: str, rows: list[str]) -> None:
    assert told(sheet(heading, *rows)) == []


@pytest.mark.parametrize(
    "words",
    [
        "mở 20 lớp, gồm 12 lớp sơ cứu và 9 lớp bơi",
        "cấp 400 triệu đồng (gồm: Sở Y tế 150 triệu đồng; Sở Tài chính 200 triệu đồng)",
        "lập 15 tổ, bao gồm 6 tổ nuôi hàu, 6 tổ nuôi cá, 4 tổ làm muối",
    ],
)
def test_parts_named_after_gồm_make_the_whole(words: str) -> None:
    assert told(PROSE.format(f"Năm 2026 {words}.")) == ["parts-total-mismatch"]


@pytest.mark.parametrize(
    "words",
    [
        "mở 20 lớp, gồm 12 lớp sơ cứu và 8 lớp bơi",
        "mở 20 lớp, trong đó có 12 lớp sơ cứu và 5 lớp bơi",
        "mở 20 lớp, gồm lớp sơ cứu, 5 lớp bơi và 3 lớp lặn",
        "mở 20 lớp, gồm 600 ngư dân của 12 xã",
        "cấp khoảng 400 triệu đồng, gồm Sở Y tế 150 triệu đồng, Sở Tài chính 200 triệu đồng",
        "cấp 35,5 tỷ đồng, gồm Sở Y tế 20,3 tỷ đồng, Sở Tài chính 15,2 tỷ đồng",
    ],
)
def test_words_that_do_not_name_all_parts_are_no_sum(words: str) -> None:
    assert told(PROSE.format(f"Năm 2026 {words}.")) == []


def test_parts_listed_below_make_the_whole() -> None:
    text = "{}\n- Ngân sách tỉnh: 50 tỷ đồng;\n- Ngân sách xã: {} tỷ đồng.\n"
    head = PROSE.format("Khám bệnh.") + "II. KINH PHÍ\n"
    line = "1. Kinh phí thực hiện là 85 tỷ đồng, gồm:"
    assert told(head + text.format(line, 25)) == ["parts-total-mismatch"]
    assert told(head + text.format(line, 35)) == []


def two_ways(text: str) -> list[str]:
    return [
        finding.message for finding in compiled(text).findings if finding.rule == "target-stated-two-ways"
    ]


YEARLY = (
    "\n## PHỤ LỤC 1\nCHỈ TIÊU\n\n| TT | Chỉ tiêu | Đơn vị tính | Năm 2026 |\n|---|---|---|---|\n"
    "| 1 | {} |\n| 2 | Số trạm quan trắc nước biển | trạm | 12 |\n"
)


@pytest.mark.parametrize(
    ("body", "row", "found"),
    [
        ("Tỷ lệ hộ nuôi biển có bảo hiểm đạt 45%.", "Tỷ lệ hộ nuôi biển có bảo hiểm | % | 40", True),
        ("Tỷ lệ hộ nuôi biển có bảo hiểm đạt 45%.", "Tỷ lệ hộ nuôi biển có bảo hiểm | % | 45", False),
        ("Sản lượng cá lồng đạt 1,2 nghìn tấn.", "Tổng sản lượng cá lồng | tấn | 1.500", True),
        ("Sản lượng cá lồng đạt 1,2 nghìn tấn.", "Tổng sản lượng cá lồng | tấn | 1.230", False),
        (
            "Diện tích nuôi theo quy trình kiểm soát bệnh và dư lượng (KSB) đạt 500 ha.",
            "Diện tích nuôi theo quy trình KSB | ha | 450",
            True,
        ),
        ("Sản lượng cá lồng vùng đảo đạt 800 tấn.", "Sản lượng cá lồng | tấn | 1.500", False),
    ],
    ids=["table", "same", "scaled", "rounded", "abbreviated", "narrower"],
)
def test_a_table_must_not_say_another_figure_than_the_body(body: str, row: str, found: bool) -> None:
    assert bool(two_ways(TARGETS.format(f"- {body}") + YEARLY.format(row))) is found


WORK = (
    "KẾ HOẠCH\nNuôi biển năm 2026\n\nI. MỤC TIÊU\n- Tỷ lệ hộ nuôi biển có bảo hiểm đạt 45%.\n"
    "II. NHIỆM VỤ\n1. Sở Y tế: {}.\n"
)


@pytest.mark.parametrize(
    ("work", "found"),
    [
        ("Vận động ngư dân, nâng tỷ lệ hộ nuôi biển có bảo hiểm lên 50%", True),
        ("Vận động các HTX (tỷ lệ hộ nuôi biển có bảo hiểm năm 2026 đạt ít nhất 50%)", True),
        ("Vận động ngư dân, nâng tỷ lệ hộ nuôi biển có bảo hiểm lên 45%", False),
        ("Từ năm 2028 tỷ lệ hộ nuôi biển có bảo hiểm đạt 60%", False),
        ("Riêng xã Cồn Sơn tỷ lệ hộ nuôi biển có bảo hiểm đạt 60%", False),
        ("Hiện nay tỷ lệ hộ nuôi biển có bảo hiểm là 30%", False),
        ("Nâng tỷ lệ hộ nuôi biển có bảo hiểm thân tàu lên 30%", False),
    ],
)
def test_the_work_must_not_name_another_figure_than_its_target(work: str, found: bool) -> None:
    assert bool(two_ways(WORK.format(work))) is found


def test_parts_of_a_target_are_no_second_figures() -> None:
    lines = (
        "- Thả 90 nghìn con giống.\n- Bản Đông: thả {} nghìn con giống.\n- Bản Đoài: thả 40 nghìn con giống."
    )
    assert rules(TARGETS.format(lines.format(50))).count("target-stated-two-ways") == 0
    assert told(TARGETS.format(lines.format(50))) == []
    assert told(TARGETS.format(lines.format(45))) == ["target-parts-mismatch"]
