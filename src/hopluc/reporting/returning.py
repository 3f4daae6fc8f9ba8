"""A report as a form to be filled in away from the web, as a workbook or in Word, and what of it comes back.

The file carries its round, its body, the version of its form, and a digest of what each field held when the
file was made. What comes back is laid over the draft exactly like a form of the web that was open as long
(rules.merge): a cell nobody touched changes nothing, and where the draft has moved on meanwhile the person is
asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hopluc.office.cells import Cell
from hopluc.office.fillable import day_of
from hopluc.office.fillform import FillBook, FillColumn, FillRow, FillSheet, Returned, Shape, Unread, field_of
from hopluc.office.sheets import Value
from hopluc.reporting import rules
from hopluc.reporting.fields import Saved, fields_of
from hopluc.reporting.filling import Filling, filling_of
from hopluc.reporting.formbook.answers import field_name, form_of
from hopluc.reporting.formbook.cells import of_typed
from hopluc.reporting.formbook.content import NUMERIC, Column, Section, rows_of
from hopluc.reporting.formbook.filling import ShownSection
from hopluc.reporting.models import Submission
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

SUBMISSION, FORM, BASE = "submission", "form", "base:"
_FIGURE = Column("so", "Số", "decimal")
LONGEST = 30_000  # characters; a longer text does not go through a cell
DO = (
    "Điền vào các ô màu vàng rồi lưu, gửi lại tệp này trên trang báo cáo. Không đổi tên, không xóa dòng, cột."
)


def book_of(submission: Submission, typed: Mapping[str, str] | None = None) -> FillBook:
    """The workbook of a submission as the draft stands. `typed`: what is to stand in some fields instead."""
    filling = filling_of(submission)
    fields = fields_of(submission)
    round_ = submission.round
    about = {
        SUBMISSION: str(submission.pk),
        FORM: str(round_.form_id or ""),
        "round": round_.title,
        "body": submission.body_name,
        "revision": str(submission.revision),
    }
    about |= {f"{BASE}{name}": rules.digest(text) for name, text in fields.items() if len(text) <= LONGEST}
    shown = fields | dict(typed or {})
    return FillBook(
        f"{round_.title}: {submission.body_name}",
        submission.body_name,
        about,
        list(_sheets(filling, shown, f"{round_.title} – {submission.body_name}")),
        DO,
    )


def _sheets(filling: Filling, shown: Mapping[str, str], title: str) -> Iterator[FillSheet]:
    if filling.sections:
        for one in filling.sections:
            yield from _section(one, filling, shown, title)
        return
    yield from _tasks(filling, shown, title)
    yield from _figures(filling, shown, title)
    rows = [(entry.name, entry.label) for entry in filling.texts]
    yield _texts("Thuyết minh", rows, shown, title)


def _section(
    one: ShownSection, filling: Filling, shown: Mapping[str, str], title: str
) -> Iterator[FillSheet]:
    section = one.section
    if section.kind == "tasks":
        yield from _tasks(filling, shown, title)
    elif section.kind == "figures":
        yield from _figures(filling, shown, title)
    elif section.kind == "narrative":
        name = field_name((section.key, "", ""))
        yield _texts(section.title, [(name, _asked(section))], shown, title)
    else:
        yield _table(one, shown, title)


def _asked(section: Section) -> str:
    """What a narrative is to say, and how long it may be."""
    asked = section.guidance or section.title
    return f"{asked} (không quá {format_number(section.longest)} ký tự)" if section.longest else asked


def _texts(name: str, rows: Sequence[tuple[str, str]], shown: Mapping[str, str], title: str) -> FillSheet:
    columns = (FillColumn("Nội dung", 40, "wrapped"), FillColumn("Báo cáo", 100, "wrapped", "{}"))
    filled = [FillRow(key, (label, shown[key])) for key, label in rows]
    return FillSheet(name, title, "", columns, filled, "texts")


def _tasks(filling: Filling, shown: Mapping[str, str], title: str) -> Iterator[FillSheet]:
    columns = (
        FillColumn("Số", 8, "centre"),
        FillColumn("Nhiệm vụ", 60, "wrapped"),
        FillColumn("Thời hạn", 20, "wrapped"),
        FillColumn("Kết quả thực hiện", 80, "wrapped", "line-{}"),
    )
    lines = [one.line for group in filling.groups for one in (*group.leading, *group.coordinating)]
    rows = [
        FillRow(str(key), (one.task_code, one.task_text, one.deadline, shown[f"line-{key}"]))
        for one in lines
        if (key := getattr(one, "pk", None))
    ]
    if rows:
        yield FillSheet("Nhiệm vụ", title, "", columns, rows)


def _figures(filling: Filling, shown: Mapping[str, str], title: str) -> Iterator[FillSheet]:
    columns = (
        FillColumn("Chỉ tiêu", 56, "wrapped"),
        FillColumn("Đơn vị", 20),
        FillColumn("Kế hoạch", 16),
        FillColumn("Thực hiện", 18, "number", "figure-{}"),
        FillColumn("Ghi chú", 40, "wrapped", "note-{}"),
    )
    rows = [
        FillRow(
            str(key),
            (
                one.figure.name,
                one.figure.unit,
                one.figure.target,
                of_typed(_FIGURE, shown[f"figure-{key}"]),
                shown[f"note-{key}"],
            ),
        )
        for one in filling.figures
        if (key := getattr(one.figure, "pk", None))
    ]
    if rows:
        yield FillSheet("Chỉ tiêu", title, "", columns, rows)


def _table(one: ShownSection, shown: Mapping[str, str], title: str) -> FillSheet:
    section = one.section
    columns = [FillColumn("Nội dung" if section.rows else "TT", 40 if section.rows else 6, "wrapped")]
    columns += [_column(section.key, column) for column in section.columns]
    rows = []
    for row in rows_of(section):
        values: list[Value] = [row.title]
        for column in section.columns:
            text = shown.get(field_name((section.key, row.key, column.key)), "")
            values.append(of_typed(column, text) if column.formula is None else "")
        rows.append(FillRow(row.key, values))
    shape: Shape = "table" if section.rows else "free"
    return FillSheet(section.title, title, section.guidance, columns, rows, shape)


def _column(section: str, column: Column) -> FillColumn:
    kind = "number" if column.kind in NUMERIC else "date" if column.kind == "date" else "wrapped"
    heading = f"{column.title} ({column.unit})" if column.unit else column.title
    pattern = "" if column.formula else field_name((section, "{}", column.key))
    title = f"{heading} (tự tính)" if column.formula else heading
    return FillColumn(title, 18, kind, pattern, column.choices)  # type: ignore[arg-type]


# --- back -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Laid:
    """What a returned form says: fields as texts, the digests of what they were made from, where each
    stands in the file; unread: what belongs to no field for certain."""

    typed: Mapping[str, str]
    base: Mapping[str, str]
    places: Mapping[str, str]
    unread: Sequence[Unread] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was not written: its field ("" where none is meant for certain), where it stands in the file, what
    was typed, why."""

    field: str
    place: str
    typed: str
    why: str


