"""Who may, in words: the rules about the book and its editions."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.reporting.editions.models import Book


def may_make(acting: Acting) -> bool:
    """Officers make books for their body."""
    return acting.has(Role.OFFICER)


def may_write(acting: Acting, book: Book) -> bool:
    """Officers of the body whose book it is: they define tables, make editions and review them."""
    return acting.has(Role.OFFICER) and is_own(acting, book.body)


def may_freeze(acting: Acting, book: Book) -> bool:
    """Approvers of the body freeze an edition."""
    return acting.has(Role.APPROVER) and is_own(acting, book.body)
