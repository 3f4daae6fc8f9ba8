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
    "accept_progress": gettext_lazy("Duyệt báo cáo kết quả"),
    "return_progress": gettext_lazy("Trả lại báo cáo kết quả"),
    "deliver": gettext_lazy("Ghi sản phẩm"),
    "take_back_delivery": gettext_lazy("Gỡ sản phẩm ghi nhầm"),
    "ask_extension": gettext_lazy("Xin gia hạn"),
    "grant_extension": gettext_lazy("Đồng ý gia hạn"),
    "refuse_extension": gettext_lazy("Không đồng ý gia hạn"),
    "withdraw_extension": gettext_lazy("Rút đề nghị gia hạn"),
    "name_officer": gettext_lazy("Phân công người phụ trách"),
    "open_request": gettext_lazy("Ghi đề nghị đến"),
    "record_event": gettext_lazy("Ghi sự kiện xảy ra"),
    "type_actual": gettext_lazy("Nhập số thực hiện"),
    "link_plans": gettext_lazy("Liên kết với kế hoạch khác"),
    "link_items": gettext_lazy("Nối với mục của kế hoạch cấp trên"),
    "confirm_links": gettext_lazy("Xác nhận liên kết"),
    "refuse_links": gettext_lazy("Không nhận liên kết"),
    "reopen_links": gettext_lazy("Xem lại liên kết"),
    "allocate": gettext_lazy("Giao chỉ tiêu cho đơn vị"),
    "type_share": gettext_lazy("Nhập số thực hiện của đơn vị"),
    "leave_share": gettext_lazy("Thôi chỉ tiêu được giao"),
    "record_own_plan": gettext_lazy("Ghi kế hoạch đã ban hành"),
    "take_back_own_plan": gettext_lazy("Gỡ kế hoạch ghi nhầm"),
    "pass_on": gettext_lazy("Chuyển phần việc cho cơ quan kế thừa"),
    "join_part": gettext_lazy("Thêm phần việc cho thành viên mới của nhóm"),
    "leave_part": gettext_lazy("Thôi phần việc"),
    "propose_amendment": gettext_lazy("Đề xuất sửa đổi"),
    "withdraw_proposal": gettext_lazy("Rút đề xuất sửa đổi"),
    "decline_proposal": gettext_lazy("Không tổng hợp đề xuất sửa đổi"),
    "gather_proposal": gettext_lazy("Tổng hợp đề xuất sửa đổi"),
    "take_out_proposal": gettext_lazy("Đưa đề xuất ra khỏi dự thảo sửa đổi"),
    "retitle_amendment": gettext_lazy("Sửa trích yếu dự thảo sửa đổi"),
    "submit_amendment": gettext_lazy("Trình dự thảo sửa đổi"),
    "recall_amendment": gettext_lazy("Lấy lại dự thảo sửa đổi"),
    "decide_amendment": gettext_lazy("Duyệt sửa đổi kế hoạch"),
    "record_amendment": gettext_lazy("Ghi văn bản sửa đổi kế hoạch"),
    "refuse_amendment": gettext_lazy("Không duyệt sửa đổi kế hoạch"),
    "begin_amendment": gettext_lazy("Sửa đổi kế hoạch bắt đầu có hiệu lực"),
    "open_budget": gettext_lazy("Mở dự toán năm"),
    "add_budget_line": gettext_lazy("Thêm dòng dự toán"),
    "change_budget_line": gettext_lazy("Sửa dòng dự toán"),
    "drop_budget_line": gettext_lazy("Bỏ dòng dự toán"),
    "submit_estimate": gettext_lazy("Gửi dự toán"),
    "return_estimate": gettext_lazy("Trả lại dự toán"),
    "cut_budget_line": gettext_lazy("Điều chỉnh dòng dự toán"),
    "approve_budget": gettext_lazy("Ghi nghị quyết phê duyệt dự toán"),
    "take_back_budget": gettext_lazy("Gỡ nghị quyết phê duyệt dự toán"),
    "replace_budget": gettext_lazy("Thay nghị quyết phê duyệt dự toán"),
    "move_budget_due": gettext_lazy("Đổi hạn gửi dự toán"),
    "spend_budget": gettext_lazy("Ghi khoản chi"),
    "take_back_spending": gettext_lazy("Gỡ khoản chi ghi nhầm"),
    "undo_amendment": gettext_lazy("Hoàn tác sửa đổi kế hoạch"),
    "set_reminders": gettext_lazy("Đặt lịch nhắc việc"),
    "nudge": gettext_lazy("Nhắc trực tiếp phần việc quá hạn"),
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