def told_of(laid: Laid, saved: Saved) -> list[Told]:
    """What of a form could not be written, in the order of the file: figures that cannot be read, cells that
    somebody else has changed in the web since the file was made, then what belongs to no field."""
    stands = _("Trên hệ thống đang ghi “%(stands)s”: chọn một trong hai trên trang báo cáo.")
    found = [
        Told(name, laid.places.get(name, ""), saved.refused.get(name, ""), str(why))
        for name, why in saved.errors.items()
    ]
    found += [
        Told(name, laid.places.get(name, ""), typed, stands % {"stands": now})
        for name, (now, typed) in saved.conflicts.items()
    ]
    order = {name: number for number, name in enumerate(laid.places)}
    found.sort(key=lambda one: order.get(one.field, len(order)))
    return [*found, *(Told("", one.place, one.typed, one.why) for one in laid.unread)]


def laid_of(submission: Submission, returned: Returned) -> Laid:
    """What came back, for the submission that it was made for. Raises ValidationError for another's file, or
    for one made by another form."""
    about = returned.about
    if SUBMISSION not in about:
        raise ValidationError(
            _("Tệp này không phải là biểu tải từ hệ thống. Tải biểu ở trang báo cáo, điền rồi gửi lại.")
        )
    if about[SUBMISSION] != str(submission.pk):
        raise ValidationError(
            _("Tệp này là biểu của “%(body)s”, kỳ “%(round)s”. Chọn đúng tệp của báo cáo này.")
            % {"body": about.get("body", ""), "round": about.get("round", "")}
        )
    if about.get(FORM, "") != str(submission.round.form_id or ""):
        raise ValidationError(
            _("Biểu mẫu của kỳ đã đổi sau khi tải tệp. Tải lại biểu rồi chép số liệu sang.")
        )
    base = {key.removeprefix(BASE): text for key, text in about.items() if key.startswith(BASE)}
    if about.get("revision") == str(submission.revision):
        # Nobody has written since: what a program lost of the digests is what stands now.
        now = fields_of(submission)
        base = {name: text or rules.digest(now.get(name, "")) for name, text in base.items()}
    days = set(_days(submission))
    typed = {name: _text(cell, name in days) for name, cell in returned.values.items() if name in base}
    if not typed:
        raise ValidationError(
            _("Không nhận ra ô nào của biểu trong tệp. Tải lại biểu, chép nội dung vào rồi gửi lại.")
        )
    return Laid(typed, base, returned.places, returned.unread)


def _days(submission: Submission) -> Iterator[str]:
    """The fields that hold days."""
    form = form_of(submission)
    for section in form.sections if form else ():
        keys = [row.key for row in rows_of(section)]
        for column in section.columns:
            if column.kind == "date":
                yield from (field_of(field_name((section.key, "{}", column.key)), key) for key in keys)


def _text(cell: Cell, is_day: bool) -> str:
    """A cell as somebody would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        day: dt.date | None = day_of(cell) if is_day else None
        return format_date(day) if day else format_number(cell)
    return cell
