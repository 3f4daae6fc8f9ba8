"""The head and the end of a document: what it is, whose, when, and who signed it.

Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I: issuing body beside the national header, number
and sign below it, place and date opposite, then the kind and the subject ("trích yếu"); after
the body the recipients and the signature block. Extraction may lose the national header: then
number and date are taken from the line with which an annex names its document
("(Kèm theo Kế hoạch số … ngày … của …)"), and the issuer from there or from the sentence with
which the body says who issues the plan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from hopluc.compiler.format import Document, Period, Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline, Part
from hopluc.compiler.outline.parts import KINDS, title_kind, title_start
from hopluc.compiler.recognise.casing import cased
from hopluc.compiler.recognise.parties import split_parties
from hopluc.compiler.recognise.signature import find_recipients, find_signer
from hopluc.viet.abbreviations import expand
from hopluc.viet.dates import find_periods, parse_day
from hopluc.viet.text import fold

_SIGN = r"[A-ZĐ][\w&.]*(?:\s*[-/–&]\s*[A-ZĐ][\w&.]*)*"
_NUMBER = re.compile(
    rf"(?i:số)\s*:?\s*(?P<number>(?P<digits>\d{{0,6}})\s*(?P<year>/\s*\d{{4}})?\s*[-/]\s*(?P<sign>{_SIGN}))"
)
_BLANK_NUMBER = re.compile(r"(?i:số)\s*:?\s*[…._\s]*[/-]\s*(?P<sign>[A-ZĐ][\w&-]+)")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,\d]{1,60}?)\s*,\s*"
    r"(?P<date>ngày\s*[\d….\s_]*tháng\s*[\d….\s_]*năm\s*[\d….\s_]*|ngày\s*\d{1,2}/\d{1,2}/\d{4})\s*",
    re.I,
)
# Below an annex's title: with which document it comes, its number, its date, whose it is.
_ATTACHED = re.compile(
    r"\(?\s*(?:ban hành|kèm|đính kèm)[^()]{0,40}?(?P<kind>[^\W\d_]+(?:\s+[^\W\d_]+){1,3}?)\s+"
    r"(?P<number>số\s*:?\s*\d+\s*[-/][^\s,;)]*(?:\s*[-/]\s*[A-ZĐ][^\s,;)]*)?)"
    r"(?:\s*,?\s*(?P<date>ngày\s*\d{1,2}(?:\s*tháng\s*|\s*[/.-]\s*)\d{1,2}(?:\s*năm\s*|\s*[/.-]\s*)\d{4}))?"
    r"(?:\s+của\s+(?P<issuer>[^()\n]{3,120}))?",
    re.I,
)
_NATIONAL = re.compile(r"cong hoa xa hoi|doc lap\s*-|dang cong san viet nam|^[-_=*\s.]+$")
_ISSUES = re.compile(
    r"(?:^|[.;,]\s*)(?P<issuer>[A-ZĐÀ-Ỹ][^.;:()]{3,90}?)\s+(?:ban hành|xây dựng)\s+"
    r"(?:Kế hoạch|Chương trình|Đề án|Phương án)",
    re.M,
)
_HEAD_WORD = re.compile(
    r"(?:ỦY BAN|UỶ BAN|SỞ|BỘ|BAN|LIÊN MINH|HỘI|ĐẢNG|CỤC|CHI CỤC|PHÒNG|VĂN PHÒNG|TRUNG TÂM|VIỆN|TRƯỜNG)\b"
)
_BODY_NAME = re.compile(
    r"(?:(?:Chủ tịch|Giám đốc|Bộ trưởng)\s)?(?:Ủy ban|Sở|Bộ|Ban|Liên minh|Hội|Đảng|Tỉnh|Thành|Cục|Chi cục|"
    r"Phòng|Văn phòng|Trung tâm|Viện|Trường)\b"
)
_ANNEX_TITLE_LINES = 3
_POST = re.compile(r"^(?:Phó\s+)?(?:Chủ tịch|Giám đốc|Bộ trưởng|Cục trưởng)\s+(?=\S)", re.I)
_CITED = re.compile(r"số\s*:?\s*\d|ngày\s*\d|khóa|Luật", re.I)
_ON_THE_AREA = re.compile(r"trên địa bàn", re.I)


@dataclass(frozen=True, slots=True)
class _Field:
    value: str
    span: Span


def find_header(mended: Mended, outline: Outline, glossary: Mapping[str, str]) -> Document:
    """The header of the document; every field that it does not give is None."""
    found: dict[str, _Field] = {}
    head = _own_head(mended, outline)
    lines = [line for line in mended.lines if head.span[0] <= line.span[0] < head.span[1]]
    for line in lines:
        for name, field in _fields_of(mended, line):
            found.setdefault(name, field)
    title = _annex_title(mended, lines) if head.kind == "annex" else _title(mended, lines)
    kind = (title and title[0]) or head.slug or ("phu_luc" if head.kind == "annex" else None)
    if title:
        found["kind"] = _Field(kind or "", title[1])
        if title[2] is not None:
            found["title"] = title[2]
    attached = _attached(mended, kind)
    for name in ("number", "issued_on"):
        if name in attached:
            found.setdefault(name, attached[name])
    issuer = _issuer(mended, outline, lines, found.get("number"), attached.get("issuer"), glossary)
    if issuer:
        found["issuer"] = issuer
    signer, signer_span = find_signer(mended, outline)
    recipients, recipients_span = find_recipients(mended, outline)
    period, period_span = _period(mended, outline, found.get("title"))
    spans = {name: field.span for name, field in found.items() if field.value}
    for name, span in (("signer", signer_span), ("recipients", recipients_span), ("period", period_span)):
        if span:
            spans[name] = span
    return Document(
        kind=kind,
        number=_value(found, "number"),
        issued_on=_day(_value(found, "issued_on")),
        place=_value(found, "place"),
        issuer=_value(found, "issuer"),
        title=_value(found, "title"),
        signer=signer,
        recipients=recipients,
        period=period,
        spans=spans,
    )


def _value(found: Mapping[str, _Field], name: str) -> str | None:
    field = found.get(name)
    return field.value or None if field else None


def _day(words: str | None) -> dt.date | None:
    return parse_day(words) if words else None


def _own_head(mended: Mended, outline: Outline) -> Part:
    """The head whose number the document bears: the first one with a title, else the first part."""
    heads = [part for part in outline.parts if part.kind == "head"]
    titled = [part for part in heads if part.slug]
    return (titled or heads or list(outline.parts))[0] if outline.parts else Part("body", (0, 0))


# --- number, place, date ------------------------------------------------------------------


def _fields_of(mended: Mended, line: Line) -> Iterator[tuple[str, _Field]]:
    words = mended.words(line.span)
    at = line.span[0]
    number = _NUMBER.match(words.strip("( "))
    if number and number["digits"]:
        start = at + words.find(number["number"])
        yield "number", _Field(_compact(number["number"]), (start, start + len(number["number"])))
    elif number or _BLANK_NUMBER.match(words):
        yield "number", _Field("", line.span)
    place = _PLACE_DATE.fullmatch(words.strip(" *"))
    if place:
        start = at + words.find(place["place"])
        yield "place", _Field(place["place"].strip(), (start, start + len(place["place"])))
        day = parse_day(place["date"])
        start = at + words.find(place["date"])
        yield "issued_on", _Field(place["date"] if day else "", (start, start + len(place["date"].rstrip())))


def _compact(number: str) -> str:
    """A number without the spaces that extraction or an officer put in ("69 /KH-UBND")."""
    return re.sub(r"\s+", "", number).replace("–", "-")


def _attached(mended: Mended, kind: str | None) -> dict[str, _Field]:
    """Number, date and issuer from the line under an annex's title."""
    for line in mended.lines:
        words = mended.words(line.span)
        found = _ATTACHED.match(words)
        if not found:
            continue
        slug = next(
            (KINDS[k] for k in sorted(KINDS, key=len, reverse=True) if fold(found["kind"]).endswith(k)), None
        )
        if kind not in (slug, None, "phu_luc"):
            continue
        at = line.span[0]
        number = re.sub(r"^số\s*:?\s*", "", found["number"], flags=re.I)
        start = at + found.end("number") - len(number)
        out = {"number": _Field(_compact(number), (start, start + len(number)))}
        for name, group in (("issued_on", "date"), ("issuer", "issuer")):
            if found[group]:
                out[name] = _Field(found[group].strip(), (at + found.start(group), at + found.end(group)))
        return out
    return {}


