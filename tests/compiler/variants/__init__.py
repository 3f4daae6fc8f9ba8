"""Plans of offices that are not, each in another form, with readings made by hand.

A document is a text (`NN-slug.txt`) or a module that builds a Word file (`NN-slug.py`, `build`);
its reading (`NN-slug.json`) is the compiled plan as it should be, in the format of docs/plan-format.md.
It was written with the document, before any program had read it. Places are given in words:
`quote` is the stretch of text that holds the item, or a list of stretches of which the smallest
range that holds all, in their order, is meant; `occurrence` (from 1) picks one of several. `quotes`
of a citation are its wordings, each meant wherever it stands. A blank in a quote stands for any
white space, since lines break where they will. `faultless` says that a careful reader would raise nothing.
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
QUOTES = ("quote", "quotes", "occurrence", "also")
Span = tuple[int, int]


class NotInTextError(ValueError):
    """A quote that its document does not hold."""


@dataclass(frozen=True)
class Variant:
    """One document as a file of an office (`name`, `data`), with its reading in quotes."""

    slug: str
    name: str
    data: bytes
    reading: dict[str, Any]


@cache
def variants() -> tuple[Variant, ...]:
    """All documents in the order of their numbers."""
    return tuple(load(path.stem) for path in sorted(FOLDER.glob("[0-9]*.json")))


def load(slug: str) -> Variant:
    reading = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf8"))
    text = FOLDER / f"{slug}.txt"
    if text.exists():
        return Variant(slug, text.name, text.read_bytes(), reading)
    return Variant(slug, f"{slug}.docx", _built(FOLDER / f"{slug}.py"), reading)


def _built(module: Path) -> bytes:
    spec = importlib.util.spec_from_file_location("variant_" + module.stem.replace("-", "_"), module)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return bytes(loaded.build())


def placed(reading: dict[str, Any], text: str) -> dict[str, Any]:
    """`reading` with spans over the NFC of `text` instead of quotes; NotInTextError names the missing one."""
    whole = unicodedata.normalize("NFC", text)
    result: dict[str, Any] = _placed(reading, whole)
    return result


def _placed(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_placed(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: _placed(v, text) for k, v in value.items() if k not in QUOTES}
    if "quote" in value:
        kept["span"] = list(span(value["quote"], text, value.get("occurrence")))
    if "also" in value:
        kept["also"] = [list(span(one, text)) for one in value["also"]]
    quotes = value.get("quotes")
    if isinstance(quotes, dict):
        kept["spans"] = {field: list(span(one, text)) for field, one in quotes.items()}
    if isinstance(quotes, list):
        kept["spans"] = [list(one) for one in everywhere(quotes, text)]
    return kept


def _places(stretch: str, text: str) -> list[Span]:
    words = r"\s+".join(re.escape(word) for word in unicodedata.normalize("NFC", stretch).split())
    found = [match.span() for match in re.finditer(words, text)] if words else []
    if not found:
        raise NotInTextError(stretch)
    return found


def span(quote: str | list[str], text: str, occurrence: int | None = None) -> Span:
    """The range that `quote` means: of a list the smallest that holds the stretches in their order."""
    stretches = [quote] if isinstance(quote, str) else quote
    first, *rest = (_places(stretch, text) for stretch in stretches)
    if occurrence is not None:
        if occurrence > len(first):
            raise NotInTextError(f"{stretches[0]} ({occurrence})")
        first = [first[occurrence - 1]]
    ranges = [whole for start in first if (whole := _stretched(start, rest)) is not None]
    if not ranges:
        raise NotInTextError(" … ".join(stretches))
    return min(ranges, key=lambda one: one[1] - one[0])


def _stretched(start: Span, rest: list[list[Span]]) -> Span | None:
    """From `start` over the next place of each of `rest`; None where one of them does not follow."""
    end = start[1]
    for places in rest:
        after = next((place for place in places if place[0] >= end), None)
        if after is None:
            return None
        end = after[1]
    return start[0], end


def everywhere(quotes: list[str], text: str) -> list[Span]:
    """Every place of the wordings, a shorter one only where no longer one stands."""
    taken: list[Span] = []
    for quote in sorted(quotes, key=len, reverse=True):
        free = [p for p in _places(quote, text) if all(p[1] <= s or p[0] >= e for s, e in taken)]
        if not free:
            raise NotInTextError(f"{quote} (only inside longer wordings)")
        taken += free
    return sorted(taken)
