"""Questions about links: between plans, proposals to settle, who carries a task out, over several levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet

from hopluc.organizations.acting import Acting
from hopluc.plans import boards
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.boards import Line
from hopluc.plans.mandates.wholes import Actual, actuals_of
from hopluc.plans.models import (
    Delivery,
    Indicator,
    Plan,
    PlanLink,
    TargetLink,
    Task,
    TaskLink,
)
from hopluc.plans.rules import Judged
from hopluc.plans.signing.queries import delivered
from hopluc.plans.standings import Moment
from hopluc.viet.text import fold

State = PlanLink.State
DEPTH = 5  # levels that a chain is followed: centre, ministry, province, commune, and one to spare
MOST_FOUND = 30


# --- plans ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of a plan with how many links of tasks and targets stand in each state; `seen`: whether the
    plan at the other end may be opened."""

    link: PlanLink
    other: Plan
    opens: bool
    proposed: int
    confirmed: int
    refused: int


def plan_links(plan: Plan, acting: Acting, *, up: bool) -> list[LinkLine]:
    """The plan's links to superior plans (`up`), else from lower ones; refused ones last."""
    near, far = ("below", "above") if up else ("above", "below")
    rows = PlanLink.objects.filter(**{near: plan}).select_related(f"{far}__owner")
    found = sorted(rows, key=lambda row: (row.state == State.REFUSED, row.pk))
    counted: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind in (TaskLink, TargetLink):
        of = kind.objects.filter(**{f"{near}__plan": plan}).order_by()
        for other, state, n in of.values_list(f"{far}__plan", "state").annotate(n=Count("pk")):
            counted[other][state] += n
    opens = visible(acting, [getattr(row, f"{far}_id") for row in found])
    return [
        LinkLine(
            row,
            getattr(row, far),
            getattr(row, f"{far}_id") in opens,
            counted[getattr(row, f"{far}_id")][State.PROPOSED],
            counted[getattr(row, f"{far}_id")][State.CONFIRMED],
            counted[getattr(row, f"{far}_id")][State.REFUSED],
        )
        for row in found
    ]


def visible(acting: Acting, plans: Iterable[int]) -> set[int]:
    """Those of some plans that the person may open."""
    return set(Plan.objects.visible_to(acting).filter(pk__in=set(plans)).values_list("pk", flat=True))


def linkable(plan: Plan, acting: Acting, text: str) -> list[Plan]:
    """Plans that the person may see and that the words find, to be linked above this one."""
    known = PlanLink.objects.filter(below=plan, state=State.CONFIRMED).values("above_id")
    rows = Plan.objects.visible_to(acting).matching(text).exclude(pk=plan.pk).exclude(pk__in=known)
    return list(rows.select_related("owner").order_by("-issued_on", "-pk")[:MOST_FOUND])


# --- proposals between two plans ------------------------------------------------------------------

_ORDER = {State.PROPOSED: 0, State.CONFIRMED: 1, State.REFUSED: 2}


def links_between(kind: type[TaskLink] | type[TargetLink], link: PlanLink, state: str = "") -> list[Any]:
    """Links of tasks (or targets) between two plans, those to settle first, the likeliest of them first."""
    rows = kind.objects.filter(below__plan=link.below_id, above__plan=link.above_id)
    if state:
        rows = rows.filter(state=state)
    found = rows.select_related("below", "above")
    return sorted(
        found, key=lambda r: (_ORDER[State(r.state)], r.above.order, -(r.likeness or 0), r.below.order)
    )


def unlinked(link: PlanLink) -> int:
    """How many tasks of the lower plan have no link upwards to this plan that is proposed or confirmed."""
    linked = TaskLink.objects.filter(above__plan=link.above_id).exclude(state=State.REFUSED)
    return Task.objects.filter(plan=link.below_id, until__isnull=True).exclude(links_up__in=linked).count()


def superior_items(kind: type[Task] | type[Indicator], plan: Plan, acting: Acting, text: str) -> list[Any]:
    """Tasks (or targets) of other plans that the person may see, found by words: what one of this plan's
    may be linked to. Plans that are linked already come first."""
    name = "text" if kind is Task else "name"
    words = fold(text.strip())
    rows: QuerySet[Any] = kind.objects.filter(plan__in=Plan.objects.visible_to(acting))
    rows = rows.exclude(plan=plan).filter(until__isnull=True)
    near = set(
        PlanLink.objects.filter(below=plan).exclude(state=State.REFUSED).values_list("above", flat=True)
    )
    if kind is Task and words:
        rows = rows.filter(folded__contains=words)
    rows = rows.select_related("plan__owner").order_by("plan_id", "order")
    if kind is not Task and words:
        rows = [row for row in rows if words in fold(getattr(row, name))]  # type: ignore[assignment]
    elif not words:
        rows = rows.filter(plan__in=near)
    return sorted(rows[: 4 * MOST_FOUND], key=lambda r: (r.plan_id not in near, r.plan_id, r.order))[
        :MOST_FOUND
    ]


