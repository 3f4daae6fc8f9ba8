"""Spelling out administrative abbreviations (UBND, HĐND, HTX, TP …)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from hopluc.viet.text import modern_tones


@lru_cache(maxsize=1)
def common() -> Mapping[str, str]:
    """The abbreviations that every office uses, as abbreviation → words."""
    raw = resources.files("hopluc.viet").joinpath("abbreviations.toml").read_text("utf-8")
    words: dict[str, str] = tomllib.loads(raw)["words"]
    return words


@lru_cache(maxsize=64)
def _spelling(glossary: frozenset[tuple[str, str]]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern of all abbreviations, longest first, and the words of each in single spaces."""
    table = {**common(), **dict(glossary)}
    ordered = sorted(table, key=lambda k: (-len(k), k))
    shapes = (re.escape(k).replace(r"\ ", r"\s+") for k in ordered)
    by_shape = {re.sub(r"\s+", " ", k): v for k, v in table.items()}
    return re.compile(r"(?<![\w&])(?:" + "|".join(shapes) + r")(?![\w&])"), by_shape


def expand(text: str, glossary: Mapping[str, str] | None = None) -> str:
    """`text` with its abbreviations spelled out, those of `glossary` before the common ones.

    White space becomes single; tone marks get their modern place. A word that opens the text
    keeps a capital.
    """
    pattern, by_shape = _spelling(frozenset((glossary or {}).items()))

    def spell(m: re.Match[str]) -> str:
        words = by_shape[re.sub(r"\s+", " ", m.group())]
        glue = " " if m.end() < len(m.string) and m.group().endswith(".") and m.string[m.end()] != " " else ""
        return (words[0].upper() + words[1:] if m.start() == 0 else words) + glue

    out = pattern.sub(spell, text)
    return modern_tones(re.sub(r"\s+", " ", out).strip())
