"""One officer put in charge of several parts at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.plans.actions import name_officer
from hopluc.plans.models import Assignment
from hopluc.plans.signing.notices import tell_officer
from hopluc.ui.bulk import Outcome, each


@transaction.atomic
def name_officers(parts: Sequence[Assignment], *, by: Acting, user: User) -> Outcome:
    """Put a person in charge of parts; how many, and why the others were not. They are told once.

    Each part is a deed of its own: one that the person cannot have does not hold up the rest.
    """
    done: list[Assignment] = []

    def put(part: Assignment) -> None:
        name_officer(part, by=by, user=user, told=False)
        done.append(part)

    outcome = each(parts, put, lambda part: part.task.code)
    if done:
        tell_officer(done, by, user)
    return outcome
