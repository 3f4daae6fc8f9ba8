"""Editions: making one, its tables with their review, freezing, downloads."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.views.common import posted, submit
from hopluc.reporting.content import from_json
from hopluc.reporting.editions import access, actions
from hopluc.reporting.editions.content import Grid
from hopluc.reporting.editions.forms import CheckForm, EditionForm
from hopluc.reporting.editions.gathering import content_of
from hopluc.reporting.editions.models import Edition, EditionTable
from hopluc.reporting.editions.views.books import FORM_METHODS, load_written
from hopluc.reporting.issuing import pdfs
from hopluc.reporting.views import downloads
from hopluc.reporting.views.loading import tell, told


def load_edition(acting: Acting, pk: int) -> Edition:
    """The edition, for those who may read it."""
    rows = Edition.objects.visible_to(acting).select_related(
        "book__body__parent", "corrects", "docx", "xlsx", "csv"
    )
    return get_object_or_404(rows, pk=pk)


def _load_own(acting: Acting, pk: int) -> Edition:
    found = load_edition(acting, pk)
    if not access.may_write(acting, found.book):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập sách làm việc này."))
    return found


@require_http_methods(FORM_METHODS)
@member_required
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the edition of a year."""
    acting = acting_of(request)
    book = load_written(acting, pk)
    today = timezone.localdate()
    year = today.year - 1
    initial = {"year": year, "as_of": min(today, dt.date(year, 12, 31))}
    form = EditionForm(posted(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        given, begun = form.cleaned_data, []

        def begin() -> Edition:
            begun.append(actions.begin_edition(book, by=acting, **given))
            return begun[0]

        done = submit(request, form, lambda made: reverse("editions:edition", args=[made.pk]), begin)
        if done.response:
            with told(request):
                for made in begun:  # none where the form was sent twice
                    actions.gather_edition(made, by=acting)
            return done.response
    context = {"book": book, "form": form, "frozen": book.editions.filter(state=Edition.State.FROZEN)}
    return render(
        request, "reporting/editions/make_edition.html", context, status=422 if form.errors else 200
    )


@require_safe
@member_required
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """The tables of an edition, whether each was reviewed; once frozen as they were frozen."""
    acting = acting_of(request)
    found = load_edition(acting, pk)
    draft = found.state == Edition.State.DRAFT
    content = content_of(found)
    kept = {one.title: one for one in found.tables.all()}
    context = {
        "edition": found,
        "book": found.book,
        "content": content,
        "chapters": [
            (chapter, [(number, one, kept.get(one.title)) for number, one in tables])
            for chapter, tables in content.chapters
        ],
        "waiting": [one for one in kept.values() if one.reviewed_at is None] if draft else [],
        "may_write": draft and access.may_write(acting, found.book),
        "pdf": (printed := pdfs.of(found.docx)),
        "makes_pdf": not draft
        and not (printed and (printed.waiting or printed.file_id))
        and access.may_freeze(acting, found.book),
        "may_freeze": draft and access.may_freeze(acting, found.book),
    }
    return render(request, "reporting/editions/edition.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check a table of an edition and write a note for its reader."""
    acting = acting_of(request)
    rows = EditionTable.objects.filter(edition__in=Edition.objects.visible_to(acting))
    one = get_object_or_404(rows, pk=pk)
    one.edition = _load_own(acting, one.edition_id)
    back = reverse("editions:edition", args=[one.edition_id]) + f"#b{pk}"
    initial = {"note": one.note, "reviewed": one.reviewed_at is not None, "seen": one.edition.revision}
    form = CheckForm(posted(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        done = submit(request, form, back, lambda: actions.review_table(one, by=acting, **form.cleaned_data))
        if done.response:
            return done.response
    grid = from_json(Grid, one.content)
    context = {"edition": one.edition, "table": one, "grid": grid, "form": form, "back": back}
    return render(request, "reporting/editions/check.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the records again."""
    acting = acting_of(request)
    with told(request, _("Đã lấy lại số liệu; bảng có số thay đổi phải soát lại.")):
        actions.gather_edition(_load_own(acting, pk), by=acting)
    return redirect("editions:edition", pk)


@require_POST
@member_required
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away an edition that was not frozen."""
    acting = acting_of(request)
    found = _load_own(acting, pk)
    try:
        actions.drop_edition(found, by=acting)
    except ValidationError as refused:
        tell(request, refused)
        return redirect("editions:edition", pk)
    messages.success(request, _("Đã bỏ bản chưa khóa."))
    return redirect("editions:book", found.book_id)


@require_POST
@member_required
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze an edition for ever."""
    acting = acting_of(request)
    found = load_edition(acting, pk)
    if not access.may_freeze(acting, found.book):
        raise PermissionDenied(_("Lãnh đạo của cơ quan lập sách mới khóa được bản xuất bản."))
    again = found.state == Edition.State.FROZEN  # it asks for the PDF alone
    done = _("Đang tạo bản PDF.") if again else _("Đã khóa. Nội dung và tệp giữ nguyên từ nay.")
    with told(request, done):
        actions.freeze(found, by=acting)
    return redirect("editions:edition", pk)


@require_safe
@member_required
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The edition as Word, Excel or CSV: as it was frozen, or as it stands; of the former the PDF too."""
    found = load_edition(acting_of(request), pk)
    kept = {"docx": found.docx, "xlsx": found.xlsx, "zip": found.csv}
    stem = f"sach-so-lieu-{found.year}-lan-{found.number}"
    return downloads.download(request, stem, kind, kept, lambda: actions.files_of(content_of(found)))
