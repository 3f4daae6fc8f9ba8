"""The filters of the dashboards and of the parts behind them; their names are those of `counting.Asked`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.boards import LATE
from hopluc.plans.models import Plan
from hopluc.plans.rules import Status
from hopluc.ui.statuses import BADGES
from hopluc.web.dashboard.counting import NO_FIELD, Asked, Facts

TARGETS = "chi_tieu"
VIEWS: dict[str, str | Promise] = {
    "ke_hoach": gettext_lazy("Kế hoạch"),
    "co_quan": gettext_lazy("Cơ quan chủ trì"),
    "linh_vuc": gettext_lazy("Lĩnh vực"),
    "dia_ban": gettext_lazy("Địa bàn"),
    TARGETS: gettext_lazy("Chỉ tiêu theo đơn vị"),
}


class PlanForm(forms.Form):
    """Which plan the page is about; `theo`: which of the dashboards is looked at."""

    ke_hoach = forms.ChoiceField(label=gettext_lazy("Kế hoạch"), required=False)
    theo = forms.ChoiceField(
        label=gettext_lazy("Xem theo"), required=False, choices=VIEWS.items(), widget=forms.HiddenInput
    )

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        _choose(self, "ke_hoach", _("Mọi kế hoạch"), ((str(plan.pk), str(plan)[:90]) for plan in plans))

    def given(self, name: str) -> str:
        """A filter's value; "" where it makes no sense."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class CountForm(PlanForm):
    """Filters of counted parts, with what occurs among them as choices."""

    co_quan = forms.ChoiceField(label=gettext_lazy("Cơ quan chủ trì"), required=False)
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực (nhóm nhiệm vụ)"), required=False)
    dia_ban = forms.ChoiceField(label=gettext_lazy("Địa bàn"), required=False)

    def __init__(self, data: Any, found: Facts) -> None:
        super().__init__(data, list(found.plans.values()))
        bodies = sorted(found.bodies.values(), key=lambda one: (one.sort_key, one.pk))
        areas = sorted({one.area for one in bodies}, key=lambda area: area.order)
        fields = [*found.fields.items(), (NO_FIELD, _("Ngoài các nhóm"))]
        _choose(self, "co_quan", _("Mọi cơ quan"), ((str(one.pk), one.name) for one in bodies))
        _choose(self, "linh_vuc", _("Mọi lĩnh vực"), ((key, words[:90]) for key, words in fields))
        _choose(self, "dia_ban", _("Mọi địa bàn"), ((area.key, area.name) for area in areas))

    def asked(self) -> Asked:
        """The filters in use."""
        names = [name for name in self.fields if name != "theo"]
        return Asked(**{name: self.given(name) for name in names})


class PartsForm(CountForm):
    """Filters of the parts behind the counts."""

    theo = None  # type: ignore[assignment]  # a list is looked at in one way
    tinh_trang = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)

    def __init__(self, data: Any, found: Facts) -> None:
        super().__init__(data, found)
        shown = [(status.value, BADGES[status.value].text) for status in Status]
        late = (LATE, _("Quá hạn (đang làm hoặc chưa làm)"))
        _choose(self, "tinh_trang", _("Mọi tình trạng"), [*shown, late])


def _choose(form: forms.Form, name: str, every: str, choices: Iterable[tuple[str, Any]]) -> None:
    form.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]