# --- kind and title -----------------------------------------------------------------------


def _title(mended: Mended, lines: list[Line]) -> tuple[str, Span, _Field | None] | None:
    """The kind of document, its place, and its subject: behind it, and the lines below, as one title."""
    for number, line in enumerate(lines):
        words = mended.words(line.span)
        slug, begun = title_kind(words), title_start(words)
        if slug is None and begun is None:
            continue
        subject: list[Span] = []
        kind_span = line.span
        if slug is None and begun is not None:
            slug, length = begun
            at = line.span[0] + length
            subject.append((at, line.span[1]))
            kind_span = (line.span[0], line.span[0] + len(words[:length].rstrip()))
        for following in lines[number + 1 :]:
            words = mended.words(following.span)
            if words.lstrip().startswith("(") or _is_authority_line(words, bool(subject)):
                break
            subject.append(following.span)
        if not subject:
            return slug or "", kind_span, None
        span = (subject[0][0], subject[-1][1])
        return slug or "", kind_span, _Field(" ".join(mended.words(span).split()), span)
    return None


def _annex_title(mended: Mended, lines: list[Line]) -> tuple[str, Span, _Field | None]:
    """The heading of an annex that is a file of its own, and the lines below it up to a bracket."""
    below = list(takewhile(lambda line: not mended.words(line.span).lstrip().startswith("("), lines[1:]))
    below = below[:_ANNEX_TITLE_LINES]
    span = (below[0].span[0], below[-1].span[1]) if below else None
    title = _Field(" ".join(mended.words(span).split()), span) if span else None
    return "phu_luc", lines[0].span if lines else (0, 0), title


