"""The work itself: how far each part is, figures, requests and events that open a deadline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from hopluc.demo.province import acting
from hopluc.demo.story.telling import STANDING, Row, Step, Tale, chapter
from hopluc.plans import actions
from hopluc.plans.access import approvers_of
from hopluc.plans.models import DeadlinePart, Progress
from hopluc.plans.signing.deliveries import deliver as deliver_product
from hopluc.plans.signing.sign_off import sign_off


def steps(tale: Tale) -> Iterator[Step]:
    """What bodies say of their parts, and what the standing agency writes down."""
    for n, row in enumerate(chapter("work")["opened"]):
        yield Step(f"opened-{tale.year}-{n}", tale.day(row), partial(open_deadline, tale, row))
    for n, row in enumerate(chapter("work")["said"]):
        title = "Tiến độ các nhiệm vụ trong hai năm" if n == 0 else ""
        for who in [row["who"]] if isinstance(row["who"], str) else row["who"]:
            do = partial(report, tale, row | {"who": who})
            yield Step(f"said-{tale.year}-{n}-{who}", tale.day(row), do, title)
            title = ""
    for n, row in enumerate(chapter("work")["figure"]):
        yield Step(f"figure-{tale.year}-{n}", tale.day(row), partial(type_figure, tale, row))
    for n, row in enumerate(chapter("work")["delivered"]):
        yield Step(f"delivered-{tale.year}-{n}", tale.day(row), partial(deliver, tale, row))


def report(tale: Tale, row: Row) -> Progress:
    """A body says how far its part is, and its leader, where it has one, signs."""
    return signed(say(tale, row))


def signed(said: Progress) -> Progress:
    """A report for which the body's leader, where it has one, has signed."""
    if said.waits:
        leader = approvers_of(said.assignment.body).first()
        assert leader
        sign_off(said, by=acting(leader.username), accepted=True)
    return said


def say(tale: Tale, row: Row) -> Progress:
    """An officer says how far the part of their body is."""
    who, day = acting(row["who"]), tale.day(row)
    return actions.report_progress(
        tale.part(row, who.body, day),
        by=who,
        on=day,
        state=row["state"],
        finished_on=tale.optional(row, "finished"),
        percent=row.get("percent", 0),
        narrative=row["text"],
        products=[{"name": name} for name in row.get("products", [])],
        occurrence=tale.optional(row, "due"),
    )


def deliver(tale: Tale, row: Row) -> None:
    """A document, a report or so many news items are written down as a product of a task."""
    deliver_product(
        tale.task(row),
        by=acting(row["who"]),
        what=row["what"],
        on=tale.day(row),
        product=row.get("product", ""),
        number=row.get("number", ""),
        count=row.get("count", 1),
    )


def open_deadline(tale: Tale, row: Row) -> None:
    """The request or the event for which a deadline waits has come."""
    part = DeadlinePart.objects.get(task=tale.task(row))
    day = tale.day(row)
    within = dt.timedelta(days=row["days"]) if "days" in row else None
    actions.open_part(
        part, by=acting(STANDING), on=day, due_on=day + within if within else None, note=row["note"]
    )


def type_figure(tale: Tale, row: Row) -> None:
    """The standing agency types a figure that no records prove yet."""
    plan = tale.plan(row.get("plan", "table"))
    actions.type_actual(
        plan.indicators.get(code=row["indicator"]), by=acting(row.get("who", STANDING)), on=tale.day(row),
        value=Decimal(row["value"]), note=row.get("note", ""),
    )  # fmt: skip
