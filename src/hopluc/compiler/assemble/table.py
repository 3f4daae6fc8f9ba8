"""Tasks from an assignment table: its titles are groups, its other rows are tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hopluc.compiler.assemble.bodies import leads_and_helpers
from hopluc.compiler.assemble.cells import note_of, products_of, text_of
from hopluc.compiler.assemble.model import Draft, DraftGroup
from hopluc.compiler.format import Party, Span
from hopluc.compiler.normalise import Mended, Sheet
from hopluc.compiler.recognise.columns import Role
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.labels import Label, Rank, cell_label, label_of
from hopluc.compiler.recognise.parties import coordinators_in, split_parties
from hopluc.compiler.recognise.recognition import Context
from hopluc.viet.text import fold


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells by role; `label` is that of its number cell."""

    cells: dict[Role, Span]
    others: tuple[tuple[str, Span], ...]
    label: Label | None
    assigned: bool
    span: Span  # from the first to the last cell that stands in this row itself


class _Reading:
    """The state of reading one table: open groups, the last item of each rank."""

    def __init__(self, mended: Mended, sheet: Sheet, context: Context, taken: set[str]) -> None:
        self.mended = mended
        self.sheet = sheet
        self.context = context
        self.taken = taken  # ids of groups in tables before
        self.groups: list[DraftGroup] = []
        self.drafts: list[Draft] = []
        self.open: list[tuple[Rank, str]] = []
        self.items: dict[Span, object] = {}
        self.last_of_rank: dict[Rank, Draft] = {}
        self.intro: tuple[Span, Draft] | None = None
        self.last_work: Span | None = None
        self.unnumbered = 0


def tasks_of(
    mended: Mended, sheet: Sheet, context: Context, taken: set[str]
) -> tuple[list[DraftGroup], list[Draft]]:
    """The groups and the tasks of an assignment table, in order. `taken` gets the groups' ids."""
    rows = [
        _row(mended, sheet, cells, above)
        for cells, above in zip(sheet.rows, [(), *sheet.rows[:-1]], strict=False)
    ]
    reading = _Reading(mended, sheet, context, taken)
    numbers_assign = any(row.assigned and row.label and row.label.rank == Rank.NUMBER for row in rows)
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        if _is_total(mended, row):
            continue
        if _is_title(row, following, numbers_assign):
            _open_group(reading, row)
        elif row.cells["work"][0] < row.cells["work"][1]:
            _add_task(reading, row)
    return reading.groups, reading.drafts


def _row(mended: Mended, sheet: Sheet, cells: Sequence[Span], above: Sequence[Span]) -> _Row:
    assert sheet.roles is not None
    by_role: dict[Role, Span] = {}
    others: list[tuple[str, Span]] = []
    for heading, role, span in zip(sheet.headings, sheet.roles, cells, strict=False):
        if role:
            by_role[role] = span
        elif heading:
            others.append((heading, span))
    number = mended.words(by_role["number"]) if "number" in by_role else ""
    assigning: tuple[Role, ...] = ("lead", "coordinator", "deadline", "product")
    assigned = any(by_role[role][0] < by_role[role][1] for role in assigning if role in by_role)
    # A cell that stands for several rows belongs to the first of them.
    # One that goes on below other rows stands behind the row's other cells and is not counted.
    work = by_role["work"]
    whole = by_role.get("mandate", work)
    own = [
        span
        for span in cells
        if span[0] < span[1] and span not in above and not (span == whole and span[0] > work[1])
    ] or [work]
    extent = (min(start for start, _ in own), max(end for _, end in own))
    return _Row(by_role, tuple(others), cell_label(number), assigned, extent)


# "Tổng cộng" below a column of money.
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong)(?:\s*\([ivx\d+ ,-]*\))?\W*")


def _is_total(mended: Mended, row: _Row) -> bool:
    """Whether a row sums up a column."""
    cells = [span for span in (row.cells.get("number"), row.cells["work"]) if span and span[0] < span[1]]
    return any(_TOTAL.fullmatch(fold(mended.words(span))) for span in cells)


# --- groups -------------------------------------------------------------------------------


def _is_title(row: _Row, following: _Row | None, numbers_assign: bool) -> bool:
    """Whether a row names a group: nobody is assigned, and its number stands above the others'."""
    if row.assigned:
        return False
    if row.label is None:
        if "number" not in row.cells:
            return following is not None and following.assigned
        number = row.cells["number"]
        return number[0] == number[1] and following is not None and following.label is not None
    if row.label.rank <= Rank.ROMAN:
        return True
    return row.label.rank == Rank.NUMBER and not numbers_assign


