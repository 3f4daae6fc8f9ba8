"""The steering committee: who sits in it, its work programme, its meetings and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from hopluc.archive.actions import keep
from hopluc.demo.documents import MEDIA_TYPE
from hopluc.demo.province import Province, acting
from hopluc.demo.story.telling import STANDING, Row, Step, Tale, body, chapter
from hopluc.demo.story.work import signed
from hopluc.engagement import committee_papers
from hopluc.engagement.actions import committees, conclusions, meetings
from hopluc.engagement.actions.committees import Founding, Seat, Work
from hopluc.engagement.actions.conclusions import Said
from hopluc.engagement.actions.meetings import Attendance, Programme, Topic
from hopluc.engagement.models import Committee, CommitteeMember, Meeting, WorkItem
from hopluc.engagement.queries import committees as queries
from hopluc.organizations.models import BodyGroup, Organisation, User
from hopluc.plans.actions import report_progress
from hopluc.plans.models import Assignment

LATE = 30  # days from which on the agenda takes a task up
AT_MOST = 4  # late tasks on one agenda


def steps(tale: Tale) -> Iterator[Step]:
    """The committee is set up once; each year has its programme and its meetings."""
    of = chapter("committee")
    yield Step(f"committee-{tale.year}", tale.day(of["founded"]), partial(set_up, tale), "Ban Chỉ đạo")
    for n, row in enumerate(of["change"]):
        yield Step(f"seat-{tale.year}-{n}", tale.day(row), partial(change, tale, row))
    for n, row in enumerate(of["work"]):
        yield Step(f"programme-{tale.year}-{n}", tale.day(row), partial(plan_work, tale, row))
        if "done" in row:
            yield Step(
                f"programme-{tale.year}-{n}-done", tale.day(row, "done"), partial(finish_work, tale, row)
            )
    yield from tale.records("committee", plan_meeting, VERBS, of="meeting", atomic=False)


def _committee() -> Committee:
    return Committee.objects.get(body=body("bcd"))


def set_up(tale: Tale) -> None:
    """What founded the committee, and who sits in it since; nothing where it was set up in a year before."""
    if Committee.objects.filter(body=body("bcd")).exists():
        return
    of, who = chapter("committee"), acting(STANDING)
    founded = dt.date(tale.year - 2, *of["founded"]["since"])
    document = of["founded"]["document"].format(year=founded.year)
    founding = Founding(body("taichinh"), document, founded, of["founded"]["field"])
    made = committees.set_up(body("bcd"), founding, by=who)
    for order, row in enumerate(of["seat"], 1):
        committees.seat(made, _seat(row, founded, document, order), by=who)


def _seat(row: Row, since: dt.date, document: str, order: int) -> Seat:
    user = User.objects.filter(username=row.get("user", "")).first()
    return Seat(
        name=user.full_name if user else row["name"],
        role=row["role"],
        since=since,
        document=document,
        post=row["post"],
        user=user,
        body=body(row["body"]) if "body" in row else None,
        field_in_charge=row.get("field", ""),
        order=order,
    )


def change(tale: Tale, row: Row) -> None:
    """Another person sits for a body from a day on, where the one named still does."""
    old = CommitteeMember.objects.filter(committee=_committee(), name=row["instead_of"], until=None).first()
    if old:
        document = row["document"].format(year=tale.year)
        new = _seat(row | {"role": old.role}, tale.day(row, "since"), document, old.order)
        committees.change_seat(old, new, by=acting(STANDING))


def plan_work(tale: Tale, row: Row) -> None:
    """A line of the year's programme."""
    work = Work(tale.day(row, "month"), row["text"], body(row["body"]))
    committees.add_work(_committee(), work, by=acting(STANDING))


def finish_work(tale: Tale, row: Row) -> None:
    """A line of the programme is done."""
    item = WorkItem.objects.get(
        committee=_committee(), text=row["text"], due_on__year=tale.day(row, "month").year
    )
    committees.settle_work(
        item, by=acting(STANDING), state=WorkItem.State.DONE, on=tale.day(row, "done"), result=row["result"]
    )


# ---------------------------------------------------------------- meetings


