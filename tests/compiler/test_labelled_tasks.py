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


def test_fields_may_stand_on_one_line() -> None:
    made = found(
        "1. Lập bản đồ vùng nuôi\n"
        "Chủ trì: Sở Y tế; phối hợp: Sở Tư pháp; thời gian: Quý II/2026. Sản phẩm: Bản đồ.\n"
    )
    (task,) = made.values()
    assert (task.text, leads(task), helpers(task)) == ("Lập bản đồ vùng nuôi", ["Sở Y tế"], ["Sở Tư pháp"])
    assert task.deadline is not None
    assert task.deadline.text == "Quý II/2026"
    assert task.products == ("Bản đồ",)


def test_fields_may_follow_the_work_on_its_own_line() -> None:
    (task,) = found("- Thả rạn nhân tạo. Cơ quan chủ trì: Sở Y tế. Thời gian: Quý I/2026.\n").values()
    assert (task.text, leads(task)) == ("Thả rạn nhân tạo.", ["Sở Y tế"])


BRACKETS = [
    "(Chủ trì: Sở Y tế; phối hợp: Sở Tư pháp; hoàn thành trước ngày 30/6/2026)",
    "(Sở Y tế chủ trì, phối hợp với Sở Tư pháp, hoàn thành trước ngày 30/6/2026)",
    "(Cơ quan chủ trì: Sở Y tế; cơ quan phối hợp: Sở Tư pháp; thời gian: trước ngày 30/6/2026)",
]


@pytest.mark.parametrize("bracket", BRACKETS)
def test_brackets_at_the_end_name_who_and_when(bracket: str) -> None:
    (task,) = found(f"- Rà soát bến cá {bracket}.\n").values()
    assert (task.text, leads(task), helpers(task)) == ("Rà soát bến cá", ["Sở Y tế"], ["Sở Tư pháp"])
    assert task.deadline is not None
    assert [part.kind for part in task.deadline.parts] == ["by"]


def test_brackets_that_name_a_body_and_no_more_say_nothing_of_who_leads() -> None:
    assert found("- Tập huấn cho cán bộ cấp xã (UBND các xã).\n") == {}


def test_a_sentence_that_gives_the_work_stays_with_it() -> None:
    words = "Rà soát các bến cá. Giao Sở Y tế chủ trì, phối hợp với Sở Tư pháp thực hiện."
    (task,) = found(f"1. {words}\n").values()
    assert (task.text, leads(task), helpers(task)) == (words, ["Sở Y tế"], ["Sở Tư pháp"])


def test_a_last_sentence_may_name_who_leads() -> None:
    (task,) = found("1. Rà soát các bến cá. Sở Y tế chủ trì, phối hợp với Sở Tư pháp thực hiện.\n").values()
    assert (task.text, leads(task), helpers(task)) == ("Rà soát các bến cá.", ["Sở Y tế"], ["Sở Tư pháp"])


def test_a_label_may_be_a_line_of_its_own() -> None:
    made = found(
        "1. Giống\na) Nội dung\n- Chọn đàn bố mẹ.\n- Thả giống.\n"
        "b) Đơn vị thực hiện\n- Sở Y tế.\n- Sở Nội vụ.\n"
    )
    assert [task.text for task in made.values()] == ["Chọn đàn bố mẹ.", "Thả giống."]
    assert all(leads(task) == ["Sở Y tế", "Sở Nội vụ"] for task in made.values())


def test_fields_behind_several_bullets_are_those_of_each() -> None:
    made = found(
        "1. Giống\n- Chọn đàn bố mẹ.\n- Thả giống.\nCơ quan chủ trì: Sở Y tế.\nThời gian: năm 2026.\n"
    )
    assert [task.text for task in made.values()] == ["Chọn đàn bố mẹ.", "Thả giống."]
    assert all(leads(task) == ["Sở Y tế"] and task.deadline for task in made.values())


