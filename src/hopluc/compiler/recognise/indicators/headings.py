"""The headings of a table of targets, on one row or on two.

A table of targets has a column of names and, for each year or for the whole period, a column of
figures; beside them the unit, what was reached before, who is in charge. The upper heading may
span years ("Giai đoạn 2026 - 2030") and the lower one name them, or the years may span measures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hopluc.compiler.recognise.indicators.columns import (
    BARE_YEAR,
    MEMBERS,
    NAME,
    NAMES_TARGETS,
    TARGET,
    YEAR,
    Column,
    Meaning,
    columns_of,
    meaning_of,
    with_members,
    with_places,
)
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_LONGEST_HEADING = 160
_HEADING_WITHIN = 4
_MONEY_SPENT = regex(r"kinh phi|du toan|nguon von|tong muc dau tu|ngan sach nha nuoc ho tro|von dau tu")
_TITLED = regex(
    r"chi tieu|muc tieu|ke hoach (?:san xuat|phat trien|xuat khau|giao)|lo trinh|dinh huong|tham gia|phan bo"
)
# What a table is reckoned in, said above it once for all its figures.
UNIT_LINE = regex(
    r"(?:^|[(\n])\s*(?:đơn\s+vị(?:\s+tính)?|đvt)\s*:\s*(?P<unit>[^():;\n]{1,40}?)\s*(?:\)|$|\n)", re.I
)


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table of targets and the number of its first row below them."""

    columns: tuple[Column, ...]
    below: int

    @property
    def members(self) -> bool:
        """Whether the rows are bodies, and the columns what each of them has to reach."""
        name = self.first("name")
        return name is not None and bool(MEMBERS.fullmatch(fold(self.columns[name].heading).strip(" .*")))

    def first(self, meaning: Meaning) -> int | None:
        """The first column of a meaning, or None."""
        return next((n for n, column in enumerate(self.columns) if column.meaning == meaning), None)

    @property
    def targets(self) -> list[int]:
        """The columns of figures to be reached."""
        return [n for n, column in enumerate(self.columns) if column.meaning == "target"]


def headings_of(rows: Sequence[Sequence[str]], title: str, begins: dt.date | None) -> Headings | None:
    """The headings of a table of targets, or None where the table is none.

    `rows` are the words of its cells, `title` the words above the table, `begins` the first day of
    the plan: a year before it is one of what was reached.
    """
    for at in range(min(_HEADING_WITHIN, len(rows))):
        found = _headings_at(rows, at, title, begins)
        if found is not None:
            return found
    return None


def _headings_at(
    rows: Sequence[Sequence[str]], at: int, title: str, begins: dt.date | None
) -> Headings | None:
    upper = _trimmed(rows[at])
    if len(upper) < 2 or any(len(words) > _LONGEST_HEADING for words in upper) or _holds_figures(upper):
        return None
    below = at + 1
    pairs = [(words, "") for words in upper]
    if below < len(rows):
        lower = _trimmed(rows[below])
        divided = _divided(upper, rows[at], lower, _width(rows[below + 1 :]))
        if divided is not None:
            pairs, below = divided, below + 1
    columns = with_places(with_members(columns_of(pairs, begins), title), pairs)
    if not _is_of_targets(columns, title):
        return None
    while below < len(rows) and _counts_columns(rows[below]):
        below += 1
    return Headings(tuple(columns), below)


def _width(rows: Sequence[Sequence[str]]) -> int:
    return max((len(_trimmed(row)) for row in rows), default=0)


def _trimmed(cells: Sequence[str]) -> list[str]:
    held = list(cells)
    while held and not held[-1].strip():
        held.pop()
    return held


def _holds_figures(cells: Sequence[str]) -> bool:
    """Whether a row holds figures; years are headings."""
    return any(
        re.fullmatch(r"[\d.,%\s]+", c) and not BARE_YEAR.fullmatch(fold(c).strip())
        for c in cells
        if c.strip()
    )


