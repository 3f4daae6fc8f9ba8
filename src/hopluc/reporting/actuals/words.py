"""How the lights look and the rules read on every page and in the workbook."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hopluc.reporting.actuals.rules import Light
from hopluc.ui.statuses import Badge

LIGHTS = {
    Light.REACHED: Badge(_("Đạt"), "green", "circle-check"),
    Light.ON_TRACK: Badge(_("Đúng tiến độ"), "blue", "progress"),
    Light.SLOW: Badge(_("Chậm"), "yellow", "clock"),
    Light.AT_RISK: Badge(_("Nguy cơ không đạt"), "red", "alert-triangle"),
    Light.MISSED: Badge(_("Không đạt"), "red", "x"),
    Light.UNJUDGED: Badge(_("Chưa đủ căn cứ xét"), "secondary", "help"),
    Light.NO_FIGURES: Badge(_("Chưa có số liệu"), "secondary", "circle-dashed"),
}
