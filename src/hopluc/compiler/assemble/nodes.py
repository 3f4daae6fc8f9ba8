"""Walking the outline: what stands below a node, which groups it stands in, whether it may give work."""

from __future__ import annotations

from collections.abc import Sequence

from hopluc.compiler.assemble.model import DraftGroup
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node
from hopluc.compiler.recognise.labels import Rank

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


def may_assign(nodes: Sequence[Node], node: Node) -> bool:
    """Whether work can be given at a node: in a section that is not about something else.

    A section whose heading says nothing known counts; articles of a decision and what stands
    before the first section do not.
    """
    if node.topic is not None:
        return node.topic in ("tasks", "organisation")
    root = node
    while root.parent is not None:
        root = nodes[root.parent]
    return root.rank in _SECTIONS


def group_of(mended: Mended, nodes: Sequence[Node], item: Node) -> DraftGroup | None:
    """The numbered headings that an item stands under: "III.4"."""
    path: list[Node] = []
    at = item.parent
    while at is not None:
        node = nodes[at]
        if node.label and node.rank <= Rank.DOTTED_TWICE:
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
