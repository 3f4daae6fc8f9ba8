"""What the deeds upon a review begin with: the review as it is now, held, and whether it may still change."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting.reviews import access
from hopluc.reporting.reviews.models import Finding, Review, ReviewPart

T = TypeVar("T", ReviewPart, Finding)


def lock_review(review: Review | int, by: Acting) -> Review:
    """The review, held until the transaction ends, for those who write it and while it is not issued."""
    rows = Review.objects.select_related("body__parent", "form__form", "round")
    now = held(rows, review if isinstance(review, int) else review.pk)
    if not access.may_write(by, now):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan chủ trì làm việc này."))
    if now.state == Review.State.ISSUED:
        raise ValidationError(
            _("Báo cáo đã phát hành (số %(number)s), không sửa được nữa.") % {"number": now.number}
        )
    return now


def lock_row(row: T, by: Acting, seen: int | None) -> T:
    """A section or a finding as it is now, its review held; StaleFormError where it moved since `seen`."""
    review = lock_review(row.review_id, by)
    now = held(type(row).objects.all(), row.pk)
    if seen is not None and seen != now.revision:
        raise StaleFormError(
            _("Mục “%s” vừa được người khác sửa. Xem lại rồi sửa tiếp; nội dung đồng chí nhập vẫn còn.")
            % now,
            "moved",
        )
    now.review = review
    return now
