"""What the records give of a year: typed for the whole target, or added from its units. Read only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from hopluc.plans.mandates.wholes import Actual, Added, added_in_years, settled
from hopluc.plans.models import Indicator, TypedActual
from hopluc.plans.standings import Moment


class Years:
    """The figures of targets in some years at a moment; a few queries for each year in which units told."""

    def __init__(self, targets: Iterable[Indicator], years: Iterable[int], at: Moment) -> None:
        listed = list(targets)
        rows = TypedActual.objects.filter(at.cut(), indicator__in=[one.pk for one in listed], of=None)
        self._typed: Mapping[int, list[TypedActual]] = defaultdict(list)
        for row in rows.order_by("on", "recorded_at", "pk"):
            self._typed[row.indicator_id].append(row)
        self._added = added_in_years(listed, years, at)

    def typed(self, targets: Sequence[Indicator]) -> list[tuple[dt.date, Decimal]]:
        """Day and value of all figures typed for the whole of targets that are one thing; of one day the
        first target's own last one."""
        found: dict[dt.date, Decimal] = {}
        for one in reversed(targets):
            found |= {row.on: row.value for row in self._typed[one.pk]}
        return sorted(found.items())

    def of(self, targets: Sequence[Indicator], year: int) -> Actual | None:
        """The last figure dated in the year, of targets that are one thing: of one day the first target's. A
        figure of the year before is none of this year, and a part of the units gives way to any whole."""
        own = [found for one in targets if (found := self._one(one.pk, year))]
        whole = [one for one in own if not isinstance(one, Added) or one.complete]
        return max(whole or own, key=lambda one: one.on, default=None)

    def _one(self, target: int, year: int) -> Actual | None:
        typed = [row for row in self._typed[target] if row.on.year == year]
        return settled(typed[-1] if typed else None, self._added.get((target, year)))
