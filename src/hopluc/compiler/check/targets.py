"""Rules on one target said in several places: in the body, in its annex, in the work that reaches it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.check.tokens import words_of
from hopluc.compiler.figures_in_words import amount
from hopluc.compiler.format import Indicator, Span
from hopluc.viet.abbreviations import common, expand
from hopluc.viet.numbers import NUMBER, format_number, parse_number
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_WORD = regex(r"[^\W_]+")
# The words that a name begins and ends with in one place and not in another ("Tổng lượt khách", "Số triệu
# lượt khách đón"); they say that something is counted, not what.
_SCALES = {"tram": 100, "nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}
_BEFORE = {"tong", "so", "muc", *_SCALES}
_BEHIND = {"don", "dat", "duoc", "thu", "hut"}
_FEWEST_WORDS = 2
# An abbreviation in brackets stands for the words before it: "… đo đạc, thẩm định (MRV)", "… quy trình MRV".
_ABBREVIATED = regex(r"^(?P<words>.+?)\s*\((?P<short>[A-ZĐ][A-Za-zĐ]{1,9})\)$")
_SHORT = regex(r"\((?P<short>[A-ZĐ][A-Za-zĐ]{1,9})\)")
_KEPT_BY_SHORT = 4
# Of the whole the parts may be told apart without their bodies' names ("bản A: 14 ha; bản B: 18 ha").
_FEWEST_PARTS, _NEARLY = 2, "0.1"
_NO_SUM = regex(r"%|lần|/|điểm|ngày|thứ bậc")
_AVERAGE = regex(r"\b(?:bình quân|trung bình|mỗi|tỷ lệ|tỷ trọng|tốc độ|năng suất|chỉ số|mức)\b", re.I)

# What leads from the name of a target to its figure, in folded words.
_LEADS_TO = regex(
    rf"\W{{0,3}}(?:(?:vao |den |trong )?(?:het )?nam (?P<year>20\d\d)\W{{0,2}})?"
    r"(?:(?:dat|len|con|la|xuong|tang len|giam con|nang len|duy tri)\s)?"
    r"(?:(?:tu|tren|it nhat|toi thieu|duoi|khong qua|khong duoi|toi da|o muc)\s){0,2}"
    rf"(?P<value>{NUMBER})(?!\s?[-/]\s?\d)\s?(?P<unit>%|[^\W\d_]+(?: [^\W\d_]+){{0,3}})"
)
_FEWEST_IN_WORK = 4
_DIGIT = regex(r"\d")
_YEAR = regex(r"\b20\d\d\b")
# Figures of another time, of a part, or of another document.
_ELSEWHERE = regex(
    r"so voi|hien nay|hien co|trong do|moi nam|hang nam|tung|binh quan|nghi quyet|quyet dinh|quy i|quy [1-4]|"
    r"thang \d|6 thang|\b(?:(?<!tac )xa|phuong|huyen|quan|thon|ap|ban|cum|vung|khu vuc)\b"
)
_CLAUSE = regex(r"[;.\n](?!\d)")


@dataclass(frozen=True, slots=True)
class _Told:
    """A target as told in one place: its ends in single units, and what is counted."""

    indicator: Indicator
    low: Decimal | None
    high: Decimal | None
    place: Decimal  # half of what the last digit of its figure stands for
    scale: int
    unit: str


def two_figures(case: Case) -> Iterator[Slip]:
    """One target with two figures for the same time, wherever in the document they stand."""
    for same in _told_again(case):
        if _shared_out(same):
            continue
        first, *others = same
        for other in others:
            if not _agree(first, other) and other.indicator.span != first.indicator.span:
                yield _slip(other.indicator, first.indicator)


def _slip(here: Indicator, there: Indicator) -> Slip:
    figures = [f"{amount(one.target)} {one.unit or ''}".strip() for one in (here, there)]
    if here.unit == there.unit:
        figures = [amount(one.target) for one in (here, there)]
    said = {"name": quoted(here.name, 60), "here": figures[0], "there": figures[1]}
    return Slip(here.span or (0, 0), said)


def parts_of_whole(case: Case) -> Iterator[Slip]:
    """A target whose parts are shared out in the same words and do not make it.

    What a table adds up itself is told by its total.
    """
    sheets = [sheet.span for sheet in case.mended.sheets]
    for same in _told_again(case, by_owner=False):
        shared = _shared_out(same)
        if shared is None:
            continue
        whole, parts = shared
        place = whole.indicator.span or (0, 0)
        if whole.low is None or any(a <= place[0] < b for a, b in sheets):
            continue
        total = sum((one.low or Decimal(0) for one in parts), Decimal(0))
        enough = total > whole.low and whole.indicator.target.op in (">", ">=")
        if total != whole.low and not enough and abs(total - whole.low) <= Decimal(_NEARLY) * whole.low:
            said = {
                "name": quoted(whole.indicator.name, 60),
                "stated": _in_unit(whole.low, whole),
                "sum": _in_unit(total, whole),
            }
            yield Slip(place, said)


def _in_unit(value: Decimal, of: _Told) -> str:
    return f"{format_number(value / of.scale)} {of.indicator.unit or ''}".strip()


def _told_again(case: Case, by_owner: bool = True) -> Iterator[list[_Told]]:
    """Targets told more than once, in the order of the text: of one name and time, and of one owner."""
    groups: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    shorts = _shorts(case.indicators)
    for indicator in case.indicators:
        if indicator.span is None:
            continue
        owners = tuple(sorted(party.name for party in indicator.for_)) if by_owner else ()
        end = indicator.period.end if indicator.period else None
        key = (_key(indicator.name, shorts), end, indicator.per, owners, indicator.baseline is None)
        groups[key].append(_told(indicator))
    for group in groups.values():
        left = group
        while len(left) > 1:
            same = [one for one in left if _one_unit(left[0].unit, one.unit)]
            if len(same) > 1:
                yield same
            left = [one for one in left if one not in same]


@lru_cache(maxsize=1024)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(expand(name))))


def _shorts(indicators: Sequence[Indicator]) -> Mapping[str, list[tuple[str, ...]]]:
    """The names that explain an abbreviation at their end, by it."""
    out: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for indicator in indicators:
        for found in _SHORT.finditer(indicator.text):
            name = _words(_without_short(indicator.name))
            if name and _words(indicator.text[: found.start()])[-len(name) :] == name:
                out[fold(found["short"])].append(name)
    return out


def _without_short(name: str) -> str:
    found = _ABBREVIATED.match(name)
    return found["words"] if found else name


def _key(name: str, shorts: Mapping[str, list[tuple[str, ...]]]) -> tuple[str, ...]:
    """The words of a name by which it is the same, in an order that does not depend on its own."""
    words = _words(_without_short(name))
    if not words:
        return ()
    for whole in shorts.get(words[-1], ()) if len(words) > _KEPT_BY_SHORT else ():
        if whole[: len(words) - 1] == words[:-1]:
            words = whole
    start, end = 0, len(words)
    while end - start > _FEWEST_WORDS and words[start] in _BEFORE:
        start += 1
    while end - start > _FEWEST_WORDS and words[end - 1] in _BEHIND:
        end -= 1
    return tuple(sorted(words[start:end]))


def _told(indicator: Indicator) -> _Told:
    scale, unit = _unit(indicator.unit or "")
    target = indicator.target
    low, high = (target.low, target.high) if target.op == "range" else (target.value, target.value)
    ends = [Decimal(str(end)) * scale if end is not None else None for end in (low, high)]
    places = [
        int(Decimal(str(end)).normalize().as_tuple().exponent) for end in (low, high) if end is not None
    ]
    half = Decimal(scale) * Decimal(10) ** min([0, *places]) / 2
    return _Told(indicator, ends[0], ends[1], half, scale, unit)


def _unit(unit: str) -> tuple[int, str]:
    """The scale of a unit and what it counts: "nghìn tỷ đồng" is 10¹² "dong"."""
    scale, words = 1, fold(unit).split()
    while words and words[0] in _SCALES:
        scale *= _SCALES[words.pop(0)]
    return scale, " ".join(words)


def _one_unit(one: str, other: str) -> bool:
    return one == other or bool(
        one and other and (one.startswith(other + " ") or other.startswith(one + " "))
    )


def _agree(one: _Told, other: _Told) -> bool:
    """Whether two figures are the same, or one the other rounded to a greater unit or within its range."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one.indicator.target == other.indicator.target
    slack = Decimal(0) if one.scale == other.scale else max(one.place, other.place)
    near = abs(one.low - other.low) <= slack and abs(one.high - other.high) <= slack
    within = one.low <= other.low == other.high <= one.high or other.low <= one.low == one.high <= other.high
    return near or within