def plan_meeting(tale: Tale, row: Row) -> None:
    """A meeting is set: its agenda takes up what is late and what waits for the committee."""
    committee, day = _committee(), tale.day(row)
    if _meetings(tale, row).exists():
        return
    late = queries.late_tasks(committee, day, LATE)[:AT_MOST] if row.get("late", True) else []
    topics = [Topic(text, presenter) for text, presenter in row["agenda"]]
    topics += [Topic(one.task.text[:200], ", ".join(one.bodies[:3]), task=one.task) for one in late]
    topics += [
        Topic(problem.text[:200], problem.body_name, problem=problem)
        for problem in queries.open_problems(committee)
    ]
    chair = CommitteeMember.objects.filter(committee=committee, role="head", until=None).first()
    programme = Programme(
        row["title"],
        tale.day(row, "day"),
        topics,
        dt.time(*row["at"]),
        row["place"],
        chair,
        row.get("guests", ""),
    )
    meetings.plan_meeting(committee, programme, by=acting(STANDING))


def _meetings(tale: Tale, row: Row) -> QuerySet[Meeting]:
    return Meeting.objects.filter(committee=_committee(), title=row["title"], on=tale.day(row, "day"))


def invite(tale: Tale, row: Row, then: Row) -> None:
    """The invitation is out."""
    meeting = _meetings(tale, row).get()
    meetings.invite(meeting, by=acting(STANDING), number=then["number"], on=tale.day(row | then))


def hold(tale: Tale, row: Row, then: Row) -> None:
    """The meeting was held; its conclusions are put into tracking, where their notice has a number."""
    meeting, who = _meetings(tale, row).get(), acting(STANDING)
    if not meeting.minutes.exists():
        _write_down(tale, meeting, row, then)
    if "number" in then and not meeting.plans.exists():
        view = queries.meeting_view(meeting, tale.day(row | then))
        paper = keep([committee_papers.conclusions_docx(view)], MEDIA_TYPE)
        conclusions.follow_conclusions(
            meeting, by=who, paper=paper, number=then["number"], issued_on=tale.day(row | then)
        )


@transaction.atomic
def _write_down(tale: Tale, meeting: Meeting, row: Row, then: Row) -> None:
    """Minutes, who was away, conclusions."""
    who = acting(STANDING)
    meetings.record_meeting_minutes(
        meeting,
        by=who,
        held_on=tale.day(row, "day"),
        chaired_by=then["chair"],
        written_by=then["secretary"],
        place=row["place"],
        summary=then["summary"],
        attendance=_attendance(meeting, tale.day(row, "day"), then.get("away", {})),
    )
    for one in then.get("said", []):
        said = Said(
            one["text"], _addressee(one["to"]), tale.optional(row | one, "due"),
            [body(key) for key in one.get("with", [])],
        )  # fmt: skip
        conclusions.conclude(meeting, said, by=who)


def _attendance(meeting: Meeting, day: dt.date, away: Row) -> dict[int, Attendance]:
    sitting = CommitteeMember.objects.sitting_on(day).filter(committee=meeting.committee)
    return {
        one.pk: Attendance("sent" if one.name in away else "present", away.get(one.name, ""))
        for one in sitting
    }


def _addressee(key: str) -> Organisation | BodyGroup:
    """A body by its key, or a group by its key after "@"."""
    return Province().group(key[1:]) if key.startswith("@") else body(key)


def work(tale: Tale, row: Row, then: Row) -> None:
    """What somebody, or several who say the same, did of a conclusion."""
    day = tale.day(row | then)
    conclusion = _meetings(tale, row).get().conclusions.get(number=then["number"])
    for username in [then["who"]] if isinstance(then["who"], str) else then["who"]:
        who = acting(username)
        part = Assignment.objects.held_on(day).get(task=conclusion.task, body=who.body)
        said = report_progress(
            part, by=who, on=day, state=then["state"], finished_on=tale.optional(row | then, "finished"),
            percent=then.get("percent", 0), narrative=then["text"],
        )  # fmt: skip
        signed(said)


VERBS = {"invite": invite, "hold": hold, "work": work}
