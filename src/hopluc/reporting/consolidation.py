"""Many submissions made one report: values in, values out.

The result does not depend on the order in which the submissions come, and nothing that a body
handed in is lost: each part stands under its task, each text under its heading with the names
of those who wrote it. How a figure is made of many is said by `Method`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from hopluc.plans.mandates.rules import is_share
from hopluc.plans.rules import Judged, Status, combined
from hopluc.reporting.content import (
    Asked,
    BodyResult,
    FigureResult,
    GroupResult,
    Handed,
    Part,
    PlannedIndicator,
    PlannedTask,
    Report,
    ReportPart,
    TaskResult,
    Voice,
)
from hopluc.reporting.editing.folding import voices
from hopluc.reporting.formbook.results import results
from hopluc.reporting.routes.sharing import only_of, without_further
from hopluc.reporting.rules import tidy

NO_REPORT = ""
LEAD = "lead"
# Up to so many bodies, an unadded figure is told body by body in the report itself.
GIVEN_AT_MOST = 6
# Up to so many different texts of a task stand in the report itself; those of more are in the annex.
SAID_AT_MOST = 5


class Method(StrEnum):
    """How the figure of the report came about.

    sum: quantities of the bodies added. only: the one body that gave it. each: every body has to
    reach the target by itself, so the bodies that do are counted. share: rates, averages and
    multiples of several bodies are never added; the plan's own records decide. records: the plan's own
    records. none: nobody gave a figure.
    """

    SUM = "sum"
    ONLY = "only"
    EACH = "each"
    SHARE = "share"
    RECORDS = "records"
    NONE = "none"


def reached(indicator: PlannedIndicator, value: Decimal | None) -> bool | None:
    """Whether a figure meets the target; None where there is none, or the target rests on a baseline.

    "=" counts as met from the figure on: a plan's "100 HTX mới" is not missed by 110.
    """
    if value is None or indicator.relative:
        return None
    if indicator.op == "range":
        return None if indicator.low is None else value >= indicator.low
    if indicator.value is None:
        return None
    return {
        "=": value >= indicator.value,
        ">=": value >= indicator.value,
        ">": value > indicator.value,
        "<=": value <= indicator.value,
        "<": value < indicator.value,
    }[indicator.op]


def consolidate(asked: Asked, handed: Iterable[Handed], sources: Sequence[int] = ()) -> Report:
    """The report of a round from what was handed in by then; each further plan is put together by itself."""
    everything = list(handed)
    reports = sorted(without_further(asked, everything), key=lambda h: (h.body_order, h.body, h.body_id))
    tasks = _tasks(asked, reports)
    groups = _groups(asked, tasks)
    have = {h.body_id for h in reports}
    late = [h for h in reports if h.first_submitted_on and h.first_submitted_on > asked.due_on]
    others = sorted((b for b in asked.bodies if b[0] not in have), key=lambda b: (b[2], b[1], b[0]))
    return Report(
        asked=asked,
        addressed=len(have | {body[0] for body in asked.bodies}),
        on_time=len(reports) - len(late),
        late=tuple(h.body for h in late),
        mending=tuple(name for pk, name, _ in others if pk in asked.mending),
        missing=tuple(name for pk, name, _ in others if pk not in asked.mending),
        counts=_summed(group.counts for group in groups),
        groups=groups,
        figures=_figures(asked, reports),
        overviews=_voices(reports, "overview"),
        difficulties=_voices(reports, "difficulties"),
        proposals=_voices(reports, "proposals"),
        next_period=_voices(reports, "next_period"),
        sources=tuple(sorted(sources)),
        sections=results(asked.form, reports, asked.before) if asked.form else (),
        plans=tuple(
            ReportPart(
                f"plan:{one.plan_id}", one.short, consolidate(one, only_of(one, everything), tuple(sources))
            )
            for one in asked.further
        ),
    )


# --- tasks --------------------------------------------------------------------------------------


def _tasks(asked: Asked, reports: Sequence[Handed]) -> list[tuple[PlannedTask, TaskResult]]:
    """Each task of the plan, and each that only a submission still knows, with its results."""
    said: dict[int, list[tuple[Handed, Part]]] = defaultdict(list)
    for report in reports:
        for part in report.parts:
            said[part.task_id].append((report, part))
    planned = {task.id: task for task in of_round(asked, said.keys())}
    for task_id in said.keys() - planned.keys():
        planned[task_id] = _remembered(said[task_id][0][1])
    order = sorted(planned.values(), key=lambda task: (task.order, task.code, task.id))
    return [(task, _task(task, said[task.id])) for task in order]


def of_round(asked: Asked, said: Collection[int] = ()) -> list[PlannedTask]:
    """The plan's tasks that the round asks about: those that a body asked leads, or spoke of.

    A round may ask some bodies only, the communes say: what others lead is not missing from it. A task that
    nobody leads stays where the round asks everyone who leads anything, and as the head of its sub-tasks.
    """
    bodies = {pk for pk, _name, _order in asked.bodies}
    led = {task.id for task in asked.tasks if any(pk in bodies for pk, _name in task.leads)}
    mine = led | set(said)
    if all(task.id in mine for task in asked.tasks if task.leads):
        return list(asked.tasks)
    heads = {code for task in asked.tasks if task.id in mine for code in _above(task.code)}
    return [task for task in asked.tasks if task.id in mine or (not task.leads and task.code in heads)]


def _above(code: str) -> Iterator[str]:
    """The codes above that of a sub-task: of "I/3.2.1" "I/3.2" and "I/3"."""
    while "." in code:
        code = code.rpartition(".")[0]
        yield code


def _remembered(part: Part) -> PlannedTask:
    """A task that left the plan after it was reported on, in the words of the report."""
    return PlannedTask(
        part.task_id, part.task_code, "", part.task_text, part.group_code, part.order, part.deadline
    )


def _task(task: PlannedTask, said: Sequence[tuple[Handed, Part]]) -> TaskResult:
    leading = [part for _, part in said if part.role == LEAD]
    judged = combined(Judged(Status(p.status), p.late) for p in leading) if leading else None
    spoken = {report.body_id for report, part in said if part.role == LEAD}
    ordered = sorted(said, key=lambda pair: pair[1].role != LEAD)
    words = voices((report.body_id, report.body, part.narrative) for report, part in ordered)
    return TaskResult(
        code=task.code,
        number=task.number,
        text=task.text,
        deadline=task.deadline,
        leads=tuple(name for _, name in task.leads),
        status=judged.status.value if judged else NO_REPORT,
        late=bool(judged and judged.late),
        counts=_counted(part.status for part in leading),
        results=tuple(
            BodyResult(
                report.body,
                part.role,
                part.status,
                part.late,
                part.due_on,
                part.finished_on,
                part.percent,
                tidy(part.narrative),
                report.body_id,
            )
            for report, part in ordered
        ),
        silent=tuple(name for body_id, name in task.leads if body_id not in spoken),
        id=task.id,
        voices=words if len(words) <= SAID_AT_MOST else (),
    )


def _groups(asked: Asked, tasks: Sequence[tuple[PlannedTask, TaskResult]]) -> tuple[GroupResult, ...]:
    """The plan's groups in its order; tasks without one come last, under an empty code.

    A row that only introduces its sub-rows (no lead, no report) is shown but not counted.
    """
    titles = dict(asked.groups)
    inside: dict[str, list[TaskResult]] = defaultdict(list)
    for task, result in tasks:
        inside[task.group_code if task.group_code in titles else ""].append(result)
    return tuple(
        GroupResult(
            code,
            titles.get(code, ""),
            _counted(t.status for t in inside[code] if t.leads or t.results),
            tuple(inside[code]),
        )
        for code in [*titles, *([] if "" in titles else [""])]
        if inside[code]
    )


def _counted(statuses: Iterable[str]) -> dict[str, int]:
    """How often each status stands, in the official order, those that do not occur left out."""
    counts = Counter(statuses)
    return {key: counts[key] for key in [*(s.value for s in Status), NO_REPORT] if counts[key]}


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    return _counted(key for one in counts for key, number in one.items() for _ in range(number))


# --- figures ------------------------------------------------------------------------------------


def _figures(asked: Asked, reports: Sequence[Handed]) -> tuple[FigureResult, ...]:
    given: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    requested: Counter[int] = Counter()
    notes: dict[int, list[Voice]] = defaultdict(list)
    for report in reports:
        for figure in report.figures:
            requested[figure.indicator_id] += 1
            if figure.value is not None:
                given[figure.indicator_id].append((report.body, figure.value))
            if figure.note.strip():
                notes[figure.indicator_id].append(Voice((report.body,), tidy(figure.note)))
    return tuple(
        _figure(one, given[one.id], requested[one.id], notes[one.id])
        for one in sorted(asked.indicators, key=lambda i: (i.order, i.id))
    )


def _figure(
    indicator: PlannedIndicator, given: Sequence[tuple[str, Decimal]], requested: int, notes: Sequence[Voice]
) -> FigureResult:
    value, method = _value(indicator, given)
    each = [reached(indicator, figure) for _, figure in given] if method is Method.EACH else []
    return FigureResult(
        name=indicator.name,
        unit=indicator.unit,
        target=indicator.target,
        value=value,
        method=method,
        reached=all(each) and len(given) == requested if method is Method.EACH else reached(indicator, value),
        bodies=len(given),
        asked=requested,
        given=tuple(given) if len(given) <= GIVEN_AT_MOST else (),
        reached_by=sum(map(bool, each)) if method is Method.EACH else None,
        note="; ".join(f"{', '.join(v.bodies)}: {v.text}" for v in notes[:GIVEN_AT_MOST]),
        id=indicator.id,
    )


def _value(
    indicator: PlannedIndicator, given: Sequence[tuple[str, Decimal]]
) -> tuple[Decimal | None, Method]:
    """The figure of the whole and how it came about (see Method)."""
    if indicator.each and given:
        return None, Method.EACH
    if len(given) > 1 and not is_share(indicator.name, indicator.unit, indicator.relative):
        return sum((figure for _, figure in given), Decimal()), Method.SUM
    if indicator.known is not None:
        return indicator.known, Method.RECORDS
    if len(given) == 1:
        return given[0][1], Method.ONLY
    return None, Method.SHARE if given else Method.NONE


# --- texts --------------------------------------------------------------------------------------


def _voices(reports: Sequence[Handed], name: str) -> tuple[Voice, ...]:
    """What the bodies wrote under one heading."""
    return voices((report.body_id, report.body, getattr(report, name)) for report in reports)
