"""A plan of 2026 with one task of each kind, a five-year plan above it, targets on both."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.mandates import linking
from hopluc.plans.models import DeadlinePart, Indicator, Plan, PlanLink, Progress, Task
from hopluc.plans.standings import refresh
from hopluc.reporting.yearly import actions
from hopluc.reporting.yearly.models import Draft, DraftLine, DraftTarget
from hopluc.viet.text import fold
from tests import factories

FAIR = "Tổ chức hội chợ nông sản vùng ven biển"
BOOKS = "Mở lớp bồi dưỡng kế toán cho hợp tác xã dịch vụ"
REPORT = "Báo cáo tình hình phát triển hợp tác xã trên địa bàn"
ADVISE = "Tư vấn thành lập hợp tác xã cho sáng lập viên"
LOANS = "Cho vay vốn theo đề nghị của các hợp tác xã"
LAND = "Rà soát quỹ đất cho hợp tác xã thuê làm kho lạnh"


@dataclass
class Scene:
    """The bodies, the plan with its tasks by their words, the five-year plan, an officer of both."""

    province: Organisation
    finance: Organisation
    farming: Organisation
    commune: Organisation
    plan: Plan
    longer: Plan
    tasks: dict[str, Task]
    target: Indicator
    officer: Acting

    def draft(self, **rest: Any) -> Draft:
        return actions.make_draft(self.plan, by=self.officer, **rest)

    def line(self, draft: Draft, words: str) -> DraftLine:
        return draft.lines.get(task__text=words)

    def aim(self, draft: Draft) -> DraftTarget:
        return draft.targets.get(indicator=self.target)

    def finish(self, words: str, on: dt.date = dt.date(2026, 2, 2)) -> None:
        """All leads of the task report that it is done."""
        for part in self.tasks[words].assignments.filter(role="lead").select_related("task__plan"):
            Progress.objects.create(
                assignment=part, on=on, state="finished", finished_on=on, percent=100, narrative="Đã xong.",
                by=self.officer.user, by_name="Người ghi",
            )  # fmt: skip
            refresh([part])


@transaction.atomic  # rows are held where their columns are kept
def scene() -> Scene:
    province = factories.province()
    finance = factories.body("Sở Tài chính", parent=province, short_name="STC")
    farming = factories.body("Sở Nông nghiệp và Môi trường", parent=province)
    commune = factories.body(
        "Ủy ban nhân dân xã Bình Sơn", kind="committee", level="commune", parent=province
    )
    plan = factories.plan(province, standing=finance)
    tasks = {
        FAIR: _task(plan, FAIR, farming, due=dt.date(2026, 9, 30), coordinators=(commune,)),
        BOOKS: _task(plan, BOOKS, farming, due=dt.date(2026, 10, 30)),
        REPORT: _task(plan, REPORT, finance, deadline_text="Hằng quý"),
        ADVISE: _task(plan, ADVISE, commune, deadline_text="Thường xuyên trong năm 2026"),
        LOANS: _task(plan, LOANS, finance),
    }
    _part(tasks[REPORT], kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3")
    _part(tasks[ADVISE], kind="ongoing")
    _part(tasks[LOANS], kind="on_request")
    longer = factories.plan(
        province, standing=finance, title="Phát triển kinh tế tập thể giai đoạn 2026 - 2030",
        number="1/KH-UBND",
        period_end=dt.date(2030, 12, 31), issued_on=dt.date(2026, 1, 5),
    )  # fmt: skip
    tasks[LAND] = _task(longer, LAND, farming, due=dt.date(2027, 6, 30))
    target = _target(plan, "Hợp tác xã thành lập mới", 12)
    above = _target(longer, "Hợp tác xã thành lập mới", 15, per="year")
    made = Scene(province, finance, farming, commune, plan, longer, tasks, target, factories.acting(finance))
    linking.link_plans(plan, longer, by=made.officer, kind=PlanLink.Kind.CARRIES_OUT)
    linking.link_targets(target, above, by=made.officer)
    return made


def _task(plan: Plan, words: str, *leads: Organisation, **rest: Any) -> Task:
    return factories.task(plan, *leads, text=words, folded=fold(words), **rest)


def _part(task: Task, **values: Any) -> None:
    DeadlinePart.objects.create(task=task, **values)
    refresh(list(task.assignments.select_related("task__plan")))


def _target(plan: Plan, name: str, value: int, **rest: Any) -> Indicator:
    return Indicator.objects.create(
        plan=plan, code="1", order=1, name=name, unit="hợp tác xã", op=">=", value=Decimal(value), **rest
    )
