"""What the deeds upon a draft begin with: the draft as it is now, held, and whether it may still change."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting.yearly import access
from hopluc.reporting.yearly.models import Draft, DraftLine, DraftTarget

T = TypeVar("T", DraftLine, DraftTarget)


def lock_draft(draft: Draft | int, by: Acting) -> Draft:
    """The draft, held until the transaction ends, for those who write it and while it is not issued."""
    rows = Draft.objects.select_related("plan__owner", "plan__standing_agency", "issued_as")
    now = held(rows, draft if isinstance(draft, int) else draft.pk)
    if not access.may_draft(by, now.plan):
        raise PermissionDenied(
            _("Chỉ cán bộ của cơ quan ban hành hoặc cơ quan thường trực soạn kế hoạch năm tới.")
        )
    if now.issued_as_id:
        raise ValidationError(
            _("Dự thảo đã thành kế hoạch “%(plan)s”, không sửa được nữa. Sửa đổi làm trên kế hoạch đó.")
            % {"plan": now.issued_as}
        )
    return now


def lock_row(row: T, by: Acting, seen: int | None) -> T:
    """The line or target as it is now, its draft held; StaleFormError where it moved since `seen`."""
    draft = lock_draft(row.draft_id, by)
    now = held(type(row).objects.all(), row.pk)
    check_seen(now, seen)
    now.draft = draft
    return now


def check_seen(row: DraftLine | DraftTarget, seen: int | None) -> None:
    """StaleFormError where the row has moved since the revision that a form was filled from."""
    if seen is not None and seen != row.revision:
        raise StaleFormError(
            _("%(who)s vừa sửa mục “%(what)s” trong lúc đồng chí nhập. Xem nội dung mới rồi gửi lại.")
            % {"who": row.changed_by_name or _("Hệ thống"), "what": row},
            "moved",
        )


def step(row: T, by: Acting, verb: str, *, reason: str = "") -> T:
    """Write the row with one revision more, and the deed."""
    row.revision += 1
    row.changed_by_name = by.actor.name
    row.full_clean(exclude=["draft", "task", "advice", "indicator", "gathered"], validate_unique=False)
    row.save()
    record(
        by.actor,
        verb,
        row.draft,
        fields={row._meta.model_name or "": row.pk},
        reason=reason,
        body_id=row.draft.plan.owner_id,
    )
    return row
