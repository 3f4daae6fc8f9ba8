"""The end of a document: to whom it goes, and who signed it.

Nghị định 30/2020/NĐ-CP, Phụ lục I: "Nơi nhận" at the left; at the right in whose stead ("TM.",
"KT.", "TL.", "TUQ.", "Q."), the position, and below the signature the full name. Party documents
(Hướng dẫn 36-HD/VPTW) write "T/M", "K/T", "T/L" and end recipients with commas.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Signer, Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline
from hopluc.compiler.recognise.casing import cased
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_FORM = r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|T/UQ)(?:\s*[./]|(?=\s))"
_AUTHORITY = regex(rf"(?P<form>{_FORM})\s*(?P<whom>\S.{{2,80}})")
_POST = (
    r"(?:CHỦ TỊCH|TỔNG GIÁM ĐỐC|GIÁM ĐỐC|THỦ TƯỚNG|BỘ TRƯỞNG|THỨ TRƯỞNG|TỔNG CỤC TRƯỞNG|CHI CỤC TRƯỞNG"
    r"|CỤC TRƯỞNG"
    r"|VỤ TRƯỞNG|CHỦ NHIỆM|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|TRƯỞNG ĐOÀN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA"
    r"|CHÁNH ÁN"
    r"|THỦ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|THỐNG ĐỐC|TỔNG THANH TRA|CHỈ HUY TRƯỞNG|TƯ LỆNH"
    r"|[ỦU][YỶ] VIÊN|UỶ VIÊN|TỔ TRƯỞNG|TRƯỞNG)"
)
_POSITION = regex(rf"(?:Q\.?\s*|QUYỀN\s+)?(?:PHÓ\s+)?{_POST}(?!\w).{{0,60}}")
# Where one line holds what stands on several: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Đặng Văn An".
_NEXT = regex(rf"(?<=\w)\s+(?={_FORM}|PHÓ\s+{_POST}(?!\w)|(?!TRƯỞNG(?!\s+BAN)){_POST}(?!\w))")
_NAME = regex(
    r"(?:(?:PGS|GS|TSKH|TS|ThS|Ths|BS\.?\s?CKI{0,2}|BS|KS|LS|NGƯT|Đại tá|Thượng tá|Trung tá|Thiếu tướng"
    r"|Đồng chí)[.,]?\s*)*"
    r"(?P<name>[^\W\d_][\w'’]*(?:\s+[^\W\d_][\w'’]*){1,5})"
)
_BULLET = regex(r"[-–+*•]\s*")
_SIGNED = regex(r"\(?\s*(?:đã\s+ký|ký\s+tên)", re.I)
_RECIPIENT_MARKS = " ;.,"


def _end_lines(mended: Mended, outline: Outline) -> list[list[Line]]:
    """The lines of each end part, and of what follows it up to the next part."""
    starts = [line.span[0] for line in mended.lines]
    return [
        [*mended.lines[bisect_left(starts, part.span[0]) : bisect_left(starts, part.span[1])]]
        for part in outline.parts
        if part.kind == "end"
    ]


def find_recipients(mended: Mended, outline: Outline) -> tuple[tuple[str, ...], Span | None]:
    """The entries below "Nơi nhận:" of the document's own end."""
    for lines in _end_lines(mended, outline):
        spans = list(_recipients(mended, lines))
        if spans:
            words = tuple(mended.words(span).strip().rstrip(_RECIPIENT_MARKS) for span in spans)
            return words, (spans[0][0], spans[-1][1])
    return (), None


def _recipients(mended: Mended, lines: Sequence[Line]) -> Iterator[Span]:
    """The ranges of the entries, without their bullets."""
    begun = found = False
    for line in lines:
        words = mended.words(line.span)
        plain = words.strip(" *")
        if fold(plain).startswith("noi nhan"):
            begun = True
            for start, end in _in_one_line(words):
                found = True
                yield line.span[0] + start, line.span[0] + end
            continue
        bullet = _BULLET.match(words)
        signs = _AUTHORITY.fullmatch(plain) or (plain.isupper() and not bullet)
        if not begun or signs:
            if found:
                return
            continue
        if not bullet and not plain.endswith((";", ".", ",")):
            return
        found = True
        yield line.span[0] + (bullet.end() if bullet else 0), line.span[1]


