"""What the columns of a table of targets mean, told by their headings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hopluc.compiler.format import Period
from hopluc.viet.dates import find_periods
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

Meaning = Literal["number", "name", "unit", "target", "reached", "body", "deadline", "other"]

YEAR = r"(?:19|20)\d{2}"
BARE_YEAR = regex(rf"(?:nam\s*)?({YEAR})")
# (meaning, pattern at the start of the folded heading, why). The first that fits counts.
_MEANINGS: tuple[tuple[Meaning, str, str], ...] = (
    ("number", r"(?:s ?tt|tt|so tt|so thu tu|no\.?|stt\.?)\W*$", "the running number"),
    ("unit", r"(?:don vi tinh|dvt|dv tinh|d\.v\.t|dvi|don vi)\W*$", "the unit"),
    (
        "body",
        r"(?:ten )?(?:co quan|don vi|so, nganh|dau moi|phan cong|bo phan|phong|nguoi)\b"
        r"|.*\b(?:chu tri|phu trach|chiu trach nhiem|theo doi|dia phuong thuc hien)\b",
        "who is in charge",
    ),
    ("deadline", r"(?:thoi (?:gian|han|diem)|tien do|lo trinh|nam hoan thanh|han hoan thanh)\b", "when"),
    (
        "other",
        r"(?:ghi chu|can cu|phoi hop|so sanh|ty le so voi|tang truong so voi|giai phap|nguon (?:so lieu|von)"
        r"|kinh phi|cach tinh)",
        "no target",
    ),
    ("other", rf".*{YEAR}\s*/\s*(?:\w+\s+){{0,3}}{YEAR}", "one year compared with another"),
    (
        "reached",
        r"(?!.*\b(?:muc tieu|ke hoach|chi tieu|phan dau)\b)"
        r"(?:.*\b(?:thuc hien|ket qua|hien trang|hien co|hien nay|da dat|nam goc|uoc|u ?th|th|hien tai"
        r"|dau ky)\b"
        r"|(?:nam |so lieu )?co so\W*(?:\(?nam )?\d{4})",
        "what was there before",
    ),
)
_COMPILED = tuple((meaning, regex(pattern)) for meaning, pattern, _ in _MEANINGS)
TARGET = regex(
    r"(?:.*\b(?:muc tieu|ke hoach|chi tieu|phan dau|kh|den nam|giai doan|dinh huong|ca nam|tong cong"
    r"|luy ke|du kien)\b|(?:nam\s*)?(?:19|20)\d{2}\b)"
)
NAME = regex(
    r".*\b(?:chi tieu|muc tieu|chi so|tieu chi|ten|noi dung|san pham|danh muc|mat hang|linh vuc"
    r"|hang muc|nganh|loai|doi tuong|dien giai|cay trong|vat nuoi)\b"
)
NAMES_TARGETS = regex(r".*\b(?:chi tieu|muc tieu|chi so)\b")
MEMBERS = regex(
    r"(?:ten )?(?:cac )?(?:xa|phuong|dac khu|don vi|dia phuong|quan|huyen|thi xa|thi tran|dia ban|ubnd"
    r"|so|nganh)"
    r"(?:[ ,/&-]+(?:va )?(?:cac )?(?:xa|phuong|dac khu|don vi|dia phuong|quan|huyen|thi xa|thi tran"
    r"|thanh pho|ban|nganh))*"
)
_GIVES = regex(r"(?:giao|phan bo|phan giao)\b.*\bchi tieu|chi tieu (?:giao|phan bo)")
_IN_BRACKETS = regex(r"\(\s*([^()]{1,40})\s*\)\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning, its heading; for figures their period, measure and unit.

    `measure` names what the figures of the column are where the years span several measures; `place`
    is whose they are where a column stands for a body or a region ("" for the whole).
    """

    meaning: Meaning
    heading: str
    period: Period | None = None
    measure: str | None = None
    unit: str | None = None
    place: str | None = None


def meaning_of(folded: str) -> Meaning | None:
    """The meaning of a folded heading by its words alone; None where it may be a name or a target."""
    words = " ".join(folded.split()).strip(" .:*")
    return next((meaning for meaning, pattern in _COMPILED if pattern.match(words)), None)


def columns_of(pairs: Sequence[tuple[str, str]], begins: dt.date | None) -> list[Column]:
    columns: list[Column] = []
    for n, (upper, lower) in enumerate(pairs):
        heading = " ".join(f"{upper} {lower}".split()).strip(" *")
        folded = [fold(words).strip(" *") for words in (lower, upper) if words]
        meaning = next((m for m in map(meaning_of, folded) if m), None)
        period = _period(lower) or _period(upper)
        if meaning == "deadline" and lower and _period(lower):
            meaning = None  # a way in years: "Lộ trình thực hiện: 2026 | 2028 | 2030"
        if meaning == "reached" and period and begins and period.end and period.end >= begins:
            meaning = None
        if meaning is None and period and begins and period.end and period.end < begins:
            meaning = "reached"
        if meaning is None:
            names = any(NAME.match(words) for words in folded)
            known = any(c.meaning == "name" for c in columns)
            sets = period is not None or any(TARGET.match(words) for words in folded)
            names = names and not known and (period is None or not _named_later(pairs[n + 1 :]))
            meaning = "name" if names else "target" if sets else "other"
        columns.append(_column(meaning, heading, upper, lower, period))
    if not any(c.meaning == "name" for c in columns):
        _find_name(columns)
    return columns


