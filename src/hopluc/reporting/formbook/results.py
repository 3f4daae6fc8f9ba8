"""What many bodies answered in a form, section by section: texts with who said them, tables made one.

Pure; the result does not depend on the order in which the reports come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hopluc.reporting.content import Answered, Handed, RowResult, SectionResult
from hopluc.reporting.editing.folding import voices
from hopluc.reporting.formbook.before import TOTAL_ROW
from hopluc.reporting.formbook.before import of_row as last_of
from hopluc.reporting.formbook.cells import Value, kept, of_kept
from hopluc.reporting.formbook.consolidating import Gathered, gather
from hopluc.reporting.formbook.content import FormContent, Section, rows_of
from hopluc.reporting.formbook.formulas import Figures, figures_of, filled

TOTAL = "Tổng cộng"
Cells = Mapping[tuple[str, str, str], str]
TableRow = dict[str, Value | None]


def results(
    form: FormContent, reports: Sequence[Handed], before: Sequence[Answered] = ()
) -> tuple[SectionResult, ...]:
    """The narratives and tables of a form; tasks and figures have places of their own in a report. before:
    the consolidated figures of the last period."""
    said = [
        (report, {(one.section, one.row, one.column): one.text for one in report.answers})
        for report in reports
    ]
    return tuple(
        SectionResult(
            section.key,
            voices=voices(
                (one.body_id, one.body, cells.get((section.key, "", ""), "")) for one, cells in said
            ),
        )
        if section.kind == "narrative"
        else SectionResult(section.key, rows=_table(section, said, before))
        for section in form.sections
        if section.kind in {"narrative", "table"}
    )


def _table(
    section: Section, said: Sequence[tuple[Handed, Cells]], before: Sequence[Answered]
) -> tuple[RowResult, ...]:
    """Rows that the form names are gathered over the bodies; rows that bodies wrote stand one after another
    with their body's name. The last row gathers all."""
    if section.rows:
        by_row = [[_values(section, row.key, cells) for _one, cells in said] for row in section.rows]
        rows = [
            _gathered(section, row.title, own, last_of(before, section, row.key))
            for row, own in zip(section.rows, by_row, strict=True)
        ]
        every = [one for own in by_row for one in own]
    else:
        written = [
            (one.body, row) for one, cells in said for row in _own_rows(section, cells) if any(row.values())
        ]
        rows = [
            RowResult(body, tuple(kept(row[one.key]) for one in section.columns)) for body, row in written
        ]
        every = [row for _body, row in written]
    total = _gathered(section, TOTAL, every, last_of(before, section, TOTAL_ROW), total=True)
    return (*rows, total) if any(total.values) and len(rows) > 1 else tuple(rows)


def _own_rows(section: Section, cells: Cells) -> list[TableRow]:
    return [_values(section, row.key, cells) for row in rows_of(section)]


def _values(section: Section, row: str, cells: Cells) -> TableRow:
    """A body's row with its computed columns, as the body saw them when it handed in; of reports that were
    handed in without them they are computed (what rests on the last period is blank)."""
    values: TableRow = {
        one.key: of_kept(one, cells.get((section.key, row, one.key), "")) for one in section.columns
    }
    figures = filled(section, figures_of(values))
    blank = [one.key for one in section.columns if one.formula and values[one.key] is None]
    return values | {key: figures[key] for key in blank}


def _gathered(
    section: Section, title: str, rows: Sequence[TableRow], before: Figures, *, total: bool = False
) -> RowResult:
    found: dict[str, Gathered] = gather(section, rows, before)
    columns = [found[one.key] for one in section.columns]
    return RowResult(
        title, tuple(kept(one.value) for one in columns), tuple(one.of for one in columns), total
    )


def of_row(
    section: Section, reports: Sequence[Handed], place: int | None
) -> list[tuple[Handed, str, tuple[Value | None, ...]]]:
    """The bodies' rows behind a row of the consolidated table, with what each row is called: of a row of the
    form (by its place) each body's, of a body's own row that one alone, of the total (None) all of them.
    Rows that hold nothing are left out."""
    rows = rows_of(section)
    found = []
    for report in reports:
        cells = {(one.section, one.row, one.column): one.text for one in report.answers}
        for row in rows:
            values = _values(section, row.key, cells)
            if any(one not in (None, "") for one in values.values()):
                found.append((report, row, tuple(values[one.key] for one in section.columns)))
    if place is not None and section.rows:
        found = [one for one in found if one[1].key == section.rows[place].key]
    elif place is not None:
        found = found[place : place + 1]
    return [(report, row.title, values) for report, row, values in found]
