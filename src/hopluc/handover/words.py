"""What was acted on after a handover, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.plans.words import DEEDS

THINGS: dict[str, str | Promise] = {
    "plans.assignment": _("Phần việc"),
    "plans.progress": _("Báo cáo kết quả"),
    "plans.plan": _("Kế hoạch"),
    "reporting.submission": _("Báo cáo"),
    "reporting.line": _("Báo cáo"),
    "reporting.figureline": _("Báo cáo"),
    "reporting.round": _("Kỳ báo cáo"),
    "intake.paper": _("Văn bản"),
    "engagement.problem": _("Vướng mắc"),
    "engagement.visit": _("Đợt kiểm tra"),
    "engagement.advice": _("Kiến nghị sau kiểm tra"),
    "engagement.committee": _("Hồ sơ Ban Chỉ đạo"),
    "engagement.committeemember": _("Thành viên Ban Chỉ đạo"),
    "engagement.workitem": _("Việc chuẩn bị cho Ban Chỉ đạo"),
    "engagement.conclusion": _("Kết luận phiên họp"),
    "engagement.conclusionhelp": _("Phối hợp thực hiện kết luận"),
    "organizations.membership": _("Vai trò của người dùng"),
    "organizations.organisation": _("Cơ quan"),
    "organizations.organisationname": _("Tên cơ quan"),
    "organizations.groupmember": _("Chỗ trong nhóm cơ quan"),
    "organizations.reportingline": _("Quan hệ báo cáo"),
}
DONE: dict[str, str | Promise] = {
    **DEEDS,
    "submit": _("gửi báo cáo"),
    "save_draft": _("soạn báo cáo"),
    "grant_role": _("giao vai trò"),
    "end_role": _("thôi vai trò"),
    "rename": _("đổi tên cơ quan"),
}


def thing(kind: str) -> str:
    """A kind of record."""
    return str(THINGS.get(kind, _("Dữ liệu liên quan")))


def deed(verb: str) -> str:
    """What somebody did."""
    return str(DONE.get(verb, _("thay đổi")))
