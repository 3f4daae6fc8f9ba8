"""The end of a document: to whom it goes, and who signed it.

Nghị định 30/2020/NĐ-CP, Phụ lục I: "Nơi nhận" at the left; at the right in whose stead ("TM.",
"KT.", "TL.", "TUQ."), the position, and below the signature the full name.
"""

from __future__ import annotations

import re

from hopluc.compiler.format import Signer, Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline
from hopluc.compiler.recognise.casing import cased
from hopluc.viet.text import fold

_AUTHORITY = re.compile(r"(?P<form>TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[./]?\s+(?P<whom>\S.{2,80})", re.I)
_POSITION = re.compile(
    r"(?:phó\s+)?(?:q\.?\s*)?(?:chủ tịch|giám đốc|tổng giám đốc|bộ trưởng|thứ trưởng|cục trưởng|"
    r"chi cục trưởng|vụ trưởng|chủ nhiệm|bí thư|trưởng (?:ban|phòng)|chánh (?:văn phòng|thanh tra)|"
    r"trưởng đoàn|thủ trưởng|viện trưởng|hiệu trưởng|tổng cục trưởng|ủy viên|uỷ viên|trưởng)\b.{0,60}",
    re.I,
)
_NAME = re.compile(r"(?:(?:TS|ThS|PGS|GS|Ths|BS|KS)\.?\s*)*(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){1,4})")


def _end_lines(mended: Mended, outline: Outline) -> list[list[Line]]:
    """The lines of each end part, and of what follows it up to the next part."""
    return [
        [line for line in mended.lines if part.span[0] <= line.span[0] < part.span[1]]
        for part in outline.parts
        if part.kind == "end"
    ]


def find_recipients(mended: Mended, outline: Outline) -> tuple[tuple[str, ...], Span | None]:
    """The entries below "Nơi nhận:" of the document's own end."""
    for lines in _end_lines(mended, outline):
        out: list[str] = []
        spans: list[Span] = []
        begun = False
        for line in lines:
            words = mended.words(line.span).strip()
            folded = fold(words)
            if folded.startswith("noi nhan"):
                begun = True
                continue
            if not begun or _AUTHORITY.fullmatch(words) or words.isupper():
                if out:
                    break
                continue
            bullet = re.match(r"[-–+*•]\s*", words)
            if not bullet and not words.endswith((";", ".")):
                break
            out.append(words[bullet.end() if bullet else 0 :].rstrip(" ;.,"))
            spans.append((line.span[0] + (bullet.end() if bullet else 0), line.span[1]))
        if out:
            return tuple(out), (spans[0][0], spans[-1][1])
    return (), None


def find_signer(mended: Mended, outline: Outline) -> tuple[Signer | None, Span | None]:
    """Who signed: the name below the authority and the position, each where it stands."""
    for lines in _end_lines(mended, outline):
        authority: str | None = None
        position: str | None = None
        spans: list[Span] = []
        for line in lines:
            words = mended.words(line.span).strip(" *")
            stands_for = _AUTHORITY.fullmatch(words)
            if stands_for and words.isupper():
                authority = f"{stands_for['form'].upper()}. {cased(stands_for['whom'])}"
            elif _POSITION.fullmatch(words) and words.isupper():
                position = cased(words)
            elif authority or position:
                name = _NAME.fullmatch(words)
                if name and words.istitle() and not words.isupper():
                    spans.append(line.span)
                    return Signer(name["name"], position, authority), (spans[0][0], spans[-1][1])
                continue
            else:
                continue
            spans.append(line.span)
        if spans:
            return Signer(None, position, authority), (spans[0][0], spans[-1][1])
    return None, None
