"""Whether a written word can be a Vietnamese syllable: an initial, a rhyme, at most one tone.

Vietnamese spelling is closed: some 27 initials and 150 rhymes make every native syllable. What does not
fit is a foreign word, an abbreviation, or was spoilt on its way (a wrong encoding, OCR, haste).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Longest first, so that "ngh" is not taken for "ng" and then "h".
_INITIALS = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RHYME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on
    ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyn uynh uyt uyu uyên uyêt
    uôc uôi uôm uôn uông uôp uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu ych yn ynh yp yt
"""
_RHYMES = frozenset(_RHYME_LIST.split())


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether `word` (one word, any case, NFC or not) is spelled as a Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(1 for letter in letters if letter in _TONES)
    if tones > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    return any(
        plain.startswith(initial) and _spelled(initial, plain[len(initial) :]) for initial in _INITIALS
    )


def _spelled(initial: str, rhyme: str) -> bool:
    """Whether the rhyme is one, and the initial spelled as before its first vowel ("kê", not "cê")."""
    if rhyme not in _RHYMES:
        return False
    front = rhyme[0] in "eêiy"
    if initial in ("k", "gh", "ngh"):
        return front
    return not front or (initial not in ("c", "ng") and (initial != "g" or rhyme[0] == "i"))
