"""Codes of routes in the words of offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "ask_units": _("Mở kỳ cho đơn vị để trả lời cấp trên"),
    "lay_lower": _("Lấy số liệu của đơn vị vào báo cáo"),
    "put_inside": _("Lồng ghép kỳ vào báo cáo khác"),
    "take_out": _("Bỏ lồng ghép kỳ báo cáo"),
    "answered_inside": _("Kỳ được trả lời trong báo cáo khác"),
    "add_legs": _("Thêm nơi nhận báo cáo"),
    "change_leg": _("Sửa nơi nhận báo cáo"),
    "drop_leg": _("Bỏ nơi nhận báo cáo"),
    "send_leg": _("Ghi việc gửi báo cáo"),
    "receive_leg": _("Xác nhận nhận báo cáo"),
    "remark_leg": _("Cho ý kiến về báo cáo"),
}
KINDS = {
    "reporting.answering": _("Kỳ của đơn vị để trả lời cấp trên"),
    "reporting.inside": _("Kỳ lồng ghép"),
    "reporting.leg": _("Nơi nhận báo cáo"),
    "reporting.legremark": _("Ý kiến về báo cáo"),
}
