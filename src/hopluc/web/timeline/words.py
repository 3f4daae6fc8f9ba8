"""What a record of each kind is called, and the icon of each kind of event."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hopluc.organizations.life import Kind

SLUGS = {
    "ke-hoach": _("Kế hoạch"),
    "nhiem-vu": _("Nhiệm vụ"),
    "phan-viec": _("Phần việc"),
    "chi-tieu": _("Chỉ tiêu"),
    "nghia-vu": _("Nghĩa vụ"),
    "che-do-bao-cao": _("Chế độ báo cáo"),
    "sua-doi": _("Sửa đổi kế hoạch"),
    "van-ban": _("Văn bản"),
    "vuong-mac": _("Vướng mắc"),
    "kiem-tra": _("Đợt kiểm tra"),
    "kien-nghi": _("Kiến nghị sau kiểm tra"),
    "ket-luan": _("Kết luận phiên họp"),
    "bao-cao": _("Báo cáo gửi lên"),
    "cong-van": _("Công văn đôn đốc"),
}
# Kinds of records that may deliver a product of a task.
SERVING = frozenset({"ke-hoach", "sua-doi", "van-ban", "kiem-tra", "ket-luan", "bao-cao", "cong-van"})
ICONS = {
    Kind.CLAUSE: "file-text",
    Kind.ADOPTION: "flag",
    Kind.MANDATE: "link",
    Kind.PART: "user-check",
    Kind.DEADLINE: "calendar-plus",
    Kind.PROGRESS: "progress",
    Kind.DELIVERY: "package",
    Kind.FIGURE: "chart-bar",
    Kind.AMENDMENT: "file-pencil",
    Kind.URGING: "bell",
    Kind.PROBLEM: "alert-triangle",
    Kind.VISIT: "clipboard-check",
    Kind.MEETING: "users",
    Kind.REPORT: "report",
    Kind.HANDOVER: "arrows-join-2",
}
