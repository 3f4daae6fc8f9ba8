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
from collections.abc import Iterator, Mapping

from hopluc.compiler.format import Document
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline import Outline, Part
from hopluc.compiler.recognise.documents import code_of, kinds, slug_of_number
from hopluc.compiler.recognise.header.issuer import issuer_of, letterhead_of
from hopluc.compiler.recognise.header.letterhead import Field, attached, fields_in
from hopluc.compiler.recognise.header.period import period_of
from hopluc.compiler.recognise.header.title import annex_title, subject_of, title_below_number, title_of
from hopluc.compiler.recognise.signature import find_recipients, find_signer
from hopluc.viet.dates import parse_day

__all__ = ["find_header"]


def find_header(mended: Mended, outline: Outline, glossary: Mapping[str, str]) -> Document:
    """The header of the document; every field that it does not give is None."""
    head = _own_head(mended, outline)
    whole = lines = [line for line in mended.lines if head.span[0] <= line.span[0] < head.span[1]]
    found = fields_in(mended, lines)
    if not found:
        whole = sorted([*lines, *_cells_of(mended, head)], key=lambda line: line.span)
        found = fields_in(mended, whole)
    annex = head.kind == "annex"
    title = annex_title(mended, lines) if annex else title_of(mended, lines, letterhead_of(mended, whole))
    named = _kind_of_number(_value(found, "number"))
    lost = title_below_number(mended, lines, found) if named and (title is None or title[2] is None) else None
    if named and lost:
        title = named, lost.span, lost
    title = title or subject_of(mended, whole, named)
    kind = (title and title[0]) or head.slug or ("phu_luc" if annex else None)
    if title:
        found["kind"] = Field(kind or "", title[1])
        if title[2] is not None:
            found["title"] = title[2]
    below = attached(mended, kind)
    for name in ("number", "issued_on"):
        if name in below:
            found.setdefault(name, below[name])
    issuer = issuer_of(mended, outline, whole, found, below.get("issuer"), glossary)
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


def _cells_of(mended: Mended, head: Part) -> Iterator[Line]:
    """The lines of cells in the head: a portal's table of data may hold the two columns of the head too."""
    start, stop = head.span
    for sheet in mended.sheets:
        if sheet.roles is None and start <= sheet.span[0] and sheet.span[1] <= stop:
            for cell in dict.fromkeys(cell for row in sheet.rows for cell in row):
                for line in re.finditer(r"[^\n]*\S[^\n]*", mended.words(cell)):
                    yield Line((cell[0] + line.start(), cell[0] + line.end()), None, False)


def _value(found: Mapping[str, Field], name: str) -> str | None:
    field = found.get(name)
    return field.value or None if field else None


def _kind_of_number(number: str | None) -> str | None:
    """The kind that the code of a number tells ("128/KH-UBND"); that of a dispatch tells none."""
    return slug_of_number(number) if number and code_of(number) in kinds().slugs_of_code else None


def _day(words: str | None) -> dt.date | None:
    return parse_day(words) if words else None


def _own_head(mended: Mended, outline: Outline) -> Part:
    """The head whose number the document bears: the first one with a title, else the first part."""
    heads = [part for part in outline.parts if part.kind == "head"]
    titled = [part for part in heads if part.slug]
    return (titled or heads or list(outline.parts))[0] if outline.parts else Part("body", (0, 0))
