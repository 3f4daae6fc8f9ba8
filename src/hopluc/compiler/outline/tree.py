"""The numbered outline of the body as a tree, and what each section is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Line, Mended
from hopluc.compiler.outline.parts import Part
from hopluc.compiler.recognise.labels import Label, Rank, label_of
from hopluc.viet.text import fold

Topic = Literal["purpose", "objectives", "tasks", "organisation", "funding"]

# (topic, pattern at the start of a folded heading, the reason). The first that fits wins.
_TOPIC_TABLE: tuple[tuple[Topic, str, str], ...] = (
    (
        "purpose",
        r"(?:muc dich|yeu cau|quan diem|nguyen tac|su can thiet|pham vi|doi tuong|tinh hinh|thuc trang|"
        r"ket qua thuc hien|dac diem|boi canh|danh gia)\b",
        "why the plan is made; nobody is given work here",
    ),
    (
        "objectives",
        r"(?:cac |mot so |he thong )?(?:muc tieu|chi tieu|tam nhin|dinh huong)\b",
        "what is to be reached",
    ),
    ("funding", r"(?:nguon |du toan |kinh phi)", "where the money comes from"),
    (
        "organisation",
        r"(?:to chuc (?:va |trien khai )?thuc hien|to chuc trien khai(?: ke hoach)?\W*$|trach nhiem|"
        r"che do (?:thong tin|bao cao)|(?:cong tac )?(?:thong tin,? bao cao|theo doi|kiem tra))",
        "who follows, reports, decides",
    ),
    (
        "tasks",
        r"(?:.{0,40}\b)?(?:nhiem vu|giai phap|noi dung|phan cong|cong viec|hoat dong)\b",
        "the work",
    ),
)
_TOPICS = tuple((topic, re.compile(pattern)) for topic, pattern, _ in _TOPIC_TABLE)
_LONGEST_HEADING = 160


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
    """A node for each line of the body parts, in order."""
    nodes: list[Node] = []
    lines = mended.lines
    part_at = 0
    open_nodes: list[int] = []
    for line in lines:
        while part_at + 1 < len(parts) and parts[part_at + 1].span[0] <= line.span[0]:
            part_at += 1
            open_nodes = []
        if parts[part_at].kind != "body":
            continue
        words = mended.words(line.span)
        label = label_of(words)
        rank = label.rank if label else Rank.PLAIN
        while open_nodes and not _encloses(nodes[open_nodes[-1]], rank):
            open_nodes.pop()
        parent = open_nodes[-1] if open_nodes else None
        start = line.span[0] + (label.length if label else 0)
        topic = _topic(words[label.length if label else 0 :], rank)
        inherited = nodes[parent].topic if parent is not None else None
        heads = topic is not None
        nodes.append(
            Node(
                len(nodes),
                line,
                (start, line.span[1]),
                label,
                rank,
                parent,
                topic or inherited,
                heads,
                part_at,
            )
        )
        if rank < Rank.PLAIN:
            open_nodes.append(len(nodes) - 1)
    return tuple(nodes)


def _encloses(node: Node, rank: Rank) -> bool:
    """Whether a node of `rank` stands below `node`. Words without a label stand below any label."""
    return node.rank < rank


def _topic(words: str, rank: Rank) -> Topic | None:
    """What a heading says that its section is about; None for words that are no heading."""
    if rank > Rank.LETTER or len(words) > _LONGEST_HEADING:
        return None
    folded = " ".join(fold(words).split())
    return next((topic for topic, pattern in _TOPICS if pattern.match(folded)), None)
