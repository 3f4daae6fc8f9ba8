"""What people fill in about reminders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.plans.forms import day_field
from hopluc.plans.models import Plan
from hopluc.reporting.urging.logs import LogFilters
from hopluc.reporting.urging.models import ReminderSchedule
from hopluc.reporting.urging.rules import Schedule
from hopluc.reporting.urging.wording import KINDS

WEEKDAYS = [
    (0, gettext_lazy("Thứ hai")),
    (1, gettext_lazy("Thứ ba")),
    (2, gettext_lazy("Thứ tư")),
    (3, gettext_lazy("Thứ năm")),
    (4, gettext_lazy("Thứ sáu")),
]


class DaysField(forms.CharField):
    """Numbers of days as people write them: "7, 3, 1"."""

    def clean(self, value: Any) -> tuple[int, ...]:
        words = str(super().clean(value) or "").replace(";", ",").replace(" ", ",").split(",")
        try:
            return tuple(int(word) for word in words if word)
        except ValueError:
            raise ValidationError(_("Ghi các số ngày cách nhau bằng dấu phẩy, ví dụ 7, 3, 1.")) from None

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(str(one) for one in value or ())


class ScheduleForm(forms.Form):
    """When people are reminded of the parts of a plan."""

    active = forms.BooleanField(label=gettext_lazy("Nhắc việc tự động trong kế hoạch này"), required=False)
    before = DaysField(
        label=gettext_lazy("Trước hạn (số ngày)"), required=False, help_text=gettext_lazy("Ví dụ: 7, 1")
    )
    on_day = forms.BooleanField(label=gettext_lazy("Nhắc vào ngày đến hạn"), required=False)
    after = DaysField(
        label=gettext_lazy("Sau hạn (số ngày)"), required=False, help_text=gettext_lazy("Ví dụ: 1, 3")
    )
    repeat = forms.IntegerField(
        label=gettext_lazy("Rồi nhắc lại mỗi (ngày)"),
        required=False,
        help_text=gettext_lazy("Để trống nếu không nhắc lại."),
    )
    head_after = forms.IntegerField(
        label=gettext_lazy("Báo lãnh đạo cơ quan khi quá hạn từ (ngày)"),
        required=False,
        help_text=gettext_lazy("Để trống nếu không báo."),
    )
    escalate_after = forms.IntegerField(
        label=gettext_lazy("Đưa vào danh sách trình Ban Chỉ đạo khi quá hạn từ (ngày)"),
        required=False,
        help_text=gettext_lazy("Để trống nếu không đưa. Từ ngày này không nhắc lại nữa."),
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("Nhịp nhắc"), choices=ReminderSchedule.Rhythm.choices)
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Ngày nhắc trong tuần (nếu nhắc mỗi tuần)"), choices=WEEKDAYS, coerce=int
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def schedule(self) -> Schedule:
        """The schedule as rules know it."""
        given = self.cleaned_data
        return Schedule(
            before=given["before"],
            on_day=given["on_day"],
            after=given["after"],
            repeat=given["repeat"],
            head_after=given["head_after"],
            escalate_after=given["escalate_after"],
            weekly_on=given["weekday"] if given["rhythm"] == ReminderSchedule.Rhythm.WEEKLY else None,
            active=given["active"],
        )


def from_schedule(schedule: Schedule) -> dict[str, Any]:
    """The form's values for a schedule."""
    weekly = schedule.weekly_on is not None
    return {
        "active": schedule.active,
        "before": schedule.before,
        "on_day": schedule.on_day,
        "after": schedule.after,
        "repeat": schedule.repeat,
        "head_after": schedule.head_after,
        "escalate_after": schedule.escalate_after,
        "rhythm": ReminderSchedule.Rhythm.WEEKLY if weekly else ReminderSchedule.Rhythm.DAILY,
        "weekday": schedule.weekly_on or 0,
    }


class LogForm(forms.Form):
    """Filters of the log; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm người, cơ quan, nhiệm vụ"), required=False)
    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )
    loai = forms.ChoiceField(label=gettext_lazy("Nội dung nhắc"), required=False)
    tu = day_field(gettext_lazy("Từ ngày"), required=False)
    den = day_field(gettext_lazy("Đến ngày"), required=False)
    cua_toi = forms.BooleanField(label=gettext_lazy("Chỉ việc nhắc tôi"), required=False)

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        shown = [(plan.pk, str(plan)[:90]) for plan in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]
        kinds = [(str(kind), str(words).capitalize()) for kind, words in KINDS.items()]
        self.fields["loai"].choices = [("", _("Mọi nội dung")), *kinds]  # type: ignore[attr-defined]

    def filters(self) -> LogFilters:
        """What the valid fields ask for."""
        self.is_valid()
        given = self.cleaned_data
        return LogFilters(
            text=given.get("q", ""),
            plan=given.get("ke_hoach"),
            kind=given.get("loai", ""),
            since=given.get("tu"),
            until=given.get("den"),
            mine=given.get("cua_toi", False),
        )


class FeedForm(forms.Form):
    """What a calendar address shows."""

    whole_body = forms.BooleanField(
        label=gettext_lazy("Mọi việc của cơ quan tôi, kể cả việc người khác phụ trách"), required=False
    )
