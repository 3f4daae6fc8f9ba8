"""Problems as people meet them: through the browser's door."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hopluc.engagement.actions import problems as actions
from hopluc.engagement.models import Problem, ProblemStep
from hopluc.organizations.acting import Role
from hopluc.plans.models import Plan
from tests.engagement.scene import TODAY, Scene, ago, text


def form(scene: Scene, **rest: object) -> dict[str, object]:
    values = {
        "task": scene.task.pk,
        "text": "Chưa có mặt bằng.",
        "asked": "Cho thuê nhà thi đấu.",
        "to": scene.standing.pk,
        "on": f"{TODAY:%d/%m/%Y}",
        "answer_by": "",
    }
    return values | rest


def test_a_problem_is_raised_from_the_tasks_own_section_with_its_papers(scene: Scene) -> None:
    client = scene.client(scene.trade)
    section = text(client.get(reverse("engagement:of_task", args=[scene.task.pk])))
    address = f"{reverse('engagement:raise', args=[scene.plan.pk])}?nhiem_vu={scene.task.pk}"
    assert address in section
    assert f'<option value="{scene.task.pk}" selected' in text(client.get(address)).replace("'", '"')
    paper = SimpleUploadedFile("to-trinh.pdf", b"%PDF-1.7 to trinh")
    answer = client.post(address, form(scene, evidence=[paper]), follow=True)
    assert "Đã gửi vướng mắc" in text(answer)
    problem = Problem.objects.get()
    assert problem.task == scene.task
    file = ProblemStep.objects.get().files.get()
    sent = client.get(reverse("engagement:problem_file", args=[file.pk]))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 to trinh"
    assert "Chưa có mặt bằng." in text(client.get(reverse("engagement:of_task", args=[scene.task.pk])))


def test_a_second_click_raises_one_problem(scene: Scene) -> None:
    client, address = scene.client(scene.trade), reverse("engagement:raise", args=[scene.plan.pk])
    for _ in range(2):
        client.post(address, form(scene, once="mot-lan"))
    assert Problem.objects.count() == 1


def test_an_incomplete_form_says_what_is_missing_and_keeps_what_was_typed(scene: Scene) -> None:
    answer = scene.client(scene.trade).post(
        reverse("engagement:raise", args=[scene.plan.pk]), form(scene, asked="", on="31/02/2026")
    )
    page = text(answer, 422)
    assert "Ngày không đúng" in page
    assert "Chưa có mặt bằng." in page
    assert not Problem.objects.exists()


def test_who_holds_it_finds_it_answers_and_the_raiser_reads_the_answer(scene: Scene) -> None:
    problem = scene.problem()
    leader = scene.client(scene.standing, Role.APPROVER)
    listed = text(leader.get(f"{reverse('engagement:problems')}?vai=held"))
    assert "Chưa có mặt bằng" in listed
    assert "20 ngày" in listed
    page = text(leader.get(reverse("engagement:problem", args=[problem.pk])))
    assert reverse("engagement:answer", args=[problem.pk]) in page
    values = {"text": "Đồng ý cho thuê.", "on": f"{TODAY:%d/%m/%Y}"}
    text(leader.post(reverse("engagement:answer", args=[problem.pk]), values, follow=True))
    read = text(scene.client(scene.trade).get(reverse("engagement:problem", args=[problem.pk])))
    assert "Đồng ý cho thuê." in read
    assert reverse("engagement:reopen", args=[problem.pk]) in read
    assert reverse("engagement:answer", args=[problem.pk]) not in read


def test_a_stale_form_shows_what_came_in_and_can_be_sent_again(scene: Scene) -> None:
    problem = scene.problem()
    seen = problem.steps.get().pk
    actions.ask_back(problem, by=scene.by(scene.standing), on=ago(3), text="Nhà thi đấu nào?")
    actions.supply(problem, by=scene.by(scene.trade), on=ago(2), text="Nhà thi đấu trung tâm.")
    client, address = scene.client(scene.standing), reverse("engagement:pass_up", args=[problem.pk])
    values = {"to": scene.province.pk, "text": "Vượt thẩm quyền.", "on": f"{TODAY:%d/%m/%Y}", "seen": seen}
    page = text(client.post(address, values), 422)
    assert "Nhà thi đấu trung tâm." in page
    newest = problem.steps.order_by("-pk")[0].pk
    assert f'name="seen" value="{newest}"' in page
    assert client.post(address, values | {"seen": newest}).status_code == 302


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"hội chợ", "kinh phí"}),
        ("q=hoi cho", {"hội chợ"}),
        ("tinh_trang=late", {"hội chợ"}),
        ("tinh_trang=answered", {"nhân sự"}),
        ("tinh_trang=all", {"hội chợ", "kinh phí", "nhân sự"}),
        ("vai=raised&tinh_trang=all", {"hội chợ", "kinh phí", "nhân sự"}),
        ("vai=held", set()),
        ("ke_hoach=khong-phai-so", {"hội chợ", "kinh phí"}),
    ],
)
def test_filters_in_the_address_choose_the_problems(scene: Scene, query: str, shown: set[str]) -> None:
    scene.problem(text="Thiếu chỗ mở hội chợ.")
    scene.problem(text="Thiếu kinh phí.", answer_by=ago(-5))
    done = scene.problem(text="Thiếu nhân sự.")
    actions.answer(done, by=scene.by(scene.standing), on=TODAY, text="Đã bố trí.")
    page = text(scene.client(scene.trade).get(f"{reverse('engagement:problems')}?{query}"))
    assert {words for words in ("hội chợ", "kinh phí", "nhân sự") if words in page} == shown


def test_the_list_sorts_by_how_long_it_has_been_raised_or_held(scene: Scene) -> None:
    old = scene.problem(text="Cũ nhất.", on=ago(30))
    scene.problem(text="Mới hơn.", on=ago(20))
    actions.pass_up(old, by=scene.by(scene.standing), on=ago(2), to=scene.province)
    client = scene.client(scene.trade)
    raised = text(client.get(f"{reverse('engagement:problems')}?sap_xep=neu"))
    held = text(client.get(f"{reverse('engagement:problems')}?sap_xep=giu"))
    assert raised.index("Cũ nhất.") < raised.index("Mới hơn.")
    assert held.index("Mới hơn.") < held.index("Cũ nhất.")


def test_the_fragment_of_the_list_is_what_the_page_holds(scene: Scene) -> None:
    scene.problem()
    client, address = scene.client(scene.trade), reverse("engagement:problems")
    fragment = text(client.get(address, headers={"HX-Request": "true"})).strip()
    assert fragment.startswith('<div id="vuong-mac"')
    assert fragment in text(client.get(address))


def test_the_workbook_holds_every_problem_found_with_its_answer(scene: Scene) -> None:
    problem = scene.problem()
    actions.answer(problem, by=scene.by(scene.standing), on=TODAY, text="Đồng ý cho thuê.")
    answer = scene.client(scene.trade).get(f"{reverse('engagement:problems_excel')}?tinh_trang=all")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert "Đồng ý cho thuê." in rows[3]


def test_a_committee_outside_the_plan_reads_what_was_brought_to_it_without_dead_links(scene: Scene) -> None:
    problem = scene.problem()
    actions.pass_up(problem, by=scene.by(scene.standing), on=ago(2), to=scene.steering)
    assert not Plan.objects.visible_to(scene.by(scene.steering)).exists()
    client = scene.client(scene.steering)
    page = text(client.get(reverse("engagement:problem", args=[problem.pk])))
    assert reverse("engagement:answer", args=[problem.pk]) in page
    assert reverse("plans:board", args=[scene.plan.pk]) not in page


def test_a_stranger_finds_nothing(scene: Scene) -> None:
    problem = scene.problem()
    client = scene.client(scene.stranger)
    assert client.get(reverse("engagement:problem", args=[problem.pk])).status_code == 404
    assert "Chưa có mặt bằng" not in text(client.get(f"{reverse('engagement:problems')}?tinh_trang=all"))