def _open_group(reading: _Reading, row: _Row) -> None:
    span = row.cells["work"]
    if span[0] == span[1]:
        span = next((s for s in row.cells.values() if s[0] < s[1] and s != row.cells.get("number")), span)
    words = reading.mended.words(span)
    label = row.label
    if label is None:
        inline = label_of(words)
        if inline and inline.rank <= Rank.NUMBER:
            label = inline
            span = (span[0] + inline.length, span[1])
    rank = label.rank if label else Rank.ROMAN
    while reading.open and reading.open[-1][0] >= rank:
        reading.open.pop()
    if label:
        value = label.value
    else:
        reading.unnumbered += 1
        value = f"({reading.unnumbered})"
    name = f"{reading.open[-1][1]}.{value}" if reading.open else value
    turn = 2
    unique = name
    while unique in reading.taken:
        unique, turn = f"{name}({turn})", turn + 1
    reading.taken.add(unique)
    reading.open.append((rank, unique))
    reading.groups.append(DraftGroup(unique, " ".join(reading.mended.words(span).split()), row.span))
    reading.last_of_rank = {}
    reading.intro = None


# --- tasks --------------------------------------------------------------------------------


def _add_task(reading: _Reading, row: _Row) -> None:
    mended = reading.mended
    work = row.cells["work"]
    number = row.cells.get("number", work)
    item = reading.items.setdefault(number if number[0] < number[1] else work, object())
    draft = Draft(
        item=item,
        number=row.label.value if row.label else None,
        group=reading.open[-1][1] if reading.open else None,
        text=text_of(mended.words(work)),
        span=row.span,
        work=work,
        has_lead_column="lead" in row.cells,
        has_deadline_column="deadline" in row.cells,
    )
    _fill(draft, row, reading)
    if reading.last_work == work:
        # One cell of work beside several rows of bodies is one task that all of them lead.
        _unite(reading.drafts[-1], draft)
        return
    reading.last_work = work
    draft.parent = _parent(reading, row, number)
    if row.label:
        reading.last_of_rank = {r: d for r, d in reading.last_of_rank.items() if r < row.label.rank}
        reading.last_of_rank.setdefault(row.label.rank, draft)
    if not row.assigned:
        reading.intro = (number, draft)
    reading.drafts.append(draft)


def _fill(draft: Draft, row: _Row, reading: _Reading) -> None:
    """Set what the cells of the row say."""
    mended, context = reading.mended, reading.context
    text = mended.flow.text
    cells = row.cells
    helpers: tuple[Party, ...] = ()
    if "lead" in cells:
        draft.leads, helpers = leads_and_helpers(text, cells["lead"], context.glossary)
    if "coordinator" in cells:
        draft.coordinators = split_parties(text, *cells["coordinator"], context.glossary)
    elif helpers:
        draft.coordinators = helpers
    else:
        draft.coordinators = coordinators_in(text, *cells["work"], context.glossary)
    if "deadline" in cells:
        deadline = read_deadline(text, *cells["deadline"], context.year)
        draft.deadline = deadline and replace(deadline, text=text_of(mended.words(cells["deadline"])))
    if "product" in cells:
        draft.products = products_of(mended.words(cells["product"]))
        _keep(draft, "products", cells["product"], bool(draft.products))
    if "note" in cells:
        draft.note = note_of(mended.words(cells["note"]))
        _keep(draft, "note", cells["note"], draft.note is not None)
    if "mandate" in cells:
        draft.mandate = text_of(mended.words(cells["mandate"])) or None
        _keep(draft, "mandate", cells["mandate"], draft.mandate is not None)
    for heading, span in row.others:
        words = note_of(mended.words(span))
        if words:
            draft.columns[heading] = words


def _keep(draft: Draft, name: str, span: Span, holds: bool) -> None:
    if holds:
        draft.cells[name] = span


def _unite(draft: Draft, other: Draft) -> None:
    draft.leads += _new(draft.leads, other.leads)
    draft.coordinators += _new(draft.coordinators, other.coordinators)
    draft.deadline = draft.deadline or other.deadline
    draft.products += tuple(p for p in other.products if p not in draft.products)


def _new(known: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(party for party in others if party.name not in {p.name for p in known})


def _parent(reading: _Reading, row: _Row, number: Span) -> Draft | None:
    """The task that a row belongs under.

    By its number ("11.1" under "11"), or because the row above introduces it.
    """
    label = row.label
    if reading.intro and reading.intro[0] == number and number[0] < number[1] and row.assigned:
        return reading.intro[1]
    if label is None:
        # A row that lost its number among lettered ones belongs where they do.
        last = reading.drafts[-1] if reading.drafts else None
        lettered = last is not None and last.number is not None and last.number.isalpha()
        return last.parent if last and lettered and number[0] == number[1] else None
    if label.rank <= Rank.NUMBER:
        return None
    above = [draft for rank, draft in reading.last_of_rank.items() if Rank.NUMBER <= rank < label.rank]
    if label.rank in (Rank.DOTTED, Rank.DOTTED_TWICE):
        stem = label.value.rpartition(".")[0]
        return next((draft for draft in reversed(above) if draft.number == stem), None)
    same = reading.last_of_rank.get(label.rank)
    if same and same.item is reading.items.get(number):
        return same.parent
    return above[-1] if above else None