# --- chains ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Node:
    """A task in a chain: where it stands, what it delivered, and what carries it out below.

    `opens`: whether the person may open its plan; a node that they may not open shows no status.
    `further`: whether plans carry out its plan at all, so that having none below is a gap.
    """

    task: Line
    plan: Plan
    judged: Judged | None
    opens: bool
    delivered: int = 0
    depth: int = 0
    link: int | None = None
    children: list[Node] = field(default_factory=list)
    hidden: int = 0
    further: bool = False
    proposed: int = 0

    @property
    def gap(self) -> bool:
        """Nobody below carries it out, though there are plans that should."""
        return not self.children and not self.hidden and self.further

    @property
    def expected(self) -> int:
        """How many products the plan expects of it."""
        return len(self.task.products)

    def flat(self) -> list[Node]:
        """The node and all below it, in the order in which a tree is read."""
        return [self, *(one for child in self.children for one in child.flat())]


@dataclass
class Graph:
    """The confirmed links below (or above) some tasks, level by level, with all that is shown of them."""

    acting: Acting
    at: Moment
    start: Sequence[int]
    up: bool = False

    @cached_property
    def edges(self) -> dict[int, list[tuple[int, int]]]:
        """A task → the tasks one step further, with the link's id; each task is gone through once."""
        near, far = ("below_id", "above_id") if self.up else ("above_id", "below_id")
        found: dict[int, list[tuple[int, int]]] = {}
        frontier = set(self.start)
        for _level in range(DEPTH):
            rows = self._step(near, frontier)
            for pk in frontier:
                found.setdefault(pk, [])
            for pk, here, there in rows.values_list("pk", near, far):
                found[here].append((there, pk))
            frontier = {there for here in frontier for there, _ in found[here]} - set(found)
            if not frontier:
                break
        return found

    def _step(self, near: str, frontier: set[int]) -> QuerySet[TaskLink]:
        rows = TaskLink.objects.filter(
            at_moment(self.at, "below__"), at_moment(self.at, "above__"), state=State.CONFIRMED
        )
        return rows.filter(**{f"{near}__in": frontier}).order_by("below__plan_id", "below__order", "pk")

    @cached_property
    def lines(self) -> dict[int, Line]:
        """All tasks in the graph."""
        wanted = set(self.edges) | {there for rows in self.edges.values() for there, _ in rows}
        rows = Task.objects.filter(pk__in=wanted)
        return {row[0]: Line(*row) for row in rows.values_list(*Line._fields)}

    @cached_property
    def plans(self) -> dict[int, Plan]:
        """Their plans."""
        wanted = {line.plan_id for line in self.lines.values()}
        return Plan.objects.select_related("owner").in_bulk(wanted)

    @cached_property
    def opens(self) -> set[int]:
        """Which of the plans the person may open."""
        return visible(self.acting, self.plans)

    @cached_property
    def judged(self) -> dict[int, Judged]:
        """How every task of the plans that the person may open stands."""
        return statuses([plan for pk, plan in self.plans.items() if pk in self.opens], self.at)

    @cached_property
    def products(self) -> dict[int, int]:
        """How many of its expected products came, by task."""
        rows = delivered_of(list(self.lines), self.at)
        found: dict[int, int] = defaultdict(int)
        for task, _product in rows:
            found[task] += 1
        return found

    @cached_property
    def further(self) -> set[int]:
        """Plans that confirmed plans carry out (going up: that carry others out)."""
        near = "below_id" if self.up else "above_id"
        rows = PlanLink.objects.filter(
            state=State.CONFIRMED, kind=PlanLink.Kind.CARRIES_OUT, **{f"{near}__in": set(self.plans)}
        )
        return set(rows.values_list(near, flat=True))

    @cached_property
    def proposed(self) -> dict[int, int]:
        """How many links are proposed and not settled, by task."""
        near = "below_id" if self.up else "above_id"
        rows = TaskLink.objects.filter(state=State.PROPOSED, **{f"{near}__in": set(self.lines)}).order_by()
        return dict(rows.values_list(near).annotate(n=Count("pk")))

    def node(
        self, pk: int, *, depth: int = 0, link: int | None = None, path: frozenset[int] = frozenset()
    ) -> Node:
        """The task with what is linked below it; a task met twice on one way ends it."""
        line = self.lines[pk]
        opens = line.plan_id in self.opens
        made = Node(
            line,
            self.plans[line.plan_id],
            self.judged.get(pk) if opens else None,
            opens,
            self.products.get(pk, 0) if opens else 0,
            depth,
            link,
            further=line.plan_id in self.further,
            proposed=self.proposed.get(pk, 0),
        )
        for there, by in self.edges.get(pk, ()):
            if there in path or there == pk or there not in self.lines:
                continue
            # Downwards only what may be opened is told; the chain upwards is told by its words.
            if not self.up and self.lines[there].plan_id not in self.opens:
                made.hidden += 1
            else:
                made.children.append(self.node(there, depth=depth + 1, link=by, path=path | {pk}))
        return made


