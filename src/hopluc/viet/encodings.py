"""Text from before Unicode: TCVN3 (ABC, the .Vn… fonts) and VNI (the VNI-… fonts), made Unicode.

Offices wrote so until some 2010 and still pass such files on. The bytes are those of Latin-1; only the
font made Vietnamese of them, so that a reader that knows Unicode alone sees "Céng hoµ". TCVN3 has
one sign for a letter with its tone (TCVN 5712:1993, set VN3); VNI writes the letter and then the
mark. Capitals of TCVN3 stand in fonts of their own (…H) with the codes of the small letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hopluc.viet.patterns import regex
from hopluc.viet.syllables import is_syllable

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)

# VNI: which mark follows a letter for which tone or sign; "ô" and "ö" stand for ơ and ư.
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    """What VNI writes for each letter, in small letters and in capitals."""
    pairs: dict[str, str] = dict(_ALONE)
    for letter, written in (*zip("aeouy", "aeouy", strict=True), ("ơ", "ô"), ("ư", "ö")):
        pairs |= {written + mark: letter + tone for mark, tone in _TONES.items()}
    for letter in "aeo":
        pairs |= {letter + mark: letter + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    both = {written: unicodedata.normalize("NFC", letter) for written, letter in pairs.items()}
    return both | {written.upper(): letter.upper() for written, letter in both.items()}


_VNI = _vni_pairs()
_VNI_SIGN = regex("|".join(sorted(_VNI, key=len, reverse=True)))
# Signs of either that Vietnamese in Unicode does not have; without one there is nothing to repair.
_FOREIGN = regex("[¡-¿ÅÄËÆÇÐÑÎÏÖ×ØÛÜÝÞßåäëæçðñîïö÷øûüþ]")
_MICRO = regex(r"µ[glms]\b")
_WORD = regex(r"[^\s!-/:-@\[-`{-~“”‘’–…0-9]{2,}")


def from_tcvn3(text: str) -> str:
    """Text of a .Vn… font, whose characters are the bytes as Latin-1, in Unicode."""
    return text.translate(_TCVN3_TABLE)


def from_vni(text: str) -> str:
    """Text of a VNI-… font, whose characters are the bytes as Latin-1, in Unicode."""
    return _VNI_SIGN.sub(lambda found: _VNI[found.group()], text)


_CONVERTERS: tuple[Callable[[str], str], ...] = (from_tcvn3, from_vni)


def of_font(font: str) -> Callable[[str], str] | None:
    """How text in `font` becomes Unicode; None for a font of Unicode."""
    name = font.strip().lower()
    if name.startswith("vni-"):
        return from_vni
    if name.startswith(".vn"):
        return (lambda text: from_tcvn3(text).upper()) if name.endswith("h") else from_tcvn3
    return None


def repair(text: str) -> str:
    """`text` in Unicode where it was TCVN3 or VNI, else as it is.

    That it was is seen by its words: as they stand they are no Vietnamese syllables, and
    read by one of the two tables at least three in four of them are.
    """
    if not _FOREIGN.search(text):
        return text
    broken = _odd(text)
    if not broken:
        return text
    best = min((convert(text) for convert in _CONVERTERS), key=_odd)
    return best if _odd(best) * 4 <= broken else text


def _odd(text: str) -> int:
    """How many words with letters beyond ASCII are no Vietnamese syllables."""
    words = _WORD.findall(_MICRO.sub("", text))
    return sum(1 for word in words if not word.isascii() and not is_syllable(word))


def decode(data: bytes) -> str | None:
    """The words of a text file that is not UTF-8: TCVN3, VNI or Windows-1258; None where none fits."""
    latin = data.decode("latin-1")
    read = [convert(latin) for convert in _CONVERTERS]
    read.append(unicodedata.normalize("NFC", data.decode("cp1258", "replace")))
    best = min(read, key=_odd)
    words = [word for word in _WORD.findall(best) if not word.isascii()]
    return best if words and _odd(best) * 4 <= len(words) else None
