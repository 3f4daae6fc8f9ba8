"""The sections of a form as a page shows them: fields with what stands in them, beside the last period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hopluc.reporting.formbook import answers
from hopluc.reporting.formbook.answers import FilledRow, Place
from hopluc.reporting.formbook.cells import Value, of_kept, written
from hopluc.reporting.formbook.content import Column, FormContent, Section
from hopluc.reporting.formbook.entries import Entry

SPARE = 3  # blank rows shown below those that a body wrote
_PLACES = 2  # after the comma of what a formula gives
MakeEntry = Callable[[str, str, "str | Promise"], Entry]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell: its field, or what it says where it is computed or only read; `before`: of the last period."""

    column: Column
    said: str
    entry: Entry | None = None
    before: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table with the words of the checks that it breaks; `place`: what the names of its fields
    begin with."""

    title: str
    cells: Sequence[ShownCell]
    broken: Sequence[str] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the form; `entry`: the narrative's field, `said`: its words where it is only read."""

    section: Section
    entry: Entry | None = None
    said: str = ""
    before: str = ""
    rows: Sequence[ShownRow] = ()

    @property
    def place(self) -> str:
        """The name of a narrative's field."""
        return answers.field_name((self.section.key, "", ""))

    @property
    def width(self) -> int:
        """How many columns the table has with that of the labels."""
        return len(self.section.columns) + 1


def to_fill(
    form: FormContent,
    said: Mapping[Place, str],
    before: Mapping[Place, str],
    make: MakeEntry,
    touched: Callable[[str], bool],
) -> list[ShownSection]:
    """The form with fields. `make`: field name, label, hint → entry; `touched`: whether something that could
    not be written was typed into a field (its row is shown in any case)."""

    def cell(section: Section, row: FilledRow, column: Column) -> ShownCell:
        place = (section.key, row.row.key, column.key)
        told = of_kept(column, before.get(place, ""))
        if column.formula:
            return ShownCell(column, _computed(row.values[column.key]), before=_computed(told))
        last = written(told)
        label = _("%(column)s, dòng %(row)s") % {"column": column.title, "row": row.row.title}
        stands = written(row.values[column.key])
        return ShownCell(column, stands, make(answers.field_name(place), label, ""), last)

    def shown(section: Section) -> ShownSection:
        if section.kind == "narrative":
            place = (section.key, "", "")
            entry = make(answers.field_name(place), section.title, section.guidance)
            return ShownSection(section, entry, before=before.get(place, ""))
        rows = answers.table(section, said, before) if section.kind == "table" else []
        if not section.rows:
            rows = rows[: _last_used(section, rows, touched) + SPARE]
        return ShownSection(
            section,
            rows=[
                ShownRow(
                    row.row.title,
                    [cell(section, row, one) for one in section.columns],
                    row.broken,
                    answers.field_name((section.key, row.row.key, "")),
                )
                for row in rows
            ],
        )

    return [shown(section) for section in form.sections]


def _computed(value: Value | None) -> str:
    """What a formula gives, as far as people read it."""
    return written(round(value, _PLACES) if isinstance(value, Decimal) else value)


def _last_used(section: Section, rows: Sequence[FilledRow], touched: Callable[[str], bool]) -> int:
    """How many rows to show of a table whose rows the body writes, up to the last that holds something."""

    def used(row: FilledRow) -> bool:
        names = (answers.field_name((section.key, row.row.key, one.key)) for one in section.columns)
        return not row.empty or any(map(touched, names))

    return max((place for place, row in enumerate(rows, 1) if used(row)), default=0)


def to_read(form: FormContent, said: Mapping[Place, str], before: Mapping[Place, str]) -> list[ShownSection]:
    """The form as it was answered, without fields; rows that nobody wrote are left out."""
    found = []
    for section in form.sections:
        rows = answers.table(section, said, before) if section.kind == "table" else []
        found.append(
            ShownSection(
                section,
                said=said.get((section.key, "", ""), ""),
                rows=[
                    ShownRow(
                        row.row.title,
                        [
                            ShownCell(
                                one,
                                (_computed if one.formula else written)(row.values[one.key]),
                                place=""
                                if one.formula
                                else answers.field_name((section.key, row.row.key, one.key)),
                            )
                            for one in section.columns
                        ],
                        place=answers.field_name((section.key, row.row.key, "")),
                    )
                    for row in rows
                    if section.rows or not row.empty
                ],
            )
        )
    return found
