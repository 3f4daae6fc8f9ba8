"""A steering committee as people meet it: from its file to conclusions on a board, and on paper."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hopluc.engagement.actions import committees as actions
from hopluc.engagement.models import Committee, CommitteeMember, Conclusion, Meeting, WorkItem
from tests.engagement.scene import TODAY, Scene, ago, text
from tests.engagement.test_committees import seat_of, set_up
from tests.engagement.test_visit_pages import rows_of, words


def page(name: str, *args: int) -> str:
    return reverse(f"engagement:{name}", args=args)


def day(days: int) -> str:
    return f"{ago(days):%d/%m/%Y}"


def test_from_the_file_of_a_committee_to_conclusions_on_a_board(scene: Scene) -> None:
    ours, theirs = scene.client(scene.standing), scene.client(scene.trade)
    assert "Lập hồ sơ" in text(ours.get(page("committees")))
    founding = {"standing": scene.standing.pk, "document": "QĐ 215/QĐ-UBND", "founded_on": day(100)}
    text(ours.post(page("set_up_committee", scene.steering.pk), founding, follow=True))
    committee = Committee.objects.get()
    member = {
        "user": scene.by(scene.trade).user.pk,
        "name": "",
        "post": "Giám đốc Sở Công Thương",
        "body": scene.trade.pk,
        "role": "member",
        "since": day(90),
        "document": "QĐ 215/QĐ-UBND",
        "order": 2,
    }
    shown = text(ours.post(page("add_member", committee.pk), member, follow=True))
    assert "Giám đốc Sở Công Thương" in shown
    head = member | {"user": "", "name": "Trần Chủ", "body": "", "role": "head", "post": "Phó Chủ tịch"}
    text(ours.post(page("add_member", committee.pk), head, follow=True))
    assert "Trần Chủ" in text(theirs.get(page("committee", committee.pk)))

    offered = text(ours.get(page("plan_meeting", committee.pk), {"cham": 5}))
    assert "quá hạn 5 ngày: Mở hội chợ" in offered
    assert "Mở hội chợ" not in text(ours.get(page("plan_meeting", committee.pk), {"cham": 6}))
    programme = {
        "title": "Phiên họp quý I",
        "on": day(2),
        "at": "8h30",
        "place": "Hội trường",
        "chair": CommitteeMember.objects.get(role="head").pk,
        "others": "Báo cáo quý I | Sở Tài chính",
        "tasks": [scene.task.pk],
        "guests": "Văn phòng UBND tỉnh",
    }
    address = f"{page('plan_meeting', committee.pk)}?cham=5"
    text(ours.post(address, programme, follow=True))
    meeting = Meeting.objects.get()
    assert [one.task_id for one in meeting.agenda.all()] == [None, scene.task.pk]
    assert theirs.get(page("meeting", meeting.pk)).status_code == 404
    invited = words(ours.get(page("invitation_docx", meeting.pk)).content)
    for said in ("GIẤY MỜI", "Trần Chủ", "08 giờ 30", "Văn phòng UBND tỉnh", "Báo cáo quý I"):
        assert said in invited
    number = {"number": "3/GM-BCĐ", "on": day(3), "seen": meeting.revision}
    text(ours.post(page("invite_to_meeting", meeting.pk), number, follow=True))
    assert "3/GM-BCĐ" in text(theirs.get(page("meeting", meeting.pk)))

    seat = CommitteeMember.objects.get(role="member")
    minutes = {
        "held_on": day(2),
        "chaired_by": "Trần Chủ, Phó Chủ tịch",
        "written_by": "Lê Văn Bình",
        "summary": "Các thành viên nhất trí.",
        f"state{seat.pk}": "sent",
        f"note{seat.pk}": "Phó Giám đốc Mai",
        "evidence": [SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7 bien ban")],
    }
    shown = text(ours.post(page("meeting_minutes", meeting.pk), minutes, follow=True))
    assert "Phó Giám đốc Mai" in shown
    assert "bien-ban.pdf" in shown
    signed = words(theirs.get(page("meeting_minutes_docx", meeting.pk)).content)
    assert "Cử người thay: Phó Giám đốc Mai" in signed
    assert "CHỦ TỌA" in signed

    said = {"text": "Bố trí mặt bằng.", "who": f"b{scene.trade.pk}", "due_on": day(-10)}
    shown = text(ours.post(page("conclude", meeting.pk), said, follow=True))
    assert "Chưa theo dõi" in shown
    assert "Bố trí mặt bằng." in words(ours.get(page("conclusions_docx", meeting.pk)).content)
    text(ours.post(page("follow_conclusions", meeting.pk), {"number": "", "issued_on": ""}, follow=True))
    task = Conclusion.objects.get().task
    assert task
    assert reverse("plans:task", args=[task.pk]) in text(theirs.get(page("meeting", meeting.pk)))
    board = text(theirs.get(reverse("plans:board", args=[task.plan_id])))
    assert "Bố trí mặt bằng." in board
    (_title, _blank, _head, row) = rows_of(ours.get(page("meetings_excel", committee.pk)))
    assert row[4:6] == ["Bố trí mặt bằng.", "Sở Công Thương"]


def test_members_of_a_day_on_the_page_and_in_excel(scene: Scene) -> None:
    committee, by = set_up(scene), scene.by(scene.standing)
    seat = actions.seat(committee, seat_of(), by=by)
    ours = scene.client(scene.standing)
    changed = {
        "user": "", "name": "Vũ Thị Mai", "role": "member", "since": day(50), "document": "QĐ 9", "body": "",
    }  # fmt: skip
    text(ours.post(page("change_member", seat.pk), changed, follow=True))
    now = rows_of(ours.get(page("committee_excel", committee.pk)))
    then = rows_of(ours.get(page("committee_excel", committee.pk), {"ngay": day(51)}))
    assert (now[-1][1], then[-1][1]) == ("Vũ Thị Mai", "Lê Văn Bình")
    assert "Đính chính" not in text(ours.get(page("committee", committee.pk), {"ngay": day(51)}))


def test_a_refusal_stands_beside_the_field(scene: Scene) -> None:
    committee, ours = set_up(scene), scene.client(scene.standing)
    nobody = {"user": "", "name": " ", "role": "member", "since": "hôm nay", "document": "QĐ 9"}
    shown = text(ours.post(page("add_member", committee.pk), nobody), 422)
    assert "Chọn người có tài khoản, hoặc ghi họ và tên." in shown
    assert "Ngày không đúng" in shown
    empty = {"title": "Phiên họp", "on": day(0), "others": " | ", "chair": ""}
    assert "ít nhất một nội dung" in text(ours.post(page("plan_meeting", committee.pk), empty), 422)


def test_the_work_programme_of_a_year_on_the_page_on_paper_and_in_excel(scene: Scene) -> None:
    committee, ours = set_up(scene), scene.client(scene.standing)
    year = TODAY.year - 1
    address = f"{page('add_work', committee.pk)}?nam={year}"
    work = {"month": 3, "text": "Sơ kết quý I", "body": scene.trade.pk, "who": ""}
    shown = text(ours.post(address, work, follow=True))
    assert "Quá hạn" in shown
    programme = page("committee_work", committee.pk)
    assert "Sơ kết quý I" not in text(ours.get(programme))
    assert "Sơ kết quý I" in words(ours.get(page("committee_work_docx", committee.pk), {"nam": year}).content)
    rows = rows_of(ours.get(page("committee_work_excel", committee.pk), {"nam": year}))
    assert rows[-1][2:4] == ["Sơ kết quý I", "Sở Công Thương"]
    item = WorkItem.objects.get()
    done = {"state": "done", "on": day(0), "result": "Đã sơ kết.", "seen": item.revision}
    shown = text(ours.post(page("settle_work", item.pk), done, follow=True))
    assert "Quá hạn" not in shown
    assert ours.get(programme, {"nam": "9999"}).status_code == 404


def test_an_agency_records_a_committee_of_its_own_or_of_the_issuer_of_a_plan_that_it_follows(
    scene: Scene,
) -> None:
    ours, theirs = scene.client(scene.standing), scene.client(scene.trade)
    given = {
        "name": "Ban Chỉ đạo chuyển đổi số hợp tác xã",
        "under": scene.trade.pk,
        "standing": scene.trade.pk,
        "document": "QĐ 18/QĐ-SCT",
        "founded_on": day(9),
    }
    shown = text(theirs.post(page("found_committee"), given, follow=True))
    assert given["name"] in shown
    made = Committee.objects.get().body
    assert (made.kind, made.parent, made.since) == ("steering", scene.trade, ago(9))
    refused = theirs.post(page("found_committee"), given | {"under": scene.standing.pk})
    assert refused.status_code == 422
    again = theirs.post(page("found_committee"), given)
    assert "Đã có cơ quan tên" in again.content.decode()
    late = theirs.post(page("found_committee"), given | {"name": "Ban khác", "founded_on": day(-3)})
    assert late.status_code == 422
    text(ours.post(page("found_committee"), given | {"under": scene.plan.owner_id}, follow=True))
    assert Committee.objects.filter(body__parent=scene.plan.owner).count() == 1
