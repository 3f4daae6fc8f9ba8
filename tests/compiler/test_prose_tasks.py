"""Tasks that the body gives to agencies, where there is no table."""

from __future__ import annotations

import datetime as dt

import pytest

from hopluc.compiler.format import Task
from tests.compiler.documents import compiled, leads

OPENING = "KẾ HOẠCH\nNuôi biển năm 2026\n\nỦy ban nhân dân tỉnh Sơn Hải ban hành Kế hoạch như sau:\n"


def found(body: str) -> dict[str, Task]:
    return {task.id: task for task in compiled(OPENING + body).tasks}


def test_each_bullet_under_an_agency_is_a_task_of_it() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Giống\na) Sở Tài chính:\n- Bố trí vốn.\n- Kiểm tra.\nb) Sở Y tế: Khám bệnh.\n"
    )
    assert list(made) == ["II.1/a.1", "II.1/a.2", "II.1/b"]
    assert [leads(task) for task in made.values()] == [["Sở Tài chính"], ["Sở Tài chính"], ["Sở Y tế"]]
    assert made["II.1/b"].text == "Khám bệnh."
    assert made["II.1/a.1"].group == "II.1"


def test_paragraphs_without_bullets_are_tasks_as_well() -> None:
    made = found("II. NHIỆM VỤ\n1. Vốn\na) Sở Tài chính:\nBố trí vốn.\nKiểm tra việc chi.\n")
    assert [task.number for task in made.values()] == ["a.1", "a.2"]


def test_what_stands_deeper_belongs_to_the_words_of_the_task() -> None:
    (task,) = found(
        "II. NHIỆM VỤ\n1. Vốn\na) Sở Tài chính:\n- Bố trí vốn:\n+ Cho giống;\n+ Cho lồng bè.\n"
    ).values()
    assert task.text == "Bố trí vốn: Cho giống; Cho lồng bè."


def test_an_agency_that_is_the_subject_stays_in_the_sentence() -> None:
    (task,) = found(
        "II. NHIỆM VỤ\n1. Sở Tư pháp, Liên minh Hợp tác xã tỉnh tăng cường thông tin pháp luật.\n"
    ).values()
    assert task.text.startswith("Sở Tư pháp")
    assert leads(task) == ["Sở Tư pháp", "Liên minh Hợp tác xã tỉnh"]


def test_purposes_and_objectives_hold_no_tasks() -> None:
    body = (
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Sở Tài chính nâng cao trách nhiệm.\nII. MỤC TIÊU\nSở Y tế: phấn đấu tốt.\n"
    )
    assert found(body) == {}


def test_reports_and_supervision_are_no_tasks() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\nIII. TỔ CHỨC THỰC HIỆN\n"
        "1. Các sở, ban, ngành báo cáo Sở Tài chính trước ngày 10/12/2026.\n"
        "2. Sở Tài chính theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
    )
    plan = compiled(OPENING + body)
    assert [task.text for task in plan.tasks] == ["Khám bệnh."]
    assert plan.reporting
    assert [duty.kind for duty in plan.duties] == ["supervise"]


def test_a_day_stated_in_the_words_is_the_deadline_in_prose() -> None:
    (task,) = found("II. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh cho ngư dân trước ngày 30/6/2026.\n").values()
    assert task.deadline is not None
    assert task.deadline.parts[0].date == dt.date(2026, 6, 30)


def test_yearly_within_the_words_is_no_deadline() -> None:
    (task,) = found("II. NHIỆM VỤ\n1. Sở Công Thương: Xây dựng kế hoạch khuyến công hàng năm.\n").values()
    assert task.deadline is None


def test_who_helps_is_read_from_the_words() -> None:
    (task,) = found("II. NHIỆM VỤ\n1. Sở Y tế: Chủ trì, phối hợp với Hội Nông dân tỉnh khám bệnh.\n").values()
    assert [party.name for party in task.coordinators] == ["Hội Nông dân tỉnh"]


def test_helpers_named_in_front_of_a_list_help_with_each_item() -> None:
    body = "II. NHIỆM VỤ\n1. Sở Y tế\nChủ trì, phối hợp với Hội Nông dân tỉnh:\n- Khám bệnh.\n- Phát thuốc.\n"
    made = found(body)
    assert [task.text for task in made.values()] == ["Khám bệnh.", "Phát thuốc."]
    assert all(task.coordinators[0].name == "Hội Nông dân tỉnh" for task in made.values())


