"""How one text differs from another, word by word. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both have, that only the first has (gone) or only the second (come)."""

    kind: Literal["same", "gone", "come"]
    text: str


def differing(before: str, after: str) -> list[Stretch]:
    """The two texts as stretches; those that are the same or gone make the first, same or come the second."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Stretch] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Stretch("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Stretch("gone", "".join(old[a:b])))
        if d > c:
            found.append(Stretch("come", "".join(new[c:d])))
    return found
