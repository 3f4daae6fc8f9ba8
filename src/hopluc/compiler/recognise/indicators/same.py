"""Targets that a document states twice: in its text and in a table, or in two of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hopluc.compiler.format import Indicator
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# Words that any target may bear.
_GENERAL = frozenset(
    (
        "tỷ", "lệ", "số", "tổng", "giá", "trị", "lượng", "mức", "độ", "tốc", "các", "của", "và", "trong",
        "trên", "được", "có", "đạt", "theo", "năm", "bình", "quân", "mỗi", "mặt", "hàng", "sản", "phẩm",
    )
)  # fmt: skip
_SCALES = (
    ("nghin ty", 1e12), ("ngan ty", 1e12), ("trieu", 1e6), ("nghin", 1e3), ("ngan", 1e3), ("ty", 1e9),
)  # fmt: skip
_TOTAL = regex(r"\W*(?:tong|toan tinh)(?:\s+cong)?(?:\s+[ivx+\s]+)?(?:\s[\d.,]|$)")
# People are counted by what they are and as people: "3.000 lao động", "người" in the table's column.
_COUNTED_HEADS = regex(r"(?:nguoi )?lao dong$|hoc vien$|nong dan$|can bo$")
# Of two names one holds all words of the other and not many more: lists word their items alike, but
# for what each is about. How much of a row's own words the name in the text must have.
_SAME_NAME = 0.6
_SAME_ROW = 0.5
# With how many targets of the same figure one is compared; more have it in no plan.
_COMPARED = 50


def without_repeats(found: Iterable[Indicator]) -> list[Indicator]:
    """The targets of a text without those that an earlier sentence states already."""
    out: list[Indicator] = []
    seen: dict[tuple[object, ...], list[Indicator]] = {}
    for item in found:
        same = seen.setdefault(_key(item), [])
        if not any(_same_names(item, other) for other in same[-_COMPARED:]):
            out.append(item)
            same.append(item)
    return out


def without_stated(rows: Iterable[Indicator], stated: Sequence[Indicator]) -> list[Indicator]:
    """The targets of a table without those that the text states with the same figure."""
    keys: dict[tuple[object, ...], list[Indicator]] = {}
    for item in stated:
        keys.setdefault(_key(item), []).append(item)
    return [row for row in rows if not any(_says(other, row) for other in keys.get(_key(row), []))]


def _key(item: Indicator) -> tuple[object, ...]:
    """Figure, dimension and end of a target: "10 triệu USD" and "10.000 nghìn USD" have one."""
    scale, unit = _dimension(item.unit)
    target = item.target
    figures = [
        round(v * scale, 6) if v is not None else None for v in (target.value, target.low, target.high)
    ]
    end = item.period.end if item.period else None
    whose = tuple(sorted(p.name.lower() for p in item.for_))
    return (*figures, unit, end, whose, item.baseline is None)


def _dimension(unit: str | None) -> tuple[float, str]:
    words = " ".join(fold(unit or "").split())
    for name, scale in _SCALES:
        if words.startswith(name + " "):
            return scale, _COUNTED_HEADS.sub("nguoi", words[len(name) + 1 :])
    return 1.0, _COUNTED_HEADS.sub("nguoi", words)


def _same_names(a: Indicator, b: Indicator) -> bool:
    if a.span == b.span:
        return False
    one, other = sorted((_words(a.name, a.unit), _words(b.name, b.unit)), key=len)
    return bool(one) and one <= other and len(one) >= _SAME_NAME * len(other)


def _says(stated: Indicator, row: Indicator) -> bool:
    """Whether the text speaks of what a row is about; a sum line speaks of what its table is about."""
    if _TOTAL.match(fold(row.text)) and (row.unit or "") != "%":
        return True
    own = _words(re.sub(r"[\d.,]+", " ", row.text), row.unit)
    return bool(own) and len(own & _words(stated.name, stated.unit)) >= _SAME_ROW * len(own)


def _words(name: str, unit: str | None) -> set[str]:
    plain = set(re.findall(r"\w+", name.lower()))
    return plain - _GENERAL - set(re.findall(r"\w+", (unit or "").lower()))
