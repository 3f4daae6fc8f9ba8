"""The legs to propose for a round: as last time, and by the plan's duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from hopluc.organizations.models import Organisation
from hopluc.plans.models import DutyParty, ReportingDuty
from hopluc.plans.rules import Period, occurrences
from hopluc.plans.standings import period_of
from hopluc.reporting.models import Round
from hopluc.reporting.routes.models import Leg
from hopluc.reporting.routes.paths import (
    DutyWords,
    Place,
    Proposed,
    as_last_time,
    by_their_days,
    chain,
    line_of,
    together,
)


def suggested(round_: Round) -> list[Proposed]:
    """Legs that the round has not yet: those of the collector's last round of this plan, else of this
    issuer's plans; then those that the plan's duties ask for; where there are none, the round's addressee."""
    known = {key for leg in round_.legs.select_related("recipient") for key in place_of(leg).keys}
    duties = _by_duties(round_)
    found = together(by_their_days(_last_time(round_), duties), duties) or _addressee(round_)
    return [one for one in found if not one.to.keys & known]


def place_of(leg: Leg) -> Place:
    """The recipient of a leg."""
    return Place(leg.name, leg.recipient_id, leg.recipient.kind if leg.recipient else "")


def _last_time(round_: Round) -> list[Proposed]:
    rows = Round.objects.filter(collector=round_.collector_id, legs__isnull=False).exclude(pk=round_.pk)
    of_plan = rows.filter(plan=round_.plan_id).order_by("-due_on", "-pk").first()
    last = of_plan or rows.filter(plan__owner=round_.plan.owner_id).order_by("-due_on", "-pk").first()
    if last is None:
        return []
    legs = [
        Proposed(leg.step, leg.sender, place_of(leg), leg.line, leg.due_on, "", leg.how)
        for leg in last.legs.select_related("recipient")
    ]
    return as_last_time(legs, last.due_on, round_.due_on, last.title)


def _by_duties(round_: Round) -> list[Proposed]:
    duties = ReportingDuty.objects.filter(plan=round_.plan_id, kind=ReportingDuty.Kind.REPORT)
    rows = duties.prefetch_related("parties__organisation").order_by("order")
    period = period_of(round_.plan)
    words = [_words(duty, period, round_.cutoff) for duty in rows]
    return chain(words, _place(round_.collector, round_.collector.name))


def _words(duty: ReportingDuty, period: Period, on: dt.date) -> DutyWords:
    def places(side: str) -> tuple[Place, ...]:
        return tuple(_place(p.organisation, p.name) for p in duty.parties.all() if p.side == side)

    return DutyWords(
        duty.text,
        places(DutyParty.Side.SENDER),
        places(DutyParty.Side.RECEIVER),
        next_due(duty.due, period, on),
    )


def _place(body: Organisation | None, name: str) -> Place:
    return Place(name, body.pk, body.kind) if body else Place(name)


def next_due(due: Iterable[Mapping[str, Any]], period: Period, on: dt.date) -> dt.date | None:
    """The first day due of a duty on or after the day of the figures; None where it names none."""
    days: list[dt.date] = []
    for part in due:
        if part["kind"] == "by":
            days.append(dt.date.fromisoformat(part["date"]))
        elif part["kind"] == "within":
            days.append(dt.date.fromisoformat(part["end"]))
        elif part["kind"] == "recurring":
            days += occurrences(part["rrule"], period)
    return min((day for day in days if day >= on), default=None)


def _addressee(round_: Round) -> list[Proposed]:
    body = Organisation.objects.filter(name=round_.addressee).first()
    to = _place(body, round_.addressee)
    return [Proposed(1, "", to, line_of(to), None, "Nơi gửi báo cáo tổng hợp của kỳ")]
