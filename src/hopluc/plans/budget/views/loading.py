"""Budget records of plans that a person may see; 404 for strangers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from hopluc.office.official import Document, write_docx
from hopluc.organizations.acting import Acting
from hopluc.plans.models import BudgetLine, BudgetResolution, BudgetYear, Estimate, Plan, Spending

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM_METHODS = ["GET", "HEAD", "POST"]


def load_year(acting: Acting, pk: int) -> BudgetYear:
    """A budget year."""
    rows = BudgetYear.objects.filter(plan__in=Plan.objects.visible_to(acting))
    return get_object_or_404(rows.select_related("plan__owner", "plan__standing_agency"), pk=pk)


def load_resolution(acting: Acting, pk: int) -> BudgetResolution:
    """A resolution that stands."""
    rows = BudgetResolution.objects.filter(year__plan__in=Plan.objects.visible_to(acting), ended=None)
    return get_object_or_404(rows.select_related("year__plan__owner", "year__plan__standing_agency"), pk=pk)


def load_estimate(acting: Acting, pk: int) -> Estimate:
    """A body's estimate."""
    rows = Estimate.objects.filter(year__plan__in=Plan.objects.visible_to(acting))
    related = ("year__plan__owner", "year__plan__standing_agency", "body__parent")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def load_line(acting: Acting, pk: int) -> BudgetLine:
    """A line of an estimate."""
    rows = BudgetLine.objects.filter(estimate__year__plan__in=Plan.objects.visible_to(acting))
    related = ("estimate__year__plan__owner", "estimate__body__parent", "task", "resolution")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def load_spending(acting: Acting, pk: int) -> Spending:
    """Money spent that stands: not a row that takes back, nor one taken back."""
    rows = Spending.objects.filter(line__estimate__year__plan__in=Plan.objects.visible_to(acting))
    rows = rows.filter(takes_back=None, taken_back=None)
    related = ("line__estimate__year__plan__owner", "line__estimate__body__parent", "line__task")
    found: Spending = get_object_or_404(rows.select_related(*related), pk=pk)
    return found


def docx(made: Document, name: str) -> HttpResponse:
    """A document to be saved under a name."""
    response = HttpResponse(write_docx(made), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
