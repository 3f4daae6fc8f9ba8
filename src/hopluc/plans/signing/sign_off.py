"""An approver of the body signs a report off, or sends it back: until then it does not count."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans import access
from hopluc.plans.deeds import StaleFormError, check_in_force, held_as, lock_part
from hopluc.plans.models import Progress, SignOff
from hopluc.plans.signing.deliveries import from_progress
from hopluc.plans.signing.notices import tell_author
from hopluc.plans.standings import refresh
from hopluc.ui.bulk import Outcome, each


@transaction.atomic
def sign_off(progress: Progress, *, by: Acting, accepted: bool, reason: str = "") -> SignOff:
    """Decide on a report that waits: accepted it counts from now on, returned it never does.

    A returned one needs a reason. Raises StaleFormError where another approver was quicker, or where
    the officer has sent another report in its place meanwhile.
    """
    part = lock_part(progress.assignment)
    holders = held_as(part)
    if not any(access.may_sign_off(by, one) for one in holders):
        raise PermissionDenied(_("Chỉ người duyệt của cơ quan được giao phần việc mới duyệt báo cáo này."))
    check_in_force(part.task.plan)
    row = Progress.objects.select_related("replaces").get(pk=progress.pk)
    _check_waits(row)
    if not accepted and not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do trả lại để người báo cáo biết cần sửa gì.")})
    decided = SignOff(
        progress=row, accepted=accepted, reason=reason.strip(), by=by.user, by_name=by.actor.name
    )
    decided.full_clean(exclude=["progress", "by"])
    decided.save()
    row.assignment = part
    if accepted:
        refresh(holders)
        from_progress(row, by)
    days = [row.on, row.finished_on, row.replaces.on if row.replaces else None]
    record(
        by.actor,
        "accept_progress" if accepted else "return_progress",
        part,
        fields={"progress": row.pk, "task": part.task_id},
        reason=decided.reason,
        body_id=part.body_id,
        first_day=min(day for day in days if day),
    )
    tell_author(row, decided)
    return decided


def _check_waits(row: Progress) -> None:
    """The report still waits, and is the officer's last word."""
    if not row.waits:
        raise ValidationError(_("Báo cáo này không phải chờ duyệt."))
    earlier = SignOff.objects.filter(progress=row).first()
    if earlier:
        words = (
            _("%(who)s đã duyệt báo cáo này.") if earlier.accepted else _("%(who)s đã trả lại báo cáo này.")
        )
        raise StaleFormError(words % {"who": earlier.by_name}, "moved")
    if Progress.objects.filter(replaces=row).exists():
        raise StaleFormError(_("Người báo cáo đã gửi bản khác thay bản này. Xem bản mới rồi duyệt."), "moved")


def accept_all(rows: Sequence[Progress], *, by: Acting) -> Outcome:
    """Accept several reports at once; how many were, and why the others were not.

    Each is a deed of its own: one that moved meanwhile does not hold up the rest.
    """
    return each(rows, lambda row: sign_off(row, by=by, accepted=True), lambda row: row.assignment.task.code)
