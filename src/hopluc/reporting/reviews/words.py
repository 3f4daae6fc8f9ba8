"""Codes of reviews in the words of offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "open_review": _("Mở đợt sơ kết, tổng kết"),
    "change_review": _("Sửa thông tin đợt sơ kết, tổng kết"),
    "add_review_part": _("Thêm mục vào đề cương tổng kết"),
    "change_review_part": _("Sửa mục của đề cương, báo cáo tổng kết"),
    "move_review_part": _("Đổi chỗ mục của đề cương tổng kết"),
    "drop_review_part": _("Bỏ mục khỏi đề cương tổng kết"),
    "choose_review_form": _("Chọn biểu câu hỏi tổng kết"),
    "open_review_questions": _("Mở kỳ thu thập ý kiến tổng kết"),
    "gather_findings": _("Lấy ý kiến, vướng mắc vào đợt tổng kết"),
    "sort_finding": _("Phân loại ý kiến tổng kết"),
    "add_finding": _("Thêm nội dung vào đợt tổng kết"),
    "type_review_figure": _("Nhập số liệu năm cho đợt tổng kết"),
    "drop_review_figure": _("Gỡ số liệu năm đã nhập cho đợt tổng kết"),
    "issue_review": _("Phát hành báo cáo tổng kết"),
    "make_indicator_table": _("Lập biểu chỉ tiêu 5 năm"),
    "change_indicator_table": _("Sửa dòng của biểu chỉ tiêu 5 năm"),
    "drop_indicator_table": _("Bỏ biểu chỉ tiêu 5 năm"),
}
KINDS = {
    "reporting.review": _("Đợt sơ kết, tổng kết"),
    "reporting.reviewpart": _("Mục của báo cáo tổng kết"),
    "reporting.finding": _("Ý kiến tổng kết"),
    "reporting.indicatortable": _("Biểu chỉ tiêu 5 năm"),
}
