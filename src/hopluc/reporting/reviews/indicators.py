"""The indicators of a review's plans over the years, on two clocks: as each year's report gave them, and as
they are known at the review's moment. Read only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hopluc.plans.mandates.wholes import RISING, Actual, Added, in_part
from hopluc.plans.models import Indicator, Plan, TargetLink
from hopluc.plans.queries import IndicatorRow, indicators
from hopluc.plans.rules import reached
from hopluc.plans.standings import Moment, period_of
from hopluc.reporting.actuals.queries import aim_of, has_path
from hopluc.reporting.actuals.rules import Point, expected_on, in_period, path_of
from hopluc.reporting.actuals.years import Years
from hopluc.reporting.content import FigureResult, from_json
from hopluc.reporting.models import ConsolidatedReport
from hopluc.reporting.reviews.content import IndicatorLine, YearCell
from hopluc.reporting.reviews.models import Review, YearFigure, last_day
from hopluc.reporting.reviews.rules import Known, at_beginning, chained
from hopluc.reporting.wording import target_words
from hopluc.reporting.yearly.final import Final
from hopluc.reporting.yearly.models import FinalReport
from hopluc.viet.numbers import format_number
from hopluc.viet.text import fold

Reported = tuple[Decimal, str]
_Given = Mapping[tuple[int | str, int], Reported]
YEAR_ENDS = 10  # a report whose period ends from October on is its year's: plans ask for 25/11, 30/11, 14/12


@dataclass(slots=True)
class _Chain:
    """The same indicator in several plans: the first sets the target."""

    rows: list[IndicatorRow]
    plans: list[Plan]
    reported: dict[int, Reported] = field(default_factory=dict)

    @property
    def targets(self) -> list[Indicator]:
        """The indicators, the head first."""
        return [row.indicator for row in self.rows]


def indicator_lines(review: Review) -> list[IndicatorLine]:
    """All indicators of the review's plans. Those of several plans are one line where a person confirmed that
    one serves the other, or where name and unit are the same."""
    typed: dict[int, dict[int, YearFigure]] = defaultdict(dict)
    for row in review.figures.all():
        typed[row.indicator_id][row.year] = row
    chains = _chains(review)
    known = Years((one for chain in chains for one in chain.targets), review.years, review.moment)
    return [_line(chain, review, typed, known) for chain in chains]


def _chains(review: Review) -> list[_Chain]:
    plans = ordered_plans(review)
    rows: dict[int, IndicatorRow] = {}
    plan_of: dict[int, Plan] = {}
    for plan in plans:
        for row in indicators(plan, review.moment):
            rows[row.indicator.pk], plan_of[row.indicator.pk] = row, plan
    links = TargetLink.objects.filter(
        state=TargetLink.State.CONFIRMED, above__in=list(rows), below__in=list(rows)
    )
    if review.moment.known:
        links = links.filter(recorded_at__lte=review.moment.known)
    same = [*links.order_by("pk").values_list("above_id", "below_id"), *_alike(rows, plan_of)]
    reported = {plan.pk: reported_figures(plan, review.moment) for plan in plans}
    return [
        _chain([rows[pk] for pk in group], [plan_of[pk] for pk in group], reported)
        for group in chained(rows, same)
    ]


def ordered_plans(review: Review) -> list[Plan]:
    """The review's plans: longer ones first, of those the later first, so that the one that sets the target
    of the whole period leads; those that begin after the period last."""
    listed = list(review.plans.select_related("owner", "standing_agency"))

    def length(plan: Plan) -> int:
        period = period_of(plan)
        return (period.end - period.start).days // 366

    def after(plan: Plan) -> bool:
        return period_of(plan).start > review.period_end

    return sorted(
        listed, key=lambda plan: (after(plan), -length(plan), -period_of(plan).start.toordinal(), plan.pk)
    )


def _alike(rows: Mapping[int, IndicatorRow], plan_of: Mapping[int, Plan]) -> Iterable[tuple[int, int]]:
    """Pairs of indicators of the same name and unit in several plans. Where one plan has two of them, which
    one is meant is not guessed."""
    named: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, row in rows.items():
        named[fold(row.indicator.name), fold(row.indicator.unit)].append(pk)
    for first, *others in named.values():
        if len({plan_of[pk].pk for pk in (first, *others)}) == 1 + len(others):
            yield from ((first, pk) for pk in others)


def _chain(rows: list[IndicatorRow], plans: list[Plan], reported: Mapping[int, _Given]) -> _Chain:
    found: dict[int, Reported] = {}
    for row, plan in zip(reversed(rows), reversed(plans), strict=True):
        own = {row.indicator.pk, fold(row.indicator.name)}
        found |= {year: value for (which, year), value in reported[plan.pk].items() if which in own}
    return _Chain(rows, plans, found)


def reported_figures(plan: Plan, at: Moment) -> _Given:
    """What the plan's issued reports gave, by the indicator (its id, or in older reports its folded name) and
    the year: the consolidated report of the year's latest period, of those that the plan's owner or standing
    agency made; where there is none, the plan's final report. Reports issued after the moment are not known
    yet."""
    found: dict[tuple[int | str, int], Reported] = {}
    final = FinalReport.objects.filter(plan=plan).first()
    if final and (at.known is None or final.made_at <= at.known):
        content = from_json(Final, final.content)
        for target in content.targets:
            if target.actual is not None and target.actual_on:
                key = fold(target.name), target.actual_on.year
                found[key] = target.actual, _("Báo cáo kết thúc %s") % (plan.number or plan.title)
    for report in _issued(plan, at):
        words = _("Báo cáo số %(number)s ngày %(day)s") % {
            "number": report.number,
            "day": f"{report.issued_on:%d/%m/%Y}",
        }
        for row in (report.content or {}).get("figures", ()):
            figure = from_json(FigureResult, row)
            if figure.value is not None:
                found[figure.id or fold(figure.name), report.round.period_end.year] = figure.value, words
    return found


def _issued(plan: Plan, at: Moment) -> QuerySet[ConsolidatedReport]:
    """The plan's yearly reports, the latest last; what a review collected is no report of the year."""
    rows = ConsolidatedReport.objects.filter(
        round__plan=plan,
        round__collector__in=[plan.owner_id, plan.standing_agency_id or plan.owner_id],
        round__review=None,
        state=ConsolidatedReport.State.ISSUED,
        round__period_end__lte=at.on,
        round__period_end__month__gte=YEAR_ENDS,
    ).select_related("round")
    if at.known:
        rows = rows.filter(issued_on__lte=at.known.date())
    return rows.order_by("round__period_end", "issued_on", "pk")


