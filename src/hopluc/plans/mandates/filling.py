"""Shares as people hand them in: typed, pasted, or in the sheet sent back; what is wrong, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from hopluc.office.cells import Cell, place_of
from hopluc.organizations.models import Organisation
from hopluc.plans.mandates.rules import pasted
from hopluc.viet.numbers import parse_number
from hopluc.viet.text import fold

UNIT_HEADS = ("don vi", "xa phuong", "co quan")
VALUE_HEADS = ("chi tieu giao",)
# Ways to write the same committee: "UBND xã A", "xã A".
_OPENINGS = ("uy ban nhan dan ", "ubnd ", "xa ", "phuong ", "dac khu ", "thi tran ")


@dataclass
class Filled:
    """Shares by unit, None takes one away; what is wrong by place ("Dòng 3", "Ô C7")."""

    shares: dict[int, Decimal | None] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Units:
    """The units by the ways to write their names; a way that fits two fits none."""

    by_name: Mapping[str, int]

    @classmethod
    def of(cls, bodies: Iterable[tuple[Organisation, str]]) -> Units:
        """The units with the name that the page shows."""
        found: dict[str, set[int]] = {}
        for body, name in bodies:
            for way in {*_ways(name), *_ways(body.name), *_ways(body.short_name)}:
                found.setdefault(way, set()).add(body.pk)
        return cls({way: min(pks) for way, pks in found.items() if len(pks) == 1})

    def find(self, text: str) -> int | None:
        """The unit that the words name."""
        return next((self.by_name[way] for way in _ways(text) if way in self.by_name), None)


def _ways(name: str) -> list[str]:
    """The name as written, then without the words that open a committee's name; folded."""
    way = " ".join(fold(name).split())
    found = [way] if way else []
    for opening in _OPENINGS:
        if way.startswith(opening):
            way = way.removeprefix(opening)
            found.append(way)
    return found


def from_text(text: str, units: Units) -> Filled:
    """Lines pasted from a table: unit and figure."""
    filled = Filled()
    for number, (name, figure) in enumerate(pasted(text), 1):
        place = _("Dòng %(n)s") % {"n": number}
        _take(filled, units, name, figure, place, place)
    return filled


def from_fields(values: Mapping[int, str], names: Mapping[int, str]) -> Filled:
    """Figures typed beside their units; an empty one takes the share away."""
    filled = Filled()
    for pk, text in values.items():
        right, share = _figure(filled, text, names.get(pk, ""))
        if right:
            filled.shares[pk] = share
    return filled


def from_rows(rows: Sequence[Sequence[Cell]], units: Units) -> Filled:
    """The sheet sent back: the row of headings is looked for, each wrong cell is named."""
    filled = Filled()
    head = _head(rows)
    if head is None:
        filled.wrong.append(
            _(
                "Không thấy hàng tiêu đề có cột “Đơn vị” và “Chỉ tiêu giao”. "
                "Tải bảng ở trang này, điền rồi gửi lại."
            )
        )
        return filled
    at, unit, value = head
    for number, row in enumerate(rows[at + 1 :], at + 1):
        name = _words(row[unit] if unit < len(row) else None)
        if not name or fold(name).startswith(("cong", "tong")):
            continue
        cell = row[value] if value < len(row) else None
        places = [_("Ô %(cell)s") % {"cell": place_of(number, column)} for column in (unit, value)]
        _take(filled, units, name, cell, *places)
    if not filled.shares and not filled.wrong:
        filled.wrong.append(_("Bảng không có dòng nào của các đơn vị ở trang này."))
    return filled


def _head(rows: Sequence[Sequence[Cell]]) -> tuple[int, int, int] | None:
    for number, row in enumerate(rows[:20]):
        folded = [fold(_words(cell)) for cell in row]
        unit = next((n for n, cell in enumerate(folded) if cell.startswith(UNIT_HEADS)), None)
        value = next((n for n, cell in enumerate(folded) if cell.startswith(VALUE_HEADS)), None)
        if unit is not None and value is not None:
            return number, unit, value
    return None


def _take(filled: Filled, units: Units, name: str, cell: Cell, at_name: str, at_value: str) -> None:
    pk = units.find(name)
    if pk is None:
        filled.wrong.append(
            _("%(place)s: không có đơn vị “%(name)s” trong bảng. Ghi đúng tên đơn vị như ở trang này.")
            % {"place": at_name, "name": name}
        )
        return
    if pk in filled.shares:
        filled.wrong.append(
            _("%(place)s: đơn vị “%(name)s” có hai dòng. Giữ lại một.") % {"place": at_name, "name": name}
        )
        return
    right, share = _figure(filled, cell, at_value)
    if right:
        filled.shares[pk] = share


def _figure(filled: Filled, cell: Cell, place: str) -> tuple[bool, Decimal | None]:
    """Whether the cell is right, and its figure, None for an empty one; what is wrong is told."""
    if isinstance(cell, Decimal):
        found: Decimal | None = cell if cell.is_finite() else None
    else:
        text = _words(cell)
        if not text:
            return True, None
        found = parse_number(text)
    if found is None or found < 0 or found != round(found, 4):
        filled.wrong.append(
            _("%(place)s: “%(text)s” không phải là số không âm (ví dụ 12 hoặc 1.234,5).")
            % {"place": place, "text": _words(cell)}
        )
        return False, None
    return True, found


def _words(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
