"""What the deeds upon a book begin with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.reporting.editions import access
from hopluc.reporting.editions.models import Book


def lock_book(book: Book | int, by: Acting) -> Book:
    """The book, held until the transaction ends, for those who make it."""
    now = held(Book.objects.select_related("body__parent"), book if isinstance(book, int) else book.pk)
    if not access.may_write(by, now):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập sách làm việc này."))
    return now
