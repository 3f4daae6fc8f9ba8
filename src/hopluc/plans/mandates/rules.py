"""Decisions about links and shares: pure; values in, an answer out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.viet.text import fold

ZERO = Decimal(0)
_NOT_IN_NUMBER = re.compile(r"[^a-z0-9]+")


def number_key(number: str) -> str:
    """A document's number in one spelling: "01/2020/TT-BKHĐT" and "1/2020/TT - BKHĐT" are one."""
    return _NOT_IN_NUMBER.sub(" ", fold(number)).strip().lstrip("0")


def reaches(start: int, wanted: int, above: Mapping[int, Sequence[int]]) -> bool:
    """Whether going up from `start` by `above` (a plan → those that it carries out) comes to `wanted`."""
    seen, waiting = set(), [start]
    while waiting:
        one = waiting.pop()
        if one == wanted:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(above.get(one, ()))
    return False


@dataclass(frozen=True, slots=True)
class Balance:
    """The sum of the shares of a target beside the whole; `low`, `high`: between which it should lie (None:
    no bound). `short`: how much is lacking; `over`: how much is too much; `below`: the units
    whose share does not reach what each must have."""

    total: Decimal
    low: Decimal | None
    high: Decimal | None
    short: Decimal = ZERO
    over: Decimal = ZERO
    below: tuple[int, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the shares make the whole."""
        return not self.short and not self.over and not self.below


def balance(
    op: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    shares: Mapping[int, Decimal],
    *,
    each: bool = False,
    adds: bool = True,
) -> Balance:
    """How the shares (by unit) stand to the target.

    A plain figure must be met, "at least" may be passed, "at most" may be stayed under; a range holds its
    ends. `each`: the figure is every unit's own, so each share is set beside it and the sum is free.
    `adds`: whether shares add up at all (those of a percentage do not).
    """
    total = sum(shares.values(), ZERO)
    least, most = bounds(op, value, low, high)
    if each:
        below = tuple(unit for unit, share in shares.items() if not _within(share, least, most))
        return Balance(total, None, None, below=below)
    if not adds:
        return Balance(total, None, None)
    short = max(least - total, ZERO) if least is not None else ZERO
    over = max(total - most, ZERO) if most is not None else ZERO
    return Balance(total, least, most, short, over)


def bounds(
    op: str, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that a target allows."""
    if op == "range":
        return low, high
    if op in {">=", ">"}:
        return value, None
    if op in {"<=", "<"}:
        return None, value
    return value, value


def _within(share: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    return (least is None or share >= least) and (most is None or share <= most)


def adds_up(unit: str) -> bool:
    """Whether figures of a unit of measure may be added: shares of a whole in percent may not."""
    plain = unit.strip().lower()
    return "%" not in plain and not plain.startswith(("tỷ lệ", "phần trăm", "lần", "điểm"))


# Words of a name or unit that say that figures of several bodies cannot be added.
_SHARES = ("%", "‰", "ty le", "ty trong", "binh quan", "trung binh", "mat do", "muc do", "so diem")


def is_share(name: str, unit: str, relative: bool) -> bool:
    """Whether the indicator is a rate, an average or a multiple of a baseline."""
    words = fold(f"{name} {unit}")
    return relative or any(word in words for word in _SHARES)


def addable(name: str, unit: str, relative: bool, each: bool) -> bool:
    """Whether the units' figures together are the target's figure: a quantity, not asked of each unit."""
    return not each and adds_up(unit) and not is_share(name, unit, relative)


def pasted(text: str) -> list[tuple[str, str]]:
    """Lines of a pasted table as (unit, figure): the figure is the last cell, the name the longest before
    it. Cells are parted by tabs or semicolons; empty lines are passed over."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"[\t;]", line)]
        cells = [cell for cell in cells if cell]
        if len(cells) >= 2:
            found.append((max(cells[:-1], key=len), cells[-1]))
        elif cells:
            found.append((cells[0], ""))
    return found


def share_of(done: int, asked: int) -> int:
    """Percent of what was asked, rounded down so that 100 means all."""
    return 100 * done // asked if asked else 0


def top(parents: Mapping[int, Iterable[int]], start: int) -> list[int]:
    """Everything above `start`, nearest first, each once."""
    found: list[int] = []
    waiting = list(parents.get(start, ()))
    while waiting:
        one = waiting.pop(0)
        if one not in found and one != start:
            found.append(one)
            waiting.extend(parents.get(one, ()))
    return found
