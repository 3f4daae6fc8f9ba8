"""The numbered outline of the body as a tree, and what each section is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline.parts import Part
from hopluc.compiler.recognise.labels import Label, Rank, label_of
from hopluc.compiler.recognise.parties import leading_party
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

Topic = Literal["purpose", "objectives", "tasks", "organisation", "funding"]

# (topic, pattern at the start of a folded heading, the reason). The first that fits wins.
_CHECKS = r"(?:theo doi|kiem tra|giam sat|don doc|danh gia|bao cao|so ket|tong ket|khen thuong)"
_TOPIC_TABLE: tuple[tuple[Topic, str, str], ...] = (
    (
        "purpose",
        r"(?:muc dich|yeu cau|quan diem|nguyen tac|su can thiet|pham vi|doi tuong|tinh hinh|thuc trang|"
        r"ket qua (?:thuc hien|dat duoc|cong tac|nam)|dac diem|boi canh|can cu|ton tai|han che|nguyen nhan|"
        r"thuan loi|kho khan|danh gia (?:chung|tinh hinh|ket qua|thuc trang)|(?:de xuat,? )?kien nghi)\b",
        "why the plan is made; nobody is given work here",
    ),
    (
        "objectives",
        r"(?:cac |mot so |he thong )?(?:muc tieu|chi tieu|tam nhin|dinh huong)\b",
        "what is to be reached",
    ),
    (
        "funding",
        r"(?:nguon (?:von|luc|kinh phi|tai chinh|ngan sach)|du toan|kinh phi)",
        "where the money comes from",
    ),
    (
        "organisation",
        r"(?:to chuc (?:va |, ?|trien khai |phan cong )*(?:thuc hien|theo doi)|"
        r"to chuc trien khai(?: ke hoach)?\W*$|trach nhiem|phan cong (?:trach nhiem|to chuc|thuc hien)|"
        r"che do (?:thong tin|bao cao)|(?:cong tac )?thong tin,? bao cao|"
        rf"(?:cong tac )?{_CHECKS}(?:(?:,| va|,? che do|,? cong tac) ?{_CHECKS})*"
        r"(?: (?:viec |tinh hinh |ket qua |tien do )*(?:trien khai|thuc hien)\b.*)?\W*$)",
        "who follows, reports, decides",
    ),
    (
        "tasks",
        r"(?:.{0,40}\b)?(?:nhiem vu|giai phap|noi dung|phan cong|cong viec|hoat dong)\b",
        "the work",
    ),
)
_TOPICS = tuple((topic, regex(pattern)) for topic, pattern, _ in _TOPIC_TABLE)
_LONGEST_HEADING = 160
_FIRST = ("1", "a", "I")
_SENTENCE_END = (".", ";", ",", "…", "!", "?")
# What a document says at its very end, to everybody; it belongs to no item of the list before it.
_CLOSING = regex(
    r"(?:trong qua trinh (?:to chuc |trien khai )*thuc hien|tren day la|can cu (?:noi dung )?ke hoach nay|"
    r"nhan duoc (?:ke hoach|van ban)|ke hoach nay (?:thay the|co hieu luc)|"
    r"(?:ubnd|uy ban nhan dan)\b.{0,60}\b(?:yeu cau|de nghi)|"
    r"(?:yeu cau|de nghi)\b.{0,20}\b(?:cac|thu truong|giam doc))\b"
)


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the body: its label, its place in the tree, what its section is about.

    `words` is the range after the label; `parent` the index of the enclosing node. `topic` is
    that of the nearest heading above (or of the node itself), None before the first.
    """

    index: int
    line: Line
    words: Span
    label: Label | None
    rank: Rank
    parent: int | None
    topic: Topic | None
    heads: bool
    part: int


def tree_of(mended: Mended, parts: Sequence[Part]) -> tuple[Node, ...]:
    """A node for each line of the body parts, and of annexes without tables, in order.

    A part whose title stands on the line below its number ("Chương II" over "NHIỆM VỤ") is one node.
    """
    nodes: list[Node] = []
    lines = _with_titles(mended)
    prose = _annexes_in_prose(mended, parts)
    part_at = 0
    open_nodes: list[Node] = []
    for line, following in zip(lines, [*lines[1:], None], strict=False):
        while part_at + 1 < len(parts) and parts[part_at + 1].span[0] <= line.span[0]:
            part_at += 1
            open_nodes = []
        if parts[part_at].kind != "body" and part_at not in prose:
            continue
        words = mended.words(line.span)
        label = label_of(words)
        rank = label.rank if label else _unlabelled(mended, line, words)
        starred = label is not None and label.value == "*" and _stars_dashes(mended, words, following)
        rank = Rank.BRACKET if starred else rank
        anew = label is not None and _counts_anew(open_nodes, nodes, label, mended, line)
        if not anew:
            _close(open_nodes, rank, mended, line)
        parent = open_nodes[-1] if open_nodes else None
        begin = label.length if label else 0
        topic = _topic(words[begin:], rank, line.bold or line.level is not None)
        node = Node(
            index=len(nodes),
            line=line,
            words=(line.span[0] + begin, line.span[1]),
            label=None if starred else label,
            rank=rank,
            parent=parent.index if parent else None,
            topic=topic or (parent.topic if parent else None),
            heads=topic is not None,
            part=part_at,
        )
        nodes.append(node)
        if rank < Rank.PLAIN:
            open_nodes.append(node)
    return tuple(nodes)


