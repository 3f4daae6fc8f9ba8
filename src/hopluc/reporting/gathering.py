"""What the plan already knows of a body's report: its parts, their progress, its figures.

Read for many bodies at once, in a handful of queries; nothing is written here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hopluc.engagement.queries.problems import problems_of_bodies, told_in_words
from hopluc.organizations.models import Organisation
from hopluc.organizations.queries import members_on, names_on, successors_on
from hopluc.plans.amendments.moments import NOTHING, at_moment, reread, reread_tasks, target_readings
from hopluc.plans.models import (
    Assignment,
    DutyParty,
    Indicator,
    Party,
    Plan,
    Progress,
    ReportingDuty,
    TypedActual,
)
from hopluc.plans.rules import DONE, Standing, judged
from hopluc.plans.standings import Moment, chains, deadlines, holding, period_of, standings
from hopluc.reporting.models import FigureLine, Line, Round
from hopluc.reporting.routes.answering import on_behalf_of
from hopluc.reporting.routes.plans import plans_of
from hopluc.reporting.routes.sharing import shifted
from hopluc.reporting.wording import target_words


def addressed(plan: Plan, duty: ReportingDuty | None, on: dt.date) -> list[Organisation]:
    """The bodies asked for a report, by name: those that the duty names (groups by their members of
    the day, bodies that ended by their successors) and every body that leads a task."""
    bodies: dict[int, Organisation] = {}
    parties = duty.parties.filter(side=DutyParty.Side.SENDER) if duty else DutyParty.objects.none()
    for party in parties.select_related("organisation", "group__area"):
        named = successors_on(party.organisation, on) if party.organisation else []
        members = members_on(party.group, on) if party.group else []
        bodies |= {body.pk: body for body in (*named, *members)}
    leading = Assignment.objects.filter(task__plan=plan, role=Party.Role.LEAD).held_on(on).values("body_id")
    bodies |= {body.pk: body for body in Organisation.objects.filter(pk__in=leading)}
    return sorted(bodies.values(), key=lambda body: (body.sort_key, body.pk))


def names_of_day(bodies: Iterable[Organisation], day: dt.date) -> dict[int, str]:
    """The names that bodies bear on a day, by id."""
    listed = list(bodies)
    named = names_on([body.pk for body in listed], day)
    return {body.pk: named[body.pk].name if body.pk in named else body.name for body in listed}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The unsaved rows of a submission as the plan would have them, and its problems in words."""

    lines: Sequence[Line]
    figures: Sequence[FigureLine]
    difficulties: str = ""


def gather(round_: Round, body_ids: Iterable[int]) -> dict[int, Gathered]:
    """The rows of each body's submission: its lead parts, those that it coordinates and has reported
    on in the period, and the plan's indicators; statuses hold on the cut-off day. Units asked on behalf of
    their collector tell of its lead parts too, whose status is the collector's own. Of a round of several
    plans the rows of each follow one another (`sharing.PLAN_STEP`)."""
    wanted = set(body_ids)
    lines: dict[int, list[Line]] = defaultdict(list)
    figures: dict[int, list[FigureLine]] = defaultdict(list)
    for place, plan in enumerate(plans_of(round_)):
        own_lines, own_figures = _lines(round_, plan, wanted), _figures(round_, plan, wanted)
        for pk in wanted:
            lines[pk] += shifted(own_lines[pk], place)
            figures[pk] += shifted(own_figures[pk], place)
    difficulties = difficulties_of(round_, wanted)
    return {pk: Gathered(lines[pk], figures[pk], difficulties.get(pk, "")) for pk in wanted}


def _lines(round_: Round, plan: Plan, wanted: set[int]) -> dict[int, list[Line]]:
    """The lines of each body that one plan gives."""
    at = Moment(round_.cutoff)
    behalf = on_behalf_of(round_) - wanted
    held = Assignment.objects.filter(task__plan=plan, body__in=wanted | behalf)
    held = held.held_on(round_.cutoff)
    parts = list(held.select_related("task__group").order_by("task__order", "pk"))
    reread_tasks([part.task for part in parts], at)
    tasks = {part.task_id for part in parts}
    periods = dict.fromkeys(tasks, period_of(plan))
    stand = standings(parts, deadlines(tasks, periods, at), at)
    told = _told(parts, round_)
    lines: dict[int, list[Line]] = defaultdict(list)
    for part in parts:
        if part.role == Party.Role.LEAD or told[part.pk]:
            lines[part.body_id].append(_line(part, stand[part.pk], told[part.pk], round_.cutoff))
    asked = [part for part in parts if part.body_id in behalf and part.role == Party.Role.LEAD]
    for pk in wanted if asked else ():
        own = {line.task_id for line in lines[pk]}
        above = {part.task_id: part for part in asked if part.task_id not in own}
        lines[pk] += [_line(part, stand[part.pk], "", round_.cutoff) for part in above.values()]
    return lines


