"""Passages of a report on its page: opened, written, put in order, left out, added, settled."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting.editing import actions
from hopluc.reporting.editing.page import mark, place_of
from hopluc.reporting.editing.passages import Laid
from hopluc.reporting.editing.queries import laid_of
from hopluc.reporting.editing.showing import Open, context_of, show_report
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.views.loading import load_made

FRAGMENT = "reporting/editing/_place.html"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def passage(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """A passage with its sources and, for those who may, its form; what was written in it."""
    acting = acting_of(request)
    report = load_made(acting, report_id)
    if request.method != "POST":
        return _shown(request, acting, report, Open(key) if "xem" not in request.GET else None, key)
    text, seen = request.POST.get("text", ""), seen_of(request)
    return _done(
        request, report, Open(key, text), lambda: actions.write(report, key, text, by=acting, seen=seen)
    )


@require_POST
@member_required
def arrange(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """Move a passage, leave it out, take it in, take its wordings apart or fold them, undo or settle it."""
    acting = acting_of(request)
    report, seen = load_made(acting, report_id), seen_of(request)
    deeds: dict[str, Callable[[], object]] = {
        "len": lambda: actions.move(report, key, actions.UP, by=acting),
        "xuong": lambda: actions.move(report, key, actions.DOWN, by=acting),
        "bo": lambda: actions.leave_out(report, key, True, by=acting, seen=seen),
        "dua-lai": lambda: actions.leave_out(report, key, False, by=acting, seen=seen),
        "tach": lambda: actions.take_apart(report, key, True, by=acting, seen=seen),
        "gop": lambda: actions.take_apart(report, key, False, by=acting, seen=seen),
        "ban-goc": lambda: actions.restore(report, key, by=acting, seen=seen),
        "giu": lambda: actions.settle(report, key, actions.KEEP, by=acting, seen=seen),
        "lay-moi": lambda: actions.settle(report, key, actions.TAKE, by=acting, seen=seen),
    }
    deed = deeds.get(request.POST.get("viec", ""))
    if deed is None:
        raise Http404
    return _done(request, report, Open(key), deed)


@require_POST
@member_required
def add(request: HttpRequest, report_id: int, key: str) -> HttpResponse:
    """A new paragraph after a passage."""
    acting = acting_of(request)
    report, text = load_made(acting, report_id), request.POST.get("text", "")
    return _done(request, report, Open(key, added=text), lambda: actions.add(report, key, text, by=acting))


def seen_of(request: HttpRequest) -> int:
    """The revision that the form was filled from; none that exists where the form does not say."""
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 10 else -1


def _done(
    request: HttpRequest, report: ConsolidatedReport, open_: Open, deed: Callable[[], object]
) -> HttpResponse:
    """Do it and show the place anew; where it cannot be done, the form with what was typed and why."""
    acting, place = acting_of(request), _place_of(report, open_.key)
    try:
        deed()
    except StaleFormError as error:
        refused = Open(open_.key, open_.typed, " ".join(error.messages), True, open_.added)
        return _shown(request, acting, report, refused, open_.key, 422)
    except ValidationError as error:
        refused = Open(open_.key, open_.typed, " ".join(error.messages), added=open_.added)
        return _shown(request, acting, report, refused, open_.key, 422)
    if "HX-Request" in request.headers:
        return _fragment(request, acting, report, None, place)
    messages.success(request, _("Đã lưu."))
    return redirect(f"{reverse('reporting:report', args=[report.pk])}#{mark(f'place {place}')}")


def _place_of(report: ConsolidatedReport, key: str) -> str:
    """Where a passage stands. Raises Http404 for one that the report has not."""
    for one in laid_of(report):
        if isinstance(one, Laid) and one.passage.key == key:
            return one.passage.place
    raise Http404


def _shown(
    request: HttpRequest,
    acting: Acting,
    report: ConsolidatedReport,
    open_: Open | None,
    key: str,
    status: int = 200,
) -> HttpResponse:
    """The place of a passage for htmx; else the whole page with its form open."""
    place = _place_of(report, key)
    if "HX-Request" in request.headers:
        return _fragment(request, acting, report, open_, place)
    if open_ is None or status == 200:
        query = f"?{urlencode({'doan': key})}" if open_ else ""
        return redirect(f"{reverse('reporting:report', args=[report.pk])}{query}#{mark(key)}")
    return show_report(request, acting, report, open_=open_, status=status)


def _fragment(
    request: HttpRequest, acting: Acting, report: ConsolidatedReport, open_: Open | None, place: str
) -> HttpResponse:
    laid = laid_of(report)
    context = context_of(acting, report, laid, open_)
    return render(request, FRAGMENT, context | {"piece": place_of(laid, place)})
