"""The draft as a document in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, number and day left blank.

Targets and tasks stand in annexes, as tables whose headings the compiler knows: issued and received
again, the document gives the tasks, leads, deadlines and targets of the draft. Dropped lines are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hopluc.office.issuing import issuer_symbol, signatory_of
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
from hopluc.plans.models import Plan
from hopluc.reporting.frozen import cited
from hopluc.reporting.letterheads import place_before_day, superior_of
from hopluc.reporting.yearly.models import Draft, DraftLine
from hopluc.reporting.yearly.targets import TargetRow
from hopluc.viet.numbers import to_roman

_TASKS = (
    Column("TT", 5, "center"),
    Column("Nội dung nhiệm vụ", 38),
    Column("Cơ quan chủ trì", 17),
    Column("Cơ quan phối hợp", 17),
    Column("Thời gian hoàn thành", 13, "center"),
    Column("Sản phẩm", 14),
)


def document(
    draft: Draft,
    lines: Sequence[tuple[str, Sequence[DraftLine]]],
    targets: Sequence[TargetRow],
    above: Sequence[Plan],
) -> Document:
    """The draft as a Kế hoạch of the plan's owner. lines: group by group, as queries.grouped gives them;
    targets: those with a figure, with what stands beside them; above: the plans that it is to carry out."""
    plan, owner = draft.plan, draft.plan.owner
    annexes = []
    if targets:
        annexes.append(Annex(f"Chỉ tiêu năm {draft.year}", (_target_table(draft.year, targets),)))
    if lines:
        annexes.append(Annex(f"Phân công nhiệm vụ năm {draft.year}", (_task_table(lines),)))
    return Document(
        letterhead=Letterhead(
            issuer=owner.name,
            superior=superior_of(owner),
            symbol=f"KH-{issuer_symbol(owner.name, owner.short_name)}",
            place=place_before_day(owner),
            year=draft.year,
        ),
        kind="KẾ HOẠCH",
        subject=draft.title,
        blocks=tuple(_blocks(draft, plan, above, bool(targets))),
        recipients=("Các cơ quan thực hiện kế hoạch", (plan.standing_agency or owner).name, "Lưu: VT"),
        signature=Signature(tuple(signatory_of(owner.kind).split("\n"))),
        annexes=tuple(annexes),
    )  # fmt: skip


def _blocks(draft: Draft, plan: Plan, above: Iterable[Plan], targets: bool) -> Iterator[Block]:
    owner, standing = plan.owner.name, (plan.standing_agency or plan.owner).name
    for one in above:
        yield Paragraph((Run(f"Thực hiện {cited(one)};", italic=True),))
    yield Paragraph((Run(f"Trên cơ sở kết quả thực hiện {cited(plan)};", italic=True),))
    yield Paragraph(f"{owner} ban hành Kế hoạch {_lowered(draft.title)} như sau:")
    yield Heading("I. MỤC ĐÍCH, YÊU CẦU")
    yield Paragraph(
        "1. Tiếp tục các nhiệm vụ chưa hoàn thành, thực hiện các nhiệm vụ thường xuyên, định kỳ và nhiệm vụ "
        f"cấp trên giao trong năm {draft.year}."
    )
    yield Paragraph(
        "2. Mỗi nhiệm vụ có cơ quan chủ trì, thời gian hoàn thành và sản phẩm cụ thể; kết quả được cập nhật "
        "kịp thời, có minh chứng."
    )
    yield Heading("II. CHỈ TIÊU, NHIỆM VỤ")
    if targets:
        yield Paragraph(f"1. Chỉ tiêu năm {draft.year}: tại Phụ lục I kèm theo.")
    yield Paragraph(
        f"{'2' if targets else '1'}. Nhiệm vụ, cơ quan thực hiện, thời gian hoàn thành và sản phẩm: tại "
        f"{'Phụ lục II' if targets else 'Phụ lục'} kèm theo."
    )
    yield Heading("III. TỔ CHỨC THỰC HIỆN")
    yield Paragraph(
        "1. Các cơ quan được phân công căn cứ kế hoạch này tổ chức thực hiện; khó khăn, vướng mắc phát sinh "
        f"phản ánh về {standing} để tổng hợp, trình xem xét, giải quyết."
    )
    yield Paragraph(f"2. {standing} theo dõi, đôn đốc, tổng hợp kết quả thực hiện kế hoạch./.")


def _lowered(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _target_table(year: int, targets: Sequence[TargetRow]) -> Table:
    """The targets of the year, with what the plan of today asks and what was reached of it."""
    columns = (
        Column("TT", 6, "center"),
        Column("Chỉ tiêu", 44),
        Column("Đơn vị tính", 16, "center"),
        Column("Mức giao hiện nay", 17, "right"),
        Column("Đã thực hiện", 17, "right"),
        Column(f"Kế hoạch năm {year}", 17, "right"),
    )
    rows = [
        (str(place), one.target.name, one.target.unit, one.before, one.reached, one.proposed)
        for place, one in enumerate(targets, 1)
    ]
    return Table(columns, rows)


def _task_table(lines: Sequence[tuple[str, Sequence[DraftLine]]]) -> Table:
    """A title row for each group, its tasks numbered within it."""
    rows: list[Sequence[str | Cell]] = []
    for place, (title, group) in enumerate(lines, 1):
        head = title or "Nhiệm vụ"
        rows.append((Cell(to_roman(place), bold=True), Cell(head, bold=True, span=len(_TASKS) - 1)))
        rows.extend(
            (str(number), one.text, one.leads, one.coordinators, one.deadline, one.products)
            for number, one in enumerate(group, 1)
        )
    return Table(_TASKS, rows)
