"""What a lower round says for each field of the submission that it answers: values in, values out.

Figures come by the method of consolidation, tables by the rules of their columns, tasks by the task that
carries out the upper one, texts with the names of those who wrote them. Nothing is made up: where no one
figure follows from many, the field has sources and no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.reporting.consolidation import Method
from hopluc.reporting.content import FigureResult, Handed, Report, RowResult, Voice
from hopluc.reporting.formbook.cells import MOST_PLACES, of_kept, written
from hopluc.reporting.formbook.content import Column, FormContent, Section, rows_of
from hopluc.reporting.rules import digest, tidy
from hopluc.viet.numbers import format_number

TEXTS = ("overview", "difficulties", "proposals", "next_period")


@dataclass(frozen=True, slots=True)
class Given:
    """What one unit gave for a field."""

    body_id: int
    body: str
    text: str


@dataclass(frozen=True, slots=True)
class Laid:
    """What the lower round says for a field. text: what to lay there, as it is typed. how: where it comes
    from, in words. given: what each unit gave."""

    field: str
    text: str
    how: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class UpperLine:
    """A task of the upper submission: its field, what its own progress says, the tasks below that carry it
    out (itself, where both rounds speak of one plan)."""

    field: str
    gathered: str
    below: frozenset[int]


@dataclass(frozen=True, slots=True)
class UpperFigure:
    """An indicator of the upper submission: its field and the indicators below that serve it."""

    field: str
    unit: str
    below: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Upper:
    """The submission to be filled. form: where both rounds use one form. difficulties: what the plan's own
    records tell of them."""

    lines: tuple[UpperLine, ...]
    figures: tuple[UpperFigure, ...]
    difficulties: str = ""
    form: FormContent | None = None
    standard: bool = True


def laid(upper: Upper, handed: Sequence[Handed], report: Report) -> list[Laid]:
    """What the lower round says for every field that it speaks of."""
    told = sorted(handed, key=lambda one: (one.body_order, one.body, one.body_id))
    return [
        *_tasks(upper.lines, told),
        *_figures(upper.figures, told, report),
        *(_texts(told, {"difficulties": upper.difficulties}) if upper.standard else ()),
        *(_form(upper.form, told, report) if upper.form else ()),
    ]


# --- tasks, texts -----------------------------------------------------------------------------------


def _tasks(lines: Iterable[UpperLine], told: Sequence[Handed]) -> Iterator[Laid]:
    for line in lines:
        given = tuple(
            Given(one.body_id, one.body, words)
            for one in told
            for part in one.parts
            if part.task_id in line.below and (words := tidy(part.narrative))
        )
        if given:
            yield Laid(line.field, _joined(given, line.gathered), _of_units(given), given)


def _texts(told: Sequence[Handed], before: Mapping[str, str]) -> Iterator[Laid]:
    for name in TEXTS:
        given = tuple(
            Given(one.body_id, one.body, words) for one in told if (words := tidy(getattr(one, name)))
        )
        if given:
            yield Laid(name, _joined(given, before.get(name, "")), _of_units(given), given)


def _joined(given: Sequence[Given], before: str = "") -> str:
    """The words of the units, each under its name; the same words stand once."""
    names: dict[str, list[str]] = {}
    for one in given:
        names.setdefault(one.text, []).append(one.body)
    said = [f"{', '.join(dict.fromkeys(bodies))}: {text}" for text, bodies in names.items()]
    return "\n".join([*([before.strip()] if before.strip() else []), *said])


def _of_units(given: Sequence[Given]) -> str:
    return f"{len({one.body_id for one in given})} đơn vị viết"


# --- figures ----------------------------------------------------------------------------------------


def _figures(figures: Iterable[UpperFigure], told: Sequence[Handed], report: Report) -> Iterator[Laid]:
    reports = (report, *(part.report for part in report.plans))
    results = {result.id: result for one in reports for result in one.figures}
    for figure in figures:
        given = tuple(
            Given(one.body_id, one.body, format_number(own.value))
            for one in told
            for own in one.figures
            if own.indicator_id in figure.below and own.value is not None
        )
        if given:
            text, how = _figure(figure, [results[pk] for pk in figure.below if pk in results])
            yield Laid(figure.field, text, how, given)


def _figure(figure: UpperFigure, results: Sequence[FigureResult]) -> tuple[str, str]:
    if len(results) != 1:
        return "", f"{len(results)} chỉ tiêu cấp dưới cùng phục vụ chỉ tiêu này: chọn số rồi nhập"
    result = results[0]
    if tidy(result.unit).casefold() != tidy(figure.unit).casefold():
        return "", f"Đơn vị tính khác nhau ({result.unit or 'không ghi'}): đổi rồi nhập"
    text = "" if result.value is None else _plain(result.value)
    return text, _HOW[Method(result.method)]


_HOW: Mapping[Method, str] = {
    Method.SUM: "Cộng số liệu của các đơn vị",
    Method.ONLY: "Số liệu của đơn vị duy nhất có số liệu",
    Method.EACH: "Chỉ tiêu giao cho từng đơn vị, không cộng: nhập số chung nếu có",
    Method.SHARE: "Tỷ lệ, mức bình quân không cộng giữa các đơn vị: nhập số chung",
    Method.RECORDS: "Số liệu theo dõi kế hoạch của cơ quan",
    Method.NONE: "Chưa có số liệu",
}


def _plain(value: Decimal) -> str:
    return format_number(round(value, MOST_PLACES))


# --- own forms --------------------------------------------------------------------------------------


def _form(form: FormContent, told: Sequence[Handed], report: Report) -> Iterator[Laid]:
    results = {one.key: one for one in report.sections}
    for section in form.sections:
        if section.key not in results:
            continue
        if section.kind == "narrative":
            yield from _narrative(section, told, results[section.key].voices)
        elif section.rows:
            yield from _named_rows(section, told, results[section.key].rows)
        else:
            yield from _own_rows(section, results[section.key].rows)


def _field(section: str, row: str = "", column: str = "") -> str:
    """As formbook.answers.field_name, which needs tables of the database."""
    return ":".join(("tra-loi", section, row, column))


def _narrative(section: Section, told: Sequence[Handed], voices: Sequence[Voice]) -> Iterator[Laid]:
    if not voices:
        return
    said = {(one.body_id, cell.section): cell.text for one in told for cell in one.answers if not cell.column}
    given = tuple(
        Given(one.body_id, one.body, words)
        for one in told
        if (words := tidy(said.get((one.body_id, section.key), "")))
    )
    yield Laid(_field(section.key), _joined(given), _of_units(given), given)


_GATHERED = {
    "sum": "Cộng",
    "mean": "Bình quân",
    "weighted": "Bình quân gia quyền",
    "rate": "Tỷ lệ tính từ tổng",
    "count": "Đếm",
    "list": "Liệt kê",
    "none": "Cột này không tổng hợp được: xem từng đơn vị rồi nhập",
}


def _named_rows(section: Section, told: Sequence[Handed], rows: Sequence[RowResult]) -> Iterator[Laid]:
    """Rows that the form names: each cell by its column's rule."""
    cells = {
        (cell.row, cell.column, one.body_id): cell.text
        for one in told
        for cell in one.answers
        if cell.section == section.key
    }
    for row, result in zip(section.rows, rows, strict=False):
        for column, value in zip(section.columns, result.values, strict=True):
            given = tuple(
                Given(one.body_id, one.body, written(of_kept(column, text)))
                for one in told
                if (text := cells.get((row.key, column.key, one.body_id), ""))
            )
            if given and column.formula is None:
                how = f"{_GATHERED[column.gathers]} ({len(given)} đơn vị có số liệu)"
                yield Laid(_field(section.key, row.key, column.key), _gathered(column, value), how, given)


