"""What a body holds of reviews: those that it leads and has not issued, its five-year tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.organizations.models import Organisation
from hopluc.organizations.passing import WHOLE, Held, Item, Share, key_of
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.reviews.tables.models import IndicatorTable

COVERS = {
    "reporting.Review.body": "reviews that are not issued pass on; issued ones keep the name of the day",
    "reporting.IndicatorTable.body": "five-year tables of indicators pass on",
}
TITLE = 300


def _reviews(body: Organisation) -> list[Review]:
    return list(Review.objects.filter(body=body, state=Review.State.OPEN).order_by("pk"))


def _tables(body: Organisation) -> list[IndicatorTable]:
    return list(IndicatorTable.objects.filter(body=body).order_by("pk"))


def held_by(body: Organisation, on: dt.date) -> list[Held]:
    """Reviews led, reviews issued, tables kept."""
    led, tables = _reviews(body), _tables(body)
    issued = Review.objects.filter(body=body, state=Review.State.ISSUED)
    return [
        Held(
            _("Đợt sơ kết, tổng kết đang chủ trì"),
            len(led),
            _("cơ quan kế thừa chủ trì tiếp"),
            tuple(one.title for one in led),
        ),
        Held(
            _("Biểu chỉ tiêu 5 năm"),
            len(tables),
            _("cơ quan kế thừa dùng tiếp"),
            tuple(one.title for one in tables),
        ),
        Held(
            _("Báo cáo tổng kết đã phát hành"), issued.count(), _("giữ tên của ngày phát hành"), passes=False
        ),
    ]


def items(body: Organisation, on: dt.date) -> list[Item]:
    """Reviews that it leads, its tables."""
    return [
        *(Item(key_of(one), _("Đợt sơ kết, tổng kết đang chủ trì"), one.title) for one in _reviews(body)),
        *(Item(key_of(one), _("Biểu chỉ tiêu 5 năm"), one.title) for one in _tables(body)),
    ]


def pass_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """Reviews on the way and tables go to the successor; a title that it has already gets the old name."""
    kept: list[Review | IndicatorTable] = [*_reviews(body), *_tables(body)]
    for one in filter(share.has, kept):
        rows: QuerySet[Any] = type(one).objects.filter(body=successor, title=one.title)
        if rows.exists():
            one.title = _("%(title)s (%(body)s)") % {"title": one.title[:200], "body": body.name[:90]}
        one.body = successor
        one.save(update_fields=["body", "title", "folded"])
        record(by, "pass_on", one, body_id=successor.pk, first_day=on)
