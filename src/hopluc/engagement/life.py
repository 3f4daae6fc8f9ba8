"""The life of problems, visits, recommendations and conclusions, and their part in the life of tasks and
plans (organizations.life)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.engagement.models import (
    Advice,
    AdviceStep,
    AgendaItem,
    Conclusion,
    Meeting,
    MeetingPlan,
    Minutes,
    Problem,
    ProblemStep,
    Visit,
)
from hopluc.engagement.words import DEEDS
from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Find, Kind, Subject, deeds_of
from hopluc.plans.life.subjects import clause_of
from hopluc.plans.models import Plan
from hopluc.viet.dates import format_date

Known = dt.datetime | None


# --- whose life -----------------------------------------------------------------------------------


def _problem(pk: int, by: Acting, known: Known) -> Subject | None:
    one = Problem.objects.visible_to(by).filter(pk=pk).select_related("task__plan", "plan").first()
    if one is None:
        return None
    return Subject(
        "vuong-mac",
        pk,
        one.text,
        reverse("engagement:problem", args=[pk]),
        {"engagement.problem": frozenset({pk})},
        clause_of(one.task) if one.task else None,
        result=one.get_state_display(),
        of=str(one.plan),
    )


def _visit(pk: int, by: Acting, known: Known) -> Subject | None:
    one = Visit.objects.visible_to(by).filter(pk=pk).select_related("plan").first()
    if one is None:
        return None
    advice = frozenset(one.advice.values_list("pk", flat=True))
    return Subject(
        "kiem-tra",
        pk,
        str(one),
        reverse("engagement:visit", args=[pk]),
        {"engagement.visit": frozenset({pk}), "engagement.advice": advice},
        result=one.get_state_display(),
        of=str(one.plan),
    )


def _advice(pk: int, by: Acting, known: Known) -> Subject | None:
    one = Advice.objects.visible_to(by).filter(pk=pk).select_related("task__plan", "visit__plan").first()
    if one is None:
        return None
    return Subject(
        "kien-nghi",
        pk,
        one.text,
        reverse("engagement:advice", args=[pk]),
        {"engagement.advice": frozenset({pk}), "engagement.visit": frozenset({one.visit_id})},
        clause_of(one.task) if one.task else None,
        result=one.get_state_display(),
        of=str(one.visit.plan),
    )


def _conclusion(pk: int, by: Acting, known: Known) -> Subject | None:
    seen = Meeting.objects.visible_to(by)
    rows = Conclusion.objects.filter(pk=pk, meeting__in=seen).select_related("task__plan", "meeting")
    one = rows.first()
    if one is None:
        return None
    threads = {"engagement.conclusion": frozenset({pk})}
    if one.task and Plan.objects.visible_to(by).filter(pk=one.task.plan_id).exists():
        parts = one.task.assignments.values_list("pk", flat=True)
        threads |= {"plans.task": frozenset({one.task.pk}), "plans.assignment": frozenset(parts)}
    address = reverse("engagement:meeting", args=[one.meeting_id])
    result = _("Đã đưa vào theo dõi") if one.task else _("Chưa đưa vào theo dõi")
    return Subject("ket-luan", pk, one.text, address, threads, result=result, of=str(one.meeting.title))


SUBJECTS: Mapping[str, Find] = {
    "vuong-mac": _problem,
    "kiem-tra": _visit,
    "kien-nghi": _advice,
    "ket-luan": _conclusion,
}


# --- what happened --------------------------------------------------------------------------------


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """Problems, visits, recommendations and meetings that the person may see and that have to do with the
    subject."""
    for source in (_problems, _visits, _recommendations, _meetings):
        yield from source(subject, by)


def _of(subject: Subject, own: str) -> Q:
    """Condition of rows that are the subject itself or about its tasks."""
    about = Q(task__in=subject.ids("plans.task"))
    if subject.bodies:
        about &= Q(body__in=subject.bodies)
    return Q(pk__in=subject.ids(own)) | about


def _problems(subject: Subject, by: Acting) -> Iterator[Event]:
    """Every step of the problems; of a plan those that were raised about it as a whole."""
    wanted = _of(subject, "engagement.problem") | Q(plan__in=subject.ids("plans.plan"), task=None)
    rows = Problem.objects.visible_to(by).filter(wanted)
    steps = ProblemStep.objects.filter(problem__in=rows.order_by().values("pk")).select_related("problem")
    for step in steps.order_by("pk"):
        raised = step.verb == ProblemStep.Verb.RAISED
        words = f"{step.problem.text} {_('Đề nghị:')} {step.problem.asked}" if raised else step.text
        document = _("Văn bản số %s.") % step.document if step.document else ""
        to = "" if step.holder_id == step.body_id else f" → {step.holder_name}"
        yield Event(
            step.on,
            step.recorded_at,
            Kind.PROBLEM,
            f"{step.get_verb_display()}{to}",
            " ".join(filter(None, [words, document])),
            step.by_name,
            step.body_name,
            reverse("engagement:problem", args=[step.problem_id]),
        )


_VISIT_DEEDS = ("plan_visit", "issue_visit_notice", "cancel_visit")


def _visits(subject: Subject, by: Acting) -> Iterator[Event]:
    """Visits planned, announced, called off; their minutes, with what was seen of the subject's tasks."""
    tasks = subject.ids("plans.task")
    wanted = Q(tasks__in=tasks)
    if subject.bodies:
        wanted &= Q(body__in=subject.bodies)
    wanted |= Q(pk__in=subject.ids("engagement.visit")) | Q(plan__in=subject.ids("plans.plan"))
    rows = Visit.objects.visible_to(by).filter(wanted).distinct().in_bulk()
    threads = {"engagement.visit": frozenset(rows)}
    for deed in deeds_of(threads, ["engagement.visit"], _VISIT_DEEDS):
        visit = rows[int(deed.record_id)]
        noticed = deed.verb == "issue_visit_notice" and visit.noticed_on
        on = visit.noticed_on if noticed and visit.noticed_on else timezone.localdate(deed.at)
        number = _("Thông báo số %s.") % visit.notice_number if noticed else ""
        words = " ".join(filter(None, [str(visit), number, deed.reason]))
        what = str(DEEDS[deed.verb])
        yield Event(on, deed.at, Kind.VISIT, what, words, deed.actor_name, deed.body_name, _visit_page(visit))
    for row in Minutes.objects.filter(visit__in=rows).order_by("pk"):
        visit = rows[row.visit_id]
        seen = " ".join(str(one["text"]) for one in row.findings if int(one["task"]) in tasks)
        what = _("Kiểm tra: %s") % visit.body_name
        yield Event(
            row.held_on,
            row.recorded_at,
            Kind.VISIT,
            what,
            seen or row.summary,
            row.by_name,
            visit.visitor_name,
            _visit_page(visit),
        )


