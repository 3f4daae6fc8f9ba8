"""The tables of a plan's other sides as workbooks: targets, duties, what happened to the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hopluc.archive.models import Deed
from hopluc.plans import queries, words
from hopluc.plans.mandates.wholes import Actual, Added
from hopluc.plans.models import Indicator, Plan, TypedActual
from hopluc.plans.templatetags.plans import names
from hopluc.ui.downloads import Column, xlsx


def targets(plan: Plan, rows: Iterable[queries.IndicatorRow], told: str) -> HttpResponse:
    """Targets with what was reached and who typed it."""
    columns = [
        Column(_("Chỉ tiêu"), 60),
        Column(_("Của"), 32),
        Column(_("Từ ngày"), 13),
        Column(_("Đến ngày"), 13),
        Column(_("Mục tiêu"), 20),
        Column(_("Đơn vị"), 14),
        Column(_("Thực hiện"), 16),
        Column(_("Đến ngày"), 13),
        Column(_("Người ghi, nguồn"), 28),
    ]
    title = _("Chỉ tiêu – %(plan)s") % {"plan": plan}
    return xlsx(f"chi-tieu-{plan.pk}.xlsx", title, columns, map(_target, rows), filtered=told)


def _target(row: queries.IndicatorRow) -> list[Any]:
    one, actual = row.indicator, row.actual
    return [
        one.name, names(one.bodies), one.period_start, one.period_end, str(words.target_words(one)), one.unit,
        actual and actual.value, actual and actual.on, _who(actual),
    ]  # fmt: skip


def _who(actual: Actual | None) -> str:
    if actual is None:
        return ""
    return actual.told if isinstance(actual, Added) else actual.by_name


def figures(one: Indicator, typed: Iterable[TypedActual]) -> HttpResponse:
    """All figures typed for a target, the latest day first."""
    columns = [
        Column(_("Tính đến ngày"), 14),
        Column(_("Thực hiện"), 16),
        Column(_("Đơn vị"), 14),
        Column(_("Ghi chú"), 50),
        Column(_("Người ghi"), 26),
        Column(_("Cơ quan"), 32),
        Column(_("Ghi lúc"), 18),
    ]
    rows = ([t.on, t.value, one.unit, t.note, t.by_name, t.body.name, t.recorded_at] for t in typed)
    return xlsx(f"so-thuc-hien-{one.pk}.xlsx", one.name, columns, rows)


def duties(plan: Plan) -> HttpResponse:
    """Who reports what to whom and when; then the other standing duties."""
    columns = [
        Column(_("Loại"), 24),
        Column(_("Nội dung"), 60),
        Column(_("Từ"), 36),
        Column(_("Đến"), 36),
        Column(_("Thời hạn"), 30),
    ]
    title = _("Chế độ báo cáo, trách nhiệm – %(plan)s") % {"plan": plan}
    return xlsx(f"che-do-bao-cao-{plan.pk}.xlsx", title, columns, _duty_rows(plan))


def _duty_rows(plan: Plan) -> Iterator[list[Any]]:
    for one in plan.reporting.all():
        yield [one.get_kind_display(), one.text, names(one.senders), names(one.receivers), _due(one.due)]
    for duty in plan.duties.all():
        kind = str(words.DUTY_KINDS.get(duty.kind, duty.kind))
        yield [kind, duty.text, names(duty.of), "", _due(duty.due)]


def _due(parts: list[dict[str, Any]]) -> str:
    return "; ".join(str(words.due_words(part)) for part in parts)


def history(plan: Plan, deeds: Iterable[Deed], told: str) -> HttpResponse:
    """The deeds upon the plan, newest first."""
    columns = [
        Column(_("Lúc"), 18),
        Column(_("Người thực hiện"), 26),
        Column(_("Nhân danh cơ quan"), 36),
        Column(_("Việc đã làm"), 30),
        Column(_("Nhiệm vụ, chỉ tiêu"), 60),
        Column(_("Lý do"), 40),
    ]
    title = _("Lịch sử – %(plan)s") % {"plan": plan}
    rows = map(_deed, queries.subjects(deeds))
    return xlsx(f"lich-su-{plan.pk}.xlsx", title, columns, rows, filtered=told)


def _deed(row: tuple[Deed, Any, Any]) -> list[Any]:
    deed, task, indicator = row
    about = task.text if task else indicator.name if indicator else ""
    verb = str(words.DEEDS.get(deed.verb, deed.verb))
    return [deed.at, deed.actor_name, deed.body_name, verb, about, deed.reason]
