"""What the lists whose filters can be saved are called, beside a filter on one's own page."""

from __future__ import annotations

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise | str] = {
    "actuals:table": _("Chỉ tiêu: kế hoạch và thực hiện"),
    "engagement:advice_list": _("Kiến nghị sau kiểm tra"),
    "engagement:problems": _("Vướng mắc"),
    "engagement:visits": _("Kiểm tra"),
    "intake:papers": _("Văn bản đã tiếp nhận"),
    "plans:amendments": _("Sửa đổi kế hoạch"),
    "plans:board": _("Bảng theo dõi kế hoạch"),
    "plans:budget": _("Dự toán của kế hoạch"),
    "plans:budget_tasks": _("Kinh phí theo nhiệm vụ"),
    "plans:coverage": _("Mức bao phủ nhiệm vụ cấp trên"),
    "plans:extensions": _("Đề nghị gia hạn"),
    "plans:gaps": _("Cơ quan thiếu người phụ trách"),
    "plans:late": _("Phần việc quá hạn"),
    "plans:links": _("Liên kết với kế hoạch khác"),
    "plans:list": _("Kế hoạch"),
    "plans:no_officer": _("Phần việc chưa có người phụ trách"),
    "plans:signing": _("Báo cáo chờ duyệt"),
    "reporting:forms": _("Biểu mẫu báo cáo"),
    "reporting:round": _("Bảng theo dõi kỳ báo cáo"),
    "reviews:findings": _("Ý kiến tổng kết"),
    "reviews:list": _("Sơ kết, tổng kết"),
    "routes:incoming_list": _("Báo cáo gửi đến"),
    "urging:letters": _("Công văn đôn đốc"),
    "urging:reminders": _("Nhật ký nhắc việc"),
    "web:bodies": _("Cơ quan"),
    "web:dashboard": _("Biểu đồ nhiệm vụ"),
    "web:dashboard_parts": _("Phần việc của cơ quan chủ trì"),
    "web:journal": _("Nhật ký"),
    "web:leaders": _("Trang lãnh đạo"),
    "web:search": _("Tìm"),
    "yearly:draft": _("Dự thảo kế hoạch năm tới"),
}


def name_of(page: str) -> Promise | str:
    """The name of the list at a path; the path itself where there is no such list any more."""
    try:
        return NAMES.get(resolve(page).view_name, page)
    except Resolver404:
        return page
