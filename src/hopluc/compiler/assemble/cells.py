"""What the cells of a row say, once their columns are known."""

from __future__ import annotations

import re

from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.viet.patterns import regex

_NOTHING = regex(r"[\s\-–—./…]*|không(?: có)?\s*\.?\s*", re.IGNORECASE)
_SEVERAL = regex(r"\s*[;\n]\s*")
# A bullet whose line end extraction lost: after the end of a clause no hyphen joins anything.
_INLINE_BULLET = regex(r"(?<=[:;.])\s+[-+]\s+(?=\S)")
# Labels that open a line of a cell and are no part of the work: "a)", "-", "+".
_CUT_FROM = Rank.LETTER


def text_of(words: str) -> str:
    """The words of a cell as one string, without the labels and bullets of its lines."""
    return _INLINE_BULLET.sub(" ", " ".join(line for line in map(_unlabelled, words.split("\n")) if line))


def _unlabelled(line: str) -> str:
    line = line.strip()
    for _ in range(2):  # "a) - …"
        label = label_of(line)
        if label is None or label.rank < _CUT_FROM:
            break
        line = line[label.length :].strip()
    return line


def products_of(words: str) -> tuple[str, ...]:
    """The products of a cell: apart by ";" and line ends only; "-" is none."""
    parts = (_unlabelled(part).strip(" .") if part.strip() != "..." else "" for part in _SEVERAL.split(words))
    return tuple(_kept_dots(part, words) for part in parts if part and not _NOTHING.fullmatch(part))


def _kept_dots(part: str, words: str) -> str:
    """The part with the "..." that it ends with, which says that there is more."""
    at = words.find(part)
    rest = words[at + len(part) :]
    more = re.match(r"\s?(?:\.\.\.|…)", rest)
    return part + more.group() if more else part


def note_of(words: str) -> str | None:
    """A remark, or None where the cell holds nothing or only a dash."""
    text = " ".join(words.split())
    return None if _NOTHING.fullmatch(text) else text