def _shared_out(same: Sequence[_Told]) -> tuple[_Told, list[_Told]] | None:
    """A target and those that share it out: each of one body, or without names the smaller ones."""
    if len(same) <= _FEWEST_PARTS:
        return None
    whole = max(same, key=lambda one: one.low or Decimal(0))
    if any(one.indicator.for_ for one in same):
        whole = next((one for one in same if not one.indicator.for_), whole)
    parts = [one for one in same if one is not whole]
    owners = [one.indicator.for_[0].name for one in parts if one.indicator.for_]
    unit, name = whole.indicator.unit or "", whole.indicator.name
    if whole.low is None or whole.indicator.for_ or _NO_SUM.search(unit) or _AVERAGE.search(name):
        return None
    if any(not _is_part(one, whole.low) for one in parts) or len(owners) not in (0, len(parts)):
        return None
    total = sum((one.low or Decimal(0) for one in parts), Decimal(0))
    apart = len(set(owners)) == len(owners)
    return (whole, parts) if apart and total <= whole.low * (1 + Decimal(_NEARLY)) else None


def _is_part(one: _Told, whole: Decimal) -> bool:
    plain = one.low is not None and one.low == one.high and one.low < whole
    return plain and not one.indicator.each and not any(party.collective for party in one.indicator.for_)


