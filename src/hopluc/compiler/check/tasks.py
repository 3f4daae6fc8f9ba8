"""Rules on tasks: numbered once, said once, with a lead, a deadline and a product that can be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hopluc.compiler.assemble import Draft
from hopluc.compiler.check.model import Case, Find, Slip, quoted
from hopluc.compiler.format import Party, Severity, Span
from hopluc.compiler.recognise.headings import Role
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_FEWEST_ROWS = 6
_FEWEST_LABELLED = 4
_TOLD_AGAIN = 8  # words from which two rows that say the same are no set phrase


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
            yield Slip(_number_place(case, draft), {"number": draft.number, "first": quoted(first.text, 50)})


def _number_place(case: Case, draft: Draft) -> Span:
    """The place of the number of a draft, where it stands before the work; else the work's."""
    number = draft.number or ""
    start = draft.span[0]
    return (start, start + len(number)) if number and case.text.startswith(number, start) else draft.work


def unnumbered(case: Case) -> Iterator[Slip]:
    """A row between numbered ones has no number; in prose a dash is no omission."""
    sheets = [sheet.span for sheet in case.mended.sheets]
    rows = [draft for draft in case.work.drafts if any(a <= draft.span[0] < b for a, b in sheets)]
    if sum(draft.number is not None for draft in rows) * 2 < len(rows):
        return
    for draft in rows:
        if draft.number is None:
            yield Slip(draft.span, {"work": quoted(draft.text, 50)})


def no_lead(case: Case) -> Iterator[Slip]:
    """A row that nobody leads, though its table has the column."""
    for task, draft in _lowest(case):
        if draft.has_lead_column and not draft.leads:
            yield Slip(draft.work, {"task": task})


def no_deadline(case: Case) -> Iterator[Slip]:
    """A row without a deadline, though its table has the column."""
    for task, draft in _lowest(case):
        if draft.has_deadline_column and draft.deadline is None:
            yield Slip(draft.work, {"task": task})


_DEADLINE_LABEL = regex(r"(?:thời (?:gian|hạn|điểm)|tiến độ|hạn)\b[^:;.\n]{0,30}:\s*$", re.I)


def no_labelled_deadline(case: Case) -> Iterator[Slip]:
    """A task without a deadline, where nearly all others have a line of their own for it."""
    lowest = list(_lowest(case))
    labelled = sum(_has_labelled_deadline(case, draft) for _, draft in lowest)
    if labelled < _FEWEST_LABELLED or labelled * 5 < len(lowest) * 4:
        return
    for task, draft in lowest:
        inherited = draft.parent is not None and draft.parent.deadline is not None
        if draft.deadline is None and not draft.has_deadline_column and not inherited:
            yield Slip(draft.work, {"task": task})


def _has_labelled_deadline(case: Case, draft: Draft) -> bool:
    span = draft.deadline.span if draft.deadline else None
    return span is not None and bool(_DEADLINE_LABEL.search(case.text, max(0, span[0] - 60), span[0]))


def all_without_deadline(case: Case) -> Iterator[Slip]:
    """A row or a labelled item without its deadline."""
    yield from no_deadline(case)
    yield from no_labelled_deadline(case)


def no_product(case: Case) -> Iterator[Slip]:
    """A row without a product, where most rows of its table have one; a dash names none either."""
    with_column = [(task, draft) for task, draft in _lowest(case) if _has_column(case, draft, "product")]
    filled = sum(bool(draft.products) for _, draft in with_column)
    if filled * 4 < len(with_column) * 3:
        return  # a column that is mostly empty is a choice, not an omission
    for task, draft in with_column:
        if not draft.products:
            yield Slip(draft.work, {"task": task})


def _lowest(case: Case) -> Iterator[tuple[str, Draft]]:
    """Tasks that head no others, with their ids."""
    parents = {id(draft.parent) for draft in case.work.drafts}
    return ((task.id, draft) for task, draft in case.work.pairs() if id(draft) not in parents)


def _has_column(case: Case, draft: Draft, role: Role) -> bool:
    return any(
        sheet.roles and role in sheet.roles
        for sheet in case.mended.sheets
        if sheet.span[0] <= draft.work[0] < sheet.span[1]
    )


def unparsed_deadline(case: Case) -> Iterator[Slip]:
    """A deadline in words that give no day to follow."""
    for task in case.work.tasks:
        if task.deadline and task.deadline.span and any(p.kind == "unparsed" for p in task.deadline.parts):
            words = quoted(task.deadline.text)
            yield Slip(task.deadline.span, {"task": task.id, "said": words}, same=fold(words))


# A plan encourages enterprises and banks, but cannot assign work to them: no table has rows for them.
_OF_THE_MARKET = regex(
    r"(?:cac |nhung )?"
    r"(?:doanh nghiep|to chuc tin dung|ngan hang thuong mai|hop tac xa|nha dau tu|nguoi dan|ho )"
)


def _is_of_the_market(party: Party) -> bool:
    return bool(_OF_THE_MARKET.match(fold(party.name) + " "))


def without_row(case: Case) -> Iterator[Slip]:
    """The body assigns work that no row of the table carries.

    Among the work itself that is likely an omission. Where the body organises the execution it
    as a rule gives each agency its field again, which is only worth a look.
    """
    for draft in case.work.unassigned:
        if draft.leads and all(_is_of_the_market(party) for party in draft.leads):
            continue
        severity: Severity = "info" if draft.organising else "warning"
        leads = ", ".join(party.text for party in draft.leads)
        # Who leads stands in the heading above the words: a row that is added needs it.
        wanted = "; ".join(party.text for party in draft.leads) or None
        yield Slip(draft.work, {"leads": leads, "work": quoted(draft.text, 60)}, wanted, severity=severity)


def without_body(case: Case) -> Iterator[Slip]:
    """A row that the body does not name, where it names nearly all others: it was added later, or its
    paragraph was lost. Where the body leaves the work to the table altogether that says nothing."""
    rows = [(task, draft) for task, draft in _lowest(case) if _has_column(case, draft, "lead")]
    alone = [(task, draft) for task, draft in rows if not draft.also]
    if len(rows) >= _FEWEST_ROWS and len(alone) * 4 <= len(rows):
        for task, draft in alone:
            yield Slip(draft.work, {"task": task})


def told_again(case: Case) -> Iterator[Slip]:
    """Two rows of the table say the same work in the same words."""
    if not case.mended.sheets:
        return
    seen: dict[str, str] = {}
    for task, draft in case.work.pairs():
        words = " ".join(fold(task.text).split()).strip(" .;")
        if len(words.split()) < _TOLD_AGAIN:
            continue
        first = seen.setdefault(words, task.id)
        if first != task.id:
            yield Slip(draft.work, {"task": task.id, "first": first})


FINDERS: dict[str, Find] = {
    "duplicate-number": number_twice,
    "row-without-number": unnumbered,
    "missing-lead": no_lead,
    "missing-deadline": all_without_deadline,
    "missing-product": no_product,
    "unparsed-deadline": unparsed_deadline,
    "assignment-without-row": without_row,
    "row-without-body": without_body,
    "repeated-task": told_again,
}
