"""Money of a plan's tasks: reading and writing amounts, sums, what is late. Pure; whole đồng, no floats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from hopluc.viet.numbers import format_number, parse_number
from hopluc.viet.text import fold

MOST = 10**13  # đồng of one line: a workbook keeps fifteen digits exactly, sums of a hundred lines with them
MILLION = 1_000_000
PARTED = 30  # points between money spent and progress from which they are told to part
# Words behind a figure, folded.
_SCALES = {
    "": 1,
    "dong": 1,
    "d": 1,
    "nghin": 1000,
    "trieu": MILLION,
    "ty": 1000 * MILLION,
    "ti": 1000 * MILLION,
}
_WORDED = re.compile(r"([\d.,]*)\s*(.*)", re.DOTALL)
K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


def parse_dong(text: str) -> int | None:
    """Whole đồng of "1.500.000", "1,5 triệu", "2 tỷ đồng"; None for anything else."""
    figure, words = _WORDED.fullmatch(text.strip()).groups()  # type: ignore[union-attr]  # all may be empty
    number, scale = parse_number(figure), _SCALES.get(fold(words).removesuffix(" dong"))
    return whole(number * scale) if number is not None and scale else None


def whole(value: Decimal) -> int | None:
    """The value as an integer; None where it has a fraction."""
    return int(value) if value == value.to_integral_value() else None


def product(norm: int, quantity: Decimal) -> int | None:
    """norm × quantity in đồng; None where that is no whole đồng."""
    return whole(norm * quantity)


def dong(value: int | None) -> str:
    """ "1.500.000"; empty for None."""
    return "" if value is None else format_number(value)


def millions(value: int | None) -> str:
    """An amount in triệu đồng, exact: 1.512.500 đồng is "1,5125"; empty for None."""
    return "" if value is None else format_number(Decimal(value) / MILLION)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What was asked for, proposed after cuts, approved, spent; in đồng."""

    asked: int = 0
    proposed: int = 0
    approved: int = 0
    spent: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.asked + other.asked,
            self.proposed + other.proposed,
            self.approved + other.approved,
            self.spent + other.spent,
        )

    @property
    def left(self) -> int:
        """Approved and not spent; below nought where more was spent."""
        return self.approved - self.spent

    @property
    def over(self) -> int:
        """By how much more was spent than approved; 0 where it was not."""
        return max(0, -self.left)

    @property
    def percent(self) -> Decimal | None:
        """Spent of what was approved, to a tenth of a percent; None where nothing was approved."""
        return round(Decimal(100 * self.spent) / self.approved, 1) if self.approved else None


def total(amounts: Iterable[Amounts]) -> Amounts:
    """The sum of amounts."""
    return sum(amounts, start=Amounts())


def sums_by(rows: Iterable[R], key: Callable[[R], K], amounts: Callable[[R], Amounts]) -> dict[K, Amounts]:
    """The sums of rows by a key, in the order in which the keys come first."""
    found: dict[K, Amounts] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), Amounts()) + amounts(row)
    return found


def is_late(due_on: dt.date, sent_on: dt.date | None, on: dt.date) -> bool:
    """Whether an estimate was first handed in after its day, or has not been by a day after it."""
    return (sent_on or on) > due_on


def excess(approved: int, spent: int, more: int) -> int:
    """By how much `more` would go beyond what was approved; 0 where it does not."""
    return max(0, spent + more - approved)


def parted(spent: Decimal | None, progress: int | None) -> str:
    """Whether the share of the money spent and progress, both in per cent, part: "ahead" (more money than
    work), "behind" (more work than money), "" where they do not, or one of them is not known."""
    if spent is None or progress is None or abs(spent - progress) < PARTED:
        return ""
    return "ahead" if spent > progress else "behind"


def weighted(pairs: Iterable[tuple[int, int]]) -> int | None:
    """The mean of values in whole per cent, each weighing its amount; None where nothing weighs."""
    listed = list(pairs)
    whole_amount = sum(amount for _value, amount in listed)
    return round(Decimal(sum(v * a for v, a in listed)) / whole_amount) if whole_amount else None
