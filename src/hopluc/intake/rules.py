"""Corrections laid over a compiled plan: pure, deterministic, total.

A compiled plan (format 1, as JSON) is never edited. `apply` lays the reviewers' steps over it in
the order of their ids and gives the *reviewed plan*: the same JSON, in which each item has a
`key` (`tasks/II/3`, `duties/0`, `document`) and dropped items stand apart in `dropped`. A step whose
item is not there (its making was taken back) does nothing, so any set of steps gives a plan.

| verb | target | value |
|---|---|---|
| edit | an item, `document` | `fields`: new values of fields that may be edited |
| add | a section | `item`: its fields; `after`: the key that it follows, or null |
| split | a task | `at`: where its words break; `where`: the same place in the document, or null |
| merge | a task | `with`: the key of the task that it takes in |
| drop, restore | an item | |
| decide | a finding | `decision`: accepted, rejected or null (open again); `note` |
| mend | a finding | `span`, `old`, `text`: the words are replaced in every item that holds them |
| match | `parties/<folded name>` | `before`, `after`: what the name stands for (kept in Match rows) |
| undo | `` | `of`: the id of the step that is taken back; of an undo: done again |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hopluc.viet.text import fold

Json = dict[str, Any]
Span = tuple[int, int]

# The fields of each kind of item that a reviewer may edit.
FIELDS: Mapping[str, frozenset[str]] = {
    "document": frozenset({"kind", "number", "issued_on", "place", "issuer", "title", "signer", "period"}),
    "groups": frozenset({"title"}),
    "tasks": frozenset(
        {
            "number",
            "group",
            "parent",
            "text",
            "mandate",
            "leads",
            "coordinators",
            "deadline",
            "products",
            "note",
        }
    ),
    "indicators": frozenset({"name", "unit", "target", "baseline", "period", "per", "for", "each", "text"}),
    "reporting": frozenset({"kind", "from", "to", "subject", "due", "text"}),
    "duties": frozenset({"kind", "of", "due", "text"}),
    "citations": frozenset({"number", "kind", "issued_on", "issuer", "title", "role"}),
    "findings": frozenset(),
}
SECTIONS = tuple(name for name in FIELDS if name != "document")
_BLANK: Mapping[str, Json] = {
    "groups": {"title": "", "span": None},
    "tasks": {
        "number": None, "group": None, "parent": None, "text": "", "mandate": None, "leads": [],
        "coordinators": [], "deadline": None, "products": [], "note": None, "columns": {}, "cells": {},
        "span": None, "also": [],
    },
    "indicators": {
        "name": "", "unit": None, "target": {"op": "=", "value": 0}, "baseline": None, "period": None,
        "per": None, "for": [], "each": False, "text": "", "span": None,
    },
    "reporting": {
        "kind": "report", "from": [], "to": [], "subject": None, "due": [], "text": "", "span": None,
    },
    "duties": {"kind": "other", "of": [], "due": [], "text": "", "span": None},
    "citations": {
        "number": None, "kind": None, "issued_on": None, "issuer": None, "title": None, "role": "mention",
        "spans": [],
    },
}  # fmt: skip
_WITH_ID = frozenset({"groups", "tasks", "indicators"})
# Where an item keeps words of the document that a finding may mend.
_WORDS = ("text", "title", "name", "number", "note", "mandate", "subject", "issuer")


@dataclass(frozen=True, slots=True)
class Step:
    """One correction: who did what to which item."""

    id: int
    verb: str
    target: str
    value: Json
    by: int = 0


# ---------------------------------------------------------------- which steps count


def active(steps: Sequence[Step]) -> list[Step]:
    """The steps that were not taken back, without the undoing ones, in the order of their ids."""
    gone = _taken_back(steps)
    return [s for s in sorted(steps, key=lambda s: s.id) if s.verb != "undo" and s.id not in gone]


def _taken_back(steps: Sequence[Step]) -> set[int]:
    gone: set[int] = set()
    for step in sorted(steps, key=lambda s: s.id, reverse=True):
        if step.verb == "undo" and step.id not in gone:
            gone.add(step.value["of"])
    return gone


def to_undo(steps: Sequence[Step], by: int) -> Step | None:
    """The person's last step that still counts."""
    own = [s for s in active(steps) if s.by == by]
    return own[-1] if own else None


