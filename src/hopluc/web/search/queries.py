"""One question put to every kind of record: what matches, of what this person may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When

from hopluc.viet.text import fold, nfc
from hopluc.web.search.kinds import KINDS, Hit, Kind, Seer

SHORTEST = 2  # letters
SHOWN = 5  # of each kind, where all are looked at
OFFERED = 4  # of each quick kind, while the words are typed


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words as typed, one kind or all (""), a year, a body by its name.

    `apart`: the words may stand apart; asked for where together nothing holds them.
    """

    words: str
    kind: str = ""
    year: int | None = None
    body: str = ""
    apart: bool = False

    @property
    def parts(self) -> list[str]:
        """The folded pieces that a record must hold; none where too little was typed."""
        folded = fold(self.written)
        if len(folded) < SHORTEST:
            return []
        return folded.split() if self.apart else [folded]

    @property
    def written(self) -> str:
        """The words as typed, in one form and parted by single blanks."""
        return nfc(" ".join(self.words.split()))


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of a kind: how many, and the first of them."""

    kind: Kind
    count: int
    hits: list[Hit]


def matching(kind: Kind, seer: Seer, asked: Asked) -> QuerySet[Any]:
    """The kind's rows that the person may see and that hold all that is asked for, in no order."""
    rows = kind.seen(seer).order_by()
    for part in asked.parts:
        rows = rows.filter(_holds(kind, seer, part))
    if asked.year:
        rows = rows.filter(**{f"{kind.day}__year": asked.year})
    if asked.body.strip():
        named = {f"{kind.body}__folded__contains": fold(asked.body.strip())}
        rows = rows.filter(pk__in=rows.model._default_manager.filter(**named).order_by().values("pk"))
    return rows


def _holds(kind: Kind, seer: Seer, part: str) -> Q:
    found = Q()
    for column in kind.folded:
        found |= Q(**{f"{column}__contains": part})
    return found | kind.more(seer, part) if kind.more else found


def _askable(asked: Asked) -> Iterable[Kind]:
    """The kinds that the question can be put to."""
    return (kind for kind in KINDS if (kind.day or not asked.year) and (kind.body or not asked.body.strip()))


def counts(seer: Seer, asked: Asked) -> dict[str, int]:
    """How many records of each kind match, in one query; kinds without any are left out."""
    if not asked.parts:
        return {}
    each = [
        matching(kind, seer, asked)
        .annotate(of_kind=Value(kind.key, output_field=CharField()))
        .values("of_kind")
        .annotate(n=Count("pk", distinct=True))
        .values_list("of_kind", "n")
        for kind in _askable(asked)
    ]
    found = dict(each[0].union(*each[1:], all=True))
    return {kind.key: found[kind.key] for kind in KINDS if found.get(kind.key)}


def ranked(kind: Kind, seer: Seer, asked: Asked) -> QuerySet[Any]:
    """The matching rows in the order shown: numbers that begin so, words with the very marks, the latest."""
    rows = matching(kind, seer, asked)
    best = [When(**{f"{kind.number}__istartswith": asked.written}, then=Value(0))] if kind.number else []
    if kind.exact and fold(asked.written) != asked.written.lower():
        best.append(When(**{f"{kind.exact}__icontains": asked.written}, then=Value(1)))
    order: list[Any] = [F(kind.day).desc(nulls_last=True)] if kind.day else [kind.exact]
    if best:
        order.insert(0, Case(*best, default=Value(2), output_field=IntegerField()))
    return rows.select_related(*kind.related).order_by(*order, "pk")


def hits(kind: Kind, rows: Iterable[Any]) -> list[Hit]:
    """Rows as lines of the results."""
    return [kind.shown(row) for row in rows]


def groups(seer: Seer, asked: Asked, found: dict[str, int]) -> list[Group]:
    """The first of each kind of which anything was found."""
    return [
        Group(kind, found[kind.key], hits(kind, ranked(kind, seer, asked)[:SHOWN]))
        for kind in KINDS
        if kind.key in found
    ]


def offers(seer: Seer, asked: Asked) -> Sequence[Group]:
    """What the search box offers while the words are typed."""
    if not asked.parts:
        return []
    each = ((kind, hits(kind, ranked(kind, seer, asked)[:OFFERED])) for kind in KINDS if kind.quick)
    return [Group(kind, len(found), found) for kind, found in each if found]
