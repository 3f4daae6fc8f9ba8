"""The table of five years, and the white book: its edition of the year before, checked and frozen."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from hopluc.demo.province import acting
from hopluc.demo.story.telling import LEADER, STANDING, Row, Step, Tale, chapter
from hopluc.reporting.editions import actions as editions
from hopluc.reporting.editions.models import Book, Edition
from hopluc.reporting.reviews.tables import actions as tables
from hopluc.reporting.reviews.tables.models import IndicatorTable


def steps(tale: Tale) -> Iterator[Step]:
    """The five years' table begun, the book of the year before made and frozen."""
    of = chapter("yearbook")
    table, book = of["table"], of["book"]
    title = "Biểu 5 năm, sách trắng năm trước"
    yield Step(f"five-years-{tale.year}", tale.day(table), partial(make_table, tale, table), title)
    yield Step(f"yearbook-{tale.year}", tale.day(book), partial(make_edition, tale, book))
    frozen = partial(freeze, tale, book)
    yield Step(f"yearbook-{tale.year}-frozen", tale.day(book, "frozen"), frozen, atomic=False)


def make_table(tale: Tale, of: Row) -> None:
    """The table of the five years around the year, with figures from before; made once."""
    who, first = acting(STANDING), (tale.year - 1) // 5 * 5 + 1
    title = of["title"].format(first=first, last=first + 4)
    if IndicatorTable.objects.filter(body=who.body, title=title).exists():
        return
    made = tables.make_table(title, first, IndicatorTable.Reads.DONE, by=who, plan=tale.plan())
    for row in of["row"]:
        source = row["source"].format(before=first - 1)
        figures = {first - 1: (Decimal(row["before"]), source)}
        tied = made.rows.filter(key=row["key"]).select_related("indicator").first()
        tables.change_row(
            made, row["key"], by=who, indicator=tied.indicator if tied else None, figures=figures
        )


def make_edition(tale: Tale, of: Row) -> None:
    """The edition of the year before: gathered, each table checked."""
    who = acting(STANDING)
    book = Book.objects.filter(body=who.body, title=of["title"]).first()
    book = book or editions.make_book(of["title"], by=who)
    as_of = tale.date(of["as_of"], "last")
    made = editions.make_edition(book, as_of.year, by=who, as_of=as_of)
    for table in made.tables.all():
        editions.review_table(table, by=who, note=of["note"].get(table.title, ""), reviewed=True)


def freeze(tale: Tale, of: Row) -> None:
    """The leader freezes it."""
    made = Edition.objects.get(book__title=of["title"], year=tale.date(of["as_of"], "last").year)
    editions.freeze(made, by=acting(LEADER))
