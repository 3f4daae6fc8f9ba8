"""The words of the leader's page, for the screen, the workbook and the monthly mail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from hopluc.reporting.actuals.words import LIGHTS
from hopluc.web.leaders.queries import Sight

CHANGES = {
    "done": gettext_lazy("Nhiệm vụ đã hoàn thành"),
    "late": gettext_lazy("Nhiệm vụ quá hạn"),
    "reached": gettext_lazy("Chỉ tiêu đạt"),
    "danger": gettext_lazy("Chỉ tiêu không đạt hoặc có nguy cơ"),
    "problems": gettext_lazy("Vướng mắc chờ quyết định"),
}


def sight_words(sight: Sight) -> dict[str, Any]:
    """A plan as it is shown: its counts, its targets by light, those in most danger."""
    return {
        "plan": sight.plan,
        "now": sight.now,
        "lights": [(key.value, LIGHTS[key], n) for key, n in sight.now.lights.items() if n],
        "worst": [(line, LIGHTS[line.course.light]) for line in sight.now.worst],
    }