def test_where_there_is_a_table_the_body_only_repeats_it() -> None:
    work = "rà soát toàn bộ lồng bè trên vịnh và lập bản đồ các vùng nuôi an toàn cho từng xã ven biển"
    body = f"II. NHIỆM VỤ\n1. Sở Y tế: {work}.\n2. Sở Công Thương: mở hội chợ cá lồng mỗi năm hai lần.\n"
    row = f"\nPhụ lục\n\nTT\tNhiệm vụ\tChủ trì\tThời gian\n1\t{work.capitalize()}\tSở Y tế\t2026\n"
    plan = compiled(OPENING + body + row)
    (task,) = plan.tasks
    text = OPENING + body + row
    assert [work in text[a:b] for a, b in task.also] == [True]
    (finding,) = [finding for finding in plan.findings if finding.rule == "assignment-without-row"]
    assert finding.span is not None
    assert "hội chợ" in text[slice(*finding.span)]


def test_a_section_of_another_name_may_assign_too() -> None:
    (task,) = found("II. CÔNG TÁC Y TẾ BIỂN ĐẢO\n1. Sở Y tế: Khám bệnh.\n").values()
    assert leads(task) == ["Sở Y tế"]


def test_who_carries_out_a_decision_is_no_task() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc nghỉ lễ\n\nĐiều 1. Nghỉ ba ngày.\nĐiều 2. Sở Y tế chịu trách nhiệm thi hành.\n"
    )
    assert compiled(text).tasks == ()


def test_an_agency_with_nothing_below_has_no_task() -> None:
    assert found("II. NHIỆM VỤ\n1. Sở Y tế\n2. Sở Nội vụ:\n") == {}


def test_lines_that_say_who_helps_introduce_the_bullets_below_them() -> None:
    made = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Chủ trì, phối hợp với Hội Nông dân tỉnh\n"
        "- Khám bệnh.\n- Phát thuốc.\n"
        "b) Phối hợp với Sở Tài chính\n- Lập dự toán.\n"
    )
    assert [task.text for task in made.values()] == ["Khám bệnh.", "Phát thuốc.", "Lập dự toán."]
    helpers = [[party.name for party in task.coordinators] for task in made.values()]
    assert helpers == [["Hội Nông dân tỉnh"], ["Hội Nông dân tỉnh"], ["Sở Tài chính"]]


def test_who_helps_with_one_bullet_is_not_who_helps_with_the_list() -> None:
    made = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Phối hợp với Sở Tài chính\n"
        "- Phối hợp với Hội Nông dân tỉnh khám bệnh.\n- Phát thuốc.\n"
    )
    helpers = [[party.name for party in task.coordinators] for task in made.values()]
    assert helpers == [["Hội Nông dân tỉnh"], ["Sở Tài chính"]]


def test_a_sentence_may_give_an_agency_a_list() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính thực hiện các nhiệm vụ sau:\n"
        "a) Khám bệnh.\nb) Phát thuốc.\n2. Để có đủ thuốc, Sở Công Thương thực hiện các việc sau:\n"
        "- Mua thuốc.\n"
    )
    assert [task.text for task in made.values()] == ["Khám bệnh.", "Phát thuốc.", "Mua thuốc."]
    assert [leads(task) for task in made.values()] == [["Sở Y tế"], ["Sở Y tế"], ["Sở Công Thương"]]


def test_a_heading_over_agencies_gives_nothing_itself() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Các sở, ngành theo chức năng thực hiện các việc sau:\n"
        "a) Sở Y tế\n- Khám bệnh.\nb) Sở Nội vụ\n- Khen thưởng.\n"
    )
    assert [leads(task) for task in made.values()] == [["Sở Y tế"], ["Sở Nội vụ"]]


def test_a_name_of_an_unknown_kind_is_known_by_its_place() -> None:
    made = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Khám bệnh.\n2. Đội hậu cần bến cảng\n- Nấu cơm.\n"
        "3. Sở Nội vụ\n- Khen thưởng.\n"
    )
    assert [leads(task) for task in made.values()] == [["Sở Y tế"], ["Đội hậu cần bến cảng"], ["Sở Nội vụ"]]