# "Nơi nhận: - Như Điều 3; - Bộ Y tế; - Lưu: VT. | KT. CHỦ TỊCH": a cell whose lines have run into one.
_ENTRY = regex(r"(?:(?<=:)|(?<=[;,.]))[\s*_]*[-–+•]\s+")
_SIGNATURE_BESIDE = regex(rf"\s*\||[\s*_]+(?:{_FORM})")


def _in_one_line(words: str) -> Iterator[Span]:
    """The entries that stand behind "Nơi nhận:" in its own line, up to the signature beside them."""
    beside = _SIGNATURE_BESIDE.search(words)
    stop = beside.start() if beside else len(words)
    marks = list(_ENTRY.finditer(words, 0, stop))
    for mark, following in zip(marks, [*(m.start() for m in marks[1:]), stop], strict=False):
        yield mark.end(), following


@dataclass(frozen=True, slots=True)
class _Piece:
    words: str
    span: Span


def find_signer(mended: Mended, outline: Outline) -> tuple[Signer | None, Span | None]:
    """Who signed: the name below the authority and the position, each where it stands.

    Of "TM. ỦY BAN NHÂN DÂN" over "KT. CHỦ TỊCH" the second says in whose stead the signer signs.
    """
    for lines in _end_lines(mended, outline):
        authority: str | None = None
        position: str | None = None
        spans: list[Span] = []
        for piece in _pieces(mended, lines):
            stands_for = _AUTHORITY.fullmatch(piece.words)
            if stands_for and piece.words.isupper():
                authority = _authority(stands_for)
            elif _POSITION.fullmatch(piece.words) and piece.words.isupper():
                position = position or cased(piece.words)
            elif authority or position:
                name = _NAME.fullmatch(piece.words)
                if name and name["name"].istitle() and not _SIGNED.match(piece.words):
                    spans.append(piece.span)
                    return Signer(name["name"], position, authority), (spans[0][0], spans[-1][1])
                continue
            else:
                continue
            spans.append(piece.span)
        if spans:
            return Signer(None, position, authority), (spans[0][0], spans[-1][1])
    return None, None


def _authority(found: re.Match[str]) -> str:
    """ "KT. Chủ tịch"; the Party's "T/M Ban Thường vụ" has no dot."""
    form = re.sub(r"[\s.]", "", found["form"]).rstrip("/")
    return f"{form} {cased(found['whom'])}" if "/" in form else f"{form}. {cased(found['whom'])}"


def _pieces(mended: Mended, lines: Sequence[Line]) -> Iterator[_Piece]:
    """The lines, those that hold several in pieces: authority, position, name."""
    for line in lines:
        words = mended.words(line.span)
        capitals = _capitals(words)
        cuts = [0]
        for found in _NEXT.finditer(words, 0, capitals):
            if _ends(words[cuts[-1] : found.start()]):
                cuts.append(found.end())
        if 0 < capitals < len(words):
            cuts.append(capitals)
        for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
            held = words[start:end].strip(" *_")
            if held:
                at = line.span[0] + start + words[start:end].index(held)
                yield _Piece(held, (at, at + len(held)))


def _capitals(words: str) -> int:
    """Where the capitals that a line begins with end, if a name follows them; else its length."""
    end = 0
    for token in re.finditer(r"\S+\s*", words):
        if not token.group().strip(" *_()").isupper():
            break
        end = token.end()
    rest = words[end:].strip(" *_")
    named = _NAME.fullmatch(rest)
    return end if len(words[:end].split()) >= 2 and named and named["name"].istitle() else len(words)


_WHOLE = regex(rf"\W*{_FORM}\s*[^\W\d_].*(?<!PHÓ)(?<!TỔNG)(?<!BỘ)(?<!THỨ)(?<!CHI)(?<!CỤC)")


def _ends(words: str) -> bool:
    """Whether what stands before is a whole authority: "KT. CHỦ TỊCH", not "KT." or "PHÓ"."""
    return bool(_WHOLE.fullmatch(words.rstrip()))
