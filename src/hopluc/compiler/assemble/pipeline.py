"""The order in which tasks are assembled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from hopluc.compiler.assemble.also import RowIndex
from hopluc.compiler.assemble.ids import named
from hopluc.compiler.assemble.labelled import labelled_tasks
from hopluc.compiler.assemble.model import Draft, DraftGroup, Work
from hopluc.compiler.assemble.nodes import articles_give
from hopluc.compiler.assemble.prose import Assignment, assignments_in, drafts_of
from hopluc.compiler.assemble.table import tasks_of
from hopluc.compiler.format import Group, Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import leading_party
from hopluc.compiler.recognise.recognition import Context

# A paragraph shorter than this says too little to be matched with a row.
_SHORTEST = 40
# So many assignments among the work show that it names who does it.
_ENOUGH_NAMED = 3


def assemble(mended: Mended, outline: Outline, context: Context, claimed: Sequence[Span]) -> Work:
    """The tasks of a document. `claimed` are the ranges of reporting clauses and standing duties."""
    groups: list[DraftGroup] = []
    drafts: list[Draft] = []
    taken: set[str] = set()
    for sheet in mended.sheets:
        if sheet.roles is not None:
            new_groups, new_drafts = tasks_of(mended, sheet, context, taken)
            groups += new_groups
            drafts += new_drafts
    unassigned: list[Draft] = []
    if drafts:
        repeats = _mark_repeats(mended, outline, context, drafts)
        assignments = assignments_in(mended, outline, context, claimed)
        alone = [each for each in assignments if not _meets(each.span, repeats)]
        unassigned = drafts_of(mended, outline, context, alone)[1]
    else:
        groups, drafts, used = labelled_tasks(mended, outline, context)
        articles = articles_give(mended, outline.nodes)
        assignments = assignments_in(mended, outline, context, claimed, used, articles)
        assignments = _of_the_work(drafts, assignments)
        more_groups, more_drafts = drafts_of(mended, outline, context, assignments)
        groups = _merged(groups, more_groups)
        drafts = sorted([*drafts, *more_drafts], key=lambda draft: draft.span)
    made = tuple(Group(group.id, group.title, group.span) for group in groups)
    return Work(made, named(drafts), tuple(drafts), tuple(unassigned))


def _of_the_work(drafts: Sequence[Draft], assignments: list[Assignment]) -> list[Assignment]:
    """The assignments that are tasks.

    Where the part on the work itself says who does it, a sentence of the part on organising gives a
    standing duty (to bear the cost, to publish); a list below an agency's heading is work anywhere.
    """
    work = [each for each in assignments if each.node.topic != "organisation"]
    named = len(drafts) + len(work)
    if named < _ENOUGH_NAMED or named < len(assignments) - len(work):
        return assignments
    return [each for each in assignments if each.listed or each.node.topic != "organisation"]


def _merged(groups: list[DraftGroup], more: list[DraftGroup]) -> list[DraftGroup]:
    """All groups once, in the order of the text."""
    by_id = {group.id: group for group in (*more, *groups)}
    return sorted(by_id.values(), key=lambda group: group.span)


def _mark_repeats(mended: Mended, outline: Outline, context: Context, drafts: list[Draft]) -> list[Span]:
    """Give the rows the `also` spans of the body; the lines of the body that repeat a row, in order."""
    index = RowIndex([draft.text for draft in drafts], context.glossary)
    repeats: list[Span] = []
    for node in outline.nodes:
        words = mended.words(node.words)
        if node.rank <= Rank.ROMAN or len(words) < _SHORTEST:
            continue
        same = index.same_as(words)
        if not same or _names_agencies(mended, node, context):
            continue
        at = node.words[0]
        for row, (start, end) in same:
            # The label in front of a whole paragraph belongs to it; a bullet is only a mark.
            first = node.line.span[0] if start == 0 and node.rank < Rank.DASH else at + start
            drafts[row].also = _with(mended, drafts[row].also, (first, at + end))
        repeats.append(node.line.span)
    return repeats


def _names_agencies(mended: Mended, node: Node, context: Context) -> bool:
    """Whether a line is only the heading of the agencies whose work stands below."""
    leading = leading_party(mended.flow.text, *node.words, context.glossary)
    return leading is not None and leading.form == "heading"


def _with(mended: Mended, spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """`spans` with one more; two that only a bullet sets apart are one."""
    if spans and not re.search(r"\w", mended.flow.text[spans[-1][1] : span[0]]):
        return (*spans[:-1], (spans[-1][0], span[1]))
    return (*spans, span)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether a range shares anything with one of `others`, which are in order and apart."""
    at = bisect_left(others, (span[1], 0))
    return at > 0 and others[at - 1][1] > span[0]
