"""A collector marks places while it reads a report; the marks go out with its return."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.reporting.actions.common import lock_collected
from hopluc.reporting.fields import fields_of
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.marking.places import places_in, text_at
from hopluc.reporting.models import Submission
from hopluc.reporting.returning import book_of

LONGEST = 2000
State = Submission.State


@transaction.atomic
def mark_place(submission: Submission, *, by: Acting, place: str, remark: str) -> ReturnMark:
    """Mark a place of a report that lies with the collector; a second mark on it replaces the first."""
    locked = _lying(submission, by)
    places = places_in(book_of(locked))
    if place not in places:
        raise ValidationError(_("Báo cáo không có chỗ này. Mở lại trang rồi đánh dấu."))
    if not remark.strip():
        raise ValidationError(_("Nêu cần sửa gì ở chỗ này."))
    if len(remark) > LONGEST:
        raise ValidationError(_("Viết nhiều nhất %(n)s ký tự.") % {"n": LONGEST})
    made, _new = ReturnMark.objects.update_or_create(
        submission=locked,
        place=place,
        event=None,
        defaults={
            "words": places[place][:300],
            "order": list(places).index(place),
            "remark": remark.strip(),
            "stood": text_at(place, fields_of(locked)),
            "made_by_name": by.actor.name,
        },
    )
    record(by.actor, "mark", made, fields={"submission": locked.pk}, body_id=locked.body_id)
    return made


@transaction.atomic
def drop_mark(mark: ReturnMark, *, by: Acting) -> None:
    """Take a mark away that has not gone out yet."""
    locked = _lying(mark.submission, by)
    row = ReturnMark.objects.filter(pk=mark.pk, event=None).first()
    if row is not None:
        record(by.actor, "unmark", row, fields={"submission": locked.pk}, body_id=locked.body_id)
        row.delete()


def _lying(submission: Submission, by: Acting) -> Submission:
    """The submission for those who collect it, while it lies with them."""
    rows = Submission.objects.select_related("body", "round__plan__owner", "round__collector", "round__form")
    locked = held(rows, submission.pk)
    lock_collected(locked.round, by)
    if locked.state not in {State.SUBMITTED, State.ACCEPTED}:
        raise ValidationError(_("Báo cáo đang ở cơ quan báo cáo nên không đánh dấu được."))
    return locked
