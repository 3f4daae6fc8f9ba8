"""The life of submissions, and the reports in which tasks, targets and plans stood (organizations.life)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Find, Kind, Subject, deeds_of
from hopluc.reporting.access import may_read_submission
from hopluc.reporting.models import ConsolidatedReport, FigureLine, Line, Round, Submission, SubmissionEvent
from hopluc.reporting.routes.life import sent_on
from hopluc.reporting.routes.models import RoundPlan
from hopluc.reporting.standing_in import stood_in
from hopluc.viet.dates import format_date

Verb = SubmissionEvent.Verb
Known = dt.datetime | None


def _submission(pk: int, by: Acting, known: Known) -> Subject | None:
    rows = Submission.objects.visible_to(by).select_related("round__plan", "round__collector", "body")
    one = rows.filter(pk=pk).first()
    if one is None or not may_read_submission(by, one):
        return None
    return Subject(
        "bao-cao",
        pk,
        str(one),
        reverse("reporting:submission", args=[pk]),
        {"reporting.submission": frozenset({pk}), "reporting.round": frozenset({one.round_id})},
        result=one.get_state_display(),
        of=str(one.round.plan),
    )


SUBJECTS: Mapping[str, Find] = {"bao-cao": _submission}


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """Rounds, handed-in reports and issued consolidated reports that the person may read."""
    stood = list(_stood_in(subject, by))
    yield from _rounds(subject, by)
    yield from _handed_in(subject, stood)
    yield from _stood_in_for(subject, stood)
    yield from _issued(subject, by, {one.round_id for one in stood})


def _stood_in(subject: Subject, by: Acting) -> Iterator[Submission]:
    """The submissions that tell of the subject and that the person may read: its own, or with a line."""
    lines = Line.objects.filter(task_id__in=subject.ids("plans.task"))
    if subject.bodies:
        lines = lines.filter(assignment_id__in=subject.ids("plans.assignment"))
    figures = FigureLine.objects.filter(indicator_id__in=subject.ids("plans.indicator"))
    wanted = (
        Q(pk__in=subject.ids("reporting.submission"))
        | Q(pk__in=lines.order_by().values("submission_id"))
        | Q(pk__in=figures.order_by().values("submission_id"))
    )
    rows = Submission.objects.visible_to(by).filter(wanted, first_submitted_on__isnull=False)
    for one in rows.select_related("round__collector", "body").order_by("pk"):
        if may_read_submission(by, one):
            yield one


def _rounds(subject: Subject, by: Acting) -> Iterator[Event]:
    own = Q(pk__in=subject.ids("reporting.round")) | Q(plan__in=subject.ids("plans.plan"))
    own |= Q(duty__in=subject.ids("plans.reportingduty"))
    shared = RoundPlan.objects.filter(
        Q(plan__in=subject.ids("plans.plan")) | Q(duty__in=subject.ids("plans.reportingduty"))
    )
    own |= Q(pk__in=shared.values("round"))
    rows = Round.objects.visible_to(by).filter(own).select_related("collector", "opened_by")
    for row in rows.order_by("opened_at", "pk"):
        day, what = timezone.localdate(row.opened_at), _("Mở kỳ báo cáo: %s") % row.title
        due = _("Hạn gửi %s.") % format_date(row.due_on)
        who, body = row.opened_by.full_name, row.collector.name
        yield Event(day, row.opened_at, Kind.REPORT, what, due, who, body)


def _handed_in(subject: Subject, stood: list[Submission]) -> Iterator[Event]:
    """The steps of the submission itself; of others that they were sent, with what they said then."""
    by_pk = {one.pk: one for one in stood}
    own = subject.ids("reporting.submission")
    told = Q(submission__in=own) | Q(verb=Verb.SUBMIT)
    events = SubmissionEvent.objects.filter(told, submission__in=by_pk).order_by("pk")
    for event in events.iterator(chunk_size=50):  # what was sent is large, and needed one by one
        one = by_pk[event.submission_id]
        said = "" if event.submission_id in own else _said(event.content, subject)
        if event.submission_id not in own and not said:
            continue  # the report that was sent did not tell of it
        what = f"{event.get_verb_display()}: {one.round.title}"
        yield Event(
            timezone.localdate(event.at),
            event.at,
            Kind.REPORT,
            what,
            event.reason or said,
            event.by_name,
            one.body_name,
            reverse("reporting:submission", args=[one.pk]),
        )


def _stood_in_for(subject: Subject, stood: list[Submission]) -> Iterator[Event]:
    """Who wrote the submission itself in whose place."""
    for one in stood:
        if one.pk not in subject.ids("reporting.submission"):
            continue
        for row in stood_in(one):
            what = _("Soạn thay %(absent)s: %(title)s") % {"absent": row.absent, "title": one.round.title}
            day = timezone.localdate(row.last)
            yield Event(day, row.last, Kind.REPORT, what, "", row.who, one.body_name)


def _said(content: dict[str, Any] | None, subject: Subject) -> str:
    """What a report as handed in says of the subject's tasks and targets."""
    parts = (content or {}).get("parts", [])
    figures = (content or {}).get("figures", [])
    told = [
        part.get("narrative") or _("Không ghi kết quả.")
        for part in parts
        if part["task_id"] in subject.ids("plans.task")
    ]
    told += [
        f"{one.get('name', '')}: {one.get('value') if one.get('value') is not None else '–'}"
        for one in figures
        if one["indicator_id"] in subject.ids("plans.indicator")
    ]
    return " ".join(told)


def _issued(subject: Subject, by: Acting, rounds: set[int]) -> Iterator[Event]:
    """Consolidated reports of the rounds in which the subject stood, once they were issued, and where they
    went."""
    wanted = Q(round__in=rounds | subject.ids("reporting.round")) | Q(
        round__plan__in=subject.ids("plans.plan")
    )
    issued = ConsolidatedReport.objects.visible_to(by).filter(wanted, state=ConsolidatedReport.State.ISSUED)
    rows = {row.pk: row for row in issued.select_related("round__collector")}
    threads = {"reporting.consolidatedreport": frozenset(rows)}
    told = {
        "issue": _("Phát hành báo cáo tổng hợp: %s"),
        "sign_here": _("Ký số báo cáo tổng hợp: %s"),
        "sign_seal": _("Đóng dấu số báo cáo tổng hợp: %s"),
        "sign_outside": _("Nộp bản báo cáo đã ký số bên ngoài: %s"),
    }
    for deed in deeds_of(threads, threads, told):
        row = rows[int(deed.record_id)]
        what = told[deed.verb] % row.round.title
        issued_on = row.issued_on if deed.verb == "issue" else None
        on = issued_on or timezone.localdate(deed.at)
        words = _("Số %s") % row.number if row.number else ""
        address = reverse("reporting:report", args=[row.pk])
        yield Event(on, deed.at, Kind.REPORT, what, words, deed.actor_name, row.round.collector.name, address)
    yield from sent_on(row.round_id for row in rows.values())
