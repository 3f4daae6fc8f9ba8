"""How codes of state look on every page: the words, the colour, the icon."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Badge:
    """`colour` is one of Tabler's; the words say it all, so that colour is never the only sign."""

    text: str | Promise
    colour: str
    icon: str


# The five official statuses (codes of hopluc.plans.rules.Status).
BADGES = {
    "done_on_time": Badge(_("Hoàn thành đúng hạn"), "green", "circle-check"),
    "done_late": Badge(_("Hoàn thành quá hạn"), "yellow", "clock-check"),
    "on_track": Badge(_("Đang thực hiện trong hạn"), "blue", "progress"),
    "overdue": Badge(_("Đang thực hiện quá hạn"), "red", "alert-triangle"),
    "not_begun": Badge(_("Chưa thực hiện"), "secondary", "circle-dashed"),
}
LATE_NOT_BEGUN = Badge(_("Chưa thực hiện, quá hạn"), "red", "alert-triangle")


def badge_of(status: str, *, late: bool = False) -> Badge:
    """The badge of an official status; an unknown code raises KeyError."""
    return LATE_NOT_BEGUN if late and status == "not_begun" else BADGES[str(status)]
