"""Formulas as people write them in the editor, by the letters of columns: "C / B * 100", "B - TRUOC(B)".

Text is only read into a tree (content.Formula) and written out of one; the tree is stored and computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from hopluc.reporting.formbook.content import Comparison, Formula, Operator
from hopluc.viet.numbers import format_number, parse_number

PREVIOUS, SHARE = "TRUOC", "TYLE"
_TOKEN = re.compile(r"\s*(?:(\d[\d.]*(?:,\d+)?)|([A-Za-z]+)|(<=|>=|=|[-+*/();]))")
_SYMBOL = {"sum": "+", "difference": "-", "product": "*", "ratio": "/"}
_BINDS = {"sum": 1, "difference": 1, "product": 2, "ratio": 2}
_DEEPEST = 40  # brackets within brackets


class ExpressionError(ValueError):
    """A formula that cannot be read; the message says in Vietnamese what is wrong."""


def letter(place: int) -> str:
    """The letter of a column by its place from 0, as spreadsheets count: A … Z, AA …"""
    head, last = divmod(place, 26)
    return (letter(head - 1) if head else "") + chr(ord("A") + last)


def parse(text: str, columns: Sequence[str]) -> Formula:
    """The tree of a formula. `columns`: the keys of the table's columns in order. Raises ExpressionError."""
    reader = _Reader(text, columns)
    found = reader.sum()
    reader.end()
    return found


def parse_check(text: str, columns: Sequence[str]) -> tuple[Formula, Comparison, Formula]:
    """Both sides of "C <= B". Raises ExpressionError."""
    reader = _Reader(text, columns)
    left = reader.sum()
    compare = reader.take("<=", ">=", "=")
    if compare is None:
        raise ExpressionError("Điều kiện phải có dấu <=, >= hoặc =, ví dụ: C <= B.")
    right = reader.sum()
    reader.end()
    return left, compare, right  # type: ignore[return-value]


class _Reader:
    """Reads a formula from left to right: sums of products of figures."""

    def __init__(self, text: str, columns: Sequence[str]) -> None:
        self.tokens = _tokens(text)
        self.place = 0
        self.depth = 0
        self.keys = {letter(n): key for n, key in enumerate(columns)}

    def take(self, *wanted: str) -> str | None:
        if self.place < len(self.tokens) and self.tokens[self.place].upper() in wanted:
            self.place += 1
            return self.tokens[self.place - 1].upper()
        return None

    def must(self, wanted: str) -> None:
        if self.take(wanted) is None:
            raise ExpressionError(f"Thiếu dấu “{wanted}”{self._where()}.")

    def end(self) -> None:
        if self.place < len(self.tokens):
            raise ExpressionError(f"Thừa “{self.tokens[self.place]}”.")

    def sum(self) -> Formula:
        return self._chain(self.product, {"+": "sum", "-": "difference"})

    def product(self) -> Formula:
        return self._chain(self.figure, {"*": "product", "/": "ratio"})

    def _chain(self, one: Callable[[], Formula], operators: Mapping[str, Operator]) -> Formula:
        """Terms joined by operators of one rank; several of the same operator are one node."""
        found = one()
        while symbol := self.take(*operators):
            op, right = operators[symbol], one()
            args = found.args if found.op == op and not self._closed else (found,)
            found = Formula(op, (*args, right))
            self._closed = False
        return found

    _closed = False

    def figure(self) -> Formula:
        self._closed = False
        if self.place >= len(self.tokens):
            raise ExpressionError("Công thức chưa viết hết.")
        name = self.tokens[self.place].upper()
        self.place += 1
        if name[0].isdigit():
            return Formula("number", number=_number(name))
        if name == "(":
            return self._bracket()
        if name == PREVIOUS:
            self.must("(")
            column = self._column()
            self.must(")")
            return Formula("previous", column=column)
        if name == SHARE:
            self.must("(")
            part = self._inside()
            self.must(";")
            whole = self._inside()
            self.must(")")
            return Formula("share", (part, whole))
        return Formula("column", column=self._key(name))

    def _bracket(self) -> Formula:
        found = self._inside()
        self.must(")")
        self._closed = True
        return found

    def _inside(self) -> Formula:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExpressionError("Quá nhiều dấu ngoặc lồng nhau.")
        found = self.sum()
        self.depth -= 1
        return found

    def _column(self) -> str:
        if self.place >= len(self.tokens):
            raise ExpressionError("Công thức chưa viết hết.")
        self.place += 1
        return self._key(self.tokens[self.place - 1].upper())

    def _key(self, name: str) -> str:
        if name not in self.keys:
            last = letter(len(self.keys) - 1) if self.keys else ""
            raise ExpressionError(f"Không có cột “{name}”; các cột của bảng từ A đến {last}.")
        return self.keys[name]

    def _where(self) -> str:
        return f" trước “{self.tokens[self.place]}”" if self.place < len(self.tokens) else " ở cuối"


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    text = text.strip().removeprefix("=").rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise ExpressionError(f"Không hiểu “{text[place:].strip()[:12]}”.")
        found.append(match.group().strip())
        place = match.end()
    if not found:
        raise ExpressionError("Công thức trống.")
    return found


def _number(token: str) -> Decimal:
    value = parse_number(token)
    if value is None:
        raise ExpressionError(f"“{token}” không phải là số.")
    return value


def written(formula: Formula, columns: Sequence[str]) -> str:
    """A formula as it is written; `parse` gives it back."""
    letters = {key: letter(n) for n, key in enumerate(columns)}

    def show(one: Formula, within: int, *, first: bool = True) -> str:
        if one.op == "number":
            return format_number(one.number or Decimal(0))
        if one.op in {"column", "previous"}:
            name = letters.get(one.column, "?")
            return name if one.op == "column" else f"{PREVIOUS}({name})"
        if one.op == "share":
            part, whole = (show(arg, 0) for arg in one.args[:2])
            return f"{SHARE}({part}; {whole})"
        rank = _BINDS[one.op]
        words = f" {_SYMBOL[one.op]} ".join(
            show(arg, rank, first=place == 0) for place, arg in enumerate(one.args)
        )
        # A first term of the same rank needs no brackets, unless it would be taken for the same chain.
        return f"({words})" if rank < within or (rank == within and not first) else words

    return show(formula, 0)
