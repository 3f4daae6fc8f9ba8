"""Who may sign what a body issues, and how their name stands on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from hopluc.office.issuing import signing_as
from hopluc.organizations.acting import Role
from hopluc.organizations.models import Organisation, User, holds_on
from hopluc.reporting.content import Report


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who signs: name, and capacity and title, a line each."""

    name: str
    titles: str


def signer_of(user: User, body: Organisation) -> Signer:
    """A leader of the body as the paper has them."""
    return Signer(user.full_name or user.username, signing_as(body.kind, user.position))


def signers_of(body: Organisation, on: dt.date) -> dict[int, tuple[str, Signer]]:
    """The leaders of a body on a day by id, each with the words of a list."""
    rows = User.objects.filter(
        holds_on(on, "memberships__"),
        memberships__organisation=body,
        memberships__role=Role.APPROVER,
        is_active=True,
    )
    found = {one.pk: (one, signer_of(one, body)) for one in rows.order_by("full_name", "pk")}
    return {
        pk: (f"{signer.name}, {one.position}" if one.position else signer.name, signer)
        for pk, (one, signer) in found.items()
    }


def signed_by(report: Report, signer: Signer | None) -> Report:
    """The report with the name of who signs it; without one as it was made."""
    if signer is None:
        return report
    return replace(report, asked=replace(report.asked, signatory=signer.titles, signer=signer.name))
