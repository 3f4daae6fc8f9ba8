"""What can be typed in a report, by the name of its field: read, and written into its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from hopluc.reporting.formbook import answers
from hopluc.reporting.marking import answers as marks
from hopluc.reporting.models import FigureLine, Line, Submission
from hopluc.viet.numbers import format_number, parse_number

# So many rows are written by one statement.
AT_ONCE = 200
TEXTS = ("overview", "difficulties", "proposals", "next_period")


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it stands after saving.

    conflicts: fields that somebody else changed meanwhile (what stands, what was typed);
    errors: fields whose text is no figure, with what to do; refused: what was typed there. None of
    these was written. against: why a draft that was to be handed in was saved only.
    """

    submission: Submission
    conflicts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    against: PermissionDenied | ValidationError | None = None


def fields_of(submission: Submission) -> dict[str, str]:
    """What can be typed in a submission, by the name of its field in the form."""
    form = answers.form_of(submission)
    if form:
        texts = answers.texts(submission, form)
    else:
        texts = {name: str(getattr(submission, name)) for name in TEXTS}
    lines = {f"line-{line.pk}": line.narrative for line in submission.lines.all()}
    figures: dict[str, str] = {}
    for one in submission.figures.all():
        figures[f"figure-{one.pk}"] = "" if one.value is None else format_number(one.value)
        figures[f"note-{one.pk}"] = one.note
    return texts | lines | figures | marks.texts(marks.sent(submission))


def write(submission: Submission, writes: Mapping[str, str], who: str) -> dict[str, str]:
    """Put typed texts into their rows, inside the caller's transaction, `who` writing; the fields whose text
    is no figure, with what to do."""
    lines = {f"line-{line.pk}": line for line in submission.lines.all()}
    every = list(submission.figures.all())
    figures = {f"figure-{one.pk}": one for one in every}
    notes = {f"note-{one.pk}": one for one in every}
    told: dict[int, Line] = {}
    counted: dict[int, FigureLine] = {}
    form = answers.form_of(submission)
    errors = answers.write(submission, form, writes) if form else {}
    errors |= marks.write(submission, writes, who)
    for name, text in writes.items():
        if answers.is_field(name) or marks.is_field(name):
            continue
        if name in TEXTS:
            setattr(submission, name, text)
        elif name in lines:
            line = lines[name]
            line.narrative, line.typed = text, text != line.gathered
            told[line.pk] = line
        elif name in notes:
            notes[name].note = text
            counted[notes[name].pk] = notes[name]
        elif error := _set_figure(figures[name], text):
            errors[name] = error
        else:
            counted[figures[name].pk] = figures[name]
    Line.objects.bulk_update(told.values(), ["narrative", "typed"], batch_size=AT_ONCE)
    FigureLine.objects.bulk_update(counted.values(), ["value", "typed", "note"], batch_size=AT_ONCE)
    if counted:  # to be read as the database keeps them
        getattr(submission, "_prefetched_objects_cache", {}).pop("figures", None)
    return errors


def _set_figure(figure: FigureLine, text: str) -> str:
    """Set a figure; what is wrong with it, or nothing."""
    value = parse_number(text) if text else None
    if text and (value is None or abs(value) >= Decimal(10) ** 16):
        return _("“%(text)s” không phải là số. Viết như 1.234,5; để trống nếu không có số liệu.") % {
            "text": text
        }
    figure.value, figure.typed = value, value != figure.known
    return ""
