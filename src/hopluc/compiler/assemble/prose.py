"""Tasks from prose: under the heading that names an agency, each bullet or paragraph is one.

An agency may stand as a heading of its own, before a colon with the work behind it, or as the
subject of the sentence. What stands deeper than a task's own line ("+" below "-") belongs to
its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hopluc.compiler.assemble.cells import text_of
from hopluc.compiler.assemble.model import Draft, DraftGroup
from hopluc.compiler.format import Party, Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.deadlines import stated_deadline
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import Leading, coordinators_in, leading_party
from hopluc.compiler.recognise.recognition import Context


@dataclass(frozen=True, slots=True)
class Assignment:
    """A paragraph of the body that gives work to agencies, with the lines that belong to it."""

    node: Node
    agency: Node
    parties: tuple[Party, ...]
    span: Span
    spans: tuple[Span, ...]
    # Words that introduce several assignments ("Chủ trì, phối hợp với …:") and name who helps.
    introduced: Span | None = None


def assignments_in(
    mended: Mended, outline: Outline, context: Context, claimed: Sequence[Span], used: Iterable[int] = ()
) -> list[Assignment]:
    """What the body assigns to agencies, outside of purposes, objectives and the ranges `claimed`.

    `used` are nodes that are tasks already.
    """
    nodes = outline.nodes
    children = children_of(nodes)
    out: list[Assignment] = []
    done: set[int] = set(used)
    for node in nodes:
        if node.index in done or not may_assign(nodes, node):
            continue
        leading = leading_party(mended.flow.text, *node.words, context.glossary)
        if leading is None or (node.heads and leading.form == "heading" and node.rank <= Rank.ROMAN):
            continue
        made = _under(mended, nodes, children, node, leading)
        done.update(member for assignment in made for member in family_of(children, assignment.node.index))
        done.add(node.index)
        out += [assignment for assignment in made if not _is_claimed(assignment.span, claimed)]
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
    return root.rank in (Rank.PART, Rank.CAPITAL, Rank.ROMAN, Rank.NUMBER)


def children_of(nodes: Sequence[Node]) -> dict[int | None, list[int]]:
    """The nodes right below each node; None stands above all."""
    out: dict[int | None, list[int]] = {}
    for node in nodes:
        out.setdefault(node.parent, []).append(node.index)
    return out


def family_of(children: dict[int | None, list[int]], index: int) -> list[int]:
    """A node with all that stands below it, in order."""
    out = [index]
    for child in children.get(index, ()):
        out += family_of(children, child)
    return out


def _under(
    mended: Mended,
    nodes: Sequence[Node],
    children: dict[int | None, list[int]],
    node: Node,
    leading: Leading,
) -> list[Assignment]:
    """The assignments of one agency: its own line, or the lines below its heading."""
    below = [nodes[n] for n in children.get(node.index, ())]
    start = node.words[0] if leading.form == "subject" else leading.end
    own: Span = (start, node.words[1])
    introduced: Span | None = None
    if leading.form != "heading":
        if not (leading.form == "prefix" and below and _introduces(mended, own)):
            return [_assignment(nodes, children, node, node, leading, own, None)]
        introduced = own
    made: list[Assignment] = []
    for child, following in zip(below, [*below[1:], None], strict=False):
        if (
            child.rank == Rank.PLAIN
            and following
            and following.rank < Rank.PLAIN
            and _introduces(mended, child.words)
        ):
            introduced = child.words
            continue
        made.append(_assignment(nodes, children, child, node, leading, child.words, introduced))
    return made


def _introduces(mended: Mended, span: Span) -> bool:
    return mended.words(span).rstrip().endswith(":")


def _assignment(
    nodes: Sequence[Node],
    children: dict[int | None, list[int]],
    node: Node,
    agency: Node,
    leading: Leading,
    own: Span,
    introduced: Span | None,
) -> Assignment:
    rest = [nodes[n].line.span for n in family_of(children, node.index)[1:]]
    spans = (own, *rest)
    # The agency's own words and the number belong to the item; a bullet is only a mark.
    start = node.line.span[0] if node.rank < Rank.DASH else min(own[0], node.words[0])
    return Assignment(node, agency, leading.parties, (start, spans[-1][1]), spans, introduced)


def _is_claimed(span: Span, claimed: Sequence[Span]) -> bool:
    """Whether reporting clauses and standing duties hold the better part of an assignment."""
    held = sum(max(0, min(span[1], end) - max(span[0], start)) for start, end in claimed)
    return held * 2 >= span[1] - span[0]


def drafts_of(
    mended: Mended, outline: Outline, context: Context, assignments: Sequence[Assignment]
) -> tuple[list[DraftGroup], list[Draft]]:
    """The assignments as tasks, with the groups that they stand in."""
    nodes = outline.nodes
    groups: dict[str, DraftGroup] = {}
    drafts: list[Draft] = []
    siblings: dict[int, int] = {}
    for assignment in assignments:
        siblings[assignment.agency.index] = siblings.get(assignment.agency.index, 0) + 1
    position: dict[int, int] = {}
    for assignment in assignments:
        agency = assignment.agency
        position[agency.index] = position.get(agency.index, 0) + 1
        group = group_of(mended, nodes, agency)
        if group:
            groups.setdefault(group.id, group)
        number = agency.label.value if agency.label and agency.rank < Rank.DASH else None
        if number and siblings[agency.index] > 1:
            number = f"{number}.{position[agency.index]}"
        drafts.append(
            Draft(
                item=assignment,
                number=number,
                group=group.id if group else None,
                text=" ".join(text_of(mended.words(span)) for span in assignment.spans),
                span=assignment.span,
                work=assignment.span,
                organising=assignment.node.topic == "organisation",
                leads=assignment.parties,
                coordinators=_coordinators(mended, assignment, context),
                deadline=stated_deadline(mended.flow.text, *assignment.span, context.year),
            )
        )
    return list(groups.values()), drafts


def _coordinators(mended: Mended, assignment: Assignment, context: Context) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    spans = (assignment.introduced, *assignment.spans) if assignment.introduced else assignment.spans
    for span in spans:
        for party in coordinators_in(mended.flow.text, *span, context.glossary):
            found.setdefault(party.name, party)
    return tuple(found.values())


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
    name = ".".join(node.label.value for node in reversed(path) if node.label)
    return DraftGroup(name, " ".join(mended.words(nearest.words).split()).rstrip(" :"), nearest.line.span)
