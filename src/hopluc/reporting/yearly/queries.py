"""Questions about drafts: lists, lines group by group, what became of a task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hopluc.office.official import Document
from hopluc.organizations.acting import Acting, Role
from hopluc.plans.models import Plan, TargetLink, Task
from hopluc.plans.standings import now
from hopluc.reporting.yearly import papers, rules
from hopluc.reporting.yearly.gathering import plans_above
from hopluc.reporting.yearly.models import Choice, Continuation, Draft, DraftLine
from hopluc.reporting.yearly.targets import TargetRow, target_rows
from hopluc.viet.text import fold


def drafts(acting: Acting) -> QuerySet[Draft]:
    """The drafts that the person may read, the latest year first, with how many lines are open."""
    rows = Draft.objects.visible_to(acting).select_related("plan__owner", "issued_as")
    return rows.annotate(
        total=Count("lines", filter=~Q(lines__choice=Choice.DROPPED)),
        waiting=Count("lines", filter=Q(lines__choice=Choice.OPEN)),
    ).order_by("-year", "-made_at", "-pk")


def plans_to_draft(acting: Acting) -> list[Plan]:
    """Plans for which the person may make a draft of the year to come, those in force first."""
    if not acting.has(Role.OFFICER):
        return []
    rows = Plan.objects.filter(Q(owner=acting.body) | Q(standing_agency=acting.body))
    return sorted(
        rows.select_related("owner").order_by("-issued_on", "-pk"),
        key=lambda plan: plan.state != Plan.State.IN_FORCE,
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines a draft shows; empty fields do not filter."""

    text: str = ""
    why: str = ""
    choice: str = ""
    group: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with what an officer should look at: fields that read otherwise than in the plans, years that
    are over in its words, a lead or a deadline that is lacking."""

    line: DraftLine
    edited: Sequence[str]
    old_years: Sequence[int]

    @property
    def lacking(self) -> bool:
        """Whether the plan could not give the task to anybody."""
        return not self.line.leads


@dataclass(frozen=True, slots=True)
class DraftView:
    """The lines that the filters find, in order, and how many of all stand in each choice."""

    rows: Sequence[LineRow]
    total: int
    by_choice: Mapping[str, int]


def draft_view(draft: Draft, filters: Filters) -> DraftView:
    """A draft's lines in the order of its groups."""
    lines = list(draft.lines.all())
    rows = [row_of(line, draft.year) for _title, group in grouped(lines) for line in group]
    return DraftView(
        rows=[row for row in rows if _passes(row, filters)],
        total=len(rows),
        by_choice=Counter(line.choice for line in lines),
    )


def row_of(line: DraftLine, year: int) -> LineRow:
    """A line with what to look at."""
    now_ = {name: getattr(line, name) for name in rules.FIELDS}
    edited = rules.edited(line.gathered, now_)
    words = f"{line.text} {line.deadline} {line.products}"
    return LineRow(line, edited, rules.old_years(words, year))


def groups(draft: Draft) -> list[str]:
    """The titles of the draft's groups, in their order."""
    return list(dict.fromkeys(draft.lines.values_list("group", flat=True)))


def grouped(lines: Iterable[DraftLine]) -> list[tuple[str, list[DraftLine]]]:
    """Lines by group: groups in the order of their first line, lines in their own."""
    found: dict[str, list[DraftLine]] = {}
    for line in sorted(lines, key=lambda one: (one.order, one.pk)):
        found.setdefault(line.group, []).append(line)
    return list(found.items())


def by_group(rows: Iterable[LineRow]) -> list[tuple[str, list[LineRow]]]:
    """Rows in their order under the titles of their groups."""
    found: dict[str, list[LineRow]] = {}
    for row in rows:
        found.setdefault(row.line.group, []).append(row)
    return list(found.items())


def _passes(row: LineRow, filters: Filters) -> bool:
    line = row.line
    if filters.text.strip() and fold(filters.text.strip()) not in fold(f"{line.text} {line.leads}"):
        return False
    if filters.why and line.why != filters.why:
        return False
    if filters.choice and line.choice != filters.choice:
        return False
    if filters.group and line.group != filters.group:
        return False
    return not filters.changed or bool(row.edited or line.gone)


def targets_of(draft: Draft) -> list[TargetRow]:
    """The draft's targets with the figures beside them."""
    return target_rows(draft.plan, draft.year, list(draft.targets.all()), now())


def document_of(draft: Draft) -> Document:
    """The draft as a document: all that was not dropped; targets once they have a figure."""
    lines = draft.lines.exclude(choice=Choice.DROPPED)
    chosen = list(draft.targets.exclude(choice=Choice.DROPPED).exclude(op=""))
    targets = target_rows(draft.plan, draft.year, chosen, now())
    return papers.document(draft, grouped(lines), targets, plans_above(draft.plan))


def issued_candidates(draft: Draft, acting: Acting) -> list[Plan]:
    """Plans of the same owner that may have come of the draft: opened after it was made, for its year."""
    rows = Plan.objects.visible_to(acting).filter(owner=draft.plan.owner_id, opened_at__gte=draft.made_at)
    rows = rows.filter(Q(period_start=None) | Q(period_start__year__lte=draft.year))
    rows = rows.filter(Q(period_end=None) | Q(period_end__year__gte=draft.year))
    return list(rows.filter(drafted_as=None).exclude(pk=draft.plan_id).order_by("-issued_on", "-pk"))


def continued(draft: Draft) -> dict[int, Task]:
    """The task of the issued plan that came of each line, by the line's id."""
    rows = Continuation.objects.filter(line__draft=draft).select_related("task__plan")
    return {row.line_id: row.task for row in rows}


@dataclass(frozen=True, slots=True)
class Passage:
    """What a task comes of, and where it goes: the task before it, and its lines in drafts."""

    before: Task | None
    line: DraftLine | None
    after: Sequence[tuple[DraftLine, Task | None]]


def passage_of(task: Task, acting: Acting) -> Passage:
    """A task's way through the years, as far as the person may read the drafts."""
    came = Continuation.objects.filter(task=task).select_related("line__task__plan", "line__draft").first()
    visible = Draft.objects.visible_to(acting)
    lines = DraftLine.objects.filter(task=task, draft__in=visible).select_related("draft__issued_as")
    listed = list(lines.order_by("draft__year", "pk"))
    on = {
        row.line_id: row.task for row in Continuation.objects.filter(line__in=listed).select_related("task")
    }
    return Passage(
        before=came.line.task if came else None,
        line=came.line if came else None,
        after=[(line, on.get(line.pk)) for line in listed],
    )


def unsettled_links(draft: Draft) -> int:
    """Links of the plan's targets upwards that are proposed and that nobody has settled: until then their
    superior figures do not stand beside."""
    return TargetLink.objects.filter(below__plan=draft.plan_id, state=TargetLink.State.PROPOSED).count()


def next_drafts(plan: Plan, acting: Acting) -> list[Draft]:
    """The drafts that go on from a plan, as far as the person may read them."""
    return list(Draft.objects.visible_to(acting).filter(plan=plan).order_by("year"))
