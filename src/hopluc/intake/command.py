"""Loading a document from this machine, for `hopluc up --plan FILE`: demo mode only."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone

from hopluc.intake import access, actions
from hopluc.organizations.acting import Acting, Role, acting_for
from hopluc.organizations.models import Membership, Organisation, User, holds_on


def load(path: Path) -> tuple[User, str]:
    """Receive and compile a file in the name of a demo officer; who that is, and the address to look at.

    Raises `compiler.read.Unreadable` for a file that cannot be taken, OSError where it is not there.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("documents are loaded from this machine in demo mode only")
    by = demo_officer()
    paper, _made = actions.receive([actions.Upload(path.name, path.read_bytes())], by=by)
    actions.compile_paper(paper.pk)
    return by.user, reverse("intake:paper", args=[paper.pk])


def demo_officer() -> Acting:
    """An officer of the body that follows plans: the finance department, else whoever may receive papers."""
    today = timezone.localdate()
    rows = (
        Membership.objects.filter(holds_on(today), user__is_active=True)
        .filter(role__in=(Role.OFFICER, Role.APPROVER))
        .exclude(organisation__kind=Organisation.Kind.COOPERATIVE)
        .select_related("user", "organisation")
        .order_by("organisation__path", "pk")
    )
    officers = sorted(rows, key=lambda row: (not row.organisation.folded.startswith(FOLLOWS_PLANS), row.role))
    for row in officers:
        by = acting_for(row.user, row.organisation, today)
        if by and access.may_receive(by):
            return by
    raise ImproperlyConfigured("the demo province has no officer who receives documents: run `hopluc demo`")


FOLLOWS_PLANS = "so tai chinh"  # the standing agency of these plans since 2025
