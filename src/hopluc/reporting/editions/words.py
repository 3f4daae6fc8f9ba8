"""Codes of the book in the words of offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEEDS = {
    "make_book": _("Lập sách số liệu"),
    "define_book_table": _("Định nghĩa bảng của sách số liệu"),
    "move_book_table": _("Đổi chỗ bảng của sách số liệu"),
    "drop_book_table": _("Bỏ bảng khỏi sách số liệu"),
    "make_edition": _("Lập bản xuất bản của sách số liệu"),
    "gather_edition": _("Lấy lại số liệu cho bản xuất bản"),
    "review_edition_table": _("Soát bảng của bản xuất bản"),
    "drop_edition": _("Bỏ bản xuất bản chưa khóa"),
    "freeze_edition": _("Khóa bản xuất bản"),
}
KINDS = {
    "reporting.book": _("Sách số liệu"),
    "reporting.edition": _("Bản xuất bản của sách số liệu"),
}
