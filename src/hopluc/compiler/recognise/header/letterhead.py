"""Number, place and date: from the head of a document, or from the line below an annex's title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline.parts import KINDS
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.citations.numbered import hyphenated
from hopluc.viet.dates import parse_day
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_SIGN = r"[A-ZĐ][\w&.]*(?:\s*[-/–&]\s*[A-ZĐ][\w&.]*)*"
_NUMBER = regex(
    rf"(?i:số)\s*:?\s*(?P<number>(?P<digits>\d{{0,6}})\s*(?P<year>/\s*\d{{4}})?\s*[-/–]\s*(?P<sign>{_SIGN}))"
)
_BLANK_NUMBER = regex(r"(?i:số)\s*:?\s*[…._\s]*[/-]\s*(?P<sign>[A-ZĐ][\w&-]+)")
# Extraction may put what stands on several lines of the head into one.
_BEFORE_NUMBER = regex(r"\W*(?:(?P<above>\S.{2,120}?)\s)?(?=số\s*:?\s)", re.I)
# The National Assembly and its committee name the kind there: "Nghị quyết số: 12/2024/UBTVQH15".
_KIND_BEFORE_NUMBER = regex(r"\W*(?P<kind>[^\W\d_]+(?:\s+[^\W\d_]+){0,3})\s+(?=số\s*:)", re.I)
_BEFORE_PLACE = regex(
    r"^.*(?:hạnh\s+phúc|việt\s+nam|(?:số\s*:?|\d)[\d\s….]*[-/–]\s*[A-ZĐ][\w&]*(?:\s*[-/–&]\s*[A-ZĐ]\w*)*)\W+",
    re.I,
)
_PLACE_DATE = regex(
    rf"(?P<place>(?:Quận|Phường)\s+\d{{1,2}}|(?:T[Pp]\.?\s*)?[{UPPER}][^\W\d_]*\.?(?:(?:\s+|\s*[-–]\s*)[^\W\d_]+){{0,6}}?)\s*,\s*"
    r"(?P<date>ngày\s*[\d….\s_]*tháng\s*[\d….\s_]*năm\s*[\d….\s_]*"
    r"|ngày\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})\s*$"
)
# A line that ends within number, or place and date; and one that holds the first words of a name only.
_UNFINISHED = regex(r"^\W*số\s*:?[\s|]*$|,\s*(?:ngày[\s\d….]*(?:tháng[\s\d….]*(?:năm\s*)?)?)?[\s|]*$", re.I)
_BEGUN_NAME = regex(rf"[{UPPER}][a-zà-ỹ]+(?:(?:\s+|\s*[-–]\s*)[{UPPER}][a-zà-ỹ]+){{0,3}}(?:\s*[-–])?")
# Below an annex's title: with which document it comes, its number, its date, whose it is.
_ATTACHED = regex(
    r"\(?\s*(?:ban hành|kèm|đính kèm)[^()]{0,40}?(?P<kind>[^\W\d_]+(?:\s+[^\W\d_]+){1,3}?)\s+"
    r"(?P<number>số\s*:?\s*\d+\s*[-/][^\s,;)]*(?:\s*[-/]\s*[A-ZĐ][^\s,;)]*)?)"
    r"(?:\s*,?\s*(?P<date>ngày\s*\d{1,2}(?:\s*tháng\s*|\s*[/.-]\s*)\d{1,2}(?:\s*năm\s*|\s*[/.-]\s*)\d{4}))?"
    r"(?:\s+của\s+(?P<issuer>[^()\n]{3,120}))?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Field:
    """The words of one field and where they stand; "" for one that is left blank."""

    value: str
    span: Span


def fields_in(mended: Mended, lines: Sequence[Line]) -> dict[str, Field]:
    """Number, place and date of a head, by name: of several the first.

    Narrow columns break number, place and date over two lines: "Sơn Hải, ngày" / "05 tháng 02 …".
    """
    found: dict[str, Field] = {}
    for line, following in zip_longest(lines, lines[1:]):
        given = dict(fields_of(mended, line.span))
        unfinished = _UNFINISHED.search(mended.words(line.span)) if "issued_on" not in given else None
        if unfinished and following is not None:
            given = {**dict(fields_of(mended, (line.span[0], following.span[1]))), **given}
        for name, field in given.items():
            found.setdefault(name, field)
    place = found.get("place")
    if place and place.value:
        found["place"] = _whole_place(mended, lines, place)
    return found


def _whole_place(mended: Mended, lines: Sequence[Line], place: Field) -> Field:
    """The place with what of its name the line above holds: "Cửa Lạch - Bãi" / "Cạn, ngày …"."""
    above = next((line.span for line, below in pairwise(lines) if below.span[0] == place.span[0]), None)
    if above is None or not _BEGUN_NAME.fullmatch(mended.words(above).strip(" |*")):
        return place
    span = (above[0] + _leading(mended.words(above)), place.span[1])
    return Field(" ".join(mended.words(span).split()), span)


def _leading(words: str) -> int:
    return len(words) - len(words.lstrip(" |*"))


def fields_of(mended: Mended, span: Span) -> Iterator[tuple[str, Field]]:
    """Number, place and date that a line of the head gives, by name."""
    words = mended.words(span)
    at = span[0]
    before = _BEFORE_NUMBER.match(words)
    if before and before["above"] and not before["above"].isupper():
        named = _KIND_BEFORE_NUMBER.match(words)
        before = named if named and fold(named["kind"]) in {*KINDS, "luat", "phap lenh"} else None
    number = _NUMBER.match(words, before.end()) if before else None
    if number and number["digits"]:
        where = (at + number.start("number"), at + number.end("number"))
        yield "number", Field(_compact(number["number"]), where)
    elif number or (before and _BLANK_NUMBER.match(words, before.end())):
        yield "number", Field("", span)
    furniture = _BEFORE_PLACE.match(words)
    plain = words.rstrip(" *_)|")
    place = _PLACE_DATE.search(plain, furniture.end() if furniture else 0)
    if place and _stands_alone(plain[furniture.end() if furniture else 0 : place.start()]):
        yield (
            "place",
            Field(" ".join(place["place"].split()), (at + place.start("place"), at + place.end("place"))),
        )
        written = place["date"].rstrip()
        start = at + place.start("date")
        yield "issued_on", Field(written if parse_day(written) else "", (start, start + len(written)))


def _stands_alone(before: str) -> bool:
    """Whether nothing but marks stands before the place: a sentence may end with a day as well."""
    return not re.search(r"\w", before)


def _compact(number: str) -> str:
    """A number without the spaces that extraction or an officer put in ("69 /KH-UBND")."""
    before, slash, sign = re.sub(r"\s+", "", number).replace("–", "-").rpartition("/")
    return f"{before}{slash}{hyphenated(sign)}"


def attached(mended: Mended, kind: str | None) -> dict[str, Field]:
    """Number, date and issuer from the line under an annex's title."""
    for line in mended.lines:
        words = mended.words(line.span)
        found = _ATTACHED.match(words)
        if not found:
            continue
        slug = next(
            (KINDS[k] for k in sorted(KINDS, key=len, reverse=True) if fold(found["kind"]).endswith(k)), None
        )
        if kind not in (slug, None, "phu_luc"):
            continue
        at = line.span[0]
        number = re.sub(r"^số\s*:?\s*", "", found["number"], flags=re.I)
        start = at + found.end("number") - len(number)
        out = {"number": Field(_compact(number), (start, start + len(number)))}
        for name, group in (("issued_on", "date"), ("issuer", "issuer")):
            if found[group]:
                out[name] = Field(found[group].strip(), (at + found.start(group), at + found.end(group)))
        return out
    return {}
