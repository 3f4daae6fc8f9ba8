"""What bodies answer in a form: fields by name, typed texts written, what still stands against handing in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from hopluc.reporting.content import Answered, from_json
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.before import rests_on
from hopluc.reporting.formbook.cells import CellError, Value, kept, of_kept, read, written
from hopluc.reporting.formbook.content import Column, FormContent, Row, Section, rows_of
from hopluc.reporting.formbook.formulas import broken, figures_of, filled
from hopluc.reporting.formbook.models import Answer
from hopluc.reporting.models import Submission, SubmissionEvent

Place = tuple[str, str, str]  # section, row, column
_PREFIX = "tra-loi"


def form_of(submission: Submission) -> FormContent | None:
    """The form that a submission is filled in by; None for the standard report."""
    version = submission.round.form
    return content_of(version) if version else None


def field_name(place: Place) -> str:
    """The name of a cell's or a narrative's field in a page."""
    return ":".join((_PREFIX, *place))


def is_field(name: str) -> bool:
    """Whether a field of a page is a cell or a narrative of a form."""
    return name.startswith(f"{_PREFIX}:")


def places(form: FormContent) -> Iterator[tuple[Place, Section, Column | None]]:
    """Every place that is typed in, in the order of the form; computed columns are not."""
    for section in form.sections:
        if section.kind == "narrative":
            yield (section.key, "", ""), section, None
        for row in rows_of(section) if section.kind == "table" else []:
            for column in section.columns:
                if column.formula is None:
                    yield (section.key, row.key, column.key), section, column


def texts(submission: Submission, form: FormContent) -> dict[str, str]:
    """What stands in each field, as people write it."""
    there = said(submission)
    found = {}
    for place, _section, column in places(form):
        text = there.get(place, "")
        found[field_name(place)] = written(of_kept(column, text)) if column else text
    return found


def said(submission: Submission) -> dict[Place, str]:
    """The answers of a draft as kept, by place."""
    return {(one.section, one.row, one.column): one.text for one in submission.answers.all()}


def write(submission: Submission, form: FormContent, typed: Mapping[str, str]) -> dict[str, str]:
    """Put typed texts into the submission's answers, inside the caller's transaction; the fields that cannot
    be read, with what to do. A field left empty has no row."""
    errors: dict[str, str] = {}
    for place, section, column in places(form):
        name = field_name(place)
        if name not in typed:
            continue
        try:
            value = read(column, typed[name]) if column else _narrative(section, typed[name])
        except CellError as error:
            errors[name] = str(error)
            continue
        keep(submission, place, value)
    return errors


def _narrative(section: Section, text: str) -> str | None:
    if section.longest and len(text) > section.longest:
        raise CellError(
            _("Dài %(n)s ký tự; nhiều nhất %(most)s.") % {"n": len(text), "most": section.longest}
        )
    return text or None


def keep(submission: Submission, place: Place, value: Value | None) -> None:
    """Write one answer; None takes it away."""
    section, row, column = place
    if value is None:
        submission.answers.filter(section=section, row=row, column=column).delete()
        return
    Answer.objects.update_or_create(
        submission=submission,
        section=section,
        row=row,
        column=column,
        defaults={"text": kept(value), "figure": value if isinstance(value, Decimal) else None},
    )


def answered(submission: Submission) -> tuple[Answered, ...]:
    """What is frozen when the report is handed in: what was typed, and what its columns computed from it and
    from the last period."""
    rows = submission.answers.order_by("section", "row", "column")
    typed = [Answered(one.section, one.row, one.column, one.text) for one in rows]
    form = form_of(submission)
    return (*typed, *_computed(submission, form, typed)) if form else tuple(typed)


def _computed(submission: Submission, form: FormContent, typed: Sequence[Answered]) -> Iterator[Answered]:
    tables = [one for one in form.sections if any(column.formula for column in one.columns)]
    rests = any(rests_on(column.formula) for section in tables for column in section.columns)
    before = previous(submission) if rests else {}
    told = {(one.section, one.row, one.column): one.text for one in typed}
    for section in tables:
        for row in table(section, told, before):
            for column in section.columns:
                value = row.values[column.key]
                if column.formula and value is not None:
                    yield Answered(section.key, row.row.key, column.key, kept(value))


# --- the last period ------------------------------------------------------------------------------


def previous(submission: Submission) -> dict[Place, str]:
    """What the body answered in the last period in the same form, whichever its version; empty where it did
    not. A place that the older version had not is missing."""
    version = submission.round.form
    if version is None:
        return {}
    events = SubmissionEvent.objects.filter(
        submission__body=submission.body_id,
        submission__round__form__form=version.form_id,
        submission__round__period_end__lt=submission.round.period_end,
        verb=SubmissionEvent.Verb.SUBMIT,
    )
    last = events.order_by("-submission__round__period_end", "-pk").values_list("content", flat=True).first()
    return said_in(last) if last else {}


def said_in(content: Mapping[str, object]) -> dict[Place, str]:
    """The answers frozen in an event's content."""
    rows = content.get("answers")
    found = [from_json(Answered, one) for one in rows] if isinstance(rows, list) else []
    return {(one.section, one.row, one.column): one.text for one in found}


# --- tables with what is computed -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a table with all its values, computed ones included, and the checks that it breaks."""

    row: Row
    values: Mapping[str, Value | None]
    broken: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing was written into it."""
        return all(value is None for value in self.values.values())


def table(section: Section, said: Mapping[Place, str], before: Mapping[Place, str]) -> list[FilledRow]:
    """The rows of a table as answered, with what is computed; `before`: the answers of the last period."""
    return [_row(section, row, said, before) for row in rows_of(section)]


def _row(section: Section, row: Row, said: Mapping[Place, str], before: Mapping[Place, str]) -> FilledRow:
    values = {one.key: of_kept(one, said.get((section.key, row.key, one.key), "")) for one in section.columns}
    last = {one.key: of_kept(one, before.get((section.key, row.key, one.key), "")) for one in section.columns}
    old = figures_of(last)
    figures = filled(section, figures_of(values), old)
    values |= {one.key: figures[one.key] for one in section.columns if one.formula}
    return FilledRow(row, values, tuple(check.message for check in broken(section, figures, old)))


def unfinished(submission: Submission, form: FormContent) -> list[str]:
    """What stands against handing in: required places left empty, checks that are broken; each with its
    place."""
    told, before = said(submission), previous(submission)
    found = []
    for section in form.sections:
        if section.kind == "narrative" and section.required and not told.get((section.key, "", "")):
            found.append(_("%(section)s: chưa viết.") % {"section": section.title})
        elif section.kind == "table":
            found += _of_table(section, table(section, told, before))
    return found


def _of_table(section: Section, rows: list[FilledRow]) -> Iterator[str]:
    used = [one for one in rows if section.rows or not one.empty]
    if section.required and not any(not one.empty for one in rows):
        yield _("%(section)s: chưa có số liệu.") % {"section": section.title}
        return
    for one in used:
        where = {"section": section.title, "row": one.row.title}
        for column in section.columns:
            if column.required and column.formula is None and one.values[column.key] is None:
                yield _("%(section)s, dòng “%(row)s”: chưa điền cột “%(column)s”.") % {
                    **where,
                    "column": column.title,
                }
        for words in one.broken:
            yield _("%(section)s, dòng “%(row)s”: %(words)s") % {**where, "words": words}