def statuses(plans: Sequence[Plan], at: Moment) -> dict[int, Judged]:
    """The official status of all tasks of some plans at a moment."""
    tallied = boards.tallies_of(plans, at)
    rows = Task.objects.filter(at_moment(at), plan__in=[plan.pk for plan in plans]).order_by("order", "pk")
    return boards.judge(
        [Line(*row) for row in rows.values_list("pk", "plan_id", "parent_id", "group_id", "order")], tallied
    )


def delivered_of(tasks: Sequence[int], at: Moment) -> set[tuple[int, str]]:
    """Tasks with those of their expected products that had come by a moment."""
    rows = Delivery.objects.filter(delivered(at), task__in=tasks).exclude(product="")
    return set(rows.order_by().values_list("task_id", "product"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the coverage page shows: all tasks, or those that nobody carries out, or somebody does."""

    text: str = ""
    only: str = ""  # "trong": gaps; "co": carried out; "cho": only proposals


@dataclass(frozen=True, slots=True)
class Coverage:
    """The tasks of a plan with what carries them out, and how many are carried out, proposed, open."""

    roots: Sequence[Node]
    total: int
    carried: int
    proposed: int

    @property
    def open(self) -> int:
        """Tasks that nobody carries out, and that nothing is proposed for."""
        return self.total - self.carried - self.proposed


def coverage(plan: Plan, acting: Acting, at: Moment, filters: Filters) -> Coverage:
    """Each task of the plan that is work, with all that carries it out below, over several levels."""
    lines = boards.lines(plan, at)
    parents = {line.parent_id for line in lines}
    led = boards.tallies(plan, at)
    work = [line for line in lines if line.pk in led or line.pk not in parents]
    graph = Graph(acting, at, [line.pk for line in work])
    graph.lines.update({line.pk: line for line in lines})
    roots = [graph.node(line.pk) for line in work]
    carried = sum(bool(one.children or one.hidden) for one in roots)
    proposed = sum(bool(one.proposed and not one.children and not one.hidden) for one in roots)
    shown = [one for one in roots if _passes(one, filters)]
    return Coverage(shown, len(roots), carried, proposed)


def _passes(node: Node, filters: Filters) -> bool:
    if filters.text and fold(filters.text.strip()) not in node.task.folded:
        return False
    carried = bool(node.children or node.hidden)
    return {
        "trong": not carried and not node.proposed,
        "cho": not carried and bool(node.proposed),
        "co": carried,
    }.get(filters.only, True)


def chain(task: Task, acting: Acting, at: Moment) -> tuple[list[Node], list[Node]]:
    """What the task carries out above it, and what carries it out below: nodes as a tree is read."""
    found = []
    for up in (True, False):
        graph = Graph(acting, at, [task.pk], up=up)
        found.append(graph.node(task.pk).flat()[1:] if task.pk in graph.lines else [])
    return found[0], found[1]


def proposals_of(task: Task) -> QuerySet[TaskLink]:
    """Links upwards that wait to be settled."""
    rows = TaskLink.objects.filter(below=task, state=State.PROPOSED)
    return rows.select_related("above__plan__owner").order_by("-likeness", "pk")


# --- targets ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class TargetNode:
    """A target with its actual figure, and the targets below that serve it."""

    one: Indicator
    plan: Plan
    actual: Actual | None
    opens: bool
    depth: int = 0
    children: list[TargetNode] = field(default_factory=list)
    hidden: int = 0

    def flat(self) -> list[TargetNode]:
        """The node and all below it."""
        return [self, *(one for child in self.children for one in child.flat())]


def target_coverage(plan: Plan, acting: Acting, at: Moment) -> list[TargetNode]:
    """Each target of the plan with those of lower plans that serve it, over several levels, with figures."""
    below: dict[int, list[int]] = {}
    roots = list(plan.indicators.filter(at_moment(at)).order_by("order", "pk"))
    frontier = {one.pk for one in roots}
    for _level in range(DEPTH):
        for pk in frontier:
            below.setdefault(pk, [])
        rows = TargetLink.objects.filter(at_moment(at, "below__"), above__in=frontier, state=State.CONFIRMED)
        for above, lower in rows.order_by("below__plan_id", "below__order").values_list(
            "above_id", "below_id"
        ):
            below[above].append(lower)
        frontier = {lower for pk in frontier for lower in below[pk]} - set(below)
        if not frontier:
            break
    wanted = set(below) | {pk for rows in below.values() for pk in rows}
    items = {row.pk: row for row in Indicator.objects.filter(pk__in=wanted).select_related("plan__owner")}
    actuals = actuals_of(items.values(), at)
    opens = visible(acting, {row.plan_id for row in items.values()})

    def node(pk: int, depth: int, path: frozenset[int]) -> TargetNode:
        one = items[pk]
        seen = one.plan_id in opens
        made = TargetNode(one, one.plan, actuals.get(pk) if seen else None, seen, depth)
        for lower in below.get(pk, ()):
            if lower in path or lower == pk or lower not in items:
                continue
            if items[lower].plan_id in opens:
                made.children.append(node(lower, depth + 1, path | {pk}))
            else:
                made.hidden += 1
        return made

    return [node(one.pk, 0, frozenset()) for one in roots]
