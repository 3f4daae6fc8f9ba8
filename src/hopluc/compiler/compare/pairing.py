"""Which old item is which new one: by meaning, with the doubts that remain.

Words come first. What stands about an item (who leads it, in which group, under which number) supports a
match or speaks against it, and is never enough alone. The thresholds are argued in docs/diff.md and
held by tests/compiler/test_diff.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hopluc.compiler.compare.assign import assign
from hopluc.compiler.compare.likeness import Weights, weights
from hopluc.compiler.compare.model import Doubt

# Alike in words by so much, two items are the same; more where what stands about them disagrees.
SURE = 0.42
ALONE = 0.55
# Below those a match needs support, and stays in doubt; below this there is none.
LEAST = 0.3
# What counts as support, and as disagreement.
SUPPORTED, OPPOSED = 0.6, 0.3
# Two assignments whose sums differ by less are nearly equal.
NEAR = 0.08
# So much of an item left over must stand in another, beyond what that one's own partner says, to be part
# of it where lead and group agree; up to FULL it stays in doubt, and without support it needs FULL.
PART, FULL = 0.35, 0.55
# The support's share in a candidate's gain: enough to choose between candidates of like words.
_SUPPORT_SHARE = 0.2
_CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class Item:
    """An item to be matched: the features of its words, and what stands about it.

    `who` are the keys of its leads, `about` the features of its group's title, `place` its number in its
    group (None where it has none); `kin` items of different kin never match.
    """

    id: str
    words: frozenset[str]
    who: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    place: str | None = None
    kin: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A match by the places of both items in their lists."""

    old: int
    new: int
    likeness: float
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class Pairing:
    """The matches of two lists; `merged` gives the old items that went into a new one besides its
    partner, `split` the new ones that came of an old one besides its partner."""

    pairs: list[Pair] = field(default_factory=list)
    merged: dict[int, list[int]] = field(default_factory=dict)
    split: dict[int, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Case:
    old: Sequence[Item]
    new: Sequence[Item]
    weigh: Weights
    alike: dict[tuple[int, int], float] = field(default_factory=dict)
    gains: list[dict[int, float]] = field(default_factory=list)
    chosen: list[int | None] = field(default_factory=list)
    holder: dict[int, int] = field(default_factory=dict)


def pair(old: Sequence[Item], new: Sequence[Item], parts: bool = True) -> Pairing:
    """Match two lists; each item is in one pair at most. With `parts`, items that are left over are
    looked for inside the pairs, as parts that were merged or split off."""
    case = _Case(old, new, weights([item.words for item in old], [item.words for item in new]))
    _weigh_candidates(case)
    chosen = case.chosen = assign(case.gains)
    case.holder = {column: row for row, column in enumerate(chosen) if column is not None}
    found = Pairing()
    for i, j in enumerate(chosen):
        if j is not None:
            found.pairs.append(Pair(i, j, case.alike[i, j], _doubts(case, i, j)))
    if parts:
        _find_parts(case, found)
    return found


def support(one: Item, other: Item) -> float:
    """How much of what stands about two items agrees, 0..1; 0.5 where nothing is said."""
    agreed = said = 0.0
    for share, first, second in ((0.5, one.who, other.who), (0.35, one.about, other.about)):
        if first or second:
            said += share
            agreed += share * len(first & second) / len(first | second)
    if one.place is not None and other.place is not None:
        said += 0.15
        agreed += 0.15 * (one.place == other.place)
    return (agreed + 0.15) / (said + 0.3)


def enough(backing: float) -> float:
    """How alike two items must be in words to be the same, given what stands about them."""
    return _eased(ALONE, SURE, backing)


def _eased(alone: float, supported: float, backing: float) -> float:
    """A threshold between the one for items that nothing supports and the one for those well supported."""
    agreement = min(max((backing - OPPOSED) / (SUPPORTED - OPPOSED), 0.0), 1.0)
    return alone - (alone - supported) * agreement


def _weigh_candidates(case: _Case) -> None:
    """The likeness and gain of every pair that comes into question."""
    case.gains = [{} for _ in case.old]
    for i, j in _candidates(case):
        one, other = case.old[i], case.new[j]
        alike = case.weigh.likeness(one.words, other.words)
        backing = support(one, other)
        case.alike[i, j] = alike
        if alike >= enough(backing) or (alike >= LEAST and backing >= SUPPORTED):
            case.gains[i][j] = (1 - _SUPPORT_SHARE) * alike + _SUPPORT_SHARE * backing


def _candidates(case: _Case) -> set[tuple[int, int]]:
    """For each item of either side the few of the other that share most; an index of features finds
    them, those that stand nearly everywhere left out."""
    many = max(20, 0.3 * max(len(case.old), len(case.new)))
    where: dict[str, list[int]] = defaultdict(list)
    for j, item in enumerate(case.new):
        for feature in item.words:
            where[feature].append(j)
    rare = {feature: places for feature, places in where.items() if len(places) <= many}
    chosen: set[tuple[int, int]] = set()
    by_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, item in enumerate(case.old):
        shared: dict[int, float] = defaultdict(float)
        for feature in item.words:
            weight = case.weigh.of[feature]
            for j in rare.get(feature, ()):
                shared[j] += weight
        scored = [(score, j) for j, score in shared.items() if case.new[j].kin == item.kin]
        chosen.update((i, j) for _, j in sorted(scored, key=_best)[:_CANDIDATES])
        for score, j in scored:
            by_new[j].append((score, i))
    for j, several in by_new.items():
        chosen.update((i, j) for _, i in sorted(several, key=_best)[:_CANDIDATES])
    return chosen


def _best(scored: tuple[float, int]) -> tuple[float, int]:
    return -scored[0], scored[1]


def _doubts(case: _Case, i: int, j: int) -> tuple[Doubt, ...]:
    """Why the match of `i` and `j` may be wrong."""
    one, other = case.old[i], case.new[j]
    doubts: list[Doubt] = []
    rival = _rival(case, i, j)
    if rival is not None:
        doubts.append(Doubt("two-candidates", rival))
    if case.alike[i, j] < enough(support(one, other)):
        doubts.append(Doubt("weak-words"))
    pointed = _pointed(case, i, j)
    if pointed is not None and pointed != rival:
        agrees = one.who and other.who and one.who & other.who
        doubts.append(Doubt("number-disagrees" if agrees else "lead-disagrees", pointed))
    return tuple(doubts)


def _rival(case: _Case, i: int, j: int) -> str | None:
    """The id of a new item that would serve `i` nearly as well, all told: exchanging the two partners
    costs less than NEAR. Items that say the same are no rivals."""
    gain = case.gains[i][j]
    for rival, rival_gain in sorted(case.gains[i].items(), key=lambda each: -each[1]):
        if rival == j or case.new[rival].words == case.new[j].words:
            continue
        loss = gain - rival_gain
        row = case.holder.get(rival)
        if row is not None:
            loss += case.gains[row][rival] - case.gains[row].get(j, 0.0)
        if loss < NEAR:
            return case.new[rival].id
    return None


def _pointed(case: _Case, i: int, j: int) -> str | None:
    """The id of a new item that everything but the words points to: same number, same group, same
    leads, and words somewhat alike, where the chosen one has other leads."""
    one = case.old[i]
    if not one.who or one.who & case.new[j].who:
        return None
    for other, alike in ((k, case.alike[i, k]) for k in range(len(case.new)) if (i, k) in case.alike):
        item = case.new[other]
        if other != j and item.place == one.place and item.who == one.who and alike >= LEAST:
            return item.id
    return None


def _find_parts(case: _Case, found: Pairing) -> None:
    """Old items left over that went into a new one, and new ones left over that came of an old one. What
    takes a part in gives none away."""
    taken: set[int] = set()
    for i in (place for place, j in enumerate(case.chosen) if j is None):
        home = _home(case, case.old[i], case.new, {j: case.old[own] for j, own in case.holder.items()})
        if home is not None:
            found.merged.setdefault(home[0], []).append(i)
            taken.add(case.holder[home[0]])
            _doubt_part(found, home[0], home[1])
    partners = {i: case.new[own] for i, own in enumerate(case.chosen) if own is not None and i not in taken}
    for j in (place for place in range(len(case.new)) if place not in case.holder):
        home = _home(case, case.new[j], case.old, partners)
        if home is not None:
            found.split.setdefault(home[0], []).append(j)
            _doubt_part(found, case.chosen[home[0]], home[1])


def _doubt_part(found: Pairing, new: int | None, held: float) -> None:
    """Say of the pair that a part of it is in doubt where little of the part was found."""
    if held >= FULL:
        return
    for place, match in enumerate(found.pairs):
        if match.new == new:
            doubt = Doubt("weak-part")
            doubts = match.doubts if doubt in match.doubts else (*match.doubts, doubt)
            found.pairs[place] = Pair(match.old, match.new, match.likeness, doubts)


def _home(
    case: _Case, part: Item, others: Sequence[Item], partner: Mapping[int, Item]
) -> tuple[int, float] | None:
    """The item that `part` is in, and how much of it: PART of its words stand there and not in that one's own
    partner; where nothing else supports it, FULL."""
    best: tuple[int, float] | None = None
    for place, own in partner.items():
        whole = others[place]
        if whole.kin == part.kin:
            held = case.weigh.held(part.words, whole.words - own.words)
            needed = _eased(FULL, PART, support(part, whole))
            if held >= needed and (best is None or held > best[1]):
                best = place, held
    return best
