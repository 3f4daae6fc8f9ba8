"""Which cited documents came, went, or have another date."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable

from hopluc.compiler.compare.fields import Frame, words_field
from hopluc.compiler.compare.marks import marked, same_meaning
from hopluc.compiler.compare.model import Change, Doubt, Field, Side
from hopluc.compiler.compare.words import is_year, keys
from hopluc.compiler.format import Citation
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_NOT_IN_NUMBER = regex(r"[^a-z0-9]+")
# Titles without a number are one document's if they have so many words, and this share of them in common.
_LONG = 8
_TITLES = 0.7


def changes(frame: Frame) -> list[Change]:
    """All citations of both plans: those of the new one in its order, then those that are gone."""
    old, new = list(frame.old.citations), list(frame.new.citations)
    left = dict(enumerate(old))
    partner: dict[int, int] = {}
    for way in (_same_document, _same_number, _same_title, like_title):
        for j, one in enumerate(new):
            if j not in partner:
                i = next((i for i, other in left.items() if way(other, one)), None)
                if i is not None:
                    partner[j] = i
                    del left[i]
    found = [
        _changed(old[partner[j]], one, frame)
        if j in partner
        else Change("citation", "added", (), (side(one),))
        for j, one in enumerate(new)
    ]
    return [*found, *(Change("citation", "dropped", (side(one),), ()) for one in left.values())]


def number_key(number: str | None) -> str | None:
    """A document's number in one spelling: "01/2020/TT-BKHĐT", "1/2020/TT - BKHĐT"."""
    return _NOT_IN_NUMBER.sub(" ", fold(number)).strip().lstrip("0") if number else None


def side(one: Citation) -> Side:
    """A citation's side: its number if it has one; its name, else its number and date."""
    day = f" ngày {one.issued_on.strftime('%d/%m/%Y')}" if one.issued_on else ""
    text = one.title or f"số {one.number}{day}"
    return Side(one.number or "", text, one.spans[0] if one.spans else None)


def _same_number(old: Citation, new: Citation) -> bool:
    return old.number is not None and number_key(old.number) == number_key(new.number)


def _same_document(old: Citation, new: Citation) -> bool:
    return _same_number(old, new) and old.issued_on == new.issued_on


def _same_title(old: Citation, new: Citation) -> bool:
    """Whether both are named by their titles, which differ in spelling at most."""
    if not old.title or not new.title or (old.number and new.number):
        return False
    return same_meaning(marked(old.title, new.title))


def like_title(old: Citation, new: Citation) -> bool:
    """Whether two long titles share most of their words and all years: "Luật X" and "Luật X năm 2023" are
    two, and short names differ by one word."""
    if not old.title or not new.title or old.kind != new.kind or (old.number and new.number):
        return False
    years = [set(filter(is_year, keys(title))) for title in (old.title, new.title)]
    if years[0] != years[1] or min(len(keys(old.title)), len(keys(new.title))) < _LONG:
        return False
    shared = sum(
        len(segment.old_text)
        for segment in marked(old.title, new.title)
        if segment.mark not in ("del", "ins")
    )
    return shared >= _TITLES * max(len(old.title), len(new.title))


def _changed(old: Citation, new: Citation, frame: Frame) -> Change:
    found = tuple(
        dataclasses.replace(field, old_span=side(old).span, new_span=side(new).span)
        for field in _fields(old, new, frame)
    )
    loud = any(not field.quiet for field in found)
    doubts: tuple[Doubt, ...] = ()
    dates = old.issued_on, new.issued_on
    if (
        dates[0]
        and dates[1]
        and dates[0].year != dates[1].year
        and not re.search(r"/\d{4}/", new.number or "")
    ):
        # Numbers begin anew each year: 09/NQ-CP of two years are two resolutions.
        doubts = (Doubt("same-number-only"),)
    return Change("citation", "changed" if loud else "kept", (side(old),), (side(new),), found, doubts)


def _fields(old: Citation, new: Citation, frame: Frame) -> Iterable[Field]:
    if old.issued_on != new.issued_on:
        days = [one.issued_on.strftime("%d/%m/%Y") if one.issued_on else None for one in (old, new)]
        # A citation that leaves the day out does not gainsay the other.
        yield Field("issued_on", days[0], days[1], quiet=None in days)
    if old.role != new.role:
        yield Field("cited_as", old.role, new.role)
    if old.title and new.title:
        title = words_field("title", old.title, new.title, frame)
        if title is not None:
            yield title


def by_number(citations: Iterable[Citation]) -> dict[str, list[Citation]]:
    """Citations by the key of their number."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for one in citations:
        key = number_key(one.number)
        if key:
            found[key].append(one)
    return found
