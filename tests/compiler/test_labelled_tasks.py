"""Tasks set out as small forms, and cells that name both who leads and who helps."""

from __future__ import annotations

import pytest

from hopluc.compiler.assemble.bodies import leads_and_helpers
from hopluc.compiler.format import Task
from tests.compiler.documents import compiled, leads

OPENING = (
    "KẾ HOẠCH\nNuôi biển năm 2026\n\nỦy ban nhân dân tỉnh Sơn Hải ban hành Kế hoạch như sau:\nII. NHIỆM VỤ\n"
)


def found(body: str) -> dict[str, Task]:
    return {task.id: task for task in compiled(OPENING + body).tasks}


def helpers(task: Task) -> list[str]:
    return [party.name for party in task.coordinators]


FORM = """1. Lập bản đồ vùng nuôi
- Cơ quan chủ trì: Sở Y tế.
- Cơ quan phối hợp: Sở Công Thương; Sở Tư pháp.
- Thời gian thực hiện: Quý II/2026.
- Sản phẩm: Bản đồ; báo cáo.
2. Thả rạn nhân tạo
- Cơ quan chủ trì: Sở Nội vụ.
- Thời gian thực hiện: Thường xuyên.
"""


def test_an_item_with_labelled_lines_is_one_task() -> None:
    made = found(FORM)
    assert list(made) == ["II/1", "II/2"]
    first = made["II/1"]
    assert first.text == "Lập bản đồ vùng nuôi"
    assert leads(first) == ["Sở Y tế"]
    assert helpers(first) == ["Sở Công Thương", "Sở Tư pháp"]
    assert first.deadline is not None
    assert first.deadline.parts[0].kind == "within"
    assert first.products == ("Bản đồ", "báo cáo")


def test_each_bullet_of_a_labelled_work_is_a_task_of_the_item() -> None:
    made = found(
        "1. Giống\na) Nội dung thực hiện:\n- Chọn đàn bố mẹ.\n- Thả giống.\n"
        "b) Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với Sở Tư pháp.\nc) Thời gian: năm 2026.\n"
    )
    assert list(made) == ["II/1#1", "II/1#2"]
    assert [task.text for task in made.values()] == ["Chọn đàn bố mẹ.", "Thả giống."]
    assert all(leads(task) == ["Sở Y tế"] and helpers(task) == ["Sở Tư pháp"] for task in made.values())
    assert all(task.deadline for task in made.values())


def test_lines_behind_the_work_at_its_own_depth_are_its_fields() -> None:
    made = found(
        "Lập bản đồ vùng nuôi.\nĐơn vị chủ trì: Sở Y tế\nThời hạn: 30/6/2026\n"
        "Thả rạn.\nĐơn vị chủ trì: Sở Nội vụ\nThời hạn: 2026\n"
    )
    assert [task.text for task in made.values()] == ["Lập bản đồ vùng nuôi.", "Thả rạn."]
    assert [leads(task) for task in made.values()] == [["Sở Y tế"], ["Sở Nội vụ"]]


def test_one_label_alone_is_a_turn_of_phrase() -> None:
    (task,) = found("1. Sở Y tế: Khám bệnh.\nThời gian: linh hoạt.\n").values()
    assert leads(task) == ["Sở Y tế"]


CELLS = [
    ("Sở A; Sở B", ["Sở A", "Sở B"], []),
    ("Chủ trì: Sở A. Phối hợp: Sở B, Sở C", ["Sở A"], ["Sở B", "Sở C"]),
    ("Sở A chủ trì, phối hợp với Sở B", ["Sở A"], ["Sở B"]),
    ("Sở A chủ trì; Sở B phối hợp", ["Sở A"], ["Sở B"]),
    ("Sở A phối hợp với Sở B", ["Sở A"], ["Sở B"]),
    ("Sở A chủ trì", ["Sở A"], []),
]


@pytest.mark.parametrize(("cell", "lead", "help_"), CELLS, ids=[cell for cell, _, _ in CELLS])
def test_a_cell_may_name_who_leads_and_who_helps(cell: str, lead: list[str], help_: list[str]) -> None:
    one, other = leads_and_helpers(cell, (0, len(cell)), {})
    assert ([party.text for party in one], [party.text for party in other]) == (lead, help_)
