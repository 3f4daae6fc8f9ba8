"""Whose a document is: the body that its number belongs to, spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline
from hopluc.compiler.outline.parts import title_kind
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.casing import cased
from hopluc.compiler.recognise.header.letterhead import Field
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet.abbreviations import expand
from hopluc.viet.text import fold

_NATIONAL = re.compile(r"cong hoa xa hoi|doc lap\s*-|dang cong san viet nam|^[-_=*\s.]+$")
_NATIONAL_IN_SMALL = re.compile(r"^\W*Cộng h[òo][àa] xã hội|^\W*Đảng Cộng sản Việt Nam\W*$")
# Two columns of the head on one line: whose it is, and the national header.
_NATIONAL_BEHIND = re.compile(
    r"(?<=\w)(?:[*_]*\s*\|\s*[*_]*|\s+)(?=(?:CỘNG H[ÒO][ÀA] XÃ HỘI|ĐỘC LẬP\s*[-–]|ĐẢNG CỘNG SẢN VIỆT NAM)\b)",
    re.I,
)
_LETTERHEAD_LINES = 8
_ISSUES = re.compile(
    r"(?:^|[.;,]\s*)(?P<issuer>[A-ZĐÀ-Ỹ][^.;:()]{3,90}?)(?:\s+\([^()]{1,60}\))?\s+(?:ban hành|xây dựng)\s+"
    r"(?:Kế hoạch|Chương trình|Đề án|Phương án)",
    re.M,
)
_HEAD_WORD = re.compile(
    r"(?:ỦY BAN|UỶ BAN|SỞ|BỘ|BAN|LIÊN MINH|LIÊN ĐOÀN|HỘI|ĐẢNG|TỔNG CỤC|CỤC|CHI CỤC|PHÒNG|VĂN PHÒNG"
    r"|TRUNG TÂM|VIỆN|TRƯỜNG"
    r"|THANH TRA|CÔNG AN|BẢO HIỂM|KHO BẠC|NGÂN HÀNG|TỈNH ĐOÀN|MẶT TRẬN|HUYỆN ỦY|TỔNG CÔNG TY|CÔNG TY"
    r"|BỆNH VIỆN)\b"
)
_BODY_NAME = re.compile(
    r"(?:(?:Chủ tịch|Giám đốc|Bộ trưởng)\s)?(?:Ủy ban|UBND|HĐND|Sở|Bộ|Ban|Liên minh|Liên đoàn|Hội|Đảng"
    r"|Tỉnh|Thành|Huyện"
    r"|Tổng cục|Cục|Chi cục|Phòng|Văn phòng|Trung tâm|Viện|Trường|Thủ tướng|Chính phủ|Quốc hội"
    r"|Thanh tra|Công an|Bảo hiểm"
    r"|Kho bạc|Ngân hàng|Mặt trận|Tổng công ty|Công ty|Tập đoàn|Bệnh viện|Học viện|Đại học)\b"
)
_POST = re.compile(r"^(?:Phó\s+)?(?:Chủ tịch|Giám đốc|Bộ trưởng|Cục trưởng)\s+(?=\S)", re.I)
_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu)"
_PLACED = re.compile(rf"\b(?:{_LEVEL}|Việt Nam|Trung ương)\b\s+\S", re.I)
_OF_PLACE = re.compile(rf"\b({_LEVEL}\s+\S.*)$", re.I)


def issuer_of(
    mended: Mended, outline: Outline, lines: list[Line], below: Field | None, glossary: Mapping[str, str]
) -> Field | None:
    """The body from the head, its decision line, an annex (`below` its title), or the opening."""
    place = _place_of(mended)
    for candidate in [
        *_upper_bodies(mended, lines),
        *([below] if below else []),
        *opening_bodies(mended, outline),
    ]:
        if not split_parties(candidate.value, 0, len(candidate.value), glossary):
            continue
        name = _POST.sub("", expand(candidate.value, glossary)).strip(" .,;)")
        if place and not _PLACED.search(name) and _is_council(name):
            name = f"{re.sub(r' (?:tỉnh|thành phố)$', '', name, flags=re.I)} {place}"
        # The words of the post are not the body's: the chairman's document is the committee's.
        post = _POST.match(candidate.value)
        start, end = candidate.span
        return Field(name, (start + (post.end() if post and start + post.end() < end else 0), end))
    return None


def _is_council(name: str) -> bool:
    return fold(name).startswith(("uy ban nhan dan", "hoi dong nhan dan"))


def _place_of(mended: Mended) -> str | None:
    """The province or city that the document names as its own ("tỉnh Sơn Hải")."""
    found = re.search(
        rf"(?:Ủy ban nhân dân|UBND) +((?:tỉnh|[Tt]hành phố) +[{UPPER}][^\W\d_]*"
        rf"(?: [{UPPER}][^\W\d_]*){{0,3}})",
        mended.flow.text,
    )
    return found[1].strip() if found else None


def _upper_bodies(mended: Mended, lines: Iterable[Line]) -> Iterator[Field]:
    """Names in capitals in the head: under the superior body, or the line that decides."""
    for group in _capital_groups(mended, lines):
        # The superior body stands above the body itself, which begins with a word of its own; its
        # place tells whose department it is.
        said = [mended.words(span) for span in group]
        own = next((n for n in range(len(group) - 1, 0, -1) if _HEAD_WORD.match(said[n])), 0)
        name = cased(" ".join(said[own:]))
        if not _BODY_NAME.match(name):
            continue
        superior = _OF_PLACE.search(cased(" ".join(said[:own])))
        if superior and not _PLACED.search(name):
            level, _, rest = superior[1].partition(" ")
            level, rest = (
                (f"{level} {rest.split()[0]}", rest.partition(" ")[2]) if level == "thành" else (level, rest)
            )
            name = f"{name} {level.lower()} {rest}".rstrip()
        yield Field(name, (group[own][0], group[-1][1]))


def _capital_groups(mended: Mended, lines: Iterable[Line]) -> Iterator[list[Span]]:
    """Runs of lines in capitals that are neither the national header nor a title.

    Where the national header stands in small letters, the names beside it do too.
    """
    held = list(lines)
    small = any(_NATIONAL_IN_SMALL.search(mended.words(line.span)) for line in held[:_LETTERHEAD_LINES])
    run: list[Span] = []
    for n, line in enumerate(held):
        span = _beside(mended, line)
        words = mended.words(span)
        name = words.isupper() or (small and n < _LETTERHEAD_LINES and _is_small_name(words))
        if name and not title_kind(words) and not _NATIONAL.search(fold(words)):
            run.append(span)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_small_name(words: str) -> bool:
    """Whether a line in small letters is the name of a body and nothing more."""
    return bool(_BODY_NAME.match(words)) and len(words) < 90 and not re.search(r"[,;:.\d]", words)


def _beside(mended: Mended, line: Line) -> Span:
    """The words of a line without the national header beside them and the rule drawn below it."""
    words = mended.words(line.span)
    header = _NATIONAL_BEHIND.search(words)
    own = words[: header.start()] if header else words
    bare = own.strip(" -_*|\t")
    at = line.span[0] + own.find(bare)
    return at, at + len(bare)


def opening_bodies(mended: Mended, outline: Outline) -> Iterator[Field]:
    """ "… Ủy ban nhân dân tỉnh ban hành Kế hoạch … như sau:" in the opening of the body."""
    for part in outline.parts:
        if part.kind != "body":
            continue
        stop = min(part.span[1], part.span[0] + 6000)
        for found in _ISSUES.finditer(mended.flow.text, part.span[0], stop):
            yield Field(found["issuer"].strip(), found.span("issuer"))