def test_a_field_without_a_place_is_kept_under_its_label() -> None:
    (task,) = found("1. Thả rạn\n- Chủ trì: Sở Y tế.\n- Thời gian: 2026.\n- Kinh phí: 2 tỷ đồng.\n").values()
    assert task.columns == {"Kinh phí": "2 tỷ đồng"}


def test_no_product_is_none() -> None:
    (task,) = found("1. Thả rạn\n- Chủ trì: Sở Y tế.\n- Sản phẩm: Không.\n").values()
    assert task.products == ()


def test_an_item_beside_forms_that_names_nobody_is_a_task_too() -> None:
    made = found(FORM + "3. Dọn rác ven vịnh\n")
    assert [leads(task) for task in made.values()][2:] == [[]]


def test_the_span_of_an_item_goes_on_to_its_last_field() -> None:
    text = OPENING + FORM
    first = compiled(text).tasks[0]
    assert first.span is not None
    assert text[slice(*first.span)].startswith("1. Lập bản đồ")
    assert text[slice(*first.span)].endswith("Bản đồ; báo cáo")


def test_items_may_count_as_tasks_by_name() -> None:
    made = found(
        "Nhiệm vụ 1: Thả rạn.\n- Chủ trì: Sở Y tế.\n- Thời gian: 2026.\n"
        "Nhiệm vụ 2: Thả giống.\n- Giao: Sở Nội vụ.\n- Thời gian: 2026.\n"
    )
    assert [(task.number, leads(task)) for task in made.values()] == [
        ("1", ["Sở Y tế"]),
        ("2", ["Sở Nội vụ"]),
    ]


def test_fields_on_one_line_may_have_bullets() -> None:
    (task,) = found(
        "1. Thả rạn\n- Thời gian: 2026; - Đơn vị chủ trì: Sở Y tế; - Phối hợp: Sở Tư pháp.\n"
    ).values()
    assert (leads(task), helpers(task)) == (["Sở Y tế"], ["Sở Tư pháp"])
    assert task.deadline is not None


def test_an_item_beside_forms_keeps_the_fields_that_it_has() -> None:
    made = found(FORM + "3. Dọn rác ven vịnh\n- Cơ quan phối hợp: Sở Tư pháp.\n- Thời gian: năm 2026.\n")
    last = list(made.values())[-1]
    assert (last.text, leads(last), helpers(last)) == ("Dọn rác ven vịnh", [], ["Sở Tư pháp"])


def test_a_label_of_two_words_for_one_thing_is_a_label() -> None:
    text = (
        "KẾ HOẠCH\nNuôi biển năm 2026\n\nII. NHIỆM VỤ\n1. Thả hàu giống\n- Đơn vị chủ trì: Sở Tài chính.\n"
        "- Thời gian, tiến độ: Quý II/2026.\n- Kết quả, sản phẩm: 20 bè; Báo cáo.\n"
    )
    (task,) = compiled(text).tasks
    assert task.products == ("20 bè", "Báo cáo")
    assert task.deadline is not None
    assert task.deadline.text == "Quý II/2026"


@pytest.mark.parametrize(
    ("line", "work"),
    [
        ("Thả rạn nhân tạo (giao Sở Y tế).", "Thả rạn nhân tạo"),
        ("Thả rạn nhân tạo (do Sở Y tế thực hiện).", "Thả rạn nhân tạo"),
        ("Thả rạn nhân tạo (Sở Y tế thực hiện, xong trước 30/9/2026).", "Thả rạn nhân tạo"),
        ("Thả rạn nhân tạo [Đơn vị thực hiện: Sở Y tế].", "Thả rạn nhân tạo"),
        ("Thả rạn nhân tạo. Đơn vị chủ trì là Sở Y tế, đơn vị phối hợp là Sở Tư pháp.", "Thả rạn nhân tạo."),
        ("Thả rạn nhân tạo. Do Sở Y tế thực hiện.", "Thả rạn nhân tạo."),
        ("Thả rạn nhân tạo - Sở Y tế chủ trì.", "Thả rạn nhân tạo"),
    ],
)
def test_who_does_it_may_stand_at_the_end_in_many_ways(line: str, work: str) -> None:
    (task,) = found(f"1. {line}\n").values()
    assert (leads(task), task.text) == (["Sở Y tế"], work)