def test_work_under_a_theme_that_names_nobody_is_no_task() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Giống\n- Chọn lọc đàn bố mẹ.\n- Mở rộng vùng ương.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Khám bệnh.\n"
    )
    assert [task.text for task in found(body).values()] == ["Khám bệnh."]


def test_whatever_a_body_does_is_its_work() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Công an xã tuần tra ban đêm dọc bờ kè.\n2. Trạm Y tế xã vớt rác ven bờ vịnh.\n"
    )
    assert [leads(task) for task in made.values()] == [["Công an xã"], ["Trạm Y tế xã"]]


def test_a_title_may_stand_before_the_sentence_that_names_who() -> None:
    (task,) = found("II. NHIỆM VỤ\n1. Tuyên truyền: Sở Y tế chủ trì phát tờ rơi tại bến cá.\n").values()
    assert leads(task) == ["Sở Y tế"]


def test_a_group_of_people_acts_beside_agencies() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\n2. Sở Nội vụ: Khen thưởng.\n"
        "3. Tổ kiểm tra liên ngành của bến cảng phối hợp với Sở Y tế soát vé tàu.\n"
    )
    assert [leads(task)[0] for task in made.values()][2] == "Tổ kiểm tra liên ngành của bến cảng"


GENERAL = [
    "Các sở, ban, ngành căn cứ chức năng, nhiệm vụ, chủ động tổ chức thực hiện Kế hoạch này.",
    "Sở Y tế chịu trách nhiệm trước Chủ tịch UBND tỉnh về kết quả thực hiện.",
    "Sở Y tế theo dõi, đôn đốc, kiểm tra việc thực hiện Kế hoạch này, định kỳ báo cáo UBND tỉnh.",
    "Thủ trưởng các đơn vị lãnh đạo, chỉ đạo các phòng trực thuộc thực hiện nghiêm túc Kế hoạch này.",
]


@pytest.mark.parametrize("sentence", GENERAL)
def test_what_is_said_of_the_whole_plan_is_no_task(sentence: str) -> None:
    made = found(f"II. NHIỆM VỤ\n1. Sở Nội vụ: Khen thưởng.\n2. {sentence}\n")
    assert [task.text for task in made.values()] == ["Khen thưởng."]


def test_where_the_work_names_who_a_sentence_on_organising_is_no_task() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Sở Y tế: Khám bệnh.\n2. Sở Nội vụ: Khen thưởng.\n3. Sở Xây dựng: Sửa bến.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính bảo đảm kinh phí hằng năm theo quy định.\n"
    )
    assert len(found(body)) == 3


