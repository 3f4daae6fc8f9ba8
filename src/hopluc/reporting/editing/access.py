"""Who may edit a report, in words."""

from __future__ import annotations

from hopluc.organizations.acting import Acting
from hopluc.reporting.access import may_collect
from hopluc.reporting.models import ConsolidatedReport, Round


def is_editable(report: ConsolidatedReport) -> bool:
    """A draft, of a round whose report did not go out, that no later edition has taken the place of."""
    return (
        report.state == ConsolidatedReport.State.DRAFT
        and report.round.state != Round.State.ISSUED
        and not report.round.reports.filter(
            edition__gt=report.edition, state=ConsolidatedReport.State.DRAFT
        ).exists()
    )


def may_edit(acting: Acting, report: ConsolidatedReport) -> bool:
    """Officers of the body that collects the round, its last draft."""
    return may_collect(acting, report.round) and is_editable(report)
