"""The assignment table as an annex in the form of Nghị định 30/2020/NĐ-CP (Phụ lục I, mục II), landscape."""

from __future__ import annotations

from hopluc.compiler.convert.assignments import columns_of, heading_of, rows_of, title_of
from hopluc.compiler.format import Group, Plan
from hopluc.law.documents import kind_of_slug
from hopluc.office import official


def convert(plan: Plan, text: str) -> bytes:
    """An annex by itself, with the line that says which document it goes with."""
    document = plan.document
    kind = kind_of_slug(document.kind or "")
    letterhead = official.Letterhead(
        issuer=document.issuer or "",
        number=document.number or "",
        day=document.issued_on,
        year=document.issued_on.year if document.issued_on else None,
    )
    columns = columns_of(plan)
    table = official.Table(
        tuple(official.Column(c.title, c.width, "center" if c.title == "TT" else "left") for c in columns),
        [
            (official.Cell(heading_of(row), bold=True, span=len(columns)),)
            if isinstance(row, Group)
            else tuple(column.words(row) for column in columns)
            for row in rows_of(plan)
        ],
    )
    annex = official.Annex(title_of(plan), (table,))
    whole = official.Document(
        letterhead, title_of(plan), (), official.Signature(()), kind=kind.name if kind else "Văn bản",
        annexes=(annex,),
    )  # fmt: skip
    return official.write_docx(whole, annexes_only=True)
