"""Items whose fields are lines with labels: "Cơ quan chủ trì: …", "Thời gian: …", "Sản phẩm: …".

Some plans set each task out as a small form instead of a row. The item is the task; where its
work is a labelled field too ("a) Nội dung: …"), each bullet of the work is one task of the item.
Labels mean what the same words mean as headings of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hopluc.compiler.assemble.bodies import leads_and_helpers
from hopluc.compiler.assemble.cells import note_of, products_of, text_of
from hopluc.compiler.assemble.model import Draft, DraftGroup
from hopluc.compiler.assemble.prose import children_of, family_of, group_of
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.columns import Role, role_of
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import split_parties
from hopluc.compiler.recognise.recognition import Context

_LABELLED = re.compile(r"(?P<label>[^:.;\n]{3,50}?)\s*:\s*")
_FIELDS: frozenset[Role] = frozenset({"work", "lead", "coordinator", "deadline", "product", "note"})
# One label alone may be a turn of phrase; two make a form.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Field:
    role: Role
    node: Node
    span: Span  # of what stands behind the label


@dataclass(frozen=True, slots=True)
class _Item:
    """A node and the fields below it, or right behind it at its own depth."""

    node: Node
    fields: tuple[_Field, ...]


def labelled_tasks(
    mended: Mended, outline: Outline, context: Context
) -> tuple[list[DraftGroup], list[Draft], set[int]]:
    """Groups and tasks of all items with labelled fields, and the nodes that they are made of."""
    children = children_of(outline.nodes)
    groups: dict[str, DraftGroup] = {}
    drafts: list[Draft] = []
    used: set[int] = set()
    for item in _items(mended, outline, children):
        group = group_of(mended, outline.nodes, item.node)
        if group:
            groups.setdefault(group.id, group)
        drafts += _drafts(mended, outline, children, item, group, context)
        for index in (item.node.index, *(field.node.index for field in item.fields)):
            used.update(family_of(children, index))
    return list(groups.values()), drafts, used


def _items(mended: Mended, outline: Outline, children: dict[int | None, list[int]]) -> Iterator[_Item]:
    for parent, below in children.items():
        nodes = [outline.nodes[n] for n in below]
        fields = [_field(mended, node) for node in nodes]
        if parent is not None and fields and fields[0] is not None:
            first = [field for field in fields if field]
            if _is_form(first):
                yield _Item(outline.nodes[parent], tuple(first))
            continue
        for n, node in enumerate(nodes):
            behind = _run(fields[n + 1 :])
            if fields[n] is None and _is_form(behind):
                yield _Item(node, tuple(behind))


def _run(fields: Sequence[_Field | None]) -> list[_Field]:
    out: list[_Field] = []
    for field in fields:
        if field is None:
            break
        out.append(field)
    return out


def _field(mended: Mended, node: Node) -> _Field | None:
    found = _LABELLED.match(mended.flow.text, *node.words)
    role = role_of(found["label"]) if found else None
    if found is None or role not in _FIELDS:
        return None
    return _Field(role, node, (found.end(), node.words[1]))


def _is_form(fields: Sequence[_Field]) -> bool:
    roles = {field.role for field in fields}
    return len(roles) >= _FEWEST and "lead" in roles


def _drafts(
    mended: Mended,
    outline: Outline,
    children: dict[int | None, list[int]],
    item: _Item,
    group: DraftGroup | None,
    context: Context,
) -> list[Draft]:
    works = list(_works(outline, children, item))
    last = max(field.span[1] for field in item.fields)
    out: list[Draft] = []
    for number, work in enumerate(works):
        # The item's number and its fields belong to the first of its tasks.
        span = (item.node.line.span[0], max(last, work[1])) if number == 0 else work
        out.append(
            Draft(
                item=item,
                number=item.node.label.value if item.node.label and item.node.rank < Rank.DASH else None,
                group=group.id if group else None,
                text=text_of(mended.words(work)),
                span=span,
                work=work,
            )
        )
    for draft in out:
        for field in item.fields:
            _fill(draft, field, mended, context)
    return out


def _works(outline: Outline, children: dict[int | None, list[int]], item: _Item) -> Iterator[Span]:
    """The work of an item: each bullet of its field of work, or the item's own words."""
    field = next((field for field in item.fields if field.role == "work"), None)
    if field is None:
        yield item.node.words
        return
    below = [outline.nodes[n] for n in children.get(field.node.index, ())]
    if not below:
        yield field.span
    for node in below:
        family = family_of(children, node.index)
        yield node.words[0], outline.nodes[family[-1]].line.span[1]


def _fill(draft: Draft, field: _Field, mended: Mended, context: Context) -> None:
    text = mended.flow.text
    words = mended.words(field.span)
    if field.role == "lead":
        leads, helpers = leads_and_helpers(text, field.span, context.glossary)
        draft.leads += leads
        draft.coordinators += helpers
    elif field.role == "coordinator":
        draft.coordinators += split_parties(text, *field.span, context.glossary)
    elif field.role == "deadline":
        draft.deadline = read_deadline(text, *field.span, context.year)
    elif field.role == "product":
        draft.products = products_of(words)
        draft.cells["products"] = field.span
    elif field.role == "note":
        draft.note = note_of(words)
        draft.cells["note"] = field.span
