"""What the pages of drafts share: the draft for those who may see it, and for those who write it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.reporting.yearly import access
from hopluc.reporting.yearly.models import Draft, DraftLine, DraftTarget

FORM_METHODS = ["GET", "HEAD", "POST"]


def load_draft(acting: Acting, pk: int) -> Draft:
    """The draft, for those who may read it; 404 for strangers."""
    rows = Draft.objects.visible_to(acting).select_related(
        "plan__owner__parent", "plan__standing_agency", "issued_as", "made_by"
    )
    return get_object_or_404(rows, pk=pk)


def load_written(acting: Acting, pk: int) -> Draft:
    """The draft, for those who write it; 403 for those who only read."""
    found = load_draft(acting, pk)
    if not access.may_draft(acting, found.plan):
        raise PermissionDenied(
            _("Chỉ cán bộ của cơ quan ban hành hoặc cơ quan thường trực soạn kế hoạch năm tới.")
        )
    return found


def load_row(acting: Acting, kind: type[DraftLine] | type[DraftTarget], pk: int) -> Any:
    """A line or a target of a draft that the person writes."""
    rows = kind.objects.filter(draft__in=Draft.objects.visible_to(acting))
    found: Any = get_object_or_404(rows, pk=pk)
    found.draft = load_written(acting, found.draft_id)
    return found


def context_of(acting: Acting, draft: Draft, tab: str) -> dict[str, Any]:
    """What the head of a draft's pages shows."""
    may = access.may_draft(acting, draft.plan)
    return {
        "draft": draft,
        "plan": draft.plan,
        "tab": tab,
        "may_write": may and not draft.issued_as_id,
        "may": may,
    }
