"""The deeds of this room in words, for the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "raise_problem": _("Nêu vướng mắc"),
    "problem_passed_up": _("Chuyển vướng mắc lên cấp trên"),
    "problem_asked_back": _("Đề nghị bổ sung vướng mắc"),
    "problem_supplied": _("Bổ sung vướng mắc"),
    "problem_answered": _("Trả lời vướng mắc"),
    "problem_reopened": _("Nêu lại vướng mắc"),
    "problem_withdrawn": _("Rút vướng mắc"),
    "plan_visit": _("Lập đợt kiểm tra"),
    "change_visit": _("Sửa đợt kiểm tra"),
    "issue_visit_notice": _("Ghi số thông báo kiểm tra"),
    "cancel_visit": _("Hủy đợt kiểm tra"),
    "record_minutes": _("Ghi biên bản kiểm tra"),
    "advise": _("Ghi kiến nghị sau kiểm tra"),
    "advice_reported": _("Báo cáo đã thực hiện kiến nghị"),
    "advice_returned": _("Yêu cầu làm tiếp kiến nghị"),
    "advice_confirmed": _("Xác nhận kiến nghị đã xong"),
    "advice_moved": _("Đổi hạn kiến nghị"),
    "advice_dropped": _("Thôi theo dõi kiến nghị"),
    "set_up_committee": _("Lập hồ sơ Ban Chỉ đạo"),
    "change_committee": _("Sửa hồ sơ Ban Chỉ đạo"),
    "seat_member": _("Thêm thành viên Ban Chỉ đạo"),
    "change_seat": _("Thay đổi thành viên Ban Chỉ đạo"),
    "end_seat": _("Thôi làm thành viên Ban Chỉ đạo"),
    "strike_seat": _("Đính chính thành viên Ban Chỉ đạo"),
    "add_committee_work": _("Thêm việc vào chương trình công tác"),
    "change_committee_work": _("Sửa chương trình công tác"),
    "settle_committee_work": _("Ghi kết quả chương trình công tác"),
    "plan_meeting": _("Lập phiên họp"),
    "change_meeting": _("Sửa phiên họp"),
    "invite_to_meeting": _("Ghi số giấy mời họp"),
    "cancel_meeting": _("Hủy phiên họp"),
    "record_meeting_minutes": _("Ghi biên bản phiên họp"),
    "conclude": _("Ghi kết luận phiên họp"),
    "change_conclusion": _("Sửa kết luận phiên họp"),
    "drop_conclusion": _("Bỏ kết luận phiên họp"),
    "follow_conclusions": _("Đưa kết luận vào theo dõi"),
    "join_plan_to_meeting": _("Gắn kế hoạch với phiên họp"),
}
