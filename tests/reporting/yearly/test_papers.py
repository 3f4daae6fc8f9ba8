"""The draft goes out as a document, is read by the compiler, issued, and finds its way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from hopluc.archive.models import Notice
from hopluc.compiler.format import Plan as CompiledPlan
from hopluc.compiler.pipeline import compile_bytes
from hopluc.intake import actions as intake
from hopluc.office.official import write_docx
from hopluc.plans.actions import open_plan, type_actual
from hopluc.plans.models import Plan
from hopluc.plans.opening import Resolution
from hopluc.reporting.yearly import actions, queries
from hopluc.reporting.yearly.models import Draft
from tests import factories
from tests.reporting.yearly.scene import ADVISE, BOOKS, FAIR, LAND, LOANS, REPORT, Scene, scene

pytestmark = pytest.mark.django_db


def compiled(draft: Draft) -> CompiledPlan:
    return compile_bytes(write_docx(queries.document_of(draft)), "du-thao.docx")


def issued(world: Scene, draft: Draft) -> Plan:
    """The draft, signed, received and put into force."""
    return open_plan(
        compiled(draft), by=world.officer, owner=world.province, standing=world.finance,
        resolve=lambda _party: Resolution(world.farming), paper_sha256="b" * 64,
    )  # fmt: skip


def ready(world: Scene) -> Draft:
    draft = world.draft()
    actions.drop_line(world.line(draft, LOANS), by=world.officer, reason="Chuyển Quỹ.")
    actions.edit_line(world.line(draft, FAIR), by=world.officer, values={"deadline": "Quý II/2027"})
    actions.propose_target(world.aim(draft), by=world.officer, op=">=", value=Decimal(16))
    return draft


def test_the_compiler_reads_back_tasks_leads_deadlines_and_targets() -> None:
    world = scene()
    draft = ready(world)
    type_actual(world.target, by=world.officer, on=dt.date(2026, 2, 2), value=Decimal(9))
    read = compiled(draft)
    tasks = {task.text: task for task in read.tasks}
    assert list(tasks) == [FAIR, BOOKS, REPORT, ADVISE, LAND]
    assert [[party.name for party in task.leads] for task in tasks.values()] == [
        [world.farming.name], [world.farming.name], [world.finance.name], [world.commune.name],
        [world.farming.name],
    ]  # fmt: skip
    assert [party.name for party in tasks[FAIR].coordinators] == [world.commune.name]
    due = {text: task.deadline.parts[0] for text, task in tasks.items() if task.deadline}
    assert (due[FAIR].kind, due[FAIR].end) == ("within", dt.date(2027, 6, 30))
    assert due[BOOKS].end == dt.date(2027, 12, 31)
    assert (due[REPORT].kind, due[ADVISE].kind) == ("recurring", "ongoing")
    assert due[LAND].date == dt.date(2027, 6, 30)
    (table,) = queries.document_of(draft).annexes[0].blocks
    assert [column.title for column in table.columns[3:]] == [
        "Mức giao hiện nay", "Đã thực hiện", "Kế hoạch năm 2027",
    ]  # fmt: skip
    assert list(table.rows[0][3:]) == ["≥ 12 hợp tác xã", "9 (02/02/2026)", "≥ 16"]
    (target,) = read.indicators
    assert (target.name, target.unit, target.target.op, target.target.value) == (
        "Hợp tác xã thành lập mới", "hợp tác xã", ">=", 16,
    )  # fmt: skip
    assert read.document.kind == "ke_hoach"
    assert read.document.period
    assert read.document.period.end == dt.date(2027, 12, 31)


def test_the_issued_plan_is_recognised_and_each_task_says_what_it_continues() -> None:
    world = scene()
    draft = ready(world)
    plan = issued(world, draft)
    assert actions.recognise_plan(plan.pk) == draft
    assert actions.recognise_plan(plan.pk) is None, "it may run twice"
    draft.refresh_from_db()
    assert draft.issued_as == plan
    new = plan.tasks.get(text=FAIR)
    assert queries.passage_of(new, world.officer).before == world.tasks[FAIR]
    ((line, later),) = queries.passage_of(world.tasks[FAIR], world.officer).after
    assert (line.draft, later) == (draft, new)
    ((dropped, nothing),) = queries.passage_of(world.tasks[LOANS], world.officer).after
    assert (dropped.reason, nothing) == ("Chuyển Quỹ.", None)
    key = f"draft-issued-{draft.pk}-{plan.pk}"
    assert Notice.objects.filter(person_id=world.officer.user.pk, key=key).exists()
    with pytest.raises(ValidationError, match="đã thành kế hoạch"):
        actions.keep_line(world.line(draft, FAIR), by=world.officer)


def test_a_plan_of_other_work_or_of_another_body_is_not_taken_for_it() -> None:
    world = scene()
    ready(world)
    for owner in (world.province, world.farming):
        other = factories.plan(
            owner,
            period_start=dt.date(2027, 1, 1),
            period_end=dt.date(2027, 12, 31),
            issued_on=dt.date(2027, 1, 5),
        )
        factories.task(other, world.farming, text="Việc khác hẳn" if owner == world.province else FAIR)
        assert actions.recognise_plan(other.pk) is None


def test_a_person_says_which_plan_came_of_it_and_takes_it_back() -> None:
    world = scene()
    draft = ready(world)
    plan = issued(world, draft)
    assert queries.issued_candidates(draft, world.officer) == [plan]
    with pytest.raises(ValidationError):
        actions.link_issued(draft, world.plan, by=world.officer)
    assert actions.link_issued(draft, plan, by=world.officer).issued_as == plan
    assert len(queries.continued(draft)) == 5
    with pytest.raises(ValidationError, match="lý do"):
        actions.unlink_issued(draft, by=world.officer, reason="")
    assert actions.unlink_issued(draft, by=world.officer, reason="Nhầm.").issued_as is None
    assert not queries.continued(draft)


def test_the_draft_names_whoever_took_a_part_over() -> None:
    world = scene()
    part = world.tasks[FAIR].assignments.get(role="lead")
    part.body = factories.body("Sở Nông nghiệp mới", parent=world.province)
    part.save()
    assert world.line(world.draft(), FAIR).leads == "Sở Nông nghiệp mới"


def test_a_signed_draft_that_is_received_and_adopted_finds_its_way_back(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    world = scene()
    draft = ready(world)
    paper = queries.document_of(draft)
    head = replace(paper.letterhead, number="9/KH-UBND", day=dt.date(2026, 2, 3))
    signed = replace(paper, letterhead=head, signature=replace(paper.signature, name="Lê Văn An"))
    upload = intake.Upload("ke-hoach-2027.docx", write_docx(signed))
    received, _made = intake.receive([upload], by=world.officer)
    intake.compile_paper(received.pk)
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(intake, "async_task", lambda name, pk: asked.append((name, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        plan = intake.adopt(received, by=world.officer, owner=world.province, standing=world.finance)
    job = next(name for name, _pk in asked if "yearly" in name)
    import_string(job)(plan.pk)
    draft.refresh_from_db()
    assert (draft.issued_as, plan.number) == (plan, "9/KH-UBND")
    assert len(queries.continued(draft)) == 5
