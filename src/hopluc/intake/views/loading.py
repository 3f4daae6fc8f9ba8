"""Finding a paper for those who may see it, and where it is looked at."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hopluc.intake import access
from hopluc.intake.models import Compilation, Paper
from hopluc.organizations.access import acting_of


def load(request: HttpRequest, pk: int) -> Paper:
    """The paper, for those who may see it; strangers get 404."""
    papers = Paper.objects.visible_to(acting_of(request)).select_related("body", "plan", "received_by")
    return get_object_or_404(papers, pk=pk)


def load_in_review(request: HttpRequest, pk: int) -> Paper:
    """The paper, where it has been compiled."""
    paper = load(request, pk)
    if paper.state not in {Paper.State.REVIEW, Paper.State.ADOPTED}:
        raise Http404(_("Văn bản này chưa đọc xong."))
    return paper


def reviewers_only(request: HttpRequest, paper: Paper) -> None:
    if not access.may_review(acting_of(request), paper):
        raise PermissionDenied(
            _("Văn bản không ở bước rà soát, hoặc không do cơ quan của đồng chí tiếp nhận.")
        )


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def home_of(paper: Paper) -> str:
    """Where a paper is looked at in its state."""
    if paper.state == Paper.State.REVIEW and Compilation.objects.filter(paper=paper, amending__isnull=False):
        return reverse("intake:clauses", args=[paper.pk])
    if paper.state == Paper.State.REVIEW:
        return reverse("intake:review", args=[paper.pk])
    if paper.plan:
        return reverse("plans:board", args=[paper.plan.pk])
    return reverse("intake:paper", args=[paper.pk])
