"""How far a compiled plan agrees with a hand-made reading: the rows of `make accuracy`.

The ruler (`../shared/ruler/score_plan.py`) says which task, indicator or duty of the one is which
of the other. Beyond what it scores, this module compares the fields that it leaves out: unit,
period, baseline, whose and each of indicators; kind, issuer and role of citations, also of those
without a number; duties; recipients and the signer's whole line; spans. A `Share` is
what agrees out of what the reading has and what the compiler gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Item = dict[str, Any]
Same = Callable[[Item, Item], bool]

# As the ruler has them: below these two items are not the same one.
TASK_FLOOR, INDICATOR_FLOOR, DUTY_FLOOR, TITLE_FLOOR = 0.72, 0.4, 0.5, 0.6
ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Share:
    """`right` things agree, of `wanted` in the reading and `given` by the compiler."""

    right: float
    wanted: int
    given: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0..1; 1 where nothing was wanted and nothing given."""
        both = self.wanted + self.given
        return 2 * self.right / both if both else 1.0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.wanted + other.wanted, self.given + other.given)


NOTHING = Share(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Measured:
    """The shares of one document by row, and what was wrong, in words, by row."""

    shares: dict[str, Share]
    wrong: dict[str, list[str]]


def measure(wanted: Item, got: Item, by: ModuleType) -> Measured:
    """Compare; a reading that names its `partial` parts is compared in these alone."""
    parts = set(wanted.get("partial") or _MEASURES)
    shares: dict[str, Share] = {}
    wrong: dict[str, list[str]] = {}
    for part, function in _MEASURES.items():
        if part in parts:
            for row, (share, notes) in function(wanted, got, by).items():
                shares[row], wrong[row] = share, notes
    return Measured(shares, wrong)


Rows = dict[str, tuple[Share, list[str]]]


# --- tasks ---


def _tasks(wanted: Item, got: Item, by: ModuleType) -> Rows:
    gold = [task for task in wanted["tasks"] if task["text"].strip()]
    given = [task for task in got["tasks"] if task["text"].strip()]
    pairs = by.match(gold, given, by.task_score, TASK_FLOOR)
    rows: Rows = {"tasks": _found(gold, given, pairs)}
    for side in ("leads", "coordinators"):
        rows[side] = _parties(pairs, gold, side, by)
    cells: dict[str, Same] = {
        "deadlines": lambda a, b: by.same_deadline(a.get("deadline"), b.get("deadline")),
        "products": lambda a, b: _normed(a, "products", by) == _normed(b, "products", by),
        "text": lambda a, b: by.sim(a["text"], b["text"], 4000) > 0.97,
        "mandates": lambda a, b: _same_words(a.get("mandate"), b.get("mandate"), by),
        "ids": lambda a, b: a["id"] == b["id"],
    }
    for name, same in cells.items():
        rows[name] = _agree(pairs, len(gold), same)
    rows["task spans"] = _spans(pairs)
    return rows


def _found(gold: list[Item], given: list[Item], pairs: list[tuple[Item, Item]]) -> tuple[Share, list[str]]:
    seen = {id(item) for pair in pairs for item in pair}
    missed = [f"missed {_called(item)}" for item in gold if id(item) not in seen]
    extra = [f"invented {_called(item)}" for item in given if id(item) not in seen]
    return Share(len(pairs), len(gold), len(given)), missed + extra


def _called(item: Item) -> str:
    return str(item.get("id") or item.get("number") or item.get("title") or item.get("text", "")[:60])


def _parties(
    pairs: list[tuple[Item, Item]], gold: list[Item], side: str, by: ModuleType
) -> tuple[Share, list[str]]:
    right = sum(by.party_counts(a.get(side) or [], b.get(side) or []) for a, b in pairs)
    wanted = sum(len(task.get(side) or []) for task in gold)
    given = sum(len(b.get(side) or []) for _, b in pairs)
    return Share(right, wanted, given), [
        f"{a['id']}: {_named(a, side)} / {_named(b, side)}"
        for a, b in pairs
        if not _same_parties(a, b, side, by)
    ]


def _named(item: Item, side: str) -> list[str]:
    return [party["name"] if isinstance(party, dict) else party for party in item.get(side) or []]


def _same_parties(a: Item, b: Item, side: str, by: ModuleType) -> bool:
    one, other = a.get(side) or [], b.get(side) or []
    return len(one) == len(other) == by.party_counts(one, other)


def _agree(pairs: Iterable[tuple[Item, Item]], of: int, same: Same) -> tuple[Share, list[str]]:
    """The share of `of` wanted items whose match agrees; what was not matched is wrong too."""
    right, wrong = 0, []
    for a, b in pairs:
        if same(a, b):
            right += 1
        else:
            wrong.append(_called(a))
    return Share(right, of, of), wrong


def _same_words(a: str | None, b: str | None, by: ModuleType) -> bool:
    return bool(by.norm(a) == by.norm(b) or by.sim(a, b, 2000) > 0.95)


def _normed(item: Item, field: str, by: ModuleType) -> list[str]:
    return sorted(map(by.norm, item.get(field) or []))


def _spans(pairs: list[tuple[Item, Item]]) -> tuple[Share, list[str]]:
    """Spans that hold the same words as the reading's, but for a label or a mark at their ends."""
    placed = [(a, b) for a, b in pairs if a.get("span") and b.get("span")]
    return _agree(placed, len(placed), lambda a, b: overlap(a["span"], b["span"]) >= 0.9)


def overlap(one: list[int], other: list[int]) -> float:
    """What two ranges share of what they cover together, 0..1."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    both = max(one[1], other[1]) - min(one[0], other[0])
    return max(shared, 0) / both if both else 1.0


# --- indicators ---


def _indicators(wanted: Item, got: Item, by: ModuleType) -> Rows:
    gold, given = wanted.get("indicators") or [], got.get("indicators") or []
    pairs = by.match(gold, given, by.ind_score, INDICATOR_FLOOR)
    fields: dict[str, Same] = {
        "operator": lambda a, b: a["target"].get("op") == b["target"].get("op"),
        "unit": lambda a, b: _alike(a.get("unit"), b.get("unit"), by),
        "period": lambda a, b: a.get("period") == b.get("period"),
        "baseline": lambda a, b: _same_baseline(a.get("baseline"), b.get("baseline"), by),
        "per": lambda a, b: a.get("per") == b.get("per"),
        "whose": lambda a, b: _same_parties(a, b, "for", by),
        "each": lambda a, b: bool(a.get("each")) == bool(b.get("each")),
    }
    rows: Rows = {"indicators": _found(gold, given, pairs)}
    whole = [(a, b) for a, b in pairs if all(same(a, b) for same in fields.values())]
    rows["indicators whole"] = (Share(len(whole), len(gold), len(given)), [])
    for name, same in fields.items():
        rows[f"indicator {name}"] = _agree(pairs, len(gold), same)
    return rows


def _alike(a: str | None, b: str | None, by: ModuleType) -> bool:
    return by.norm(a) == by.norm(b) or (bool(a) and bool(b) and by.sim(a, b) > ALIKE)


def _same_baseline(a: Item | None, b: Item | None, by: ModuleType) -> bool:
    if not a or not b:
        return not a and not b
    return a["op"] == b["op"] and _alike(a["of"], b["of"], by)


# --- citations ---


def _citations(wanted: Item, got: Item, by: ModuleType) -> Rows:
    gold, given = wanted.get("citations") or [], got.get("citations") or []

    def score(a: Item, b: Item) -> float:
        if a.get("number") or b.get("number"):
            return float(by.number_key(a.get("number")) == by.number_key(b.get("number")))
        return float(by.sim(a.get("title"), b.get("title")))

    pairs = by.match(gold, given, score, TITLE_FLOOR)
    fields: dict[str, Same] = {
        "kind": lambda a, b: a.get("kind") == b.get("kind"),
        "date": lambda a, b: a.get("issued_on") == b.get("issued_on"),
        "issuer": lambda a, b: _alike(a.get("issuer"), b.get("issuer"), by),
        "role": lambda a, b: a.get("role") == b.get("role"),
    }
    rows: Rows = {"citations": _found(gold, given, pairs)}
    whole = [(a, b) for a, b in pairs if all(same(a, b) for same in fields.values())]
    rows["citations whole"] = (Share(len(whole), len(gold), len(given)), [])
    for name, same in fields.items():
        rows[f"citation {name}"] = _agree(pairs, len(gold), same)
    return rows


# --- reporting and other duties ---


def _reporting(wanted: Item, got: Item, by: ModuleType) -> Rows:
    gold, given = wanted.get("reporting") or [], got.get("reporting") or []
    pairs = by.match(gold, given, by.duty_score, DUTY_FLOOR)

    def same(a: Item, b: Item) -> bool:
        sides = all(_same_parties(a, b, side, by) for side in ("from", "to"))
        return sides and a["kind"] == b["kind"] and _due(a, by) == _due(b, by)

    return _duties_rows("reporting", gold, given, pairs, same)


def _duties(wanted: Item, got: Item, by: ModuleType) -> Rows:
    gold, given = wanted.get("duties") or [], got.get("duties") or []

    def score(a: Item, b: Item) -> float:
        return 0.3 * (a["kind"] == b["kind"]) + 0.7 * float(by.sim(a["text"], b["text"], 400))

    pairs = by.match(gold, given, score, DUTY_FLOOR)

    def same(a: Item, b: Item) -> bool:
        return a["kind"] == b["kind"] and _same_parties(a, b, "of", by) and _due(a, by) == _due(b, by)

    return _duties_rows("duties", gold, given, pairs, same)


def _duties_rows(
    row: str, gold: list[Item], given: list[Item], pairs: list[tuple[Item, Item]], same: Same
) -> Rows:
    whole = [(a, b) for a, b in pairs if same(a, b)]
    partly = [f"partly {_called(a)}" for a, b in pairs if not same(a, b)]
    found = _found(gold, given, pairs)
    return {row: found, f"{row} whole": (Share(len(whole), len(gold), len(given)), found[1] + partly)}


def _due(item: Item, by: ModuleType) -> list[Any]:
    return sorted(map(by.part_key, item.get("due") or []), key=str)


# --- header ---


def _document(wanted: Item, got: Item, by: ModuleType) -> Rows:
    gold, given = wanted["document"], got["document"]
    wrong = []
    for name in gold:
        if name != "spans" and not _same_field(name, gold[name], given.get(name), by):
            wrong.append(f"{name}: {gold[name]} / {given.get(name)}")
    fields = len([name for name in gold if name != "spans"])
    return {"header": (Share(fields - len(wrong), fields, fields), wrong)}


def _same_field(name: str, a: Any, b: Any, by: ModuleType) -> bool:
    if name == "recipients":
        return sorted(map(by.norm, a or [])) == sorted(map(by.norm, b or []))
    if name == "signer":
        return all(_alike((a or {}).get(k), (b or {}).get(k), by) for k in ("name", "position", "authority"))
    if isinstance(a, str) and isinstance(b, str):
        return bool(by.norm(a) == by.norm(b) or by.sim(a, b, 1000) > 0.93)
    return bool(a == b)


def _findings(wanted: Item, got: Item, by: ModuleType) -> Rows:
    """Findings of the reading at whose place the compiler raises one too."""
    gold = [finding for finding in wanted.get("findings") or [] if finding.get("span")]
    given = [finding for finding in got.get("findings") or [] if finding.get("span")]
    met = [a for a in gold if any(_touch(a["span"], b["span"]) for b in given)]
    missed = [f"missed {a['rule']} {a['span']}" for a in gold if a not in met]
    return {"findings": (Share(len(met), len(gold), len(gold)), missed)}


def _touch(one: list[int], other: list[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


_MEASURES: dict[str, Callable[[Item, Item, ModuleType], Rows]] = {
    "tasks": _tasks,
    "indicators": _indicators,
    "citations": _citations,
    "reporting": _reporting,
    "duties": _duties,
    "document": _document,
    "findings": _findings,
}
