"""The lines of a draft: kept, dropped with a reason, edited, added, moved."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import hold
from hopluc.organizations.acting import Acting
from hopluc.reporting.yearly import rules
from hopluc.reporting.yearly.actions.common import check_seen, lock_draft, lock_row, step
from hopluc.reporting.yearly.models import Choice, Draft, DraftLine

EDITABLE = (*rules.FIELDS, "group")


@transaction.atomic
def keep_line(line: DraftLine, *, by: Acting, seen: int | None = None) -> DraftLine:
    """Say that the task goes into the plan."""
    now = lock_row(line, by, seen)
    now.choice, now.reason = Choice.KEPT, ""
    return step(now, by, "keep_draft_line")


@transaction.atomic
def drop_line(line: DraftLine, *, by: Acting, reason: str, seen: int | None = None) -> DraftLine:
    """Say that the task does not go into the plan, and why; the line stays to be read and taken in again."""
    now = lock_row(line, by, seen)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do bỏ nhiệm vụ.")})
    now.choice, now.reason = Choice.DROPPED, reason.strip()
    return step(now, by, "drop_draft_line", reason=now.reason)


@transaction.atomic
def edit_line(
    line: DraftLine, *, by: Acting, values: Mapping[str, str], seen: int | None = None
) -> DraftLine:
    """Word the task for the plan; an edited line is kept. `values`: those of EDITABLE that change."""
    now = lock_row(line, by, seen)
    _write(now, values)
    now.choice, now.reason = Choice.KEPT, ""
    return step(now, by, "edit_draft_line")


def _write(line: DraftLine, values: Mapping[str, str]) -> None:
    for name in EDITABLE:
        if name in values:
            setattr(line, name, " ".join(values[name].split()))
    if not line.text:
        raise ValidationError({"text": _("Ghi nội dung nhiệm vụ.")})


@transaction.atomic
def add_line(draft: Draft, *, by: Acting, values: Mapping[str, str]) -> DraftLine:
    """A task of the draft's own, after the others of its group."""
    now = lock_draft(draft, by)
    last = now.lines.order_by("-order").values_list("order", flat=True).first() or 0
    line = DraftLine(draft=now, why=DraftLine.Why.OWN, order=last + 1, choice=Choice.KEPT)
    _write(line, values)
    return step(line, by, "add_draft_line")


@transaction.atomic
def choose_lines(draft: Draft, chosen: Mapping[int, int], *, by: Acting) -> int:
    """Keep several lines at once, all or none; `chosen`: line → revision seen. How many."""
    now = lock_draft(draft, by)
    rows = list(hold(now.lines.filter(pk__in=chosen)))
    if not rows:
        raise ValidationError(_("Chưa chọn nhiệm vụ nào. Đánh dấu nhiệm vụ rồi bấm lại."))
    for row in rows:
        check_seen(row, chosen[row.pk])
        row.choice, row.reason = Choice.KEPT, ""
        row.revision += 1
        row.changed_by_name, row.changed_at = by.actor.name, timezone.now()
    DraftLine.objects.bulk_update(
        rows, ["choice", "reason", "revision", "changed_by_name", "changed_at"], 500
    )
    fields = {"draftlines": [row.pk for row in rows]}
    record(by.actor, "keep_draft_line", now, fields=fields, body_id=now.plan.owner_id)
    return len(rows)


@transaction.atomic
def move_line(line: DraftLine, *, by: Acting, up: bool) -> DraftLine:
    """Move a line a place up or down among those of its group; the groups stay where they are."""
    now = lock_row(line, by, None)
    rows = {row.pk: row for row in now.draft.lines.filter(group=now.group)}
    places = sorted({row.order for row in rows.values()})
    after = rules.moved(list(rows), now.pk, up)
    if len(places) < len(rows):
        places = list(range(places[0], places[0] + len(rows)))
    for place, pk in zip(places, after, strict=True):
        if rows[pk].order != place:
            DraftLine.objects.filter(pk=pk).update(order=place)
    record(
        by.actor, "move_draft_line", now.draft, fields={"draftline": now.pk}, body_id=now.draft.plan.owner_id
    )
    now.refresh_from_db(fields=["order"])
    return now
