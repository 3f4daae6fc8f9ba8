"""Background work of this room: ids in, actions called, safe to run twice."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hopluc.reporting import actions
from hopluc.reporting.editing import files
from hopluc.reporting.routes.actions.answering import lay_consolidated


def prefill_round(round_id: int) -> int:
    """Prefill all submissions of a round, in parts that are each a transaction; how many."""
    done = 0
    while part := actions.prefill_some(round_id):
        done += part
    return done


def consolidate(report_id: int) -> None:
    """Make a consolidated report; what goes wrong is told on its row and in the job's log. A round that
    answers a report of its collector fills that report in as well."""
    try:
        actions.consolidate(report_id)
        lay_consolidated(report_id)
    except Exception as error:
        actions.consolidation_failed(
            report_id,
            _("Không lập được báo cáo (%s). Lập lại; nếu vẫn lỗi, báo quản trị.") % type(error).__name__,
        )
        raise


def redraw(report_id: int) -> None:
    """Have a draft's files say what was edited."""
    files.redraw(report_id)
