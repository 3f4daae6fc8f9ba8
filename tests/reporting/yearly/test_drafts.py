"""Next year's draft: what goes in, what people say of it, what a refresh changes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import visits
from hopluc.organizations.acting import Role
from hopluc.plans.actions import close_plan, type_actual
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.mandates import linking
from hopluc.plans.models import Task
from hopluc.reporting.yearly import actions, queries, rules
from hopluc.reporting.yearly.models import Draft
from tests import factories
from tests.reporting.yearly.scene import ADVISE, BOOKS, FAIR, LAND, LOANS, REPORT, scene

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def whys(draft: Draft) -> dict[str, str]:
    return dict(draft.lines.values_list("text", "why"))


def test_what_is_left_recurs_and_is_asked_from_above_goes_in() -> None:
    world = scene()
    world.finish(BOOKS)
    draft = world.draft()
    assert (draft.year, draft.title) == (2027, "Phát triển kinh tế tập thể năm 2027")
    assert whys(draft) == {
        FAIR: "unfinished", REPORT: "recurring", ADVISE: "ongoing", LOANS: "waiting", LAND: "superior",
    }  # fmt: skip
    fair = world.line(draft, FAIR)
    assert (fair.leads, fair.coordinators) == (world.farming.name, world.commune.name)
    assert fair.deadline == "Năm 2027"
    assert (fair.gathered["status"], fair.gathered["due_on"]) == ("not_begun", "2026-09-30")
    assert world.line(draft, LAND).deadline == "Trước ngày 30/06/2027"
    assert actions.make_draft(world.plan, by=world.officer) == draft


def test_a_superior_task_that_a_plan_of_ours_carries_out_stays_out() -> None:
    world = scene()
    linking.link_tasks(world.tasks[FAIR], world.tasks[LAND], by=world.officer)
    assert LAND not in whys(world.draft())


def test_a_superior_task_of_others_or_of_another_year_stays_out() -> None:
    world = scene()
    ministry = factories.body("Bộ Tài chính", kind="ministry", level="centre")
    factories.task(world.longer, ministry, due=dt.date(2027, 5, 1), text="Việc của Bộ")
    factories.task(world.longer, world.farming, due=dt.date(2028, 5, 1), text="Việc của năm sau")
    assert {text for text, why in whys(world.draft()).items() if why == "superior"} == {LAND}


def test_a_sub_task_stands_alone_with_the_words_above_it() -> None:
    world = scene()
    above = factories.task(world.plan, text="Phổ biến pháp luật về hợp tác xã, gồm:")
    factories.task(world.plan, world.commune, parent=above, text="Hội nghị tại các thôn")
    found = whys(world.draft())
    assert found["Phổ biến pháp luật về hợp tác xã, gồm: hội nghị tại các thôn"] == "unfinished"
    assert above.text not in found


def test_a_draft_out_of_a_longer_plan_takes_what_falls_due_by_the_year() -> None:
    world = scene()
    factories.task(world.longer, world.farming, due=dt.date(2029, 5, 1), text="Việc của năm 2029")
    draft = actions.make_draft(world.longer, by=world.officer, year=2027)
    assert whys(draft) == {LAND: "unfinished"}
    actions.propose_target(draft.targets.get(), by=world.officer, op=">=", value=Decimal(14))
    (row,) = queries.targets_of(draft)
    assert row.lower, "the plan itself asks for 15 each year"


def test_a_recommendation_that_is_not_done_goes_in() -> None:
    world = scene()
    visit = visits.plan_visit(
        world.plan, world.farming, by=world.officer,
        programme=visits.Programme(on=TODAY, purpose="Tiến độ.", team=[visits.Member("Trần Thị Hà")]),
    )  # fmt: skip
    visits.record_minutes(visit, by=world.officer, held_on=TODAY, summary="Còn chậm.")
    advising.advise(visit, by=world.officer, body=world.farming, text="Mở thêm lớp ở miền núi", due_on=TODAY)
    line = world.draft().lines.get(why="advice")
    assert (line.text, line.leads, line.group) == (
        "Mở thêm lớp ở miền núi", world.farming.name, "Kiến nghị sau kiểm tra",
    )  # fmt: skip


def test_who_follows_the_plan_drafts_and_nobody_else() -> None:
    world = scene()
    for by in (factories.acting(world.farming), factories.acting(world.finance, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            actions.make_draft(world.plan, by=by)
    close_plan(world.plan, by=factories.acting(world.finance, Role.APPROVER), reason="Hết kỳ.")
    assert actions.make_draft(world.plan, by=factories.acting(world.province)).year == 2027
    with pytest.raises(ValidationError, match="năm tiếp theo"):
        actions.make_draft(world.plan, by=world.officer, year=2026)


def test_a_refresh_brings_in_what_changed_and_keeps_what_people_wrote() -> None:
    world = scene()
    draft = world.draft()
    fair, books = world.line(draft, FAIR), world.line(draft, BOOKS)
    actions.edit_line(fair, by=world.officer, values={"deadline": "Quý I/2027"})
    actions.drop_line(world.line(draft, LOANS), by=world.officer, reason="Đã có Quỹ.")
    Task.objects.filter(pk=world.tasks[FAIR].pk).update(text=f"{FAIR} và miền núi", products=["Kế hoạch"])
    world.finish(BOOKS)
    world.finish(ADVISE)
    factories.task(world.plan, world.farming, text="Nhiệm vụ thêm giữa năm")
    actions.refresh_draft(draft, by=world.officer)
    fair.refresh_from_db()
    assert (fair.text, fair.deadline, fair.products) == (f"{FAIR} và miền núi", "Quý I/2027", "Kế hoạch")
    assert rules.edited(fair.gathered, {name: getattr(fair, name) for name in rules.FIELDS}) == ["deadline"]
    assert not draft.lines.filter(pk=books.pk).exists(), "finished, and nobody had touched its line"
    assert world.line(draft, LOANS).choice == "dropped"
    assert world.line(draft, ADVISE).gathered["status"] == "done_on_time"
    assert "Nhiệm vụ thêm giữa năm" in whys(draft)


def test_a_line_somebody_kept_stays_and_says_that_its_task_is_done() -> None:
    world = scene()
    draft = world.draft()
    actions.keep_line(world.line(draft, BOOKS), by=world.officer)
    world.finish(BOOKS)
    actions.refresh_draft(draft, by=world.officer)
    assert world.line(draft, BOOKS).gone == "Nhiệm vụ đã hoàn thành."


def test_a_line_is_dropped_with_a_reason_and_taken_in_again() -> None:
    world = scene()
    line = world.line(world.draft(), FAIR)
    with pytest.raises(ValidationError, match="lý do"):
        actions.drop_line(line, by=world.officer, reason=" ")
    assert actions.drop_line(line, by=world.officer, reason="Trùng việc.").reason == "Trùng việc."
    assert actions.keep_line(line, by=world.officer).choice == "kept"


def test_the_later_of_two_people_at_a_line_is_told_and_writes_nothing() -> None:
    world = scene()
    line = world.line(world.draft(), FAIR)
    other = factories.acting(world.province)
    actions.edit_line(line, by=other, values={"text": "Lời của người khác"}, seen=0)
    with pytest.raises(StaleFormError, match=other.user.full_name):
        actions.edit_line(line, by=world.officer, values={"text": "Lời của tôi"}, seen=0)
    line.refresh_from_db()
    assert line.text == "Lời của người khác"


def test_several_lines_are_kept_at_once_or_none() -> None:
    world = scene()
    draft = world.draft()
    one, two = world.line(draft, FAIR), world.line(draft, BOOKS)
    with pytest.raises(StaleFormError):
        actions.choose_lines(draft, {one.pk: 0, two.pk: 7}, by=world.officer)
    assert not draft.lines.filter(choice="kept").exists()
    assert actions.choose_lines(draft, {one.pk: 0, two.pk: 0}, by=world.officer) == 2
    assert draft.lines.filter(choice="kept").count() == 2


def test_lines_move_within_their_group_and_own_ones_come_after_it() -> None:
    world = scene()
    draft = world.draft()
    own = actions.add_line(
        draft, by=world.officer, values={"text": "Mở sàn bán hàng", "group": "Tuyên truyền"}
    )

    def texts() -> list[str]:
        return [line.text for line in queries.grouped(draft.lines.all())[0][1]]

    assert texts() == [FAIR, BOOKS, REPORT, ADVISE, LOANS, own.text]
    actions.move_line(own, by=world.officer, up=True)
    actions.move_line(world.line(draft, FAIR), by=world.officer, up=True)
    assert texts() == [FAIR, BOOKS, REPORT, ADVISE, own.text, LOANS]
    assert [title for title, _ in queries.grouped(draft.lines.all())] == [
        "Tuyên truyền",
        "Nhiệm vụ cấp trên giao",
    ]


# --- targets ----------------------------------------------------------------------------------------


def test_a_target_stands_beside_the_plans_figure_the_actual_and_the_five_year_plan() -> None:
    world = scene()
    type_actual(world.target, by=world.officer, on=dt.date(2026, 2, 2), value=Decimal(9))
    draft = world.draft()
    (row,) = queries.targets_of(draft)
    assert (row.before, row.actual and row.actual.value, row.lacking) == ("≥ 12 hợp tác xã", Decimal(9), True)
    assert [(one.words, one.own, one.verdict) for one in row.asked] == [
        ("≥ 15 hợp tác xã", True, "no_figure")
    ]
    actions.propose_target(world.aim(draft), by=world.officer, op=">=", value=Decimal(8))
    (row,) = queries.targets_of(draft)
    assert (row.lower, row.below_actual) == (True, True)
    actions.propose_target(world.aim(draft), by=world.officer, op=">=", value=Decimal(16))
    (row,) = queries.targets_of(draft)
    assert (row.lower, row.below_actual, row.proposed) == (False, False, "≥ 16")


def test_a_target_of_the_five_year_plan_that_nobody_serves_is_offered() -> None:
    world = scene()
    world.target.links_up.all().delete()
    draft = world.draft()
    superior = draft.targets.get(superior=True)
    (row,) = [row for row in queries.targets_of(draft) if row.target == superior]
    assert (row.before, [one.words for one in row.asked]) == ("", ["≥ 15 hợp tác xã"])


def test_a_target_is_proposed_whole_dropped_with_a_reason_and_added() -> None:
    world = scene()
    draft = world.draft()
    target = world.aim(draft)
    for bad in ({"op": "="}, {"op": "range", "low": Decimal(3), "high": Decimal(2)}):
        with pytest.raises(ValidationError):
            actions.propose_target(target, by=world.officer, **bad)
    with pytest.raises(ValidationError, match="lý do"):
        actions.drop_target(target, by=world.officer, reason="")
    actions.drop_target(target, by=world.officer, reason="Không còn đo.")
    added = actions.add_target(
        draft, by=world.officer, name="Tỷ lệ HTX khá", unit="%", op="range", low=Decimal(60), high=Decimal(65)
    )
    assert queries.document_of(draft).annexes[0].blocks[0].rows == [("1", added.name, "%", "", "", "60 – 65")]
    with pytest.raises(StaleFormError):
        actions.drop_target(target, by=world.officer, reason="Trùng.", seen=0)
