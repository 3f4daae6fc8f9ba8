"""What a person types into the pages of routes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from hopluc.organizations.models import Organisation
from hopluc.plans.forms import FilesField
from hopluc.plans.models import Plan, ReportingDuty
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.forms import RoundForm, day_field
from hopluc.reporting.models import Round
from hopluc.reporting.routes.models import Leg


class UnitsForm(RoundForm):
    """A round among one's own units: as any round, but the report goes where the upper round says."""

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Organisation],
        in_use: Sequence[FormVersion],
        ticked: set[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, bodies=bodies, in_use=in_use, **kwargs)
        del self.fields["addressee"]
        field = cast(forms.TypedMultipleChoiceField, self.fields["bodies"])
        field.label = _("Đơn vị phải báo cáo")
        field.initial = [body.pk for body in bodies if body.pk in ticked]


Asked = tuple[Plan, ReportingDuty | None]


def other_duties(plans: Sequence[Plan], plan: Plan) -> dict[str, Asked]:
    """The other plans (as `queries.collectable_plans` gives them) that one report may answer too, each by its
    reporting duties, or as a whole where it has none."""
    found: dict[str, Asked] = {}
    for one in plans:
        if one.pk == plan.pk:
            continue
        for duty in one.report_duties or [None]:  # type: ignore[attr-defined]
            found[f"{one.pk}:{duty.pk if duty else ''}"] = (one, duty)
    return found


class SharedRoundForm(RoundForm):
    """A new round, whose report may answer other plans as well."""

    further = forms.MultipleChoiceField(
        label=_("Báo cáo này trả lời cả"),
        required=False,
        initial=list,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Cơ quan phải báo cáo theo các kế hoạch này được thêm vào kỳ; mỗi cơ quan viết một báo cáo."
        ),
    )

    def __init__(self, *args: Any, others: dict[str, Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        cast(forms.MultipleChoiceField, self.fields["further"]).choices = [
            (key, f"{plan}: {duty}" if duty else str(plan)) for key, (plan, duty) in others.items()
        ]

    def clean_further(self) -> list[str]:
        """The keys chosen, one for each plan."""
        chosen: list[str] = self.cleaned_data["further"]
        plans = [self.others[key][0].pk for key in chosen]
        if len(plans) != len(set(plans)):
            raise forms.ValidationError(_("Mỗi kế hoạch chỉ chọn một chế độ báo cáo."))
        return chosen

    def further_asked(self) -> list[Asked]:
        """The plans chosen, each with its duty."""
        return [self.others[key] for key in self.cleaned_data["further"]]


class LegForm(forms.Form):
    """To whom a report goes, by which line, when and how."""

    name = forms.CharField(label=_("Nơi nhận"), max_length=300)
    line = forms.ChoiceField(label=_("Tuyến"), choices=Leg.Line.choices)
    step = forms.IntegerField(
        label=_("Bước"), min_value=1, max_value=20, initial=1, help_text=_("Cùng bước thì gửi song song.")
    )
    sender = forms.CharField(
        label=_("Nơi ký gửi"),
        max_length=300,
        required=False,
        help_text=_("Để trống nếu là cơ quan tổng hợp."),
    )
    how = forms.ChoiceField(label=_("Hình thức gửi"), choices=Leg.How.choices)
    due_on = day_field(_("Hạn gửi"), required=False)


class SendForm(forms.Form):
    """That a report was sent on a leg."""

    on = day_field(_("Ngày gửi"))
    number = forms.CharField(
        label=_("Số văn bản gửi"),
        max_length=60,
        required=False,
        help_text=_("Để trống nếu gửi kèm chính báo cáo."),
    )
    how = forms.ChoiceField(label=_("Hình thức gửi"), choices=Leg.How.choices)
    attached = FilesField(label=_("Tệp gửi kèm"), single=True)


class ReceiveForm(forms.Form):
    """That a report was received, or answered."""

    on = day_field(_("Ngày nhận"))
    number = forms.CharField(label=_("Số đến hoặc số trả lời"), max_length=60, required=False)
    attached = FilesField(label=_("Văn bản trả lời"), single=True)


class RemarkForm(forms.Form):
    """What is said of a report."""

    text = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    attached = FilesField(label=_("Tệp kèm"), single=True)


class IncomingForm(forms.Form):
    """Filters of the reports sent to one; they stay in the address."""

    tim = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    trang_thai = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("Tất cả")), ("cho", _("Chờ xác nhận")), ("nhan", _("Đã xác nhận"))],
    )


class InsideForm(forms.Form):
    """In whose report a round is told, under which heading."""

    outer = forms.TypedChoiceField(label=_("Lồng ghép vào báo cáo của kỳ"), coerce=int)
    heading = forms.CharField(
        label=_("Tên phần trong báo cáo"), max_length=300, help_text=_("Ghi thành một mục lớn của báo cáo.")
    )

    def __init__(self, *args: Any, hosts: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {one.pk: one for one in hosts}
        field = cast(forms.TypedChoiceField, self.fields["outer"])
        field.choices = [(one.pk, f"{one.title} – {one.plan}") for one in hosts]

    @property
    def host(self) -> Round:
        """The round that was chosen."""
        return self.hosts[self.cleaned_data["outer"]]
