"""Letters to bodies with late work: each body one, each part named, sent and answered."""

from __future__ import annotations

import io
from unittest.mock import patch

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from hopluc.archive.actions import keep, path_of
from hopluc.archive.models import Deed, Notice
from hopluc.handover.rooms import ROOMS
from hopluc.organizations.acting import Role
from hopluc.plans import actions as plans
from hopluc.plans.actions import StaleFormError
from hopluc.reporting.urging import queries
from hopluc.reporting.urging.actions import letters as actions
from hopluc.reporting.urging.models import Letter, LetterBatch, LetterPart
from tests import factories
from tests.reporting.urging.scene import TODAY, Scene, ago, jobs


def words(letter: Letter) -> str:
    assert letter.docx
    paper = docx.Document(io.BytesIO(path_of(letter.docx.sha256).read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_every_late_body_gets_one_letter_that_names_its_late_parts(scene: Scene) -> None:
    batch = scene.written()
    assert {letter.body for letter in batch.letters.all()} == {scene.trade, scene.commune}
    named = {(part.letter.body, part.task, part.days_late) for part in LetterPart.objects.all()}
    assert named == {
        (scene.trade, scene.fair, 40),
        (scene.trade, scene.shop, 5),
        (scene.commune, scene.shop, 5),
    }
    assert {letter.state for letter in batch.letters.all()} == {"draft"}


def test_the_paper_has_the_official_form_with_number_and_date_left_blank(scene: Scene) -> None:
    told = words(scene.letter(scene.written(words="Gửi kèm danh sách hộ kinh doanh.")))
    assert "SỞ TÀI CHÍNH" in told
    assert "/STC" in told.replace("\u00a0", "")
    assert "V/v đôn đốc nhiệm vụ quá hạn của" in told
    assert "Kính gửi: Sở Công Thương" in told
    assert "02 nhiệm vụ đã quá hạn, chưa hoàn thành, lâu nhất là 40 ngày" in told
    assert f"trước ngày {ago(-10):%d/%m/%Y}" in told
    assert "Gửi kèm danh sách hộ kinh doanh." in told
    assert "Mở hội chợ" in told
    assert "Chưa có báo cáo." in told
    assert "12/STC" not in told


def test_the_annex_tells_the_last_word_that_counts_and_what_waits_for_the_approver(scene: Scene) -> None:
    part = scene.fair.assignments.get()
    by = scene.by(scene.trade)
    plans.report_progress(part, by=by, on=ago(20), state="under_way", percent=40, narrative="Đã thuê sân.")
    scene.by(scene.trade, Role.APPROVER)
    plans.report_progress(part, by=by, on=ago(2), state="finished", finished_on=ago(2), narrative="Xong.")
    told = words(scene.letter(scene.written()))
    assert f"{ago(20):%d/%m/%Y}: Đang thực hiện (40%). Đã thuê sân." in told
    assert f"Ngày {ago(2):%d/%m/%Y} đã báo cáo tiếp, đang chờ lãnh đạo cơ quan duyệt." in told


def test_one_letter_speaks_of_all_plans_where_no_plan_is_chosen(scene: Scene) -> None:
    letter = scene.letter(scene.written(plan=None))
    assert set(letter.parts.values_list("task__plan", flat=True)) == {scene.plan.pk, scene.other.pk}
    told = words(letter)
    assert "các kế hoạch" in told
    assert scene.other.number in told


def test_only_parts_late_by_so_many_days_are_named(scene: Scene) -> None:
    batch = scene.written(least_days=10)
    assert [part.task for part in LetterPart.objects.filter(letter__batch=batch)] == [scene.fair]


def test_a_worker_killed_in_the_middle_leaves_the_rest_to_the_next_and_no_letter_twice(scene: Scene) -> None:
    batch = scene.asked()
    made = actions._written

    def killed(letter_id: int, *rest: object) -> None:
        if LetterPart.objects.exists():
            raise SystemExit
        made(letter_id, *rest)  # type: ignore[arg-type]

    with patch.object(actions, "_written", killed), pytest.raises(SystemExit):
        jobs.write_letters(batch.pk)
    assert sorted(batch.letters.values_list("state", flat=True)) == ["draft", "waiting"]
    for _ in range(2):
        jobs.write_letters(batch.pk)
    assert set(batch.letters.values_list("state", flat=True)) == {"draft"}
    assert LetterPart.objects.count() == 3
    assert Deed.objects.filter(verb="write_letter").count() == 2


def test_what_goes_wrong_in_the_job_is_told_and_can_be_taken_up_again(scene: Scene) -> None:
    batch = scene.asked()
    with patch.object(actions, "keep", side_effect=OSError("full")), pytest.raises(OSError, match="full"):
        jobs.write_letters(batch.pk)
    batch.refresh_from_db()
    assert "Chưa soạn hết" in batch.message
    actions.write_again(batch, by=scene.by(scene.finance))
    jobs.write_letters(batch.pk)
    batch.refresh_from_db()
    assert batch.message == ""
    assert not batch.letters.filter(state="waiting").exists()


def test_a_body_that_finished_before_its_letter_was_written_gets_none(scene: Scene) -> None:
    batch = scene.asked()
    part = scene.shop.assignments.get(body=scene.commune)
    plans.report_progress(part, by=scene.by(scene.commune), on=TODAY, state="finished", finished_on=TODAY)
    jobs.write_letters(batch.pk)
    assert [letter.body for letter in batch.letters.all()] == [scene.trade]


def test_nobody_writes_a_letter_to_itself(scene: Scene) -> None:
    factories.task(scene.plan, scene.finance, due=ago(9))
    assert scene.finance not in {letter.body for letter in scene.asked().letters.all()}


@pytest.mark.parametrize("day", [1, -31])
def test_letters_are_of_today_or_soon(scene: Scene, day: int) -> None:
    with pytest.raises(ValidationError, match="Chọn ngày từ"):
        scene.asked(on=ago(day), answer_by=None)


def test_where_nobody_is_late_there_is_nothing_to_make(scene: Scene) -> None:
    with pytest.raises(ValidationError, match="không có phần việc nào quá hạn từ 100 ngày"):
        scene.asked(least_days=100)
    assert not LetterBatch.objects.exists()


def test_only_who_follows_the_plan_urges(scene: Scene) -> None:
    for by in (scene.by(scene.trade), scene.by(scene.finance, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            scene.asked(by=by)


def test_a_letter_left_out_is_not_sent_until_it_is_taken_in_again(scene: Scene) -> None:
    letter, by = scene.letter(scene.written()), scene.by(scene.finance)
    actions.leave_out(letter, by=by, reason="Đang chờ họp.")
    with pytest.raises(ValidationError, match="không ở trạng thái chờ gửi"):
        actions.mark_sent(letter, by=by, number="12/STC-TH", sent_on=TODAY)
    assert queries.last_urged([scene.fair.assignments.get().pk]) == {}
    actions.take_in(letter, by=by)
    assert actions.mark_sent(letter, by=by, number="12/STC-TH", sent_on=TODAY).state == "sent"


def test_once_sent_the_body_is_told_once_and_the_part_is_known_as_urged(scene: Scene) -> None:
    scene.by(scene.trade)
    letter = scene.sent()
    assert [notice.body_id for notice in Notice.objects.all()] == [scene.trade.pk]
    actions.mark_sent(letter, by=scene.by(scene.finance), number="13/STC-TH", sent_on=TODAY)
    assert Notice.objects.count() == 1
    part = scene.fair.assignments.get()
    assert queries.last_urged([part.pk, scene.seed.assignments.get().pk]) == {part.pk: TODAY}


def test_a_letter_needs_a_number_and_a_day_between_its_making_and_today(scene: Scene) -> None:
    letter, by = scene.letter(scene.written()), scene.by(scene.finance)
    with pytest.raises(ValidationError, match="Ghi số, ký hiệu"):
        actions.mark_sent(letter, by=by, number=" ", sent_on=TODAY)
    for day in (ago(1), ago(-1)):
        with pytest.raises(ValidationError, match="Ngày gửi phải từ"):
            actions.mark_sent(letter, by=by, number="1", sent_on=day)


def test_numbers_of_several_letters_are_all_written_or_none(scene: Scene) -> None:
    batch, by = scene.written(), scene.by(scene.finance)
    one, other = batch.letters.order_by("pk")
    actions.leave_out(other, by=by)
    with pytest.raises(ValidationError, match=other.body_name):
        actions.mark_several_sent(batch, {one.pk: "1", other.pk: "2"}, by=by, sent_on=TODAY)
    one.refresh_from_db()
    assert one.state == "draft"
    actions.take_in(other, by=by)
    actions.mark_several_sent(batch, {one.pk: "1", other.pk: "2"}, by=by, sent_on=TODAY)
    assert set(batch.letters.values_list("state", flat=True)) == {"sent"}


def test_the_body_answers_with_text_and_file_once(scene: Scene) -> None:
    scene.by(scene.finance)
    letter = scene.sent()
    file = keep([b"%PDF-1.7 tra loi"], "application/pdf")
    by = scene.by(scene.trade)
    done = actions.answer(letter, by=by, on=TODAY, text="Xong trong tháng.", files=[(file, "tra-loi.pdf")])
    assert (done.state, done.files.get().name) == ("answered", "tra-loi.pdf")
    assert not Notice.objects.filter(key__startswith="urged-answered", person_id=by.user.pk).exists()
    assert Notice.objects.filter(key__startswith="urged-answered", body_id=scene.finance.pk).exists()
    with pytest.raises(ValidationError, match="đã được trả lời"):
        actions.answer(letter, by=by, on=TODAY, text="Lần hai.")


def test_the_sender_writes_down_an_answer_on_paper_strangers_and_viewers_none(scene: Scene) -> None:
    letter = scene.sent()
    for by in (scene.by(scene.stranger), scene.by(scene.commune), scene.by(scene.trade, Role.VIEWER)):
        with pytest.raises(PermissionDenied):
            actions.answer(letter, by=by, on=TODAY, text="Không.")
    done = actions.answer(letter, by=scene.by(scene.finance), on=TODAY, text="", number="3/SCT", files=[
        (keep([b"%PDF-1.7"], "application/pdf"), "cong-van.pdf")
    ])  # fmt: skip
    assert done.answer_number == "3/SCT"


def test_who_comes_second_is_told_that_the_letter_has_moved_on(scene: Scene) -> None:
    letter, by = scene.letter(scene.written()), scene.by(scene.finance)
    seen = letter.revision
    actions.leave_out(letter, by=by)
    with pytest.raises(StaleFormError):
        actions.mark_sent(letter, by=by, number="1", sent_on=TODAY, seen=seen)


def test_a_body_sees_its_letter_once_it_was_sent_and_nobody_elses(scene: Scene) -> None:
    letter = scene.letter(scene.written())
    seen = Letter.objects.visible_to(scene.by(scene.trade))
    assert not seen.exists()
    actions.mark_sent(letter, by=scene.by(scene.finance), number="12/STC-TH", sent_on=TODAY)
    assert list(seen.all()) == [letter]
    assert not Letter.objects.visible_to(scene.by(scene.commune)).exists()


def test_parts_done_or_extended_since_the_letter_was_written_are_named(scene: Scene) -> None:
    letter = scene.letter(scene.written())
    assert queries.done_since(letter) == []
    part = scene.fair.assignments.get()
    plans.report_progress(part, by=scene.by(scene.trade), on=TODAY, state="finished", finished_on=TODAY)
    assert queries.done_since(letter) == [scene.fair]


def test_a_letter_not_answered_passes_to_whoever_follows_the_body(scene: Scene) -> None:
    letter = scene.sent()
    (room,) = [room for room in ROOMS if "reporting.Letter.body" in room.COVERS]
    room.pass_on(scene.trade, scene.stranger, on=TODAY, by=scene.by(scene.finance).actor)
    letter.refresh_from_db()
    assert (letter.body, letter.body_name) == (scene.stranger, "Sở Công Thương")
    assert actions.answer(letter, by=scene.by(scene.stranger), on=TODAY, text="Đang làm.").state == "answered"