def to_redo(steps: Sequence[Step], by: int) -> Step | None:
    """The person's undoing row to take back: the last one since their last step of another kind."""
    gone = _taken_back(steps)
    known = {s.id: s for s in steps}
    own = sorted((s for s in steps if s.by == by), key=lambda s: s.id)
    last = max((s.id for s in own if s.verb != "undo"), default=0)
    undone = [
        s for s in own
        if s.verb == "undo" and s.id > last and s.id not in gone and known[s.value["of"]].verb != "undo"
    ]  # fmt: skip
    return undone[-1] if undone else None


def made_by(step: Step) -> str | None:
    """The key of the item that an `add` or a `split` makes."""
    if step.verb == "split":
        return f"{step.target}+{step.id}"
    if step.verb == "add" and step.target == "tasks":
        return f"tasks/{step.value['item'].get('group') or ''}/+{step.id}"
    return f"{step.target}/+{step.id}" if step.verb == "add" else None


def touched(step: Step, steps: Iterable[Step] = ()) -> frozenset[str]:
    """The keys of the items that a step changes; an undo touches what its step touched."""
    if step.verb == "undo":
        known = {s.id: s for s in steps}
        of = known.get(step.value["of"])
        return touched(of, known.values()) if of else frozenset()
    keys = {step.target, made_by(step) or step.target, step.value.get("with", step.target)}
    return frozenset(keys - set(SECTIONS))


def in_the_way(steps: Sequence[Step], seen: int, mine: Step) -> list[Step]:
    """Steps since `seen` that changed an item which `mine` changes, oldest first."""
    keys = touched(mine, steps)
    return [s for s in sorted(steps, key=lambda s: s.id) if s.id > seen and touched(s, steps) & keys]


def built_upon(steps: Sequence[Step], step: Step) -> list[Step]:
    """Others' steps that count, came after `step` and changed the same item: it cannot be taken back."""
    keys = touched(step, steps)
    return [s for s in active(steps) if s.id > step.id and s.by != step.by and touched(s, steps) & keys]


# ---------------------------------------------------------------- laying steps over a plan


@dataclass
class _State:
    """The plan while steps are laid over it; items are replaced, never changed."""

    document: Json
    items: dict[str, dict[str, Json]]
    gone: dict[str, str] = field(default_factory=dict)  # key → drop or merge
    characters: int = 0

    def find(self, key: str) -> tuple[str, Json] | None:
        """Section and item of a key, where it is there and was not dropped."""
        section = key.split("/", 1)[0]
        item = self.items.get(section, {}).get(key)
        return (section, item) if item is not None and key not in self.gone else None

    def put_after(self, section: str, item: Json, after: str | None) -> None:
        rows = self.items[section]
        if item["key"] in rows:
            return
        if after not in rows:
            rows[item["key"]] = item
            return
        order = list(rows.items())
        at = next(n for n, (key, _row) in enumerate(order) if key == after) + 1
        self.items[section] = dict([*order[:at], (item["key"], item), *order[at:]])


def apply(plan: Json, steps: Sequence[Step]) -> Json:
    """The reviewed plan: `plan` with the steps that count laid over it."""
    state = _State(
        document={**plan["document"], "key": "document"},
        items={section: _keyed(section, plan.get(section) or ()) for section in SECTIONS},
        characters=plan["text"]["characters"],
    )
    for step in active(steps):
        act = _VERBS.get(step.verb)
        if act:
            act(state, step)
    return {**plan, "document": state.document, **_lists(state)}


def _keyed(section: str, items: Sequence[Json]) -> dict[str, Json]:
    names = (item["id"] if section in _WITH_ID else str(n) for n, item in enumerate(items))
    keys = (f"{section}/{name}" for name in names)
    return {key: {**item, "key": key} for key, item in zip(keys, items, strict=True)}


