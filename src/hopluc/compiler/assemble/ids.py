"""Ids of tasks: group and number, told apart where a number stands for several.

Several rows of one item get `I/1#1`, `I/1#2`; a number used again for other work gets
`III/6(2)`; work without a number gets an id that ends in "-", or "-#1", "-#2" where there is more of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hopluc.compiler.assemble.model import Draft
from hopluc.compiler.format import Task


def named(drafts: Sequence[Draft]) -> tuple[Task, ...]:
    """The drafts as tasks with unique ids, in order."""
    ids = ids_of(drafts)
    by_draft = {id(draft): name for draft, name in zip(drafts, ids, strict=True)}
    return tuple(
        Task(
            id=name,
            number=draft.number,
            group=draft.group,
            parent=by_draft.get(id(draft.parent)) if draft.parent else None,
            text=draft.text,
            mandate=draft.mandate,
            leads=draft.leads,
            coordinators=draft.coordinators,
            deadline=draft.deadline,
            products=draft.products,
            note=draft.note,
            columns=draft.columns,
            cells=draft.cells,
            span=draft.span,
            also=draft.also,
        )
        for draft, name in zip(drafts, ids, strict=True)
    )


def ids_of(drafts: Sequence[Draft]) -> list[str]:
    """An id for each draft, in order, all different."""
    items: dict[str, dict[int, int]] = {}  # base → items that use it → which of them
    rows: Counter[tuple[str, int]] = Counter()
    places: list[tuple[str, int, int]] = []
    for draft, base in zip(drafts, _bases(drafts), strict=True):
        known = items.setdefault(base, {})
        turn = known.setdefault(id(draft.item), len(known)) if draft.number else 0
        rows[base, turn] += 1
        places.append((base, turn, rows[base, turn]))
    taken: set[str] = set()
    out: list[str] = []
    for base, turn, row in places:
        name = base + (f"({turn + 1})" if turn else "") + (f"#{row}" if rows[base, turn] > 1 else "")
        while name in taken:
            name += "'"
        taken.add(name)
        out.append(name)
    return out


def _bases(drafts: Sequence[Draft]) -> list[str]:
    """Group and number of each draft.

    A letter that counts anew under several numbers has its number before it.
    """
    under: dict[tuple[str | None, str | None], set[int]] = {}
    for draft in drafts:
        under.setdefault((draft.group, draft.number), set()).add(id(draft.parent))
    out: list[str] = []
    for draft in drafts:
        number = draft.number or "-"
        parent = draft.parent
        anew = len(under[draft.group, draft.number]) > 1
        if anew and number.isalpha() and parent and parent.number and not parent.number.isalpha():
            number = f"{parent.number}.{number}"
        out.append(f"{draft.group}/{number}" if draft.group else number)
    return out
