"""The targets of a draft with the figures beside them: the plan's own, the latest actual, those of superior
plans for the year, and how the proposed figure stands to these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hopluc.plans.amendments.moments import NOTHING, at_moment, reread, target_readings
from hopluc.plans.mandates.sharing import shares_at
from hopluc.plans.mandates.wholes import Actual, actuals_of, in_part
from hopluc.plans.models import Allocation, Indicator, Plan, TargetLink
from hopluc.plans.standings import Moment, period_of
from hopluc.plans.words import figure_words
from hopluc.reporting.yearly import rules
from hopluc.reporting.yearly.gathering import plans_above
from hopluc.reporting.yearly.models import DraftTarget
from hopluc.reporting.yearly.rules import Figure
from hopluc.reporting.yearly.words import VERDICTS
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number


@dataclass(frozen=True, slots=True)
class Asked:
    """What a superior plan asks for: the target, its figure (the owner's share of it, where one was given
    out), and how the proposed figure stands to it (rules.FITS …)."""

    indicator: Indicator
    figure: Figure
    share: bool
    own: bool
    same_year: bool
    verdict: str

    @property
    def words(self) -> str:
        """The figure with its unit."""
        return words_of(self.figure)

    @property
    def told(self) -> str:
        """The verdict in words."""
        return str(VERDICTS[self.verdict])

    @property
    def until(self) -> int | None:
        """The year for which it is set."""
        return self.indicator.period_end.year if self.indicator.period_end else None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target of the draft with what stands beside it. `asked`: the owner's longer plan first."""

    target: DraftTarget
    before: str
    actual: Actual | None
    asked: Sequence[Asked]
    below_actual: bool

    @property
    def proposed(self) -> str:
        """The proposed figure in words; empty where there is none."""
        return figure_words(self.target.op or "=", self.target.value, self.target.low, self.target.high)

    @property
    def reached(self) -> str:
        """The latest figure of the whole in words, with its day; empty where nobody told one."""
        if self.actual is None or in_part(self.actual):
            return ""
        return f"{format_number(self.actual.value)} ({format_date(self.actual.on)})"

    @property
    def lower(self) -> bool:
        """Whether it asks for less than a superior plan does for the year."""
        return any(one.verdict == rules.LOWER for one in self.asked)

    @property
    def lacking(self) -> bool:
        """Whether nobody has proposed a figure yet."""
        return not self.target.op


def words_of(figure: Figure) -> str:
    """A figure with its unit: "≥ 20 HTX"."""
    words = figure_words(figure.op or "=", figure.value, figure.low, figure.high)
    return f"{words} {figure.unit}".strip()


def figure_of(one: Indicator | DraftTarget) -> Figure:
    """A target's figure; one of the draft is never relative: it names what is to be reached."""
    relative = isinstance(one, Indicator) and bool(one.baseline)
    return Figure(one.op, one.value, one.low, one.high, one.unit, relative)


# --- what goes in -------------------------------------------------------------------------------


def found_targets(plan: Plan, year: int, at: Moment) -> list[tuple[Indicator, bool]]:
    """The plan's targets; then those of superior plans that speak of the year, are the owner's (of its own
    longer plan, or given out to it), and that no target of the plan serves (True)."""
    own = list(plan.indicators.filter(at_moment(at)).order_by("order", "pk"))
    _reread(own, at)
    served = TargetLink.objects.filter(state=TargetLink.State.CONFIRMED, below__in=own)
    above = plans_above(plan)
    rows = Indicator.objects.filter(at_moment(at), plan__in=above).exclude(pk__in=served.values("above_id"))
    others = list(rows.select_related("plan").order_by("plan_id", "order", "pk"))
    _reread(others, at)
    shares = shares_at([one.pk for one in others], at)
    return [
        *((one, False) for one in own),
        *(
            (one, True)
            for one in others
            if _for_year(one, year) and (one.plan.owner_id == plan.owner_id or _share(one, plan, shares))
        ),
    ]


def _for_year(one: Indicator, year: int) -> bool:
    start, end = one.period_start or one.plan.period_start, one.period_end or one.plan.period_end
    return rules.speaks_of(start, end, one.per == "year", year)


def _share(one: Indicator, plan: Plan, shares: Mapping[tuple[int, int], Allocation]) -> Decimal | None:
    """What of a superior target was given out to the plan's owner."""
    found = shares.get((one.pk, plan.owner_id))
    return found.value if found else None


def _reread(rows: Iterable[Indicator], at: Moment) -> None:
    listed = list(rows)
    words = target_readings(at, pk__in=[one.pk for one in listed])
    for one in listed:
        reread(one, words.get(one.pk, NOTHING))


# --- what stands beside ---------------------------------------------------------------------------


def target_rows(plan: Plan, year: int, targets: Sequence[DraftTarget], at: Moment) -> list[TargetRow]:
    """The targets of a draft with all figures beside them; a handful of queries for all of them."""
    ids = [one.indicator_id for one in targets if one.indicator_id]
    sources = {one.pk: one for one in Indicator.objects.filter(pk__in=ids).select_related("plan")}
    above: dict[int, list[Indicator]] = defaultdict(list)
    links = TargetLink.objects.filter(
        at_moment(at, "above__"), below__in=ids, state=TargetLink.State.CONFIRMED
    ).select_related("above__plan")
    for link in links.order_by("above__plan_id", "above__order", "pk"):
        above[link.below_id].append(link.above)
    asking = [one for rows in above.values() for one in rows]
    _reread([*sources.values(), *asking], at)
    actuals = actuals_of(sources.values(), at)
    shares = shares_at([one.pk for one in (*asking, *sources.values())], at)
    return [
        _row(
            one, sources.get(one.indicator_id or 0), above[one.indicator_id or 0], actuals, shares, plan, year
        )
        for one in targets
    ]


def _row(
    target: DraftTarget,
    source: Indicator | None,
    above: Sequence[Indicator],
    actuals: Mapping[int, Actual],
    shares: Mapping[tuple[int, int], Allocation],
    plan: Plan,
    year: int,
) -> TargetRow:
    proposed = figure_of(target)
    own = [source] if source and (target.superior or period_of(plan).end.year >= year) else []
    asking = [*own, *above]
    asked = [_asked(proposed, one, _share(one, plan, shares), plan, year) for one in asking]
    actual = actuals.get(source.pk) if source else None
    least = None if target.superior or in_part(actual) else proposed.least
    return TargetRow(
        target=target,
        before="" if target.superior or source is None else words_of(figure_of(source)),
        actual=actual,
        asked=sorted(asked, key=lambda one: not one.own),
        below_actual=bool(actual and least is not None and least < actual.value),
    )


def _asked(proposed: Figure, one: Indicator, share: Decimal | None, plan: Plan, year: int) -> Asked:
    figure = figure_of(one) if share is None else Figure("=", share, unit=one.unit)
    same_year = _for_year(one, year)
    return Asked(
        indicator=one,
        figure=figure,
        share=share is not None,
        own=one.plan.owner_id == plan.owner_id,
        same_year=same_year,
        verdict=rules.compared(proposed, figure, same_year=same_year),
    )
