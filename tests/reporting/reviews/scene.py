"""A five-year plan with the yearly plans that carry it out, figures of several years, a report issued for
one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Allocation, Indicator, Plan, Task, TypedActual
from hopluc.reporting.reviews import actions
from hopluc.reporting.reviews.models import Review
from hopluc.viet.text import fold
from tests import factories

DATES = {"answers_due": dt.date(2026, 12, 10), "report_due": dt.date(2026, 12, 25)}
FAIR = "Tổ chức hội chợ nông sản"
BOOKS = "Mở lớp bồi dưỡng kế toán"


@dataclass
class Scene:
    province: Organisation
    finance: Organisation
    farming: Organisation
    commune: Organisation
    plan: Plan
    yearly: Plan
    fair: Task
    target: Indicator
    officer: Acting

    def facts(self, **rest: object) -> actions.Facts:
        values = {
            "kind": Review.Kind.FINAL,
            "title": "Tổng kết Kế hoạch 1/KH-UBND",
            "subject_kind": "ke_hoach",
            "subject_number": "1/KH-UBND",
            "subject_on": dt.date(2022, 1, 10),
            "subject_issuer": "Ủy ban nhân dân tỉnh Sơn Hải",
            "subject_title": "Phát triển kinh tế tập thể giai đoạn 2022 - 2026",
            "period_start": dt.date(2022, 1, 1),
            "period_end": dt.date(2026, 12, 31),
            "as_of": dt.date(2026, 11, 15),
        } | DATES | rest  # fmt: skip
        return actions.Facts(**values)  # type: ignore[arg-type]

    def review(self, **rest: object) -> Review:
        return actions.open_review(self.facts(**rest), [self.plan, self.yearly], by=self.officer)

    def shared(self, *units: Organisation) -> None:
        """The target is given out to units from the year 2024 on."""
        for unit in units:
            Allocation.objects.create(
                indicator=self.target, body=unit, value=Decimal(100), on=dt.date(2024, 1, 1),
                by=self.officer.user, by_name="Người giao",
            )  # fmt: skip

    def typed(
        self, target: Indicator, on: dt.date, value: int, of: Organisation | None = None
    ) -> TypedActual:
        return TypedActual.objects.create(
            indicator=target,
            of=of,
            body=self.finance,
            on=on,
            value=Decimal(value),
            by=self.officer.user,
            by_name="Người nhập",
        )


def scene() -> Scene:
    province = factories.province()
    finance = factories.body("Sở Tài chính", parent=province, short_name="STC")
    farming = factories.body("Sở Nông nghiệp và Môi trường", parent=province)
    commune = factories.body(
        "Ủy ban nhân dân xã Bình Sơn", kind="committee", level="commune", parent=province
    )
    plan = factories.plan(
        province, standing=finance, number="1/KH-UBND", issued_on=dt.date(2022, 1, 10),
        title="Phát triển kinh tế tập thể giai đoạn 2022 - 2026",
        period_start=dt.date(2022, 1, 1), period_end=dt.date(2026, 12, 31),
    )  # fmt: skip
    yearly = factories.plan(province, standing=finance, number="9/KH-UBND")
    fair = factories.task(plan, farming, due=dt.date(2024, 6, 30), text=FAIR, folded=fold(FAIR))
    factories.task(yearly, commune, due=dt.date(2026, 12, 1), text=BOOKS, folded=fold(BOOKS))
    target = _target(plan, "Số hợp tác xã đang hoạt động", 200)
    _target(yearly, "số hợp tác xã đang hoạt động", 195)
    made = Scene(province, finance, farming, commune, plan, yearly, fair, target, factories.acting(finance))
    for year, value in ((2021, 120), (2022, 140), (2023, 150), (2025, 190)):
        made.typed(target, dt.date(year, 12, 14), value)
    return made


def _target(plan: Plan, name: str, value: int) -> Indicator:
    return Indicator.objects.create(
        plan=plan, code="1", order=1, name=name, unit="HTX", op=">=", value=Decimal(value)
    )
