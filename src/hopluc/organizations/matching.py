"""Whom a document means by the words it uses for a body or a collective.

Only what cannot be mistaken is `certain`; everything else comes with candidates and is asked of a
person, whose answer is remembered (`actions.remember_alias`). The bodies are those of the document's
day, by their names of that day; who holds their work now is another question
(`queries.successors_on`).

Wordings are compared by *keys*: abbreviations spelled out, marks, punctuation and "và" gone, a post
before the body gone, and the owner's own province at the end ("tỉnh", "tỉnh Sơn Hải") gone, so
that "Sở LĐ-TB&XH", "Giám đốc Sở Lao động, Thương binh và Xã hội tỉnh" meet.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

from hopluc.organizations.models import (
    Alias,
    BodyGroup,
    Level,
    Organisation,
    OrganisationName,
    holds,
    paths_above,
)
from hopluc.organizations.queries import members_on, successors_on
from hopluc.viet.abbreviations import expand
from hopluc.viet.text import fold

MOST_CANDIDATES = 6
LEAST_LIKENESS = 0.4  # of the words of two names, so that "Sở Tài chính" is not offered for "Sở Xây dựng"

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_COMMITTEE = re.compile(r"uy ban nhan dan (tinh|thanh pho|quan|huyen|thi xa|xa|phuong|thi tran|dac khu) (.+)")


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a wording stands for.

    `certain` with neither body nor group: the words name nobody who could be followed ("các cơ quan,
    đơn vị liên quan"). Not certain: `candidates`, best first, for a person to choose from; may be empty.
    """

    organisation: Organisation | None = None
    group: BodyGroup | None = None
    certain: bool = False
    candidates: tuple[Organisation | BodyGroup, ...] = ()

    @property
    def nobody(self) -> bool:
        """Whether the words certainly name nobody to follow."""
        return self.certain and self.organisation is None and self.group is None


@dataclass(frozen=True, slots=True)
class Collective:
    """What a collective speaks of: classes of bodies, and whether it leaves open which of them."""

    classes: frozenset[str]
    vague: bool


@lru_cache(maxsize=1)
def _wordings() -> dict[str, Any]:
    raw = resources.files("hopluc.organizations").joinpath("wordings.toml").read_text("utf-8")
    return tomllib.loads(raw)


def plain(text: str, glossary: Mapping[str, str] | None = None) -> str:
    """`text` spelled out, folded, without punctuation and "và": "UBND các xã, phường" becomes
    "uy ban nhan dan cac xa phuong"."""
    words = _NOT_WORD.split(fold(expand(text, glossary)))
    return " ".join(w for w in words if w and w != "va")


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    posts = "|".join(sorted(_wordings()["posts"], key=len, reverse=True))
    same = "|".join(sorted(_wordings()["same"], key=len, reverse=True))
    return re.compile(rf"(?:(?:{posts}) (?=\S))+"), re.compile(rf"(?:{same})(?= |$)")


def _same_words(key: str) -> str:
    """A key without posts, its opening in the one wording that is kept for comparing."""
    posts, same = _openings()
    return same.sub(lambda m: _wordings()["same"][m.group()], posts.sub("", key, count=1), count=1)


