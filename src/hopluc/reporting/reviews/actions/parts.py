"""The outline, and with it the draft of the report: sections added, written, moved, dropped."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.reporting.reviews import rules
from hopluc.reporting.reviews.actions.common import lock_review, lock_row
from hopluc.reporting.reviews.models import Review, ReviewPart
from hopluc.reporting.reviews.outlines import FILLS

MOST_PARTS = 80


def _step(part: ReviewPart, by: Acting, verb: str) -> ReviewPart:
    """Write the section with one revision more, and the deed."""
    part.revision += 1
    part.changed_by_name = by.actor.name
    part.save()
    record(by.actor, verb, part.review, fields={"part": part.pk}, body_id=part.review.body_id)
    return part


def _write(part: ReviewPart, title: str, level: int, guidance: str, fills: str, text: str) -> None:
    if not title.strip():
        raise ValidationError({"title": _("Ghi đề mục.")})
    if fills not in FILLS:
        raise ValidationError({"fills": _("Chọn một mục trong danh sách.")})
    part.title, part.level, part.fills = " ".join(title.split()), level, fills
    part.guidance, part.text = guidance.strip(), text.strip()


@transaction.atomic
def add_part(
    review: Review,
    *,
    by: Acting,
    title: str,
    level: int = 1,
    guidance: str = "",
    fills: str = "",
    text: str = "",
) -> ReviewPart:
    """A section at the end of the outline."""
    now = lock_review(review, by)
    if now.parts.count() >= MOST_PARTS:
        raise ValidationError(_("Đề cương có nhiều nhất %s mục.") % MOST_PARTS)
    last = now.parts.order_by("-order").values_list("order", flat=True).first() or 0
    part = ReviewPart(review=now, order=last + 1)
    _write(part, title, level, guidance, fills, text)
    return _step(part, by, "add_review_part")


@transaction.atomic
def change_part(
    part: ReviewPart,
    *,
    by: Acting,
    title: str,
    level: int,
    guidance: str = "",
    fills: str = "",
    text: str = "",
    seen: int | None = None,
) -> ReviewPart:
    """Word a section: its heading, what belongs in it, what the system fills in, the officer's text."""
    now = lock_row(part, by, seen)
    _write(now, title, level, guidance, fills, text)
    return _step(now, by, "change_review_part")


@transaction.atomic
def move_part(part: ReviewPart, *, by: Acting, up: bool) -> ReviewPart:
    """Move a section a place up or down."""
    now = lock_row(part, by, None)
    rows = {row.pk: row for row in now.review.parts.all()}
    for place, pk in enumerate(rules.moved(list(rows), now.pk, up), 1):
        if rows[pk].order != place:
            ReviewPart.objects.filter(pk=pk).update(order=place)
    record(by.actor, "move_review_part", now.review, fields={"part": now.pk}, body_id=now.review.body_id)
    return now


@transaction.atomic
def drop_part(part: ReviewPart, *, by: Acting, seen: int | None = None) -> None:
    """Take a section out of the outline; what was written in it goes with it."""
    now = lock_row(part, by, seen)
    review = now.review
    record(by.actor, "drop_review_part", review, fields={"part": now.pk}, body_id=review.body_id)
    now.delete()
