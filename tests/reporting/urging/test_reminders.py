"""Reminders: who is told of what, once; mails; a run that was killed."""

from __future__ import annotations

import datetime as dt
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from hopluc.archive.actions import notify
from hopluc.archive.models import Deed, Notice
from hopluc.law.calendar import is_working_day, next_working_day
from hopluc.organizations.acting import Role
from hopluc.organizations.models import User
from hopluc.organizations.noticing import actions as noticing
from hopluc.plans import actions as plans
from hopluc.plans.actions import StaleFormError
from hopluc.plans.models import Assignment
from hopluc.reporting.urging import logs
from hopluc.reporting.urging.actions import reminders as actions
from hopluc.reporting.urging.models import Digest, Reminder
from hopluc.reporting.urging.rules import DEFAULT, Schedule
from tests import factories
from tests.reporting.urging.scene import TODAY, Scene, ago, jobs

WORKED = next_working_day(TODAY)
ONE = dt.timedelta(days=1)


def later(days: int) -> dt.date:
    """So many working days after the first one."""
    day = WORKED
    for _ in range(days):
        day = next_working_day(day + ONE)
    return day


def told() -> set[tuple[str, str, str]]:
    return {(row.person.username, row.assignment.task.text, row.kind) for row in Reminder.objects.all()}


def calmly(scene: Scene) -> None:
    """Heads are told late, so that no holiday before the next working day makes a part theirs."""
    for plan in (scene.plan, scene.other):
        actions.set_schedule(plan, Schedule(repeat=None, head_after=25), by=scene.by(scene.finance))


def with_mail(scene: Scene, *people: Any) -> None:
    for acting in people:
        User.objects.filter(pk=acting.user.pk).update(email=f"{acting.user.username}@example.vn")


def test_the_officer_is_told_and_from_the_heads_day_on_the_approver_too(scene: Scene) -> None:
    officer, head = scene.by(scene.trade), scene.by(scene.trade, Role.APPROVER)
    scene.by(scene.trade, Role.VIEWER)
    calmly(scene)
    assert actions.remind(WORKED) == 2
    fair = {(one.user.username, "Mở hội chợ", "escalated") for one in (officer, head)}
    late = {(officer.user.username, text, "late") for text in ("Lập điểm bán hàng", "Mở lớp")}
    assert told() == fair | late


def test_the_officer_in_charge_alone_is_told_unless_they_have_left(scene: Scene) -> None:
    charged = scene.by(scene.trade)
    other = factories.acting(scene.trade)
    Assignment.objects.filter(body=scene.trade).update(officer=charged.user)
    actions.remind(WORKED)
    assert {name for name, _, _ in told()} == {charged.user.username}
    User.objects.filter(pk=charged.user.pk).update(is_active=False)
    actions.remind(later(9))
    assert other.user.username in {name for name, _, _ in told()}


def test_run_twice_nothing_changes_and_each_person_has_one_notice(scene: Scene) -> None:
    scene.by(scene.trade)
    scene.by(scene.commune)
    assert actions.remind(WORKED) == 2
    before = list(Reminder.objects.values_list("pk", flat=True))
    assert actions.remind(WORKED) == 0
    assert list(Reminder.objects.values_list("pk", flat=True)) == before
    assert Notice.objects.count() == 2
    assert actions.remind(later(1)) <= 2
    keys = Reminder.objects.values_list("assignment", "person", "due_on", "offset")
    assert len(set(keys)) == len(keys)


def test_a_run_killed_in_the_middle_tells_the_rest_when_it_runs_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.by(scene.trade)
    scene.by(scene.trade, Role.APPROVER)
    scene.by(scene.commune)
    monkeypatch.setattr(actions, "PEOPLE_AT_ONCE", 1)
    write = actions._write

    def killed(on: dt.date, people: Any) -> int:
        if Digest.objects.exists():
            raise SystemExit
        return write(on, people)

    with patch.object(actions, "_write", killed), pytest.raises(SystemExit):
        actions.remind(WORKED)
    assert Digest.objects.count() == 1
    assert actions.remind(WORKED) == 2
    assert Digest.objects.count() == 3
    assert Notice.objects.count() == 3


def test_nobody_is_told_on_a_day_off(scene: Scene) -> None:
    scene.by(scene.trade)
    saturday = TODAY + dt.timedelta(days=(5 - TODAY.weekday()) % 7)
    while is_working_day(saturday):
        saturday += dt.timedelta(days=7)
    assert actions.remind(saturday) == 0
    assert not Reminder.objects.exists()


