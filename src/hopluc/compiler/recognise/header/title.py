"""Kind and subject ("trích yếu") of a document: where a title begins, and where it is over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline.parts import title_kind, title_start
from hopluc.compiler.recognise.bodies import UPPER
from hopluc.compiler.recognise.header.issuer import is_national
from hopluc.compiler.recognise.header.letterhead import Field
from hopluc.compiler.recognise.labels import label_of
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

Title = tuple[str, Span, Field | None]

_ANNEX_TITLE_LINES = 3
# The subject of a dispatch, which has no title of its kind.
_SUBJECT = regex(r"\W*(?:V/v|Về việc)\s*:?\s*(?P<subject>\S.{4,400})", re.I)
_POSTS = (
    r"CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG BAN"
)
_DECIDES = regex(rf"(?:{_POSTS}|ỦY BAN|UỶ BAN|BAN |HỘI ĐỒNG)")
_POST_BEFORE = regex(rf"(?:(?<=\s)|^)(?:{_POSTS})\s+$")
# Whose document another is ("QUYẾT ĐỊNH CỦA ỦY BAN …") belongs to the title.
# A council decides in a session of its term, which stands below its name.
_SESSION = regex(
    r"\s+(?:(?:KH[ÓO]A|KHOÁ)\s+[IVXL\d]+[\s,–-]+(?:NHIỆM KỲ[\s\d–-]+,?\s*)?)?KỲ HỌP\s.{3,80}$", re.S
)
_OWNED = regex(r"(?:(?<=\s)|^)(?:CỦA|DO|VÀ|BỞI|CHO|VỚI|,)\s+$")
_DISPATCH_LINES = 20
_ADDRESSED = regex(r"\W*kính\s+gửi\b", re.I)
_SENTENCE_END = regex(r"[.;:](?:\s|$)")
# A telegram says below its kind when it was sent.
_SENT_AT = regex(r"\W*(?:vào\s+)?(?:hồi|lúc)\s*:?\s*\d{1,2}\s*(?:giờ|h|g|:)", re.I)
# The grounds of a document begin a sentence; within a title nothing does.
_GROUNDS = regex(
    r"(?<=[\w)”\"])\s+(?:[-–+*]\s*)?(?=Căn cứ\s+\S|(?:Thực hiện|Triển khai|Xét|Theo)\s+"
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Công văn|Công điện|Kế hoạch|Chương trình|Kết luận|Thông"
    r"|đề nghị)(?!\w))"
)


def title_of(mended: Mended, lines: list[Line], letterhead: str | None) -> Title | None:
    """The kind of document, its place, and its subject: behind it, and the lines below, as one title.

    `letterhead` is the name of the body at the head; who decides repeats it below the title.
    """
    # A portal's table of data names the kind in small letters above the title in capitals.
    capitals = any(
        title_kind(words) and words.isupper() for words in (mended.words(line.span) for line in lines)
    )
    for number, line in enumerate(lines):
        words = mended.words(line.span)
        slug, begun = title_kind(words), title_start(words)
        if (slug is None and begun is None) or (capitals and not words.isupper() and begun is None):
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
        start, end = subject[0][0], subject[-1][1]
        words = mended.words((start, end))
        span = (start, start + len(words[: _title_end(words, letterhead)].rstrip()))
        return slug or "", kind_span, Field(" ".join(mended.words(span).split()), span)
    return None


# A section that opens the body right below the head is no title.
_SECTION = regex(r"\W*(?:MỤC (?:ĐÍCH|TIÊU)|YÊU CẦU|NHIỆM VỤ|NỘI DUNG|CĂN CỨ|TỔ CHỨC|TÌNH HÌNH|KẾT QUẢ)\b")
_FEWEST_WORDS = 4
_TITLE_LINES = 12


def title_below_number(mended: Mended, lines: Sequence[Line], found: Mapping[str, Field]) -> Field | None:
    """The subject of a document whose kind was lost above it: in capitals, right below number and date.

    Portals keep the kind in a table of their own; the number's code still tells it. Who decides, a
    section or a sentence in its place is no subject.
    """
    heads = [field.span[1] for name, field in found.items() if name in ("number", "issued_on")]
    below = [line for line in lines if heads and line.span[0] >= max(heads)]
    rest = [line for line in below[:_TITLE_LINES] if not is_national(mended.words(line.span))]
    taken = [*takewhile(lambda line: _is_lost_title(mended.words(line.span).strip(" *|")), rest)]
    if not taken:
        return None
    span = (taken[0].span[0], taken[-1].span[1])
    words = " ".join(mended.words(span).split())
    return Field(words, span) if len(words.split()) >= _FEWEST_WORDS else None


def _is_lost_title(words: str) -> bool:
    decides = _DECIDES.match(words) and not words.startswith("BAN HÀNH")
    known = title_kind(words) or title_start(words) or label_of(words)
    return words.isupper() and not (decides or known or _SECTION.match(words) or words.endswith((":", ";")))


def _title_end(words: str, letterhead: str | None) -> int:
    """Where a title is over, though what stands below it was joined to it.

    A title in capitals ends where a sentence in small letters begins; above that sentence a decision
    names again, in capitals, the body of its head, with the post of who decides.
    """
    cut = next(_sentences_below_capitals(words), len(words))
    grounds = _GROUNDS.search(words, 0, cut)
    end = grounds.start() if grounds else cut
    title = words[:end].rstrip()
    session = _SESSION.search(title)
    title = title[: session.start()] if session else title
    named = _at_end(letterhead).search(fold(title)) if letterhead else None
    if named is None or named.start() == 0 or _OWNED.search(title[: named.start()]):
        return end
    at = named.start()
    post = _POST_BEFORE.search(title, 0, at)
    at = post.start() if post else at
    return end if _OWNED.search(title[:at]) else at


def _at_end(name: str) -> re.Pattern[str]:
    """The folded name at the end of a text, however its spaces and hyphens are set."""
    words = re.split(r"[\s\-–]+", fold(name).strip(" -–"))
    return re.compile(r"(?<!\w)" + r"[\s\-–]+".join(map(re.escape, words)) + r"$")


def _sentences_below_capitals(words: str) -> Iterator[int]:
    """Where a word that begins with a capital and goes on in small letters follows a title in capitals.

    The word behind it must be one of running text too: names ("Covid"), and codes ("QĐ-TTg") stand in
    capitals' titles as well; so do words in brackets and quotation marks.
    """
    tokens = [
        (m.start(), m.group()) for m in re.finditer(r"[^\s]+", re.sub(r"\([^()]*\)|“[^”]*”", _blank, words))
    ]
    capitals = [*takewhile(lambda token: not _is_small(token[1]), tokens)]
    if sum(token.isupper() for _, token in capitals) < 3:
        return
    for (at, token), (_, following) in pairwise(tokens[len(capitals) :][:2]):
        begins = token.lstrip("-–+*").istitle() and (_is_small(following) or following.isdigit())
        # "Giai đoạn 2026 - 2030" below a title in capitals belongs to it: it is no sentence.
        if begins and _SENTENCE_END.search(words, at):
            yield len(words[:at].rstrip(" \n\t-–+*"))


def _blank(m: re.Match[str]) -> str:
    return "0" * len(m.group())


def _is_small(token: str) -> bool:
    """Whether a word has small letters and nothing but letters."""
    bare = token.strip(".,;:-–+*")
    return bare.isalpha() and not bare.isupper()


def annex_title(mended: Mended, lines: list[Line]) -> Title:
    """The heading of an annex that is a file of its own, and the lines below it up to a bracket."""
    below = list(takewhile(lambda line: not mended.words(line.span).lstrip().startswith("("), lines[1:]))
    below = below[:_ANNEX_TITLE_LINES]
    span = (below[0].span[0], below[-1].span[1]) if below else None
    title = Field(" ".join(mended.words(span).split()), span) if span else None
    return "phu_luc", lines[0].span if lines else (0, 0), title


def subject_of(mended: Mended, head: Sequence[Line], named: str | None) -> Title | None:
    """The subject of a document that names no kind, below its number as "V/v …".

    So does a dispatch (công văn), which is addressed ("Kính gửi"); `named` is the kind that the
    number's own code tells of another. `head` has the lines of a head that lies in a table, too.
    """
    known = {line.span: line for line in (*head[:_DISPATCH_LINES], *mended.lines[:_DISPATCH_LINES])}
    lines = sorted(known.values(), key=lambda line: line.span)
    if not lines:
        return None
    addressed = any(_ADDRESSED.match(mended.words(line.span)) for line in lines)
    kind = named or ("cong_van" if addressed else None)
    if kind is None:
        return None
    for line in lines:
        found = _SUBJECT.match(mended.words(line.span))
        if found:
            span = (line.span[0] + found.start("subject"), line.span[1])
            return kind, span, Field(" ".join(mended.words(span).split()), span)
    return kind, lines[0].span, None


# A paragraph of several sentences, or one that ends with a full stop: the body has begun.
_PROSE = regex(rf"[.;]\s+[{UPPER}]|[^\W\d_]\.$")
_FEWEST_OF_PROSE = 15


def _is_below_title(words: str, after_title: bool) -> bool:
    """Whether a line stands below the title: a bracket, a rule, or who decides or is addressed.

    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" of a decision, "THỦ TƯỚNG CHÍNH PHỦ điện:" of a telegram, and the
    hour at which it was sent.
    """
    plain = words.strip(" *")
    if plain.startswith("(") or not re.search(r"\w", plain) or _SENT_AT.match(plain):
        return True
    if not after_title:
        return False
    goes_on_in_capitals = not plain.isupper() and all(word.isupper() for word in plain.split()[:3])
    if not plain.isupper() and len(plain.split()) >= _FEWEST_OF_PROSE and _PROSE.search(plain):
        return True
    if _ADDRESSED.match(plain) or (plain.endswith((":", ";")) and not goes_on_in_capitals):
        return True
    return bool(_DECIDES.match(plain) and (plain.isupper() or "điện" in plain))
