"""What was said is gathered from answers and problems; a person sorts it and words it for the report."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.organizations.acting import Acting
from hopluc.reporting.reviews.actions.common import lock_review, lock_row
from hopluc.reporting.reviews.models import Finding, Review
from hopluc.reporting.reviews.questions import Read, read_answers

Sort = Finding.Sort


@transaction.atomic
def gather_findings(review: Review, *, by: Acting) -> int:
    """Read the answers and problems again; how many are new. What nobody sorted follows its source; what was
    sorted stays as it was worded, marked where its source no longer says so."""
    now = lock_review(review, by)
    read = {one.key: one for one in read_answers(now)}
    known = {row.key: row for row in now.findings.exclude(key="")}
    fresh = [_fresh(now, one) for key, one in read.items() if key not in known]
    Finding.objects.bulk_create(fresh, batch_size=500)
    _follow(known.values(), read)
    record(by.actor, "gather_findings", now, fields={"new": len(fresh)}, body_id=now.body_id)
    return len(fresh)


def _fresh(review: Review, one: Read) -> Finding:
    return Finding(
        review=review,
        key=one.key,
        source=one.source[:300],
        body_name=one.body[:300],
        said=one.text,
        text=one.text,
    )


def _follow(known: Iterable[Finding], read: dict[str, Read]) -> None:
    for row in known:
        one = read.get(row.key)
        if one is None and row.sort == Sort.UNSORTED:
            row.delete()
            continue
        gone = one is None
        said = row.said if one is None else one.text
        text = said if row.sort == Sort.UNSORTED else row.text
        if (row.gone, row.said, row.text) != (gone, said, text):
            row.gone, row.said, row.text = gone, said, text
            row.revision += 1
            row.save()


@transaction.atomic
def sort_finding(
    finding: Finding, *, by: Acting, sort: str, text: str | None = None, seen: int | None = None
) -> Finding:
    """Say what it is (a result, an objective cause …) and how the report words it."""
    now = lock_row(finding, by, seen)
    if sort not in Sort.values:
        raise ValidationError({"sort": _("Chọn một loại trong danh sách.")})
    now.sort = sort
    return _worded(now, now.text if text is None else text, by, "sort_finding")


@transaction.atomic
def sort_as_asked(review: Review, *, by: Acting) -> int:
    """Sort what nobody sorted by the heading under which bodies answered; how many. The words stay theirs."""
    now = lock_review(review, by)
    rows = [row for row in now.findings.filter(sort=Sort.UNSORTED) if row.asked_as]
    for row in rows:
        row.sort, row.sorted_by_name = row.asked_as, by.actor.name
        row.revision += 1
    Finding.objects.bulk_update(rows, ["sort", "sorted_by_name", "revision"], batch_size=500)
    record(by.actor, "sort_findings_as_asked", now, fields={"sorted": len(rows)}, body_id=now.body_id)
    return len(rows)


@transaction.atomic
def add_finding(review: Review, *, by: Acting, sort: str, text: str) -> Finding:
    """Something that the leading body says itself."""
    now = lock_review(review, by)
    if sort not in Sort.values or sort == Sort.UNSORTED:
        raise ValidationError({"sort": _("Chọn một loại trong danh sách.")})
    row = Finding(review=now, sort=sort, source=_("Cơ quan chủ trì"), body_name=now.body.name)
    return _worded(row, text, by, "add_finding")


def _worded(row: Finding, text: str, by: Acting, verb: str) -> Finding:
    if not text.strip():
        raise ValidationError({"text": _("Ghi nội dung.")})
    row.text, row.sorted_by_name = text.strip(), by.actor.name
    row.revision += 1
    row.save()
    record(by.actor, verb, row.review, fields={"finding": row.pk}, body_id=row.review.body_id)
    return row