def test_nobody_is_told_of_what_is_done_or_waits_for_the_approver(scene: Scene) -> None:
    by = scene.by(scene.trade)
    part = scene.course.assignments.get()
    plans.report_progress(part, by=by, on=TODAY, state="finished", finished_on=TODAY)
    scene.by(scene.trade, Role.APPROVER)
    waits = scene.shop.assignments.get(body=scene.trade)
    plans.report_progress(waits, by=by, on=TODAY, state="finished", finished_on=TODAY)
    actions.remind(WORKED)
    assert {text for _, text, _ in told()} == {"Mở hội chợ"}


def test_a_plan_that_was_switched_off_or_closed_reminds_nobody(scene: Scene) -> None:
    scene.by(scene.trade)
    actions.set_schedule(scene.plan, Schedule(active=False), by=scene.by(scene.finance))
    actions.remind(WORKED)
    assert {text for _, text, _ in told()} == {"Mở lớp"}


def test_one_mail_a_day_lists_everything_and_leads_to_it(scene: Scene) -> None:
    by = scene.by(scene.trade)
    with_mail(scene, by)
    calmly(scene)
    actions.remind(WORKED)
    assert actions.send_mails(WORKED) == 1
    assert actions.send_mails(WORKED) == 0
    (letter,) = mail.outbox
    assert letter.to == [f"{by.user.username}@example.vn"]
    assert "2 việc quá hạn" in letter.subject
    assert "Mở hội chợ" in letter.body
    assert f"http://localhost:8000/ke-hoach/nhiem-vu/{scene.fair.pk}/" in letter.body
    assert Digest.objects.get().mail == "sent"


def test_without_an_address_there_is_the_notice_alone(scene: Scene) -> None:
    scene.by(scene.trade)
    actions.remind(WORKED)
    assert actions.send_mails(WORKED) == 0
    assert (mail.outbox, Digest.objects.get().mail, Notice.objects.count()) == ([], "none", 1)


def choose(by: Any, hour: int = 7, **ways: str) -> None:
    noticing.choose(by=by, ways=ways, hour=hour)


def test_a_person_gets_the_mails_that_they_want(scene: Scene) -> None:
    by = scene.by(scene.trade)
    with_mail(scene, by)
    calmly(scene)
    choose(by, late="web")
    actions.remind(WORKED)
    actions.send_mails(WORKED)
    (letter,) = mail.outbox
    assert "Mở hội chợ" in letter.body
    assert "Mở lớp" not in letter.body


def test_who_turned_a_kind_off_is_not_told_of_it_at_all(scene: Scene) -> None:
    by = scene.by(scene.farming)
    choose(by, due_soon="off")
    soon = next_working_day(ago(-13))
    actions.remind(soon)
    assert not Reminder.objects.filter(person=by.user).exists()
    assert not Notice.objects.filter(person_id=by.user.pk).exists()
    choose(by, due_soon="web")
    actions.remind(soon)
    assert told() == {(by.user.username, "Cấp giống", "soon")}


def test_the_daily_mail_waits_for_the_hour_and_brings_chosen_notices(scene: Scene) -> None:
    by = scene.by(scene.commune)
    with_mail(scene, by)
    choose(by, hour=9, problem="digest")
    notify(by.user.pk, "problem-1", "Có trả lời vướng mắc", "/vuong-mac/1/")
    actions.remind(WORKED)
    actions.gather_notices(WORKED)
    assert actions.send_mails(WORKED, 8) == 0
    assert actions.send_mails(WORKED, 9) == 1
    (letter,) = mail.outbox
    assert "1 thông báo" in letter.subject
    assert "Lập điểm bán hàng" in letter.body
    assert "http://localhost:8000/vuong-mac/1/" in letter.body
    notify(by.user.pk, "problem-2", "Có vướng mắc nữa")
    actions.gather_notices(WORKED)
    assert actions.send_mails(WORKED, 10) == 0
    actions.gather_notices(later(1))
    assert actions.send_mails(later(1), 9) == 1
    assert "Có vướng mắc nữa" in mail.outbox[1].body
    assert "Có trả lời vướng mắc" not in mail.outbox[1].body


def test_who_has_only_notices_gets_a_daily_mail_and_is_reminded_all_the_same(scene: Scene) -> None:
    by = scene.by(scene.commune)
    with_mail(scene, by)
    choose(by, problem="digest")
    notify(by.user.pk, "problem-1", "Có trả lời vướng mắc")
    actions.gather_notices(WORKED)
    assert actions.remind(WORKED) == 1
    assert actions.send_mails(WORKED, 7) == 1
    (letter,) = mail.outbox
    assert "Có trả lời vướng mắc" in letter.body
    assert "Lập điểm bán hàng" in letter.body


