"""Words made easy to match, letter for letter: every place stays where it was."""

from __future__ import annotations

from hopluc.viet.text import fold, mend


def flat(s: str) -> str:
    """`s` in small letters without marks, of the same length: "Sữa đổi" (a slip of OCR) reads "sua doi"."""
    whole = fold(mend(s))
    return whole if len(whole) == len(s) else "".join(map(_letter, mend(s)))


def low(s: str) -> str:
    """`s` in small letters with their marks, of the same length."""
    whole = mend(s).lower()
    return (
        whole if len(whole) == len(s) else "".join(c.lower() if len(c.lower()) == 1 else c for c in mend(s))
    )


def _letter(char: str) -> str:
    bare = fold(char)
    return bare if len(bare) == 1 else char
