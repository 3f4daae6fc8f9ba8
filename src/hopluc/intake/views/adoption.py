"""The last look at a plan, and putting it into force."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hopluc.intake import access, actions, queries
from hopluc.intake.forms import AdoptForm
from hopluc.intake.models import Paper
from hopluc.intake.presenting import years_of
from hopluc.intake.views.loading import home_of, load_in_review, reviewers_only
from hopluc.organizations.access import acting_of, member_required


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look at the plan, and putting it into force."""
    paper = load_in_review(request, pk)
    if paper.plan:
        return redirect(home_of(paper))
    reviewers_only(request, paper)
    state = queries.review(paper)
    owners, agencies, standing = queries.adoption_choices(state, acting_of(request))
    initial = {"seen": state.seen, "owner": owners[0], "standing": standing}
    form = AdoptForm(request.POST if request.method == "POST" else None, initial=initial)
    form.offer(owners, agencies)
    if request.method == "POST" and form.is_valid():
        _refuse_for_others(request, paper, form)
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.adopt(paper, by=acting_of(request), **form.cleaned_data)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect("intake:adopt", pk=pk)
        messages.success(request, _("Kế hoạch đã được đưa vào theo dõi."))
        return redirect("plans:board", pk=plan.pk)
    period = years_of(state.plan["document"].get("period") or {})
    context = {
        "paper": paper,
        "form": form,
        "review": state,
        "counts": queries.counts(state),
        "period": period,
    }
    return render(request, "intake/adopt.html", context, status=422 if form.errors else 200)


def _refuse_for_others(request: HttpRequest, paper: Paper, form: AdoptForm) -> None:
    """Tell at the field that nobody puts a plan into force for other bodies."""
    acting, chosen = acting_of(request), form.cleaned_data
    if not access.may_adopt(acting, paper, chosen["owner"], chosen["standing"]):
        form.add_error(
            "standing",
            _("Đồng chí đang làm việc cho %(body)s: chỉ cơ quan ban hành hoặc cơ quan thường trực đưa được.")
            % {"body": acting.body},
        )
