"""Notices that leave the system: copies for substitutes, mails at once, lines of the daily mail.

A mail is claimed by a row before it is sent (`NoticeMail`), so that two workers, or one killed in the middle,
never send it twice; what the mail server refuses is tried again, three times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.archive.models import Notice
from hopluc.organizations.models import User
from hopluc.organizations.noticing.kinds import KINDS, NoticeKind, Way
from hopluc.organizations.noticing.models import NoticeChoice, NoticeMail
from hopluc.organizations.noticing.queries import away_on, with_kind
from hopluc.viet.dates import format_date

MOST_TRIES = 3
KEPT = dt.timedelta(days=3)  # what could not be mailed by then is on the web
MOST_WORDS = 300  # characters of a notice
_COPY = "-thay-"
_REMINDER = "remind-"  # reminders look for substitutes themselves (reporting.urging)
State = NoticeMail.State


def tell_substitutes(on: dt.date) -> int:
    """Copy what absent people were told since their absence began to who stands in for them; how many
    copies are new. A copy has the key of its notice, so that it is of the same kind and made once; copies
    are not copied on."""
    made = 0
    for absence in away_on(on).select_related("person"):
        begun = timezone.make_aware(dt.datetime.combine(absence.since, dt.time.min))
        rows = Notice.objects.filter(person_id=absence.person_id, at__gte=max(begun, absence.made_at))
        rows = rows.exclude(key__contains=_COPY).exclude(key__startswith=_REMINDER)
        keys = {row.pk: f"{row.key}{_COPY}{absence.substitute_id}" for row in rows}
        there = set(Notice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
        for row in rows.order_by("pk"):
            if keys[row.pk] in there:
                continue
            words = _("Thay %(who)s (vắng đến hết %(last)s): %(text)s") % {
                "who": absence.person.full_name,
                "last": format_date(absence.last),
                "text": row.text,
            }
            text = Truncator(words).chars(MOST_WORDS)
            notify(absence.substitute_id, keys[row.pk], text, row.address, row.body_id)
            made += 1
    return made


def waiting(way: Way) -> QuerySet[Any]:
    """Notices that are to go out by a way and have not: of the kinds that their people chose it for, since
    they did (no kind with keys of its own is mailed without having been chosen); those with an address
    only. The daily mail leaves out what was read meanwhile."""
    reached = User.objects.filter(is_active=True).exclude(email="")
    chosen = NoticeChoice.objects.filter(way=way, person__in=reached)
    mine = chosen.filter(person=OuterRef("person_id"), kind=OuterRef("slug"), since__lte=OuterRef("at"))
    rows = _unsent().filter(Exists(mine), person_id__in=chosen.order_by().values("person"))
    if way == Way.DIGEST:
        return rows.filter(read_at=None)
    return rows.exclude(slug__in=[kind.slug for kind in KINDS if kind.own_mail])


def waiting_own(kind: NoticeKind) -> QuerySet[Any]:
    """Notices of a kind whose mail its room sends itself, that are to go out at once and have not: to who
    chose that since, or chose nothing where that is the kind's usual way; those with an address only."""
    reached = User.objects.filter(is_active=True).exclude(email="")
    choices = NoticeChoice.objects.filter(person=OuterRef("person_id"), kind=kind.slug)
    wanted = Q(Exists(choices.filter(way=Way.NOW, since__lte=OuterRef("at"))))
    if kind.usual == Way.NOW:
        wanted = wanted | Q(~Exists(choices))
    rows = _unsent().filter(wanted, slug=kind.slug)
    return rows.filter(person_id__in=reached.order_by().values("pk"))


def _unsent() -> Any:
    rows = with_kind().filter(at__gte=timezone.now() - KEPT)
    return rows.filter(Q(mail=None) | Q(mail__state=State.AGAIN))


def claim(rows: Iterable[Notice], address: str) -> list[Notice]:
    """Take notices for a mail; those that another worker took are left out."""
    taken = []
    for row in rows:
        again = NoticeMail.objects.filter(notice=row, state=State.AGAIN)
        if again.update(state=State.SENDING, address=address):
            taken.append(row)
            continue
        try:
            with transaction.atomic():
                NoticeMail.objects.create(notice=row, address=address)
        except IntegrityError:
            continue
        taken.append(row)
    return taken


def went(rows: Iterable[Notice]) -> None:
    """The mail of claimed notices went out."""
    NoticeMail.objects.filter(notice__in=list(rows)).update(state=State.SENT, error="")


def refused(rows: Iterable[Notice], error: OSError) -> None:
    """The mail server refused the mail of claimed notices: another try, three in all."""
    for mail in NoticeMail.objects.filter(notice__in=list(rows)).order_by("pk"):
        mail.tries += 1
        mail.state = State.FAILED if mail.tries >= MOST_TRIES else State.AGAIN
        mail.error = f"{type(error).__name__}: {error}"[:300]
        mail.save()


def send_now() -> int:
    """Send the mails that people want at once, one for each notice; how many went out."""
    listed = list(waiting(Way.NOW).order_by("pk"))
    people = User.objects.in_bulk({row.person_id for row in listed})
    return send_each(listed, people, plain)


def send_each(
    listed: Iterable[Notice], people: Mapping[int, User], written: Callable[[Notice, User], EmailMessage]
) -> int:
    """Send each notice as a mail of its own, claimed before it goes; how many went out."""
    notices = list(listed)
    if not notices:
        return 0
    sent = 0
    with get_connection() as connection:
        for notice in notices:
            person = people[notice.person_id]
            taken = claim([notice], person.email)
            if not taken:
                continue
            message = written(notice, person)
            message.connection = connection
            try:
                message.send()
            except OSError as error:  # what smtplib and sockets raise
                refused(taken, error)
            else:
                went(taken)
                sent += 1
    return sent


def plain(notice: Notice, person: User) -> EmailMessage:
    """A notice as a mail of its own."""
    site = settings.SITE_ADDRESS
    pieces = [
        f"Kính gửi đồng chí {person.full_name or person.username},",
        "",
        line_of(notice, site),
        "",
        f"Chọn thư nhận: {site}{reverse('web:notice_settings')}",
    ]
    return EmailMessage(
        subject=f"[Hợp Lực] {Truncator(notice.text).chars(120)}",
        body="\n".join(pieces),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def line_of(notice: Notice, site: str) -> str:
    """A notice as a line of a mail, with the way to what it speaks of."""
    return f"- {notice.text} {site}{notice.address}" if notice.address else f"- {notice.text}"