def another_in_work(case: Case) -> Iterator[Slip]:
    """The work that is to reach a target names another figure for it.

    Looked for only where the whole name stands again, followed by a figure in the same unit, with no
    word of a part, of an earlier time or of another document.
    """
    names = _by_beginning(case)
    if not names:
        return
    several = [name for same in names.values() for name, _ in same]
    begins = _places(case, {name[0] for name in several}, 0)
    ends = _places(case, {name[-1] for name in several}, -1)
    for span in _work(case):
        if not (_within(begins, span) and _within(ends, span) and _DIGIT.search(case.text, *span)):
            continue
        words = fold(expand(case.mended.words(span)))
        tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(words)]
        for n in range(len(tokens) - 1):
            for name, indicator in names.get((tokens[n][0], tokens[n + 1][0]), ()):
                if tuple(token for token, _, _ in tokens[n : n + len(name)]) == name:
                    found = _LEADS_TO.match(words, tokens[n + len(name) - 1][2])
                    if found and _contradicts(words, tokens[n][1], found, indicator):
                        said = {
                            "name": quoted(indicator.name, 60),
                            "here": found["value"],
                            "there": amount(indicator.target),
                        }
                        yield Slip(_place(case, span, found["value"]), said)


def _places(case: Case, words: set[str], at: int) -> list[int]:
    """Where one of `words` stands, or an abbreviation whose word at `at` is one of them.

    Only lines with the first and the last word of a name are worth spelling out.
    """
    shorts = {short.split()[at] for short, whole in common().items() if fold(whole).split()[at] in words}
    wanted = words | {fold(_WORD.findall(short)[at]) for short in shorts}
    return [word.start for word in words_of(case.text) if word.folded in wanted]


def _within(places: Sequence[int], span: Span) -> bool:
    return bisect_left(places, span[0]) < bisect_left(places, span[1])


def _by_beginning(case: Case) -> dict[tuple[str, str], list[tuple[tuple[str, ...], Indicator]]]:
    """The targets of the whole plan with one figure, by the first two words of their names."""
    out: dict[tuple[str, str], list[tuple[tuple[str, ...], Indicator]]] = defaultdict(list)
    for indicator in case.indicators:
        name = _words(indicator.name)
        plain = indicator.target.op != "range" and indicator.unit and not indicator.for_ and not indicator.per
        plain = plain and indicator.baseline is None and name[-1:] != () and name[-1].isalpha()
        if plain and indicator.period and len(name) >= _FEWEST_IN_WORK:
            out[name[0], name[1]].append((name, indicator))
    return out


def _work(case: Case) -> Iterator[Span]:
    """The lines after the first target that set none themselves, and the work of tables."""
    spans = [indicator.span for indicator in case.indicators if indicator.span]
    first = min(start for start, _ in spans)
    sheets = [sheet.span for sheet in case.mended.sheets]
    for span in (
        *(line.span for line in case.mended.lines),
        *(draft.work for draft in case.work.drafts if any(a <= draft.work[0] < b for a, b in sheets)),
    ):
        own = span[0] < first or any(a < span[1] and span[0] < b for a, b in spans)
        if not own:
            yield span


def _contradicts(words: str, start: int, found: re.Match[str], indicator: Indicator) -> bool:
    value = parse_number(found["value"])
    scale, unit = _unit(found["unit"])
    told = _told(indicator)
    if value is None or told.low is None or not _one_unit(unit.split(" nam ")[0], told.unit):
        return False
    breaks = [m.end() for m in _CLAUSE.finditer(words, 0, start)]
    clause = words[breaks[-1] if breaks else 0 : start] + " " + words[found.start() : found.end()]
    end = indicator.period.end if indicator.period else None
    years = set(_YEAR.findall(clause))
    other_time = bool(years - {str(end.year)}) if end else True
    differs = abs(value * scale - told.low) > (0 if scale == told.scale else told.place)
    return differs and not other_time and not _ELSEWHERE.search(clause)


def _place(case: Case, span: Span, value: str) -> Span:
    at = case.text.find(value, *span)
    return (at, at + len(value)) if at >= 0 else span


def every_second_figure(case: Case) -> Iterator[Slip]:
    """A second figure among the targets, and in the work."""
    yield from two_figures(case)
    yield from another_in_work(case)


FINDERS: dict[str, Find] = {
    "target-stated-two-ways": every_second_figure,
    "target-parts-mismatch": parts_of_whole,
}
