"""Hand-made readings of the real plans, and the comparison of a compiled plan with them.

A reading was made from the document alone, before the compiler had read it. It holds ids,
values and spans, never the document's words: `{"@": [[start, end], "literal", …]}` stands
for words that `load` puts back from the document where it lies (`../shared/seeds`); the
reading names the document's sha256. The ruler is `../shared/ruler/score_plan.py`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import unicodedata
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).parent / "gold"


def _put_back(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        if set(value) == {"@"}:
            return "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in value["@"])
        return {key: _put_back(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [_put_back(item, text) for item in value]
    return value


def load(number: str, seed: Path, shared: Path) -> dict[str, Any]:
    """The reading of a real plan with its words; ValueError where the document is another one."""
    own = FOLDER / f"{number}.json"
    if not own.exists():
        return dict(json.loads((shared / "ruler" / f"{number}.json").read_text(encoding="utf8")))
    raw = seed.read_bytes()
    reading = json.loads(own.read_text(encoding="utf8"))
    if reading["sources"][0]["sha256"] != hashlib.sha256(raw).hexdigest():
        raise ValueError(f"{seed.name} is not the document that {own.name} was read from")
    return dict(_put_back(reading, unicodedata.normalize("NFC", raw.decode("utf8"))))


def ruler(shared: Path) -> ModuleType:
    """The ruler that says when two readings say the same."""
    spec = importlib.util.spec_from_file_location("score_plan", shared / "ruler" / "score_plan.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