def _visit_page(visit: Visit) -> str:
    return reverse("engagement:visit", args=[visit.pk])


def _recommendations(subject: Subject, by: Acting) -> Iterator[Event]:
    """Every step of the recommendations, to their end."""
    rows = Advice.objects.visible_to(by).filter(_of(subject, "engagement.advice"))
    steps = AdviceStep.objects.filter(advice__in=rows.order_by().values("pk")).select_related("advice")
    for step in steps.order_by("pk"):
        given = step.verb == AdviceStep.Verb.GIVEN
        words = step.advice.text if given else step.text
        due = _("Hạn %s.") % format_date(step.due_on) if given or step.verb == AdviceStep.Verb.MOVED else ""
        what = _("Kiến nghị với %s") % step.advice.body_name if given else step.get_verb_display()
        yield Event(
            step.on,
            step.recorded_at,
            Kind.VISIT,
            what,
            " ".join(filter(None, [words, due])),
            step.by_name,
            step.body_name,
            reverse("engagement:advice", args=[step.advice_id]),
        )


def _meetings(subject: Subject, by: Acting) -> Iterator[Event]:
    """Meetings that had the subject on their agenda, their conclusions, and plans made of these."""
    seen = Meeting.objects.visible_to(by)
    about = Q(task__in=subject.ids("plans.task")) | Q(problem__in=subject.ids("engagement.problem"))
    items = AgendaItem.objects.filter(about, meeting__in=seen, meeting__state=Meeting.State.HELD)
    for item in items.select_related("meeting").order_by("pk"):
        minutes = item.meeting.minutes.order_by("-pk").first()
        if minutes:
            what = _("Đưa ra phiên họp: %s") % item.meeting.title
            on, at = minutes.held_on, minutes.recorded_at
            yield Event(on, at, Kind.MEETING, what, item.text, minutes.by_name, address=_page(item.meeting))
    own = Q(pk__in=subject.ids("engagement.conclusion")) | Q(task__in=subject.ids("plans.task"))
    for one in Conclusion.objects.filter(own, meeting__in=seen).select_related("meeting").order_by("pk"):
        what = _("Kết luận: %s") % one.meeting.title
        due = _("Hạn %s.") % format_date(one.due_on) if one.due_on else ""
        words = " ".join(filter(None, [one.text, one.who, due]))
        day = timezone.localdate(one.recorded_at)
        yield Event(day, one.recorded_at, Kind.MEETING, what, words, address=_page(one.meeting))
    made = MeetingPlan.objects.filter(plan__in=subject.ids("plans.plan"), meeting__in=seen)
    for row in made.select_related("meeting").order_by("pk"):
        what = _("Theo dõi kết luận của phiên họp: %s") % row.meeting.title
        day, how = timezone.localdate(row.recorded_at), row.get_kind_display()
        yield Event(day, row.recorded_at, Kind.MEETING, what, how, address=_page(row.meeting))


def _page(meeting: Meeting) -> str:
    return reverse("engagement:meeting", args=[meeting.pk])
