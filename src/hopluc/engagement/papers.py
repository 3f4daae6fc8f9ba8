"""The papers of a visit in official form (Nghị định 30/2020/NĐ-CP): its notice and its minutes.

Number and date are left to the document system; minutes bear the day on which they were drawn up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hopluc.engagement.models import Advice
from hopluc.engagement.queries.visits import VisitView
from hopluc.law.documents import kind_of_slug
from hopluc.office.issuing import in_lines, issuer_symbol, place_of, plan_named, signatory_of
from hopluc.office.official import (
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Table,
    write_docx,
)
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan
from hopluc.viet.dates import format_date


def notice_docx(view: VisitView) -> bytes:
    """The notice of a visit ("Thông báo … về việc kiểm tra …")."""
    visit = view.visit
    return write_docx(
        Document(
            letterhead=_head(visit.visitor, visit.plan, "TB", visit.on.year),
            kind="THÔNG BÁO",
            subject=f"Kiểm tra tình hình thực hiện {_short(visit.plan)}\ntại {visit.body_name}",
            blocks=(*_notice(view),),
            recipients=(visit.body_name, "Thành viên đoàn kiểm tra", *_above(view), "Lưu: VT"),
            signature=Signature(tuple(signatory_of(visit.visitor.kind).split("\n"))),
        )
    )


def minutes_docx(view: VisitView) -> bytes:
    """The minutes of a visit ("Biên bản kiểm tra …"), signed by both sides."""
    visit, minutes = view.visit, view.minutes
    if minutes is None:
        raise ValueError("a visit without minutes has none to print")
    return write_docx(
        Document(
            letterhead=_head(visit.visitor, visit.plan, "BB", minutes.held_on.year, minutes.held_on),
            kind="BIÊN BẢN",
            subject=f"Kiểm tra tình hình thực hiện {_short(visit.plan)}\ntại {visit.body_name}",
            blocks=(*_minutes(view),),
            recipients=(visit.body_name, *_above(view), "Lưu: VT"),
            signature=Signature(("TRƯỞNG ĐOÀN KIỂM TRA",), view.members[0].name if view.members else ""),
            countersignature=Signature(("ĐẠI DIỆN CƠ QUAN", "ĐƯỢC KIỂM TRA")),
        )
    )


def _head(body: Organisation, plan: Plan, kind: str, year: int, day: dt.date | None = None) -> Letterhead:
    return Letterhead(
        issuer=body.name,
        superior=in_lines(body.parent.name) if body.parent else "",
        symbol=f"{kind}-{issuer_symbol(body.name, body.short_name)}",
        place=place_of(body.name) or place_of(plan.owner.name),
        year=year,
        day=day,
    )


def _above(view: VisitView) -> tuple[str, ...]:
    """The issuer of the plan is told of what is found in carrying it out."""
    plan = view.visit.plan
    return () if plan.owner_id == view.visit.visitor_id else (f"{plan.owner.name} (để báo cáo)",)


def _kind(plan: Plan) -> str:
    kind = kind_of_slug(plan.kind)
    return kind.name.capitalize() if kind else "Văn bản"


def _short(plan: Plan) -> str:
    """The plan as a title names it: kind and number, else its subject."""
    return f"{_kind(plan)} số {plan.number}" if plan.number else plan.title


def _cited(plan: Plan) -> str:
    issuer = plan.issuer_name or plan.owner.name
    return plan_named(_kind(plan), plan.number, plan.issued_on, issuer, plan.title)


def _days(view: VisitView) -> str:
    visit = view.visit
    if visit.until and visit.until != visit.on:
        return f"từ ngày {format_date(visit.on)} đến ngày {format_date(visit.until)}"
    return f"ngày {format_date(visit.on)}"


def _team(view: VisitView) -> Table:
    rows = [
        (str(place), one.name, one.position, "Trưởng đoàn" if one.leads else "Thành viên")
        for place, one in enumerate(view.members, 1)
    ]
    columns = (
        Column("TT", 1, "center"),
        Column("Họ và tên", 4),
        Column("Chức vụ, cơ quan", 5),
        Column("Nhiệm vụ", 2.5),
    )
    return Table(columns, rows)


def _notice(view: VisitView) -> Iterator[Block]:
    visit = view.visit
    yield Paragraph(
        f"Thực hiện {_cited(visit.plan)}, {visit.visitor_name} thông báo kiểm tra tình hình thực hiện "
        f"kế hoạch tại {visit.body_name} như sau:"
    )
    yield Heading("1. Thời gian, địa điểm", 2)
    place = f" tại {visit.place}" if visit.place else f" tại {visit.body_name}"
    yield Paragraph(f"{_days(view).capitalize()},{place}.")
    yield Heading("2. Thành phần đoàn kiểm tra", 2)
    yield _team(view)
    yield Heading("3. Nội dung kiểm tra", 2)
    yield Paragraph(visit.purpose)
    if view.tasks:
        yield Paragraph("Các nhiệm vụ được kiểm tra:")
        rows = [(task.number or task.code, task.text, task.deadline_text) for task in view.tasks]
        columns = (Column("TT", 1, "center"), Column("Nhiệm vụ", 7), Column("Thời gian thực hiện", 3))
        yield Table(columns, rows)
    if visit.asked:
        yield Heading("4. Tài liệu đề nghị chuẩn bị", 2)
        yield Paragraph(visit.asked)
    yield Paragraph(
        f"Đề nghị {visit.body_name} bố trí thành phần làm việc và chuẩn bị nội dung để buổi kiểm tra "
        "đạt kết quả./."
    )


def _minutes(view: VisitView) -> Iterator[Block]:
    visit, minutes = view.visit, view.minutes
    if minutes is None:
        return
    noticed = ""
    if visit.noticed_on:
        noticed = f" theo Thông báo số {visit.notice_number} ngày {format_date(visit.noticed_on)}"
    yield Paragraph(
        f"Ngày {format_date(minutes.held_on)}, tại {visit.place or visit.body_name}, đoàn kiểm tra của "
        f"{visit.visitor_name} làm việc với {visit.body_name}{noticed} về tình hình thực hiện "
        f"{_cited(visit.plan)}."
    )
    yield Heading("I. THÀNH PHẦN")
    yield Heading("1. Đoàn kiểm tra", 2)
    yield _team(view)
    yield Heading("2. Đại diện cơ quan được kiểm tra", 2)
    yield Paragraph(minutes.received_by or "…" * 60)
    yield Heading("II. NỘI DUNG KIỂM TRA")
    yield Paragraph(visit.purpose)
    yield Heading("III. KẾT QUẢ KIỂM TRA")
    yield Paragraph(minutes.summary)
    if view.tasks:
        rows = [(task.number or task.code, task.text, seen) for task, seen in view.looked_at]
        columns = (Column("TT", 1, "center"), Column("Nhiệm vụ", 5), Column("Kết quả kiểm tra", 5))
        yield Table(columns, rows)
    yield Heading("IV. Ý KIẾN CỦA CƠ QUAN ĐƯỢC KIỂM TRA")
    yield Paragraph(minutes.opinion or "…" * 60)
    yield Heading("V. KIẾN NGHỊ")
    yield from _advice(view)
    yield Paragraph(
        "Biên bản được đọc cho những người có mặt cùng nghe, thống nhất thông qua và lập thành 02 bản, "
        "mỗi bên giữ 01 bản./."
    )


def _advice(view: VisitView) -> Iterator[Block]:
    given = [row.advice for row in view.advice if row.advice.state != Advice.State.DROPPED]
    if not given:
        yield Paragraph("Đoàn kiểm tra không có kiến nghị.")
        return
    rows = [(str(one.number), one.text, one.body_name, format_date(one.due_on)) for one in given]
    columns = (
        Column("TT", 1, "center"),
        Column("Kiến nghị", 6),
        Column("Cơ quan thực hiện", 3),
        Column("Hạn thực hiện", 2, "center"),
    )
    yield Table(columns, rows)
