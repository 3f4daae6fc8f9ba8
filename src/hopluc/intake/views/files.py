"""A paper's files as received, pictures of their pages, and the reviewed plan in other forms."""

from __future__ import annotations

import io
import itertools

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL.Image import Image

from hopluc.archive.actions import path_of
from hopluc.compiler.convert import FORMS, convert
from hopluc.compiler.format import from_json
from hopluc.intake import queries
from hopluc.intake.models import Compilation, Paper
from hopluc.intake.views.loading import load, load_in_review
from hopluc.office.pictures import open_pictures, page_picture
from hopluc.office.refusal import Unreadable
from hopluc.organizations.access import acting_of, member_required
from hopluc.ui import downloads

PICTURE_DPI = 110
_WIDEST = 1400  # dots, of a picture that came as one
_KEPT_SECONDS = 86_400  # a page of a file that never changes
_ENDINGS = 40


@member_required
@require_safe
def file(request: HttpRequest, pk: int, order: int) -> HttpResponseBase:
    """One of the paper's files as it was received."""
    row = get_object_or_404(load(request, pk).files.select_related("file"), order=order)
    return downloads.file(request, row.file, row.name)


@member_required
@require_safe
def picture(request: HttpRequest, pk: int, order: int, number: int) -> HttpResponse:
    """Page `number` (from 1) of one of the paper's files, as a picture to lay beside what was read."""
    row = get_object_or_404(load(request, pk).files.select_related("file"), order=order)
    data = path_of(row.file.sha256).read_bytes()
    try:
        page = _page(data, row.name, number)
    except Unreadable as error:
        raise Http404(error.message_vi) from error
    if page is None:
        raise Http404(_("Tệp này không có trang đó, hoặc không chia trang."))
    made = io.BytesIO()
    page.convert("RGB").save(made, "JPEG", quality=80, optimize=True)
    response = HttpResponse(made.getvalue(), content_type="image/jpeg")
    response["Cache-Control"] = f"private, max-age={_KEPT_SECONDS}"
    return response


def _page(data: bytes, name: str, number: int) -> Image | None:
    if data.startswith(b"%PDF"):
        return page_picture(data, number, PICTURE_DPI)
    if number < 1 or data.startswith(b"PK"):
        return None
    found = next(itertools.islice(open_pictures(data, name), number - 1, None), None)
    if found is None:
        return None
    found.image.thumbnail((_WIDEST, _WIDEST * 2))
    return found.image


@member_required
@require_safe
def of_plan(request: HttpRequest, plan: int) -> HttpResponse:
    """A fragment for the plan's own page: its document, the forms it is given out in, a comparison.

    Empty where this person may not see the paper, or the plan came without one.
    """
    paper = Paper.objects.visible_to(acting_of(request)).filter(plan=plan).first()
    return (
        render(request, "intake/_of_plan.html", {"paper": paper, "forms": FORMS}) if paper else HttpResponse()
    )


@member_required
@require_safe
def converted(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The plan as it was reviewed, with the corrections, as a workbook, an annex, a calendar, XML, a page."""
    paper = load_in_review(request, pk)
    if form not in FORMS:
        raise Http404(_("Không có dạng tệp này."))
    plan = from_json(queries.review(paper).plan)
    text = (
        Compilation.objects.values_list("text", flat=True).get(paper=paper) if FORMS[form].needs_text else ""
    )
    response = HttpResponse(convert(plan, form, text), content_type=FORMS[form].media_type)
    name = paper.name.rsplit(".", 1)[0][:_ENDINGS] or "ke-hoach"
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    return response