def _own_rows(section: Section, rows: Sequence[RowResult]) -> Iterator[Laid]:
    """Rows that units wrote stand one after another, as far as the form has room; the body of each is told
    beside it."""
    written_rows = [row for row in rows if not row.total]
    for place, row in zip(rows_of(section), written_rows, strict=False):
        for column, value in zip(section.columns, row.values, strict=True):
            text = _typed(column, value)
            if text and column.formula is None:
                given = (Given(0, row.title, text),)
                yield Laid(_field(section.key, place.key, column.key), text, f"Dòng của {row.title}", given)


def _typed(column: Column, kept: str) -> str:
    """A kept value as it is typed."""
    value = of_kept(column, kept)
    return _plain(value) if isinstance(value, Decimal) else written(value)


def _gathered(column: Column, kept: str) -> str:
    """A gathered value as it is typed; a count, or a list of figures, is no value of the cell."""
    if column.gathers == "count" or (column.gathers == "list" and column.kind != "text"):
        return ""
    return _typed(column, kept)


# --- laid over what stands --------------------------------------------------------------------------


def bases(
    current: Mapping[str, str], untouched: Iterable[str], taken: Mapping[str, str], wanted: Iterable[str]
) -> dict[str, str]:
    """For rules.merge: what each field is taken to have held, so that only what nobody typed is replaced.

    current: what stands in the fields. untouched: those that hold only what the system filled in. taken: what
    was laid there last time.
    """
    free = set(untouched)
    found = {}
    for field in wanted:
        now = current.get(field, "")
        seen = now if field in free or tidy(now) == tidy(taken.get(field, "")) else taken.get(field, "")
        found[field] = digest(seen)
    return found
