"""Who is told of proposals and amendments."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.queries import people_of
from hopluc.plans.access import approvers_of
from hopluc.plans.models import Amendment, Assignment, Proposal
from hopluc.plans.signing.notices import tell
from hopluc.viet.dates import format_date


def tell_gatherers(row: Proposal) -> None:
    """The officers of the standing agency learn of a new proposal of another body."""
    gatherer = row.plan.standing_agency or row.plan.owner
    if gatherer.pk == row.body_id:
        return
    people = people_of(gatherer, timezone.localdate()).values_list("pk", flat=True)
    text = _("%(body)s đề xuất sửa đổi kế hoạch: %(kind)s.") % {
        "body": row.body,
        "kind": row.get_kind_display().lower(),
    }
    tell(people, f"proposal-{row.pk}", text, reverse("plans:proposal", args=[row.pk]), gatherer.pk)


def tell_deciders(row: Amendment) -> None:
    """The approvers of the deciding body learn that a draft waits for them."""
    if row.decider is None:
        return
    people = approvers_of(row.decider).values_list("pk", flat=True)
    text = _("Dự thảo chờ quyết định: %(title)s.") % {"title": row.title}
    key = f"amendment-{row.pk}-{timezone.now():%Y%m%d%H%M}"
    tell(people, key, text, reverse("plans:amendment", args=[row.pk]), row.decider_id or 0)


def tell_proposers(rows: Iterable[Proposal]) -> None:
    """Whoever proposed learns what became of it."""
    for row in rows:
        text = _("Đề xuất sửa đổi của đồng chí: %(state)s.") % {"state": row.get_state_display().lower()}
        if row.answer:
            text += f" {row.answer}"
        address = reverse("plans:proposal", args=[row.pk])
        tell([row.by_id], f"proposal-{row.pk}-{row.state}", text, address, row.body_id)


def tell_holders(row: Amendment) -> None:
    """The people of bodies whose parts begin or end learn from when."""
    on = format_date(row.on) if row.on else ""
    begun = Assignment.objects.filter(began_by=row).select_related("body", "task")
    ended = Assignment.objects.filter(ended_by=row).select_related("body", "task")
    for parts, words in (
        (begun, _("Từ ngày %(day)s, %(body)s được giao thêm %(n)s phần việc của kế hoạch.")),
        (ended, _("Từ ngày %(day)s, %(n)s phần việc của %(body)s thôi thực hiện theo sửa đổi kế hoạch.")),
    ):
        by_body: dict[int, list[Assignment]] = {}
        for part in parts:
            by_body.setdefault(part.body_id, []).append(part)
        for pk, theirs in by_body.items():
            text = words % {"day": on, "body": theirs[0].body, "n": len(theirs)}
            people = people_of(theirs[0].body, timezone.localdate()).values_list("pk", flat=True)
            key = f"amended-{row.pk}-{pk}-{'begun' if parts is begun else 'ended'}"
            tell(people, key, text, reverse("plans:amendment", args=[row.pk]), pk)