def test_a_decision_gives_work_in_its_articles() -> None:
    text = (
        "QUYẾT ĐỊNH\nPhê duyệt Kế hoạch nuôi biển\n\nCăn cứ Luật Thủy sản ngày 21 tháng 11 năm 2017;\n\n"
        "Điều 1. Phê duyệt Kế hoạch với nội dung như sau:\n1. Mục tiêu\n- 100% bè có biển số.\n"
        "2. Nhiệm vụ\na) Sở Y tế: Khám bệnh.\nĐiều 2. Tổ chức thực hiện\n1. Sở Nội vụ\n- Khen thưởng.\n"
        "Điều 3. Giám đốc Sở Y tế chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    assert [leads(task) for task in compiled(text).tasks] == [["Sở Y tế"], ["Sở Nội vụ"]]


def test_bullets_of_party_documents_are_tasks_too() -> None:
    body = "II- NHIỆM VỤ\n1- Tỉnh đoàn\n1.1- Tập huấn đoàn viên.\n1.2- Mở hội trại.\n"
    body += "2- Hội Nông dân tỉnh\n- Vận động hội viên.\n"
    assert [task.text for task in found(body).values()] == [
        "Tập huấn đoàn viên.",
        "Mở hội trại.",
        "Vận động hội viên.",
    ]


def test_an_annex_in_prose_gives_work_like_a_body() -> None:
    text = OPENING + "II. MỤC TIÊU\nNuôi tốt hơn.\n\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n"
    text += "1. Sở Y tế\n- Khám bệnh.\n- Phát thuốc.\n2. Sở Nội vụ\n- Khen thưởng.\n"
    made = compiled(text).tasks
    assert [leads(task) for task in made] == [["Sở Y tế"], ["Sở Y tế"], ["Sở Nội vụ"]]


def test_what_is_asked_from_above_and_what_was_done_are_no_tasks() -> None:
    body = (
        "I. KẾT QUẢ THỰC HIỆN NĂM 2025\n1. Sở Y tế tổ chức khám bệnh cho ngư dân.\n"
        "II. NHIỆM VỤ\n1. Nhà nước khuyến khích nuôi biển xa bờ.\n2. Sở Nội vụ: Khen thưởng.\n"
        "III. KIẾN NGHỊ\n1. Đề nghị Bộ Y tế bố trí vốn.\n"
    )
    assert [task.text for task in found(body).values()] == ["Khen thưởng."]


def test_a_later_sentence_gives_the_work_to_a_body() -> None:
    made = found(
        "2. NHIỆM VỤ\n2.1. Bến cảng\n"
        "2.1.1. Nạo vét luồng vào cảng cá. Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh đo hằng quý.\n"
        "2.1.2. Mở bến tạm. Giao Sở Tài chính bố trí mặt bằng; Sở Y tế kiểm tra điều kiện vệ sinh.\n"
    )
    assert [leads(task) for task in made.values()] == [["Sở Xây dựng"], ["Sở Tài chính", "Sở Y tế"]]
    assert [party.name for party in made["2.1/2.1.1"].coordinators] == ["Công an tỉnh"]
    assert made["2.1/2.1.2"].text.startswith("Mở bến tạm. Giao Sở Tài chính")


def test_a_heading_in_a_wrapped_file_ends_well_short_of_the_column() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Văn phòng HĐND và UBND xã\n"
        "Cân đối kinh phí từ nguồn dự phòng của ngân sách xã để hỗ trợ\n"
        "mua lưới, phao và dây neo cho các hộ nuôi; trình Thường trực Hội đồng\nnhân dân xã xem xét.\n"
        "2. Công an xã\nTuần tra các bến đò ngang, nhắc nhở người đi đò mặc áo phao và xử\n"
        "lý các đò chở quá số người cho phép trên sông, nhất là trong những\nngày có hội.\n"
    )
    assert [leads(task) for task in made.values()] == [
        ["Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"],
        ["Công an xã"],
    ]


def test_members_behind_a_collectives_name_lead_the_work_below() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Các thôn: Bến Đá, Bến Cát\n- Vét kênh.\n- Trồng cây.\n2. Công an xã\n- Tuần tra.\n"
    )
    assert [leads(task) for task in made.values()] == [["Thôn Bến Đá", "Thôn Bến Cát"]] * 2 + [["Công an xã"]]


def test_the_body_that_a_line_under_a_collective_has_as_its_subject_leads() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Các hội, đoàn thể\na) Hội Nông dân xã nhận ủy thác vốn vay cho hộ nuôi hàu.\n"
        "b) Vận động hội viên góp ngày công.\n"
    )
    assert leads(next(iter(made.values()))) == ["Hội Nông dân xã"]


@pytest.mark.parametrize(
    "heading",
    [
        "Trách nhiệm của Sở Y tế",
        "Nhiệm vụ của Sở Y tế:",
        "Sở Y tế có nhiệm vụ:",
        "Sở Y tế là cơ quan đầu mối, có trách nhiệm:",
        "Sở Y tế được giao:",
    ],
)
def test_a_heading_may_say_that_what_follows_is_given(heading: str) -> None:
    made = found(f"II. NHIỆM VỤ\n1. {heading}\n- Khám bệnh cho ngư dân.\n- Phát tủ thuốc cho tàu.\n")
    assert [task.text for task in made.values()] == ["Khám bệnh cho ngư dân.", "Phát tủ thuốc cho tàu."]
    assert [leads(task) for task in made.values()] == [["Sở Y tế"]] * 2


DECISION = "QUYẾT ĐỊNH\nVề việc phân công làm sạch vịnh\n\nCăn cứ Luật Thủy sản;\nQUYẾT ĐỊNH:\n"