def _lists(state: _State) -> Json:
    kept = {s: [i for k, i in rows.items() if k not in state.gone] for s, rows in state.items.items()}
    ids = {task["id"] for task in kept["tasks"]}
    kept["tasks"] = [t if t["parent"] in ids else {**t, "parent": None} for t in kept["tasks"]]
    kept["dropped"] = [
        {"section": section, **item}
        for section, rows in state.items.items()
        for key, item in rows.items()
        if state.gone.get(key) == "drop"
    ]
    return dict(kept)


def _edit(state: _State, step: Step) -> None:
    if step.target == "document":
        state.document = {**state.document, **_allowed("document", step.value["fields"])}
        return
    found = state.find(step.target)
    if not found:
        return
    section, item = found
    fields = _allowed(section, step.value["fields"])
    if "parent" in fields and not _may_hang(state, item["id"], fields["parent"]):
        fields["parent"] = item["parent"]
    state.items[section][step.target] = {**item, **fields}


def _allowed(section: str, fields: Json) -> Json:
    return {name: value for name, value in fields.items() if name in FIELDS[section]}


def _may_hang(state: _State, child: str, parent: str | None) -> bool:
    """Whether the task may stand under that one: no circles."""
    above = {t["id"]: t["parent"] for t in state.items["tasks"].values()}
    at, left = parent, len(above)
    while at is not None and left >= 0:
        if at == child or at not in above:
            return False
        at, left = above[at], left - 1
    return left >= 0


def _add(state: _State, step: Step) -> None:
    section = step.target
    empty = _BLANK.get(section)
    key = made_by(step)
    if empty is None or key is None:
        return
    item = {**empty, **{k: v for k, v in step.value["item"].items() if k in empty}, "key": key}
    if section in _WITH_ID:
        item["id"] = key.split("/", 1)[1]
    if item.get("span"):
        item["span"] = _clamped(item["span"], state.characters)
    if "spans" in item:
        item["spans"] = [_clamped(span, state.characters) for span in item["spans"]]
    if section == "tasks" and not _may_hang(state, item["id"], item["parent"]):
        item["parent"] = None
    state.put_after(section, item, step.value.get("after"))


def _clamped(span: Sequence[int], characters: int) -> list[int]:
    start = min(max(span[0], 0), characters)
    return [start, min(max(span[1], start), characters)]


def _split(state: _State, step: Step) -> None:
    found = state.find(step.target)
    key = made_by(step)
    if not found or found[0] != "tasks" or key is None or key in state.items["tasks"]:
        return
    section, item = found
    at = step.value["at"]
    first, second = item["text"][:at].strip(), item["text"][at:].strip()
    if not first or not second:
        return
    head, tail = _cut(item["span"], step.value.get("where"))
    state.items[section][step.target] = {**item, "text": first, "span": head}
    made = {**item, "text": second, "span": tail, "also": [], "key": key, "id": key.split("/", 1)[1]}
    state.put_after(section, made, step.target)


def _cut(span: Sequence[int] | None, where: int | None) -> tuple[Any, Any]:
    if span is None or where is None or not span[0] < where < span[1]:
        return span, span
    return [span[0], where], [where, span[1]]


def _merge(state: _State, step: Step) -> None:
    into, other = state.find(step.target), state.find(step.value["with"])
    if not into or not other or into[0] != "tasks" or other[0] != "tasks" or into[1] is other[1]:
        return
    rows, a, b = state.items["tasks"], into[1], other[1]
    joined = {
        **a,
        "text": f"{a['text']} {b['text']}".strip(),
        "leads": _united(a["leads"], b["leads"]),
        "coordinators": _united(a["coordinators"], b["coordinators"]),
        "deadline": a["deadline"] or b["deadline"],
        "products": list(dict.fromkeys([*a["products"], *b["products"]])),
        "note": a["note"] or b["note"],
        "span": _covering(a["span"], b["span"]),
        "also": [*a["also"], *b["also"]],
    }
    rows[a["key"]] = joined
    state.gone[b["key"]] = "merge"
    for key, task in rows.items():
        if task["parent"] == b["id"]:
            parent = a["id"] if key != a["key"] and _may_hang(state, task["id"], a["id"]) else b["parent"]
            rows[key] = {**task, "parent": None if parent == task["id"] else parent}


