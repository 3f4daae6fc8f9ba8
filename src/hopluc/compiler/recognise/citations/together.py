"""Mentions of one document laid together: what one of them leaves out another gives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from hopluc.compiler.format import Citation, Role
from hopluc.compiler.recognise.citations.model import Mention, number_key
from hopluc.compiler.recognise.citations.roles import Roles
from hopluc.compiler.recognise.citations.titled import title_key
from hopluc.viet.patterns import regex

# The Party's documents have the hyphen first (Hướng dẫn 36-HD/VPTW).
_PARTY = regex(r"\d+-[^\W\d_]+/(?:TW|TU|HU|ĐU|QU)")


def together(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions grouped by document: by number, laws by title and year.

    A law named without its year is the dated one of that title; of several, the newest.
    """
    groups: dict[str, list[Mention]] = {}
    dated: list[Mention] = []
    undated: list[Mention] = []
    for m in mentions:
        if m.number:
            # "TCDN" and "TCĐN" of one day are one document and a slip; so are "57-NQ/TW" and "57/NQ-TW".
            slip = number_key(m.number).replace("Đ", "D").replace("/", "-")
            groups.setdefault(f"{m.kind}:{slip}", []).append(m)
        elif m.year is None:
            undated.append(m)
        else:
            dated.append(m)
    for m in dated:
        # "Luật Hợp tác xã năm 2023" is the law whose number is of that year.
        same = [k for k, g in groups.items() if any(_same_law(x, m) for x in g)]
        groups.setdefault(same[0] if same else f"{title_key(m)}:{m.year}", []).append(m)
    for m in sorted(undated, key=lambda m: -len(m.title or "")):
        same = [k for k, g in groups.items() if any(_same_title(x, m) for x in g)]
        newest = max(same, key=lambda k: max(_year(x) for x in groups[k]), default=f"{title_key(m)}:")
        groups.setdefault(newest, []).append(m)
    out = [sorted(g, key=lambda m: m.start) for g in groups.values()]
    return sorted(out, key=lambda g: g[0].start)


def _year(m: Mention) -> int:
    of_number = re.search(r"/((?:19|20)\d{2})/", m.number or "")
    return m.year or (m.day.year if m.day else int(of_number[1]) if of_number else 0)


def _same_title(one: Mention, other: Mention) -> bool:
    """Whether two titles are one; a strategy may be named without its years."""
    if not (one.title and other.title):
        return False
    longer, shorter = title_key(one), title_key(other)
    runs_on = one.kind == other.kind == "chien_luoc" and longer.startswith(f"{shorter} ")
    # A page runs words together: "Luật Hợp tácxã".
    return longer.replace(" ", "") == shorter.replace(" ", "") or runs_on


def _same_law(one: Mention, other: Mention) -> bool:
    named = bool(one.number and one.title and title_key(one) == title_key(other))
    return named and _year(one) == _year(other)


def citation_of(group: list[Mention], offset: int, roles: Roles) -> Citation:
    """One document from all its mentions; the fullest words win, the first date and issuer."""
    found = {roles.of(m) for m in group}
    role: Role = (
        "implements" if "implements" in found else "legal_basis" if "legal_basis" in found else "mention"
    )
    titles = [m for m in group if m.title]
    numbers = [m.number for m in group if m.number]
    number = next((n for n in numbers if _PARTY.fullmatch(n)), numbers[0] if numbers else None)
    return Citation(
        number=number,
        kind=next((m.kind for m in group if m.kind), None),
        issued_on=_agreed(m.day for m in group),
        issuer=_fullest([m.issuer for m in group]),
        title=_law_title(titles) if titles else None,
        role=role,
        spans=tuple((offset + m.start, offset + m.end) for m in group),
    )


def _agreed(days: Iterable[dt.date | None]) -> dt.date | None:
    """The date most mentions give; the first of equals (a disagreement is a finding of its own)."""
    seen = [d for d in days if d]
    return max(seen, key=seen.count) if seen else None


def _fullest(issuers: Sequence[str | None]) -> str | None:
    """The issuer in its fullest wording: "… tỉnh Sơn Hải" rather than "… tỉnh"."""
    seen = [i for i in issuers if i and not i.isupper()] or [i for i in issuers if i]
    if not seen:
        return None
    best = seen[0]
    for other in seen[1:]:
        if other.lower().startswith(best.lower()):
            best = other
    return best


def _law_title(mentions: list[Mention]) -> str:
    """A law's title, with its year where no day says it: "Luật Hợp tác xã năm 2023"."""
    first = next((m for m in mentions if m.year and m.day is None), None)
    if first and not any(m.day for m in mentions):
        return f"{first.title} năm {first.year}"
    capital = next((m.title for m in mentions if m.title and m.title[0].isupper()), None)
    return capital or mentions[0].title or ""