def _stars_dashes(mended: Mended, words: str, following: Line | None) -> bool:
    """Whether a line with a star heads the dashes below it: "* Sở A:" over "- Mở lớp."."""
    below = label_of(mended.words(following.span)) if following else None
    return words.rstrip().endswith(":") and below is not None and below.value in ("-", "–")


def _annexes_in_prose(mended: Mended, parts: Sequence[Part]) -> set[int]:
    """The annexes that hold no table: what they say is said in numbered lines, as in a body."""
    starts = [part.span[0] for part in parts]
    tabled = {bisect_right(starts, sheet.span[0]) - 1 for sheet in mended.sheets}
    return {n for n, part in enumerate(parts) if part.kind == "annex" and n not in tabled}


def _with_titles(mended: Mended) -> list[Line]:
    """The lines, a bare number of a part joined with the title below it."""
    out: list[Line] = []
    bare = False
    for line in mended.lines:
        words = mended.words(line.span)
        label = label_of(words)
        if bare and label is None and len(words) <= _LONGEST_HEADING:
            out[-1] = Line((out[-1].span[0], line.span[1]), out[-1].level, out[-1].bold)
            bare = False
            continue
        out.append(line)
        bare = label is not None and label.rank <= Rank.ARTICLE and label.length >= len(words)
    return out


def _unlabelled(mended: Mended, line: Line, words: str) -> Rank:
    """Whether a line without a label heads the lines below it.

    By its looks (bold, capitals, a heading of Word or Markdown), or as the name of an agency
    and nothing else.
    """
    if len(words) > _LONGEST_HEADING or words.rstrip().endswith(_SENTENCE_END):
        return Rank.PLAIN
    if words.isupper() and _topic(words, Rank.ROMAN, True):
        return Rank.ROMAN  # "TỔ CHỨC THỰC HIỆN" where sections bear no number
    if line.level is not None or line.bold or words.isupper():
        return Rank.HEADING
    leading = leading_party(mended.flow.text, *line.span)
    return Rank.HEADING if leading and leading.form == "heading" else Rank.PLAIN


def _counts_anew(
    open_nodes: list[Node], nodes: Sequence[Node], label: Label, mended: Mended, line: Line
) -> bool:
    """Whether a label opens a list of the same kind of number below a heading: "2. Sở A" / "1. Rà soát …".

    The heading looks like one, or is an agency's name; the number is the first of its kind.
    """
    if not nodes or not open_nodes or label.value not in _FIRST:
        return False
    above = nodes[-1]
    if open_nodes[-1] is not above or above.rank is not label.rank or above.label is None:
        return False
    set_off = above.line.bold or above.line.level is not None
    if set_off and not line.bold and line.level is None:
        return True
    words = mended.words(above.words)
    if len(words) > _LONGEST_HEADING or words.rstrip().endswith(_SENTENCE_END):
        return False
    leading = leading_party(mended.flow.text, *above.words)
    return leading is not None and leading.form == "heading"


def _close(open_nodes: list[Node], rank: Rank, mended: Mended, line: Line) -> None:
    """Take off the open nodes that a line of this rank does not stand below.

    Words without a label stand below any label, but for those that close the document or name
    an agency of their own. A heading without a label stands below the innermost section; what comes
    after stands below it, unless a node of the same kind of number is open above it.
    """
    if rank is Rank.PLAIN:
        _close_list(open_nodes, mended, line)
        return
    for place, node in enumerate(open_nodes):
        if rank is Rank.HEADING:
            closes = node.rank >= Rank.HEADING
        elif node.rank is Rank.HEADING:
            closes = rank <= Rank.ARTICLE
        else:
            closes = node.rank >= rank and not _goes_on_inside(open_nodes, place, mended, line)
        if closes:
            del open_nodes[place:]
            return


def _goes_on_inside(open_nodes: Sequence[Node], place: int, mended: Mended, line: Line) -> bool:
    """Whether a label goes on with a list inside a heading of the same kind, and is no such heading."""
    node = open_nodes[place]
    if not any(other.rank is node.rank for other in open_nodes[place + 1 :]):
        return False
    if (node.line.bold, node.line.level) != (line.bold, line.level):
        return True
    label = label_of(mended.words(line.span))
    leading = leading_party(mended.flow.text, line.span[0] + (label.length if label else 0), line.span[1])
    return leading is None or leading.form != "heading"


def _close_list(open_nodes: list[Node], mended: Mended, line: Line) -> None:
    if not open_nodes or open_nodes[-1].rank <= Rank.ARTICLE:
        return
    words = mended.words(line.span)
    if _CLOSING.match(fold(words[:_LONGEST_HEADING])):
        while open_nodes and open_nodes[-1].rank > Rank.ARTICLE:
            open_nodes.pop()
    elif open_nodes[-1].rank >= Rank.DASH and leading_party(mended.flow.text, *line.span):
        while open_nodes and open_nodes[-1].rank >= Rank.DASH:
            open_nodes.pop()


def _topic(words: str, rank: Rank, set_off: bool) -> Topic | None:
    """What a heading says that its section is about; None for words that are no heading.

    `set_off`: it looks like a heading, so that a full stop at its end makes it no sentence.
    """
    if rank > Rank.LETTER or len(words) > _LONGEST_HEADING:
        return None
    if rank > Rank.ROMAN and not set_off and words.rstrip().endswith((".", ";")):
        return None
    folded = " ".join(fold(words).split())
    return next((topic for topic, pattern in _TOPICS if pattern.match(folded)), None)
