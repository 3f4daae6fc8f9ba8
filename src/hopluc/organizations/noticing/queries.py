"""Who chose what, what is shown to a person, who stands in for whom on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Case, CharField, Count, Exists, OuterRef, QuerySet, Value, When

from hopluc.archive.models import Notice
from hopluc.organizations.noticing.kinds import BY_LENGTH, Way
from hopluc.organizations.noticing.models import USUAL_HOUR, Absence, DigestHour, NoticeChoice

Choices = Mapping[str, str]  # kind → way


def choices_of(people: Iterable[int]) -> dict[int, dict[str, str]]:
    """What people chose, by their ids; empty for who chose nothing."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = NoticeChoice.objects.filter(person__in=list(people)).order_by("pk")
    for person, kind, way in rows.values_list("person_id", "kind", "way"):
        found[person][kind] = way
    return found


def digest_hours(people: Iterable[int]) -> dict[int, int]:
    """The hours at which people get the daily mail; who chose none is left out (USUAL_HOUR)."""
    rows = DigestHour.objects.filter(person__in=list(people))
    return dict(rows.values_list("person_id", "hour"))


def digest_hour(person: int) -> int:
    """The hour of one person's daily mail."""
    return digest_hours([person]).get(person, USUAL_HOUR)


def with_kind() -> QuerySet[Notice]:
    """Notices with `slug`, their kind: `kinds.kind_of` in SQL, "" for one of no kind."""
    cases = [When(key__startswith=begin, then=Value(kind.slug)) for begin, kind in BY_LENGTH]
    return Notice.objects.annotate(slug=Case(*cases, default=Value(""), output_field=CharField()))


def shown_to(person: int) -> QuerySet[Notice]:
    """The notices that a person sees: all but the kinds that they turned off (`kinds.way_of` in SQL; what
    is a duty has no such row)."""
    off = NoticeChoice.objects.filter(person=person, way=Way.OFF, kind=OuterRef("slug"))
    return with_kind().filter(~Exists(off), person_id=person)


def unread_of(person: int) -> int:
    """How many of `shown_to` the person has not read: what every page asks.

    Who turned off nothing, nearly everyone, is answered without the kind of each notice, which is long SQL.
    """
    unread = Notice.objects.filter(person_id=person, read_at=None).order_by()
    off = Exists(NoticeChoice.objects.filter(person=person, way=Way.OFF))
    for some_off, count in unread.values_list(off).annotate(Count("pk")):
        return shown_to(person).filter(read_at=None).count() if some_off else count
    return 0


def away_on(day: dt.date) -> QuerySet[Absence]:
    """Absences that hold on a day, whose substitute can be told."""
    return Absence.objects.filter(
        since__lte=day, until__gt=day, revoked_at=None, substitute__is_active=True
    ).order_by("pk")


def substitutes_on(day: dt.date) -> dict[int, int]:
    """Who stands in on a day, by the id of who is away."""
    return dict(away_on(day).values_list("person_id", "substitute_id"))


def absences_of(person: int, on: dt.date) -> QuerySet[Absence]:
    """A person's absences of today and to come, those that were not taken back."""
    rows = Absence.objects.filter(person=person, until__gt=on, revoked_at=None)
    return rows.select_related("substitute").order_by("since", "pk")


def standing_in(person: int, on: dt.date) -> QuerySet[Absence]:
    """For whom a person stands in today or later."""
    rows = Absence.objects.filter(substitute=person, until__gt=on, revoked_at=None)
    return rows.select_related("person").order_by("since", "pk")
