"""Books: the list, making one, the definition of its tables."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopluc.organizations.access import acting_of, member_required
from hopluc.organizations.acting import Acting
from hopluc.plans.views.common import posted, submit
from hopluc.reporting.editions import access, actions
from hopluc.reporting.editions.forms import BookForm, TableForm, initial_of
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.models import Book, BookTable, Edition
from hopluc.reporting.formbook.queries import usable
from hopluc.reporting.views.loading import told
from hopluc.ui.downloads import Column, asked, xlsx

FORM_METHODS = ["GET", "HEAD", "POST"]


def load_book(acting: Acting, pk: int) -> Book:
    """The book, for those who may read it."""
    return get_object_or_404(Book.objects.visible_to(acting).select_related("body__parent"), pk=pk)


def load_written(acting: Acting, pk: int) -> Book:
    """The book, for those who make it; 403 for those who only read."""
    found = load_book(acting, pk)
    if not access.may_write(acting, found):
        raise PermissionDenied(_("Chỉ cán bộ của cơ quan lập sách làm việc này."))
    return found


def _load_table(acting: Acting, pk: int) -> BookTable:
    rows = BookTable.objects.filter(book__in=Book.objects.visible_to(acting)).select_related("form")
    found = get_object_or_404(rows, pk=pk)
    found.book = load_written(acting, found.book_id)
    return found


@require_safe
@member_required
def books(request: HttpRequest) -> HttpResponse:
    """The editions that the person may read, the newest first, and the books."""
    acting = acting_of(request)
    editions = Edition.objects.visible_to(acting).select_related("book__body", "corrects")
    rows = editions.order_by("-year", "book__title", "-number", "pk")
    if asked(request):
        columns = [
            Column(_("Sách"), 60),
            Column(_("Cơ quan"), 36),
            Column(_("Năm"), 8),
            Column(_("Lần xuất bản"), 12),
            Column(_("Số liệu tính đến"), 14),
            Column(_("Trạng thái"), 14),
            Column(_("Khóa lúc"), 18),
            Column(_("Lý do hiệu chỉnh"), 50),
        ]
        lines = (
            [
                o.book.title, o.book.body.name, o.year, o.number, o.as_of, str(o.get_state_display()),
                o.frozen_at, o.reason,
            ]
            for o in rows
        )  # fmt: skip
        return xlsx("sach-so-lieu.xlsx", _("Sách số liệu"), columns, lines)
    seen = Book.objects.visible_to(acting).select_related("body").order_by("title", "pk")
    context = {"editions": rows, "books": seen, "may_make": access.may_make(acting)}
    return render(request, "reporting/editions/books.html", context)


@require_http_methods(FORM_METHODS)
@member_required
def make(request: HttpRequest) -> HttpResponse:
    """Begin a book with the standard tables."""
    acting = acting_of(request)
    if not access.may_make(acting):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo lập được sách."))
    form = BookForm(posted(request)[0], initial={"title": _("Sách trắng kinh tế tập thể, hợp tác xã")})
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            lambda made: reverse("editions:book", args=[made.pk]),
            lambda: actions.make_book(form.cleaned_data["title"], by=acting),
        )
        if done.response:
            return done.response
    return render(request, "reporting/editions/make.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@member_required
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """The definition of a book's tables, and its editions."""
    acting = acting_of(request)
    found = load_book(acting, pk)
    rows = list(found.tables.select_related("form"))
    if asked(request):
        return _definitions(found, rows)
    context = {
        "book": found,
        "tables": [
            (one, MEASURES[one.measure].title, MEASURES[one.measure].splits[one.split]) for one in rows
        ],
        "editions": Edition.objects.visible_to(acting).filter(book=found).order_by("-year", "-number"),
        "may_write": access.may_write(acting, found),
    }
    return render(request, "reporting/editions/book.html", context)


def _definitions(book: Book, rows: list[BookTable]) -> HttpResponse:
    """The definition of all tables as a workbook."""
    columns = [
        Column(_("Chương"), 30),
        Column(_("Bảng"), 50),
        Column(_("Số liệu"), 40),
        Column(_("Phân theo"), 20),
        Column(_("Số năm"), 10),
        Column(_("Khái niệm, cách tính"), 70),
        Column(_("Nguồn"), 50),
    ]
    lines = (
        [
            one.chapter, one.title, str(MEASURES[one.measure].title),
            str(MEASURES[one.measure].splits[one.split]), one.years, one.definition, one.source,
        ]
        for one in rows
    )  # fmt: skip
    return xlsx(f"dinh-nghia-bang-{book.pk}.xlsx", book.title, columns, lines)


@require_http_methods(FORM_METHODS)
@member_required
def add_table(request: HttpRequest, pk: int) -> HttpResponse:
    """A table at the end of the book."""
    acting = acting_of(request)
    found = load_written(acting, pk)
    form = TableForm(posted(request)[0], usable(acting.body))
    back = reverse("editions:book", args=[pk])
    if request.method == "POST" and form.is_valid():
        done = submit(request, form, back, lambda: actions.add_table(found, form.definition_of, by=acting))
        if done.response:
            return done.response
    context = {"book": found, "form": form, "back": back}
    return render(request, "reporting/editions/define.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM_METHODS)
@member_required
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Define a table anew, or take it out."""
    acting = acting_of(request)
    one = _load_table(acting, pk)
    back = reverse("editions:book", args=[one.book_id])
    if request.method == "POST" and request.POST.get("deed") == "drop":
        with told(request, _("Đã bỏ bảng khỏi sách; các bản đã lập giữ nguyên.")):
            actions.drop_table(one, by=acting)
        return redirect(back)
    form = TableForm(posted(request)[0], usable(acting.body), initial=initial_of(one))
    if request.method == "POST" and form.is_valid():
        done = submit(
            request,
            form,
            f"{back}#b{pk}",
            lambda: actions.change_table(one, form.definition_of, by=acting, seen=form.cleaned_data["seen"]),
        )
        if done.response:
            return done.response
    context = {"book": one.book, "form": form, "back": back, "table": one}
    return render(request, "reporting/editions/define.html", context, status=422 if form.errors else 200)


@require_POST
@member_required
def move_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a table a place up or down."""
    acting = acting_of(request)
    one = _load_table(acting, pk)
    with told(request):
        actions.move_table(one, by=acting, up=request.POST.get("len") == "1")
    return redirect(reverse("editions:book", args=[one.book_id]) + f"#b{pk}")
