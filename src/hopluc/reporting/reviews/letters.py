"""The outline as a paper, and the letter that asks bodies for their report by it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from hopluc.office.official import (
    Annex,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hopluc.reporting.formbook.content import FormContent
from hopluc.reporting.reviews.content import ReviewContent
from hopluc.reporting.reviews.papers import headings_of, kind_of, subject_of
from hopluc.viet.dates import format_date
from hopluc.viet.text import lower_first

_GROUPED_FROM = 8  # so many addressees stand in the letter; more are named by a list in the annex


def outline(content: ReviewContent) -> Document:
    """The outline (đề cương) with what belongs in each section."""
    return Document(
        letterhead=_letterhead(content, content.symbol),
        kind="ĐỀ CƯƠNG",
        subject=f"Báo cáo {lower_first(subject_of(content))}",
        blocks=tuple(_outlined(content)),
        recipients=(),
        signature=Signature(tuple(content.signatory.split("\n"))),
    )


def _letterhead(content: ReviewContent, symbol: str) -> Letterhead:
    return Letterhead(
        issuer=content.issuer,
        superior=content.superior,
        symbol=symbol,
        place=content.place,
        year=(content.made_on or content.as_of).year,
    )


def _outlined(content: ReviewContent) -> Iterator[Block]:
    yield Paragraph(
        f"Giai đoạn báo cáo: {format_date(content.period_start)} - {format_date(content.period_end)}; "
        f"số liệu "
        f"tính đến ngày {format_date(content.as_of)}."
    )
    for heading, part in zip(headings_of(content.parts), content.parts, strict=True):
        yield Heading(heading, part.level)
        if part.guidance:
            yield Paragraph((Run(part.guidance, italic=True),))


def asking(
    content: ReviewContent,
    bodies: Sequence[str],
    form: FormContent | None,
    *,
    due_on: dt.date,
    symbol: str,
) -> Document:
    """The letter (công văn) to the bodies; outline and questions in annexes. `bodies`: names of the day."""
    named = _addressees(bodies)
    annexes = [Annex("Đề cương báo cáo", tuple(_outlined(content)))]
    if form:
        annexes.append(Annex("Nội dung đề nghị báo cáo", tuple(_questions(form))))
    if len(bodies) >= _GROUPED_FROM:
        annexes.append(Annex("Danh sách cơ quan báo cáo", (_listed(bodies),)))
    return Document(
        letterhead=_letterhead(content, symbol),
        subject=f"báo cáo phục vụ {lower_first(subject_of(content))}",
        addressees=named,
        blocks=tuple(_asked(content, due_on)),
        recipients=("Như trên", "Lưu: VT"),
        signature=Signature(tuple(content.signatory.split("\n"))),
        annexes=tuple(annexes),
    )


def _addressees(bodies: Sequence[str]) -> tuple[str, ...]:
    if len(bodies) >= _GROUPED_FROM:
        return ("Các cơ quan theo danh sách kèm theo",)
    return tuple(bodies) or ("Các cơ quan liên quan",)


def _asked(content: ReviewContent, due_on: dt.date) -> Iterator[Block]:
    yield Paragraph(
        f"{content.issuer} chủ trì {lower_first(kind_of(content))} việc thực hiện {content.cited}, giai đoạn "
        f"{format_date(content.period_start)} - {format_date(content.period_end)}."
    )
    yield Paragraph(f"Để có cơ sở tổng hợp, {content.issuer} đề nghị các cơ quan:")
    yield Paragraph(
        f"1. Báo cáo theo đề cương và nội dung kèm theo; số liệu tính đến ngày {format_date(content.as_of)}."
    )
    yield Paragraph(
        f"2. Gửi báo cáo trên hệ thống theo dõi kế hoạch trước hết ngày {format_date(due_on)} để tổng hợp, "
        f"báo cáo cấp có thẩm quyền."
    )
    yield Paragraph(f"{content.issuer} đề nghị các cơ quan quan tâm, thực hiện./.")


def _questions(form: FormContent) -> Iterator[Block]:
    """Sections to answer; a table with the columns to be filled in."""
    for place, section in enumerate(form.sections, 1):
        yield Heading(f"{place}. {section.title}", 2)
        if section.guidance:
            yield Paragraph((Run(section.guidance, italic=True),))
        if section.kind == "table":
            columns = (
                Column("Nội dung", max(40, 8 * len(section.columns))),
                *(Column(_headed(c.title, c.unit), 14) for c in section.columns),
            )
            rows = [(row.title, *("" for _ in section.columns)) for row in section.rows]
            yield Table(columns, rows or [("",) * len(columns)])


def _headed(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit else title


def _listed(bodies: Sequence[str]) -> Table:
    columns = (Column("TT", 10, "center"), Column("Cơ quan", 90))
    return Table(columns, [(str(n), name) for n, name in enumerate(bodies, 1)])