def _united(a: Sequence[Json], b: Sequence[Json]) -> list[Json]:
    known = {party_key(p["name"]) for p in a}
    return [*a, *(p for p in b if party_key(p["name"]) not in known)]


def _covering(a: Sequence[int] | None, b: Sequence[int] | None) -> Any:
    if not a or not b:
        return a or b
    return [min(a[0], b[0]), max(a[1], b[1])]


def _drop(state: _State, step: Step) -> None:
    if state.find(step.target):
        state.gone[step.target] = "drop"


def _restore(state: _State, step: Step) -> None:
    if state.gone.get(step.target) == "drop":
        del state.gone[step.target]


def _decide(state: _State, step: Step) -> None:
    found = state.find(step.target)
    if found and found[0] == "findings":
        state.items["findings"][step.target] = {**found[1], "decision": step.value["decision"]}


def _mend(state: _State, step: Step) -> None:
    found = state.find(step.target)
    if not found or found[0] != "findings":
        return
    state.items["findings"][step.target] = {**found[1], "decision": "mended"}
    span, old, new = step.value["span"], step.value["old"], step.value["text"]
    for section, rows in state.items.items():
        if section != "findings":
            for key, item in rows.items():
                if key not in state.gone and any(s[0] <= span[0] and span[1] <= s[1] for s in spans_of(item)):
                    rows[key] = _reworded(item, old, new)
    places = state.document.get("spans") or {}
    state.document = {
        **state.document,
        **{
            name: state.document[name].replace(old, new)
            for name, s in places.items()
            if s[0] <= span[0] and span[1] <= s[1] and isinstance(state.document.get(name), str)
        },
    }


def _reworded(item: Json, old: str, new: str) -> Json:
    words = {k: item[k].replace(old, new) for k in _WORDS if isinstance(item.get(k), str)}
    deadline = item.get("deadline")
    if deadline:
        words["deadline"] = {**deadline, "text": deadline["text"].replace(old, new)}
    return {**item, **words}


_VERBS = {
    "edit": _edit, "add": _add, "split": _split, "merge": _merge, "drop": _drop, "restore": _restore,
    "decide": _decide, "mend": _mend,
}  # fmt: skip


# ---------------------------------------------------------------- reading a reviewed plan


def spans_of(item: Json) -> list[Sequence[int]]:
    """Every place of the document that an item was read from."""
    own = [item["span"]] if item.get("span") else []
    return [*own, *(item.get("spans") or ()), *(item.get("also") or ())]


def party_key(name: str) -> str:
    """What makes two namings of a party one: the folded name, its words joined by "-" (an HTML id)."""
    return "-".join(fold(name).replace("|", " ").split())[:500]


@dataclass
class Wording:
    """One distinct party of the plan: its name, the ways it is written, where it occurs."""

    key: str
    name: str
    collective: bool
    texts: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)  # keys of the items that name it
    roles: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)


# The roles in which a party must be settled before a plan can be followed.
FOLLOWED = frozenset({"leads", "coordinators", "from", "to", "for_part"})
_PARTY_FIELDS = {
    "tasks": ("leads", "coordinators"),
    "reporting": ("from", "to"),
    "duties": ("of",),
    "indicators": ("for",),
}


def parties_of(plan: Json) -> dict[str, Wording]:
    """The distinct parties of a reviewed plan by key, in the order in which they come."""
    found: dict[str, Wording] = {}
    for section, names in _PARTY_FIELDS.items():
        for item in plan[section]:
            for role in names:
                for party in item[role]:
                    _note(found, party, role, item["key"])
            for part in (item.get("deadline") or {}).get("parts", ()):
                if part.get("for"):
                    _note(found, {"text": part["for"], "name": part["for"]}, "for_part", item["key"])
    return found


