"""The outline of a review: its sections, one of them, adding, moving, the outline as Word."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.office.official import write_docx
from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.views.common import posted
from hopluc.reporting.reviews import actions, letters, papers, queries
from hopluc.reporting.reviews.forms import PartForm
from hopluc.reporting.reviews.models import ReviewPart
from hopluc.reporting.reviews.outlines import FILLS
from hopluc.reporting.reviews.views.common import (
    FORM_METHODS,
    context_of,
    formed,
    load_review,
    load_row,
    load_written,
)
from hopluc.reporting.views.downloads import attachment
from hopluc.reporting.views.loading import told


@require_safe
@member_required
def outline(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections with their numbers, what belongs in each, whether it is written."""
    acting = acting_of(request)
    found = load_review(acting, pk)
    rows = list(found.parts.all())
    context = context_of(acting, found, "outline") | {
        "rows": list(zip(papers.headings_of(rows), rows, strict=True)),
        "fills": FILLS,
    }
    return render(request, "reporting/reviews/outline.html", context)


@require_safe
@member_required
def outline_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The outline as a Word file."""
    found = load_review(acting_of(request), pk)
    return attachment(write_docx(letters.outline(queries.head_of(found))), f"de-cuong-tong-ket-{pk}.docx")


@require_http_methods(FORM_METHODS)
@member_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A section at the end of the outline."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    back = reverse("reviews:outline", args=[pk])
    form = PartForm(posted(request)[0])
    return formed(
        request, found, "part", form, back, lambda: actions.add_part(found, by=acting, **form.values)
    )


@require_http_methods(FORM_METHODS)
@member_required
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a section, or take it out."""
    acting = acting_of(request)
    one: ReviewPart = load_row(acting, ReviewPart, pk)
    back = reverse("reviews:outline", args=[one.review_id]) + f"#m{pk}"
    if request.method == "POST" and request.POST.get("deed") == "drop":
        with told(request, _("Đã bỏ mục khỏi đề cương.")):
            actions.drop_part(one, by=acting)
        return redirect("reviews:outline", one.review_id)
    names = ("title", "level", "fills", "guidance", "text")
    initial = {name: getattr(one, name) for name in names} | {"seen": one.revision}
    form = PartForm(posted(request)[0], initial=initial)

    def change() -> ReviewPart:
        return actions.change_part(one, by=acting, seen=form.cleaned_data["seen"], **form.values)

    return formed(request, one.review, "part", form, back, change, part=one)


@require_POST
@member_required
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a section a place up or down."""
    acting = acting_of(request)
    one: ReviewPart = load_row(acting, ReviewPart, pk)
    with told(request):
        actions.move_part(one, by=acting, up=request.POST.get("len") == "1")
    return redirect(reverse("reviews:outline", args=[one.review_id]) + f"#m{pk}")
