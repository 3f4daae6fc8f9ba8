"""The year's budget as a workbook for the finance department: typed cells, formulas for sums, frozen heads.

The lines stand on a sheet of their own; sums by kind, source and body, and the money of each task, are
formulas over it, so that whoever corrects a line sees them follow. Each formula carries its value as well,
for readers that do not calculate. Texts stay texts, whatever they begin with.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from hopluc.office.sheets import clean, formats_of, row_height, sheet_name
from hopluc.plans.budget import queries
from hopluc.plans.budget.rules import Amounts
from hopluc.ui.statuses import badge_of
from hopluc.viet.dates import format_date

HEAD = 3  # the row of the headings: title, what is shown, an empty row before it
SUMS = ("asked", "proposed", "approved", "spent")
# Places of the columns of the lines by which others are summed.
_FUND, _SOURCE, _BODY, _NUMBER, _TASK = 1, 2, 3, 4, 5
_NORM, _QUANTITY, _FIRST = 8, 9, 10  # _FIRST: the first of the four sums
_PROGRESS = 3  # of a task, on the sheet of tasks; the four sums stand behind it
_A4, _A3, _WIDEST_ON_A4 = 9, 8, 200
_WIDTHS = (6, 15, 15, 22, 8, 34, 30, 11, 14, 9, 16, 16, 16, 16, 16, 9, 14, 26)
_TASK_WIDTHS = (8, 60, 28, 10, 18, 18, 18, 18, 18, 10, 24)
_SUM_WIDTHS = (48, 24, 18, 18, 18, 18, 18, 10)


@dataclass(slots=True)
class _Sheets:
    """A workbook being written: where the lines lie, how cells look."""

    book: Any
    looks: dict[str, Any]
    taken: set[str] = field(default_factory=set)
    lines: str = ""
    first: int = HEAD + 2
    last: int = HEAD + 2

    def add(self, name: str, title: str, told: str, widths: Sequence[float], heads: Sequence[str]) -> Any:
        """A sheet with its title, what it shows, and its headings, which stay in sight."""
        sheet = self.book.add_worksheet(sheet_name(name, self.taken))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, clean(title), self.looks["title"])
        sheet.write_string(1, 0, clean(told), self.looks["subtitle"])
        for place, head in enumerate(heads):
            sheet.write_string(HEAD, place, head, self.looks["head"])
        sheet.set_row(HEAD, row_height(zip(heads, widths, strict=True)))
        sheet.set_landscape()
        sheet.set_paper(_A3 if sum(widths) > _WIDEST_ON_A4 else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)
        sheet.set_footer("&C&P/&N")
        return sheet

    def column(self, place: int) -> str:
        """A column of the lines as formulas name it."""
        name = xl_col_to_name(place)
        return f"'{self.lines}'!${name}${self.first}:${name}${self.last}"


def budget_book(view: queries.View, on: dt.date, filtered: str = "") -> bytes:
    """The workbook of the lines of `view`; `filtered`: what they were filtered by, in words."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    title = _("Dự toán kinh phí năm %(year)s – %(plan)s") % {"year": view.year, "plan": view.year.plan}
    told = _("Tính đến ngày %(day)s; đơn vị: đồng") % {"day": format_date(on)}
    told += f"; {filtered}" if filtered else ""
    with xlsxwriter.Workbook(out, options) as book:
        looks = formats_of(book)
        bold = {"font_name": "Times New Roman", "font_size": 12, "bold": True, "border": 1}
        looks["sum"] = book.add_format(bold | {"num_format": "#,##0"})
        looks["sum_text"] = book.add_format(bold)
        looks["percent"] = book.add_format(
            {
                "font_name": "Times New Roman",
                "font_size": 12,
                "border": 1,
                "num_format": "0.0%",
                "valign": "top",
            }
        )
        sheets = _Sheets(book, looks)
        sheets.lines, sheets.last = _("Chi tiết"), HEAD + 1 + max(1, len(view.lines))
        _summary(sheets, title, told, view, on)
        _lines(sheets, title, told, view)
        _tasks(sheets, title, told, view)
    return out.getvalue()


def _heads() -> list[str]:
    return [_("Dự toán"), _("Đề xuất"), _("Phê duyệt"), _("Đã chi"), _("Còn lại"), _("Tỷ lệ chi")]


