"""An amending document from end to end: read, mended, its clauses found and read, its places turned into
spans."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hopluc.compiler.amend.clauses import Reading, clauses_of
from hopluc.compiler.amend.flat import flat
from hopluc.compiler.amend.format import FORMAT, Amending, Clause, Place
from hopluc.compiler.amend.places import inside, place_in
from hopluc.compiler.amend.tables import Compared, compared, rows_of
from hopluc.compiler.amend.units import Units, units_of
from hopluc.compiler.assemble import assemble
from hopluc.compiler.assemble.model import Work
from hopluc.compiler.document import Document as Source
from hopluc.compiler.document import Table
from hopluc.compiler.emit import placed
from hopluc.compiler.format import Citation, Document, Finding, Span, Task, TextInfo
from hopluc.compiler.normalise import Mended, normalise
from hopluc.compiler.outline import Outline, outline
from hopluc.compiler.recognise.recognition import Recognition, recognise
from hopluc.compiler.schema import schema_of
from hopluc.viet.patterns import regex

# Kinds of documents that hold plans; a law that is named beside is not what is amended.
_PLANS = frozenset(
    {"ke_hoach", "chuong_trinh", "quyet_dinh", "de_an", "phuong_an", "nghi_quyet", "ke_hoach_hanh_dong"}
)
_AMENDS = regex(
    r"\W*(?:v/v |ve viec |ve |quyet dinh |ke hoach )*(?:sua doi|dieu chinh|bo sung|thay the"
    r"|dieu chinh, bo sung|bai bo)\b"
    r"(?=.{0,160}\b(?:ke hoach|phu luc|nhiem vu|chuong trinh)\b)"
)
_EFFECTIVE = regex(
    r"(?:hieu luc|ap dung|thuc hien)(?: thi hanh)?,? (?:ke )?tu (?:ngay (?P<signed>ky|ban hanh)"
    r"|(?:ngay )?(?P<day>\d{1,2})(?:/| thang )(?P<month>\d{1,2})(?:/| nam )(?P<year>20\d\d))"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document mended and recognised, its comparing tables set apart."""

    mended: Mended
    outline: Outline
    found: Recognition
    work: Work
    tables: tuple[Compared, ...]


def is_amending(document: Document) -> bool:
    """Whether a document's title says that it amends a plan. A plan that is issued anew says "ban hành"."""
    return bool(_AMENDS.match(flat(document.title or "")))


def compile_amending(source: Source) -> Amending:
    """The clauses of an amending document; what is not understood is a finding, never a guess."""
    read = _read(source)
    flow = read.mended.flow
    title = read.found.document.spans.get("title")
    begin = title[1] if title else 0
    units = units_of(flow.text, [line.span for line in read.mended.lines], begin)
    units = _with_rows(units, read.mended)
    of = Reading(flow.text, read.found.context.glossary, _rows(read))
    clauses = [_with_annex(c, of.rows, read) for unit in units.found for c in clauses_of(unit, of)]
    findings = [_unread(flow.text, span) for span in (*units.unread, *_unused(read, clauses))]
    made = Amending(
        text=TextInfo("", 0),
        sources=(),
        pages=(),
        document=read.found.document,
        amended=_amended(read.found),
        effective=_effective(flow.text, read.found.document),
        clauses=tuple(clauses),
        findings=tuple(findings),
    )
    whole: Amending = placed(made, flow)
    tabled = list(_of_tables(source, read, of.glossary))
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    together = sorted([*whole.clauses, *tabled], key=lambda clause: clause.span or (0, 0))
    return replace(
        whole,
        text=TextInfo(digest, len(source.text)),
        sources=source.sources,
        pages=source.pages,
        clauses=tuple(together),
        findings=(*whole.findings, *_without_content(together)),
    )


def amending_schema() -> dict[str, Any]:
    """The JSON Schema of a compiled amending document."""
    return schema_of(Amending, FORMAT)


def _read(source: Source) -> _Read:
    tables = [(block, compared(source, block)) for block in source.blocks if isinstance(block, Table)]
    apart = {id(block) for block, found in tables if found}
    blocks = tuple(block for block in source.blocks if id(block) not in apart)
    mended = normalise(replace(source, blocks=blocks))
    structure = outline(mended)
    found = recognise(mended, structure)
    work = assemble(mended, structure, found.context, found.claimed)
    return _Read(mended, structure, found, work, tuple(found for _block, found in tables if found))


