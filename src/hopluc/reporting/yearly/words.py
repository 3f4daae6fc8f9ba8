"""Codes of yearly plans in the words of offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "make_draft": _("Lập dự thảo kế hoạch năm tới"),
    "refresh_draft": _("Lấy số liệu mới vào dự thảo kế hoạch"),
    "retitle_draft": _("Sửa trích yếu dự thảo kế hoạch"),
    "keep_draft_line": _("Giữ nhiệm vụ trong dự thảo kế hoạch"),
    "drop_draft_line": _("Bỏ nhiệm vụ khỏi dự thảo kế hoạch"),
    "edit_draft_line": _("Sửa nhiệm vụ của dự thảo kế hoạch"),
    "add_draft_line": _("Thêm nhiệm vụ vào dự thảo kế hoạch"),
    "move_draft_line": _("Đổi chỗ nhiệm vụ của dự thảo kế hoạch"),
    "propose_draft_target": _("Đề xuất mức chỉ tiêu năm tới"),
    "drop_draft_target": _("Bỏ chỉ tiêu khỏi dự thảo kế hoạch"),
    "add_draft_target": _("Thêm chỉ tiêu vào dự thảo kế hoạch"),
    "link_issued_plan": _("Ghi kế hoạch ban hành từ dự thảo"),
    "unlink_issued_plan": _("Gỡ kế hoạch ban hành từ dự thảo"),
    "final_report": _("Lập báo cáo kết thúc kế hoạch"),
}
KINDS = {
    "reporting.draft": _("Dự thảo kế hoạch năm tới"),
    "reporting.finalreport": _("Báo cáo kết thúc kế hoạch"),
}

# How a proposed target stands to a superior one (codes of rules.compared).
VERDICTS = {
    "fits": _("không thấp hơn"),
    "lower": _("thấp hơn chỉ tiêu cấp trên"),
    "no_figure": _("chưa có số"),
    "other_unit": _("khác đơn vị tính, không so được"),
    "other_year": _("mốc của năm khác, không so được"),
    "relative": _("so với năm gốc, không so được"),
}
FIELDS = {
    "text": _("Nội dung"),
    "leads": _("Chủ trì"),
    "coordinators": _("Phối hợp"),
    "deadline": _("Thời gian"),
    "products": _("Sản phẩm"),
}
