"""The monthly digest as a mail: the leader's page in short, as text and as HTML."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.models import Notice
from hopluc.organizations.acting import acting_for
from hopluc.organizations.models import Organisation, User
from hopluc.organizations.noticing import post
from hopluc.organizations.noticing.kinds import BY_SLUG
from hopluc.web.leaders.digest import sheet_of
from hopluc.web.leaders.queries import Sheet
from hopluc.web.leaders.words import CHANGES, sight_words

Sheets = dict[tuple[int, dt.date], Sheet]


def send_mails() -> int:
    """Send the mails of digests that people were told of and that have not gone out; how many went."""
    rows = list(post.waiting_own(BY_SLUG["monthly"]).order_by("pk"))
    people = User.objects.in_bulk({row.person_id for row in rows})
    bodies = Organisation.objects.in_bulk({row.body_id for row in rows})
    sheets: Sheets = {}
    return post.send_each(rows, people, partial(_written, bodies, sheets))


def _written(bodies: dict[int, Organisation], sheets: Sheets, notice: Notice, person: User) -> EmailMessage:
    """The mail of a digest. Whoever has no role in its body, as a substitute may have none, gets its words
    alone. `sheets`: what was worked out already, by body and day."""
    day, body = timezone.localdate(notice.at), bodies[notice.body_id or 0]
    acting = acting_for(person, body, timezone.localdate())
    if acting is None:
        return post.plain(notice, person)
    if (body.pk, day) not in sheets:
        sheets[body.pk, day] = sheet_of(acting, day)
    return message(person, body, sheets[body.pk, day])


def message(person: User, body: Organisation, found: Sheet) -> EmailMultiAlternatives:
    """The mail to a person about the plans of a body."""
    context = {
        "person": person,
        "body": body,
        "sheet": found,
        "site": settings.SITE_ADDRESS,
        "sights": [sight_words(sight) for sight in found.shown],
        "changes": [(CHANGES[one.key], one) for one in found.changes],
    }
    late = next(one.now for one in found.changes if one.key == "late")
    subject = _("[Hợp Lực] Tháng %(month)s: %(plans)s kế hoạch, %(late)s nhiệm vụ quá hạn") % {
        "month": f"{found.on:%m/%Y}",
        "plans": len(found.sights),
        "late": late,
    }
    made = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("web/mail/monthly.txt", context),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    made.attach_alternative(render_to_string("web/mail/monthly.html", context), "text/html")
    return made
