"""A review is opened with its outline; its facts are changed while it is not issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.plans.models import Plan
from hopluc.reporting.reviews import access
from hopluc.reporting.reviews.actions.common import lock_review
from hopluc.reporting.reviews.models import Review, ReviewPart
from hopluc.reporting.reviews.outlines import outline_for

# What nobody types, and what comes with the report's number.
_NOT_TYPED = ["made_by", "content", "docx", "xlsx", "form", "round", "issued_on", "issued_at"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a review is of, over which period, seen from when, due when: fields of models.Review."""

    kind: str
    title: str
    subject_kind: str
    subject_title: str
    period_start: dt.date
    period_end: dt.date
    as_of: dt.date
    answers_due: dt.date
    report_due: dt.date
    known_on: dt.date | None = None
    subject_number: str = ""
    subject_on: dt.date | None = None
    subject_issuer: str = ""
    addressee: str = ""


@transaction.atomic
def open_review(facts: Facts, plans: Sequence[Plan], *, by: Acting) -> Review:
    """Open a review led by the acting body, with the outline for its kind of subject. `plans`: those that
    give tasks and targets; the person must see each."""
    if not access.may_open(by):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo mở được đợt sơ kết, tổng kết."))
    made = Review(body=by.body, made_by=by.user, made_by_name=by.actor.name, **asdict(facts))
    made.full_clean(exclude=_NOT_TYPED)
    made.save()
    made.plans.set(_seen(plans, by))
    ReviewPart.objects.bulk_create(
        ReviewPart(review=made, order=n, **asdict(part))
        for n, part in enumerate(outline_for(facts.subject_kind), 1)
    )
    record(by.actor, "open_review", made, body_id=made.body_id)
    return made


@transaction.atomic
def change_facts(
    review: Review, facts: Facts, plans: Sequence[Plan], *, by: Acting, seen: int | None = None
) -> Review:
    """Change what the review is of, its days or its plans. The outline stays as it was edited."""
    now = lock_review(review, by)
    if seen is not None and seen != now.revision:
        raise StaleFormError(
            _("Thông tin đợt tổng kết vừa được người khác sửa. Xem lại rồi sửa tiếp."), "moved"
        )
    if now.round and now.round.plan_id not in {plan.pk for plan in plans}:
        raise ValidationError(
            _("Kế hoạch “%s” đang dùng để thu thập ý kiến nên phải giữ trong danh sách.") % now.round.plan
        )
    for name, value in asdict(facts).items():
        setattr(now, name, value)
    now.revision += 1
    now.full_clean(exclude=_NOT_TYPED)
    now.save()
    kept = list(now.plans.exclude(pk__in=Plan.objects.visible_to(by)))
    now.plans.set([*kept, *_seen(plans, by)])
    record(by.actor, "change_review", now, body_id=now.body_id)
    return now


def _seen(plans: Sequence[Plan], by: Acting) -> list[Plan]:
    """The plans, all of which the person must be able to read."""
    ids = {plan.pk for plan in plans}
    found = list(Plan.objects.visible_to(by).filter(pk__in=ids).distinct())
    if len(found) != len(ids):
        raise PermissionDenied
    return found
