"""What people fill in about a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.law.documents import kinds
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.forms import FigureField, day_field
from hopluc.plans.models import Plan
from hopluc.reporting.formbook.models import FormVersion
from hopluc.reporting.reviews.actions import Facts
from hopluc.reporting.reviews.models import Finding, Review
from hopluc.reporting.reviews.outlines import FILLS

# Kinds of subject beyond the decree's administrative documents.
_LAWS = (
    ("luat", gettext_lazy("Luật")),
    ("phap_lenh", gettext_lazy("Pháp lệnh")),
    ("nghi_dinh", gettext_lazy("Nghị định")),
    ("thong_tu", gettext_lazy("Thông tư")),
    ("ket_luan", gettext_lazy("Kết luận")),
)
LAWS = dict(_LAWS)


def _words(
    label: Any, *, rows: int = 3, most: int = 4000, required: bool = False, **rest: Any
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=widget, **rest)


def subject_kinds() -> list[tuple[str, Any]]:
    """Kinds of documents that can be reviewed: law, then the decree's kinds by name."""
    named = [(one.slug, one.name) for one in kinds() if one.slug not in LAWS]
    return [*_LAWS, *sorted(named, key=lambda pair: pair[1])]


class ListForm(forms.Form):
    """Filters of the list; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm theo tên, số, trích yếu"), required=False)
    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        required=False,
        choices=[("", gettext_lazy("Mọi loại")), *Review.Kind.choices],
    )
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *Review.State.choices],
    )


class FactsForm(forms.Form):
    """What is reviewed, over which period, seen from which day, due when."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=Review.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Tên đợt"), max_length=300)
    subject_kind = forms.ChoiceField(label=gettext_lazy("Loại văn bản được tổng kết"))
    subject_number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=80, required=False)
    subject_on = day_field(gettext_lazy("Ngày ban hành"), required=False)
    subject_issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=300, required=False)
    subject_title = _words(gettext_lazy("Trích yếu"), rows=2, most=2000, required=True)
    plans = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Kế hoạch cho số liệu, nhiệm vụ"),
        queryset=Plan.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Chọn kế hoạch được tổng kết, kế hoạch của giai đoạn trước và kế hoạch triển khai (từng năm)."
        ),
    )
    period_start = day_field(gettext_lazy("Giai đoạn từ ngày"))
    period_end = day_field(gettext_lazy("Đến ngày"))
    as_of = day_field(gettext_lazy("Số liệu tính đến ngày"))
    known_on = day_field(
        gettext_lazy("Như đã biết đến ngày"),
        required=False,
        help_text=gettext_lazy("Để trống: theo dữ liệu mới nhất đến khi phát hành."),
    )
    answers_due = day_field(gettext_lazy("Hạn các cơ quan gửi"))
    report_due = day_field(gettext_lazy("Hạn trình báo cáo"))
    addressee = forms.CharField(
        label=gettext_lazy("Báo cáo gửi"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Ghi sau chữ “Kính gửi”; để trống: cơ quan cấp trên trực tiếp."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, plans: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["plans"].queryset = plans  # type: ignore[attr-defined]
        chosen = (rest.get("initial") or {}).get("subject_kind", "")
        listed = subject_kinds()
        if chosen and chosen not in dict(listed):
            listed.append((chosen, chosen))
        self.fields["subject_kind"].choices = listed  # type: ignore[attr-defined]

    @property
    def facts(self) -> Facts:
        """The fields of the review; a kind outside the decree is kept in words."""
        values = {k: v for k, v in self.cleaned_data.items() if k not in {"plans", "seen"}}
        kind = values["subject_kind"]
        return Facts(**values | {"subject_kind": str(LAWS.get(kind, kind))})


class PartForm(forms.Form):
    """A section of the outline and of the draft."""

    title = forms.CharField(label=gettext_lazy("Đề mục"), max_length=300)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Cấp"), coerce=int, choices=[(1, "I, II …"), (2, "1, 2 …")], initial=1
    )
    fills = forms.ChoiceField(
        label=gettext_lazy("Số liệu hệ thống đưa vào"), required=False, choices=list(FILLS.items())
    )
    guidance = _words(gettext_lazy("Yêu cầu nội dung (đề cương)"), most=2000)
    text = _words(
        gettext_lazy("Nội dung báo cáo"),
        rows=10,
        most=60_000,
        help_text=gettext_lazy("Mỗi đoạn một dòng. Số liệu hệ thống đưa vào đứng sau nội dung này."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the section."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class AskForm(forms.Form):
    """To whom the questions go, in a round of which plan, due when."""

    plan = forms.ModelChoiceField(
        label=gettext_lazy("Mở kỳ thu thập trên kế hoạch"), queryset=Plan.objects.none(), empty_label=None
    )
    due_on = day_field(gettext_lazy("Hạn gửi"))
    groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Nhóm cơ quan"),
        queryset=BodyGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bodies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Cơ quan"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, plans: Any, groups: Any, bodies: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        for name, rows in (("plan", plans), ("groups", groups), ("bodies", bodies)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody must be asked."""
        given = super().clean() or {}
        if not given.get("groups") and not given.get("bodies"):
            raise ValidationError(_("Chọn ít nhất một nhóm hoặc một cơ quan."))
        return given


class OwnForm(forms.Form):
    """Another form of the body to ask with."""

    form = forms.ModelChoiceField(
        label=gettext_lazy("Hoặc dùng biểu mẫu đã có"),
        queryset=FormVersion.objects.none(),
        empty_label=gettext_lazy("Chọn biểu mẫu"),
    )

    def __init__(self, data: Any, versions: Any) -> None:
        super().__init__(data)
        self.fields["form"].queryset = versions  # type: ignore[attr-defined]


class FigureForm(forms.Form):
    """A figure of a year, with its source."""

    value = FigureField(label=gettext_lazy("Số liệu"), max_length=30)
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Báo cáo số 45/BC-UBND ngày 12/01/2022; Niên giám thống kê năm 2021."),
    )


class FindingsForm(forms.Form):
    """Filters of what was said."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nội dung, cơ quan"), required=False)
    xep = forms.ChoiceField(
        label=gettext_lazy("Xếp vào"),
        required=False,
        choices=[
            ("", gettext_lazy("Tất cả")),
            ("chua", Finding.Sort.UNSORTED.label),
            *((key, label) for key, label in Finding.Sort.choices if key),
        ],
    )


class FindingForm(forms.Form):
    """What it is, and how the report words it."""

    sort = forms.ChoiceField(label=gettext_lazy("Xếp vào"), choices=Finding.Sort.choices, required=False)
    text = _words(gettext_lazy("Nội dung đưa vào báo cáo"), rows=4, most=4000, required=True)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def initial_of(review: Review) -> dict[str, Any]:
    """What the form of the facts shows at first."""
    values = {name: getattr(review, name) for name in Facts.__dataclass_fields__}
    kind = next((slug for slug, label in _LAWS if str(label) == review.subject_kind), review.subject_kind)
    return values | {"subject_kind": kind, "plans": list(review.plans.all()), "seen": review.revision}
