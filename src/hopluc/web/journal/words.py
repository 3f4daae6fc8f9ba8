"""The journal's verbs and kinds in the words of the office. A verb without words is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.engagement import words as engagement
from hopluc.plans.words import DEEDS
from hopluc.reporting.editions import words as editions
from hopluc.reporting.reviews import words as reviews
from hopluc.reporting.routes import words as routes
from hopluc.reporting.yearly import words as yearly

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
    "reopen_account": _("Mở lại tài khoản"),
    "move_officer": _("Chuyển công tác, bàn giao việc"),
    "make_password_link": _("Cấp đường dẫn đặt mật khẩu"),
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
    **engagement.DEEDS,
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
    "reopen": _("Mở lại báo cáo đã tiếp nhận"),
    "mark": _("Đánh dấu chỗ cần sửa"),
    "unmark": _("Bỏ đánh dấu chỗ cần sửa"),
    "ask_consolidation": _("Yêu cầu lập báo cáo tổng hợp"),
    "consolidate": _("Lập báo cáo tổng hợp"),
    "consolidation_failed": _("Không lập được báo cáo tổng hợp"),
    "edit_report": _("Sửa nội dung báo cáo tổng hợp"),
    "issue": _("Phát hành báo cáo tổng hợp"),
    "sign_here": _("Ký số báo cáo tổng hợp"),
    "sign_seal": _("Đóng dấu số báo cáo tổng hợp"),
    "sign_outside": _("Nộp bản báo cáo đã ký số bên ngoài"),
    # urging
    "ask_letters": _("Lập công văn đôn đốc"),
    "write_letter": _("Soạn công văn đôn đốc"),
    "write_letters_again": _("Soạn tiếp công văn đôn đốc"),
    "letters_failed": _("Chưa soạn hết công văn đôn đốc"),
    "leave_letter_out": _("Không gửi công văn đôn đốc"),
    "take_letter_in": _("Đưa lại công văn đôn đốc vào đợt"),
    "send_letter": _("Ghi số công văn đôn đốc đã gửi"),
    "answer_letter": _("Trả lời công văn đôn đốc"),
    "set_reminders": _("Đặt lịch nhắc việc"),
    "remind": _("Nhắc việc"),
    "nudge": _("Nhắc trực tiếp phần việc quá hạn"),
    "choose_notices": _("Chọn cách nhận thông báo"),
    "go_away": _("Ghi vắng mặt, người thay"),
    "come_back": _("Thôi vắng mặt"),
    "make_calendar": _("Tạo địa chỉ lịch cá nhân"),
    "revoke_calendar": _("Thu hồi địa chỉ lịch cá nhân"),
    **yearly.DEEDS,
    **reviews.DEEDS,
    **editions.DEEDS,
    **routes.DEEDS,
    # handover
    "merge": _("Sắp xếp cơ quan"),
    "divide": _("Chia, tách cơ quan"),
    "abolish": _("Giải thể cơ quan"),
    "transfer": _("Chuyển chức năng"),
    "hand_over": _("Thực hiện sắp xếp"),
    "undo_handover": _("Hoàn tác sắp xếp"),
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
    "engagement.problem": _("Vướng mắc"),
    "engagement.visit": _("Đợt kiểm tra"),
    "engagement.advice": _("Kiến nghị sau kiểm tra"),
    "engagement.committee": _("Ban Chỉ đạo"),
    "engagement.committeemember": _("Thành viên Ban Chỉ đạo"),
    "engagement.workitem": _("Chương trình công tác"),
    "engagement.meeting": _("Phiên họp"),
    "engagement.conclusion": _("Kết luận phiên họp"),
    **yearly.KINDS,
    **reviews.KINDS,
    **editions.KINDS,
    **routes.KINDS,
    "reporting.round": _("Kỳ báo cáo"),
    "reporting.submission": _("Báo cáo gửi lên"),
    "reporting.returnmark": _("Chỗ đề nghị sửa"),
    "reporting.consolidatedreport": _("Báo cáo tổng hợp"),
    "reporting.letterbatch": _("Đợt công văn đôn đốc"),
    "reporting.letter": _("Công văn đôn đốc"),
    "reporting.digest": _("Nhắc việc"),
    "reporting.calendarfeed": _("Lịch cá nhân"),
}


def verb_of(code: str) -> str:
    """A deed's verb in words."""
    return str(VERBS.get(code, code))


def kind_of(code: str) -> str:
    """A record's kind in words."""
    return str(KINDS.get(code, code))
