"""The whole content of a review at its moment: indicators, tasks by status and year, why they are not done,
what was said. Read only."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.engagement.models import Problem
from hopluc.office.issuing import issuer_symbol, signatory_of
from hopluc.plans.boards import Line
from hopluc.plans.models import Amendment, Extension, Party, Plan
from hopluc.plans.rules import DONE, Status
from hopluc.plans.standings import Moment, known_until, period_of
from hopluc.reporting.frozen import cited, shortly
from hopluc.reporting.letterheads import place_before_day, superior_of
from hopluc.reporting.models import Submission
from hopluc.reporting.reviews.content import Part, PlanPart, ReviewContent, Said, TaskLine, YearCount
from hopluc.reporting.reviews.counting import task_counts
from hopluc.reporting.reviews.indicators import indicator_lines, ordered_plans
from hopluc.reporting.reviews.models import Finding, Review, last_day
from hopluc.reporting.yearly.gathering import Work
from hopluc.viet.dates import format_date


def gather_review(review: Review) -> ReviewContent:
    """The review as it stands; its findings are those that were sorted into the report."""
    plans = ordered_plans(review)
    return replace(
        gather_head(review),
        indicators=tuple(indicator_lines(review)),
        plans=tuple(plan_part(plan, review) for plan in plans),
        years=tuple(year_counts(plans, review)),
        findings=tuple(
            Said(one.sort, one.text, one.body_name)
            for one in review.findings.exclude(sort__in=[Finding.Sort.UNSORTED, Finding.Sort.LEFT_OUT])
        ),
    )


def gather_head(review: Review) -> ReviewContent:
    """What the review is of, by whom, with its outline and who was asked; without its figures."""
    body = review.body
    asked, answered = bodies_of(review)
    return ReviewContent(
        kind=str(review.get_kind_display()),
        title=review.title,
        cited=review.cited,
        short=review.short,
        subject=review.subject_title,
        period_start=review.period_start,
        period_end=review.period_end,
        as_of=review.as_of,
        known_on=review.known_on,
        issuer=body.name,
        superior=superior_of(body),
        symbol=f"BC-{issuer_symbol(body.name, body.short_name)}",
        place=place_before_day(body),
        signatory=signatory_of(body.kind),
        addressee=review.addressee or (body.parent or body).name,
        answers_due=review.answers_due,
        parts=tuple(
            Part(one.level, one.title, one.guidance, one.fills, one.text) for one in review.parts.all()
        ),
        asked=asked,
        answered=answered,
        made_on=timezone.localdate(),
    )


def bodies_of(review: Review) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The bodies that were asked, and those whose answer lies with the collector."""
    if not review.round_id:
        return (), ()
    rows = Submission.objects.filter(round=review.round_id).order_by("body__sort_key", "pk")
    return (
        tuple(rows.values_list("body_name", flat=True)),
        tuple(rows.handed_in().values_list("body_name", flat=True)),
    )


def plan_part(plan: Plan, review: Review) -> PlanPart:
    """The tasks of a plan as they stand at the review's moment."""
    work, why = Work(plan, review.moment), whys(plan, review.moment)
    return PlanPart(
        plan.pk,
        cited(plan),
        shortly(plan),
        tuple(_task(work, line, why.get(line.pk, ())) for line in work.lines),
        tuple(_amended(plan, review.moment)),
    )


def _task(work: Work, line: Line, why: Sequence[str]) -> TaskLine:
    judged = work.judged[line.pk]
    done = judged.status in DONE
    return TaskLine(
        id=line.pk,
        number=line.number,
        text=work.whole(line),
        leads="; ".join(work.parties[line.pk, Party.Role.LEAD]),
        deadline=" ".join(line.deadline_text.split()),
        status=judged.status.value,
        late=judged.late,
        due_on=None if done else work.due_on(line),
        said=work.said.get(line.pk, ""),
        why=() if done else tuple(why),
        done=done,
    )


def whys(plan: Plan, at: Moment) -> dict[int, list[str]]:
    """What is on record of why tasks are not done, by task: problems raised, later days asked for.
    (Amendments stand with the plan.)"""
    found: dict[int, list[str]] = defaultdict(list)
    problems = Problem.objects.filter(plan=plan, task__isnull=False, raised_on__lte=at.on)
    if at.known:
        problems = problems.filter(raised_at__lte=at.known)
    for one in problems.exclude(state=Problem.State.WITHDRAWN).order_by("raised_on", "pk"):
        words = _("Vướng mắc (%(body)s, %(day)s): %(text)s") % {
            "body": one.body_name,
            "day": format_date(one.raised_on),
            "text": _plain(one.text),
        }
        found[one.task_id or 0].append(words)
    limit = known_until(at)
    rows = Extension.objects.filter(assignment__plan=plan).exclude(state=Extension.State.WITHDRAWN)
    for row in rows.select_related("assignment__body").order_by("asked_at", "pk"):
        if limit and row.asked_at > limit:
            continue
        decided = row.decided_at and (limit is None or row.decided_at <= limit)
        words = _("Xin gia hạn đến %(day)s (%(body)s): %(text)s") % {
            "day": format_date(row.until),
            "body": row.assignment.body.name,
            "text": _plain(row.reason),
        }
        state = row.get_state_display() if decided else Extension.State.ASKED.label
        found[row.assignment.task_id].append(f"{words} – {str(state).lower()}")
    return dict(found)


def _plain(text: str) -> str:
    """On one line, without the mark at its end."""
    return " ".join(text.split()).rstrip(".;")


def _amended(plan: Plan, at: Moment) -> list[str]:
    rows = plan.amendments.filter(state=Amendment.State.IN_FORCE, on__lte=at.on)
    if at.known:
        rows = rows.filter(recorded_at__lte=at.known)
    return [
        _("Từ ngày %(day)s: %(title)s%(number)s")
        % {
            "day": format_date(row.on),
            "title": row.title,
            "number": _(" (văn bản số %s)") % row.number if row.number else "",
        }
        for row in rows.order_by("on", "pk")
        if row.on
    ]


def year_counts(plans: Sequence[Plan], review: Review) -> list[YearCount]:
    """Tasks by status at the end of each year of the period, of the last on the review's day: of the plans
    that run in the year."""
    found = []
    for year in review.years:
        if year > review.as_of.year:
            break
        on = min(last_day(year), review.as_of)
        running = [plan for plan in plans if _runs_in(plan, year)]
        if running:
            found.append(YearCount(year, on, _counts(running, Moment(on, review.moment.known))))
    return found


def _runs_in(plan: Plan, year: int) -> bool:
    period = period_of(plan)
    return period.start <= last_day(year) and period.end >= dt.date(year, 1, 1)


def _counts(plans: Sequence[Plan], at: Moment) -> dict[str, int]:
    """In the order of the five statuses; those that occur."""
    counted: Counter[str] = sum(task_counts(plans, at).values(), Counter())
    return {status.value: counted[status.value] for status in Status if counted[status.value]}
