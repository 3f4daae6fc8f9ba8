"""Which names of bodies are one body's, who succeeded whom, and whom a collective name charges."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from hopluc.compiler.compare.model import Charge
from hopluc.compiler.compare.words import keys
from hopluc.compiler.format import Party, Plan, Task
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

# "thành phố", "tỉnh X" after a body's name say only whose it is; in one plan that is one province.
_OWN = regex(r" (?:thanh pho|tinh|tp)(?: [^,;]{1,40})?$")
_LEVELS = ("quan", "huyen", "thi xa", "thanh pho", "xa", "phuong", "thi tran", "dac khu")
_DISTRICTS = frozenset({"quan", "huyen", "thi xa"})
_COMMUNES = frozenset({"xa", "phuong", "thi tran", "dac khu"})
_PEOPLES = "uy ban nhan dan"
_ANYBODY = regex(r"\b(?:cac|moi|toan the)? ?(?:co quan|don vi|to chuc)\b")


@dataclass(frozen=True, slots=True)
class Succession:
    """From a day on the work of one body is another's: their keys, and their names as keys of words."""

    old: str
    new: str
    begins: dt.date
    old_words: tuple[str, ...]
    new_words: tuple[str, ...]


def said(name: str) -> str:
    """A body's name, folded and in one spelling."""
    return fold(" ".join(keys(name)))


@lru_cache(maxsize=4096)
def body(name: str) -> str:
    """The key of a body: its name without marks and without the province or city that it belongs to."""
    key = said(name)
    key = key.replace("mat tran to quoc viet nam", "mat tran to quoc")
    if key.startswith("uy ban mat tran"):
        key = key.removeprefix("uy ban ")
    if not key.startswith(_PEOPLES):
        key = _OWN.sub("", key)
    return key.removeprefix("cac ")


def bodies(parties: Iterable[Party]) -> frozenset[str]:
    """The keys of several parties."""
    return frozenset(body(party.name) for party in parties)


@lru_cache(maxsize=1)
def successions() -> tuple[Succession, ...]:
    """The bodies that are no more and who follows them, of the checker's list of what is over."""
    raw = resources.files("hopluc.compiler.check").joinpath("lapsed.toml").read_text("utf-8")
    return tuple(
        Succession(body(old), body(entry["now"]), entry["until"], keys(old), keys(entry["now"]))
        for entry in tomllib.loads(raw)["body"]
        for old in entry["names"]
    )


@lru_cache(maxsize=64)
def renames(day: dt.date | None) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The names of departments and ministries that another took the place of by a day, as keys of words."""
    if day is None:
        return ()
    return tuple(
        (row.old_words, row.new_words)
        for row in successions()
        if row.begins <= day and row.old_words[0] in ("sở", "bộ")
    )


def succeeded(old: str, new: str, by: dt.date | None) -> Succession | None:
    """The succession by which the body `old` (a key) is `new`, in force at a day (None: any day)."""
    for row in successions():
        if by is not None and by < row.begins:
            continue
        if (row.old, row.new) == (old, new) or _levels_moved(row, old, new):
            return row
    return None


def _levels_moved(row: Succession, old: str, new: str) -> bool:
    """Whether both are people's committees of many units, districts before, communes after."""
    if not (row.old.startswith(_PEOPLES) and old.startswith(_PEOPLES) and new.startswith(_PEOPLES)):
        return False
    return bool(levels(old) & _DISTRICTS) and bool(levels(new)) and levels(new) <= _COMMUNES


@lru_cache(maxsize=4096)
def levels(key: str) -> frozenset[str]:
    """The levels of units that a folded name speaks of."""
    bare = key.replace("thi xa", "thi_xa").replace("thanh pho", "thanh_pho").replace("dia phuong", "")
    spoken = re.findall(r"thi_xa|thanh_pho|thi tran|dac khu|quan|huyen|xa|phuong", bare)
    named = frozenset(level.replace("_", " ") for level in spoken)
    if "cap xa" in key:
        named |= _COMMUNES
    if "cap huyen" in key:
        named |= _DISTRICTS | {"thanh pho"}
    return named


def day_of(plan: Plan) -> dt.date | None:
    """The day whose bodies a plan speaks of: of its issue, else the end of its period."""
    if plan.document.issued_on:
        return plan.document.issued_on
    return plan.document.period.end if plan.document.period else None


def charge(task: Task, issuer: str | None) -> Charge | None:
    """How a task stands to a body that issued a plan: it leads, coordinates, or may be meant by a name
    that stands for anybody ("các cơ quan, đơn vị liên quan"); None where it has no part."""
    if issuer is None:
        return None
    order: tuple[tuple[Charge, tuple[Party, ...]], ...] = (
        ("lead", task.leads),
        ("coordinator", task.coordinators),
    )
    for role, parties in order:
        if any(_is_among(said(issuer), party) for party in parties):
            return role
    everybody = any(_anybody(party) for party in (*task.leads, *task.coordinators))
    return "maybe" if everybody else None


def _is_among(issuer: str, party: Party) -> bool:
    """Whether a body (folded) is the party, or one of those that its collective name stands for."""
    name = said(party.name)
    if body(party.name) == body(issuer):
        return True
    if issuer.startswith(_PEOPLES):
        own = issuer.removeprefix(_PEOPLES).strip()
        mine = next((level for level in _LEVELS if own.startswith(level + " ")), None)
        if party.collective and "dia phuong" in name:
            return True
        return party.collective and mine is not None and mine in levels(name)
    if not party.collective:
        return False
    # "các sở, ban, ngành": of each kind that it names. A kind alone must open the issuer's name.
    kind = issuer.split(" ", 1)[0]
    return kind in {"so", "ban", "bo", "hoi", "phong"} and kind in re.findall(r"[a-z]+", name.split("(")[0])


def _anybody(party: Party) -> bool:
    return party.collective and _ANYBODY.search(said(party.name)) is not None
