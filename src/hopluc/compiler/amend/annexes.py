"""An annex that takes another's place: its rows beside the tasks that stood in the old one.

Only here are whole lists compared (`compare.diff`), for no clause says what became of each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.amend.format import Clause
from hopluc.compiler.compare.diff import diff
from hopluc.compiler.compare.model import Change
from hopluc.compiler.format import Group, Plan, Span, Task
from hopluc.viet.numbers import parse_roman
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_HEADING = regex(
    r"^[ \t#*]*PHỤ\s+LỤC(?:\s+(?:SỐ\s+)?(?P<number>[IVX]{1,5}|\d{1,2}))?(?![\w])[^\n]{0,80}$", 8 | 2
)


@dataclass(frozen=True, slots=True)
class Rows:
    """What became of the rows: pairs (old, new, whether the pairing is disputed), new ones, old ones that
    are gone, and changes that no single row tells (merged, split)."""

    pairs: tuple[tuple[Task, Task, bool], ...]
    added: tuple[Task, ...]
    gone: tuple[Task, ...]
    left: tuple[Change, ...]


def annexes_of(text: str) -> list[tuple[str, Span]]:
    """Numbers and ranges of a plan's annexes, "" for one without a number."""
    found = [(m["number"] or "", m.start()) for m in _HEADING.finditer(text)]
    ends = [start for _, start in found[1:]] + [len(text)]
    return [(_plain(number), (start, end)) for (number, start), end in zip(found, ends, strict=True)]


def tasks_of_annex(clause: Clause, plan: Plan, text: str | None) -> list[Task] | None:
    """The tasks that stood in the annex that a clause replaces; None where that cannot be told.

    A plan with one annex, or none that we know of, has all tasks of tables there.
    """
    annexes = annexes_of(text) if text else []
    wanted = next((s.value for s in clause.place.steps if s.kind == "annex"), "")
    if len(annexes) < 2:
        return list(plan.tasks)
    named = [span for number, span in annexes if number == _plain(wanted)]
    if len(named) != 1:
        return None
    start, end = named[0]
    return [t for t in plan.tasks if t.span and start <= t.span[0] < end]


def rows_beside(old: Sequence[Task], clause: Clause, plan: Plan) -> Rows:
    """The rows of the new annex beside those of the old one, groups called as the plan calls them."""
    before = replace(plan, tasks=tuple(old), indicators=(), citations=(), reporting=(), duties=())
    after = replace(before, tasks=tuple(_grouped(clause, plan)), groups=_groups(clause, plan))
    by_old, by_new = ({t.id: t for t in one.tasks} for one in (before, after))
    pairs, added, gone, left = [], [], [], []
    for change in diff(before, after).of("task"):
        if change.kind in ("merged", "split"):
            left.append(change)
        elif change.kind == "added":
            added.append(by_new[change.new[0].id])
        elif change.kind == "dropped":
            gone.append(by_old[change.old[0].id])
        else:
            new = by_new[change.new[0].id]
            pairs.append((by_old[change.old[0].id], new, bool(change.doubts)))
    return Rows(tuple(pairs), tuple(added), tuple(gone), tuple(left))


def _grouped(clause: Clause, plan: Plan) -> Iterator[Task]:
    """The new rows, their groups called by the plan's ids."""
    ours = {fold(group.title): group.id for group in plan.groups}
    theirs = {group.id: ours.get(fold(group.title), group.id) for group in clause.groups}
    for task in clause.tasks:
        yield replace(task, group=theirs.get(task.group or "", task.group))


def _groups(clause: Clause, plan: Plan) -> tuple[Group, ...]:
    known = {fold(group.title) for group in plan.groups}
    return (*plan.groups, *(g for g in clause.groups if fold(g.title) not in known))


def _plain(number: str) -> str:
    """An annex's number in digits: "II" and "2" are one."""
    return str(parse_roman(number) or number.lstrip("0"))
