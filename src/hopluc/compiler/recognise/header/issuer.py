"""Whose a document is: the body that its number belongs to, spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline
from hopluc.compiler.outline.parts import title_kind
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.casing import cased
from hopluc.compiler.recognise.header.letterhead import Field
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet.abbreviations import expand
from hopluc.viet.dates import parse_day
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_NATIONAL = regex(
    r"cong hoa xa hoi|xa hoi chu nghia|chu nghia viet nam|doc lap\s*-|dang cong san viet nam"
    r"|^cong(?: hoa)?$|^[-_=*\s.|]*$"
)
_NATIONAL_IN_SMALL = regex(r"^\W*Cộng h[òo][àa] xã hội|^\W*Đảng Cộng sản Việt Nam\W*$")
# Two columns of the head on one line: whose it is, and the national header.
_NATIONAL_BEHIND = regex(
    r"(?<=\w)(?:[*_]*\s*\|\s*[*_]*|\s+)(?=(?:CỘNG H[ÒO][ÀA] XÃ HỘI|ĐỘC LẬP\s*[-–]|ĐẢNG CỘNG SẢN VIỆT NAM)\b)"
    # The Youth Union's papers bear its own name at the right.
    r"|(?<=\w)(?<!HÀNH)\s+(?=ĐOÀN TNCS HỒ CHÍ MINH\W*$)",
    re.I,
)
# The rule below the name, and the number, where all of the head has run into one line.
_BELOW_NAME = regex(r"\s+(?=[-_=*]{3,}|Số\s*:)")
_LETTERHEAD_LINES = 8
_OPENING = 6000
_LONGEST_NAME = 400
# "ỦY BAN" whose first letter the page drew as a picture or lost; no other name ends so.
_FIRST_LOST = regex(r"^(?:Ủ|Ư|U)?Y BAN(?= NHÂN DÂN)")
_ISSUES = regex(
    r"(?:^|[.;,]\s*)(?P<issuer>[A-ZĐÀ-Ỹ][^.;:()]{3,90}?)(?:\s+\([^()]{1,60}\))?\s+(?:ban hành|xây dựng)\s+"
    r"(?:Kế hoạch|Chương trình|Đề án|Phương án)",
    re.M,
)
_HEAD_WORD = regex(
    r"(?:ỦY BAN|UỶ BAN|SỞ|BỘ|BAN|LIÊN MINH|LIÊN ĐOÀN|HỘI|ĐẢNG|TỔNG CỤC|CỤC|CHI CỤC|PHÒNG|VĂN PHÒNG"
    r"|TRUNG TÂM|VIỆN|TRƯỜNG"
    r"|THANH TRA|CÔNG AN|BẢO HIỂM|KHO BẠC|NGÂN HÀNG|TỈNH ĐOÀN|MẶT TRẬN|HUYỆN ỦY|TỔNG CÔNG TY|CÔNG TY"
    r"|BỆNH VIỆN)\b"
)
_BODY_NAME = regex(
    r"(?:(?:Chủ tịch|Giám đốc|Bộ trưởng)\s)?(?:Ủy ban|UBND|HĐND|Sở|Bộ|Ban|Liên minh|Liên đoàn|Hội|Đảng"
    r"|Tỉnh|Thành|Huyện"
    r"|Tổng cục|Cục|Chi cục|Phòng|Văn phòng|Trung tâm|Viện|Trường|Thủ tướng|Chính phủ|Quốc hội"
    r"|Thanh tra|Công an|Bảo hiểm"
    r"|Kho bạc|Ngân hàng|Mặt trận|Tổng công ty|Công ty|Tập đoàn|Bệnh viện|Học viện|Đại học)\b"
)
_POST = regex(r"^(?:Phó\s+)?(?:Chủ tịch|Giám đốc|Bộ trưởng|Cục trưởng)\s+(?=\S)", re.I)
_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|xã|phường|thị xã|thị trấn|đặc khu)"
_PLACED = regex(rf"\b(?:{_LEVEL}|Việt Nam|Trung ương)\b\s+\S", re.I)
_OF_PLACE = regex(rf"\b({_LEVEL}\s+\S.*)$", re.I)


def is_national(words: str) -> bool:
    """Whether a line is of the national header, or a rule below it."""
    return bool(_NATIONAL.search(fold(words)))


def issuer_of(
    mended: Mended,
    outline: Outline,
    lines: list[Line],
    found: Mapping[str, Field],
    below: Field | None,
    glossary: Mapping[str, str],
) -> Field | None:
    """The body from the head, its decision line, an annex (`below` its title), or the opening.

    `found` are the fields of the head: place and title may name the province that the body leaves out.
    """
    place = _place_of(mended, found)
    for candidate in [
        *_upper_bodies(mended, lines),
        *([below] if below else []),
        *opening_bodies(mended, outline),
    ]:
        if not split_parties(candidate.value, 0, len(candidate.value), glossary):
            continue
        name = _POST.sub("", expand(candidate.value, glossary)).strip(" .,;)")
        homeless = _is_council(name) and not _PLACED.search(name)
        fuller = _in_full(mended, lines, name) if homeless and not place else None
        if fuller:
            return fuller
        if place and homeless:
            name = f"{re.sub(r' (?:tỉnh|thành phố)$', '', name, flags=re.I)} {place}"
        # The words of the post are not the body's: the chairman's document is the committee's.
        post = _POST.match(candidate.value)
        start, end = candidate.span
        return Field(name, (start + (post.end() if post and start + post.end() < end else 0), end))
    return None


# "UBND tỉnh ban hành …", "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN": its level, where the name is taken for granted.
_OWN_LEVEL = regex(
    rf"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND) +(?P<level>{_LEVEL})"
    r"(?=\s+(?:ban hành|xây dựng|yêu cầu|quyết định)(?!\w))"
    r"|^\W*(?:CHỦ TỊCH +)?(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG) NHÂN DÂN +(?P<decides>[^\W\d_]+(?: [^\W\d_]+)?)\W*$",
    re.M,
)
# Since Thông tư 01/2011/TT-BNV the place at the head is the name of the issuing body's own unit, not of
# the town in which it sits (now Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).
_PLACE_IS_OWN = 2011


def _by_level(text: str, place: str, found: Mapping[str, Field]) -> str | None:
    """The place at the head with the level that the body gives itself: "tỉnh Sơn Hải"."""
    written = found.get("issued_on")
    day = parse_day(written.value) if written else None
    if day is None or day.year <= _PLACE_IS_OWN:
        return None
    said = {(m["level"] or m["decides"]).lower() for m in _OWN_LEVEL.finditer(text, 0, _OPENING)}
    level = said.pop() if len(said) == 1 else ""
    called = re.search(rf"(?<!\w)({_LEVEL})\s+{re.escape(place)}(?!\w)", text, re.I)
    named_otherwise = called is not None and called[1].lower() != level
    return f"{level} {place}" if re.fullmatch(_LEVEL, level) and not named_otherwise else None


def _in_full(mended: Mended, lines: list[Line], name: str) -> Field | None:
    """The name with its unit, where who decides repeats it below the title: "ỦY BAN NHÂN DÂN QUẬN 9"."""
    full = re.compile(rf"(?:.*\s)?(?P<name>{re.escape(name)} {_LEVEL} \S.*?)(?:\s+khóa\s.*)?", re.I)
    bodies = (body for body in _upper_bodies(mended, lines) if len(body.value) <= _LONGEST_NAME)
    found = ((full.fullmatch(body.value), body.span) for body in bodies)
    return next((Field(_capital(m["name"]), span) for m, span in found if m), None)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _is_council(name: str) -> bool:
    return fold(name).startswith(("uy ban nhan dan", "hoi dong nhan dan"))


_NAME = rf"[{UPPER}][^\W\d_]*(?:(?: +| ?[-–] ?)[{UPPER}][^\W\d_]*){{0,4}}"
_COMMITTEE_OF = regex(rf"(?:Ủy ban nhân dân|UBND) +(?P<home>(?:tỉnh|[Tt]hành phố) +{_NAME})")
_IN_TITLE = regex(rf"(?<!\w)(?P<level>tỉnh|thành phố)\s+(?P<name>{_NAME})")
_IN_CAPITALS = regex(
    r"(?<!\w)(?P<level>TỈNH|THÀNH PHỐ)\s+(?P<name>[^\W\d_]+(?:(?:\s+|\s?[-–]\s?)[^\W\d_]+){1,4}?)"
    r"(?=\s*(?:[,;.()]|$)|\s+(?:NĂM|GIAI|ĐẾN|THỜI|NHIỆM|LẦN|TRONG|VÀ|THEO|\d))"
)


def _place_of(mended: Mended, found: Mapping[str, Field]) -> str | None:
    """The province or city that the document names as its own ("tỉnh Sơn Hải").

    By its committee; else by the place at its head, which the capital of few provinces alone bears, where
    the text calls a province so; else by its title, if that names one province only.
    """
    text = mended.flow.text
    committee = _COMMITTEE_OF.search(text)
    if committee:
        return committee["home"].strip()
    place = found.get("place")
    if place and place.value:
        called = re.search(rf"(?<!\w)(tỉnh|thành phố)\s+{re.escape(place.value)}(?!\w)", text, re.I)
        return f"{called[1].lower()} {place.value}" if called else _by_level(text, place.value, found)
    title = found.get("title")
    words = title.value if title else ""
    named = {
        cased(m.group().upper()) for m in (_IN_CAPITALS if words.isupper() else _IN_TITLE).finditer(words)
    }
    only = named.pop() if len(named) == 1 else None
    return only[:1].lower() + only[1:] if only else None


def _upper_bodies(mended: Mended, lines: Iterable[Line]) -> Iterator[Field]:
    """Names in capitals in the head: under the superior body, or the line that decides."""
    for lines_of_group in _capital_groups(mended, lines):
        # The superior body stands above the body itself, which begins with a word of its own; its
        # place tells whose department it is.
        group = _with_lone_words(mended, lines_of_group)
        said = [" ".join(mended.words(span).split()) for span in group]
        own = next((n for n in range(len(group) - 1, 0, -1) if _HEAD_WORD.match(said[n])), 0)
        name = cased(_FIRST_LOST.sub("ỦY BAN", " ".join(said[own:])))
        name = _of_mass_organisation(name, cased(" ".join(said[:own])))
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


# "BAN CHẤP HÀNH TỈNH LAM GIANG" below "HỘI NÔNG DÂN VIỆT NAM".
_COMMITTEE_OF_UNIT = regex(rf"^Ban (?:Chấp hành|Thường vụ) (?={_LEVEL} )", re.I)
_MASS_ORGANISATION = regex(
    r"^(?:Hội|Liên đoàn|Tổng Liên đoàn|Công đoàn|Đoàn Thanh niên|Đoàn TNCS|Liên hiệp)\s", re.I
)


def _of_mass_organisation(name: str, superior: str) -> str:
    """The organisation in its unit, whose committee the head names: "Hội Nông dân tỉnh Lam Giang"."""
    committee = _COMMITTEE_OF_UNIT.match(name)
    if committee is None or not _MASS_ORGANISATION.match(superior):
        return name
    return f"{re.sub(r' Việt Nam$', '', superior, flags=re.I)} {name[committee.end() :]}"


def _with_lone_words(mended: Mended, group: list[Span]) -> list[Span]:
    """The lines with a word that stands alone put before the next: "ỦY" / "BAN NHÂN DÂN".

    No body is named by one word; the narrow column of the head, or the page that it was on, broke it off.
    """
    out: list[Span] = []
    alone = False
    for span in group:
        if alone:
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
        alone = not re.search(r"\s", mended.words(out[-1]).strip())
    return out


def letterhead_of(mended: Mended, lines: Sequence[Line]) -> str | None:
    """The name in capitals at the head of a document, as it stands there."""
    group = next(_capital_groups(mended, lines), None)
    return " ".join(" ".join(mended.words(span).split()) for span in group) if group else None


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
    own = _BELOW_NAME.split(words[: header.start()] if header else words)[0]
    bare = own.strip(" -_*|\t")
    at = line.span[0] + own.find(bare)
    return at, at + len(bare)


def opening_bodies(mended: Mended, outline: Outline) -> Iterator[Field]:
    """ "… Ủy ban nhân dân tỉnh ban hành Kế hoạch … như sau:" in the opening of the body."""
    for part in outline.parts:
        if part.kind != "body":
            continue
        stop = min(part.span[1], part.span[0] + _OPENING)
        for found in _ISSUES.finditer(mended.flow.text, part.span[0], stop):
            yield Field(found["issuer"].strip(), found.span("issuer"))