def _lines(sheets: _Sheets, title: str, told: str, view: queries.View) -> None:
    heads = [
        _("TT"), _("Loại kinh phí"), _("Nguồn"), _("Cơ quan"), _("Số nhiệm vụ"), _("Nhiệm vụ"),
        _("Nội dung chi"), _("Đơn vị tính"), _("Định mức"), _("Số lượng"), *_heads(),
        _("Nghị quyết"), _("Căn cứ"),
    ]  # fmt: skip
    sheet = sheets.add(sheets.lines, title, told, _WIDTHS, heads)
    sheet.freeze_panes(HEAD + 1, _NUMBER)
    ordered = [line for _fund, _sums, own in view.funds for line in own]
    for count, line in enumerate(ordered, 1):
        _line(sheets, sheet, HEAD + count, count, line)
    _total(sheets, sheet, HEAD + 1 + max(1, len(ordered)), _FIRST, view.total)


def _line(sheets: _Sheets, sheet: Any, row: int, count: int, line: Any) -> None:
    looks = sheets.looks
    texts = [
        line.get_fund_display(), line.get_source_display(), line.estimate.body.name, line.task.number,
        line.task.text, line.content, line.unit,
    ]  # fmt: skip
    resolution = line.resolution.number if line.resolution else ""
    fitted = ["", *texts, *[""] * (_FIRST + 6 - _NORM), resolution, line.basis]
    sheet.set_row(row, row_height(zip(fitted, _WIDTHS, strict=True)))
    sheet.write_number(row, 0, count, looks["whole"])
    for place, text in enumerate(texts, 1):
        sheet.write_string(row, place, clean(text), looks["wrapped"])
    for place, value in ((_NORM, line.norm), (_QUANTITY, line.quantity)):
        if value is None:
            sheet.write_blank(row, place, None, looks["number"])
        else:
            sheet.write_number(row, place, float(value), looks["number"])
    sums = queries.amounts(line)
    for place, name in enumerate(SUMS, _FIRST):
        sheet.write_number(row, place, getattr(sums, name), looks["whole"])
    if line.norm is not None:
        norm, quantity = (f"{xl_col_to_name(place)}{row + 1}" for place in (_NORM, _QUANTITY))
        sheet.write_formula(row, _FIRST, f"={norm}*{quantity}", looks["whole"], sums.asked)
    if line.approved is None:
        sheet.write_blank(row, _FIRST + 2, None, looks["whole"])
    _left(sheets, sheet, row, _FIRST, sums)
    sheet.write_string(row, _FIRST + 6, clean(resolution), looks["wrapped"])
    sheet.write_string(row, _FIRST + 7, clean(line.basis), looks["wrapped"])


def _left(sheets: _Sheets, sheet: Any, row: int, first: int, sums: Amounts, look: str = "whole") -> None:
    """What is left of what was approved, and the share spent; behind the four sums of a row."""
    approved, spent = (f"{xl_col_to_name(first + place)}{row + 1}" for place in (2, 3))
    sheet.write_formula(row, first + 4, f"={approved}-{spent}", sheets.looks[look], sums.left)
    share = sums.spent / sums.approved if sums.approved else ""
    formula = f'=IF({approved}=0,"",{spent}/{approved})'
    sheet.write_formula(row, first + 5, formula, sheets.looks["percent"], share)


def _total(sheets: _Sheets, sheet: Any, row: int, first: int, sums: Amounts, begin: int = HEAD + 1) -> None:
    """The sums of the rows from `begin` down to the one above."""
    sheet.write_string(row, 0, _("Cộng"), sheets.looks["sum_text"])
    for place in range(1, first):
        sheet.write_blank(row, place, None, sheets.looks["sum_text"])
    for place, name in enumerate(SUMS, first):
        column = xl_col_to_name(place)
        formula = f"=SUM({column}{begin + 1}:{column}{row})"
        sheet.write_formula(row, place, formula, sheets.looks["sum"], getattr(sums, name))
    _left(sheets, sheet, row, first, sums, "sum")


def _sums_where(
    sheets: _Sheets, sheet: Any, row: int, first: int, sums: Amounts, *keys: tuple[int, str]
) -> None:
    """The sums of the lines whose columns equal cells of this row (column of the lines, cell): text is
    compared as text, so that no sign in a name is taken for a pattern."""
    where = "*".join(f"({sheets.column(place)}={cell})" for place, cell in keys)
    for place, name in enumerate(SUMS):
        formula = f"=SUMPRODUCT({where}*1,{sheets.column(_FIRST + place)})"
        sheet.write_formula(row, first + place, formula, sheets.looks["whole"], getattr(sums, name))
    _left(sheets, sheet, row, first, sums)


