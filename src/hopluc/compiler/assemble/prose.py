"""Tasks from prose: under the heading that names an agency, each bullet or paragraph is one.

An agency may stand as a heading of its own, before a colon with the work behind it, or as the
subject of the sentence. What stands deeper than a task's own line ("+" below "-") belongs to
its words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hopluc.compiler.assemble.agencies import Agencies
from hopluc.compiler.assemble.cells import text_of
from hopluc.compiler.assemble.model import Draft, DraftGroup
from hopluc.compiler.assemble.nodes import group_of, may_assign
from hopluc.compiler.assemble.remarks import is_general
from hopluc.compiler.format import Party, Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.deadlines import stated_deadline
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import Leading, coordinators_in
from hopluc.compiler.recognise.recognition import Context


@dataclass(frozen=True, slots=True)
class Assignment:
    """A paragraph of the body that gives work to agencies, with the lines that belong to it.

    `work` is where the words begin that are no agency's name; `listed`: it stands in the list below
    a heading that names the agency.
    """

    node: Node
    agency: Node
    parties: tuple[Party, ...]
    span: Span
    spans: tuple[Span, ...]
    work: int
    listed: bool
    # Words that introduce several assignments ("Chủ trì, phối hợp với …:") and name who helps.
    introduced: tuple[Span, ...] = ()


def assignments_in(
    mended: Mended,
    outline: Outline,
    context: Context,
    claimed: Sequence[Span],
    used: Iterable[int] = (),
    articles: bool = False,
) -> list[Assignment]:
    """What the body assigns to agencies, outside of purposes, objectives and the ranges `claimed`.

    `used` are nodes that are tasks already; `articles`: those of a decision may give work, too.
    """
    agencies = Agencies(mended, outline, context.glossary)
    held = _united(claimed)
    out: list[Assignment] = []
    done: set[int] = set(used)
    for node in outline.nodes:
        if node.index in done or not may_assign(outline.nodes, node, articles):
            continue
        leading = agencies.leading(node)
        if leading is None or (node.heads and leading.form == "heading" and node.rank <= Rank.ROMAN):
            continue
        if agencies.heads_agencies(node):
            continue  # what stands below is given to the agencies named there
        done.add(node.index)
        for assignment in _under(agencies, node, leading, ()):
            done.update(agencies.family(assignment.node))
            done.add(assignment.agency.index)
            words = mended.words((assignment.work, assignment.spans[-1][1]))
            if not _is_claimed(assignment.span, held) and not is_general(words):
                out.append(assignment)
    return out


def _under(
    agencies: Agencies, node: Node, leading: Leading, introduced: tuple[Span, ...]
) -> Iterator[Assignment]:
    """The assignments of one agency: its own line, or the lines below its heading."""
    start = node.words[0] if leading.form == "subject" else leading.end
    own: Span = (start, node.words[1])
    if leading.form == "heading":
        yield from _below(agencies, node, node, leading, introduced)
    elif agencies.below(node) and agencies.introduces((leading.end, node.words[1])):
        yield from _below(agencies, node, node, leading, (*introduced, own))
    else:
        yield _assignment(agencies, node, node, leading, own, introduced)
        for child in agencies.below(node):
            inner = agencies.names_its_own(child)
            if inner is not None:
                yield from _under(agencies, child, inner, ())


def _below(
    agencies: Agencies, node: Node, agency: Node, leading: Leading, introduced: tuple[Span, ...]
) -> Iterator[Assignment]:
    """Each line below `node` as an assignment of `agency`; lines that only introduce others are none."""
    below = agencies.below(node)
    outer = introduced
    for child, following in zip(below, [*below[1:], None], strict=False):
        own = agencies.names_its_own(child) or _one_of_many(agencies, child, leading)
        if own is not None:
            yield from _under(agencies, child, own, outer)
        elif agencies.below(child) and agencies.divides(child):
            yield from _below(agencies, child, agency, leading, (*outer, child.words))
        elif child.rank is Rank.PLAIN and _introduces(agencies, child, following):
            introduced = (*outer, child.words)
        else:
            yield _assignment(agencies, child, agency, leading, child.words, introduced)


def _one_of_many(agencies: Agencies, child: Node, heading: Leading) -> Leading | None:
    """The body that a line below a collective's name has as its subject: one of those that are meant."""
    if not any(party.collective for party in heading.parties):
        return None
    own = agencies.leading(child)
    if own is None or own.form != "subject" or any(party.collective for party in own.parties):
        return None
    return own


