"""What deeds upon a body's part begin with: the part as it is now, and whether it may still be worked on."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.holding import held
from hopluc.plans.models import Assignment, Plan
from hopluc.viet.dates import format_date


class StaleFormError(ValidationError):
    """The record was changed since the form was filled; nothing was written."""


def lock_part(assignment: Assignment) -> Assignment:
    """The part as it is now, with its plan and body, held until the transaction ends; its plan is not closed
    meanwhile (actions.close_plan holds the parts)."""
    rows = Assignment.objects.select_related("task__plan", "body")
    return held(rows, assignment.pk)


def check_in_force(plan: Plan) -> None:
    """Raise ValidationError for a plan that is followed no more."""
    if plan.state != Plan.State.IN_FORCE:
        raise ValidationError(_("Kế hoạch đã kết thúc theo dõi, không cập nhật được nữa."))


def check_running(part: Assignment) -> None:
    """Only parts that are held today, of plans in force, can be worked on; ValidationError else."""
    check_in_force(part.task.plan)
    if part.until and part.until <= timezone.localdate():
        raise ValidationError(
            _("Phần việc đã chuyển cho cơ quan khác từ ngày %(day)s.") % {"day": format_date(part.until)}
        )


def held_as(part: Assignment) -> list[Assignment]:
    """The part, and those that it passed on to: whoever holds one of these answers for it now."""
    found, waiting = [part], [part.pk]
    while waiting:
        later = list(
            Assignment.objects.filter(passed_from__in=waiting)
            .select_related("task__plan", "body")
            .order_by("pk")
        )
        found += later
        waiting = [one.pk for one in later]
    return found
