"""Items whose fields are lines with labels: "Cơ quan chủ trì: …", "Thời gian: …", "Sản phẩm: …".

Some plans set each task out as a small form instead of a row. The item is the task; where its
work is a labelled field too ("a) Nội dung: …"), each bullet of the work is one task of the item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hopluc.compiler.assemble.agencies import Agencies
from hopluc.compiler.assemble.cells import text_of
from hopluc.compiler.assemble.fields import Field, Reading, is_form, named_behind, reading_of
from hopluc.compiler.assemble.filling import fill, not_yet_in
from hopluc.compiler.assemble.model import Draft, DraftGroup
from hopluc.compiler.assemble.nodes import children_of, family_of, group_of, may_assign
from hopluc.compiler.assemble.remarks import is_general
from hopluc.compiler.format import Span
from hopluc.compiler.normalise import Mended
from hopluc.compiler.outline import Node, Outline
from hopluc.compiler.recognise.labels import Rank
from hopluc.compiler.recognise.parties import coordinators_in
from hopluc.compiler.recognise.recognition import Context

# Items of one kind below one heading of which so many have fields are all items.
_FEWEST_BESIDE = 2


@dataclass(frozen=True, slots=True)
class _Item:
    """A node with the fields in it, below it or right behind it, and the works that they are of."""

    node: Node
    fields: tuple[Field, ...]
    works: tuple[Span, ...]
    used: tuple[int, ...]


class _Page:
    """The body under reading: its nodes, what stands below each, the fields of each."""

    def __init__(self, mended: Mended, outline: Outline, glossary: Mapping[str, str]) -> None:
        self.mended = mended
        self.outline = outline
        self.nodes = outline.nodes
        self.children = children_of(outline.nodes)
        self.glossary = glossary
        self.readings = [
            reading_of(mended, node, self.below(node), glossary) if may_assign(self.nodes, node) else None
            for node in self.nodes
        ]
        self._add_named_behind()

    def below(self, node: Node) -> list[Node]:
        return [self.nodes[n] for n in self.children.get(node.index, ())]

    def family(self, node: Node) -> list[int]:
        return family_of(self.children, node.index)

    def _add_named_behind(self) -> None:
        """Read brackets that hold only bodies as who leads, where most lines of a list end with who does it.

        One such bracket alone may say whom the words before it mean.
        """
        beside: dict[tuple[int | None, Rank], list[Node]] = {}
        for node in self.nodes:
            if may_assign(self.nodes, node) and node.rank is not Rank.PLAIN:
                beside.setdefault((node.parent, node.rank), []).append(node)
        for nodes in beside.values():
            found = {
                node.index: reading
                for node in nodes
                if self.readings[node.index] is None
                and (reading := named_behind(self.mended, node, self.glossary))
            }
            given = [r for node in nodes if (r := self.readings[node.index]) and not r.pure]
            so_given = len(found) + len(given)
            if found and so_given >= _FEWEST_BESIDE and so_given * 2 > len(nodes):
                for index, reading in found.items():
                    self.readings[index] = reading

    def is_form(self, fields: Sequence[Field]) -> bool:
        return is_form(self.mended, fields, self.glossary)


def labelled_tasks(
    mended: Mended, outline: Outline, context: Context
) -> tuple[list[DraftGroup], list[Draft], set[int]]:
    """Groups and tasks of all items with labelled fields, and the nodes that they are made of."""
    page = _Page(mended, outline, context.glossary)
    groups: dict[str, DraftGroup] = {}
    drafts: list[Draft] = []
    used: set[int] = set()
    items = list(_items(page))
    items += _without_fields(page, items)
    for item in sorted(items, key=lambda item: item.node.index):
        group = group_of(mended, page.nodes, item.node)
        if group:
            groups.setdefault(group.id, group)
        drafts += _drafts(mended, item, group, context)
        used.update(item.used)
    return list(groups.values()), drafts, used


# --- items --------------------------------------------------------------------------------


def _items(page: _Page) -> Iterator[_Item]:
    used: set[int] = set()
    for parent, below in page.children.items():
        if parent in used:
            continue
        nodes = [page.nodes[n] for n in below]
        above = page.nodes[parent] if parent is not None else None
        whole = (_of_parent(page, above, nodes) or _behind_the_last(page, above, nodes)) if above else None
        for item in [whole] if whole else _of_siblings(page, nodes):
            used.update(item.used)
            yield item


def _of_parent(page: _Page, above: Node, nodes: Sequence[Node]) -> _Item | None:
    """The item of a node whose fields stand below it, first or after the work."""
    pure = [_pure(page, node) for node in nodes]
    fields = tuple(field for reading in pure if reading for field in reading.fields)
    if not fields or not page.is_form(fields):
        return None
    used = tuple(page.family(above))
    if pure[0] is not None:
        return _Item(above, fields, _works(page, above, fields), used)
    first = next(n for n, reading in enumerate(pure) if reading)
    if not Rank.ARTICLE < above.rank <= Rank.BRACKET or first == 1 or None in pure[first:]:
        return None
    before = nodes[:first]
    if all(node.rank is Rank.PLAIN for node in before):
        works: tuple[Span, ...] = ((before[0].words[0], before[-1].line.span[1]),)
    else:
        works = tuple(_extent(page, node) for node in before)
    return _Item(above, fields, works, used)


def _behind_the_last(page: _Page, above: Node, nodes: Sequence[Node]) -> _Item | None:
    """The item of several bullets with one form below the last of them: it is the form of each."""
    last = page.below(nodes[-1])
    pure = [_pure(page, node) for node in last]
    fields = tuple(field for reading in pure if reading for field in reading.fields)
    others = nodes[:-1]
    if not others or not fields or None in pure or not page.is_form(fields):
        return None
    if not Rank.ARTICLE < above.rank <= Rank.BRACKET or any(node.rank < Rank.DASH for node in nodes):
        return None
    if any(page.below(node) or page.readings[node.index] for node in others):
        return None
    return _Item(above, fields, tuple(node.words for node in nodes), tuple(page.family(above)))


def _without_fields(page: _Page, items: Sequence[_Item]) -> Iterator[_Item]:
    """Items beside those with fields that have none: work that nobody is named for."""
    used = {index for item in items for index in item.used}
    beside: dict[tuple[int | None, Rank], int] = {}
    for item in items:
        key = (item.node.parent, item.node.rank)
        beside[key] = beside.get(key, 0) + 1
    agencies = Agencies(page.mended, page.outline, page.glossary)
    for node in page.nodes:
        if node.index in used or beside.get((node.parent, node.rank), 0) < _FEWEST_BESIDE:
            continue
        if node.rank in (Rank.PLAIN, Rank.HEADING) or agencies.leading(node) or node.heads:
            continue
        below = page.below(node)
        fields = tuple(field for other in below if (pure := _pure(page, other)) for field in pure.fields)
        if fields:
            yield _Item(node, fields, (_without_colon(page, node.words),), tuple(page.family(node)))
            continue
        words = (below[0].words[0], _extent(page, node)[1]) if below else node.words
        if not is_general(page.mended.words(words)):
            yield _Item(node, (), (words,), tuple(page.family(node)))


def _of_siblings(page: _Page, nodes: Sequence[Node]) -> Iterator[_Item]:
    """Items whose fields stand on their own line, or on the lines behind it at the same depth."""
    for place, node in enumerate(nodes):
        own = page.readings[node.index]
        if own is not None and own.pure:
            continue
        run: list[Node] = []
        for other in nodes[place + 1 :]:
            if _pure(page, other) is None:
                break
            run.append(other)
        readings = [own] if own else []
        readings += [reading for other in run if (reading := _pure(page, other))]
        fields = tuple(field for reading in readings for field in reading.fields)
        if not fields or not page.is_form(fields):
            continue
        work = own.work if own else _without_colon(page, node.words)
        used = tuple(n for each in (node, *run) for n in page.family(each))
        yield _Item(node, fields, (work,), used)


def _pure(page: _Page, node: Node) -> Reading | None:
    reading = page.readings[node.index]
    return reading if reading and reading.pure else None


def _works(page: _Page, above: Node, fields: Sequence[Field]) -> tuple[Span, ...]:
    """The work of an item: each bullet of its field of work, or the item's own words."""
    field = next((field for field in fields if field.role == "work"), None)
    if field is None:
        return (_without_colon(page, above.words),)
    below = page.below(field.node)
    return tuple(_extent(page, node) for node in below) or (field.span,)


