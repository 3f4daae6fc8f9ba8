"""The parts of a document in the order of Nghị định 30/2020/NĐ-CP, Phụ lục I.

The head (national header, number, place and date, kind and title), the body, the end
(recipients, signature), then annexes. A decision carries the plan that it issues: after its
own end a second title stands, with "(Ban hành kèm theo Quyết định …)" below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

PartKind = Literal["head", "body", "end", "annex"]

# Kinds of documents that a title line names by themselves (Nghị định 30/2020/NĐ-CP, Điều 7, and
# Hướng dẫn 36-HD/VPTW for the Party): folded words → slug.
KINDS: dict[str, str] = {
    "nghi quyet": "nghi_quyet",
    "nghi dinh": "nghi_dinh",
    "thong tu": "thong_tu",
    "thong tu lien tich": "thong_tu_lien_tich",
    "quyet dinh": "quyet_dinh",
    "chi thi": "chi_thi",
    "quy che": "quy_che",
    "quy dinh": "quy_dinh",
    "thong cao": "thong_cao",
    "thong bao": "thong_bao",
    "huong dan": "huong_dan",
    "chuong trinh": "chuong_trinh",
    "chuong trinh hanh dong": "chuong_trinh",
    "chuong trinh cong tac": "chuong_trinh",
    "ke hoach": "ke_hoach",
    "ke hoach hanh dong": "ke_hoach",
    "phuong an": "phuong_an",
    "de an": "de_an",
    "du an": "du_an",
    "bao cao": "bao_cao",
    "to trinh": "to_trinh",
    "cong dien": "cong_dien",
    "ket luan": "ket_luan",
    "cong van": "cong_van",
}
# A draft says so before its kind ("DỰ THẢO KẾ HOẠCH"), until it is signed.
_DRAFT = regex(r"^\W*(?:ban )?du thao\W+")
_ANNEX = regex(
    r"(?:phu luc|phu bieu|bieu mau|bieu so|bieu)\b(?:\s*(?:so)?\s*:?\s*(?:\d{1,2}|[ivx]{1,5}|[a-z]))?\s*[.:]?"
)
_ANNEX_TITLED = regex(r"(?:phu luc|phu bieu|bieu)\s*(?:so)?\s*:?\s*(?:\d{1,2}|[ivx]{1,5}|[a-z])\s*[.:-]")
_RECIPIENTS = regex(r"noi nhan\b\s*:?")
_LONGEST_AUTHORITY = 80
_SIGNED_FOR = regex(r"(?:tm|kt|tl|tuq|q|t/m|k/t|t/l)\s*[./]\s*\w")
_ISSUED_WITH = regex(r"\(?\s*(?:ban hanh|kem theo|dinh kem|kem)\b")
# The body begins with what the document rests on, or with who issues it; else with its first label.
_OPENING = regex(
    r"(?:can cu|thuc hien|nham|trien khai|theo|xet|de|ngay|tren co so|trong)\b.{12}"
    r"|.*\bban hanh (?:ke hoach|chuong trinh|de an|phuong an|quyet dinh)\b.*(?:sau|:)\W*$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document: a range of the flow. `slug`: the kind that a title line names."""

    kind: PartKind
    span: Span
    slug: str | None = None


def title_kind(words: str) -> str | None:
    """The slug of the kind of document that a line names and nothing else ("KẾ HOẠCH")."""
    slug = KINDS.get(_DRAFT.sub("", _folded(words)).strip(" :.*#"))
    # In running text the word would begin a sentence; as a title it is in capitals or alone.
    return slug if slug and (words.isupper() or len(words.split()) <= 4) else None


def title_start(words: str) -> tuple[str, int] | None:
    """The kind of document that a line names in capitals before its subject, and where this begins.

    "KẾ HOẠCH Phát triển nghề muối" is kind and subject in one line.
    """
    for length in (4, 3, 2):
        head = " ".join(words.split()[:length])
        slug = KINDS.get(_folded(head))
        if slug and head.isupper() and len(words.split()) > length:
            at = re.match(r"(?:\S+\s+)" f"{{{length}}}", words)
            return (slug, at.end()) if at else None
    return None