def _introduces(agencies: Agencies, child: Node, following: Node | None) -> bool:
    """Whether a paragraph introduces the bullets that follow it at its own depth."""
    if following is None or following.rank is Rank.PLAIN:
        return False
    return agencies.mended.words(child.words).rstrip().endswith(":") or agencies.introduces(child.words)


def _assignment(
    agencies: Agencies,
    node: Node,
    agency: Node,
    leading: Leading,
    own: Span,
    introduced: tuple[Span, ...],
) -> Assignment:
    parts = [child for child in agencies.below(node) if agencies.names_its_own(child) is None]
    rest = [agencies.nodes[n].line.span for child in parts for n in agencies.family(child)]
    spans = (own, *rest)
    # The agency's own words and the number belong to the item; a bullet is only a mark.
    start = node.line.span[0] if node.rank < Rank.DASH else min(own[0], node.words[0])
    work = leading.end if node is agency else own[0]
    span = (start, spans[-1][1])
    return Assignment(node, agency, leading.parties, span, spans, work, node is not agency, introduced)


def _united(spans: Sequence[Span]) -> list[Span]:
    """`spans` in order, those that meet as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _is_claimed(span: Span, claimed: Sequence[Span]) -> bool:
    """Whether reports and standing duties (in order, apart) hold the better part of an assignment."""
    start, end = span
    held = 0
    for at in range(max(bisect_left(claimed, span) - 1, 0), len(claimed)):
        if claimed[at][0] >= end:
            break
        held += max(0, min(end, claimed[at][1]) - max(start, claimed[at][0]))
    return held * 2 >= end - start


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
    position: dict[str, int] = {}  # how many bullets were met below each number
    for assignment in assignments:
        agency = assignment.agency
        below = _path(nodes, assignment)
        section = bool(below) and agency.rank <= Rank.ROMAN
        group = group_of(mended, nodes, below[0] if section else agency)
        if group:
            groups.setdefault(group.id, group)
        number = agency.label.value if agency.label and agency.rank < Rank.DASH else None
        if section:
            number = _labels(None, below)
        elif number and siblings[agency.index] > 1:
            number = _labels(number, below) or number
            if below and not _labelled(below[-1]):
                key = f"{agency.index}/{number}"
                position[key] = position.get(key, 0) + 1
                number = f"{number}.{position[key]}"
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


def _path(nodes: Sequence[Node], assignment: Assignment) -> list[Node]:
    """The lines from right below the agency down to the work; [] where both are one line."""
    out: list[Node] = []
    at = assignment.node
    while at.index != assignment.agency.index and at.parent is not None:
        out.append(at)
        at = nodes[at.parent]
    return out[::-1]


def _labelled(node: Node) -> bool:
    """Whether a line has a number or letter of its own; a bullet is only a mark."""
    return node.label is not None and node.rank < Rank.DASH


def _labels(number: str | None, path: Sequence[Node]) -> str | None:
    """A number with the labels below it ("1.a"); "2.1" below "2" holds the number above it already."""
    for node in path:
        if _labelled(node) and node.label:
            own = node.label.value
            number = own if number is None or own.startswith(f"{number}.") else f"{number}.{own}"
    return number


def _coordinators(mended: Mended, assignment: Assignment, context: Context) -> tuple[Party, ...]:
    """Who helps: as the work itself says, else as the words say that introduce the list."""
    for spans in (assignment.spans, assignment.introduced):
        found: dict[str, Party] = {}
        for span in spans:
            for party in coordinators_in(mended.flow.text, *span, context.glossary):
                found.setdefault(party.name, party)
        if found:
            return tuple(found.values())
    return ()
