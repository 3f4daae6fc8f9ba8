"""From rows to the values of content.py: what a submission says now, what a round's bodies handed in,
and the round with the plan that it is laid against."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from hopluc.law.documents import kind_of_slug
from hopluc.office.issuing import issuer_symbol, place_of, plan_named, signatory_of
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import predecessors_of
from hopluc.plans.amendments.moments import at_moment, reread_tasks
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.plans.queries import indicators
from hopluc.plans.standings import Moment
from hopluc.reporting.content import (
    Answered,
    Asked,
    Handed,
    Part,
    PlannedIndicator,
    PlannedTask,
    Report,
    Reported,
    from_json,
)
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.answers import answered
from hopluc.reporting.formbook.before import figures_before
from hopluc.reporting.gathering import names_of_day
from hopluc.reporting.letterheads import superior_of
from hopluc.reporting.models import ConsolidatedReport, Round, Submission, SubmissionEvent
from hopluc.reporting.routes.answering import narrowed
from hopluc.reporting.wording import target_words


def handed_now(submission: Submission) -> Handed:
    """What the submission's rows say at this moment, to be frozen in its event."""
    return Handed(
        body_id=submission.body_id,
        body=submission.body_name,
        body_order=submission.body.sort_key,
        first_submitted_on=submission.first_submitted_on,
        overview=submission.overview,
        difficulties=submission.difficulties,
        proposals=submission.proposals,
        next_period=submission.next_period,
        parts=tuple(
            Part(
                task_id=line.task_id,
                role=line.role,
                status=line.status,
                late=line.late,
                finished_on=line.finished_on,
                due_on=line.due_on,
                percent=line.percent,
                narrative=line.narrative,
                task_code=line.task_code,
                task_text=line.task_text,
                group_code=line.group_code,
                deadline=line.deadline,
                order=line.order,
            )
            for line in submission.lines.all()
        ),
        figures=tuple(
            Reported(
                indicator_id=figure.indicator_id,
                value=figure.value,
                note=figure.note,
                name=figure.name,
                unit=figure.unit,
                target=figure.target,
                order=figure.order,
                typed=figure.typed,
            )
            for figure in submission.figures.all()
        ),
        answers=answered(submission) if submission.round.form_id else (),
    )


def last_handed(submission: Submission) -> Handed | None:
    """What the body last handed in, as it was then; None before the first time."""
    events = submission.events.filter(verb=SubmissionEvent.Verb.SUBMIT).order_by("-pk")
    content = events.values_list("content", flat=True).first()
    return from_json(Handed, content) if content else None


def handed_in(round_: Round) -> tuple[list[Handed], list[int]]:
    """What lies with the collector, as frozen at each last handing in, and the ids of those events.

    One query: what is read belongs to one moment, and nobody's later typing changes it.
    """
    latest: dict[int, tuple[int, Handed]] = {}
    events = SubmissionEvent.objects.filter(
        submission__in=Submission.objects.handed_in().filter(round=round_), verb=SubmissionEvent.Verb.SUBMIT
    ).order_by("pk")
    for pk, submission, content in events.values_list("pk", "submission_id", "content").iterator():
        latest[submission] = (pk, from_json(Handed, content or {}))
    return [handed for _, handed in latest.values()], [pk for pk, _ in latest.values()]


def handed_of(sources: Iterable[int]) -> list[Handed]:
    """What a report was made of, by the ids of its events."""
    events = SubmissionEvent.objects.filter(pk__in=list(sources)).order_by("pk")
    return [
        from_json(Handed, content or {}) for content in events.values_list("content", flat=True).iterator()
    ]


