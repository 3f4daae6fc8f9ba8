"""The journal's verbs and kinds in the words of the office. A verb without words is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {}
KINDS: dict[str, str | Promise] = {
    "organizations.organisation": _("Cơ quan"),
    "organizations.organisationname": _("Tên cơ quan"),
    "organizations.succession": _("Kế thừa"),
    "organizations.reportingline": _("Tuyến báo cáo"),
    "organizations.bodygroup": _("Nhóm cơ quan"),
    "organizations.groupmember": _("Thành viên nhóm"),
    "organizations.alias": _("Cách gọi khác"),
    "organizations.user": _("Tài khoản"),
    "organizations.membership": _("Vai trò"),
    "organizations.signinlink": _("Liên kết đăng nhập"),
    "intake.paper": _("Văn bản"),
    "plans.plan": _("Kế hoạch"),
    "plans.task": _("Nhiệm vụ"),
    "plans.assignment": _("Phần việc"),
    "plans.indicator": _("Chỉ tiêu"),
    "reporting.round": _("Kỳ báo cáo"),
    "reporting.submission": _("Báo cáo gửi lên"),
    "reporting.consolidatedreport": _("Báo cáo tổng hợp"),
}


def verb_of(code: str) -> str:
    """A deed's verb in words."""
    return str(VERBS.get(code, code))


def kind_of(code: str) -> str:
    """A record's kind in words."""
    return str(KINDS.get(code, code))
