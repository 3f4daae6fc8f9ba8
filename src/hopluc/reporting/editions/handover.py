"""What a body holds of books: they pass on with their definition and editions."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of
from hopluc.reporting.editions.models import Book

COVERS = {"reporting.Book.body": "books pass on; frozen editions keep the name of the day in their content"}


def _books(body: Organisation) -> list[Book]:
    return list(Book.objects.filter(body=body).order_by("pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """The books that it makes."""
    books = _books(body)
    titles = tuple(one.title for one in books)
    return [Held(_("Sách số liệu"), len(books), _("cơ quan kế thừa làm tiếp"), titles)]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Each book."""
    return [Item(key_of(one), _("Sách số liệu"), one.title) for one in _books(body)]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Books go to the successor; a title that it has already gets the old name."""
    for one in filter(share.has, _books(body)):
        if Book.objects.filter(body=successor, title=one.title).exists():
            one.title = _("%(title)s (%(body)s)") % {"title": one.title[:200], "body": body.name[:90]}
        one.body = successor
        one.save(update_fields=["body", "title", "folded"])
        record(by, "pass_on", one, body_id=successor.pk, first_day=on)
