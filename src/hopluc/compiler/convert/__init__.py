"""A compiled plan in the forms in which offices and programs take it.

Each form is a function `(plan, text) -> bytes`; `text` is that of the document (`compile --text`), which
only the forms that show it need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from hopluc.compiler.format import Plan


@dataclass(frozen=True, slots=True)
class Form:
    """A form by the ending of its files; `module` has `convert(plan, text)`, loaded when asked for."""

    media_type: str
    vi: str
    module: str
    needs_text: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS = {
    "xlsx": Form(f"{_OFFICE}.spreadsheetml.sheet", "bảng phân công (Excel)", "spreadsheet"),
    "docx": Form(f"{_OFFICE}.wordprocessingml.document", "phụ lục phân công (Word)", "word"),
    "csv": Form("text/csv; charset=utf-8", "bảng phân công (CSV)", "values"),
    "ics": Form("text/calendar; charset=utf-8", "lịch thời hạn", "calendar"),
    "xml": Form("application/akn+xml", "Akoma Ntoso 3.0", "akoma_ntoso"),
    "html": Form("text/html; charset=utf-8", "văn bản có đánh dấu", "page", needs_text=True),
}


def convert(plan: Plan, to: str, text: str = "") -> bytes:
    """`plan` as a file with the ending `to` (a key of FORMS).

    ValueError where the form shows the document's text and `text` is another.
    """
    form = FORMS[to]
    if form.needs_text and len(text) != plan.text.characters:
        raise ValueError(f"{to} needs the document's text of {plan.text.characters} characters")
    function: Callable[[Plan, str], bytes] = import_module(f"{__name__}.{form.module}").convert
    return function(plan, text)
