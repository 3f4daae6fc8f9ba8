"""Hand-made readings of the real plans, and the comparison of a compiled plan with them.

A reading was made from the document alone, before the compiler had read it. It holds ids,
values and spans, never the document's words: `{"@": [[start, end], "literal", …]}` stands
for words that `load` puts back from the document where it lies (`../shared`); the
reading names the document's sha256, and where it leaves parts out, those that it has
(`partial`). The ruler is `../shared/ruler/score_plan.py`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from hopluc.compiler.read import read_bytes
from tests.compiler import variants
from tests.compiler.measuring import Share
from tests.compiler.quick_ruler import quicken

FOLDER = Path(__file__).parent / "gold"


def _put_back(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        if set(value) == {"@"}:
            return "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in value["@"])
        return {key: _put_back(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_put_back(item, text) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and the hand-made reading of it; `kind` is seed, sample or variant."""

    name: str
    kind: str
    file_name: str
    data: bytes
    wanted: dict[str, Any]


def load(number: str, source: Path, shared: Path) -> dict[str, Any]:
    """The reading of a real plan with its words; ValueError where the document is another one."""
    own = FOLDER / f"{number}.json"
    if not own.exists():
        return dict(json.loads((shared / "ruler" / f"{number}.json").read_text(encoding="utf8")))
    raw = source.read_bytes()
    reading = json.loads(own.read_text(encoding="utf8"))
    if reading["sources"][0]["sha256"] != hashlib.sha256(raw).hexdigest():
        raise ValueError(f"{source.name} is not the document that {own.name} was read from")
    # A reading of a form that is no text refers to no words of it.
    words = unicodedata.normalize("NFC", raw.decode("utf8")) if source.suffix == ".txt" else ""
    return dict(_put_back(reading, words))


def readings(shared: Path, kind: str | None = None) -> Iterator[Reading]:
    """All readings, or those of a kind: of the seeds, of the samples that were read, of our own variants."""
    if kind != "variant":
        yield from (reading for reading in _of_real_plans(shared) if kind in (None, reading.kind))
    for variant in variants.variants() if kind in (None, "variant") else ():
        text = read_bytes(variant.data, variant.name).text
        wanted = variants.placed(variant.reading, text)
        yield Reading(variant.slug, "variant", variant.name, variant.data, wanted)


def _of_real_plans(shared: Path) -> Iterator[Reading]:
    for path in sorted((shared / "seeds").glob("*.txt")):
        number = path.name[:3]
        yield Reading(number, "seed", path.name, path.read_bytes(), load(number, path, shared))
    for own in sorted(FOLDER.glob("*.json")):
        for path in sorted((shared / "samples").glob(f"{own.stem}-*")):
            if path.suffix in (".txt", ".docx"):
                yield Reading(own.stem, "sample", path.name, path.read_bytes(), load(own.stem, path, shared))


def accounted(plan: dict[str, Any], text: str) -> dict[str, Share]:
    """How many of a text's characters (spaces apart) belong to an item, or are listed as left over."""
    letters = sum(1 for char in text if not char.isspace())
    covered = bytearray(len(text))
    for start, end in _spans_in({key: plan[key] for key in ITEMS}):
        covered[start:end] = b"\x01" * (end - start)
    held = sum(1 for char, mark in zip(text, covered, strict=True) if mark and not char.isspace())
    for start, end in plan["left_over"]:
        covered[start:end] = b"\x02" * (end - start)
    listed = sum(1 for char, mark in zip(text, covered, strict=True) if mark and not char.isspace())
    return {
        "accounted for": Share(listed, letters, letters),
        "left over": Share(letters - held, letters, letters),
    }


ITEMS = ("document", "citations", "groups", "tasks", "indicators", "reporting", "duties")


def _spans_in(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, list):
        if len(value) == 2 and all(type(item) is int for item in value):
            yield value[0], value[1]
        else:
            for item in value:
                yield from _spans_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _spans_in(item)


def ruler(shared: Path) -> ModuleType:
    """The ruler that says when two readings say the same."""
    spec = importlib.util.spec_from_file_location("score_plan", shared / "ruler" / "score_plan.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return quicken(module)


def tasks_right(gold: dict[str, Any], got: dict[str, Any], by: ModuleType) -> tuple[int, int, list[str]]:
    """How many tasks were found with all their leads and deadline parts right: (right, all, wrong ids)."""
    wanted = [t for t in gold["tasks"] if t["text"].strip()]
    matched = by.match(wanted, [t for t in got["tasks"] if t["text"].strip()], by.task_score, 0.72)

    def right(one: dict[str, Any], other: dict[str, Any]) -> bool:
        leads = one.get("leads") or [], other.get("leads") or []
        same = by.party_counts(*leads) == len(leads[0]) == len(leads[1])
        return same and by.same_deadline(one.get("deadline"), other.get("deadline"))

    good = [one["id"] for one, other in matched if right(one, other)]
    return len(good), len(wanted), [t["id"] for t in wanted if t["id"] not in good]
