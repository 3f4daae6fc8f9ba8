"""The search box of the header: its results, and what it offers while the words are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.models import Plan
from hopluc.ui.pages import page_of
from hopluc.web.search import queries
from hopluc.web.search.kinds import KINDS, Seer
from hopluc.web.search.queries import Asked

ROWS = 20
LONGEST = 200


class SearchForm(forms.Form):
    """What is looked for, in the query string."""

    q = forms.CharField(label=gettext_lazy("Từ cần tìm"), required=False, max_length=LONGEST)
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    nam = forms.TypedChoiceField(label=gettext_lazy("Năm"), required=False, coerce=int, empty_value=None)
    co_quan = forms.CharField(label=gettext_lazy("Cơ quan"), required=False, max_length=LONGEST)

    def __init__(self, *args: Any, years: range, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[tuple[Any, Any]]] = {
            "loai": [(kind.key, kind.label) for kind in KINDS],
            "nam": [(year, str(year)) for year in years],
        }
        for name, choices in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Tất cả")), *choices]

    def asked(self) -> Asked:
        """The question; what makes no sense asks for nothing and says so beside its field."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(given.get("q", ""), given.get("loai", ""), given.get("nam"), given.get("co_quan", ""))


def _years(seer: Seer) -> range:
    """This year and those before it, back to the first plan that the person reads."""
    last = timezone.localdate().year
    oldest = Plan.objects.filter(pk__in=seer.plans).aggregate(day=Min("issued_on"))["day"]
    return range(last, (oldest.year if oldest else last) - 1, -1)


@member_required
@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """What matches: of every kind the first, or one kind a page at a time."""
    seer = Seer(acting_of(request))
    form = SearchForm(request.GET, years=_years(seer))
    asked = form.asked()
    found = queries.counts(seer, asked)
    if not found and len(asked.written.split()) > 1:
        asked = Asked(asked.words, asked.kind, asked.year, asked.body, apart=True)
        found = queries.counts(seer, asked)
    context = {
        "form": form,
        "asked": asked,
        "total": sum(found.values()),
        "kinds": [(kind, found[kind.key]) for kind in KINDS if kind.key in found],
        "filtered": bool(asked.kind or asked.year or asked.body.strip()),
    }
    chosen = next((kind for kind in KINDS if kind.key == asked.kind), None)
    if chosen is None:
        context["groups"] = queries.groups(seer, asked, found)
    elif chosen.key in found:
        page = page_of(request, queries.ranked(chosen, seer, asked), ROWS)
        context |= {"chosen": chosen, "page": page, "hits": queries.hits(chosen, page)}
    return render(request, "web/search.html", context)


@member_required
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """A few records while the words are typed, for the search box."""
    asked = Asked(request.GET.get("q", "")[:LONGEST])
    context = {"asked": asked, "groups": queries.offers(Seer(acting_of(request)), asked)}
    return render(request, "web/_search_offers.html", context)
