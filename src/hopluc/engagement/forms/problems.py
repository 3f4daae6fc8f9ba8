"""What people fill in about problems: filters, the problem itself, a step of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.engagement.models import Problem
from hopluc.engagement.queries.problems import Filters
from hopluc.organizations.models import Organisation
from hopluc.plans.forms import FilesField, day_field
from hopluc.plans.models import Plan, Task

EVIDENCE_HELP = gettext_lazy("PDF, ảnh, Word, Excel, PowerPoint hoặc ZIP; mỗi tệp không quá 20 MB.")


def words_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A text of some lines."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ProblemsForm(forms.Form):
    """Filters of the list; they stay in the address, and what is not valid does not filter."""

    q = forms.CharField(label=gettext_lazy("Tìm trong vướng mắc"), required=False)
    vai = forms.ChoiceField(
        label=gettext_lazy("Của cơ quan tôi"),
        required=False,
        choices=[
            ("", gettext_lazy("Mọi vướng mắc")),
            ("held", gettext_lazy("Đang chờ cơ quan tôi")),
            ("raised", gettext_lazy("Cơ quan tôi nêu")),
        ],
    )
    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[
            ("", gettext_lazy("Chưa giải quyết")),
            ("late", gettext_lazy("Quá ngày đề nghị trả lời")),
            *Problem.State.choices,
            ("all", gettext_lazy("Tất cả")),
        ],
    )
    sap_xep = forms.ChoiceField(
        label=gettext_lazy("Sắp xếp"),
        required=False,
        choices=[
            ("", gettext_lazy("Đến ngày trả lời trước")),
            ("neu", gettext_lazy("Nêu đã lâu nhất")),
            ("giu", gettext_lazy("Ở nơi đang giữ lâu nhất")),
            ("moi", gettext_lazy("Mới nêu trước")),
        ],
    )

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        shown = [(p.pk, str(p)[:90]) for p in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What the valid fields ask for."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            text=given.get("q", ""),
            plan=given.get("ke_hoach"),
            side=given.get("vai", ""),
            state=given.get("tinh_trang", ""),
            order=given.get("sap_xep", ""),
        )


class _Addressed(forms.Form):
    """A form that may offer several bodies to go to."""

    def offer(self, receivers: Sequence[Organisation]) -> None:
        """Fill the choice of receivers; where there is one only, nothing is asked."""
        field = self.fields["to"]
        field.choices = [(one.pk, one.name) for one in receivers]  # type: ignore[attr-defined]
        self.receivers = list(receivers)

    def receiver(self) -> Organisation | None:
        """The body chosen."""
        return next((one for one in self.receivers if one.pk == self.cleaned_data.get("to")), None)


class ProblemForm(_Addressed):
    """A difficulty and what is asked."""

    task = forms.TypedChoiceField(
        label=gettext_lazy("Nhiệm vụ"), required=False, coerce=int, empty_value=None
    )
    text = words_field(
        gettext_lazy("Khó khăn, vướng mắc"), help_text=gettext_lazy("Nêu rõ việc gì vướng, vì sao.")
    )
    asked = words_field(
        gettext_lazy("Đề nghị giải quyết"),
        help_text=gettext_lazy("Nêu rõ đề nghị ai quyết định điều gì."),
        rows=3,
    )
    to = forms.TypedChoiceField(label=gettext_lazy("Gửi đến"), coerce=int)
    on = day_field(gettext_lazy("Ngày nêu"))
    answer_by = day_field(gettext_lazy("Đề nghị trả lời trước ngày"), required=False)
    evidence = FilesField(label=gettext_lazy("Tài liệu kèm theo"), help_text=EVIDENCE_HELP)

    def __init__(
        self, data: Any, files: Any, tasks: Sequence[Task], receivers: Sequence[Organisation], **rest: Any
    ) -> None:
        super().__init__(data, files, **rest)
        named = [(one.pk, f"{one.number}. {one.text}".lstrip(". ")[:110]) for one in tasks]
        self.fields["task"].choices = [("", _("Cả kế hoạch")), *named]  # type: ignore[attr-defined]
        self.offer(receivers)


class StepForm(_Addressed):
    """A step of a problem; the deed says which fields it has. `seen`: the last step it was filled from."""

    to = forms.TypedChoiceField(label=gettext_lazy("Chuyển đến"), coerce=int)
    text = words_field(gettext_lazy("Nội dung"))
    document = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản"), required=False, max_length=120, strip=True
    )
    document_on = day_field(gettext_lazy("Ngày văn bản"), required=False)
    on = day_field(gettext_lazy("Ngày"))
    answer_by = day_field(gettext_lazy("Đề nghị trả lời trước ngày"), required=False)
    evidence = FilesField(label=gettext_lazy("Tài liệu kèm theo"), help_text=EVIDENCE_HELP)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        files: Any,
        asked: Sequence[str],
        receivers: Sequence[Organisation] = (),
        **rest: Any,
    ) -> None:
        super().__init__(data, files, **rest)
        self.offer(receivers)
        for name in set(self.fields) - {"on", "evidence", "seen", *asked}:
            del self.fields[name]

    def said(self) -> dict[str, Any]:
        """The arguments of the deed, files apart."""
        given = {name: self.cleaned_data.get(name) for name in self.fields if name != "evidence"}
        if "to" in given:
            given["to"] = self.receiver()
        return given


class PassSeveralForm(forms.Form):
    """What goes upward with several problems; each goes to whoever stands next above."""

    text = words_field(gettext_lazy("Ý kiến khi chuyển"), required=False, rows=3)
    answer_by = day_field(gettext_lazy("Đề nghị trả lời trước ngày"), required=False)
