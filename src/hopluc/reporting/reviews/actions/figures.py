"""Figures that an officer gives where the system has no records of a year; each names its source."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.plans.models import Indicator
from hopluc.reporting.reviews.actions.common import lock_review
from hopluc.reporting.reviews.models import Review, YearFigure


@transaction.atomic
def type_figure(
    review: Review, indicator: Indicator, year: int, *, by: Acting, value: Decimal, source: str
) -> YearFigure:
    """Give the figure of a year of the period, or of the year before it (the baseline)."""
    now = _checked(review, indicator, year, by)
    if not source.strip():
        raise ValidationError({"source": _("Ghi nguồn số liệu: văn bản, niên giám, báo cáo.")})
    row, _made = YearFigure.objects.update_or_create(
        review=now,
        indicator=indicator,
        year=year,
        defaults={"value": value, "source": " ".join(source.split()), "by_name": by.actor.name},
    )
    _record(now, indicator, year, by, "type_review_figure")
    return row


@transaction.atomic
def drop_figure(review: Review, indicator: Indicator, year: int, *, by: Acting) -> None:
    """Take a figure away that was given."""
    now = _checked(review, indicator, year, by)
    if YearFigure.objects.filter(review=now, indicator=indicator, year=year).delete()[0]:
        _record(now, indicator, year, by, "drop_review_figure")


def _checked(review: Review, indicator: Indicator, year: int, by: Acting) -> Review:
    now = lock_review(review, by)
    if not now.plans.filter(pk=indicator.plan_id).exists():
        raise ValidationError(_("Chỉ tiêu không thuộc kế hoạch của đợt tổng kết."))
    if year not in range(now.years.start - 1, now.years.stop):
        raise ValidationError({"year": _("Năm nằm ngoài giai đoạn tổng kết.")})
    return now


def _record(review: Review, indicator: Indicator, year: int, by: Acting, verb: str) -> None:
    fields = {"indicator": indicator.pk, "year": year}
    record(by.actor, verb, review, fields=fields, body_id=review.body_id)
