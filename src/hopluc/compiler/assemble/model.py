"""Tasks under construction: as in the compiled plan, but for the number that makes the id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hopluc.compiler.format import Deadline, Group, Party, Span, Task


@dataclass(slots=True)
class Draft:
    """A task before it has its id.

    `item` tells rows of one numbered item from those of another that bears the same number;
    `parent` is the draft that this one belongs under.
    """

    item: object
    number: str | None
    group: str | None
    text: str
    span: Span
    work: Span  # of the words of the work alone
    parent: Draft | None = None
    mandate: str | None = None
    leads: tuple[Party, ...] = ()
    coordinators: tuple[Party, ...] = ()
    deadline: Deadline | None = None
    products: tuple[str, ...] = ()
    note: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    cells: dict[str, Span] = field(default_factory=dict)
    also: tuple[Span, ...] = ()
    organising: bool = False  # stands where the body organises the execution, not among the work
    # Whether the table has a column for the field, so that an empty one is an omission.
    has_lead_column: bool = True
    has_deadline_column: bool = False


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """A numbered group of tasks."""

    id: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Work:
    """What `assemble` made: groups and tasks in order, with the drafts that the tasks came from.

    `unassigned` are assignments of the body that no row of the table carries.
    """

    groups: tuple[Group, ...]
    tasks: tuple[Task, ...]
    drafts: tuple[Draft, ...]
    unassigned: tuple[Draft, ...] = ()

    def pairs(self) -> Iterator[tuple[Task, Draft]]:
        """Each task with its draft."""
        return zip(self.tasks, self.drafts, strict=True)