def test_reminders_wanted_at_once_do_not_wait_for_the_hour(scene: Scene) -> None:
    by = scene.by(scene.commune)
    with_mail(scene, by)
    calmly(scene)
    choose(by, hour=15, late="now")
    actions.remind(WORKED)
    assert actions.send_mails(WORKED, 7) == 1


def test_who_stands_in_for_an_absent_person_is_reminded_too(scene: Scene) -> None:
    by = scene.by(scene.commune)
    other = factories.acting(scene.commune, Role.VIEWER)
    noticing.go_away(by=by, since=TODAY, last=WORKED, substitute=other.user)
    actions.remind(WORKED)
    assert {name for name, _, _ in told()} == {by.user.username, other.user.username}


def test_a_mail_is_not_sent_about_what_was_done_meanwhile(scene: Scene) -> None:
    by = scene.by(scene.commune)
    with_mail(scene, by)
    actions.remind(WORKED)
    part = scene.shop.assignments.get(body=scene.commune)
    plans.report_progress(part, by=by, on=TODAY, state="finished", finished_on=TODAY)
    actions.send_mails(WORKED)
    assert mail.outbox == []


def test_a_worker_killed_while_sending_leaves_the_mail_unsure_and_sends_no_second(scene: Scene) -> None:
    with_mail(scene, scene.by(scene.trade))
    actions.remind(WORKED)
    with patch("django.core.mail.EmailMessage.send", side_effect=SystemExit), pytest.raises(SystemExit):
        actions.send_mails(WORKED)
    assert actions.send_mails(WORKED) == 0
    Digest.objects.update(mailed_at=timezone.now() - dt.timedelta(hours=1))
    assert actions.send_mails(WORKED) == 0
    assert (Digest.objects.get().mail, mail.outbox) == ("unsure", [])


def test_a_refusing_server_is_asked_again_three_times_and_the_log_says_why(scene: Scene) -> None:
    with_mail(scene, scene.by(scene.trade))
    actions.remind(WORKED)
    with patch("django.core.mail.EmailMessage.send", side_effect=OSError("550 no such user")) as send:
        for _ in range(5):
            actions.send_mails(WORKED)
    digest = Digest.objects.get()
    assert (send.call_count, digest.mail) == (3, "failed")
    assert "550 no such user" in digest.error


def test_the_job_works_in_office_hours_only(scene: Scene) -> None:
    scene.by(scene.trade)
    for hour, people in ((5, 0), (9, 1), (10, 0), (20, 0)):
        moment = timezone.make_aware(dt.datetime.combine(WORKED, dt.time(hour)))
        with patch.object(jobs.timezone, "localtime", return_value=moment):
            assert jobs.remind_daily() == people


def test_a_schedule_is_set_by_who_follows_the_plan_and_not_over_anothers(scene: Scene) -> None:
    by = scene.by(scene.finance)
    row = actions.set_schedule(scene.plan, Schedule(before=(3, 10, 3)), by=by, seen=0)
    assert row.before == [10, 3]
    with pytest.raises(StaleFormError):
        actions.set_schedule(scene.plan, DEFAULT, by=by, seen=0)
    with pytest.raises(PermissionDenied):
        actions.set_schedule(scene.plan, DEFAULT, by=scene.by(scene.trade))
    for wrong in (Schedule(before=(0,)), Schedule(after=(400,)), Schedule(head_after=20, escalate_after=10)):
        with pytest.raises(ValidationError):
            actions.set_schedule(scene.plan, wrong, by=by)
    assert Deed.objects.filter(verb="set_reminders").count() == 1


def test_what_is_late_for_so_long_is_listed_for_the_committee_with_its_letter(scene: Scene) -> None:
    assert [(row.part.task, row.days_late, row.urged_on) for row in logs.escalated(scene.plan, TODAY)] == [
        (scene.fair, 40, None)
    ]
    scene.sent()
    assert [row.urged_on for row in logs.escalated(scene.plan, TODAY)] == [TODAY]
    actions.set_schedule(scene.plan, Schedule(escalate_after=None), by=scene.by(scene.finance))
    assert logs.escalated(scene.plan, TODAY) == []


def test_an_extension_moves_the_day_and_begins_the_stages_anew(scene: Scene) -> None:
    scene.by(scene.commune)
    part = scene.shop.assignments.get(body=scene.commune)
    actions.remind(WORKED)
    Assignment.objects.filter(pk=part.pk).update(due_on=later(1))
    actions.remind(later(1))
    assert {row.due_on for row in Reminder.objects.filter(assignment=part)} == {ago(5), later(1)}
