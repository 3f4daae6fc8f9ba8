"""What a list of names is read in: pieces found on the way, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hopluc.compiler.recognise.bodies import Kind, bodies
from hopluc.viet.patterns import regex


@dataclass(frozen=True, slots=True)
class Found:
    """One name on the way: its place, what to spell out, and what the next may inherit."""

    start: int
    end: int
    words: str
    collective: bool
    head: str | None = None
    kind: Kind | None = None
    sure: bool = True


SPACE = regex(r"\s+")
BRACKET = regex(r"\s*\(([^()\n]*)\)")
BETWEEN = regex(r"\s*[,/\-]\s*(?:và\s+)?|\s+và\s+|\s+")
CAC = regex(r"(?:các|những)\s+", re.I)


def opens(s: str, at: int) -> bool:
    """Whether a body's head stands at `at`: two names run together by a lost separator."""
    return bodies().head.match(s, at) is not None


def skip(s: str, at: int) -> int:
    """Past spaces (not line ends)."""
    while at < len(s) and s[at] == " ":
        at += 1
    return at