def _summary(sheets: _Sheets, title: str, told: str, view: queries.View, on: dt.date) -> None:
    heads = [_("Nội dung"), _("Loại kinh phí, tình trạng"), *_heads()]
    sheet = sheets.add(_("Tổng hợp"), title, told, _SUM_WIDTHS, heads)
    sheet.freeze_panes(HEAD + 1, 1)
    funds = [(name, "", sums) for name, sums, _sources in view.kinds]
    both = [(source, fund, sums) for fund, _sums, sources in view.kinds for source, sums in sources]
    sources = [(name, "", sums) for name, sums in view.sources]
    asked = not queries.resolutions(view.year)  # once the council has decided nobody is late any more
    bodies = [(row.body.name, _state(row, asked), row.sums) for row in _by_body(view, on)]
    row = HEAD + 1
    for name, places, found in (
        (_("Theo loại kinh phí"), (_FUND,), funds),
        (_("Theo nguồn của từng loại kinh phí"), (_SOURCE, _FUND), both),
        (_("Theo nguồn"), (_SOURCE,), sources),
        (_("Theo cơ quan"), (_BODY,), bodies),
    ):
        row = _section(sheets, sheet, row, name, places, found, view.total)


def _section(
    sheets: _Sheets,
    sheet: Any,
    row: int,
    name: str,
    places: Sequence[int],
    found: Iterable[tuple[str, str, Amounts]],
    total: Amounts,
) -> int:
    """One way to divide the sum, with its own total; the row after it. places: the columns of the lines
    that the first cells of a row name."""
    sheet.write_string(row, 0, name, sheets.looks["section"])
    begin = row = row + 1
    for label, state, sums in found:
        sheet.write_string(row, 0, clean(label), sheets.looks["wrapped"])
        sheet.write_string(row, 1, state, sheets.looks["text"])
        sheet.set_row(row, row_height([(label, _SUM_WIDTHS[0])]))
        keys = ((place, f"${column}{row + 1}") for place, column in zip(places, "AB", strict=False))
        _sums_where(sheets, sheet, row, 2, sums, *keys)
        row += 1
    if row > begin:
        _total(sheets, sheet, row, 2, total, begin)
        row += 1
    return row + 1


def _by_body(view: queries.View, on: dt.date) -> list[queries.BodyRow]:
    """A body once, whatever it took over from others; one that is not of the filtered lines is left out
    unless it has none at all to send."""
    found: dict[int, queries.BodyRow] = {}
    for row in queries.bodies(view, on):
        known = found.get(row.body.pk)
        sums = row.sums + known.sums if known else row.sums
        found[row.body.pk] = queries.BodyRow(row.body, row.estimate, row.late, sums)
    return list(found.values())


def _state(row: queries.BodyRow, asked: bool) -> str:
    """Whether the body has sent its estimate, and late where it is still `asked` for one."""
    words = row.estimate.get_state_display() if row.estimate else _("Chưa lập")
    late = row.late and (asked or row.estimate)
    return _("%(state)s, quá hạn") % {"state": words} if late else words


def _tasks(sheets: _Sheets, title: str, told: str, view: queries.View) -> None:
    heads = [
        _("Số"), _("Nhiệm vụ"), _("Tình trạng nhiệm vụ"), _("Tiến độ"), *_heads(), _("Chi so với tiến độ"),
    ]  # fmt: skip
    sheet = sheets.add(_("Theo nhiệm vụ"), title, told, _TASK_WIDTHS, heads)
    sheet.freeze_panes(HEAD + 1, 2)
    row = HEAD
    for row, one in enumerate(queries.tasks(view), HEAD + 1):
        status = str(badge_of(one.judged.status, late=one.judged.late).text) if one.judged else ""
        texts = (one.task.number, one.task.text, status)
        sheet.set_row(row, row_height(zip(texts, _TASK_WIDTHS, strict=False)))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, clean(text), sheets.looks["wrapped"])
        if one.progress is None:
            sheet.write_blank(row, _PROGRESS, None, sheets.looks["percent"])
        else:
            sheet.write_number(row, _PROGRESS, one.progress / 100, sheets.looks["percent"])
        keys = ((_NUMBER, f"$A{row + 1}"), (_TASK, f"$B{row + 1}"))
        _sums_where(sheets, sheet, row, _PROGRESS + 1, one.sums, *keys)
        told_parted = {"ahead": _("Chi nhanh hơn tiến độ"), "behind": _("Chi chậm hơn tiến độ")}
        sheet.write_string(row, len(heads) - 1, told_parted.get(one.parted, ""), sheets.looks["wrapped"])
    _total(sheets, sheet, max(row + 1, HEAD + 2), _PROGRESS + 1, view.total)
