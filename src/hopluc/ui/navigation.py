"""The entries of the side bar, as data: a room adds a line."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.organizations.acting import Acting, Role


@dataclass(frozen=True, slots=True)
class Entry:
    """`role`: the least role that sees it. `chief`: also in the bar at the foot of a phone."""

    address: str
    label: str | Promise
    icon: str
    role: str = Role.VIEWER
    chief: bool = True
    current: bool = False


ENTRIES = (
    Entry("", _("Việc của tôi"), "checklist"),
    Entry("ke-hoach/", _("Kế hoạch"), "clipboard-list"),
    Entry("van-ban/", _("Văn bản"), "file-import"),
    Entry("lanh-dao/", _("Lãnh đạo"), "chart-bar", chief=False),
    Entry("vuong-mac/", _("Vướng mắc"), "message-exclamation", chief=False),
    Entry("don-doc/", _("Đôn đốc"), "bell-ringing", chief=False),
    Entry("kiem-tra/", _("Kiểm tra"), "clipboard-search", chief=False),
    Entry("ban-chi-dao/", _("Ban Chỉ đạo"), "users-group", chief=False),
    Entry("bao-cao/", _("Báo cáo"), "report"),
    Entry("co-quan/", _("Cơ quan"), "building-community"),
    Entry("sap-xep/", _("Sắp xếp"), "arrows-join", Role.ADMINISTRATOR, chief=False),
    Entry("nhat-ky/", _("Nhật ký"), "history", Role.ADMINISTRATOR, chief=False),
)


def entries(acting: Acting | None, path: str) -> list[Entry]:
    """What this person sees, with full addresses and the entry that `path` lies under marked."""
    if not acting:
        return []
    root = get_script_prefix()
    return [
        Entry(
            address=root + entry.address,
            label=entry.label,
            icon=entry.icon,
            role=entry.role,
            chief=entry.chief,
            current=path.startswith(root + entry.address) if entry.address else path == root,
        )
        for entry in ENTRIES
        if acting.has(entry.role)
    ]