def _folded(words: str) -> str:
    return " ".join(fold(words).split())


def parts_of(mended: Mended) -> tuple[Part, ...]:
    """The parts, which cover the flow without gaps."""
    cuts: list[tuple[int, PartKind, str | None]] = [(0, "head", None)]
    lines = mended.lines
    for number, line in enumerate(lines):
        start, state, slug = cuts[-1]
        found = _turn(mended, lines, number, state, slug is not None)
        if found is not None:
            cuts.append((line.span[0], *found))
        elif state == "head" and slug is None:
            cuts[-1] = (start, state, _kind_of(mended.words(line.span)))
    ends = [cut[0] for cut in cuts[1:]] + [len(mended.flow.text)]
    parts = [Part(kind, (start, end), slug) for (start, kind, slug), end in zip(cuts, ends, strict=True)]
    return tuple(part for part in parts if part.span[0] < part.span[1])


def _kind_of(words: str) -> str | None:
    begun = title_start(words)
    return title_kind(words) or (begun[0] if begun else None)


def _turn(
    mended: Mended, lines: Sequence[Line], number: int, state: PartKind, titled: bool
) -> tuple[PartKind, str | None] | None:
    """The part that begins at a line, or None. `titled`: the head has named its kind."""
    words = mended.words(lines[number].span)
    folded = _folded(words)
    if _is_annex_title(words, folded):
        return "annex", None
    if state != "head" and _RECIPIENTS.match(folded):
        return "end", None
    if state == "body" and _SIGNED_FOR.match(folded) and len(words) < _LONGEST_AUTHORITY:
        return "end", None
    if state in ("body", "end") and title_kind(words) and _is_second_title(mended, lines, number, state):
        return "head", title_kind(words)
    if state == "head" and _opens_body(words, folded, titled) and not _is_title_line(mended, lines, number):
        return "body", None
    return None


def _opens_body(words: str, folded: str, titled: bool) -> bool:
    """Whether a line of the head opens the body; where no title was seen only sure signs count."""
    if _ISSUED_WITH.match(folded):
        return False
    label = label_of(words)
    if not titled:
        return folded.startswith(("can cu ", "kinh gui")) or (label is not None and label.rank <= Rank.ROMAN)
    # A line that goes on in small letters belongs to the title: "… / trong hai năm 2026 và 2027".
    goes_on = words.lstrip(" *_")[:1].islower() and not folded.startswith("can cu ")
    opens = bool(_OPENING.match(folded)) and not goes_on
    return opens or (label is not None and label.rank <= Rank.NUMBER)


def _is_annex_title(words: str, folded: str) -> bool:
    if len(words) > 60:
        return bool(_ANNEX_TITLED.match(folded)) and words[:7].isupper()
    return bool(_ANNEX.fullmatch(folded) or (_ANNEX_TITLED.match(folded) and words[:4].isupper()))


def _is_second_title(mended: Mended, lines: Sequence[Line], number: int, state: PartKind) -> bool:
    """Whether a title line in or after the body opens a document issued with this one."""
    below = [mended.words(line.span) for line in lines[number + 1 : number + 5]]
    return state == "end" or any(_ISSUED_WITH.match(fold(words)) for words in below)


def _is_title_line(mended: Mended, lines: Sequence[Line], number: int) -> bool:
    """Whether the line stands right under the kind of document: its title, however it begins."""
    above = mended.words(lines[number - 1].span) if number else ""
    if title_kind(above) is None:
        return False
    following = mended.words(lines[number + 1].span) if number + 1 < len(lines) else ""
    # A title ends without a full stop and something follows that opens the body.
    words = mended.words(lines[number].span)
    return not words.rstrip().endswith((".", ";", ":")) and bool(following)
