"""The structure of a document: its parts, and the numbered outline of each.

After `outline`: every line belongs to one part (the head, the decision, the plan, its
signature, an annex); the lines of the body form a tree by their numbering, and each knows what
its section is about (purpose, objectives, tasks, organisation).
"""

from __future__ import annotations

from dataclasses import dataclass

from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline.parts import Part, parts_of
from hopluc.compiler.outline.tree import Node, Topic, tree_of

__all__ = ["Node", "Outline", "Part", "Topic", "outline"]


@dataclass(frozen=True, slots=True)
class Outline:
    """Parts in order (none for a text without words), and a node for each line of a body part."""

    parts: tuple[Part, ...]
    nodes: tuple[Node, ...]


def outline(mended: Mended) -> Outline:
    """The parts and the tree of a document."""
    parts = parts_of(mended)
    return Outline(parts, tree_of(mended, parts))
