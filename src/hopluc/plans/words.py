"""Codes and figures of this room in the words of offices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.models import DeadlinePart, Indicator
from hopluc.viet.dates import format_date
from hopluc.viet.numbers import format_number

DEEDS = {
    "open_plan": gettext_lazy("Đưa kế hoạch vào theo dõi"),
    "close_plan": gettext_lazy("Kết thúc theo dõi kế hoạch"),
    "report_progress": gettext_lazy("Cập nhật kết quả"),
    "correct_progress": gettext_lazy("Đính chính cập nhật"),
    "name_officer": gettext_lazy("Phân công người phụ trách"),
    "open_request": gettext_lazy("Ghi đề nghị đến"),
    "record_event": gettext_lazy("Ghi sự kiện xảy ra"),
    "type_actual": gettext_lazy("Nhập số thực hiện"),
    "pass_on": gettext_lazy("Chuyển phần việc cho cơ quan kế thừa"),
}

DUTY_KINDS = {
    "own_plan": gettext_lazy("Ban hành kế hoạch của mình"),
    "work_programme": gettext_lazy("Đưa vào chương trình công tác"),
    "supervise": gettext_lazy("Theo dõi, đôn đốc, tổng hợp"),
    "staff": gettext_lazy("Phân công người phụ trách"),
    "other": gettext_lazy("Khác"),
}

CITATION_ROLES = {
    "implements": gettext_lazy("Văn bản mà kế hoạch này triển khai"),
    "legal_basis": gettext_lazy("Căn cứ ban hành"),
    "mention": gettext_lazy("Văn bản được nhắc đến"),
}

Number = Decimal | float | None
_OPERATORS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}
_UNITS = {
    "day": gettext_lazy("ngày"),
    "working_day": gettext_lazy("ngày làm việc"),
    "month": gettext_lazy("tháng"),
}
_TIMES = {
    "YEARLY": gettext_lazy("năm"),
    "MONTHLY": gettext_lazy("tháng"),
    "WEEKLY": gettext_lazy("tuần"),
    "DAILY": gettext_lazy("ngày"),
}


def target_words(one: Indicator) -> str:
    """A target as a figure with its unit: "≥ 20 HTX", "65 – 70 %", "1,5 lần so với cuối năm 2020"."""
    words = f"{figure_words(one.op, one.value, one.low, one.high)} {one.unit}".strip()
    if one.baseline:
        words = _("%(words)s so với %(of)s") % {"words": words, "of": one.baseline.get("of", "")}
    yearly = one.per == "year" and not one.unit.endswith(_("/năm"))
    return _("%(words)s mỗi năm") % {"words": words} if yearly else words


def figure_words(op: str, value: Number, low: Number, high: Number) -> str:
    """The figure of a target without its unit: "≥ 80", "65 – 70"; empty where there is none."""
    if op == "range" and low is not None and high is not None:
        return f"{format_number(low)} – {format_number(high)}"
    return "" if value is None else _OPERATORS[op] + format_number(value)


def part_words(part: DeadlinePart) -> str:
    """A deadline part in words, as the system understood it."""
    return _part_words(
        kind=part.kind,
        date=part.date,
        start=part.start,
        end=part.end,
        rrule=part.rrule,
        event=part.event,
        count=part.count,
        unit=part.unit,
        asker=part.requested_by,
    )


def due_words(part: dict[str, Any]) -> str:
    """A PART of the compiled plan's JSON in words."""
    days = {name: dt.date.fromisoformat(part[name]) for name in ("date", "start", "end") if part.get(name)}
    return _part_words(
        kind=part["kind"],
        date=days.get("date"),
        start=days.get("start"),
        end=days.get("end"),
        rrule=part.get("rrule") or "",
        event=part.get("event") or "",
        count=part.get("count"),
        unit=part.get("unit") or "",
        asker=part.get("from") or "",
    )


def _part_words(
    *,
    kind: str,
    date: dt.date | None,
    start: dt.date | None,
    end: dt.date | None,
    rrule: str,
    event: str,
    count: int | None,
    unit: str,
    asker: str,
) -> str:
    match kind:
        case "by" if date:
            return _("chậm nhất ngày %(day)s") % {"day": format_date(date)}
        case "within" if end and start:
            return _("từ %(start)s đến %(end)s") % {"start": format_date(start), "end": format_date(end)}
        case "within" if end:
            return _("đến ngày %(day)s") % {"day": format_date(end)}
        case "ongoing":
            return _("thường xuyên")
        case "recurring":
            return rule_words(rrule)
        case "on_request":
            return _("theo đề nghị của %(asker)s") % {"asker": asker} if asker else _("theo đề nghị")
        case "after" if count:
            term = f"{count} {_UNITS.get(unit, unit)}"
            return _("trong %(term)s %(since)s") % {"term": term, "since": _since(event, _("kể từ khi"))}
        case "after":
            return _since(event, _("sau khi"))
    return _("chưa xác định được ngày")


def _since(event: str, joint: str) -> str:
    """An event with the words that join it to a term, unless the document brought its own."""
    own = event.lower().startswith(("sau", "kể từ", "khi", "từ"))
    return event if own else f"{joint} {event}"


def rule_words(rule: str) -> str:
    """A recurrence rule in words: "hằng năm, chậm nhất 18/12", "hằng quý", "6 tháng một lần"."""
    fields = dict(piece.split("=", 1) for piece in rule.split(";") if "=" in piece)
    time = _TIMES.get(fields.get("FREQ", ""), rule)
    count = int(fields.get("INTERVAL", "1"))
    if (fields.get("FREQ"), count) == ("MONTHLY", 3):
        time, count = _("quý"), 1
    words = (
        _("hằng %(time)s") % {"time": time}
        if count == 1
        else _("%(n)s %(time)s một lần") % {"n": count, "time": time}
    )
    day, month = fields.get("BYMONTHDAY"), fields.get("BYMONTH")
    if day and month:
        return _("%(words)s, chậm nhất %(day)s/%(month)s") % {"words": words, "day": day, "month": month}
    if day:
        return _("%(words)s, chậm nhất ngày %(day)s") % {"words": words, "day": day}
    return _("%(words)s, vào tháng %(month)s") % {"words": words, "month": month} if month else words
