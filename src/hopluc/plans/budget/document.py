"""Estimates in official form (Nghị định 30/2020/NĐ-CP, Phụ lục I): one body's, and those of a year gathered.

Number and date stay blank for the document system. The report says the sums; the lines are its annex.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from hopluc.office.issuing import in_lines, issuer_symbol, place_of, signatory_of
from hopluc.office.official import (
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Signature,
    Table,
)
from hopluc.organizations.models import Organisation
from hopluc.plans.amendments.words import plan_in_words
from hopluc.plans.budget import queries
from hopluc.plans.budget.rules import Amounts, dong, millions
from hopluc.plans.models import Estimate
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import to_roman
from hopluc.viet.text import lower_first

_SUMS = (
    Column("Dự toán", 0.2, "right"),
    Column("Đề xuất", 0.2, "right"),
    Column("Phê duyệt", 0.2, "right"),
)
_LINES = (
    Column("TT", 0.05, "center"),
    Column("Nhiệm vụ, nội dung chi", 0.27),
    Column("Nguồn", 0.09),
    Column("Định mức × số lượng", 0.14),
    *(Column(one.title, 0.11, "right") for one in _SUMS),
    Column("Căn cứ", 0.12),
)
_TOLD = "Đơn vị tính: đồng"


def year_document(view: queries.View, on: dt.date) -> Document:
    """What the standing agency (the owner, where there is none) gathered; `view`: lines handed in alone."""
    plan = view.year.plan
    issuer = plan.standing_agency or plan.owner
    subject = f"Tổng hợp dự toán kinh phí năm {view.year} thực hiện {plan_in_words(plan)}"
    blocks = [*_opening(view, on), Heading("2. Theo cơ quan", 2), *_bodies(view, on)]
    addressees = (plan.owner.name,) if plan.owner_id != issuer.pk else ()
    return _document(issuer, view, on, subject, tuple(blocks), addressees)


def estimate_document(estimate: Estimate, view: queries.View, on: dt.date) -> Document:
    """One body's estimate, to the standing agency."""
    plan = estimate.year.plan
    receiver = plan.standing_agency or plan.owner
    subject = f"Dự toán kinh phí năm {view.year} thực hiện {plan_in_words(plan)}"
    return _document(estimate.body, view, on, subject, tuple(_opening(view, on)), (receiver.name,))


def _document(
    issuer: Organisation,
    view: queries.View,
    on: dt.date,
    subject: str,
    blocks: tuple[Block, ...],
    addressees: tuple[str, ...],
) -> Document:
    plan, committee = view.year.plan, issuer.kind == Organisation.Kind.COMMITTEE
    superior = in_lines(issuer.parent.name) if issuer.parent and not committee else ""
    annex = Annex(f"Chi tiết dự toán kinh phí năm {view.year}", tuple(_annex(view)))
    return Document(
        letterhead=Letterhead(
            issuer=issuer.name,
            superior=superior,
            symbol=f"BC-{issuer_symbol(issuer.name, issuer.short_name)}",
            place=_place(issuer, plan.owner),
            year=on.year,
        ),
        kind="BÁO CÁO",
        subject=subject,
        blocks=blocks,
        addressees=addressees,
        recipients=("Như trên" if addressees else "Các cơ quan thực hiện kế hoạch", "Lưu: VT"),
        signature=Signature(tuple(signatory_of(issuer.kind).split("\n"))),
        annexes=(annex,) if view.lines else (),
    )


def _place(*bodies: Organisation) -> str:
    """The place of the first of the bodies, or of those above them, that governs one."""
    for body in bodies:
        above: Organisation | None = body
        while above:
            if place := place_of(above.name):
                return place
            above = above.parent
    return ""


def _opening(view: queries.View, on: dt.date) -> Iterator[Block]:
    total = view.total
    if not view.lines:
        yield Paragraph(f"Năm {view.year} không có nhu cầu kinh phí.")
        return
    said = f"Tổng dự toán là {dong(total.asked)} đồng ({millions(total.asked)} triệu đồng)"
    if total.proposed != total.asked:
        said += f"; số đề xuất sau khi rà soát là {dong(total.proposed)} đồng"
    if total.approved:
        said += f"; đã phê duyệt {dong(total.approved)} đồng, đã chi {dong(total.spent)} đồng"
    yield Paragraph(f"{said} (tính đến ngày {format_date(on)}).")
    yield Heading("1. Theo loại kinh phí và nguồn", 2)
    body: list[list[str | Cell]] = []
    for name, sums, sources in view.kinds:
        body.append(_bold(name, sums))
        body += [[f"- {source}", *_money(own)] for source, own in sources]
    yield _table("Loại kinh phí, nguồn", body, total)
    if len(view.kinds) > 1:
        told = (f"{lower_first(name)} {dong(sums.proposed)} đồng" for name, sums in view.sources)
        yield Paragraph(f"Số đề xuất của các loại kinh phí theo nguồn: {'; '.join(told)}.")


def _sums(head: str, rows: Sequence[tuple[str, Amounts]], total: Amounts) -> Table:
    return _table(head, [[name, *_money(sums)] for name, sums in rows], total)


def _table(head: str, rows: Sequence[list[str | Cell]], total: Amounts) -> Table:
    return Table((Column(head, 0.4), *_SUMS), [*rows, _bold("Tổng cộng", total)], caption=_TOLD)


def _bold(name: str, sums: Amounts) -> list[str | Cell]:
    return [Cell(text, bold=True) for text in (name, *_money(sums))]


def _money(sums: Amounts) -> list[str]:
    return [dong(sums.asked), dong(sums.proposed), dong(sums.approved)]


def _bodies(view: queries.View, on: dt.date) -> Iterator[Block]:
    """The bodies that have handed in with their sums; those that have not by name."""
    sent, lacking = [], []
    for row in queries.bodies(view, on):
        if row.estimate and row.estimate.state == Estimate.State.SUBMITTED:
            sent.append((row.body.name, row.sums))
        else:
            lacking.append(row.body.name)
    if sent:
        yield _sums("Cơ quan", sent, view.total)
    if lacking:
        yield Paragraph(f"Còn {len(lacking)} cơ quan chưa gửi dự toán: {'; '.join(lacking)}.")


def _annex(view: queries.View) -> Iterator[Block]:
    rows: list[list[str | Cell]] = []
    for place, (fund, sums, own) in enumerate(view.funds, 1):
        head = [Cell(to_roman(place), bold=True), Cell(str(fund.label), bold=True, span=3)]
        rows.append([*head, *(Cell(text, bold=True) for text in _money(sums)), ""])
        rows += [_row(count, line) for count, line in enumerate(own, 1)]
    rows.append([Cell("Tổng cộng", bold=True, span=4), *(Cell(t, bold=True) for t in _money(view.total)), ""])
    yield Paragraph((Run(_TOLD, italic=True),))
    yield Table(_LINES, rows)


def _row(count: int, line: Any) -> list[str | Cell]:
    number = f"{line.task.number}. " if line.task.number else ""
    what = f"{number}{line.task.text.rstrip('.;')}: {line.content} ({line.estimate.body.name})"
    norm = ""
    if line.norm is not None:
        norm = f"{dong(line.norm)} × {dong(line.quantity)} {line.unit}".strip()
    approved = dong(line.approved)
    money = [dong(line.amount), dong(line.proposed), approved]
    return [str(count), what, line.get_source_display(), norm, *money, line.basis]