def _counts_columns(row: Sequence[str]) -> bool:
    """ "(1) (2) (3) …" under the headings."""
    held = [cell.strip() for cell in row if cell.strip()]
    return len(held) >= 3 and all(re.fullmatch(r"\W*(?:\d{1,2}|[A-Z])\W*(?:=.*)?", words) for words in held)


def _divided(
    upper: list[str], above: Sequence[str], lower: list[str], width: int
) -> list[tuple[str, str]] | None:
    """Upper and lower heading of each column, or None where the second row is no heading."""
    if not _names_parts([words for words in lower if words.strip()]):
        return None
    if lower[0].strip() and upper[0].strip() and lower[0] != upper[0]:
        return _squeezed(upper, [words for words in lower if words.strip()], width)
    out: list[tuple[str, str]] = []
    covering = ""
    for n in range(max(len(above), len(lower))):
        own = above[n].strip() if n < len(above) else ""
        part = lower[n].strip() if n < len(lower) else ""
        covering = own or covering
        out.append((covering, part) if part and part != own else (own, ""))
    return out


def _names_parts(lower: Sequence[str]) -> bool:
    """Whether a row names years, or parts of what stands above, rather than a target and its figures."""
    if len(lower) < 2 or _holds_figures(lower) or any(len(words) > 60 for words in lower):
        return False
    if any(re.fullmatch(r"[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ]\)?|[-+]", w.strip(" .*")) for w in lower):
        return False
    folded = [fold(words).strip(" *") for words in lower]
    years = sum(bool(re.search(YEAR, words)) or meaning_of(words) in ("reached", "unit") for words in folded)
    return years * 2 >= len(folded) or len(set(folded)) * 2 <= len(folded)


def _squeezed(upper: list[str], lower: list[str], width: int) -> list[tuple[str, str]] | None:
    """Headings where extraction lost which columns the upper row spans: pushed to the left.

    The columns of the lower row go evenly under the upper headings that speak of time.
    """
    folded = [fold(words) for words in upper]
    named = next(
        (n for n, words in enumerate(folded) if NAME.match(words) and not re.search(YEAR, words)), -1
    )
    spanning = [n for n, words in enumerate(folded) if re.search(YEAR, words) and not meaning_of(words)]
    if not spanning:
        spanning = [
            n for n, words in enumerate(folded) if n > named and TARGET.match(words) and not meaning_of(words)
        ]
    spare = len(lower) - (width - (len(upper) - len(spanning)))
    if not spanning or spare > 0:
        return None
    if len(lower) % len(spanning):
        return None
    share = len(lower) // len(spanning)
    out: list[tuple[str, str]] = []
    parts = iter(lower)
    for n, words in enumerate(upper):
        if n in spanning:
            out.extend((words, next(parts)) for _ in range(share))
        else:
            out.append((words, ""))
    return out


def _is_of_targets(columns: Sequence[Column], title: str) -> bool:
    """Whether columns are those of targets: named so, or by the table's title, with figures to reach."""
    named = next((c for c in columns if c.meaning == "name"), None)
    targets = [c for c in columns if c.meaning == "target"]
    if named is None:
        return False
    folded = fold(title)
    headings = " ".join(fold(c.heading) for c in columns)
    if _MONEY_SPENT.search(headings) or (_MONEY_SPENT.search(folded) and "chi tieu" not in folded):
        return False
    says = bool(NAMES_TARGETS.match(fold(named.heading)))
    unit = bool(UNIT_LINE.search(title)) or any(
        c.meaning == "unit" or (c.meaning == "target" and c.unit) for c in columns
    )
    years = sum(c.period is not None for c in targets)
    if not targets:
        # "Chỉ tiêu | Cơ quan chủ trì | Thời hạn": the names hold the figures.
        return says and any(c.meaning in ("body", "deadline") for c in columns)
    return says or (bool(_TITLED.search(folded)) and (unit or years > 0)) or (unit and years >= 2)
