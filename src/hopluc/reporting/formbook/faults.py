"""What is wrong with a form before it can be used, in Vietnamese, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterator

from hopluc.reporting.formbook.content import NUMERIC, Column, FormContent, Formula, Section
from hopluc.reporting.formbook.formulas import CircularError, order

_MOST_COLUMNS = 60
_AT_LEAST = {"difference": 2, "ratio": 2, "share": 2, "sum": 1, "product": 1}


def faults(form: FormContent) -> list[str]:
    """All faults of a form, in its order; empty where it can be used."""
    if not form.sections:
        return ["Biểu mẫu chưa có phần nào: thêm phần thuyết minh hoặc bảng số liệu."]
    keys = [section.key for section in form.sections]
    found = [f"Hai phần cùng mã “{key}”." for key in dict.fromkeys(keys) if keys.count(key) > 1]
    for section in form.sections:
        found += [f"{section.title or section.key}: {words}" for words in _of_section(section)]
    return found


def _of_section(section: Section) -> Iterator[str]:
    if not section.title.strip():
        yield "chưa có tên."
    if section.kind == "table":
        yield from _of_table(section)


def _of_table(section: Section) -> Iterator[str]:
    if not section.columns:
        yield "bảng chưa có cột nào."
    if len(section.columns) > _MOST_COLUMNS:
        yield f"nhiều nhất {_MOST_COLUMNS} cột."
    for what, keys in (
        ("cột", [column.key for column in section.columns]),
        ("dòng", [row.key for row in section.rows]),
    ):
        for key in dict.fromkeys(keys):
            if keys.count(key) > 1:
                yield f"hai {what} cùng mã “{key}”."
    for column in section.columns:
        for words in _of_column(column, section):
            yield f"cột “{column.title or column.key}” {words}"
    yield from _of_checks(section)
    try:
        order(section)
    except CircularError as error:
        titles = (_title(section, key) for key in error.columns)
        yield f"công thức vòng quanh giữa các cột {', '.join(titles)}."


def _of_column(column: Column, section: Section) -> Iterator[str]:
    if not column.title.strip():
        yield "chưa có tên."
    if column.kind == "choice" and not column.choices:
        yield "chưa có giá trị để chọn."
    if column.least is not None and column.most is not None and column.least > column.most:
        yield "có giá trị nhỏ nhất lớn hơn giá trị lớn nhất."
    if column.formula:
        if column.kind not in NUMERIC:
            yield "có công thức nên phải là cột số."
        yield from _of_formula(column.formula, section)
    numeric = column.kind in NUMERIC
    if column.gathers in {"sum", "mean", "weighted", "rate"} and not numeric:
        yield "không phải là cột số nên không cộng, không tính bình quân được."
    if column.gathers in {"weighted", "rate"} and not _is_figure(section, column.weight):
        yield "cần một cột số làm quyền số hoặc mẫu số."
    if column.gathers == "rate" and not _is_figure(section, column.of):
        yield "cần một cột số làm tử số."


def _of_formula(formula: Formula, section: Section) -> Iterator[str]:
    if formula.op in {"column", "previous"} and not _is_figure(section, formula.column):
        yield f"tính từ cột “{formula.column}” không có hoặc không phải là cột số."
    if formula.op == "number" and formula.number is None:
        yield "có công thức thiếu số."
    if len(formula.args) < _AT_LEAST.get(formula.op, 0):
        yield "có công thức thiếu thành phần."
    for one in formula.args:
        yield from _of_formula(one, section)


def _of_checks(section: Section) -> Iterator[str]:
    for place, check in enumerate(section.checks, 1):
        if not check.message.strip():
            yield f"điều kiện {place} chưa có lời nhắc khi sai."
        for formula in (check.left, check.right):
            for words in _of_formula(formula, section):
                yield f"điều kiện {place} {words}"


def _is_figure(section: Section, key: str) -> bool:
    column = section.column(key)
    return column is not None and column.kind in NUMERIC


def _title(section: Section, key: str) -> str:
    column = section.column(key)
    return f"“{column.title if column else key}”"
