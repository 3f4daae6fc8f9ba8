"""How one is told: by which way for each kind of notice, at which hour, and who is told in one's absence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.organizations.noticing import actions, queries
from hopluc.organizations.noticing.kinds import KINDS, WAYS, way_of
from hopluc.organizations.noticing.models import HOURS, Absence
from hopluc.organizations.queries import people_of
from hopluc.plans.forms import day_field
from hopluc.plans.views.common import posted, submit, tell


class WaysForm(forms.Form):
    """A way for each kind of notice, and the hour of the daily mail."""

    hour = forms.TypedChoiceField(
        label=gettext_lazy("Giờ gửi thư hằng ngày"), coerce=int, choices=[(n, f"{n}:00") for n in HOURS]
    )

    def __init__(self, data: Any, chosen: queries.Choices, hour: int) -> None:
        super().__init__(data, initial={"hour": hour})
        for kind in KINDS:
            self.fields[kind.slug] = forms.ChoiceField(
                label=str(kind.name),
                choices=[(way.value, WAYS[way]) for way in kind.ways],
                initial=way_of(kind, chosen).value,
                help_text=str(kind.duty),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def kinds(self) -> list[Any]:
        """The fields of the kinds, in their order."""
        return [self[kind.slug] for kind in KINDS]

    def ways(self) -> dict[str, str]:
        """The way chosen for each kind."""
        return {kind.slug: self.cleaned_data[kind.slug] for kind in KINDS}


class AbsenceForm(forms.Form):
    """When one is away, and who is told in the meantime."""

    since = day_field(gettext_lazy("Vắng từ ngày"))
    last = day_field(gettext_lazy("Đến hết ngày"))
    substitute = forms.ModelChoiceField(
        label=gettext_lazy("Người thay"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("Chọn người thay"),
    )

    def __init__(self, data: Any, by: Acting) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"since": today})
        people = self.fields["substitute"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = people_of(by.body, today).exclude(pk=by.user.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def settings(request: HttpRequest) -> HttpResponse:
    """By which way one is told of each kind of notice."""
    acting = acting_of(request)
    person = acting.user.pk
    chosen = queries.choices_of([person])[person]
    form = WaysForm(posted(request)[0], chosen, queries.digest_hour(person))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(by=acting, ways=form.ways(), hour=form.cleaned_data["hour"])
        except ValidationError as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Đã ghi cách nhận thông báo."))
            return redirect("web:notice_settings")
    return _page(request, form, AbsenceForm(None, acting))


@require_POST
@member_required
def go_away(request: HttpRequest) -> HttpResponse:
    """Say when one is away, and who is told in the meantime."""
    acting = acting_of(request)
    form = AbsenceForm(request.POST, acting)
    if form.is_valid():
        given = form.cleaned_data
        done = submit(
            request,
            form,
            reverse("web:notice_settings"),
            lambda: actions.go_away(
                by=acting, since=given["since"], last=given["last"], substitute=given["substitute"]
            ),
        )
        if done.response:
            messages.success(request, _("Đã ghi vắng mặt; người thay nhận thông báo trong những ngày đó."))
            return done.response
    person = acting.user.pk
    ways = WaysForm(None, queries.choices_of([person])[person], queries.digest_hour(person))
    return _page(request, ways, form)


@require_POST
@member_required
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's absence back, or end it before its day."""
    acting = acting_of(request)
    row = get_object_or_404(Absence.objects.filter(person=acting.user), pk=pk)
    actions.come_back(row, by=acting)
    messages.success(request, _("Đã thôi vắng mặt; người thay không nhận thông báo nữa."))
    return redirect("web:notice_settings")


def _page(request: HttpRequest, form: WaysForm, absence: AbsenceForm) -> HttpResponse:
    person, today = acting_of(request).user.pk, timezone.localdate()
    context = {
        "form": form,
        "absence": absence,
        "absences": queries.absences_of(person, today),
        "standing_in": queries.standing_in(person, today),
    }
    status = 422 if form.errors or absence.errors else 200
    return render(request, "web/notice_settings.html", context, status=status)
