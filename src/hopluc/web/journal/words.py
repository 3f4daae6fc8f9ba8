"""The journal's verbs and kinds in the words of the office. A verb without words is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.plans.words import DEEDS

VERBS: dict[str, str | Promise] = {
    # organizations
    "found": _("Lập cơ quan"),
    "rename": _("Đổi tên cơ quan"),
    "show_name": _("Tên mới có hiệu lực"),
    "end": _("Kết thúc cơ quan"),
    "move": _("Chuyển cơ quan chủ quản"),
    "succeed": _("Ghi cơ quan kế thừa"),
    "report_to": _("Thêm tuyến báo cáo"),
    "end_line": _("Kết thúc tuyến báo cáo"),
    "make_group": _("Lập nhóm cơ quan"),
    "add_to_group": _("Thêm cơ quan vào nhóm"),
    "take_out_of_group": _("Loại cơ quan khỏi nhóm"),
    "leave_group": _("Đưa cơ quan ra khỏi nhóm"),
    "remember_alias": _("Ghi nhớ cách gọi khác"),
    "make_unit": _("Lập đơn vị hành chính"),
    "succeed_unit": _("Ghi đơn vị hành chính kế thừa"),
    "open_account": _("Cấp tài khoản"),
    "close_account": _("Khóa tài khoản"),
    "grant_role": _("Giao vai trò"),
    "end_role": _("Thôi vai trò"),
    "sign_in_by_link": _("Đăng nhập bằng liên kết một lần"),
    # intake
    "receive_paper": _("Nhận văn bản"),
    "refuse_secret_paper": _("Từ chối văn bản mật"),
    "compile_paper": _("Đọc văn bản"),
    "fail_paper": _("Không đọc được văn bản"),
    "compile_again": _("Đọc lại văn bản"),
    "correct_paper": _("Sửa kết quả đọc văn bản"),
    "discard_paper": _("Bỏ văn bản"),
    "adopt_paper": _("Đưa văn bản vào theo dõi"),
    # plans
    **DEEDS,
    # reporting
    "open_round": _("Mở kỳ báo cáo"),
    "close_round": _("Khóa kỳ báo cáo"),
    "reopen_round": _("Mở lại kỳ báo cáo"),
    "prefill": _("Lấy số liệu vào báo cáo"),
    "save_draft": _("Lưu báo cáo đang soạn"),
    "submit": _("Gửi báo cáo"),
    "withdraw": _("Lấy lại báo cáo"),
    "return": _("Trả lại báo cáo"),
    "accept": _("Tiếp nhận báo cáo"),
    "ask_consolidation": _("Yêu cầu lập báo cáo tổng hợp"),
    "consolidate": _("Lập báo cáo tổng hợp"),
    "consolidation_failed": _("Không lập được báo cáo tổng hợp"),
    "issue": _("Phát hành báo cáo tổng hợp"),
    # handover
    "merge": _("Sắp xếp cơ quan"),
}
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
