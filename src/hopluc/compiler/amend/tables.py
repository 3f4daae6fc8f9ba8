"""Tables of an amending document that set what was issued beside what it is to read.

"Nội dung đã ban hành | Nội dung điều chỉnh": each row is a clause, or one for each labelled line in its cell.
They are read off the document as it came in, before tables are mended as rows of tasks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hopluc.compiler.amend import content
from hopluc.compiler.amend.clauses import FIELDS, Reading
from hopluc.compiler.amend.flat import flat
from hopluc.compiler.amend.format import Clause, FieldName, Place, Words
from hopluc.compiler.amend.heads import field_in
from hopluc.compiler.amend.places import inside, place_in
from hopluc.compiler.document import Cell, Document, Table
from hopluc.compiler.format import Span
from hopluc.compiler.recognise.headings import Role, role_of
from hopluc.viet.patterns import regex

_OLD = regex(
    r".*\b(?:da (?:ban hanh|phe duyet|giao)|hien hanh|hien tai|truoc (?:khi |day)|cu"
    r"|theo ke hoach(?: so)?|ban dau|truoc dieu chinh)\b"
)
_NEW = regex(r".*\b(?:dieu chinh|sua doi|bo sung|moi|thay doi|sau khi|sua lai)\b")
_NUMBER = regex(r"(?:s ?tt|tt|so tt|so thu tu)\W*$")
_GOES = regex(
    r"\W*(?:khong (?:tiep tuc )?(?:thuc hien|trien khai)|bai bo|bo|huy bo|dung thuc hien|loai bo)\W*$"
)
_SAME = regex(r"\W*(?:giu nguyen|khong (?:thay doi|dieu chinh))\W*$")
_NOTHING = regex(r"\W*(?:chua co|khong(?: co)?)?\W*$")
_LABELLED = regex(r"(?:^|(?<=[\n;.]))\s*(?:[-+–•]\s*)?(?P<label>[^\W\d_][^:;.\n]{2,49}?)\s*:\s*")
_BY_ROLE: Mapping[Role, FieldName] = {
    "lead": "leads", "coordinator": "coordinators", "deadline": "deadline",
    "product": "products", "note": "note", "work": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """A table that compares: the columns of what was issued and of what it becomes, and of the place."""

    table: Table
    below: int  # the first row below the headings
    old: int
    new: int
    places: tuple[int, ...]
    field: FieldName | None  # where the headings themselves name one field


def compared(document: Document, table: Table) -> Compared | None:
    """A table read as a comparison, or None where its headings say nothing of one."""
    for n, row in enumerate(table.rows[:3]):
        heads = [flat(_words(document, cell)) for cell in row.cells]
        new = [k for k, head in enumerate(heads) if _NEW.match(head) and not _OLD.match(head)]
        old = [k for k, head in enumerate(heads) if _OLD.match(head)]
        if len(old) == 1 and new and len(heads) >= 2:
            others = [
                k for k, head in enumerate(heads) if k not in (old[0], new[-1]) and not _NUMBER.match(head)
            ]
            field = field_in(_words(document, row.cells[new[-1]]))
            return Compared(table, n + 1, old[0], new[-1], tuple(others), None if field == "text" else field)
    return None


def rows_of(document: Document, found: Compared, outer: Place, of: Reading) -> Iterator[Clause]:
    """The clauses of a comparing table; spans are of the document's own text."""
    for n, row in enumerate(found.table.rows[found.below :], 1):
        cells = {cell.column: cell for cell in row.cells}
        old, new = (_span(cells.get(at)) for at in (found.old, found.new))
        if new is None:
            continue
        names = [document.text[a:b] for a, b in filter(None, (_span(cells.get(at)) for at in found.places))]
        place = inside(outer, place_in(" ".join(names)))
        if not place.steps and not place.words and names:
            place = replace(place, words=" ".join(names[0].split()))
        base = Clause(
            number=str(n),
            verb="replace",
            place=place,
            text=" ".join(document.text[row.span[0] : row.span[1]].split()),
            span=row.span,
        )
        yield from _row(base, old, new, found.field, of)


def _row(base: Clause, old: Span | None, new: Span, field: FieldName | None, of: Reading) -> Iterator[Clause]:
    words = flat(of.text[new[0] : new[1]])
    if _SAME.match(words):
        return
    if _GOES.match(words):
        yield replace(base, verb="drop")
        return
    if old is None or _NOTHING.match(flat(of.text[old[0] : old[1]])):
        yield replace(base, verb="add", new=_said(of, new), tasks=content.tasks_in(of.text, new))
        return
    before = dict(_labelled(of, old))
    labelled = list(_labelled(of, new))
    for name, span in labelled:
        yield _read(replace(base, field=name, old=_said(of, before.get(name)), new=_said(of, span)), of)
    if not labelled:
        name = field or ("target" if base.place.thing == "target" else _kind(of, old, new))
        yield _read(replace(base, field=name, old=_said(of, old), new=_said(of, new)), of)


def _kind(of: Reading, old: Span, new: Span) -> FieldName:
    """What two cells without labels are: two times, or the work itself."""
    times = [content.deadline_in(of.text, span) for span in (old, new)]
    if all(time and all(part.kind != "unparsed" for part in time.parts) for time in times):
        return "deadline"
    return "text"


def _read(made: Clause, of: Reading) -> Clause:
    reader = FIELDS[made.field] if made.field else None
    found = reader(made, of, made.span or (0, 0)) if reader else made
    return replace(found, how="set")


def _labelled(of: Reading, span: Span) -> Iterator[tuple[FieldName, Span]]:
    """The labelled lines of a cell: "Thời gian hoàn thành: Quý IV/2026"."""
    s = of.text[span[0] : span[1]]
    found = [(m, role_of(flat(m["label"]))) for m in _LABELLED.finditer(s)]
    known = [(m, _BY_ROLE[role]) for m, role in found if role and role in _BY_ROLE]
    for n, (m, name) in enumerate(known):
        end = known[n + 1][0].start() if n + 1 < len(known) else len(s)
        yield name, (span[0] + m.end(), span[0] + len(s[:end].rstrip(" ;.\n-")))


def _said(of: Reading, span: Span | None) -> Words | None:
    return Words(" ".join(of.text[span[0] : span[1]].split()), span) if span else None


def _span(cell: Cell | None) -> Span | None:
    if cell is None or not cell.spans:
        return None
    start, end = cell.spans[0][0], cell.spans[-1][1]
    return (start, end) if start < end else None


def _words(document: Document, cell: Cell) -> str:
    return re.sub(r"\s+", " ", " ".join(document.text[a:b] for a, b in cell.spans)).strip()
