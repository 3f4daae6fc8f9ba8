"""What has changed since a report went out: the round consolidated now, and what its bodies corrected in
the plan since they handed in. Worked out when somebody asks, in a fixed number of queries; kept nowhere.

Two comparisons, both on the round's own cut-off day: what consolidating now would give (plan, targets, the
plan's own figures, sending), and for each part handed in, what the plan's records say of it today.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from hopluc.plans.models import Amendment, Assignment, Extension, Progress, TypedActual
from hopluc.plans.rules import Standing, judged
from hopluc.plans.standings import Moment, chains, deadlines, period_of, standings
from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.content import Asked, Handed, Part, Report, from_json
from hopluc.reporting.frozen import asked, handed_in
from hopluc.reporting.issuing.comparing import LEADS, TARGET, Change, compared
from hopluc.reporting.issuing.models import Issued
from hopluc.reporting.models import Round, SubmissionEvent
from hopluc.reporting.routes.inside import told_inside, with_inside
from hopluc.reporting.wording import STATUS_WORDS
from hopluc.viet.numbers import format_number

Key = tuple[int, int]  # of a part: task and body


@dataclass(frozen=True, slots=True)
class Sent:
    """A body's report as it lay in the issued one, and when it was handed in."""

    handed: Handed
    at: dt.datetime


def changes(issued: Issued) -> list[Change]:
    """All that stands otherwise today, each with who did what when as far as rows tell."""
    then = from_json(Report, issued.content)
    round_ = issued.report.round
    handed, sources = handed_in(round_)
    made_on = then.asked.made_on
    now = with_inside(consolidate(asked(round_, made_on), handed, sources), round_, made_on)
    since = issued.report.made_at or issued.at
    amended = _amended(round_, since)
    typed = _typed_reasons(then, since)
    passed = _passed(then)

    def why(one: Change) -> tuple[str, ...]:
        """A target changes by amendment alone, leads by amendment or by handing over."""
        if one.about == "figure":
            return amended if one.field == TARGET else (*typed.get(one.id, ()), *amended)
        return (*passed.get(one.id, ()), *amended) if one.field == LEADS else amended

    plan = {"figure", "task"}
    found = [replace(one, why=why(one)) if one.about in plan else one for one in compared(then, now)]
    told = (then, *(one.report for one in then.inside))
    return [*found, *(one for report in told for one in _parts(report, amended))]


def _sent(sources: Iterable[int]) -> list[Sent]:
    events = SubmissionEvent.objects.filter(pk__in=list(sources)).order_by("pk")
    return [Sent(from_json(Handed, content or {}), at) for content, at in events.values_list("content", "at")]


# --- parts ----------------------------------------------------------------------------------------


def _parts(report: Report, amended: tuple[str, ...]) -> Iterator[Change]:
    """Parts of which the plan's records say something else today than the report that was handed in."""
    sent, cutoff = _sent(report.sources), report.asked.cutoff
    told: dict[Key, tuple[Sent, Part]] = {
        (part.task_id, one.handed.body_id): (one, part) for one in sent for part in one.handed.parts
    }
    held = _holders(told, cutoff)
    parts = list(held.values())
    at = Moment(cutoff)
    periods = {row.task_id: period_of(row.task.plan) for row in parts}
    stand = standings(parts, deadlines(periods, periods, at), at)
    words = {key: _words_now(stand[row.pk], cutoff) for key, row in held.items()}
    differing = {key: row for key, row in held.items() if words[key] != _words_then(told[key][1])}
    since = {row.pk: told[key][0].at for key, row in differing.items()}
    why = _reasons(list(differing.values()), since, cutoff)
    for key, row in differing.items():
        one, part = told[key]
        yield Change(
            "task",
            row.task_id,
            part.task_text,
            "Trạng thái",
            _words_then(part),
            words[key],
            one.handed.body,
            why[row.pk] or amended,
        )


def _holders(told: Iterable[Key], cutoff: dt.date) -> dict[Key, Assignment]:
    """Of each part handed in the one that holds it on the cut-off day as is known today: itself, or that of
    the body to which it passed."""
    wanted = set(told)
    tasks = {task for task, _ in wanted}
    rows = Assignment.objects.filter(task__in=tasks).order_by("pk")
    held = list(rows.held_on(cutoff).select_related("task__plan"))
    holder = {pk: part for part, ids in chains(held) for pk in ids}
    known = rows.filter(pk__in=holder).values_list("pk", "task_id", "body_id")
    return {(task, body): holder[pk] for pk, task, body in known if (task, body) in wanted}


def _words_then(part: Part) -> str:
    return _words(part.status, part.late, part.finished_on, part.percent)


