"""The grounds that a document names before its first section: "Căn cứ …;", "Thực hiện …,".

The outline gives them by paragraph. Where a page has broken their lines, or run them on behind the
title, they are known by the word that each begins with; a ground goes on until its sentence is over.
"""

from __future__ import annotations

import re

from hopluc.compiler.format import Span
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.viet.patterns import regex

_LONGEST_OPENING = 12000
# The first section, article or word of decision: what stands above is head and opening.
_SECTION = regex(
    r"^[^\w\n]*(?:[IVX]{1,4}\s*[.\-–/)]|[A-D]\s*[.\-–/)]\s|\d{1,2}\s*[.)\-–]\s*[^\W\d]|(?:Điều|Chương|Phần)\s+\w"
    r"|(?:NAY\s+)?QUYẾT\s+(?:ĐỊNH|NGHỊ)\s*(?::|Điều)|Kính\s+gửi)",
    re.M,
)
_GROUND = regex(
    rf"(?:^[^\w\n]*|(?<=[;.])\s+|(?<=[{UPPER}0-9)”\"])[ \n](?=[CTN][^\W\d_]*[a-zà-ỹ]\s))"
    r"(?P<opener>(?P<rests>Căn\s+cứ)|Thực\s+hiện|Triển\s+khai"
    r"|(?:Nhằm|Để)\s+(?:tổ\s+chức\s+)?(?:triển\s+khai|thực\s+hiện|cụ\s+thể))(?!\w)",
    re.M,
)
# A section of its own for them: "I. CĂN CỨ PHÁP LÝ", "1. Cơ sở pháp lý:"; each of its items is one.
_LISTED = regex(
    r"^[^\w\n]*(?P<label>[IVX]{1,4}|\d{1,2}|[A-D])\s*[.)/\-–]\s*(?:Những\s+|Các\s+)?"
    r"(?:Căn\s+cứ|Cơ\s+sở)(?:\s+(?:pháp\s+l[ýí]|xây\s+dựng|lập|ban\s+hành)[^\n;.]{0,40})?\s*:?[ \t*]*$",
    re.M | re.I,
)
_ITEM = regex(r"(?:^|;)[^\w\n]*(?P<words>\w[^;]{0,900}?)(?=;|\.[ \t]*$|\Z)", re.M)
_OVER = regex(r"[.:;]\s*(?:\n|$)|\n\s*\n|\.\s+(?=[A-ZĐ][^\W\d_]*\s)")


def opening_grounds(s: str) -> tuple[list[Span], list[Span]]:
    """The ranges of what the document rests on, and of what it carries out."""
    rests: list[Span] = []
    carried: list[Span] = []
    section = _SECTION.search(s, 0, _LONGEST_OPENING)
    stop = section.start() if section else min(len(s), _LONGEST_OPENING)
    for m in _GROUND.finditer(s, 0, stop):
        over = _OVER.search(s, m.end(), stop)
        span = (m.start("opener"), over.start() + 1 if over else stop)
        (rests if m["rests"] else carried).append(span)
    for m in _LISTED.finditer(s, 0, _LONGEST_OPENING):
        rests += [item.span("words") for item in _ITEM.finditer(s, m.end(), _end_of_list(s, m))]
    return rests, carried


def _end_of_list(s: str, heading: re.Match[str]) -> int:
    """Where the section of a heading is over: at the next of its own numbers, or of higher ones."""
    own = r"\d{1,2}|[IVX]{1,4}|[A-D]" if heading["label"].isdigit() else r"[IVX]{1,4}|[A-D]"
    following = re.compile(rf"^[^\w\n]*(?:(?:{own})\s*[.)/\-–]\s*[^\W\d]|(?:Phần|Chương|Điều)\s+\w)", re.M)
    section = following.search(s, heading.end(), _LONGEST_OPENING)
    return section.start() if section else heading.end()
