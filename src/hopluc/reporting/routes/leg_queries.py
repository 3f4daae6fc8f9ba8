"""What pages ask of legs: of a round, of what was sent to one, of what is late."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.organizations.acting import Acting, Role
from hopluc.reporting.models import Round
from hopluc.reporting.routes.models import Leg
from hopluc.viet.text import fold

STATES: dict[str, str | Promise] = {
    "received": _("Đã nhận"),
    "sent": _("Đã gửi"),
    "late": _("Quá hạn chưa gửi"),
    "planned": _("Chưa gửi"),
}


@dataclass(frozen=True, slots=True)
class LegLine:
    """A leg with where it stands on a day (a key of STATES).

    parallel: another leg has the same step. waits: an earlier step was not sent yet.
    """

    leg: Leg
    state: str
    parallel: bool = False
    waits: bool = False

    @property
    def words(self) -> str | Promise:
        """Where it stands, in words."""
        return STATES[self.state]


def state_of(leg: Leg, on: dt.date) -> str:
    """Where a leg stands on a day."""
    if leg.received_on:
        return "received"
    if leg.sent_on:
        return "sent"
    return "late" if leg.due_on and leg.due_on < on else "planned"


def legs_of(round_: Round, on: dt.date) -> list[LegLine]:
    """The route of a round, in its order."""
    legs = list(round_.legs.select_related("recipient").order_by("step", "pk"))
    steps = Counter(leg.step for leg in legs)
    open_steps = [leg.step for leg in legs if not leg.sent_on]
    first_open = min(open_steps, default=0)
    return [
        LegLine(leg, state_of(leg, on), steps[leg.step] > 1, leg.sent_on is None and leg.step > first_open)
        for leg in legs
    ]


def late_by_round(rounds: Iterable[Round], on: dt.date) -> Counter[int]:
    """How many legs of each round are late."""
    rows = Leg.objects.late(on).filter(round__in=[one.pk for one in rounds])
    return Counter(rows.values_list("round_id", flat=True))


def to_send(acting: Acting, on: dt.date) -> QuerySet[Leg]:
    """Legs of the acting body that are not sent: those late, and of issued reports those due within a week;
    the earliest day first. Legs without a day are on the round's page alone."""
    if not acting.has(Role.OFFICER):
        return Leg.objects.none()
    rows = Leg.objects.filter(
        round__collector=acting.body,
        round__state=Round.State.ISSUED,
        sent_on__isnull=True,
        due_on__lte=on + dt.timedelta(days=7),
    )
    late = Leg.objects.filter(round__collector=acting.body, sent_on__isnull=True, due_on__lt=on)
    return (rows | late).select_related("round").order_by("due_on", "pk")


def to_confirm(acting: Acting) -> QuerySet[Leg]:
    """Reports sent to the acting body that it has not confirmed."""
    rows = Leg.objects.filter(recipient=acting.body, sent_on__isnull=False, received_on__isnull=True)
    return rows.select_related("round__collector").order_by("sent_on", "pk")


def incoming(acting: Acting, text: str = "", state: str = "") -> QuerySet[Leg]:
    """Reports sent to the person's bodies, the latest first."""
    rows = Leg.objects.sent_to(acting).select_related("round__collector", "round__plan", "recipient")
    if state:
        rows = rows.filter(received_on__isnull=state == "cho")
    for word in fold(text).split():
        rows = rows.filter(round__folded__contains=word)
    return rows.order_by("-sent_on", "-pk")
