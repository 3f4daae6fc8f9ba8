"""What pages ask of rounds that answer others."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from hopluc.organizations.acting import Acting
from hopluc.plans.access import covers
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.routes import access
from hopluc.reporting.routes.answering import LowerSent, handings_in, lower_sent
from hopluc.reporting.routes.models import Answering


@dataclass(frozen=True, slots=True)
class LowerPanel:
    """Of a submission: the round among its body's own units, and what may be done with it.

    changed: units sent, or took back, since what they said was last laid here. fields: those that hold
    something from below. on_behalf: the submission itself was asked about its superior's tasks.
    """

    answering: Answering | None
    sent: LowerSent | None
    changed: bool
    fields: frozenset[str]
    may_ask: bool
    may_lay: bool
    on_behalf: bool


def lower_panel(acting: Acting, submission: Submission) -> LowerPanel | None:
    """The panel for the body's own people and those above them; None for others, such as the collector."""
    if not covers(acting, submission.body):
        return None
    both = Answering.objects.filter(Q(submission=submission) | Q(round=submission.round_id))
    rows = list(both.select_related("round", "submission__round").order_by("pk"))
    answering = next((one for one in rows if one.submission_id == submission.pk), None)
    above = next((one for one in rows if one.round_id == submission.round_id), None)
    sent = handings_in(answering.round) if answering else []
    return LowerPanel(
        answering=answering,
        sent=lower_sent([submission])[submission.pk] if answering else None,
        changed=bool(answering and (sent or answering.sources) and sent != answering.sources),
        fields=frozenset(field for field, text in answering.taken.items() if text)
        if answering
        else frozenset(),
        may_ask=answering is None and access.may_ask_units(acting, submission),
        may_lay=bool(sent) and access.may_lay(acting, submission),
        on_behalf=above is not None and above.submission.round.plan_id == submission.round.plan_id,
    )


def answers_of(acting: Acting, round_: Round) -> Answering | None:
    """What a round was opened to answer, for those who may open that report."""
    found: Answering | None = getattr(round_, "answers", None)
    return found if found and covers(acting, found.submission.body) else None
