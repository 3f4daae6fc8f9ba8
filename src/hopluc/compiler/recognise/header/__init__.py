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
from collections.abc import Mapping
from itertools import takewhile

from hopluc.compiler.format import Document, Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline, Part
from hopluc.compiler.outline.parts import title_kind, title_start
from hopluc.compiler.recognise.header.issuer import issuer_of
from hopluc.compiler.recognise.header.letterhead import Field, attached, fields_of
from hopluc.compiler.recognise.header.period import period_of
from hopluc.compiler.recognise.signature import find_recipients, find_signer
from hopluc.viet.dates import parse_day

__all__ = ["find_header"]

_ANNEX_TITLE_LINES = 3
# The subject of a dispatch, which has no title of its kind.
_SUBJECT = re.compile(r"\W*(?:V/v|Về việc)\s*:?\s*(?P<subject>\S.{4,400})", re.I)
_DECIDES = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|GIÁM ĐỐC|BỘ TRƯỞNG|BAN |HỘI ĐỒNG|THỦ TƯỚNG|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC"
    r"|HIỆU TRƯỞNG|TRƯỞNG BAN)"
)
_DISPATCH_LINES = 20
_ADDRESSED = re.compile(r"\W*kính\s+gửi\b", re.I)


def find_header(mended: Mended, outline: Outline, glossary: Mapping[str, str]) -> Document:
    """The header of the document; every field that it does not give is None."""
    found: dict[str, Field] = {}
    head = _own_head(mended, outline)
    lines = [line for line in mended.lines if head.span[0] <= line.span[0] < head.span[1]]
    for line in lines:
        for name, field in fields_of(mended, line):
            found.setdefault(name, field)
    title = _annex_title(mended, lines) if head.kind == "annex" else _title(mended, lines)
    title = title or _dispatch(mended)
    kind = (title and title[0]) or head.slug or ("phu_luc" if head.kind == "annex" else None)
    if title:
        found["kind"] = Field(kind or "", title[1])
        if title[2] is not None:
            found["title"] = title[2]
    below = attached(mended, kind)
    for name in ("number", "issued_on"):
        if name in below:
            found.setdefault(name, below[name])
    issuer = issuer_of(mended, outline, lines, below.get("issuer"), glossary)
    if issuer:
        found["issuer"] = issuer
    signer, signer_span = find_signer(mended, outline)
    recipients, recipients_span = find_recipients(mended, outline)
    period, period_span = period_of(mended, outline, found.get("title"))
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


def _value(found: Mapping[str, Field], name: str) -> str | None:
    field = found.get(name)
    return field.value or None if field else None


def _day(words: str | None) -> dt.date | None:
    return parse_day(words) if words else None


def _own_head(mended: Mended, outline: Outline) -> Part:
    """The head whose number the document bears: the first one with a title, else the first part."""
    heads = [part for part in outline.parts if part.kind == "head"]
    titled = [part for part in heads if part.slug]
    return (titled or heads or list(outline.parts))[0] if outline.parts else Part("body", (0, 0))


# --- kind and title -----------------------------------------------------------------------


def _title(mended: Mended, lines: list[Line]) -> tuple[str, Span, Field | None] | None:
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
            if _is_below_title(words, bool(subject)):
                break
            subject.append(following.span)
        if not subject:
            return slug or "", kind_span, None
        span = (subject[0][0], subject[-1][1])
        return slug or "", kind_span, Field(" ".join(mended.words(span).split()), span)
    return None


def _annex_title(mended: Mended, lines: list[Line]) -> tuple[str, Span, Field | None]:
    """The heading of an annex that is a file of its own, and the lines below it up to a bracket."""
    below = list(takewhile(lambda line: not mended.words(line.span).lstrip().startswith("("), lines[1:]))
    below = below[:_ANNEX_TITLE_LINES]
    span = (below[0].span[0], below[-1].span[1]) if below else None
    title = Field(" ".join(mended.words(span).split()), span) if span else None
    return "phu_luc", lines[0].span if lines else (0, 0), title


def _dispatch(mended: Mended) -> tuple[str, Span, Field | None] | None:
    """A dispatch (công văn) names no kind: its subject stands below the number as "V/v …"."""
    lines = mended.lines[:_DISPATCH_LINES]
    if not any(_ADDRESSED.match(mended.words(line.span)) for line in lines):
        return None
    for line in lines:
        found = _SUBJECT.match(mended.words(line.span))
        if found:
            span = (line.span[0] + found.start("subject"), line.span[1])
            return "cong_van", span, Field(" ".join(mended.words(span).split()), span)
    return "cong_van", lines[0].span, None


def _is_below_title(words: str, after_title: bool) -> bool:
    """Whether a line stands below the title: a bracket, a rule, or who decides or is addressed.

    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" of a decision, "THỦ TƯỚNG CHÍNH PHỦ điện:" of a telegram.
    """
    plain = words.strip(" *")
    if plain.startswith("(") or not re.search(r"\w", plain):
        return True
    if not after_title:
        return False
    return plain.endswith(":") or bool(_DECIDES.match(plain) and (plain.isupper() or "điện" in plain))