def _is_authority_line(words: str, after_title: bool) -> bool:
    """The line that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …") stands below the title."""
    return (
        after_title
        and words.isupper()
        and bool(re.match(r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|GIÁM ĐỐC|BỘ TRƯỞNG|BAN |HỘI ĐỒNG)", words))
    )


# --- issuer -------------------------------------------------------------------------------


def _issuer(
    mended: Mended,
    outline: Outline,
    lines: list[Line],
    number: _Field | None,
    attached: _Field | None,
    glossary: Mapping[str, str],
) -> _Field | None:
    """The body whose document it is: from its head, its decision line, an annex, or its opening."""
    place = _place_of(mended)
    candidates = [
        *_upper_bodies(mended, lines),
        *([attached] if attached else []),
        *_opening_bodies(mended, outline),
    ]
    for candidate in candidates:
        parties = split_parties(candidate.value, 0, len(candidate.value), glossary)
        if not parties:
            continue
        name = _without_post(expand(candidate.value, glossary)).strip(" .,;)")
        if (
            place
            and not re.search(r"\b(?:tỉnh|thành phố|huyện|quận|xã|phường|Việt Nam)\b\s+\S", name)
            and _is_committee(name)
        ):
            name = (
                f"{name.removesuffix(' tỉnh').removesuffix(' Thành phố').removesuffix(' thành phố')} {place}"
            )
        # The words of the post are not the body's.
        post = _POST.match(candidate.value)
        start, end = candidate.span
        return _Field(name, (start + (post.end() if post and start + post.end() < end else 0), end))
    return None


def _is_committee(name: str) -> bool:
    return fold(name).startswith(("uy ban nhan dan", "hoi dong nhan dan"))


def _without_post(name: str) -> str:
    """The body that a post belongs to: a document of the chairman bears the committee's number."""
    return _POST.sub("", name)


def _place_of(mended: Mended) -> str | None:
    """The province or city that the document names as its own ("tỉnh Sơn Hải")."""
    found = re.search(
        r"(?:Ủy ban nhân dân|UBND)\s+((?:tỉnh|[Tt]hành phố)\s+(?:[A-ZĐÀ-Ỹ][^\W\d_]*\s?){1,4})",
        mended.flow.text,
    )
    return found[1].strip() if found else None


def _upper_bodies(mended: Mended, lines: Iterable[Line]) -> Iterator[_Field]:
    """Names in capitals in the head: under the superior body, or the line that decides."""
    run: list[Line] = []
    groups: list[list[Line]] = []
    for line in lines:
        words = _bare(mended, line)
        if words.isupper() and not title_kind(words) and not _NATIONAL.search(fold(words)):
            run.append(line)
            continue
        if run:
            groups.append(run)
        run = []
    if run:
        groups.append(run)
    for group in groups:
        # The superior body stands above the body itself, which begins with a word of its own.
        own = next((n for n in range(len(group) - 1, 0, -1) if _HEAD_WORD.match(_bare(mended, group[n]))), 0)
        name = cased(" ".join(_bare(mended, line) for line in group[own:]))
        if _BODY_NAME.match(name):
            yield _Field(name, (group[own].span[0], group[-1].span[1]))


def _bare(mended: Mended, line: Line) -> str:
    """The words of a line without the rule that is drawn below it."""
    return mended.words(line.span).strip(" -_*")


def _opening_bodies(mended: Mended, outline: Outline) -> Iterator[_Field]:
    """ "… Ủy ban nhân dân tỉnh ban hành Kế hoạch … như sau:" in the opening of the body."""
    for part in outline.parts:
        if part.kind != "body":
            continue
        stop = min(part.span[1], part.span[0] + 6000)
        for found in _ISSUES.finditer(mended.flow.text, part.span[0], stop):
            yield _Field(found["issuer"].strip(), found.span("issuer"))


# --- period -------------------------------------------------------------------------------


def _period(mended: Mended, outline: Outline, title: _Field | None) -> tuple[Period | None, Span | None]:
    """The years that the plan covers, as its title or the sentence that issues it says.

    Years inside the name of a cited document are that document's. So in a title that names
    one, only a period after "trên địa bàn …" counts.
    """
    places: list[Span] = [title.span] if title else []
    for field in _opening_bodies(mended, outline):
        end = mended.flow.text.find("\n", field.span[1])
        places.append((field.span[1], end if end > 0 else len(mended.flow.text)))
    for start, end in places:
        words = mended.words((start, end))
        cited = _CITED.search(words)
        if cited:
            area = _ON_THE_AREA.search(words, cited.end())
            words = words[: cited.start()] if area is None else words
            skip = 0 if area is None else area.start()
        else:
            skip = 0
        for first, last, a, b in find_periods(words, skip):
            return Period(first, last), (start + a, start + b)
    return None, None
