"""The target-against-actual table of a plan as a workbook: each target, then its units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hopluc.plans.mandates.wholes import Actual, Added, source_words
from hopluc.plans.models import Plan
from hopluc.plans.words import target_words
from hopluc.reporting.actuals.queries import Line, Unit
from hopluc.reporting.actuals.words import LIGHTS
from hopluc.ui.downloads import Column, xlsx


def table(plan: Plan, lines: Iterable[Line], told: str) -> HttpResponse:
    """A row for each target; under it a row for each unit that has a share of it."""
    columns = [
        Column(_("Chỉ tiêu, đơn vị"), 60),
        Column(_("Đơn vị tính"), 14),
        Column(_("Mục tiêu"), 22),
        Column(_("Mục tiêu (số)"), 14),
        Column(_("Đến hết ngày"), 13),
        Column(_("Thực hiện"), 14),
        Column(_("Số liệu đến ngày"), 13),
        Column(_("Theo lộ trình cần"), 14),
        Column(_("Dự báo cuối kỳ"), 14),
        Column(_("Đánh giá"), 22),
        Column(_("Nguồn"), 16),
        Column(_("Người nhập"), 24),
        Column(_("Cơ quan nhập"), 32),
    ]
    title = _("Mục tiêu và thực hiện – %(plan)s") % {"plan": plan}
    return xlsx(f"muc-tieu-thuc-hien-{plan.pk}.xlsx", title, columns, _rows(lines), filtered=told)


def _rows(lines: Iterable[Line]) -> Iterator[list[Any]]:
    for line in lines:
        yield _target(line)
        yield from (_unit(line, unit) for unit in line.units)


def _target(line: Line) -> list[Any]:
    one = line.indicator
    return [
        one.name, one.unit, str(target_words(one)), line.aim.goal, line.aim.end,
        *_figure(line.actual), line.expected, line.forecast,
        str(LIGHTS[line.course.light].text), *_source(line.actual),
    ]  # fmt: skip


def _unit(line: Line, unit: Unit) -> list[Any]:
    light = _("Đạt") if unit.reached else _("Chưa đạt") if unit.actual else _("Chưa có số liệu")
    return [
        f"– {unit.name}", line.indicator.unit, "", unit.share, line.aim.end, *_figure(unit.actual),
        None, None, light, *_source(unit.actual),
    ]  # fmt: skip


def _figure(actual: Actual | None) -> tuple[Any, Any]:
    return (actual.value, actual.on) if actual else (None, None)


def _source(actual: Actual | None) -> tuple[str, str, str]:
    if actual is None:
        return "", "", ""
    who = ("", "") if isinstance(actual, Added) else (actual.by_name, actual.body.name)
    return source_words(actual), *who