def _extent(page: _Page, node: Node) -> Span:
    return node.words[0], page.nodes[page.family(node)[-1]].line.span[1]


def _without_colon(page: _Page, span: Span) -> Span:
    words = page.mended.words(span)
    return span[0], span[0] + len(words.rstrip(" :"))


# --- drafts -------------------------------------------------------------------------------


def _drafts(mended: Mended, item: _Item, group: DraftGroup | None, context: Context) -> list[Draft]:
    last = max([0, *(field.span[1] for field in item.fields)])
    out: list[Draft] = []
    for work in item.works:
        # A number belongs to the words behind it; where the work is a field of its own, it has none.
        own = work[0] == item.node.words[0] and item.node.rank < Rank.DASH
        span = (item.node.line.span[0] if own else work[0], max(last, work[1]))
        draft = Draft(
            item=item,
            number=item.node.label.value if item.node.label and item.node.rank < Rank.DASH else None,
            group=group.id if group else None,
            text=text_of(mended.words(work)),
            span=span,
            work=work,
        )
        for field in item.fields:
            fill(draft, field, mended, context)
        if not any(field.role == "coordinator" for field in item.fields):
            helpers = coordinators_in(mended.flow.text, *work, context.glossary)
            draft.coordinators += not_yet_in(draft, helpers)
        out.append(draft)
    return out
