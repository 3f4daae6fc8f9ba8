"""Money: what bodies estimate for the plan's year and the one after, what was cut, approved, spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hopluc.demo.province import acting
from hopluc.demo.story.telling import STANDING, Row, Step, Tale, body
from hopluc.plans.budget import actions, queries, resolving, spending
from hopluc.plans.models import BudgetLine, BudgetYear, Estimate, Plan, Spending


def steps(tale: Tale) -> Iterator[Step]:
    """Each year with its steps."""
    yield from tale.records("budget", open_year, VERBS, of="year", title="Dự toán ngân sách")


def open_year(tale: Tale, row: Row) -> None:
    """Bodies are asked to estimate until a day."""
    year = _number(tale, row)
    actions.open_year(_plan(tale, row), by=acting(STANDING), year=year, due_on=tale.day(row, "due"))


def _plan(tale: Tale, row: Row) -> Plan:
    return tale.plan(row.get("plan", "table"))


def _number(tale: Tale, row: Row) -> int:
    return tale.paper(row.get("plan", "table")).issued_on.year + int(row.get("later", 0))


def _year(tale: Tale, row: Row) -> BudgetYear:
    return BudgetYear.objects.get(plan=_plan(tale, row), year=_number(tale, row))


def _line(tale: Tale, row: Row, then: Row) -> BudgetLine:
    return BudgetLine.objects.get(estimate=_estimate(tale, row, then), task=tale.task(row | then))


def _estimate(tale: Tale, row: Row, then: Row) -> Estimate:
    of = body(then["from"]) if "from" in then else acting(then["who"]).body
    return Estimate.objects.get(year=_year(tale, row), body=of)


def _values(given: Row) -> dict[str, Any]:
    """A line's fields; blank ones say so."""
    found: dict[str, Any] = {"norm": None, "quantity": None, "unit": "", "amount": None, "basis": ""} | given
    if found["quantity"] is not None:
        found["quantity"] = Decimal(found["quantity"])
    return found


def write(tale: Tale, row: Row, then: Row) -> None:
    """A body writes its lines."""
    for given in then["lines"]:
        values = _values({name: value for name, value in given.items() if name != "task"})
        actions.add_line(_year(tale, row), tale.task(row | given), by=acting(then["who"]), **values)


def estimate(tale: Tale, row: Row, then: Row) -> None:
    """A body writes its lines, and whoever may hands them in."""
    write(tale, row, then)
    actions.submit(_estimate(tale, row, then), by=acting(str(then.get("sent_by", then["who"]))))


def none(tale: Tale, row: Row, then: Row) -> None:
    """A body needs nothing."""
    actions.submit_none(_year(tale, row), by=acting(then["who"]))


def send_back(tale: Tale, row: Row, then: Row) -> None:
    """The gathering agency sends an estimate back."""
    actions.send_back(_estimate(tale, row, then), by=acting(STANDING), reason=then["reason"])


def again(tale: Tale, row: Row, then: Row) -> None:
    """The body mends a line and hands its estimate in again."""
    who, line = acting(then["who"]), _line(tale, row, then)
    actions.change_line(line, by=who, seen=line.revision, **_values(then["values"]))
    actions.submit(_estimate(tale, row, then), by=who)


def cut(tale: Tale, row: Row, then: Row) -> None:
    """The gathering agency proposes less for a line."""
    line = _line(tale, row, then)
    actions.cut(line, by=acting(STANDING), amount=then["amount"], reason=then["reason"], seen=line.revision)


def approve(tale: Tale, row: Row, then: Row) -> None:
    """A resolution approves all that was handed in, as proposed but where `amounts` says otherwise."""
    year, given = _year(tale, row), then.get("amounts", {})
    amounts = {
        line.pk: (given.get(line.task.code, line.proposed), line.revision) for line in queries.undecided(year)
    }
    resolving.approve(
        year, by=acting(STANDING), number=then["number"], on=tale.day(row | then), amounts=amounts
    )


def spend(tale: Tale, row: Row, then: Row) -> None:
    """Money was spent."""
    given = {name: then[name] for name in ("amount", "document", "exceeds", "reason") if name in then}
    spending.spend(_line(tale, row, then), by=acting(then["who"]), on=tale.day(row | then), **given)


def take_back(tale: Tale, row: Row, then: Row) -> None:
    """Money written by error is taken back."""
    wrong = Spending.objects.get(line=_line(tale, row, then), amount=then["amount"], takes_back=None)
    spending.take_back(wrong, by=acting(then["who"]), reason=then["reason"])


VERBS = {
    "write": write, "estimate": estimate, "none": none, "send_back": send_back, "again": again, "cut": cut,
    "approve": approve, "spend": spend, "take_back": take_back,
}  # fmt: skip
