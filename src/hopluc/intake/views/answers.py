"""What a review page is answered: for a script what it must change, for a plain form a redirect."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hopluc.compiler.convert import FORMS
from hopluc.intake import access, actions, rules
from hopluc.intake.models import Correction, Paper
from hopluc.intake.naming import kind_of_name
from hopluc.intake.presenting import Presentation
from hopluc.intake.views.loading import wants_json
from hopluc.organizations.access import acting_of


def present(request: HttpRequest, paper: Paper) -> Presentation:
    return Presentation(paper, may_review=access.may_review(acting_of(request), paper))


def bar(request: HttpRequest, shown: Presentation) -> dict[str, Any]:
    """What stands above the document: what is left, undo and redo."""
    person, steps = acting_of(request).user.pk, shown.review.steps
    return {
        "paper": shown.paper,
        "shown": shown,
        "left": shown.review.left,
        "may_review": shown.may_review,
        "undo": shown.may_review and rules.to_undo(steps, person),
        "redo": shown.may_review and rules.to_redo(steps, person),
        "seen": shown.review.seen,
        "buildable": _foundable(shown),
        "forms": FORMS,
    }


def _foundable(shown: Presentation) -> int:
    """How many open names could be made bodies with one click."""
    parties = shown.review.parties
    return sum(
        not parties[key].collective
        and kind_of_name(parties[key].name) is not None
        and not shown.directory.find(parties[key].name).candidates
        for key in shown.review.left.parties
    )


def seen_by(request: HttpRequest) -> int:
    """The last correction that the page has seen."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() else 0


def _have(request: HttpRequest) -> dict[str, str]:
    """The digests that the page holds."""
    try:
        have = json.loads(request.POST.get("have") or "{}")
    except ValueError:
        have = {}
    return have if isinstance(have, dict) else {}


def answer(request: HttpRequest, paper: Paper, focus: str = "", message: str = "") -> HttpResponse:
    """After a write: what the page must change, or a redirect to the row."""
    if not wants_json(request):
        if message:
            messages.success(request, message)
        anchor = f"#{focus}" if focus else ""
        return HttpResponseRedirect(reverse("intake:review", args=[paper.pk]) + anchor)
    shown = present(request, paper)
    return JsonResponse(
        {
            **shown.differing(_have(request), request),
            "bar": render_to_string("intake/_bar.html", bar(request, shown), request),
            "tabs": render_to_string(
                "intake/_tabs.html", {"panels": [(p, ()) for p in shown.panels]}, request
            ),
            "bulk": render_to_string("intake/_bulk.html", bar(request, shown), request),
            "focus": focus,
            "message": message,
        }
    )


def refuse(request: HttpRequest, paper: Paper, error: ValidationError) -> HttpResponse:
    """A write that was not done: 409 with what the other did, or 422 with what is wrong."""
    steps = error.steps if isinstance(error, actions.ConflictError) else []
    message, told = " ".join(error.messages), _told(steps)
    if wants_json(request):
        html = render_to_string("intake/_conflict.html", {"message": message, "told": told}, request)
        return JsonResponse({"message": message, "told": told, "html": html}, status=409 if steps else 422)
    messages.error(request, " ".join([message, *(f"{t['who']}: {t['what']}." for t in told)]))
    return redirect("intake:review", pk=paper.pk)


VERBS = {
    "edit": _("sửa"), "add": _("thêm"), "split": _("tách"), "merge": _("gộp"), "drop": _("bỏ"),
    "restore": _("lấy lại"), "decide": _("xử lý lỗi"), "mend": _("sửa lỗi"), "match": _("chọn cơ quan"),
    "undo": _("hoàn tác"),
}  # fmt: skip
_SHOWN_FIELDS = ("text", "title", "name", "number", "note", "subject")


def _told(steps: list[rules.Step]) -> list[dict[str, Any]]:
    """Corrections in words: who did what, when, and the words that they put."""
    rows = Correction.objects.filter(pk__in=[s.id for s in steps]).order_by("pk")
    return [
        {
            "who": row.by_name,
            "at": timezone.localtime(row.at).strftime("%H:%M"),
            "what": str(VERBS.get(row.verb, row.verb)),
            "words": [
                str(value)
                for name, value in row.value.get("fields", {}).items()
                if name in _SHOWN_FIELDS and value
            ],
        }
        for row in rows
    ]
