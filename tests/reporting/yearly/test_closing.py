"""A plan ends with its final report, frozen with what it rests on; unfinished tasks say where they go."""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.archive.actions import path_of
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.actions import close_plan, deliver, type_actual
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Plan
from hopluc.reporting.content import from_json
from hopluc.reporting.yearly import actions, final_papers, final_workbook
from hopluc.reporting.yearly.actions import closing
from hopluc.reporting.yearly.final import Final, gather_final
from hopluc.reporting.yearly.models import FinalReport
from tests import factories
from tests.reporting.yearly.scene import BOOKS, FAIR, LOANS, Scene, scene

pytestmark = pytest.mark.django_db
REASON = "Hết thời gian thực hiện."


def head(world: Scene) -> Acting:
    return factories.acting(world.finance, Role.APPROVER)


def content(report: FinalReport) -> Final:
    return from_json(Final, report.content)


def test_it_tells_tasks_targets_products_and_where_the_rest_goes() -> None:
    world = scene()
    world.finish(BOOKS)
    type_actual(world.target, by=world.officer, on=dt.date(2026, 2, 2), value=Decimal(13))
    by = factories.acting(world.farming)
    deliver(world.tasks[BOOKS], by=by, what="Danh sách học viên", on=dt.date(2026, 2, 2), number="5/STC")
    draft = world.draft()
    actions.drop_line(world.line(draft, LOANS), by=world.officer, reason="Chuyển Quỹ.")
    told = content(actions.close_with_report(world.plan, by=head(world), reason=REASON))
    tasks = {task.text: task for task in told.tasks}
    assert told.counts == {"not_begun": 4, "done_on_time": 1}
    assert (tasks[BOOKS].finished_on, tasks[BOOKS].goes) == (dt.date(2026, 2, 2), "")
    assert tasks[FAIR].goes == "Chuyển sang kế hoạch năm 2027"
    assert tasks[LOANS].goes == "Dừng thực hiện: Chuyển Quỹ."
    ((target,), (product,)) = told.targets, told.products
    assert (target.planned, target.actual, target.reached) == ("≥ 12", Decimal(13), True)
    assert (product.what, product.number, product.body) == ("Danh sách học viên", "5/STC", world.farming.name)
    world.plan.refresh_from_db()
    assert world.plan.state == Plan.State.CLOSED


def test_nothing_unfinished_is_lost() -> None:
    world = scene()
    world.finish(BOOKS)
    with pytest.raises(ValidationError, match="Còn 4 nhiệm vụ") as refused:
        actions.close_with_report(world.plan, by=head(world), reason=REASON)
    assert FAIR[:40] in refused.value.messages[0]
    reasons = {task.pk: "Không còn cần." for task in world.tasks.values()}
    told = content(actions.close_with_report(world.plan, by=head(world), reason=REASON, reasons=reasons))
    assert {task.goes for task in told.unfinished} == {"Dừng thực hiện: Không còn cần."}


def test_the_files_are_those_whose_hash_is_kept_and_say_the_same_for_ever() -> None:
    world = scene()
    world.draft()
    report = actions.close_with_report(world.plan, by=head(world), reason=REASON)
    for file in (report.docx, report.xlsx):
        assert hashlib.sha256(path_of(file.sha256).read_bytes()).hexdigest() == file.sha256
    again = final_papers.document(content(report))
    assert closing.write_docx(again) == path_of(report.docx.sha256).read_bytes()
    assert actions.close_with_report(world.plan, by=head(world), reason="Lần hai.") == report
    with pytest.raises(TypeError):
        report.save()


def test_an_update_in_between_closes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    world = scene()
    world.draft()
    by, keep = head(world), closing.keep

    def keep_while_somebody_reports(chunks: list[bytes], kind: str) -> object:
        world.finish(FAIR, timezone.localdate())
        return keep(chunks, kind)

    monkeypatch.setattr(closing, "keep", keep_while_somebody_reports)
    with pytest.raises(StaleFormError):
        actions.close_with_report(world.plan, by=by, reason=REASON)
    world.plan.refresh_from_db()
    assert world.plan.state == Plan.State.IN_FORCE
    assert not FinalReport.objects.exists()


def test_who_may_close_may_and_a_plan_closed_without_report_stays_so() -> None:
    world = scene()
    with pytest.raises(PermissionDenied):
        actions.close_with_report(world.plan, by=world.officer, reason=REASON)
    close_plan(world.plan, by=head(world), reason="Thay bằng kế hoạch khác.")
    world.plan.refresh_from_db()
    with pytest.raises(ValidationError, match="đã kết thúc"):
        actions.close_with_report(world.plan, by=head(world), reason=REASON)


def test_what_it_says_is_a_document_of_the_body_that_closes() -> None:
    world = scene()
    report = gather_final(world.plan, world.finance, dt.date(2026, 12, 31), reason=REASON)
    paper = final_papers.document(report)
    assert (paper.kind, paper.letterhead.issuer, paper.addressees) == (
        "BÁO CÁO", world.finance.name, (world.province.name,),
    )  # fmt: skip
    assert len(paper.annexes) == 1
    assert [sheet.name for sheet in final_workbook.workbook(report).sheets] == [
        "Nhiệm vụ", "Chỉ tiêu", "Sản phẩm", "Tồn tại",
    ]  # fmt: skip