def _named_later(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a column further on names the rows: "Chỉ tiêu năm 2027" names them only where none does."""
    headings = [fold(lower or upper).strip(" *") for upper, lower in pairs]
    return any(NAME.match(words) and not re.search(YEAR, words) for words in headings)


_WHOLE = regex(
    r"(?:toan|tong|cong|chung|ca nuoc)\b(?: (?:tinh|thanh pho|huyen|xa|nganh|quoc|dia ban|so|cong|the))*\W*"
)
_PLACE = regex(
    r"(?:(?:cac |khu vuc |tieu )*"
    r"(?:vung|mien nui|dong bang|ven bien|trung du|thanh thi|nong thon|do thi|hai dao)\b"
    r"|(?:khu vuc|(?:cac )?(?:xa|phuong)|dac khu|huyen|quan|thi xa|thi tran|thanh pho|thon|ban|ap|khu pho"
    r"|cum) \w).{0,40}"
)
_SHARED_OUT = regex(
    r"(?:phan bo|phan theo|chia theo|trong do|giao)\b|cac (?:xa|phuong|dia phuong|don vi|vung)\b"
)


def with_places(columns: list[Column], pairs: Sequence[tuple[str, str]]) -> list[Column]:
    """In a table of named targets and their units, columns of regions or bodies hold the target of each."""
    named = next((c for c in columns if c.meaning == "name"), None)
    if named is None or not NAMES_TARGETS.match(fold(named.heading)):
        return columns
    if not any(c.meaning == "unit" for c in columns) or any(
        c.period for c in columns if c.meaning == "target"
    ):
        return columns
    places = {n: place for n, pair in enumerate(pairs) if (place := _place(*pair)) is not None}
    if sum(place != "" for place in places.values()) < 2:
        return columns
    return [
        replace(c, meaning="target", place=places[n], measure=None) if n in places and c is not named else c
        for n, c in enumerate(columns)
    ]


def _place(upper: str, lower: str) -> str | None:
    """The body or region that a column stands for, "" for all of them, None for another column."""
    words = " ".join((lower or upper).split()).strip(" *.")
    folded = fold(words)
    if _WHOLE.fullmatch(folded):
        return ""
    shared = bool(lower and _SHARED_OUT.search(fold(upper)) and meaning_of(folded) is None)
    return words if _PLACE.fullmatch(folded) or (shared and not re.search(r"\d{4}", folded)) else None


def with_members(columns: list[Column], title: str) -> list[Column]:
    """In a table that gives bodies their targets, columns without a year are targets too if none has one."""
    named = next((c for c in columns if c.meaning == "name"), None)
    if named is None or not MEMBERS.fullmatch(fold(named.heading).strip(" .*")):
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
    unit = bracket[1] if bracket and not re.search(YEAR, bracket[1]) else None
    measure = None
    if lower and _period(lower) is None and _period(upper) is not None:
        measure = _IN_BRACKETS.sub("", " ".join(lower.split())).strip(" *") if unit else lower.strip(" *")
        if TARGET.match(fold(measure)):
            measure = None
    return Column(meaning, heading, period, measure, unit)


def _find_name(columns: list[Column]) -> None:
    """The first column that is neither number nor unit names the rows, whatever its heading."""
    for n, column in enumerate(columns):
        # "Đơn vị" before all others are the bodies, and no unit of measure.
        if column.meaning != "number" and (
            column.meaning != "unit" or MEMBERS.fullmatch(fold(column.heading))
        ):
            if column.meaning in ("other", "body", "target", "unit") and column.period is None and n <= 1:
                columns[n] = Column("name", column.heading)
            return


def _period(heading: str) -> Period | None:
    """The period that a heading names: "Năm 2026", "2026", "Đến năm 2030", "Giai đoạn 2026-2030"."""
    words = " ".join(heading.split()).strip(" *")
    for first, last, _, _ in find_periods(words):
        return Period(first, last)
    years = [int(y) for y in re.findall(rf"(?<!\d){YEAR}(?!\d)", words)]
    if not years or len(years) > 2 or years[0] > years[-1]:
        return None
    return Period(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))


def sets_targets(headings: Sequence[str]) -> bool:
    """Whether a single row of headings is that of targets and their figures, whoever is in charge.

    Such a table assigns no tasks, though it may say who reaches or follows each target.
    """
    columns = columns_of([(words, "") for words in headings], None)
    named = next((c for c in columns if c.meaning == "name"), None)
    figures = [c for c in columns if c.meaning in ("target", "reached") and c is not named]
    if named is None or not figures or not NAMES_TARGETS.match(fold(named.heading)):
        return False
    unit = any(c.meaning == "unit" for c in columns)
    return unit or any(c.period is not None for c in figures)
