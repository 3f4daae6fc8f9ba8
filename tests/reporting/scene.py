"""A province with a plan of two tasks, its reporting duty, and those who report: for tests that write."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Assignment, DutyParty, Indicator, Plan, Progress, ReportingDuty, Task
from hopluc.reporting import actions
from hopluc.reporting.models import Round, Submission
from tests import factories

DUE = dt.date(2026, 11, 30)


@dataclass
class Scene:
    """The bodies and people of a plan that is followed by the finance department."""

    province: Organisation
    finance: Organisation
    farming: Organisation
    commune: Organisation
    plan: Plan
    duty: ReportingDuty
    tasks: list[Task]
    collector: Acting
    officer: Acting
    leader: Acting

    def open(self, **changes: Any) -> Round:
        values: dict[str, Any] = {
            "title": "Báo cáo năm 2026",
            "period_start": dt.date(2026, 1, 1),
            "period_end": dt.date(2026, 12, 31),
            "cutoff": DUE,
            "due_on": DUE,
        }
        return actions.open_round(self.plan, self.duty, by=self.collector, **(values | changes))

    def submission(self, round_: Round, body: Organisation | None = None) -> Submission:
        return round_.submissions.get(body=body or self.farming)

    def progress(
        self, body: Organisation, text: str, on: dt.date = dt.date(2026, 10, 5), **rest: Any
    ) -> Progress:
        part = Assignment.objects.filter(body=body, role="lead").first()
        assert part
        values = {"state": "under_way", "percent": 40} | rest
        return Progress.objects.create(
            assignment=part, on=on, narrative=text, by=self.officer.user, by_name="Người ghi", **values
        )

    def handed_in(self, round_: Round, body: Organisation | None = None) -> Submission:
        """The body's report, written and handed in."""
        found = self.submission(round_, body)
        by = self.leader if found.body_id == self.farming.pk else factories.acting(found.body)
        actions.save_draft(found, by=by, typed={"overview": f"Tình hình của {found.body_name}."}, base={})
        found.refresh_from_db()
        return actions.submit(found, by=by, revision=found.revision)


def scene() -> Scene:
    province = factories.province()
    finance = factories.body("Sở Tài chính", parent=province, short_name="STC")
    farming = factories.body("Sở Nông nghiệp và Môi trường", parent=province)
    commune = factories.body(
        "Ủy ban nhân dân xã Bình Sơn", kind="committee", level="commune", parent=province
    )
    plan = factories.plan(province, standing=finance)
    tasks = [
        factories.task(
            plan, farming, due=dt.date(2026, 9, 30), text="Tổ chức hội chợ nông sản vùng ven biển"
        ),
        factories.task(plan, farming, commune, text="Vận động nông dân góp vốn vào hợp tác xã"),
    ]
    duty = ReportingDuty.objects.create(
        plan=plan,
        order=1,
        kind="report",
        subject="tình hình thực hiện",
        due=[{"kind": "recurring", "rrule": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"}],
        text="Định kỳ hằng năm gửi kết quả về Sở Tài chính trước ngày 30/11.",
    )
    departments = factories.group(province, "Các sở, ban, ngành", ["department"])
    DutyParty.objects.create(duty=duty, side="sender", name="Các sở, ban, ngành", group=departments)
    DutyParty.objects.create(duty=duty, side="receiver", name="Sở Tài chính", organisation=finance)
    Indicator.objects.create(
        plan=plan,
        code="1",
        order=1,
        name="Hợp tác xã thành lập mới",
        unit="hợp tác xã",
        op="=",
        value=Decimal(12),
    )
    return Scene(
        province,
        finance,
        farming,
        commune,
        plan,
        duty,
        tasks,
        collector=factories.acting(finance),
        officer=factories.acting(farming),
        leader=factories.acting(farming, "approver"),
    )
