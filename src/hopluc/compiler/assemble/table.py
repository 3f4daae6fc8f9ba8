"""Tasks from an assignment table: its titles are groups, its other rows are tasks."""

from __future__ import annotations

from dataclasses import replace

from hopluc.compiler.assemble.cells import note_of, products_of, text_of
from hopluc.compiler.assemble.model import Draft, DraftGroup
from hopluc.compiler.assemble.remembered import Remembered
from hopluc.compiler.assemble.sheet_rows import SheetRow, is_title, is_total, row_of
from hopluc.compiler.format import Deadline, Party, Span
from hopluc.compiler.normalise import Line, Mended, Sheet
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.compiler.recognise.parties import coordinators_in, leading_party
from hopluc.compiler.recognise.recognition import Context
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold


class _Reading:
    """The state of reading one table: open groups, the last item of each rank."""

    def __init__(
        self, mended: Mended, sheet: Sheet, context: Context, taken: set[str], owners: tuple[Party, ...]
    ) -> None:
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
        self.cells = Remembered(mended.flow.text, context)
        self.owners = owners  # the agencies whose table it is, where no column names who leads


def tasks_of(
    mended: Mended, sheet: Sheet, context: Context, taken: set[str]
) -> tuple[list[DraftGroup], list[Draft]]:
    """The groups and the tasks of an assignment table, in order. `taken` gets the groups' ids."""
    rows = [
        row_of(mended, sheet, cells, above, context.glossary)
        for cells, above in zip(sheet.rows, [(), *sheet.rows[:-1]], strict=False)
    ]
    above = _line_above(mended, sheet)
    owners = _agencies(mended, above, context) if above else ()
    reading = _Reading(mended, sheet, context, taken, owners)
    numbers_assign = any(row.assigned and row.label and row.label.rank == Rank.NUMBER for row in rows)
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        if is_total(mended, row):
            continue
        if is_title(row, following, numbers_assign):
            _open_group(reading, row)
        elif row.cells["work"][0] < row.cells["work"][1]:
            _add_task(reading, row)
    return reading.groups, reading.drafts


# --- groups -------------------------------------------------------------------------------


def _open_group(reading: _Reading, row: SheetRow) -> None:
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
    reading.owners = _agencies(reading.mended, span, reading.context) or reading.owners


def _line_above(mended: Mended, sheet: Sheet) -> Span | None:
    """The line right above a table."""
    at = mended.items.index(sheet)
    before = mended.items[at - 1] if at else None
    return before.span if isinstance(before, Line) else None


def _agencies(mended: Mended, span: Span, context: Context) -> tuple[Party, ...]:
    """The agencies that a title names and nothing else: their work stands below it."""
    leading = leading_party(mended.flow.text, *span, context.glossary)
    return leading.parties if leading and leading.form == "heading" else ()


# --- tasks --------------------------------------------------------------------------------


def _add_task(reading: _Reading, row: SheetRow) -> None:
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


def _fill(draft: Draft, row: SheetRow, reading: _Reading) -> None:
    """Set what the cells of the row say."""
    mended, context = reading.mended, reading.context
    text = mended.flow.text
    cells = row.cells
    helpers: tuple[Party, ...] = ()
    if "lead" in cells:
        draft.leads, helpers = reading.cells.leads_and_helpers(cells["lead"])
    elif row.assigned:
        draft.leads = reading.owners
    if "coordinator" in cells:
        draft.coordinators = reading.cells.parties(cells["coordinator"])
    elif helpers:
        draft.coordinators = helpers
    else:
        draft.coordinators = coordinators_in(text, *cells["work"], context.glossary)
    if "deadline" in cells:
        draft.deadline = _deadline(reading, row)
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
        if "deadline" in cells and _BEGINS.search(fold(heading)):
            continue
        words = note_of(mended.words(span))
        if words:
            draft.columns[heading] = words


# "Bắt đầu" beside "Hoàn thành": the two say when together.
_BEGINS = regex(r"\b(?:bat dau|khoi cong|khoi dau|trien khai tu)\b")


def _deadline(reading: _Reading, row: SheetRow) -> Deadline | None:
    """When: as the column says, with the column of the beginning where the table has both."""
    end = row.cells["deadline"]
    begin = next((span for heading, span in row.others if _BEGINS.search(fold(heading))), (0, 0))
    first, last = text_of(reading.mended.words(begin)), text_of(reading.mended.words(end))
    if not first or not last:
        found = reading.cells.deadline(end if last else begin)
        return found and replace(found, text=first or last)
    words = f"{first} - {last}"
    found = read_deadline(words, 0, len(words), reading.context.year)
    return found and replace(found, text=words, span=(min(begin[0], end[0]), max(begin[1], end[1])))


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


def _parent(reading: _Reading, row: SheetRow, number: Span) -> Draft | None:
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
