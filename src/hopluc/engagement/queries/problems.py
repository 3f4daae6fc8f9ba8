"""Problems: lists, one with its steps, those that a report tells of, those that wait on a desk."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from hopluc.engagement import rules
from hopluc.engagement.models import Problem, ProblemFile, ProblemStep
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan, Task
from hopluc.viet.dates import format_date

# The order of a list by what the address asks for; the longest wait first.
ORDERS = {
    "": (F("answer_by").asc(nulls_last=True), "raised_on", "pk"),
    "neu": ("raised_on", "pk"),
    "giu": ("held_since", "pk"),
    "moi": ("-raised_on", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of problems shows; empty fields do not filter.

    side: "held" by the acting body, "raised" by it. state: "" for those not decided, "late", "all", or a
    state. order: a key of ORDERS.
    """

    text: str = ""
    plan: int | None = None
    side: str = ""
    state: str = ""
    order: str = ""


def problems(acting: Acting, filters: Filters, on: dt.date) -> QuerySet[Problem]:
    """The problems that the person may see and the filters find, with what a list shows of them."""
    rows = Problem.objects.visible_to(acting).matching(filters.text)
    if filters.plan:
        rows = rows.filter(plan=filters.plan)
    if filters.side == "held":
        rows = rows.filter(holder=acting.body)
    elif filters.side == "raised":
        rows = rows.filter(body=acting.body)
    if filters.state == "late":
        rows = rows.late(on)
    elif not filters.state:
        rows = rows.waiting()
    elif filters.state != "all":
        rows = rows.filter(state=filters.state)
    return rows.select_related("plan", "task", "holder").order_by(*ORDERS.get(filters.order, ORDERS[""]))


@dataclass(frozen=True, slots=True)
class Row:
    """A problem in a list, with its ages in days on a day."""

    problem: Problem
    age: int
    held: int
    late: bool


def row_of(problem: Problem, on: dt.date) -> Row:
    """How long a problem has waited, and with its present holder."""
    waits = problem.state in Problem.WAITING
    return Row(
        problem,
        rules.age(problem.raised_on, problem.settled_on, on),
        rules.age(problem.held_since, problem.settled_on, on),
        bool(waits and problem.answer_by and problem.answer_by < on),
    )


def steps_of(problem: Problem) -> QuerySet[ProblemStep]:
    """The steps with their files, the first one first."""
    files = Prefetch("files", ProblemFile.objects.select_related("file").order_by("pk"))
    return problem.steps.prefetch_related(files).order_by("pk")


def of_task(task: Task, on: dt.date) -> list[Row]:
    """The problems of a task, those not decided first."""
    rows = task.problems.select_related("holder").order_by("-raised_on", "-pk")
    return sorted((row_of(one, on) for one in rows), key=lambda row: row.problem.state not in Problem.WAITING)


def with_answers(rows: QuerySet[Problem]) -> QuerySet[Problem]:
    """The rows with their answers at hand, for `last_answer` of each of many."""
    answers = ProblemStep.objects.filter(verb=ProblemStep.Verb.ANSWERED).order_by("-pk")
    return rows.prefetch_related(Prefetch("steps", answers))


def last_answer(problem: Problem) -> ProblemStep | None:
    """The answer that stands; None where there is none."""
    if problem.state != Problem.State.ANSWERED:
        return None
    answers = [one for one in problem.steps.all() if one.verb == ProblemStep.Verb.ANSWERED]
    return max(answers, key=lambda one: one.pk, default=None)


@dataclass(frozen=True, slots=True)
class Told:
    """A problem as a report of a period tells it: how it stood at the period's end, and the answer."""

    problem: Problem
    standing: rules.Standing
    answer: ProblemStep | None


def problems_for_report(
    body: Organisation, plan: Plan, start: dt.date, end: dt.date, known: dt.datetime | None = None
) -> list[Told]:
    """The body's problems in a plan that waited at the end of a period or were answered in it, in the
    order of raising; as known at a moment (now by default), so that yesterday's report stays as it was."""
    return problems_of_bodies([body.pk], plan.pk, start, end, known).get(body.pk, [])


def problems_of_bodies(
    bodies: Iterable[int], plan: int, start: dt.date, end: dt.date, known: dt.datetime | None = None
) -> dict[int, list[Told]]:
    """`problems_for_report` for many bodies, by the body's id, in two queries; bodies without any are
    left out."""
    steps = ProblemStep.objects.filter(on__lte=end)
    if known:
        steps = steps.filter(recorded_at__lte=known)
    rows = Problem.objects.filter(body__in=set(bodies), plan=plan, raised_on__lte=end)
    rows = rows.prefetch_related(Prefetch("steps", steps.order_by("pk"), to_attr="told_steps"))
    found: dict[int, list[Told]] = defaultdict(list)
    for problem in rows.order_by("raised_on", "pk"):
        if told := _told(problem, problem.told_steps, start):
            found[problem.body_id].append(told)
    return dict(found)


def _told(problem: Problem, steps: Sequence[ProblemStep], start: dt.date) -> Told | None:
    """What a report from `start` on tells of a problem after some steps; None where nothing."""
    if not steps:
        return None
    stood = rules.standing([rules.Step(one.verb, one.on, one.holder_name) for one in steps])
    answered = [one for one in steps if one.verb == ProblemStep.Verb.ANSWERED]
    settled = stood.state == "answered" and stood.settled_on is not None and stood.settled_on >= start
    return Told(problem, stood, answered[-1] if settled else None) if stood.waits or settled else None


def told_in_words(told: Told) -> str:
    """One problem as a line of a report."""
    problem = told.problem
    pieces = [_sentence(problem.text), f"Đề nghị: {_sentence(problem.asked)}"]
    if told.answer:
        document = f" (văn bản số {told.answer.document})" if told.answer.document else ""
        said = _sentence(told.answer.text)
        pieces.append(f"{told.answer.body_name} trả lời ngày {format_date(told.answer.on)}{document}: {said}")
    elif told.standing.state == "asked_back":
        pieces.append(f"Đang bổ sung theo đề nghị từ ngày {format_date(told.standing.held_since)}.")
    else:
        since = format_date(told.standing.held_since)
        pieces.append(f"{told.standing.holder} đang xem xét từ ngày {since}.")
    return " ".join(pieces)


def _sentence(text: str) -> str:
    """Words on one line, closed by a full stop."""
    words = " ".join(text.split())
    return words if words.endswith((".", "!", "?", ";")) else f"{words}."
