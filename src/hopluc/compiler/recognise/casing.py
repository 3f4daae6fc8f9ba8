"""Lines in capitals written as they would stand in a sentence."""

from __future__ import annotations

import re

from hopluc.compiler.recognise.bodies import bodies
from hopluc.viet.patterns import regex
from hopluc.viet.text import modern_tones

# Words that keep a capital when a line in capitals is written small (Nghị định 30, Phụ lục II).
_CAPITAL_PHRASES = (
    "Ủy ban", "Hội đồng", "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc", "Bộ", "Sở", "Ban",
    "Liên minh", "Hợp tác xã", "Bí thư", "Văn phòng", "Chánh Văn phòng", "Mặt trận", "Tổ quốc",
    "Việt Nam", "Đảng", "Quốc hội", "Kế hoạch", "Đầu tư", "Tài chính", "Nội vụ", "Tư pháp",
    "Công Thương", "Nông nghiệp", "Phát triển nông thôn", "Môi trường", "Ban Thường vụ",
    "Ban Chấp hành", "Trung ương", "Bộ trưởng", "Thủ tướng", "Chính phủ", "Ban Chỉ đạo", "Trưởng Ban",
    "Thường trực", "Thứ trưởng", "UBND", "HĐND", "Đảng ủy", "Đảng đoàn", "Hội", "Chánh Thanh tra",
)  # fmt: skip
_SHAPES = {phrase.lower(): phrase for phrase in _CAPITAL_PHRASES}
_CAPITALISED = regex(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _SHAPES), key=len, reverse=True)) + r")(?!\w)"
)
_PLACE_NAME = regex(
    r"(?<!tác )\b(tỉnh|thành phố|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu"
    r"|(?:tỉnh|thành|huyện|quận|thị|đảng) ủy(?: xã| phường)?)"
    r"\s+(?!tỉnh\b|thành phố\b|ủy\b|xã\b|phường\b|đoàn\b)((?:[^\W\d_]+\s?){1,4})$"
)


_FIELDS = regex(r"^((?:[Ss]ở|[Bb]ộ|[Bb]an|[Pp]hòng|[Cc]ục|[Vv]ụ|[Hh]ội)\s+)([^\W\d_].*)$")


def _field(head: str, rest: str) -> str:
    """The rest of a body's name as it is usually written: "Giáo dục và Đào tạo"."""
    kind = bodies().kind_of.get(head.strip().lower())
    for pattern, name in kind.fields if kind else ():
        found = pattern.match(rest)
        if found:
            return name + rest[found.end() :]
    return rest


def cased(words: str) -> str:
    """A line in capitals as it would stand in a sentence: "PHÓ CHỦ TỊCH" is "Phó Chủ tịch".

    Which words are names cannot be known for certain; those after "tỉnh", "thành phố" are.
    """
    if not words.isupper():
        return words
    low = _CAPITALISED.sub(lambda m: _SHAPES[m.group()], modern_tones(words.lower()))
    low = _PLACE_NAME.sub(lambda m: f"{m[1]} {m[2].title()}", low)
    low = _FIELDS.sub(lambda m: m[1] + _field(m[1], m[2]), low)
    return low[:1].upper() + low[1:]