def _words_now(standing: Standing, cutoff: dt.date) -> str:
    verdict = judged(standing, cutoff)
    done = standing.finished_on if "done" in verdict.status.value else None
    return _words(verdict.status.value, verdict.late, done, standing.percent)


def _words(status: str, late: bool, finished_on: dt.date | None, percent: int) -> str:
    """A part's standing in a cell: "hoàn thành đúng hạn, ngày 05/10/2026, 100%"."""
    words = STATUS_WORDS[status] + (", đã quá hạn" if late and status == "not_begun" else "")
    day = f", ngày {finished_on:%d/%m/%Y}" if finished_on else ""
    return f"{words}{day}, {percent}%"


def _reasons(
    parts: list[Assignment], since: Mapping[int, dt.datetime], cutoff: dt.date
) -> dict[int, tuple[str, ...]]:
    """Of each part, what was reported of the time until the cut-off day, signed off and granted after its
    report was handed in; a correction may have moved what it corrects out of that time."""
    if not parts:
        return {}
    chain = {part.pk: ids for part, ids in chains(parts)}
    everybody = {pk for ids in chain.values() for pk in ids}
    first = min(since.values())
    told: dict[int, list[tuple[dt.datetime, str]]] = defaultdict(list)
    new = Q(recorded_at__gt=first) | Q(sign_off__recorded_at__gt=first)
    told_of = Q(on__lte=cutoff) | Q(replaces__isnull=False)
    for row in Progress.objects.filter(new, told_of, assignment__in=everybody).select_related("sign_off"):
        deed = "sửa lại" if row.replaces_id else "báo cáo tiến độ"
        told[row.assignment_id].append(
            (row.recorded_at, f"{row.by_name} {deed} (tính đến {row.on:%d/%m/%Y})")
        )
        signed = getattr(row, "sign_off", None)
        if signed:
            told[row.assignment_id].append((signed.recorded_at, f"{signed.by_name} ký duyệt"))
    granted = Extension.objects.filter(decided_at__gt=first, assignment__in=everybody)
    for one in granted.filter(state=Extension.State.GRANTED):
        assert one.decided_at
        told[one.assignment_id].append((one.decided_at, f"{one.decided_by_name} cho gia hạn"))
    return {
        part.pk: tuple(
            _dated(at, words)
            for at, words in sorted(row for pk in chain[part.pk] for row in told[pk])
            if at > since[part.pk]
        )
        for part in parts
    }


# --- figures --------------------------------------------------------------------------------------


def _typed_reasons(then: Report, since: dt.datetime) -> dict[int, tuple[str, ...]]:
    """Of each indicator, what was typed since."""
    wanted = [one.id for whole in _asked(then) for one in whole.indicators]
    rows = TypedActual.objects.filter(indicator__in=wanted, recorded_at__gt=since).order_by("recorded_at")
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.indicator_id] = (*found.get(row.indicator_id, ()), _typed_words(row))
    return found


def _typed_words(row: TypedActual) -> str:
    value = format_number(row.value)
    return _dated(row.recorded_at, f"{row.by_name} nhập {value} (tính đến {row.on:%d/%m/%Y})")


def _asked(then: Report) -> list[Asked]:
    """What was asked in the report and in those told inside it, of each plan."""
    reports = (then, *(one.report for one in then.inside))
    return [whole for report in reports for whole in (report.asked, *report.asked.further)]


def _amended(round_: Round, since: dt.datetime) -> tuple[str, ...]:
    """The amendments of the round's plans that were put into force since."""
    rounds = [round_, *(one.inner for one in told_inside(round_))]
    plans = {one.plan_id for one in rounds} | {row.plan_id for one in rounds for row in one.further.all()}
    rows = Amendment.objects.filter(plan__in=plans, recorded_at__gt=since).order_by("recorded_at", "pk")
    return tuple(_dated(row.recorded_at, f"Kế hoạch được sửa đổi: {row}") for row in rows if row.recorded_at)


def _passed(then: Report) -> dict[int, tuple[str, ...]]:
    """Of each task, the bodies that took a part over."""
    tasks = [one.id for whole in _asked(then) for one in whole.tasks]
    rows = Assignment.objects.filter(task__in=tasks, passed_from__isnull=False, since__isnull=False)
    found: dict[int, tuple[str, ...]] = {}
    for row in rows.select_related("body", "passed_from__body").order_by("since", "pk"):
        assert row.since
        assert row.passed_from
        words = f"{row.since:%d/%m/%Y}: {row.body.name} nhận phần việc của {row.passed_from.body.name}"
        found[row.task_id] = (*found.get(row.task_id, ()), words)
    return found


def _dated(at: dt.datetime, words: str) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}: {words}"
