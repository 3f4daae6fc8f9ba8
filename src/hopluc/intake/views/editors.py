"""Editors of items and parties; a script gets them alone, a plain link on a page of their own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from hopluc.intake import actions, queries, rules
from hopluc.intake.forms import FORMS, BodyForm, GroupOfBodiesForm, ItemForm, read_due
from hopluc.intake.models import Paper
from hopluc.intake.naming import kind_of_name
from hopluc.intake.presenting import Presentation, candidate
from hopluc.intake.views.answers import answer, present, refuse, seen_by
from hopluc.intake.views.loading import load_in_review, reviewers_only, wants_json
from hopluc.organizations.access import acting_of, member_required
from hopluc.plans.words import due_words


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor of an item, and its saving."""
    paper = load_in_review(request, pk)
    reviewers_only(request, paper)
    key = request.POST.get("muc") or request.GET.get("muc", "")
    state = queries.review(paper)
    item = state.find(key)
    form_class = FORMS.get(key.split("/", 1)[0])
    if item is None or form_class is None:
        raise Http404(_("Mục này không còn trong bản rà soát."))
    form = form_class(request.POST if request.method == "POST" else None, item=item, plan=state.plan)
    if request.method != "POST" or not form.is_valid():
        return _editor(request, paper, form, {"key": key, "seen": seen_by(request) or state.seen})
    fields = form.fields_changed()
    if fields:
        try:
            actions.edit_item(paper, by=acting_of(request), seen=seen_by(request), target=key, fields=fields)
        except ValidationError as error:
            return refuse(request, paper, error)
    return answer(request, paper, key)


def _editor(request: HttpRequest, paper: Paper, form: ItemForm, context: dict[str, Any]) -> HttpResponse:
    """The editor alone for a script, on a page of its own otherwise."""
    blank = {"key": "", "phan": "", "sau": "", "span": None}
    context = {"paper": paper, "form": form, "section": form.section, **blank, **context}
    status = 422 if form.is_bound else 200
    if wants_json(request):
        html = render_to_string("intake/_editor.html", context, request)
        return JsonResponse({"html": html, "invalid": form.is_bound}, status=status)
    return render(request, "intake/edit.html", context, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor of a new item, filled with the words selected in the document, and its saving."""
    paper = load_in_review(request, pk)
    reviewers_only(request, paper)
    given = request.POST if request.method == "POST" else request.GET
    section, after = given.get("phan", ""), given.get("sau") or None
    if section not in FORMS or section in {"document", "groups"}:
        raise Http404
    shown = present(request, paper)
    span = _selected(given, shown)
    before = next((t for t in shown.plan["tasks"] if t["key"] == after), None)
    item = rules.blank(section)
    if section == "tasks" and before:
        item["group"] = before["group"]
    context = {"seen": shown.review.seen, "phan": section, "sau": after, "span": span}
    if request.method != "POST":
        return _editor(
            request, paper, FORMS[section](item=_filled(item, shown, span), plan=shown.plan), context
        )
    form = FORMS[section](request.POST, item=item, plan=shown.plan)
    if not form.is_valid():
        return _editor(request, paper, form, context)
    places: dict[str, Any] = {"spans": [span] if span else []} if "spans" in item else {"span": span}
    made = {**item, **form.fields_changed(), **places}
    try:
        row = actions.add_item(
            paper, by=acting_of(request), seen=seen_by(request), section=section, item=made, after=after
        )
    except ValidationError as error:
        return refuse(request, paper, error)
    step = rules.Step(row.pk, row.verb, row.target, row.value)
    return answer(request, paper, rules.made_by(step) or "", _("Đã thêm."))


def _selected(given: Any, shown: Presentation) -> list[int] | None:
    """The selected range of the text without spaces at its ends, where there is one."""
    start, end = given.get("tu", ""), given.get("den", "")
    if not (start.isdecimal() and end.isdecimal()):
        return None
    chosen = shown.compilation.text[int(start) : int(end)]
    words = chosen.strip()
    first = int(start) + len(chosen) - len(chosen.lstrip())
    return [first, first + len(words)] if words else None


def _filled(item: rules.Json, shown: Presentation, span: list[int] | None) -> rules.Json:
    """A blank item with the selected words where its words go."""
    words = shown.page.plain(*span) if span else ""
    name = next((n for n in ("text", "name", "title") if n in item), "")
    filled = {**item, name: words}
    return {**filled, "text": words} if "text" in item else filled


@member_required
@require_safe
def party(request: HttpRequest, pk: int) -> HttpResponse:
    """What a name may stand for: candidates, a search, a new body or group."""
    paper = load_in_review(request, pk)
    reviewers_only(request, paper)
    state = queries.review(paper)
    wording = state.parties.get(request.GET.get("muc", "").removeprefix("parties/"))
    if wording is None:
        raise Http404(_("Tên này không còn trong bản rà soát."))
    words = request.GET.get("q", "").strip()
    kind, level = kind_of_name(wording.name) or ("department", "province")
    name = wording.name[:1].upper() + wording.name[1:]
    context = {
        "paper": paper,
        "key": f"parties/{wording.key}",
        "wording": wording,
        "q": words,
        "seen": state.seen,
        "results": [candidate(one) for one in queries.targets(paper, words)] if words else [],
        "candidates": [candidate(c) for c in queries.directory_of(paper).find(wording.name).candidates],
        "body_form": BodyForm(initial={"name": name, "kind": kind, "level": level}, auto_id="b_%s"),
        "group_form": GroupOfBodiesForm(initial={"name": wording.name}, auto_id="g_%s"),
    }
    if request.headers.get("X-Part") == "results":
        return render(request, "intake/_results.html", context)
    if wants_json(request):
        return JsonResponse({"html": render_to_string("intake/_party.html", context, request)})
    return render(request, "intake/party.html", context)


@member_required
@require_GET
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """How a deadline that is being typed is understood."""
    paper = load_in_review(request, pk)
    period = queries.review(paper).plan["document"].get("period") or {}
    year = int(period["end"][:4]) if period.get("end") else None
    read = read_due(request.GET.get("q", "")[:500], year)
    parts = read["parts"] if read else []
    return JsonResponse(
        {
            "words": [due_words(part) for part in parts],
            "unparsed": any(part["kind"] == "unparsed" for part in parts),
        }
    )
