"""Rounds that are told inside another's report: which, which could be, and their content. Reads only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.content import Report, ReportPart
from hopluc.reporting.frozen import asked, handed_in
from hopluc.reporting.models import Round
from hopluc.reporting.routes.models import Inside


def with_inside(report: Report, round_: Round, made_on: dt.date) -> Report:
    """The report of a round with those rounds that it tells inside, as they stand now."""
    return replace(report, inside=tuple(_part(one, made_on) for one in told_inside(round_)))


def told_inside(round_: Round) -> list[Inside]:
    """The rounds that are told in this one's report, in the order in which they were put there."""
    rows = round_.tells.select_related("inner__plan__owner", "inner__collector__parent", "inner__form")
    return list(rows.order_by("pk"))


def _part(one: Inside, made_on: dt.date) -> ReportPart:
    handed, sources = handed_in(one.inner)
    content = consolidate(asked(one.inner, made_on), handed, sources)
    return ReportPart(_key(one), one.heading, content)


def _key(one: Inside) -> str:
    return f"round:{one.inner_id}"


def not_as_made(report: Report, round_: Round) -> bool:
    """Whether a report was made before a round was put inside, or taken out again."""
    return {one.key for one in report.inside} != {_key(one) for one in told_inside(round_)}


def hosts(round_: Round) -> list[Round]:
    """Rounds in whose report this one could be told: of the same collector, not issued, not inside."""
    rows = Round.objects.filter(collector=round_.collector_id, told_in__isnull=True)
    rows = rows.exclude(state=Round.State.ISSUED).exclude(pk=round_.pk)
    return list(rows.select_related("plan").order_by("-due_on", "-pk"))