def asked(round_: Round, made_on: dt.date) -> Asked:
    """The round with the plan's groups, tasks and indicators as they stand on the cut-off day."""
    plan, collector = round_.plan, round_.collector
    others = [one.plan for one in round_.further.select_related("plan__owner")]
    bodies = list(
        round_.submissions.order_by("body__sort_key", "pk").values_list(
            "body_id", "body_name", "body__sort_key", "state", "first_submitted_on"
        )
    )
    lying = {Submission.State.SUBMITTED, Submission.State.ACCEPTED}
    root = Organisation.objects.filter(path=collector.path[: len(plan.owner.path)]).first() or plan.owner
    whole = Asked(
        title=round_.title,
        collector=collector.name,
        addressee=round_.addressee,
        period_start=round_.period_start,
        period_end=round_.period_end,
        cutoff=round_.cutoff,
        due_on=round_.due_on,
        plan=" và ".join(cited(one) for one in (plan, *others)),
        made_on=made_on,
        bodies=tuple(body[:3] for body in bodies),
        mending=tuple(body[0] for body in bodies if body[4] and body[3] not in lying),
        groups=tuple(plan.groups.values_list("code", "title")),
        tasks=_tasks(plan, round_.cutoff),
        indicators=_indicators(plan, round_.cutoff),
        symbol=issuer_symbol(collector.name, collector.short_name),
        place=place_of(root.name) or place_of(plan.owner.name),
        superior=superior_of(collector),
        signatory=signatory_of(collector.kind),
        form=content_of(round_.form) if round_.form else None,
        before=_before(round_),
        short=shortly(plan) if others else "",
    )
    further = tuple(_further(whole, one) for one in others)
    return narrowed(replace(whole, further=further), round_)


def _before(round_: Round) -> tuple[Answered, ...]:
    """What the last issued report of the same form said, whichever its version, of the same collector or of
    one that it took the place of."""
    if round_.form is None:
        return ()
    collectors = [round_.collector_id, *(one.predecessor_id for one in predecessors_of(round_.collector))]
    reports = ConsolidatedReport.objects.filter(
        round__form__form=round_.form.form_id,
        round__collector__in=collectors,
        round__period_end__lt=round_.period_end,
        state=ConsolidatedReport.State.ISSUED,
    )
    last = reports.order_by("-round__period_end", "-pk").first()
    if last is None:
        return ()
    said = from_json(Report, last.content or {})
    return tuple(figures_before(said.asked.form, said.sections)) if said.asked.form else ()


def _further(whole: Asked, plan: Plan) -> Asked:
    """The same round asking the same bodies about a further plan."""
    return replace(
        whole,
        plan=cited(plan),
        short=shortly(plan),
        plan_id=plan.pk,
        groups=tuple(plan.groups.values_list("code", "title")),
        tasks=_tasks(plan, whole.cutoff),
        indicators=_indicators(plan, whole.cutoff),
        form=None,
        known=tuple(Task.objects.filter(plan=plan).order_by("pk").values_list("pk", flat=True)),
    )


def cited(plan: Plan) -> str:
    """The plan as a sentence cites it: kind, number, day, issuer and subject."""
    issuer = plan.issuer_name or plan.owner.name
    return plan_named(_kind(plan), plan.number, plan.issued_on, issuer, plan.title)


def shortly(plan: Plan) -> str:
    """The plan as a title names it: kind and number, else its subject."""
    return f"{_kind(plan)} số {plan.number}" if plan.number else plan.title


def _kind(plan: Plan) -> str:
    kind = kind_of_slug(plan.kind)
    return kind.name[:1].upper() + kind.name[1:].lower() if kind else "Văn bản"


def _tasks(plan: Plan, on: dt.date) -> tuple[PlannedTask, ...]:
    leading = Assignment.objects.filter(task__plan=plan).leading().held_on(on).select_related("body")
    rows = list(leading.order_by("party__order", "body__sort_key", "pk"))
    named = names_of_day([row.body for row in rows], on)
    leads: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        leads[row.task_id].append((row.body_id, named[row.body_id]))
    tasks = list(Task.objects.filter(at_moment(Moment(on)), plan=plan).select_related("group"))
    reread_tasks(tasks, Moment(on))
    return tuple(
        PlannedTask(
            id=task.pk,
            code=task.code,
            number=task.number,
            text=task.text,
            group_code=task.group.code if task.group else "",
            order=task.order,
            deadline=task.deadline_text,
            leads=tuple(leads[task.pk]),
        )
        for task in tasks
    )


def _indicators(plan: Plan, on: dt.date) -> tuple[PlannedIndicator, ...]:
    return tuple(
        PlannedIndicator(
            id=row.indicator.pk,
            name=row.indicator.name,
            unit=row.indicator.unit,
            target=target_words(
                row.indicator.op,
                row.indicator.value,
                row.indicator.low,
                row.indicator.high,
                row.indicator.baseline,
            ),
            order=row.indicator.order,
            op=row.indicator.op,
            value=row.indicator.value,
            low=row.indicator.low,
            high=row.indicator.high,
            relative=bool(row.indicator.baseline),
            each=row.indicator.each,
            known=row.whole.value if row.whole else None,
            known_on=row.whole.on if row.whole else None,
        )
        for row in indicators(plan, Moment(on))
    )