def _rows(read: _Read) -> list[Task]:
    """The tasks that stand in tables of assignments, wherever the document has one."""
    sheets = [sheet.span for sheet in read.mended.sheets]
    return [
        t for t in read.work.tasks if t.span and any(a <= t.span[0] and t.span[1] <= b for a, b in sheets)
    ]


def _with_annex(clause: Clause, rows: Sequence[Task], read: _Read) -> Clause:
    """A clause that puts an annex in another's place, with the rows of the annex, which stands behind all
    clauses."""
    if clause.verb != "annex" or clause.span is None:
        return clause
    behind = tuple(task for task in rows if task.span and task.span[0] >= clause.span[1])
    used = {task.group for task in behind}
    return replace(clause, tasks=behind, groups=tuple(g for g in read.work.groups if g.id in used))


def _with_rows(units: Units, mended: Mended) -> Units:
    """Units that open a table right behind them hold it."""
    starts = [unit.sentence[0] for unit in units.found] + [len(mended.flow.text)]
    for n, unit in enumerate(units.found):
        if not unit.head.opens:
            continue
        behind = [sheet.span for sheet in mended.sheets if unit.sentence[1] <= sheet.span[0] < starts[n + 1]]
        if behind:
            units.found[n] = replace(unit, content=(behind[0][0], behind[-1][1]))
    return units


def _unused(read: _Read, clauses: Sequence[Clause]) -> Iterator[Span]:
    """Tables of assignments whose rows no clause holds: what they are there for was not understood."""
    held = [task.span for clause in clauses for task in clause.tasks if task.span]
    for sheet in read.mended.sheets:
        inside_it = [span for span in held if sheet.span[0] <= span[0] and span[1] <= sheet.span[1]]
        if sheet.roles and "work" in sheet.roles and not inside_it:
            yield sheet.span


def _of_tables(source: Source, read: _Read, glossary: Any) -> Iterator[Clause]:
    of = Reading(source.text, glossary, ())
    for found in read.tables:
        before = _line_before(source, found.table.span[0])
        yield from rows_of(source, found, inside(Place(), place_in(before)), of)


def _line_before(source: Source, at: int) -> str:
    """The sentence that leads in a table."""
    spans = [block.span for block in source.blocks if block.span[1] <= at]
    return source.text[spans[-1][0] : spans[-1][1]] if spans else ""


# --- the whole document ----------------------------------------------------------------------------


def _amended(found: Recognition) -> Citation | None:
    """The plan that is amended: the one that the title names by number, else the first that is no ground.

    A decision also rests on the plan that it amends, so that a "Căn cứ" alone says nothing against it.
    """
    plans = [c for c in found.citations if c.kind in _PLANS and c.number]
    plans = [c for c in plans if c.kind == "ke_hoach"] or plans
    title = found.document.spans.get("title")
    named = [c for c in plans if title and any(title[0] <= a and b <= title[1] for a, b in c.spans)]
    others = [c for c in plans if c.role != "legal_basis"]
    return next(iter([*named, *others]), None)


def _effective(text: str, document: Document) -> dt.date | None:
    """From when it holds: the day that it says, or the day that it was signed on."""
    found = [m for m in _EFFECTIVE.finditer(flat(text)) if m["signed"] or m["day"]]
    if not found or found[0]["signed"]:
        return document.issued_on
    m = found[0]
    try:
        return dt.date(int(m["year"]), int(m["month"]), int(m["day"]))
    except ValueError:
        return None


def _unread(text: str, span: Span) -> Finding:
    words = " ".join(text[span[0] : span[1]].split())
    return Finding(
        "amend-unread",
        "warning",
        f"Câu này nói đến sửa đổi nhưng chưa rõ sửa mục nào, thành gì: “{words[:120]}”. Đọc và đề xuất "
        f"bằng tay.",
        span=span,
    )


def _without_content(clauses: Iterable[Clause]) -> Iterator[Finding]:
    """Clauses that say that something changes, but in which no new words were found."""
    for clause in clauses:
        read = bool(clause.parties or clause.tasks or clause.indicators)
        if clause.verb in ("replace", "add", "annex") and not (
            read or (clause.new and clause.verb == "replace")
        ):
            yield Finding(
                "amend-content-missing",
                "warning",
                f"Khoản {clause.number or '–'}: chưa đọc được nội dung mới. Đọc lại văn bản và đề xuất "
                f"bằng tay.",
                span=clause.span,
            )
