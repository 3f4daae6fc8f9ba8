"""Where issued reports went: the legs of their routes, what was sent, received and said of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from hopluc.demo.province import acting
from hopluc.demo.story.telling import STANDING, Row, Step, Tale
from hopluc.reporting.models import Round
from hopluc.reporting.routes.actions import legs
from hopluc.reporting.routes.models import Leg
from hopluc.reporting.routes.suggesting import suggested


def steps(tale: Tale) -> Iterator[Step]:
    """Each route, and each sending, receipt and remark on it."""
    verbs = {"send": send, "receive": receive, "remark": remark}
    yield from tale.records("sending", lay_route, verbs, of="route", title="Gửi báo cáo theo tuyến")


def _round(tale: Tale, row: Row) -> Round:
    return Round.objects.get(plan=tale.plan(row["plan"]), form__isnull=not row["form"])


def lay_route(tale: Tale, row: Row) -> None:
    """The officer takes what is suggested, where the row says so, and adds the other recipients."""
    round_ = _round(tale, row)
    rows = [
        legs.LegWords(
            one.to.name, one.line, one.step, one.sender, one.how, one.due_on, one.basis, one.to.body
        )
        for one in (suggested(round_) if row["suggested"] else [])
    ]
    rows += [
        legs.LegWords(
            leg["name"], leg["line"], leg.get("step", 1), leg.get("sender", ""),
            leg.get("how", Leg.How.EXCHANGE), tale.date(leg["due"], row["plan"]),
        )
        for leg in row["leg"]
    ]  # fmt: skip
    legs.add_legs(round_, rows, by=acting(STANDING))


def _leg(tale: Tale, row: Row, then: Row) -> Leg:
    named = Q(name=then["to"]) | Q(recipient__name=then["to"])  # a suggested leg has the plan's words
    return Leg.objects.select_related("round").get(named, round=_round(tale, row))


def send(tale: Tale, row: Row, then: Row) -> None:
    """The report goes out to one recipient."""
    leg = _leg(tale, row, then)
    legs.send_leg(leg, by=acting(STANDING), on=timezone.localdate(), number=then.get("number", ""))


def receive(tale: Tale, row: Row, then: Row) -> None:
    """The recipient confirms it; for one outside the system the sender writes it down."""
    by = acting(then.get("who", STANDING))
    leg = _leg(tale, row, then)
    legs.receive_leg(leg, by=by, on=timezone.localdate(), number=then.get("number", ""))


def remark(tale: Tale, row: Row, then: Row) -> None:
    """One side says something of the report."""
    legs.remark(_leg(tale, row, then), by=acting(then["who"]), text=then["text"])
