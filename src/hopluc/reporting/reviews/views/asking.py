"""The questions to bodies: the form, to whom it goes, the letter that asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.office.issuing import issuer_symbol
from hopluc.office.official import write_docx
from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.views.common import posted, submit
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.formbook.queries import usable
from hopluc.reporting.queries import today, totals
from hopluc.reporting.reviews import actions, letters, queries
from hopluc.reporting.reviews.forms import AskForm, OwnForm
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.reviews.views.common import (
    FORM_METHODS,
    context_of,
    load_review,
    load_written,
)
from hopluc.reporting.views.downloads import attachment
from hopluc.reporting.views.loading import told


@require_http_methods(FORM_METHODS)
@member_required
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of questions, and the round that puts it to bodies; once opened, who has answered."""
    acting = acting_of(request)
    if request.method == "POST":
        return _open(request, acting, load_written(acting, pk))
    found = load_review(acting, pk)
    return render(
        request, "reporting/reviews/questions.html", _context(acting, found, _ask_form(acting, found))
    )


def _ask_form(acting: Acting, review: Review, data: Any = None) -> AskForm:
    bodies, groups = queries.askable(review, acting), queries.groups_for(acting)
    rows = Organisation.objects.filter(pk__in=[body.pk for body in bodies]).order_by("sort_key", "pk")
    named = BodyGroup.objects.filter(pk__in=[one.pk for one in groups]).order_by("name", "pk")
    plans = queries.asked_plans(review, acting)
    own = plans.filter(number=review.subject_number).first() if review.subject_number else None
    initial = {"due_on": review.answers_due, "bodies": [body.pk for body in bodies], "plan": own}
    return AskForm(data, plans, named, rows, initial=initial)


def _context(acting: Acting, review: Review, form: AskForm) -> dict[str, Any]:
    own = usable(acting.body)
    return context_of(acting, review, "questions") | {
        "form": form,
        "version": review.form,
        "content": content_of(review.form) if review.form else None,
        "in_use": bool(review.form) and review.form.state == FormVersion.State.IN_USE,  # type: ignore[union-attr]
        "own": OwnForm(None, own) if own.exists() else None,
        "plans": queries.asked_plans(review, acting).exists(),
        "totals": totals(review.round, today()) if review.round else None,
    }


def _open(request: HttpRequest, acting: Acting, review: Review) -> HttpResponse:
    form = _ask_form(acting, review, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        bodies = queries.asked_bodies(given["groups"], given["bodies"])
        done = submit(
            request,
            form,
            reverse("reviews:questions", args=[review.pk]),
            lambda: actions.open_questions(review, given["plan"], bodies, by=acting, due_on=given["due_on"]),
        )
        if done.response:
            messages.success(request, _("Đã gửi câu hỏi đến các cơ quan. Tải công văn đề nghị để trình ký."))
            return done.response
    context = _context(acting, review, form)
    return render(request, "reporting/reviews/questions.html", context, status=422)


@require_POST
@member_required
def make_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the form of questions from the outline and the indicators, to be edited and put to use."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    with told(request, _("Đã lập biểu câu hỏi. Sửa nếu cần, đưa vào dùng, rồi quay lại gửi các cơ quan.")):
        return redirect("reporting:form", actions.make_questions(found, by=acting).pk)
    return redirect("reviews:questions", pk)


@require_POST
@member_required
def use_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask with another form of the body."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    form = OwnForm(posted(request)[0], usable(acting.body))
    if form.is_valid():
        with told(request, _("Đã chọn biểu câu hỏi.")):
            actions.use_form(found, form.cleaned_data["form"], by=acting)
    return redirect("reviews:questions", pk)


@require_safe
@member_required
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter that asks the bodies of the round for their report, as Word."""
    found = load_review(acting_of(request), pk)
    content = queries.head_of(found)
    version = found.round.form if found.round else found.form
    document = letters.asking(
        content,
        content.asked,
        content_of(version) if version else None,
        due_on=found.answers_due,
        symbol=issuer_symbol(found.body.name, found.body.short_name),
    )
    return attachment(write_docx(document), f"cong-van-tong-ket-{pk}.docx")
