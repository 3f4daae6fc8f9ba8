"""Walking the outline: what stands below a node, which groups it stands in, whether it may give work."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hopluc.compiler.assemble.model import DraftGroup
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node
from hopluc.compiler.recognise.labels import Rank
from hopluc.viet.patterns import regex

_SECTIONS = (Rank.PART, Rank.CAPITAL, Rank.ROMAN, Rank.NUMBER, Rank.HEADING)


def children_of(nodes: Sequence[Node]) -> dict[int | None, list[int]]:
    """The nodes right below each node; None stands above all."""
    out: dict[int | None, list[int]] = {}
    for node in nodes:
        out.setdefault(node.parent, []).append(node.index)
    return out


def family_of(children: dict[int | None, list[int]], index: int) -> list[int]:
    """A node with all that stands below it, in order."""
    out: list[int] = []
    waiting = [index]
    while waiting:
        at = waiting.pop()
        out.append(at)
        waiting.extend(reversed(children.get(at, ())))
    return out


def may_assign(nodes: Sequence[Node], node: Node, articles: bool = False) -> bool:
    """Whether work can be given at a node: in a section that is not about something else.

    A section whose heading says nothing known counts; what stands before the first section does not,
    nor do the articles of a decision, unless they are all that gives work (`articles`).
    """
    if node.topic is not None:
        return node.topic in ("tasks", "organisation")
    root = node
    while root.parent is not None:
        root = nodes[root.parent]
    return root.rank in _SECTIONS or (articles and root.rank is Rank.ARTICLE)


# "Ban hành kèm theo Quyết định này Kế hoạch …"
_ISSUES = regex(r"\bkèm theo\s+(?:quyết định|nghị quyết|chỉ thị)\s+này\b", re.IGNORECASE)


_FIGURE = regex(r"\d+|[ivxlc]+", re.IGNORECASE)


def articles_give(mended: Mended, nodes: Sequence[Node]) -> bool:
    """Whether the articles of a decision give the work themselves.

    Those of a decision that issues a plan only say that the plan is in force and who sees to it.
    """
    articles = [node for node in nodes if node.rank is Rank.ARTICLE and node.parent is None]
    alone = len({node.part for node in nodes}) == 1
    return alone and not any(_ISSUES.search(mended.words(node.words)) for node in articles)


def _counted_in_words(node: Node) -> bool:
    """Whether a part is counted in words ("Phần thứ ba"): its sections are cited without it."""
    return node.rank is Rank.PART and node.label is not None and not _FIGURE.fullmatch(node.label.value)


def group_of(mended: Mended, nodes: Sequence[Node], item: Node) -> DraftGroup | None:
    """The numbered headings that an item stands under: "III.4"."""
    path: list[Node] = []
    at = item.parent
    while at is not None:
        node = nodes[at]
        if node.label and node.rank <= Rank.DOTTED_TWICE and not (path and _counted_in_words(node)):
            path.append(node)
        at = node.parent
    if not path:
        return None
    nearest = path[0]
    name = ""
    for value in (node.label.value for node in reversed(path) if node.label):
        last = name.rpartition(".")[2]
        # "1.2" below "1" holds the number above it already.
        name = name[: -len(last)] + value if last and value.startswith(f"{last}.") else f"{name}.{value}"
        name = name.strip(".")
    return DraftGroup(name, " ".join(mended.words(nearest.words).split()).rstrip(" :"), nearest.line.span)
