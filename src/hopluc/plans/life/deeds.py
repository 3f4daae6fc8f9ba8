"""What only the journal knows of plans and parts: opened and closed, officers named, links, own plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Kind, Subject, deeds_of
from hopluc.organizations.models import Organisation, User
from hopluc.plans.models import Plan, PlanLink
from hopluc.plans.words import DEEDS

# Deeds that no row of their own tells of, by the kind of record; the others are told from their rows.
TOLD: Mapping[str, Mapping[str, Kind]] = {
    "plans.plan": {
        "open_plan": Kind.ADOPTION,
        "close_plan": Kind.ADOPTION,
        "set_reminders": Kind.URGING,
        "link_plans": Kind.MANDATE,
        "confirm_links": Kind.MANDATE,
        "refuse_links": Kind.MANDATE,
        "reopen_links": Kind.MANDATE,
        "pass_on": Kind.HANDOVER,
    },
    "plans.assignment": {
        "name_officer": Kind.PART,
        "join_part": Kind.PART,
        "leave_part": Kind.PART,
        "pass_on": Kind.HANDOVER,
    },
    "plans.indicator": {"leave_share": Kind.HANDOVER},
    "plans.duty": {"record_own_plan": Kind.MANDATE, "take_back_own_plan": Kind.MANDATE},
    "plans.amendment": {
        "submit_amendment": Kind.AMENDMENT,
        "recall_amendment": Kind.AMENDMENT,
        "decide_amendment": Kind.AMENDMENT,
        "record_amendment": Kind.AMENDMENT,
        "refuse_amendment": Kind.AMENDMENT,
        "begin_amendment": Kind.AMENDMENT,
    },
    "plans.proposal": {
        "propose_amendment": Kind.AMENDMENT,
        "gather_proposal": Kind.AMENDMENT,
        "take_out_proposal": Kind.AMENDMENT,
        "decline_proposal": Kind.AMENDMENT,
        "withdraw_proposal": Kind.AMENDMENT,
    },
}


def events(subject: Subject, by: Acting) -> Iterator[Event]:
    """The deeds of `TOLD` upon the subject's records."""
    found = [
        (deed, kind)
        for of, verbs in TOLD.items()
        for deed in deeds_of(subject.threads, [of], verbs)
        if (kind := verbs[deed.verb])
    ]
    names = _Names([deed for deed, _kind in found], by)
    for deed, kind in found:
        yield Event(
            timezone.localdate(deed.at),
            deed.at,
            kind,
            str(DEEDS.get(deed.verb) or _("Đặt lịch nhắc việc")),
            " ".join(filter(None, [names.about(deed), deed.reason])),
            deed.actor_name,
            deed.body_name,
            _address(deed),
        )


def _address(deed: Deed) -> str:
    pages = {"plans.amendment": "plans:amendment", "plans.proposal": "plans:proposal"}
    return reverse(pages[deed.kind], args=[deed.record_id]) if deed.kind in pages else ""


class _Names:
    """Whom and what deeds speak of, by the ids in their fields, in three queries."""

    def __init__(self, deeds: list[Deed], by: Acting) -> None:
        officers = {deed.fields.get("officer") for deed in deeds}
        links = {deed.fields.get("link") for deed in deeds}
        parts = {int(deed.record_id) for deed in deeds if deed.kind == "plans.assignment"}
        self.people = dict(User.objects.filter(pk__in=officers).values_list("pk", "full_name"))
        self.bodies = dict(
            Organisation.objects.filter(assignments__in=parts).values_list("assignments__pk", "name")
        )
        seen = Plan.objects.visible_to(by)
        rows = PlanLink.objects.filter(pk__in=links, above__in=seen).select_related("above")
        self.above = {row.pk: str(row.above) for row in rows}

    def about(self, deed: Deed) -> str:
        """What the deed was about, in words."""
        fields = deed.fields
        if deed.verb == "record_own_plan":
            return _("Số %s") % fields.get("number", "")
        if deed.kind == "plans.assignment":
            body = self.bodies.get(int(deed.record_id), "")
            officer = self.people.get(fields.get("officer"))
            if deed.verb == "name_officer":
                return f"{body}: {officer or _('thôi phân công')}"
            return str(body)
        return self.above.get(fields.get("link"), "")
