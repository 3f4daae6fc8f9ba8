"""The rounds that a body reports in and those that it collects, as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.reporting.models import Submission
from hopluc.reporting.queries import RoundLine
from hopluc.ui.downloads import Column, xlsx


def workbook(acting: Acting, owed: Iterable[Submission], collected: Iterable[RoundLine]) -> HttpResponse:
    """First what the body hands in, then what it collects: one line for each."""
    columns = [
        Column(_("Phần"), 20),
        Column(_("Kỳ báo cáo"), 40),
        Column(_("Kế hoạch"), 18),
        Column(_("Nơi nhận"), 32),
        Column(_("Hạn gửi"), 13),
        Column(_("Tình trạng"), 22),
        Column(_("Gửi lần đầu ngày"), 14),
        Column(_("Số cơ quan"), 12),
        Column(_("Đã gửi"), 12),
        Column(_("Đã tiếp nhận"), 12),
        Column(_("Quá hạn chưa gửi"), 12),
        Column(_("Nơi nhận quá hạn chưa gửi"), 14),
    ]
    title = _("Kỳ báo cáo của %(body)s") % {"body": acting.body}
    return xlsx("ky-bao-cao.xlsx", title, columns, _lines(owed, collected))


def _lines(owed: Iterable[Submission], collected: Iterable[RoundLine]) -> Iterator[list[Any]]:
    for one in owed:
        yield [*_of(_("Phải gửi"), one.round), one.get_state_display(), one.first_submitted_on]
    for line in collected:
        state = line.round.get_state_display()
        counted = [line.bodies, line.handed_in, line.accepted, line.missing, line.late_legs]
        yield [*_of(_("Theo dõi, tổng hợp"), line.round), state, None, *counted]


def _of(part: str, round_: Any) -> list[Any]:
    return [part, round_.title, round_.plan.number, round_.collector.name, round_.due_on]
