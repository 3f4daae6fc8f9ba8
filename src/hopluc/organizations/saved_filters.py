"""Filters of lists that a person saved: kept under a name per person and list, shared within a body.

A setting of one's own, like a notice that was read: no deed is written of it.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import SavedFilter, User

EVERYTHING = "tat_ca"  # in a query string: show the list without the filter that opens it
# What is no filter: the page of the list, the form of a download.
PASSING = frozenset({"trang", "tai", EVERYTHING})


def canonical(query: str) -> str:
    """A query string without what is empty or passing, in the order typed."""
    kept = [(key, value) for key, value in parse_qsl(query) if key not in PASSING]
    return urlencode(kept)


def filters_for(acting: Acting, page: str) -> QuerySet[SavedFilter]:
    """The person's own filters of a list and those shared in the acting body, by name."""
    theirs = Q(user=acting.user) | Q(body=acting.body)
    return SavedFilter.objects.filter(theirs, page=page).select_related("user").order_by("name", "pk")


def own_filters(user: User) -> QuerySet[SavedFilter]:
    """All filters of a person, list by list."""
    return SavedFilter.objects.filter(user=user).select_related("body").order_by("page", "name", "pk")


@transaction.atomic
def save_filter(*, by: Acting, page: str, name: str, query: str, shared: bool, opens: bool) -> SavedFilter:
    """Keep a list's filter under a name; the same name again takes the new filter."""
    kept = canonical(query)
    if not kept:
        raise ValidationError(_("Chưa có điều kiện lọc nào để lưu: chọn điều kiện rồi lưu."))
    _alone(by.user, page, opens)
    row = SavedFilter.objects.filter(user=by.user, page=page, name=_clean(name)).first()
    row = row or SavedFilter(user=by.user, page=page, name=_clean(name))
    row.query, row.opens, row.body = kept, opens, by.body if shared else None
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def change_filter(row: SavedFilter, *, by: Acting, name: str, shared: bool, opens: bool) -> SavedFilter:
    """Another name; shared in the acting body or no longer; opening its list or no longer."""
    _alone(row.user, row.page, opens)
    row.name, row.opens = _clean(name), opens
    row.body = (row.body or by.body) if shared else None
    row.full_clean()
    row.save()
    return row


def drop_filter(row: SavedFilter) -> None:
    """Delete a filter; those with whom it was shared lose it too."""
    row.delete()


def _clean(name: str) -> str:
    return " ".join(name.split())[:80]


def _alone(user: User, page: str, opens: bool) -> None:
    """Hold the person, so that two clicks save one filter; a list opens with one only."""
    held(User.objects.all(), user.pk)
    if opens:
        SavedFilter.objects.filter(user=user, page=page, opens=True).update(opens=False)
