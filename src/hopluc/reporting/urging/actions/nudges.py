"""A word to whoever is in charge of a late part, between two reminders and before a letter."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify, record
from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import check_running, lock_part
from hopluc.plans.models import Assignment
from hopluc.plans.queries import pending_of
from hopluc.reporting.urging import access
from hopluc.reporting.urging.planning import in_charge
from hopluc.viet.dates import format_date

VERB = "nudge"
MOST_WORDS = 300  # characters of a notice


@transaction.atomic
def nudge(part: Assignment, *, by: Acting) -> int:
    """Remind whoever is in charge of a late part now; how many people. Once a day.

    Raises ValidationError for a part that is not late, that waits for its approver, that was nudged today,
    or of which nobody is in charge.
    """
    part, today = lock_part(part), timezone.localdate()
    if not access.may_urge(by, part.task.plan):
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực của kế hoạch nhắc việc."))
    check_running(part)
    if part.due_on is None or part.due_on >= today:
        raise ValidationError(_("Phần việc không quá hạn."))
    if pending_of(part):
        raise ValidationError(_("Cơ quan đã báo cáo, đang chờ lãnh đạo duyệt."))
    earlier = Deed.objects.filter(kind="plans.assignment", record_id=str(part.pk), verb=VERB)
    last = earlier.order_by("-pk").first()
    if last and timezone.localdate(last.at) == today:
        raise ValidationError(_("Đã nhắc trong ngày hôm nay."))
    people = in_charge(part, today)
    if not people:
        raise ValidationError(_("Cơ quan chưa có ai nhận nhắc việc."))
    words = _("%(who)s nhắc: “%(task)s” quá hạn từ %(day)s.") % {
        "who": by.body,
        "task": Truncator(part.task.text).words(14),
        "day": format_date(part.due_on),
    }
    address = reverse("plans:task", args=[part.task_id])
    for person in sorted(people):
        key = f"nudge-{part.pk}-{today:%Y%m%d}-{person}"
        notify(person, key, Truncator(words).chars(MOST_WORDS), address, part.body_id)
    fields = {"task": part.task_id, "people": len(people)}
    record(by.actor, VERB, part, fields=fields, body_id=part.body_id)
    return len(people)
