"""Number, place and date: from the head of a document, or from the line below an annex's title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline.parts import KINDS
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.viet.dates import parse_day
from hopluc.viet.text import fold

_SIGN = r"[A-ZĐ][\w&.]*(?:\s*[-/–&]\s*[A-ZĐ][\w&.]*)*"
_NUMBER = re.compile(
    rf"(?i:số)\s*:?\s*(?P<number>(?P<digits>\d{{0,6}})\s*(?P<year>/\s*\d{{4}})?\s*[-/–]\s*(?P<sign>{_SIGN}))"
)
_BLANK_NUMBER = re.compile(r"(?i:số)\s*:?\s*[…._\s]*[/-]\s*(?P<sign>[A-ZĐ][\w&-]+)")
# Extraction may put what stands on several lines of the head into one.
_BEFORE_NUMBER = re.compile(r"\W*(?:[^a-zà-ỹđ]{3,120}\s)?(?=số\s*:?\s)", re.I)
_BEFORE_PLACE = re.compile(r"^.*?(?:hạnh\s+phúc|việt\s+nam|[-/]\s*[A-ZĐ][\w&]*)\W+", re.I)
_PLACE_DATE = re.compile(
    rf"(?P<place>(?:T[Pp]\.?\s*)?[{UPPER}][^\W\d_]*\.?(?:\s+[^\W\d_]+){{0,5}}?)\s*,\s*"
    r"(?P<date>ngày\s*[\d….\s_]*tháng\s*[\d….\s_]*năm\s*[\d….\s_]*"
    r"|ngày\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})\s*$"
)
# Below an annex's title: with which document it comes, its number, its date, whose it is.
_ATTACHED = re.compile(
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


def fields_of(mended: Mended, line: Line) -> Iterator[tuple[str, Field]]:
    """Number, place and date that a line of the head gives, by name."""
    words = mended.words(line.span)
    at = line.span[0]
    before = _BEFORE_NUMBER.match(words)
    number = _NUMBER.match(words, before.end()) if before else None
    if number and number["digits"]:
        span = (at + number.start("number"), at + number.end("number"))
        yield "number", Field(_compact(number["number"]), span)
    elif number or (before and _BLANK_NUMBER.match(words, before.end())):
        yield "number", Field("", line.span)
    furniture = _BEFORE_PLACE.match(words)
    plain = words.rstrip(" *_)")
    place = _PLACE_DATE.search(plain, furniture.end() if furniture else 0)
    if place and _stands_alone(plain[furniture.end() if furniture else 0 : place.start()]):
        yield "place", Field(place["place"].strip(), (at + place.start("place"), at + place.end("place")))
        written = place["date"].rstrip()
        start = at + place.start("date")
        yield "issued_on", Field(written if parse_day(written) else "", (start, start + len(written)))


def _stands_alone(before: str) -> bool:
    """Whether nothing but marks stands before the place: a sentence may end with a day as well."""
    return not re.search(r"\w", before)


def _compact(number: str) -> str:
    """A number without the spaces that extraction or an officer put in ("69 /KH-UBND")."""
    return re.sub(r"\s+", "", number).replace("–", "-")


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
