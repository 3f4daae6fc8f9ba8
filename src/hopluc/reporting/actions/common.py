"""What the deeds of a round and those of its reports both begin or end with."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.models import Membership, Organisation, holds_on
from hopluc.reporting import access
from hopluc.reporting.models import Round, Submission


def lock_collected(round_: Round, by: Acting) -> Round:
    """The round, held until the transaction ends, for those who collect it and while it is not issued."""
    locked = held(Round.objects.select_related("plan", "collector"), round_.pk)
    if not access.may_collect(by, locked):
        raise PermissionDenied(_("Chỉ cơ quan tổng hợp của kỳ báo cáo làm việc này."))
    if locked.state == Round.State.ISSUED:
        raise ValidationError(_("Báo cáo tổng hợp đã phát hành, kỳ báo cáo không thay đổi được nữa."))
    return locked


def notify_body(body: Organisation, key: str, text: str, submission: Submission) -> None:
    """A notice to each officer and approver of a body, with the way to the submission."""
    rows = Membership.objects.filter(
        holds_on(timezone.localdate()), organisation=body, role__in=[Role.OFFICER, Role.APPROVER]
    )
    address = reverse("reporting:submission", args=[submission.pk])
    for person in set(rows.values_list("user_id", flat=True)):
        notify(person, f"{key}-{submission.pk}-{person}", text, address, body.pk)
