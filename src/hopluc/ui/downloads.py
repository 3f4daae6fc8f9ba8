"""Downloads: any table as Excel, and files as they were received."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from hopluc.archive.actions import path_of
from hopluc.archive.models import File
from hopluc.viet.dates import format_date

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a downloaded table; `width` in characters of the sheet's font."""

    title: str
    width: int = 20


def asked(request: HttpRequest) -> bool:
    """Whether a list is asked for as a workbook (`?tai=xlsx`)."""
    return request.GET.get("tai") == "xlsx"


def said(form: forms.Form) -> str:
    """A filter in words, for the head of the sheet: "Kế hoạch: 21/KH-UBND; Tìm: vốn"."""
    form.is_valid()
    told = ((bound.label, _shown(bound, form.cleaned_data.get(bound.name))) for bound in form)
    return "; ".join(f"{label}: {value}" for label, value in told if value)


def _shown(bound: forms.BoundField, value: Any) -> str:
    """What was chosen, as the form words it; "" for nothing."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("có")
    if isinstance(value, dt.date):
        return format_date(value)
    choices = [] if isinstance(bound.field, forms.ModelChoiceField) else getattr(bound.field, "choices", [])
    return next((str(label) for key, label in choices if str(key) == str(value)), str(value))


def xlsx(
    filename: str,
    sheet_title: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Any]],
    *,
    filtered: str = "",
) -> HttpResponse:
    """A workbook of one sheet: a heading, the filter in words, the columns, the rows as they come (constant
    memory).

    Values: text, numbers, dates, moments, None. Text stays text whatever it begins with (never a
    formula or a link), so a cell cannot run anything on the reader's machine.
    """
    made = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(made, options)
    font = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    bordered = font | {"border": 1, "text_wrap": True}
    formats = {
        "title": book.add_format(font | {"bold": True, "font_size": 14}),
        "said": book.add_format(font | {"italic": True}),
        "head": book.add_format(bordered | {"bold": True, "align": "center", "bg_color": "#E8F1EF"}),
        "text": book.add_format(bordered),
        "day": book.add_format(bordered | {"num_format": "dd/mm/yyyy", "align": "center"}),
        "moment": book.add_format(bordered | {"num_format": "hh:mm dd/mm/yyyy", "align": "center"}),
        "number": book.add_format(bordered | {"num_format": "#,##0.####"}),
        "whole": book.add_format(bordered | {"num_format": "#,##0"}),
    }
    shaped = [c if isinstance(c, Column) else Column(c) for c in columns]
    sheet = book.add_worksheet(_sheet_name(sheet_title))
    for number, column in enumerate(shaped):
        sheet.set_column(number, number, column.width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.freeze_panes(3, 0)
    sheet.write_string(0, 0, sheet_title, formats["title"])
    if filtered:
        sheet.write_string(1, 0, _("Lọc theo – %s") % filtered, formats["said"])
    for number, column in enumerate(shaped):
        sheet.write_string(2, number, column.title, formats["head"])
    for line, row in enumerate(rows, start=3):
        for number, value in enumerate(row):
            _write(sheet, line, number, value, formats)
    book.close()
    response = HttpResponse(made.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response


def _write(sheet: Any, line: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    """Write one cell by the type of its value; anything unknown is written as its text."""
    match value:
        case None | "":
            sheet.write_blank(line, column, None, formats["text"])
        case bool():
            sheet.write_string(line, column, "x" if value else "", formats["text"])
        case int():
            sheet.write_number(line, column, value, formats["whole"])
        case Decimal() | float():
            sheet.write_number(line, column, float(value), formats["number"])
        case dt.datetime():
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            sheet.write_datetime(line, column, local.replace(tzinfo=None), formats["moment"])
        case dt.date():
            sheet.write_datetime(line, column, value, formats["day"])
        case _:
            sheet.write_string(line, column, str(value)[:32_767], formats["text"])


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters and none of []:*?/\\ in the name of a sheet."""
    return title.translate({ord(c): " " for c in "[]:*?/\\"}).strip("' ")[:31] or "Bảng"


def file(request: HttpRequest, kept: File, name: str) -> FileResponse:
    """The bytes as received, under the name given, to be saved and never shown in the site's origin.

    The caller has checked that this person may see a record that holds the file.
    """
    response = FileResponse(
        path_of(kept.sha256).open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
