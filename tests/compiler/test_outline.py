"""How the body's numbering and headings say which work stands under which agency."""

from __future__ import annotations

import pytest

from hopluc.compiler.format import Task
from hopluc.compiler.recognise.labels import Rank, label_of
from tests.compiler.documents import compiled, leads

OPENING = "KẾ HOẠCH\nNuôi biển năm 2026\n\nỦy ban nhân dân tỉnh Sơn Hải ban hành Kế hoạch như sau:\n"


def found(body: str) -> list[tuple[str, str]]:
    """Who leads and what: one agency each."""
    return [(leads(task)[0], task.text) for task in compiled(OPENING + body).tasks]


def by_id(body: str) -> dict[str, Task]:
    return {task.id: task for task in compiled(OPENING + body).tasks}


LABELS = [
    ("Phần thứ hai", Rank.PART),
    ("Chương II", Rank.PART),
    ("Mục 1. Giống", Rank.ARTICLE),
    ("Mục 2", Rank.ARTICLE),
    ("Điều 3. Thi hành", Rank.ARTICLE),
    ("I- MỤC ĐÍCH", Rank.ROMAN),
    ("II/ NHIỆM VỤ", Rank.ROMAN),
    ("3- Thả giống", Rank.NUMBER),
    ("4/ Thả giống", Rank.NUMBER),
    ("3.1- Thả giống", Rank.DOTTED),
    ("3.1.Thả giống", Rank.DOTTED),
    ("a/ Thả giống", Rank.LETTER),
    ("Chương trình khuyến ngư", None),
    ("Phần lớn ngư dân", None),
    ("V/v nuôi biển", None),
    ("IIV. Sai", None),
]


@pytest.mark.parametrize(("line", "rank"), LABELS, ids=[line for line, _ in LABELS])
def test_numbering_is_known_in_each_of_its_forms(line: str, rank: Rank | None) -> None:
    label = label_of(line)
    assert (label.rank if label else None) == rank


def test_an_agency_in_bold_heads_the_paragraphs_below_it() -> None:
    body = "II. NHIỆM VỤ\n\n**Sở Y tế**\n\nKhám bệnh.\n\nPhát thuốc.\n\n**Sở Nội vụ**\n\nKhen thưởng.\n"
    assert found(body) == [
        ("Sở Y tế", "Khám bệnh."),
        ("Sở Y tế", "Phát thuốc."),
        ("Sở Nội vụ", "Khen thưởng."),
    ]


def test_an_agency_alone_on_its_line_heads_the_bullets_below_it() -> None:
    body = "II. NHIỆM VỤ\nSở Y tế:\n- Khám bệnh.\n- Phát thuốc.\nSở Nội vụ:\n- Khen thưởng.\n"
    assert [agency for agency, _ in found(body)] == ["Sở Y tế", "Sở Y tế", "Sở Nội vụ"]


def test_sections_in_capitals_need_no_number() -> None:
    body = "NHIỆM VỤ CHỦ YẾU\n1. Sở Y tế khám bệnh.\nTỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\nBố trí vốn.\n"
    assert found(body) == [("Sở Y tế", "Sở Y tế khám bệnh."), ("Sở Tài chính", "Bố trí vốn.")]


def test_a_list_may_count_anew_below_an_agency() -> None:
    body = "## II. NHIỆM VỤ\n\n### 1. Sở Y tế\n\n- Khám bệnh.\n\n### 2. Sở Nội vụ\n\n"
    body += "1. Khen thưởng.\n2. Tập huấn.\n\n### 3. Sở Tài chính\n\n- Bố trí vốn.\n"
    assert found(body) == [
        ("Sở Y tế", "Khám bệnh."),
        ("Sở Nội vụ", "Khen thưởng."),
        ("Sở Nội vụ", "Tập huấn."),
        ("Sở Tài chính", "Bố trí vốn."),
    ]


def test_the_title_of_a_part_may_stand_below_its_number() -> None:
    body = "Phần thứ hai\nNHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\nPhần thứ ba\nMỤC TIÊU\n1. Sở Nội vụ: Tốt hơn.\n"
    plan = compiled(OPENING + body)
    assert [task.text for task in plan.tasks] == ["Khám bệnh."]
    assert [group.title for group in plan.groups] == ["NHIỆM VỤ"]


def test_a_number_that_holds_the_one_above_is_not_said_twice() -> None:
    body = "II. NHIỆM VỤ\n2. Giống\n2.1. Chọn giống\na) Sở Y tế: Khám bệnh.\n"
    assert list(by_id(body)) == ["II.2.1/a"]


def test_the_closing_words_belong_to_no_item() -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. UBND các xã:\na) Cấm đăng đáy.\nb) Đắp đập tạm.\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Y tế để tổng hợp./.\n"
    )
    made = by_id(body)
    assert [task.text for task in made.values()] == ["Cấm đăng đáy.", "Đắp đập tạm."]


def test_a_heading_that_checks_work_is_no_chapter_on_organising() -> None:
    body = "II. NHIỆM VỤ\n1. Kiểm tra chất lượng con giống\na) Sở Y tế: Xét nghiệm mẫu.\n"
    assert list(by_id(body)) == ["II.1/a"]
