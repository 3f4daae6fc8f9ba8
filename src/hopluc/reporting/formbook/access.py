"""Who may, in words: the rules about forms."""

from __future__ import annotations

from hopluc.organizations.access import is_own
from hopluc.organizations.acting import Acting, Role
from hopluc.reporting.formbook.models import Form


def may_make(acting: Acting) -> bool:
    """Officers make forms for their body."""
    return acting.has(Role.OFFICER)


def may_change(acting: Acting, form: Form) -> bool:
    """Officers of the body that keeps the form; nobody changes another body's."""
    return acting.has(Role.OFFICER) and is_own(acting, form.owner)
