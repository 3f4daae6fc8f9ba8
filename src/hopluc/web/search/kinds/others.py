"""Received documents, bodies, people, handovers."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hopluc.handover.access import may_see_handover
from hopluc.handover.models import Handover
from hopluc.handover.models import Party as HandoverParty
from hopluc.intake.models import Paper
from hopluc.intake.words import compilations_with
from hopluc.organizations.models import (
    Alias,
    Membership,
    Organisation,
    OrganisationName,
    User,
    holds_on,
    subtree,
)
from hopluc.web.search.kinds.base import Hit, Kind, Rows, Seer, first, visible


def _paper(row: Paper) -> Hit:
    notes = (row.get_state_display(), row.received_at, row.name)
    return Hit(first(row.title, row.name), reverse("intake:paper", args=[row.pk]), notes)


def _read_words(_seer: Seer, words: str) -> Q:
    """Whole words, one after another, in the document itself."""
    return Q(compilation__in=compilations_with(words))


def _body(row: Organisation) -> Hit:
    return Hit(row.name, reverse("web:body", args=[row.pk]), (row.short_name, row.get_kind_display()))


def _once_called(seer: Seer, words: str) -> Q:
    """Names that the body bore, and ways in which the person's own papers write it."""
    names = OrganisationName.objects.filter(folded__contains=words).order_by().values("organisation_id")
    written = Alias.objects.filter(owner=seer.acting.body, organisation__isnull=False, folded__contains=words)
    return Q(pk__in=names) | Q(pk__in=written.order_by().values("organisation_id"))


def _people(seer: Seer) -> Rows:
    """As a body's page shows them: people of the acting body, of what lies under it and of the areas."""
    places = Q()
    for path in (seer.acting.body.path, *seer.acting.areas):
        places |= subtree(path)
    held = Membership.objects.filter(
        holds_on(timezone.localdate()), organisation__in=Organisation.objects.filter(places)
    )
    place = held.filter(user=OuterRef("pk")).order_by("pk")
    return User.objects.filter(is_active=True, pk__in=held.order_by().values("user_id")).annotate(
        place=Subquery(place.values("organisation_id")[:1]),
        place_name=Subquery(place.values("organisation__name")[:1]),
    )


def _person(row: User) -> Hit:
    place: int = row.place  # type: ignore[attr-defined]
    name: str = row.place_name  # type: ignore[attr-defined]
    return Hit(row.full_name, reverse("web:body", args=[place]), (row.position, name))


def _handovers(seer: Seer) -> Rows:
    rows = Handover.objects
    return rows.visible_to(seer.acting) if may_see_handover(seer.acting) else rows.none()


def _handover(row: Handover) -> Hit:
    named = " → ".join(
        ", ".join(dict.fromkeys(party.name for party in row.parties.all() if party.side == side))
        for side in HandoverParty.Side.values
    )
    title = f"{row.get_kind_display()}: {named}"
    return Hit(title, reverse("handover:handover", args=[row.pk]), (row.on, row.document))


def _named_in(_seer: Seer, words: str) -> Q:
    parties = HandoverParty.objects.filter(folded__contains=words)
    return Q(pk__in=parties.order_by().values("handover_id"))


KINDS = (
    Kind(
        "van-ban", _("Văn bản đã tiếp nhận"), "file-import", visible(Paper), _paper,
        folded=("folded",), more=_read_words, exact="title", number="title", day="received_at", body="body",
    ),
    Kind(
        "co-quan", _("Cơ quan"), "building", lambda seer: seer.bodies, _body,
        folded=("folded",), more=_once_called, exact="name", quick=True,
    ),
    Kind(
        "nguoi", _("Người"), "user", _people, _person,
        folded=("folded",), exact="full_name", body="memberships__organisation", quick=True,
    ),
    Kind(
        "sap-xep", _("Sắp xếp cơ quan"), "arrows-split", _handovers, _handover,
        folded=("folded",), more=_named_in, exact="document", day="on",
    ),
)  # fmt: skip
