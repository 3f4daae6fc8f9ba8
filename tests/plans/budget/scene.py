"""A plan with a budget year: two bodies that lead tasks, the standing agency that gathers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from hopluc.organizations.acting import Acting, Role
from hopluc.plans.budget import actions, resolving
from hopluc.plans.models import BudgetLine, BudgetYear, Task
from tests import factories

MILLION = 1_000_000


def day(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def line_values(**rest: Any) -> dict[str, Any]:
    """A line of five classes at twelve million each."""
    return {
        "content": "Mở 5 lớp tập huấn",
        "fund": "recurrent",
        "source": "province",
        "norm": 12 * MILLION,
        "quantity": Decimal(5),
        "unit": "lớp",
        "amount": None,
        "basis": "Quyết định giao dự toán",
    } | rest


class Scene:
    """The finance department gathers; the trade and the farming departments estimate."""

    def __init__(self, due_on: dt.date | None = None) -> None:
        self.province = factories.province()
        self.standing = factories.body("Sở Tài chính", parent=self.province)
        self.trade = factories.body("Sở Công Thương", parent=self.province)
        self.farming = factories.body("Sở Nông nghiệp", parent=self.province)
        self.gatherer = factories.acting(self.standing)
        self.officer = factories.acting(self.trade)
        self.approver = factories.acting(self.trade, Role.APPROVER)
        self.farmer = factories.acting(self.farming)
        self.plan = factories.plan(self.province, standing=self.standing)
        self.task = factories.task(self.plan, self.trade)
        self.other = factories.task(self.plan, self.farming)
        self.year = self.open(due_on or day(10))

    def open(self, due_on: dt.date, year: int = 2027) -> BudgetYear:
        return actions.open_year(self.plan, by=self.gatherer, year=year, due_on=due_on)

    def add(self, by: Acting | None = None, task: Task | None = None, **rest: Any) -> BudgetLine:
        return actions.add_line(self.year, task or self.task, by=by or self.officer, **line_values(**rest))

    def sent(self, **rest: Any) -> BudgetLine:
        """A line of the trade department's estimate, handed in."""
        line = self.add(**rest)
        actions.submit(line.estimate, by=self.approver)
        return line

    def approved(self, amount: int = 60 * MILLION, **rest: Any) -> BudgetLine:
        """A line that a resolution of today approved."""
        line = self.sent(**rest)
        resolving.approve(
            self.year,
            by=self.gatherer,
            number="05/NQ-HĐND",
            on=timezone.localdate(),
            amounts={line.pk: (amount, line.revision)},
        )
        line.refresh_from_db()
        return line


def client(by: Acting) -> Client:
    made = Client()
    made.force_login(by.user)
    return made


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:800]
    return response.content.decode()
