"""The page of a consolidated report, with the passage that is open on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hopluc.organizations.acting import Acting
from hopluc.reporting import access as reporting_access
from hopluc.reporting import queries as reporting_queries
from hopluc.reporting.document import LaidItem
from hopluc.reporting.editing import access
from hopluc.reporting.editing.page import page_of
from hopluc.reporting.editing.passages import Laid
from hopluc.reporting.editing.queries import content_of, edits_of, history, laid_with, unsettled
from hopluc.reporting.editing.sources import sources_of, submissions_of
from hopluc.reporting.forms import IssueForm
from hopluc.reporting.issuing.queries import files_of
from hopluc.reporting.issuing.signers import signers_of
from hopluc.reporting.models import ConsolidatedReport


@dataclass(frozen=True, slots=True)
class Open:
    """The passage whose form is open: what was typed where it could not be saved, and why; what was typed
    as a new paragraph after it."""

    key: str
    typed: str | None = None
    error: str = ""
    stale: bool = False
    added: str = ""


def context_of(
    acting: Acting, report: ConsolidatedReport, laid: Sequence[LaidItem], open_: Open | None
) -> dict[str, Any]:
    """What the templates of passages need: who may edit, and of the open one its sources and its history."""
    context: dict[str, Any] = {
        "report": report,
        "may_edit": access.may_edit(acting, report),
        "open": open_,
        "sources": [],
        "history": [],
    }
    for one in laid if open_ else ():
        if isinstance(one, Laid) and open_ and one.passage.key == open_.key:
            context["sources"] = sources_of(one.passage, submissions_of(report))
            context["history"] = history(report, open_.key)
    return context


def show_report(
    request: HttpRequest,
    acting: Acting,
    found: ConsolidatedReport,
    form: IssueForm | None = None,
    open_: Open | None = None,
    status: int = 200,
) -> HttpResponse:
    """The report drawn as a document, or how far its making is."""
    name = "reporting/report.html"
    if "HX-Request" in request.headers:
        name += "#state"
    collects = reporting_access.may_collect(acting, found.round)
    today = reporting_queries.today()
    issuable = collects and found.state == "draft" and found.round.state != "issued"
    if issuable and form is None:
        form = IssueForm(initial={"issued_on": today}, signers=signers_of(found.round.collector, today))
    context: dict[str, Any] = {
        "report": found,
        "round": found.round,
        "content": None,
        "files": files_of(found),
        "may_issue": issuable,
        "may_collect": collects,
        "form": form,
    }
    if found.content:
        content, edits = content_of(found), edits_of(found)
        laid = laid_with(content, edits)
        context |= {
            "content": content,
            "document": page_of(content, edits, laid, found),
            "unsettled": len(unsettled(laid)),
        }
        context |= context_of(acting, found, laid, open_)
    return render(request, name, context, status=status)
