"""A table, and a whole edition, from the records and from what was reviewed. Read only."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from hopluc.office.issuing import signatory_of
from hopluc.reporting.content import from_json
from hopluc.reporting.editions.content import BookGrid, Difference, EditionContent, Grid
from hopluc.reporting.editions.measures import MEASURES
from hopluc.reporting.editions.measures.scope import Scope
from hopluc.reporting.editions.models import BookTable, Edition
from hopluc.reporting.editions.rules import differences
from hopluc.reporting.letterheads import place_before_day, superior_of


def grid_of(table: BookTable, edition: Edition) -> Grid:
    """The figures of a table for an edition, as its moment sees them."""
    years = range(edition.year - table.years + 1, edition.year + 1)
    scope = Scope(edition.book.body, years, edition.moment, table.form, table.section)
    return MEASURES[table.measure].gather(scope, table.split)


def grids_of(edition: Edition) -> tuple[BookGrid, ...]:
    """The edition's tables as they were gathered and reviewed."""
    return tuple(
        BookGrid(
            one.chapter, one.title, one.definition, one.source, from_json(Grid, one.content), note=one.note
        )
        for one in edition.tables.all()
    )


def content_of(edition: Edition) -> EditionContent:
    """The whole edition: frozen, or as it stands."""
    if edition.content:
        return from_json(EditionContent, edition.content)
    body, tables = edition.book.body, grids_of(edition)
    before = edition.corrects
    return EditionContent(
        title=edition.book.title,
        issuer=body.name,
        superior=superior_of(body),
        place=place_before_day(body),
        signatory=signatory_of(body.kind),
        year=edition.year,
        number=edition.number,
        as_of=edition.as_of,
        known_on=edition.known_on,
        tables=tables,
        reason=edition.reason,
        corrects=before.number if before else 0,
        differs=differing(edition, tables),
        made_on=timezone.localdate(edition.gathered_at) if edition.gathered_at else None,
    )


def differing(edition: Edition, tables: Sequence[BookGrid]) -> tuple[Difference, ...]:
    """What differs from the frozen edition that this one corrects."""
    if edition.corrects is None or not edition.corrects.content:
        return ()
    before = from_json(EditionContent, edition.corrects.content)
    return differences(before.tables, tables)