@lru_cache(maxsize=1)
def _piece() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pieces that a collective is made of, longest first, and the class of each noun."""
    nouns = {noun: name for name, of in _wordings()["classes"].items() for noun in of}
    rest = _wordings()["collective"]
    pieces = sorted({*nouns, *rest["fillers"], *rest["vague"]}, key=lambda p: (-len(p), p))
    return re.compile(rf"(?:{'|'.join(pieces)})(?: |$)"), nouns


def collective_of(key: str) -> Collective | None:
    """What a key speaks of when all of it is made of the words of collectives; else None."""
    pattern, nouns = _piece()
    classes, vague, at = set(), False, 0
    while at < len(key):
        piece = pattern.match(key, at)
        if piece is None:
            return None
        word, at = piece.group().strip(), piece.end()
        vague = vague or word in _wordings()["collective"]["vague"]
        if word in nouns:
            classes.add(nouns[word])
    for name, beside in _wordings()["absorbed"].items():
        classes -= {name} if classes.intersection(beside) else set()
    known = classes - {"anybody"}
    return Collective(frozenset(known), bool(vague or not known or "anybody" in classes)) if classes else None


class Directory:
    """The bodies, groups and remembered wordings that a document of `owner` may mean on a day.

    It reads the database once; ask it for every party of a document.
    """

    def __init__(self, owner: Organisation, on: dt.date, glossary: Mapping[str, str] | None = None) -> None:
        self.owner, self.on, self.glossary = owner, on, glossary
        self._levels = paths_above(owner.path)[::-1]  # the owner first
        above = list(Organisation.objects.above(owner).only("name", "path", "level"))
        around = Organisation.objects.around(owner).exclude(kind=Organisation.Kind.COOPERATIVE)
        bodies = {body.pk: body for body in around.order_by("path")}
        self._place = _only_place(bodies.values())
        own = _place_of(owner.name) or next((p for o in reversed(above) if (p := _place_of(o.name))), None)
        self._own_place = own if own != self._place else None
        self._load_names(bodies)
        self._load_words([o.pk for o in above][::-1])

    def find(self, text: str) -> Found:
        """Whom `text` stands for."""
        words = plain(text, self.glossary)
        remembered = self._aliases.get(words) or self._aliases.get(self._key(words))
        if remembered is not None:
            return self._alive(remembered)
        key = self._key(words)
        bodies = self._nearest(self._now.get(key, ()))
        if len(bodies) == 1:
            return Found(organisation=bodies[0], certain=True)
        if bodies:
            return Found(candidates=tuple(bodies[:MOST_CANDIDATES]))
        named = self._named_groups.get(words)
        meant = collective_of(words)
        if named:
            return self._sure(named)
        if meant:
            return self._collective(meant)
        return Found(candidates=tuple(self._candidates(key)))

    def find_all(self, texts: Iterable[str]) -> dict[str, Found]:
        """`find` of each text."""
        return {text: self.find(text) for text in texts}

    # ------------------------------------------------------------------ what is read

    def _load_names(self, bodies: Mapping[int, Organisation]) -> None:
        self._now: dict[str, list[Organisation]] = defaultdict(list)
        self._other_days: dict[str, list[Organisation]] = defaultdict(list)
        parents = {pk: bodies.get(body.parent_id or 0) for pk, body in bodies.items()}
        rows = OrganisationName.objects.filter(organisation_id__in=bodies).order_by(
            "organisation__path", "pk"
        )
        for row in rows.order_by("organisation__path", "pk"):
            body = bodies[row.organisation_id]
            today = holds(body, self.on) and holds(row, self.on)
            table = self._now if today else self._other_days
            for key in self._keys_of(body, row, parents[body.pk]):
                if body not in table[key]:
                    table[key].append(body)

    def _keys_of(self, body: Organisation, row: OrganisationName, parent: Organisation | None) -> set[str]:
        """Every key by which a body's name of a day may be written."""
        keys = {self._key(plain(name)) for name in (row.name, row.short_name) if name}
        if body.kind == Organisation.Kind.COMMITTEE:
            place = _COMMITTEE.fullmatch(plain(row.name))
            keys |= {f"{place[1]} {place[2]}"} if place and body.level != Level.PROVINCE else set()
        if body.kind == Organisation.Kind.ROOM and parent:
            of = {self._key(plain(name)) for name in (parent.name, parent.short_name) if name}
            inside = {f"{key} {name}" for key in keys for name in of}
            # A room's bare name means it only in the papers of its own body.
            keys = inside | keys if parent.pk == self.owner.pk else inside
        return keys

    def _load_words(self, owners: list[int]) -> None:
        self._aliases: dict[str, Alias] = {}
        self._groups: dict[frozenset[str], BodyGroup] = {}
        self._named_groups: dict[str, BodyGroup] = {}
        groups = list(BodyGroup.objects.filter(owner_id__in=owners))
        aliases = list(Alias.objects.filter(owner_id__in=owners).select_related("organisation", "group"))
        nearest = {pk: place for place, pk in enumerate(owners)}
        for alias in sorted(aliases, key=lambda a: (nearest[a.owner_id], a.pk)):
            self._aliases.setdefault(plain(alias.text), alias)
        for group in sorted(groups, key=lambda g: (nearest[g.owner_id], g.pk)):
            words = plain(group.name)
            self._named_groups.setdefault(words, group)
            meant = collective_of(words)
            if meant and meant.classes and not meant.vague:
                self._groups.setdefault(meant.classes, group)

    # ------------------------------------------------------------------ how words become keys

    def _key(self, words: str) -> str:
        """The key of plain words, seen from the owner's province and own place."""
        key = _same_words(words)
        if self._place:
            kind, name = self._place
            short = re.sub(rf"(?: {kind})?(?: {name})$|(?: {kind})$", "", key)
            key = f"{short} {kind}" if short in _wordings()["bare"]["heads"] and short != key else short
        if self._own_place:
            kind, name = self._own_place
            if key.endswith(f" {kind}"):
                key = f"{key} {name}"
        return _same_words(key)

    # ------------------------------------------------------------------ how one is chosen

    def _nearest(self, bodies: Iterable[Organisation]) -> list[Organisation]:
        """Those of the bodies that lie nearest to the owner: inside it, inside the body above it, …"""
        rest = list(bodies)
        for path in self._levels:
            inside = [b for b in rest if b.path.startswith(path)]
            if inside:
                return inside
        return rest

    def _alive(self, alias: Alias) -> Found:
        """What a remembered wording means on the day; an ended body gives its successors to choose from."""
        if alias.group:
            return Found(group=alias.group, certain=True)
        body = alias.organisation
        if body is None:
            raise ValueError("an alias has one target")
        if holds(body, self.on):
            return Found(organisation=body, certain=True)
        return Found(candidates=tuple(successors_on(body, self.on, function=None)))

    def _collective(self, meant: Collective) -> Found:
        """The group of the same classes; "liên quan" leaves open which of them, so that is asked."""
        if not meant.classes:
            return Found(certain=True)
        group = self._groups.get(meant.classes)
        if group is None:
            near = [g for classes, g in self._groups.items() if classes & meant.classes]
            return Found(candidates=tuple(near[:MOST_CANDIDATES]))
        return Found(candidates=(group,)) if meant.vague else self._sure(group)

    def _sure(self, group: BodyGroup) -> Found:
        """The group, unless nobody belongs to it on the day ("các huyện" after 1/7/2025)."""
        if group.pk not in self._filled:
            self._filled[group.pk] = bool(members_on(group, self.on))
        if self._filled[group.pk]:
            return Found(group=group, certain=True)
        return Found(candidates=(group,))

    @cached_property
    def _filled(self) -> dict[int, bool]:
        return {}

    def _candidates(self, key: str) -> list[Organisation]:
        """Bodies that may be meant: who bore the name on another day or follows them, then like names."""
        found: dict[int, Organisation] = {}
        for body in self._nearest(self._other_days.get(key, ())):
            for one in successors_on(body, self.on, function=None):
                found.setdefault(one.pk, one)
        words = set(key.split())
        like = [
            (score, body)
            for other, bodies in self._now.items()
            if (score := _likeness(words, set(other.split()))) >= LEAST_LIKENESS
            for body in bodies
        ]
        for _score, body in sorted(like, key=lambda pair: (-pair[0], pair[1].path)):
            found.setdefault(body.pk, body)
        return list(found.values())[:MOST_CANDIDATES]


def _place_of(name: str) -> tuple[str, str] | None:
    """Kind and name of the unit that a committee governs: ("tinh", "son hai")."""
    m = _COMMITTEE.fullmatch(plain(name))
    return (m[1], m[2]) if m else None


def _only_place(bodies: Iterable[Organisation]) -> tuple[str, str] | None:
    """The province whose committee is among the bodies; of many (around a ministry) none."""
    heads = [b for b in bodies if b.kind == Organisation.Kind.COMMITTEE and b.level == Level.PROVINCE]
    return _place_of(heads[0].name) if len(heads) == 1 else None


def _likeness(a: set[str], b: set[str]) -> float:
    """The share of words that two names have in common."""
    return len(a & b) / len(a | b) if a and b else 0.0


def match(text: str, owner: Organisation, on: dt.date) -> Found:
    """Whom the words of a document of `owner` stand for on its day; for many words make one Directory."""
    return Directory(owner, on).find(text)