def difficulties_of(
    round_: Round, body_ids: Iterable[int], known: dt.datetime | None = None
) -> dict[int, str]:
    """What each body has brought up as a problem, a line each: those that wait on the cut-off day and
    those answered in the period, as known at a moment; bodies without any are left out."""
    bodies = list(body_ids)
    told: dict[int, list[str]] = defaultdict(list)
    for plan in plans_of(round_):
        rows = problems_of_bodies(bodies, plan.pk, round_.period_start, round_.cutoff, known)
        for pk, problems in rows.items():
            told[pk] += [told_in_words(one) for one in problems]
    return {pk: "\n".join(words) for pk, words in told.items()}


def _line(part: Assignment, standing: Standing, told: str, on: dt.date) -> Line:
    verdict = judged(standing, on)
    done = verdict.status in DONE
    return Line(
        task_id=part.task_id,
        assignment_id=part.pk,
        order=part.task.order,
        group_code=part.task.group.code if part.task.group else "",
        task_code=part.task.code,
        task_text=part.task.text,
        deadline=part.task.deadline_text,
        role=part.role,
        state=standing.state,
        # Of several days asked the last one met is no end of the whole.
        finished_on=standing.finished_on if done else None,
        due_on=standing.due_on,
        percent=standing.percent,
        status=verdict.status.value,
        late=verdict.late,
        gathered=told,
        narrative=told,
    )


def _told(parts: Sequence[Assignment], round_: Round) -> dict[int, str]:
    """What progress said of each part in the period, oldest first."""
    before = {part.pk: chain for part, chain in chains(parts)}
    rows = (
        Progress.objects.filter(holding(Moment(round_.cutoff)), on__gte=round_.period_start)
        .filter(assignment__in={pk for ids in before.values() for pk in ids})
        .order_by("on", "recorded_at", "pk")
    )
    said: dict[int, list[Progress]] = defaultdict(list)
    for row in rows:
        said[row.assignment_id].append(row)
    told = {}
    for part in parts:
        own = sorted(
            (row for pk in before[part.pk] for row in said.get(pk, ())), key=lambda row: (row.on, row.pk)
        )
        told[part.pk] = _in_words(own)
    return told


def _in_words(rows: Iterable[Progress]) -> str:
    """Narratives and products of progress rows as the text of a report."""
    texts = [(row.on, text) for row in rows if (text := _sentence(row))]
    if len(texts) == 1:
        return texts[0][1]
    return "\n".join(f"{on:%d/%m/%Y}: {text}" for on, text in texts)


def _sentence(row: Progress) -> str:
    """One row: its narrative, and the products that it delivered."""
    products = "; ".join(
        " ".join(
            filter(
                None,
                [
                    product["name"],
                    f"({product['count']})" if product.get("count") else "",
                    product.get("number", ""),
                ],
            )
        )
        for product in row.products
    )
    pieces = [row.narrative.strip(), f"Sản phẩm: {products}." if products else ""]
    return " ".join(piece for piece in pieces if piece)


def _figures(round_: Round, plan: Plan, wanted: set[int]) -> Mapping[int, list[FigureLine]]:
    """The plan's indicators for each body, with the figure that it typed itself by the cut-off day.

    Figures typed by the plan's owner or standing agency speak of the whole plan, so they are
    nobody's own and are laid against the sum instead (queries.asked).
    """
    at = Moment(round_.cutoff)
    indicators = list(Indicator.objects.filter(at_moment(at), plan=plan))
    words = target_readings(at, plan=plan.pk)
    for one in indicators:
        reread(one, words.get(one.pk, NOTHING))
    own = wanted - {plan.owner_id, plan.standing_agency_id}
    typed = TypedActual.objects.filter(at.cut(), indicator__plan=plan, body__in=own).order_by(
        "on", "recorded_at", "pk"
    )
    known = {(row.body_id, row.indicator_id): row.value for row in typed}
    return {
        body: [
            FigureLine(
                indicator_id=one.pk,
                order=one.order,
                name=one.name,
                unit=one.unit,
                target=target_words(one.op, one.value, one.low, one.high, one.baseline),
                known=known.get((body, one.pk)),
                value=known.get((body, one.pk)),
            )
            for one in indicators
        ]
        for body in wanted
    }