def test_articles_of_a_decision_give_work() -> None:
    text = (
        DECISION
        + "Điều 1. Giao Sở Xây dựng chủ trì, phối hợp với Sở Y tế lập bản đồ rác trước ngày 30/6/2026.\n"
        + "Điều 2. UBND các xã, phường vớt rác ven bờ hằng tuần.\n"
        + "Điều 3. Giao Sở Tài chính theo dõi, đôn đốc việc thực hiện Quyết định này.\n"
        + "Điều 4. Các ông Giám đốc và thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    tasks = compiled(text).tasks
    assert [leads(task) for task in tasks] == [["Sở Xây dựng"], ["Ủy ban nhân dân các xã, phường"]]
    assert [party.name for party in tasks[0].coordinators] == ["Sở Y tế"]


def test_articles_that_put_a_plan_in_force_give_no_work() -> None:
    text = (
        DECISION
        + "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch làm sạch vịnh.\n"
        + "Điều 2. Giao Sở Xây dựng bố trí người trực theo Kế hoạch.\n"
    )
    assert compiled(text).tasks == ()


def test_work_may_be_given_behind_a_comma() -> None:
    (task,) = found(
        "II. NHIỆM VỤ\n1. Vớt rác ở cảng cá, giao Công ty Môi trường Sơn Hải thực hiện.\n"
    ).values()
    assert leads(task) == ["Công ty Môi trường Sơn Hải"]
    assert task.text.startswith("Vớt rác ở cảng cá")


def test_that_all_carry_the_plan_out_with_others_is_no_task() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Sở Y tế chủ trì, phối hợp với các đơn vị liên quan tổ chức triển khai thực hiện "
        "Kế hoạch này.\n2. Sở Nội vụ: Mở lớp cứu hộ.\n"
    )
    assert [task.text for task in found(body).values()] == ["Mở lớp cứu hộ."]


def test_works_of_an_agency_bear_their_own_letters() -> None:
    made = found(
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Khám bệnh cho ngư dân.\nb) Chủ trì, phối hợp với Sở Nội vụ:\n"
        "- Mở lớp sơ cứu.\n- Phát tủ thuốc.\n2. Sở Xây dựng:\n- Sửa cầu cảng.\n- Thắp sáng cầu cảng.\n"
    )
    assert list(made) == ["III/1.a", "III/1.b.1", "III/1.b.2", "III/2.1", "III/2.2"]


def test_works_without_a_number_are_counted() -> None:
    made = found("II. NHIỆM VỤ\n1. Cảng cá\n- Giao Sở Y tế mở trạm.\n- Giao Sở Nội vụ tuyển người trực.\n")
    assert list(made) == ["II.1/-#1", "II.1/-#2"]


def test_parts_counted_in_words_are_no_part_of_an_id() -> None:
    made = found(
        "Phần thứ hai\nNHIỆM VỤ CỦA CÁC CƠ QUAN\n\nI. Sở Y tế\n1. Mở trạm ở cảng.\n2. Phát tủ thuốc.\n"
    )
    assert list(made) == ["I/1", "I/2"]
    assert made["I/1"].group == "I"


def test_a_star_may_head_dashes() -> None:
    made = found(
        "II. NHIỆM VỤ\n1. Sở Y tế\n* Công tác khám bệnh:\n- Khám cho ngư dân.\n- Phát thuốc.\n"
        "2. Các địa phương\n* UBND các xã:\n- Vớt rác.\n* UBND các phường:\n- Họp dân.\n"
    )
    assert [(task.text, leads(task)) for task in made.values()] == [
        ("Khám cho ngư dân.", ["Sở Y tế"]),
        ("Phát thuốc.", ["Sở Y tế"]),
        ("Vớt rác.", ["Ủy ban nhân dân các xã"]),
        ("Họp dân.", ["Ủy ban nhân dân các phường"]),
    ]


@pytest.mark.parametrize("more", ["...", "…", ", ..."])
def test_more_agencies_may_be_meant_than_named(more: str) -> None:
    (task,) = found(f"II. NHIỆM VỤ\n1. Các sở: Y tế, Nội vụ{more}: Cử người trực bến.\n").values()
    assert (leads(task), task.text) == (["Sở Y tế", "Sở Nội vụ"], "Cử người trực bến.")


def test_to_be_the_standing_agency_is_no_task() -> None:
    body = (
        "IV. TRÁCH NHIỆM\n1. Sở Y tế\n"
        "- Là cơ quan thường trực, giúp UBND tỉnh điều hành thực hiện Kế hoạch.\n"
        "- Lập bản đồ rác ven bờ.\n"
    )
    assert [task.text for task in found(body).values()] == ["Lập bản đồ rác ven bờ."]
