"""The assignment table of a plan, as offices lay it out: one row a task, a row above each group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hopluc.compiler.format import Group, Party, Plan, Task
from hopluc.law.documents import kind_of_slug
from hopluc.viet.dates import format_date


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the width, and what of a task stands in it."""

    title: str
    width: float
    words: Callable[[Task], str]


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """The columns that the plan fills: those of every such table, then its own ("Kinh phí")."""
    usual = (
        Column("TT", 5, lambda task: task.number or ""),
        Column("Nhiệm vụ cấp trên giao", 24, lambda task: task.mandate or ""),
        Column("Nhiệm vụ", 40, lambda task: task.text),
        Column("Cơ quan chủ trì", 18, lambda task: _bodies(task.leads)),
        Column("Cơ quan phối hợp", 20, lambda task: _bodies(task.coordinators)),
        Column("Thời gian", 14, lambda task: task.deadline.text if task.deadline else ""),
        Column("Sản phẩm", 18, lambda task: "\n".join(task.products)),
        Column("Ghi chú", 14, lambda task: task.note or ""),
    )
    always = {"TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"}
    kept = [column for column in usual if column.title in always or any(map(column.words, plan.tasks))]
    own = dict.fromkeys(title for task in plan.tasks for title in task.columns)
    return (*kept, *(Column(title, 14, _cell_of(title)) for title in own))


def _cell_of(title: str) -> Callable[[Task], str]:
    return lambda task: task.columns.get(title, "")


def _bodies(parties: Sequence[Party]) -> str:
    return "\n".join(party.name for party in parties)


def rows_of(plan: Plan) -> Iterator[Group | Task]:
    """The tasks in order, each group before its first."""
    groups = {group.id: group for group in plan.groups}
    current: str | None = None
    for task in plan.tasks:
        if task.group != current:
            current = task.group
            group = groups.get(current or "")
            if group and group.title:
                yield group
        yield task


def heading_of(group: Group) -> str:
    """A group's number and title on one line."""
    return f"{group.id}. {group.title}"


def source_of(plan: Plan) -> str:
    """Which document this is: "Kế hoạch số 12/KH-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh …"."""
    document = plan.document
    kind = kind_of_slug(document.kind or "")
    said = [kind.name if kind else "Văn bản"]
    if document.number:
        said.append(f"số {document.number}")
    if document.issued_on:
        said.append(f"ngày {format_date(document.issued_on)}")
    if document.issuer:
        said.append(f"của {document.issuer}")
    return " ".join(said)


def title_of(plan: Plan) -> str:
    """The plan's subject, else which document it is."""
    return plan.document.title or source_of(plan)
