"""Rules on tasks: numbered once, with a lead, a deadline that can be followed."""

from __future__ import annotations

from collections.abc import Iterator

from hopluc.compiler.assemble import Draft
from hopluc.compiler.check.model import Case, Rule, Slip, quoted
from hopluc.compiler.format import Severity


def number_twice(case: Case) -> Iterator[Slip]:
    """One number stands for two different items of a group."""
    seen: dict[tuple[str | None, str, int], Draft] = {}
    told: set[int] = set()
    for draft in case.work.drafts:
        if draft.number is None:
            continue
        key = (draft.group, draft.number, id(draft.parent))
        first = seen.setdefault(key, draft)
        if first.item is not draft.item and id(draft.item) not in told:
            told.add(id(draft.item))
            yield Slip(draft.work, {"number": draft.number, "first": quoted(first.text, 50)})


def unnumbered(case: Case) -> Iterator[Slip]:
    """A row between numbered ones has no number."""
    numbered = sum(draft.number is not None for draft in case.work.drafts)
    if numbered * 2 < len(case.work.drafts) or not case.mended.sheets:
        return
    for draft in case.work.drafts:
        if draft.number is None:
            yield Slip(draft.work, {"work": quoted(draft.text, 50)})


def no_lead(case: Case) -> Iterator[Slip]:
    """A row that nobody leads, though its table has the column."""
    parents = {id(draft.parent) for draft in case.work.drafts}
    for task, draft in case.work.pairs():
        if draft.has_lead_column and not draft.leads and id(draft) not in parents:
            yield Slip(draft.work, {"task": task.id})


def no_deadline(case: Case) -> Iterator[Slip]:
    """A row without a deadline, though its table has the column."""
    parents = {id(draft.parent) for draft in case.work.drafts}
    for task, draft in case.work.pairs():
        if draft.has_deadline_column and draft.deadline is None and id(draft) not in parents:
            yield Slip(draft.work, {"task": task.id})


def unparsed_deadline(case: Case) -> Iterator[Slip]:
    """A deadline in words that give no day to follow."""
    for task in case.work.tasks:
        if task.deadline and task.deadline.span and any(p.kind == "unparsed" for p in task.deadline.parts):
            yield Slip(task.deadline.span, {"task": task.id, "said": quoted(task.deadline.text)})


def without_row(case: Case) -> Iterator[Slip]:
    """The body assigns work that no row of the table carries.

    Among the work itself that is likely an omission. Where the body organises the execution it
    as a rule gives each agency its field again, which is only worth a look.
    """
    for draft in case.work.unassigned:
        severity: Severity = "info" if draft.organising else "warning"
        leads = ", ".join(party.text for party in draft.leads)
        yield Slip(draft.work, {"leads": leads, "work": quoted(draft.text, 60)}, severity=severity)


RULES = (
    Rule("duplicate-number", "warning", number_twice,
         "Số thứ tự {number} đã dùng cho “{first}” nay lại dùng cho nhiệm vụ khác.",
         "Number {number} already stands for “{first}”.", "rows are cited by their numbers"),
    Rule("row-without-number", "info", unnumbered,
         "Nhiệm vụ “{work}” không có số thứ tự.", "The task “{work}” has no number.",
         "rows are cited by their numbers"),
    Rule("missing-lead", "warning", no_lead,
         "Nhiệm vụ {task} không ghi cơ quan chủ trì.", "Task {task} names no leading body.",
         "work without a lead is done by nobody"),
    Rule("missing-deadline", "info", no_deadline,
         "Nhiệm vụ {task} không ghi thời gian thực hiện.", "Task {task} gives no deadline.",
         "its table has the column"),
    Rule("unparsed-deadline", "info", unparsed_deadline,
         "Không hiểu được thời hạn “{said}” của nhiệm vụ {task}; cần người rà soát ghi rõ ngày.",
         "The deadline “{said}” of task {task} could not be understood; a reviewer should give a day.",
         "what is not understood is never guessed"),
    Rule("assignment-without-row", "warning", without_row,
         "Phần lời văn giao {leads}: “{work}”, nhưng bảng phân công không có dòng nào như vậy.",
         "The body assigns to {leads}: “{work}”, but the table has no such row.",
         "what has no row is not followed"),
)  # fmt: skip
