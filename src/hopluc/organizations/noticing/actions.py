"""A person's own choices about notices: the ways, the hour of the daily mail, absences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify, record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.organizations.noticing.kinds import BY_SLUG
from hopluc.organizations.noticing.models import HOURS, Absence, DigestHour, NoticeChoice
from hopluc.organizations.queries import people_of
from hopluc.viet.dates import format_date


@transaction.atomic
def choose(*, by: Acting, ways: Mapping[str, str], hour: int) -> None:
    """Say by which way one is told of each kind, and at which hour the daily mail comes; for oneself.

    ways: kind → way, for all kinds that are to change. Raises ValidationError for a way that the kind does
    not allow: what is a duty is not turned off.
    """
    if hour not in HOURS:
        raise ValidationError({"hour": _("Chọn giờ từ %(a)s đến %(b)s.") % {"a": HOURS[0], "b": HOURS[-1]}})
    for slug, way in ways.items():
        kind = BY_SLUG.get(slug)
        if kind is None or way not in kind.ways:
            words = kind.duty if kind and kind.duty else _("Không có cách nhận này.")
            raise ValidationError({slug: str(words)})
    person = held(User.objects.all(), by.user.pk)
    DigestHour.objects.update_or_create(person=person, defaults={"hour": hour})
    changed = {}
    rows = {row.kind: row for row in NoticeChoice.objects.filter(person=person)}
    for slug, way in ways.items():
        row = rows.get(slug) or NoticeChoice(person=person, kind=slug, way=BY_SLUG[slug].usual)
        if row.way != way:
            row.way, row.since = way, timezone.now()
            row.save()
            changed[slug] = way
    record(by.actor, "choose_notices", person, fields=changed | {"hour": hour})


@transaction.atomic
def go_away(*, by: Acting, since: dt.date, last: dt.date, substitute: User) -> Absence:
    """Say that one is away from `since` to the end of `last`, and which colleague is told in the meantime.

    The colleague learns it at once. Raises ValidationError where the days make no sense, an absence is
    there already, or the substitute is nobody of one's own body.
    """
    person = held(User.objects.all(), by.user.pk)
    today = timezone.localdate()
    until = last + dt.timedelta(days=1)
    if last < today:
        raise ValidationError({"last": _("Ngày cuối vắng mặt đã qua.")})
    if substitute.pk == person.pk or not people_of(by.body, today).filter(pk=substitute.pk).exists():
        raise ValidationError({"substitute": _("Người thay phải là đồng chí khác trong cơ quan.")})
    if Absence.objects.filter(person=person, revoked_at=None, since__lt=until, until__gt=since).exists():
        raise ValidationError(
            {"since": _("Đã ghi vắng mặt trong những ngày này. Bỏ lần ghi đó rồi ghi lại.")}
        )
    row = Absence(person=person, substitute=substitute, since=since, until=until)
    row.full_clean(exclude=["person", "substitute"])
    row.save()
    fields = {"substitute": substitute.pk, "since": since.isoformat(), "until": until.isoformat()}
    record(by.actor, "go_away", person, fields=fields)
    words = _("Đồng chí nhận thông báo thay %(who)s từ %(since)s đến hết %(last)s.") % {
        "who": by.actor.name,
        "since": format_date(since),
        "last": format_date(last),
    }
    notify(substitute.pk, f"stand-in:{row.pk}", words, "", by.body.pk)
    return row


@transaction.atomic
def come_back(absence: Absence, *, by: Acting) -> Absence:
    """Take an absence back, or end it before its day: from now on the substitute is told no more."""
    row = held(Absence.objects.all(), absence.pk)
    if row.person_id != by.user.pk:
        raise PermissionDenied(_("Mỗi người tự ghi ngày vắng mặt của mình."))
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(by.actor, "come_back", by.user, fields={"absence": row.pk})
    return row
