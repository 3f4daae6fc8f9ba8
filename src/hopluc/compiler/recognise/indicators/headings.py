"""The headings of a table of targets: what its columns mean, on one row or on two.

A table of targets has a column of names and, for each year or for the whole period, a column of
figures; beside them the unit, what was reached before, who is in charge. The upper heading may
span years ("Giai đoạn 2026 - 2030") and the lower one name them, or the years may span measures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hopluc.compiler.format import Period
from hopluc.viet.dates import find_periods
from hopluc.viet.text import fold

Meaning = Literal["number", "name", "unit", "target", "reached", "body", "deadline", "other"]

_LONGEST_HEADING = 160
_HEADING_WITHIN = 4
_YEAR = r"(?:19|20)\d{2}"
_BARE_YEAR = re.compile(rf"(?:nam\s*)?({_YEAR})")
# (meaning, pattern at the start of the folded heading, why). The first that fits counts.
_MEANINGS: tuple[tuple[Meaning, str, str], ...] = (
    ("number", r"(?:s ?tt|tt|so tt|so thu tu|no\.?|stt\.?)\W*$", "the running number"),
    ("unit", r"(?:don vi tinh|dvt|dv tinh|d\.v\.t|dvi|don vi)\W*$", "the unit"),
    (
        "body",
        r".*(?:co quan|don vi|so, nganh|dau moi|chu tri|phu trach|chiu trach nhiem|theo doi|phan cong"
        r"|dia phuong thuc hien)\b",
        "who is in charge",
    ),
    ("deadline", r"(?:thoi (?:gian|han|diem)|tien do|lo trinh|nam hoan thanh|han hoan thanh)\b", "when"),
    (
        "other",
        r"(?:ghi chu|can cu|phoi hop|so sanh|ty le so|tang truong so|giai phap|nguon (?:so lieu|von)"
        r"|kinh phi|cach tinh)",
        "no target",
    ),
    ("other", rf".*{_YEAR}\s*/\s*(?:\w+\s+){{0,3}}{_YEAR}", "one year compared with another"),
    (
        "reached",
        r".*\b(?:thuc hien|ket qua|hien trang|hien co|hien nay|da dat|nam goc|co so|uoc|u ?th|th"
        r"|hien tai|dau ky)\b(?!.*\b(?:muc tieu|ke hoach|chi tieu)\b)",
        "what was there before",
    ),
)
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern, _ in _MEANINGS)
_TARGET = re.compile(
    r"(?:.*\b(?:muc tieu|ke hoach|chi tieu|phan dau|kh|den nam|giai doan|dinh huong|ca nam|tong cong"
    r"|luy ke|du kien)\b|(?:nam\s*)?(?:19|20)\d{2}\b)"
)
_NAME = re.compile(
    r".*\b(?:chi tieu|muc tieu|chi so|tieu chi|ten|noi dung|san pham|danh muc|mat hang|linh vuc"
    r"|hang muc|nganh|loai|doi tuong|dien giai|cay trong|vat nuoi)\b"
)
_NAMES_TARGETS = re.compile(r".*\b(?:chi tieu|muc tieu|chi so)\b")
_MEMBERS = re.compile(
    r"(?:ten )?(?:cac )?(?:xa|phuong|dac khu|don vi|dia phuong|quan|huyen|thi xa|thi tran|dia ban|ubnd"
    r"|so|nganh)"
    r"(?:[ ,/&-]+(?:va )?(?:cac )?(?:xa|phuong|dac khu|don vi|dia phuong|quan|huyen|thi xa|thi tran"
    r"|thanh pho|ban|nganh))*"
)
_GIVES = re.compile(r"(?:giao|phan bo|phan giao)\b.*\bchi tieu|chi tieu (?:giao|phan bo)")
_IN_BRACKETS = re.compile(r"\(\s*([^()]{1,40})\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning, its heading; for figures their period, measure and unit.

    `measure` names what the figures of the column are where the years span several measures.
    """

    meaning: Meaning
    heading: str
    period: Period | None = None
    measure: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a table of targets and the number of its first row below them."""

    columns: tuple[Column, ...]
    below: int

    @property
    def members(self) -> bool:
        """Whether the rows are bodies, and the columns what each of them has to reach."""
        name = self.first("name")
        return name is not None and bool(_MEMBERS.fullmatch(fold(self.columns[name].heading).strip(" .*")))

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
    columns = _with_members(_columns(pairs, begins), title)
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
        re.fullmatch(r"[\d.,%\s]+", c) and not _BARE_YEAR.fullmatch(fold(c).strip())
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
    years = sum(bool(re.search(_YEAR, words)) or meaning_of(words) in ("reached", "unit") for words in folded)
    return years * 2 >= len(folded) or len(set(folded)) * 2 <= len(folded)


def _squeezed(upper: list[str], lower: list[str], width: int) -> list[tuple[str, str]] | None:
    """Headings where extraction lost which columns the upper row spans: pushed to the left.

    The columns of the lower row go evenly under the upper headings that speak of time.
    """
    folded = [fold(words) for words in upper]
    named = next(
        (n for n, words in enumerate(folded) if _NAME.match(words) and not re.search(_YEAR, words)), -1
    )
    spanning = [n for n, words in enumerate(folded) if re.search(_YEAR, words) and not meaning_of(words)]
    if not spanning:
        spanning = [
            n
            for n, words in enumerate(folded)
            if n > named and _TARGET.match(words) and not meaning_of(words)
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


def meaning_of(folded: str) -> Meaning | None:
    """The meaning of a folded heading by its words alone; None where it may be a name or a target."""
    words = " ".join(folded.split()).strip(" .:*")
    return next((meaning for meaning, pattern in _COMPILED if pattern.match(words)), None)


def _columns(pairs: Sequence[tuple[str, str]], begins: dt.date | None) -> list[Column]:
    columns: list[Column] = []
    for upper, lower in pairs:
        heading = " ".join(f"{upper} {lower}".split()).strip(" *")
        folded = [fold(words).strip(" *") for words in (lower, upper) if words]
        meaning = next((m for m in map(meaning_of, folded) if m), None)
        period = _period(lower) or _period(upper)
        if meaning == "reached" and period and begins and period.end and period.end >= begins:
            meaning = None
        if meaning is None and period and begins and period.end and period.end < begins:
            meaning = "reached"
        if meaning is None:
            names = any(_NAME.match(words) for words in folded)
            known = any(c.meaning == "name" for c in columns)
            sets = period is not None or any(_TARGET.match(words) for words in folded)
            meaning = "name" if names and not known and period is None else "target" if sets else "other"
        columns.append(_column(meaning, heading, upper, lower, period))
    if not any(c.meaning == "name" for c in columns):
        _find_name(columns)
    return columns


def _with_members(columns: list[Column], title: str) -> list[Column]:
    """In a table that gives bodies their targets, columns without a year are targets too if none has one."""
    named = next((c for c in columns if c.meaning == "name"), None)
    if named is None or not _MEMBERS.fullmatch(fold(named.heading).strip(" .*")):
        return columns
    if any(c.meaning == "target" for c in columns) or not _GIVES.search(fold(title)):
        return columns
    at = columns.index(named)
    return [
        replace(c, meaning="target")
        if n > at and c.meaning == "other" and meaning_of(fold(c.heading)) is None
        else c
        for n, c in enumerate(columns)
    ]


def _column(meaning: Meaning, heading: str, upper: str, lower: str, period: Period | None) -> Column:
    bracket = _IN_BRACKETS.search(lower or upper)
    unit = bracket[1] if bracket and not re.search(_YEAR, bracket[1]) else None
    measure = None
    if lower and _period(lower) is None and _period(upper) is not None:
        measure = _IN_BRACKETS.sub("", " ".join(lower.split())).strip(" *") if unit else lower.strip(" *")
        if _TARGET.match(fold(measure)):
            measure = None
    return Column(meaning, heading, period, measure, unit)


def _find_name(columns: list[Column]) -> None:
    """The first column that is neither number nor unit names the rows, whatever its heading."""
    for n, column in enumerate(columns):
        # "Đơn vị" before all others are the bodies, and no unit of measure.
        if column.meaning != "number" and (
            column.meaning != "unit" or _MEMBERS.fullmatch(fold(column.heading))
        ):
            if column.meaning in ("other", "body", "target", "unit") and column.period is None and n <= 1:
                columns[n] = Column("name", column.heading)
            return


def _period(heading: str) -> Period | None:
    """The period that a heading names: "Năm 2026", "2026", "Đến năm 2030", "Giai đoạn 2026-2030"."""
    words = " ".join(heading.split()).strip(" *")
    for first, last, _, _ in find_periods(words):
        return Period(first, last)
    years = [int(y) for y in re.findall(rf"(?<!\d){_YEAR}(?!\d)", words)]
    if not years or len(years) > 2 or years[0] > years[-1]:
        return None
    return Period(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))


_MONEY_SPENT = re.compile(r"kinh phi|du toan|nguon von|tong muc dau tu|ngan sach nha nuoc ho tro|von dau tu")
_TITLED = re.compile(
    r"chi tieu|muc tieu|ke hoach (?:san xuat|phat trien|xuat khau|giao)|lo trinh|dinh huong|tham gia|phan bo"
)


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
    says = bool(_NAMES_TARGETS.match(fold(named.heading)))
    unit = any(c.meaning == "unit" for c in columns)
    years = sum(c.period is not None for c in targets)
    if not targets:
        # "Chỉ tiêu | Cơ quan chủ trì | Thời hạn": the names hold the figures.
        return says and any(c.meaning in ("body", "deadline") for c in columns)
    return says or (bool(_TITLED.search(folded)) and (unit or years > 0)) or (unit and years >= 2)


def sets_targets(headings: Sequence[str]) -> bool:
    """Whether a single row of headings is that of targets and their figures, whoever is in charge.

    Such a table assigns no tasks, though it may say who reaches or follows each target.
    """
    columns = _columns([(words, "") for words in headings], None)
    named = next((c for c in columns if c.meaning == "name"), None)
    figures = [c for c in columns if c.meaning in ("target", "reached") and c is not named]
    if named is None or not figures or not _NAMES_TARGETS.match(fold(named.heading)):
        return False
    unit = any(c.meaning == "unit" for c in columns)
    return unit or any(c.period is not None for c in figures)
