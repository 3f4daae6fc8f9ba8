"""Vietnamese text: one Unicode form, folding for searching, keys for sorting.

All functions are pure. Spans of a compiled plan index NFC text, so `nfc` is applied once, when
a file is read, and `mend` (which keeps every position) is what recognisers may match against.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from hopluc.viet.patterns import regex

# The alphabet with its 29 letters and the four foreign ones where dictionaries put them.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODE = {letter: f"{20 + place}" for place, letter in enumerate(_ALPHABET)}
# ngang huyền hỏi ngã sắc nặng: the order of tones in Vietnamese dictionaries.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_TONE_FREE = {"\u0302", "\u0306", "\u031b"}  # circumflex, breve and horn belong to the letter

# Old placing of the tone mark ("hoá", "thuỷ") gives way to the one taught now ("hóa", "thủy").


def _tone_moves() -> dict[str, str]:
    """Pairs of letters with the old placing and with the new one, both of two code points."""
    moves = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in _TONES:
            old = unicodedata.normalize("NFC", first + second + tone)
            new = unicodedata.normalize("NFC", first + tone + second)
            for shape in (str, str.upper, str.capitalize):
                moves[shape(old)] = shape(new)
    return moves


_MOVES = _tone_moves()
# "uy" after "q" has its tone on y in both schools; a letter after the pair means a closed
# syllable ("hoàng", "huỳnh"), whose mark stays where it is.
# (The pair comes before the look behind it: the search can then leap from one first letter to the next.)
_MOVE = regex("(?:" + "|".join(_MOVES) + r")(?<![qQ]..)(?![^\W\d_])")
_SAME_WIDTH = str.maketrans({"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u2012": "-",
                             "\u2013": "-", "\u2014": "-", "\u2212": "-", "\t": " "})  # fmt: skip


def nfc(s: str) -> str:
    """`s` in composed form, in which every Vietnamese letter is one code point."""
    return unicodedata.normalize("NFC", s)


def modern_tones(s: str) -> str:
    """`s` with tone marks where they are written now ("Uỷ ban" becomes "Ủy ban"); same length."""
    return _MOVE.sub(lambda m: _MOVES[m.group()], s)


def mend(s: str) -> str:
    """NFC text made easy to match: one kind of space and hyphen, modern tones; same length."""
    return modern_tones(s.translate(_SAME_WIDTH))


_MARKS = regex("[\u0300-\u036f]+")  # the block of combining marks


class _Bare(dict[int, str]):
    """Small letters without marks, each found when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = "d" if code == ord("đ") else chr(code)
        bare = self[code] = _MARKS.sub("", unicodedata.normalize("NFD", letter))
        return bare


_BARE = _Bare()


def fold(s: str) -> str:
    """Lower case without marks, for searching: "Đặng Thị Hòa" becomes "dang thi hoa"."""
    return _folded_before(s) if len(s) < _SHORT else _folded(s)


def _folded(s: str) -> str:
    return s.lower().translate(_BARE)


# The same names, headings and cells are folded again and again; of texts none is kept.
_SHORT = 200
_folded_before = lru_cache(maxsize=4096)(_folded)


_SORT_PIECE = regex(r"\d+|[^\W\d_]+")


def lower_first(s: str) -> str:
    """Words as they go on within a sentence: "Báo cáo năm" → "báo cáo năm"; "UBND tỉnh" stays."""
    return s[:1].lower() + s[1:] if s[1:2].islower() else s


def sort_key(s: str) -> str:
    """A key of lower-case letters and digits whose plain order is Vietnamese dictionary order.

    Letters first, then tones, word by word; numbers by their value. It holds nothing that any
    collation of PostgreSQL or SQLite treats in its own way.
    """
    return "".join(_piece_key(p) for p in _SORT_PIECE.findall(modern_tones(nfc(s)).lower()))


def _piece_key(piece: str) -> str:
    """One word or number; words end in a code below every letter, so that "an" precedes "anh"."""
    if piece.isdigit():
        digits = piece.lstrip("0") or "0"
        return f"1{min(len(digits), 99):02d}{digits}0"
    letters: list[str] = []
    tone = 0
    for char in unicodedata.normalize("NFD", piece):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _TONE_FREE and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif not unicodedata.combining(char):
            letters.append(char)
    return "".join(_LETTER_CODE.get(letter, "99") for letter in letters) + f"0{tone}"
