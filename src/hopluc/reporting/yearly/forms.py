"""What people fill in about next year's draft and a plan's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.amendments.forms import OPERATORS
from hopluc.plans.forms import FigureField
from hopluc.plans.models import Plan
from hopluc.reporting.yearly.final import FinalTask
from hopluc.reporting.yearly.models import Choice, DraftLine, DraftTarget
from hopluc.reporting.yearly.queries import Filters
from hopluc.viet.numbers import format_number


def _words(
    label: Any, *, rows: int = 2, most: int = 4000, required: bool = False, **rest: Any
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, **rest)


class YearForm(forms.Form):
    """For which year the draft is made."""

    year = forms.IntegerField(label=gettext_lazy("Dự thảo kế hoạch năm"), min_value=2000, max_value=2100)


class TitleForm(forms.Form):
    """The draft's title."""

    title = _words(gettext_lazy("Trích yếu"), most=300, required=True)


class LinesForm(forms.Form):
    """Filters of a draft's lines; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nhiệm vụ, cơ quan"), required=False)
    vi_sao = forms.ChoiceField(
        label=gettext_lazy("Nguồn"),
        required=False,
        choices=[("", gettext_lazy("Mọi nguồn")), *DraftLine.Why.choices],
    )
    chon = forms.ChoiceField(
        label=gettext_lazy("Đã xem xét"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *Choice.choices],
    )
    nhom = forms.ChoiceField(label=gettext_lazy("Nhóm"), required=False)
    khac = forms.BooleanField(label=gettext_lazy("Khác với kế hoạch hiện nay"), required=False)

    def __init__(self, data: Any, groups: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["nhom"].choices = [  # type: ignore[attr-defined]
            ("", _("Mọi nhóm")),
            *((group, group[:90]) for group in groups if group),
        ]

    def filters(self) -> Filters:
        """What the valid fields ask for."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            text=given.get("q", ""),
            why=given.get("vi_sao", ""),
            choice=given.get("chon", ""),
            group=given.get("nhom", ""),
            changed=given.get("khac", False),
        )


class LineForm(forms.Form):
    """A task of the draft. `seen`: the line's revision that the form was filled from."""

    text = _words(gettext_lazy("Nội dung nhiệm vụ"), rows=4, most=8000, required=True)
    leads = _words(
        gettext_lazy("Cơ quan chủ trì"), help_text=gettext_lazy("Nhiều cơ quan cách nhau bằng dấu “;”.")
    )
    coordinators = _words(gettext_lazy("Cơ quan phối hợp"))
    deadline = forms.CharField(
        label=gettext_lazy("Thời gian thực hiện"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Ví dụ: Quý II/2027; Trước ngày 30/9/2027; Hằng quý; Thường xuyên."),
    )
    products = _words(
        gettext_lazy("Sản phẩm"), help_text=gettext_lazy("Nhiều sản phẩm cách nhau bằng dấu “;”.")
    )
    group = forms.CharField(label=gettext_lazy("Nhóm nhiệm vụ"), required=False, max_length=500)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, str]:
        """The fields of the line."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class DropForm(forms.Form):
    """Why something does not go into the plan."""

    reason = _words(gettext_lazy("Lý do"), required=True)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TargetForm(forms.Form):
    """The figure proposed for the year."""

    name = _words(gettext_lazy("Chỉ tiêu"), most=2000, required=True)
    op = forms.ChoiceField(label=gettext_lazy("So sánh"), choices=OPERATORS, initial=">=")
    value = FigureField(label=gettext_lazy("Mức phải đạt"), required=False, max_length=30)
    low = FigureField(label=gettext_lazy("Khoảng: từ"), required=False, max_length=30)
    high = FigureField(label=gettext_lazy("Khoảng: đến"), required=False, max_length=30)
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=120)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def target_initial(one: DraftTarget, op: str) -> dict[str, Any]:
    """A target as its form shows it; `op`: where no figure was proposed yet."""
    given = {"name": one.name, "unit": one.unit, "op": one.op or op, "seen": one.revision}
    figures: dict[str, Decimal | None] = {"value": one.value, "low": one.low, "high": one.high}
    return given | {name: "" if v is None else format_number(v) for name, v in figures.items()}


class IssuedForm(forms.Form):
    """Which plan came of the draft."""

    plan = forms.TypedChoiceField(label=gettext_lazy("Kế hoạch đã ban hành"), coerce=int)

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        self.plans = {plan.pk: plan for plan in plans}
        self.fields["plan"].choices = [(pk, str(plan)[:150]) for pk, plan in self.plans.items()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Plan:
        """The plan."""
        return self.plans[self.cleaned_data["plan"]]


class ClosingForm(forms.Form):
    """Why the plan ends, and where unfinished tasks go that no draft speaks of: a reason for each, or one for
    all that have none of their own."""

    reason = _words(gettext_lazy("Lý do kết thúc"), required=True)
    common = _words(gettext_lazy("Lý do dừng chung cho các nhiệm vụ chưa ghi lý do riêng"))

    def __init__(self, data: Any, tasks: Sequence[FinalTask]) -> None:
        super().__init__(data)
        self.tasks = tasks
        for task in tasks:
            self.fields[f"t{task.id}"] = forms.CharField(
                label=_("Lý do dừng"),
                required=False,
                max_length=1000,
                widget=forms.TextInput(
                    attrs={"class": "form-control", "aria-label": _("Lý do dừng: %s") % task.text[:60]}
                ),
            )

    @property
    def rows(self) -> list[tuple[FinalTask, Any]]:
        """Each task with its field."""
        return [(task, self[f"t{task.id}"]) for task in self.tasks]

    @property
    def reasons(self) -> Mapping[int, str]:
        """The reason for each task."""
        given = self.cleaned_data
        return {task.id: given.get(f"t{task.id}", "") or given.get("common", "") for task in self.tasks}

    def clean(self) -> dict[str, Any]:
        """Every unfinished task goes somewhere."""
        given = super().clean() or self.cleaned_data
        lost = [task for task in self.tasks if not given.get(f"t{task.id}", "").strip()]
        if lost and not given.get("common", "").strip():
            raise ValidationError(
                _("Còn %(n)s nhiệm vụ chưa ghi lý do dừng. Ghi lý do riêng, hoặc một lý do chung, hoặc đưa "
                  "vào dự thảo năm tới.") % {"n": len(lost)}
            )  # fmt: skip
        return given