def _note(found: dict[str, Wording], party: Json, role: str, item: str) -> None:
    key = party_key(party["name"])
    row = found.setdefault(key, Wording(key, party["name"], bool(party.get("collective"))))
    row.roles.add(role)
    if party["text"] not in row.texts:
        row.texts.append(party["text"])
    if item not in row.items:
        row.items.append(item)
    if party.get("span"):
        row.spans.append((party["span"][0], party["span"][1]))


@dataclass(frozen=True, slots=True)
class Left:
    """What is left before a plan can be followed; keys of items, of parties and of findings.

    The first four must be empty; `warnings` and `unparsed` are worth a look and stop nobody.
    """

    parties: tuple[str, ...]
    unled: tuple[str, ...]
    errors: tuple[str, ...]
    missing: tuple[str, ...]  # `title`, `tasks`
    warnings: tuple[str, ...]
    unparsed: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many things stop the plan."""
        return len(self.parties) + len(self.unled) + len(self.errors) + len(self.missing)


def left(plan: Json, settled: Iterable[str]) -> Left:
    """What is left to do on a reviewed plan whose parties `settled` (keys) are matched."""
    known = set(settled)
    parents = {task["parent"] for task in plan["tasks"]}
    open_findings = [f for f in plan["findings"] if not f.get("decision")]
    has_work = bool(plan["tasks"] or plan["indicators"])
    return Left(
        parties=tuple(k for k, w in parties_of(plan).items() if k not in known and w.roles & FOLLOWED),
        unled=tuple(t["key"] for t in plan["tasks"] if not t["leads"] and t["id"] not in parents),
        errors=tuple(f["key"] for f in open_findings if f["severity"] == "error"),
        missing=(*(() if plan["document"].get("title") else ("title",)), *(() if has_work else ("tasks",))),
        warnings=tuple(f["key"] for f in open_findings if f["severity"] != "error"),
        unparsed=tuple(t["key"] for t in plan["tasks"] if _unparsed(t["deadline"])),
    )


def _unparsed(deadline: Json | None) -> bool:
    return bool(deadline) and any(p["kind"] == "unparsed" for p in (deadline or {})["parts"])


def place_of(text: str, span: Sequence[int] | None, words: str, at: int) -> int | None:
    """Where in the document `words[:at]` end, the words being those of `text[span]` as mended.

    Breaks, markup and repeated spaces of the document are passed over; None where the words
    are not those of the span.
    """
    if not span:
        return None
    opening = words.split()[:3]
    place = text.find(opening[0], span[0], span[1]) if opening else -1
    for letter in words[:at]:
        if place < 0:
            return None
        if not letter.isspace():
            place = text.find(letter, place, span[1])
            place = place + 1 if place >= 0 else -1
    return place if place > span[0] else None


def iter_marks(plan: Json) -> Iterator[tuple[int, int, str, str]]:
    """What is marked in the document: (start, end, kind, key of the item that it belongs to)."""
    for section, kind in _KINDS.items():
        for item in plan[section]:
            for start, end in spans_of(item):
                yield start, end, kind, item["key"]
    for task in plan["tasks"]:
        if task["deadline"] and task["deadline"].get("span"):
            yield (*_pair(task["deadline"]["span"]), "deadline", task["key"])
        if task["cells"].get("products"):
            yield (*_pair(task["cells"]["products"]), "product", task["key"])
    for wording in parties_of(plan).values():
        for start, end in wording.spans:
            yield start, end, "party", f"parties/{wording.key}"
    for start, end in (plan["document"].get("spans") or {}).values():
        yield start, end, "header", "document"


_KINDS = {
    "tasks": "task", "indicators": "indicator", "reporting": "reporting", "duties": "duty",
    "citations": "citation", "findings": "finding",
}  # fmt: skip


def _pair(span: Sequence[int]) -> Span:
    return span[0], span[1]


def blank(section: str) -> Json:
    """An item of a section with nothing in it."""
    return {**_BLANK[section]}
