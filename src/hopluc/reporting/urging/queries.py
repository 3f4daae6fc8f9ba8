"""Questions that pages ask of urging letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from hopluc.organizations.acting import Acting, Role
from hopluc.organizations.queries import own_bodies
from hopluc.plans.models import Assignment, Plan, Task
from hopluc.reporting.content import from_json
from hopluc.reporting.models import Submission
from hopluc.reporting.urging.content import LetterContent
from hopluc.reporting.urging.models import Letter, LetterBatch, LetterPart
from hopluc.viet.text import fold

OVERDUE = "overdue"
State = Letter.State


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of letters shows; empty fields do not filter. `state`: a Letter.State or OVERDUE."""

    on: dt.date
    text: str = ""
    state: str = ""
    plan: int | None = None


def plans_to_urge(acting: Acting) -> list[Plan]:
    """Plans in force that the acting body issued or follows, if the person may urge (access.may_urge)."""
    if not acting.has(Role.OFFICER):
        return []
    followed = Q(owner=acting.body) | Q(standing_agency=acting.body)
    rows = Plan.objects.filter(followed, state=Plan.State.IN_FORCE)
    return list(rows.select_related("owner").order_by("-issued_on", "pk"))


def letters(acting: Acting, filters: Filters) -> QuerySet[Letter]:
    """Letters that the person may see and the filters find, those of the newest batch first; each with
    `count` parts and the `longest` of their days late."""
    rows = Letter.objects.visible_to(acting).exclude(state=State.WAITING)
    if filters.text.strip():
        words = fold(filters.text.strip())
        about = LetterPart.objects.filter(task__folded__contains=words).values("letter_id")
        rows = rows.filter(
            Q(body__folded__contains=words) | Q(number__icontains=filters.text.strip()) | Q(pk__in=about)
        )
    if filters.state == OVERDUE:
        rows = rows.filter(state=State.SENT, batch__answer_by__lt=filters.on)
    elif filters.state:
        rows = rows.filter(state=filters.state)
    if filters.plan:
        rows = rows.filter(pk__in=LetterPart.objects.filter(task__plan=filters.plan).values("letter_id"))
    return counted(rows).order_by("-batch_id", "body__sort_key", "pk")


def counted(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with their batch, body, `count` of parts and `longest` days late."""
    found = rows.select_related("batch__sender", "batch__plan", "batch__round", "body")
    return found.annotate(count=Count("parts"), longest=Max("parts__days_late"))


def plans_of_letters(acting: Acting) -> list[Plan]:
    """The plans that letters which the person may see speak of."""
    seen = Letter.objects.visible_to(acting).order_by().values("pk")
    parts = LetterPart.objects.filter(letter__in=seen).order_by().values("task__plan_id")
    return list(Plan.objects.filter(pk__in=parts).order_by("-issued_on", "pk"))


def to_answer(acting: Acting) -> QuerySet[Letter]:
    """Letters that the acting body has not answered, by the day asked for."""
    rows = Letter.objects.filter(body__in=own_bodies(acting), state=State.SENT)
    return counted(rows).order_by("batch__answer_by", "pk")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the list, with how many letters stand where."""

    batch: LetterBatch
    total: int
    waiting: int
    drafts: int
    sent: int
    answered: int


def batches(acting: Acting) -> list[BatchLine]:
    """The batches that the person's bodies make, the newest first."""
    by_state = {
        state: Count("letters", filter=Q(letters__state=state))
        for state in (State.WAITING, State.DRAFT, State.SENT, State.ANSWERED)
    }
    rows = (
        LetterBatch.objects.visible_to(acting)
        .select_related("plan", "round", "sender")
        .annotate(total=Count("letters"), **{f"n_{state.value}": n for state, n in by_state.items()})
        .order_by("-pk")[:20]
    )
    return [
        BatchLine(row, row.total, row.n_waiting, row.n_draft, row.n_sent, row.n_answered)  # type: ignore[attr-defined]
        for row in rows
    ]


def content_of(letter: Letter) -> LetterContent | None:
    """What the letter says; None before it was written."""
    return (
        from_json(LetterContent, letter.content)
        if letter.content and letter.state != Letter.State.WAITING
        else None
    )


def done_since(letter: Letter) -> list[Task]:
    """Tasks that a letter names whose part is not late any more: done since, or given a later day."""
    parts = letter.parts.select_related("task", "assignment").order_by("pk")
    return [row.task for row in parts if not _still_late(row.assignment, row.due_on)]


def handed_in_since(letter: Letter) -> Submission | None:
    """The report that a letter asks for, where it lies with its collector by now."""
    rows = Submission.objects.handed_in().filter(round=letter.batch.round_id, body=letter.body_id)
    return rows.first() if letter.batch.round_id else None


def _still_late(part: Assignment, due_on: dt.date) -> bool:
    return part.due_on is not None and part.due_on <= due_on


@dataclass(frozen=True, slots=True)
class Urged:
    """An urging of a task's part: by which letter, which body."""

    letter: Letter
    days_late: int
    readable: bool


def urged(task: Task, acting: Acting) -> list[Urged]:
    """The letters that went out about a task, the newest first; who may not read one still learns of it."""
    rows = LetterPart.objects.filter(task=task, letter__state__in=Letter.GONE)
    rows = rows.select_related("letter__batch__sender").order_by("-letter__sent_on", "-pk")
    readable = set(Letter.objects.visible_to(acting).filter(parts__task=task).values_list("pk", flat=True))
    return [Urged(row.letter, row.days_late, row.letter_id in readable) for row in rows]


def last_urged(parts: Sequence[int]) -> dict[int, dt.date]:
    """The day of the last letter sent about each part, by the part's id."""
    rows = LetterPart.objects.filter(assignment__in=parts, letter__state__in=Letter.GONE)
    return dict(
        rows.order_by()
        .values("assignment_id")
        .annotate(last=Max("letter__sent_on"))
        .values_list("assignment_id", "last")
    )
