"""A body's own plan out of the work it was given: what goes into it, and its document.

The document is in the official form (Nghị định 30/2020/NĐ-CP, Phụ lục I), number and date left blank.
Its annex has the column "Nhiệm vụ cấp trên giao" with the superior plan's own words, so that the
document, edited, issued and read again, finds its way back to these tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hopluc.office.issuing import in_lines, issuer_symbol, place_of, plan_named, signatory_of
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
from hopluc.plans.models import Assignment, Party, Plan
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import to_roman

_COLUMNS = (
    Column("TT", 5, "center"),
    Column("Nội dung công việc", 26),
    Column("Nhiệm vụ cấp trên giao", 26),
    Column("Cơ quan chủ trì", 13),
    Column("Cơ quan phối hợp", 13),
    Column("Thời gian hoàn thành", 11, "center"),
    Column("Sản phẩm", 11),
)


@dataclass(frozen=True, slots=True)
class Given:
    """The parts of a body in one plan, in the plan's order."""

    plan: Plan
    parts: Sequence[Assignment]


def work_of(
    body: Organisation, on: dt.date, *, plan: Plan | None = None, year: int | None = None
) -> list[Given]:
    """What a body was given in a plan, or in all plans in force that bind it in a year, plan by plan."""
    rows = Assignment.objects.of_body(body).held_on(on).filter(plan__state=Plan.State.IN_FORCE)
    if plan:
        rows = rows.filter(plan=plan)
    parts = rows.select_related("task__plan__owner", "task__group").prefetch_related("task__parties")
    found: dict[int, list[Assignment]] = {}
    for part in parts.order_by("plan__issued_on", "plan_id", "task__order", "pk"):
        if part.task.until is None and (year is None or _binds(part.task.plan, year)):
            found.setdefault(part.plan_id, []).append(part)
    return [Given(parts[0].task.plan, parts) for parts in found.values()]


def _binds(plan: Plan, year: int) -> bool:
    """Whether the plan's period touches a year; one without a period binds from its issue on."""
    start = plan.period_start or plan.issued_on
    return (start is None or start.year <= year) and (plan.period_end is None or plan.period_end.year >= year)


def document(body: Organisation, given: Sequence[Given], *, year: int, programme: bool = False) -> Document:
    """The body's own plan for what it was given; `programme`: its yearly work programme out of all plans."""
    superior = body.parent
    kind, sign = ("CHƯƠNG TRÌNH CÔNG TÁC", "CTr") if programme else ("KẾ HOẠCH", "KH")
    return Document(
        letterhead=Letterhead(
            issuer=body.name,
            superior=in_lines(superior.name) if superior and body.kind != Organisation.Kind.COMMITTEE else "",
            symbol=f"{sign}-{issuer_symbol(body.name, body.short_name)}",
            place=place_of(body.name) or (place_of(superior.name) if superior else ""),
            year=year,
        ),
        kind=kind,
        subject=_subject(given, year, programme),
        blocks=tuple(_blocks(body, given, year, programme)),
        recipients=(superior.name if superior else "Cơ quan cấp trên", "Các đơn vị thực hiện", "Lưu: VT"),
        signature=Signature(tuple(signatory_of(body.kind).split("\n"))),
        annexes=(Annex(f"Phân công nhiệm vụ{_of_year(year)}", (_table(body, given),)),),
    )


def _of_year(year: int) -> str:
    return f" năm {year}"


def _subject(given: Sequence[Given], year: int, programme: bool) -> str:
    if programme or len(given) != 1:
        return f"Thực hiện các nhiệm vụ về kinh tế tập thể, hợp tác xã năm {year}"
    plan = given[0].plan
    named = plan_named("Kế hoạch", plan.number, plan.issued_on, plan.issuer_name or plan.owner.name, "")
    return f"Thực hiện {named} năm {year}" if str(year) not in named[-4:] else f"Thực hiện {named}"


def _blocks(body: Organisation, given: Sequence[Given], year: int, programme: bool) -> Iterator[Block]:
    what = "Chương trình công tác" if programme else "Kế hoạch"
    for one in given:
        yield Paragraph((Run(f"Thực hiện {plan_in_words(one.plan)};", italic=True),))
    yield Paragraph(f"{body.name} ban hành {what} năm {year} như sau:")
    yield Heading("I. MỤC ĐÍCH, YÊU CẦU")
    yield Paragraph(
        "1. Cụ thể hóa nhiệm vụ được giao, phân công rõ đơn vị thực hiện, thời gian hoàn thành và sản phẩm."
    )
    yield Paragraph(
        "2. Việc thực hiện bảo đảm đúng tiến độ, chất lượng; kết quả được cập nhật, báo cáo kịp thời."
    )
    yield Heading("II. NHIỆM VỤ")
    yield Paragraph("Nhiệm vụ, đơn vị thực hiện, thời gian hoàn thành và sản phẩm tại Phụ lục kèm theo.")
    yield Heading("III. TỔ CHỨC THỰC HIỆN")
    yield Paragraph(
        f"Các đơn vị thuộc {body.name} căn cứ nhiệm vụ được phân công tổ chức thực hiện; "
        "khó khăn, vướng mắc phát sinh báo cáo lãnh đạo cơ quan xem xét, giải quyết./."
    )


def _table(body: Organisation, given: Sequence[Given]) -> Table:
    """A group for what the body leads and one for what it helps with, under each plan where they are
    several."""
    rows: list[Sequence[str | Cell]] = []
    group = 0
    for one in given:
        for role, title in (
            (Party.Role.LEAD, "Nhiệm vụ chủ trì"),
            (Party.Role.COORDINATOR, "Nhiệm vụ phối hợp"),
        ):
            parts = [part for part in one.parts if part.role == role]
            if not parts:
                continue
            group += 1
            under = f" ({one.plan.number})" if len(given) > 1 and one.plan.number else ""
            rows.append(
                (Cell(to_roman(group), bold=True), Cell(title + under, bold=True, span=len(_COLUMNS) - 1))
            )
            rows.extend(_line(body, part, number) for number, part in enumerate(parts, 1))
    return Table(_COLUMNS, rows)


def _line(body: Organisation, part: Assignment, number: int) -> tuple[str, ...]:
    """A row of the annex; the superior words stand twice: to be edited at the left, kept at the right."""
    task, leads = part.task, part.role == Party.Role.LEAD
    words = " ".join(task.text.split())
    others = [
        party.text
        for party in task.parties.all()
        if party.until is None and party.organisation_id != body.pk
        and party.role == (Party.Role.COORDINATOR if leads else Party.Role.LEAD)
    ]  # fmt: skip
    own = words if leads else f"Phối hợp thực hiện: {words[:1].lower()}{words[1:]}"
    return (
        str(number),
        own,
        words,
        body.name,
        "; ".join(others),
        _deadline(part),
        "; ".join(task.products),
    )


def _deadline(part: Assignment) -> str:
    written = " ".join(part.task.deadline_text.split())
    return written or (f"Trước ngày {format_date(part.due_on)}" if part.due_on else "Thường xuyên")
