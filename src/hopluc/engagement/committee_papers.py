"""Papers of a steering committee in official form (Nghị định 30/2020/NĐ-CP): invitation, minutes, notice
of conclusions, work programme. Number and date are left to the document system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hopluc.engagement.models import Committee, CommitteeMember, WorkItem
from hopluc.engagement.queries.committees import Attended, MeetingView, WorkRow
from hopluc.office.issuing import in_lines, place_of
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
from hopluc.viet.dates import format_date
from hopluc.viet.text import lower_first

_DOTS = "…" * 40


def invitation_docx(view: MeetingView) -> bytes:
    """The invitation to a meeting ("Giấy mời")."""
    meeting = view.meeting
    return write_docx(
        Document(
            letterhead=_head(meeting.committee, "GM", meeting.on.year),
            kind="GIẤY MỜI",
            subject=f"Dự {_lowered(meeting.title)}",
            blocks=(*_invitation(view),),
            recipients=("Như trên", f"{meeting.committee.standing_agency.name}", "Lưu: VT"),
            signature=_signed([one.member for one in view.members]),
        )
    )


def minutes_docx(view: MeetingView) -> bytes:
    """The minutes ("Biên bản họp"), signed by the secretary and the chair."""
    meeting, minutes = view.meeting, view.minutes
    if minutes is None:
        raise ValueError("a meeting without minutes has none to print")
    return write_docx(
        Document(
            letterhead=_head(meeting.committee, "BB", minutes.held_on.year),
            kind="BIÊN BẢN",
            subject=meeting.title,
            blocks=(*_minutes(view),),
            recipients=("Thành viên Ban Chỉ đạo", "Lưu: VT"),
            signature=Signature(("CHỦ TỌA",), _name(minutes.chaired_by)),
            countersignature=Signature(("THƯ KÝ",), _name(minutes.written_by)),
        )
    )


def conclusions_docx(view: MeetingView) -> bytes:
    """The notice of conclusions ("Thông báo kết luận"); the compiler reads it again as tasks."""
    meeting = view.meeting
    held_on = view.minutes.held_on if view.minutes else meeting.on
    return write_docx(
        Document(
            letterhead=_head(meeting.committee, "TB", held_on.year),
            kind="THÔNG BÁO",
            subject=f"Kết luận {_lowered(meeting.title)}",
            blocks=(*_conclusions(view),),
            recipients=(
                *dict.fromkeys(row.who for row in view.conclusions),
                "Thành viên Ban Chỉ đạo",
                "Lưu: VT",
            ),
            signature=_signed([one.member for one in view.members]),
        )
    )


def programme_docx(
    committee: Committee, year: int, rows: Sequence[WorkRow], sitting: Sequence[CommitteeMember]
) -> bytes:
    """The work programme of a year ("Chương trình công tác")."""
    listed = [row.item for row in rows if row.item.state != WorkItem.State.DROPPED]
    lines = [
        (str(place), one.text, f"{one.due_on.month}", one.body_name) for place, one in enumerate(listed, 1)
    ]
    columns = (
        Column("TT", 1, "center"),
        Column("Nội dung", 7),
        Column("Tháng", 1.5, "center"),
        Column("Chuẩn bị", 4),
    )
    intro = f"Căn cứ {_founded(committee)}, {committee.body.name} ban hành chương trình công tác năm {year}:"
    return write_docx(
        Document(
            letterhead=_head(committee, "CTr", year),
            kind="CHƯƠNG TRÌNH",
            subject=f"Công tác năm {year} của {committee.body.name}",
            blocks=(Paragraph(intro), Table(columns, lines)),
            recipients=("Thành viên Ban Chỉ đạo", committee.standing_agency.name, "Lưu: VT"),
            signature=_signed(sitting),
        )
    )


def _head(committee: Committee, kind: str, year: int) -> Letterhead:
    body, above = committee.body, committee.body.parent
    return Letterhead(
        issuer=body.name,
        superior=in_lines(above.name) if above else "",
        symbol=f"{kind}-BCĐ",
        place=place_of(above.name) if above else "",
        year=year,
    )


def _signed(sitting: Sequence[CommitteeMember]) -> Signature:
    """The head signs; who signs in their stead is written by hand."""
    head = next((one for one in sitting if one.role == CommitteeMember.Role.HEAD), None)
    return Signature(("TRƯỞNG BAN",), head.name if head else "")


def _name(person: str) -> str:
    """The name of "Lê Văn Bình, Chánh Văn phòng"."""
    return person.partition(",")[0].strip()


def _lowered(title: str) -> str:
    return lower_first(title)


def _founded(committee: Committee) -> str:
    return lower_first(committee.document)


def _when(view: MeetingView) -> str:
    meeting = view.meeting
    hour = f"{meeting.at:%H giờ %M}, " if meeting.at else "… giờ …, "
    return f"{hour}ngày {format_date(meeting.on)}"


def _person(one: CommitteeMember) -> str:
    words = [one.name, one.post or one.body_name, one.get_role_display()]
    return ", ".join(word for word in words if word)


def _invitation(view: MeetingView) -> Iterator[Block]:
    meeting = view.meeting
    yield Paragraph(f"{meeting.committee.body.name} trân trọng kính mời:")
    invited = [_person(one.member) for one in view.members]
    invited += [line.strip() for line in meeting.guests.splitlines() if line.strip()]
    yield Paragraph("\n".join(f"- {one};" for one in invited) or _DOTS)
    yield Paragraph(f"Tới dự: {meeting.title}.")
    if meeting.chair:
        yield Paragraph(f"Chủ trì: {_person(meeting.chair)}.")
    yield Paragraph(f"Thời gian: {_when(view)}.")
    yield Paragraph(f"Địa điểm: {meeting.place or _DOTS}")
    yield Paragraph("Nội dung:")
    yield _agenda(view)
    yield Paragraph("Đề nghị các đồng chí chuẩn bị nội dung được phân công và dự họp đúng thành phần./.")


def _agenda(view: MeetingView) -> Table:
    rows = [(str(one.order), one.text, one.presenter) for one in view.meeting.agenda.all()]
    return Table((Column("TT", 1, "center"), Column("Nội dung", 8), Column("Trình bày", 3.5)), rows)


def _minutes(view: MeetingView) -> Iterator[Block]:
    meeting, minutes = view.meeting, view.minutes
    if minutes is None:
        return
    hour = f"{meeting.at:%H giờ %M}" if meeting.at else "… giờ …"
    yield Paragraph(f"Thời gian bắt đầu: {hour}, ngày {format_date(minutes.held_on)}.")
    yield Paragraph(f"Địa điểm: {minutes.place or meeting.place or _DOTS}")
    yield Paragraph(f"Chủ trì (chủ tọa): {minutes.chaired_by}.")
    yield Paragraph(f"Thư ký (người ghi biên bản): {minutes.written_by or _DOTS}")
    yield Heading("I. THÀNH PHẦN THAM DỰ")
    yield from _people("1. Có mặt", view.present)
    yield from _people("2. Vắng mặt", view.absent)
    if minutes.others:
        yield Heading("3. Khách mời", 2)
        yield Paragraph(minutes.others)
    yield Heading("II. NỘI DUNG")
    yield _agenda(view)
    yield Heading("III. DIỄN BIẾN, Ý KIẾN THẢO LUẬN")
    yield Paragraph(minutes.summary)
    yield Heading("IV. KẾT LUẬN")
    if view.conclusions:
        yield _asked(view)
    else:
        yield Paragraph("Phiên họp không giao nhiệm vụ mới.")
    yield Paragraph(f"Buổi họp kết thúc vào … giờ …, ngày {format_date(minutes.held_on)}./.")


def _people(title: str, people: Sequence[Attended]) -> Iterator[Block]:
    yield Heading(title, 2)
    if not people:
        yield Paragraph("Không có.")
        return
    yield Table(
        (Column("TT", 1, "center"), Column("Họ và tên, chức vụ", 7), Column("Ghi chú", 4)),
        [(str(place), _person(one.member), _noted(one)) for place, one in enumerate(people, 1)],
    )


def _noted(one: Attended) -> str:
    if one.state == "sent":
        return f"Cử người thay: {one.note}" if one.note else "Cử người thay"
    return one.note


def _asked(view: MeetingView) -> Table:
    rows = [
        (
            row.number,
            row.text,
            row.who,
            ", ".join(row.helpers),
            f"Trước ngày {format_date(row.due_on)}" if row.due_on else "",
        )
        for row in view.conclusions
    ]
    columns = (
        Column("TT", 1, "center"),
        Column("Nhiệm vụ", 6),
        Column("Cơ quan chủ trì", 3),
        Column("Cơ quan phối hợp", 3),
        Column("Thời hạn", 2.2, "center"),
    )
    return Table(columns, rows)


def _conclusions(view: MeetingView) -> Iterator[Block]:
    meeting, minutes = view.meeting, view.minutes
    day = format_date(minutes.held_on if minutes else meeting.on)
    chaired = f" do {minutes.chaired_by} chủ trì" if minutes else ""
    committee = meeting.committee.body.name
    yield Paragraph(f"Ngày {day}, {committee} tổ chức {_lowered(meeting.title)}{chaired}.")
    yield Paragraph("Sau khi nghe báo cáo và ý kiến thảo luận, Ban Chỉ đạo kết luận, giao nhiệm vụ:")
    yield _asked(view)
    yield Paragraph(
        f"{meeting.committee.standing_agency.name} theo dõi, đôn đốc và tổng hợp kết quả, báo cáo Ban "
        f"Chỉ đạo. {committee} thông báo để các cơ quan biết, thực hiện./."
    )