def _line(
    chain: _Chain, review: Review, typed: Mapping[int, Mapping[int, YearFigure]], known: Years
) -> IndicatorLine:
    head = chain.rows[0].indicator
    given: dict[int, YearFigure] = {}
    for row in reversed(chain.rows):
        given |= typed.get(row.indicator.pk, {})
    figures = [Known(on, value) for on, value in known.typed(chain.targets)]
    path = _path(head, chain.plans[0], figures)
    years = tuple(
        _cell(year, known.of(chain.targets, year), chain.reported, given.get(year), path)
        for year in review.years
    )
    last = [cell for cell in years if cell.value is not None]
    latest = last[-1] if last else None
    met, why = _reached(head, latest)
    return IndicatorLine(
        id=head.pk,
        name=head.name,
        unit=head.unit,
        target=target_words(head.op, head.value, head.low, head.high, head.baseline),
        plans=tuple(dict.fromkeys(plan.number or plan.title for plan in chain.plans)),
        baseline=_baseline(review, figures, given),
        years=years,
        latest=latest.value if latest else None,
        latest_on=latest.current_on if latest else None,
        reached=met,
        why=why,
        running=aim_of(head, chain.plans[0]).end > review.as_of,
    )


def _baseline(review: Review, figures: Sequence[Known], given: Mapping[int, YearFigure]) -> YearCell:
    year = review.period_start.year - 1
    known, typed = at_beginning(figures, review.period_start), given.get(year)
    if typed:
        return YearCell(year, current=typed.value, typed=True, source=typed.source)
    return YearCell(year, current=known.value, current_on=known.on) if known else YearCell(year)


def _path(head: Indicator, plan: Plan, figures: Sequence[Known]) -> list[Point]:
    """The way to the target, from the first figure of the period (docs/indicators.md)."""
    if not has_path(head):
        return []
    aim = aim_of(head, plan)
    own = in_period((Point(one.on, one.value) for one in figures), aim.start, aim.end)
    return path_of(aim, own)


def _cell(
    year: int,
    known: Actual | None,
    reported: Mapping[int, Reported],
    typed: YearFigure | None,
    path: Sequence[Point],
) -> YearCell:
    """A year. What some of the units told stands only where nothing is known of the whole."""
    value, by = reported.get(year, (None, ""))
    expected = expected_on(path, last_day(year))
    wanted = None if expected is None or not path or last_day(year) > path[-1].on else round(expected, 2)
    if in_part(known) and (typed or value is not None):
        known = None
    if known is None and typed:
        return YearCell(year, value, by, typed.value, None, typed=True, source=typed.source, path=wanted)
    if known is None:
        return YearCell(year, value, by, path=wanted)
    added = known.told if isinstance(known, Added) else ""
    return YearCell(year, value, by, known.value, known.on, path=wanted, added=added, part=in_part(known))


def _reached(one: Indicator, latest: YearCell | None) -> tuple[bool | None, str]:
    if latest is None or latest.value is None:
        return None, _("chưa có số liệu")
    if one.baseline:
        return None, _("so với mốc %s, phải đối chiếu riêng") % one.baseline.get("of", "")
    met = reached(one.op, latest.value, one.value, one.low, one.high)
    if latest.part and not (met and one.op in RISING):
        return None, latest.added
    return met, ""


def words_of(cell: YearCell) -> str:
    """A year in a table: the figure; where it was reported otherwise, both; a star marks what was typed, and
    a sum says of how many units."""
    if cell.value is None:
        return ""
    shown = format_number(cell.value) + ("*" if cell.typed else "")
    if cell.added:
        shown += f" ({cell.added})"
    if cell.changed and cell.reported is not None:
        shown += _(" (đã báo cáo: %s)") % format_number(cell.reported)
    return shown
