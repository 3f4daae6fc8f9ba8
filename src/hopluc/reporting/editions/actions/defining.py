"""A book is made with its standard tables; they are defined anew, moved, dropped."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hopluc.archive.actions import record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.plans.deeds import StaleFormError
from hopluc.reporting.editions import access
from hopluc.reporting.editions.actions.common import lock_book
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.models import Book, BookTable
from hopluc.reporting.formbook.models import Form
from hopluc.reporting.reviews.rules import moved

PACKAGE = "hopluc.reporting.editions"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a table of the book is: fields of models.BookTable."""

    chapter: str
    title: str
    measure: str
    split: str
    years: int = 3
    definition: str = ""
    source: str = ""
    form: Form | None = None
    section: str = ""


def _check(definition: Definition) -> None:
    measure = MEASURES.get(definition.measure)
    if measure is None or definition.split not in measure.splits:
        raise ValidationError({"split": _("Số liệu này không phân theo cách đó.")})
    if not definition.chapter.strip() or not definition.title.strip():
        raise ValidationError({"title": _("Ghi chương và tên bảng.")})
    if definition.measure == "form" and (definition.form is None or not definition.section):
        raise ValidationError({"form": _("Chọn biểu mẫu và phần có bảng.")})


def _write(table: BookTable, definition: Definition, by: Acting, verb: str) -> BookTable:
    """Lay a definition over a table; what is left blank is said in the measure's own words."""
    _check(definition)
    measure = MEASURES[definition.measure]
    table.chapter, table.title = " ".join(definition.chapter.split()), " ".join(definition.title.split())
    table.measure, table.split, table.years = definition.measure, definition.split, definition.years
    table.definition = definition.definition.strip() or str(measure.definition)
    table.source = definition.source.strip() or str(measure.source)
    table.form, table.section = definition.form, definition.section
    others = table.book.tables.filter(title=table.title).exclude(pk=table.pk)
    if others.exists():
        raise ValidationError({"title": _("Sách đã có bảng cùng tên.")})
    table.revision += 1
    table.save()
    record(by.actor, verb, table.book, fields={"table": table.pk}, body_id=table.book.body_id)
    return table


@transaction.atomic
def make_book(title: str, *, by: Acting) -> Book:
    """Begin a book with the standard tables (standard.toml)."""
    if not access.may_make(by):
        raise PermissionDenied(_("Chỉ chuyên viên, lãnh đạo lập được sách."))
    made = Book(body=by.body, title=" ".join(title.split()), made_by=by.user, made_by_name=by.actor.name)
    made.full_clean(exclude=["made_by"])
    made.save()
    record(by.actor, "make_book", made, body_id=made.body_id)
    data = tomllib.loads(resources.files(PACKAGE).joinpath("standard.toml").read_text("utf-8"))
    for order, one in enumerate(data["tables"], 1):
        _write(BookTable(book=made, order=order), Definition(**one), by, "define_book_table")
    return made


@transaction.atomic
def add_table(book: Book, definition: Definition, *, by: Acting) -> BookTable:
    """A table at the end of the book; its chapter may be one that is there."""
    now = lock_book(book, by)
    last = now.tables.order_by("-order").values_list("order", flat=True).first() or 0
    return _write(BookTable(book=now, order=last + 1), definition, by, "define_book_table")


def _lock_table(table: BookTable, by: Acting, seen: int | None) -> BookTable:
    book = lock_book(table.book_id, by)
    now = held(BookTable.objects.all(), table.pk)
    if seen is not None and seen != now.revision:
        raise StaleFormError(_("Bảng “%s” vừa được người khác sửa. Xem lại rồi sửa tiếp.") % now, "moved")
    now.book = book
    return now


@transaction.atomic
def change_table(
    table: BookTable, definition: Definition, *, by: Acting, seen: int | None = None
) -> BookTable:
    """Define a table anew; editions that were gathered keep the old definition."""
    return _write(_lock_table(table, by, seen), definition, by, "define_book_table")


@transaction.atomic
def move_table(table: BookTable, *, by: Acting, up: bool) -> BookTable:
    """Move a table a place up or down."""
    now = _lock_table(table, by, None)
    rows = {row.pk: row for row in now.book.tables.all()}
    for place, pk in enumerate(moved(list(rows), now.pk, up), 1):
        if rows[pk].order != place:
            BookTable.objects.filter(pk=pk).update(order=place)
    record(by.actor, "move_book_table", now.book, fields={"table": now.pk}, body_id=now.book.body_id)
    return now


@transaction.atomic
def drop_table(table: BookTable, *, by: Acting) -> None:
    """Take a table out of the definition; editions that were gathered keep it."""
    now = _lock_table(table, by, None)
    record(by.actor, "drop_book_table", now.book, fields={"table": now.pk}, body_id=now.book.body_id)
    now.delete()