def test_names_in_brackets_lead_where_the_lines_of_a_list_end_so() -> None:
    made = found(
        "1. Thả rạn (Sở Y tế).\n2. Vớt rác (Sở Nội vụ, UBND các xã).\n3. Họp dân (Sở Tư pháp chủ trì).\n"
    )
    assert [leads(task) for task in made.values()] == [
        ["Sở Y tế"],
        ["Sở Nội vụ", "Ủy ban nhân dân các xã"],
        ["Sở Tư pháp"],
    ]


def test_a_name_in_brackets_alone_leads_nothing() -> None:
    body = "1. Sở Nội vụ: Gửi danh sách cho cơ quan thường trực (Sở Y tế).\n2. Sở Tư pháp: Thả rạn.\n"
    assert [leads(task) for task in found(body).values()] == [["Sở Nội vụ"], ["Sở Tư pháp"]]


def test_who_helps_stands_on_a_line_of_its_own_in_a_cell() -> None:
    cell = "Chủ trì: Vụ Pháp chế\nPhối hợp: Vụ Khoa học, Công nghệ và Môi trường biển; Vụ Pháp chế"
    leading, helping = leads_and_helpers(cell, (0, len(cell)), {})
    assert [party.name for party in leading] == ["Vụ Pháp chế"]
    assert [party.name for party in helping] == ["Vụ Khoa học, Công nghệ và Môi trường biển", "Vụ Pháp chế"]


@pytest.mark.parametrize(
    "line",
    [
        "Giao Sở Y tế là cơ quan chủ trì, Sở Tư pháp, Sở Nội vụ là cơ quan phối hợp; thời gian năm 2026.",
        "=> Sở Y tế chủ trì, phối hợp với Sở Tư pháp, Sở Nội vụ; hoàn thành trước 30/6/2026.",
        "- Sở Y tế chủ trì; Sở Tư pháp, Sở Nội vụ phối hợp, xong trong năm 2026.",
    ],
)
def test_a_line_below_the_work_may_only_say_who_and_when(line: str) -> None:
    (task,) = found(f"1. Thả rạn nhân tạo\n{line}\n").values()
    assert (task.text, leads(task), helpers(task)) == (
        "Thả rạn nhân tạo",
        ["Sở Y tế"],
        ["Sở Tư pháp", "Sở Nội vụ"],
    )
    assert task.deadline is not None


def test_what_is_brought_to_an_end_is_work() -> None:
    (task,) = found(
        "1. Về cứu hộ\n- Sở Y tế chủ trì, hoàn thành chỉ tiêu tuyển người trực bờ biển.\n"
    ).values()
    assert task.text.startswith("Sở Y tế chủ trì, hoàn thành chỉ tiêu")


def test_party_bodies_in_brackets_lead_and_direct() -> None:
    (task,) = found("1. Thả rạn (Đảng ủy UBND tỉnh lãnh đạo, chỉ đạo; hoàn thành năm 2027).\n").values()
    assert leads(task) == ["Đảng ủy Ủy ban nhân dân tỉnh"]


def test_names_behind_a_colon_lead_where_the_lines_of_a_list_end_so() -> None:
    made = found("1. Quý II\n- Thả rạn: Sở Y tế.\n- Vớt rác ven bờ: Sở Nội vụ, UBND các xã.\n")
    assert [(task.text, leads(task)) for task in made.values()] == [
        ("Thả rạn", ["Sở Y tế"]),
        ("Vớt rác ven bờ", ["Sở Nội vụ", "Ủy ban nhân dân các xã"]),
    ]
