"""What an administrator types to prepare a merger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.handover.actions import Heir, NewBody
from hopluc.organizations.models import Organisation

PLACES = range(1, 4)  # rows for bodies that follow in one function


class BodyField(forms.ModelChoiceField):
    """A body; a room is named with the body that it is in."""

    def label_from_instance(self, body: Organisation) -> str:
        return named(body)


class BodiesField(forms.ModelMultipleChoiceField):
    """Several bodies."""

    def label_from_instance(self, body: Organisation) -> str:
        return named(body)


def named(body: Organisation) -> str:
    """A body's name, with that of the body it is a room of."""
    inside = body.kind == Organisation.Kind.ROOM and body.parent
    return f"{body.name} – {body.parent}" if inside else body.name


class MergeForm(forms.Form):
    """Who ends, who follows, from when, by which document."""

    predecessors = BodiesField(
        label=gettext_lazy("Cơ quan kết thúc hoạt động"),
        queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("Giữ Ctrl để chọn nhiều cơ quan."),
        error_messages={"required": gettext_lazy("Chọn ít nhất một cơ quan kết thúc hoạt động.")},
    )
    successor = BodyField(
        label=gettext_lazy("Cơ quan kế thừa"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=gettext_lazy("– thành lập mới –"),
    )
    new_name = forms.CharField(
        label=gettext_lazy("Tên cơ quan thành lập mới"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi cơ quan kế thừa chưa có trong danh sách."),
    )
    new_short_name = forms.CharField(label=gettext_lazy("Tên viết tắt"), max_length=120, required=False)
    on = forms.DateField(
        label=gettext_lazy("Từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )
    document = forms.CharField(
        label=gettext_lazy("Văn bản quyết định"),
        max_length=200,
        help_text=gettext_lazy("Số, ký hiệu và ngày, ví dụ: Nghị quyết số 12/NQ-HĐND ngày 20/02/2025."),
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("predecessors", "successor"):
            self._choose_from(self.fields[name], bodies)
        for n in PLACES:
            field = BodyField(
                label=_("Cơ quan nhận một phần (%d)") % n, queryset=bodies, required=False, empty_label="–"
            )
            self.fields[f"heir_{n}"] = field
            self.fields[f"function_{n}"] = forms.CharField(
                label=_("Chức năng được nhận"), max_length=120, required=False
            )

    @staticmethod
    def _choose_from(field: forms.Field, bodies: Any) -> None:
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies

    def clean(self) -> dict[str, Any]:
        """One successor, old or new, that is not among those that end; a function for each part."""
        given = super().clean() or {}
        chosen, new = given.get("successor"), given.get("new_name", "").strip()
        if bool(chosen) == bool(new):
            self.add_error("successor", _("Chọn một cơ quan kế thừa, hoặc ghi tên cơ quan thành lập mới."))
        if chosen and chosen in (given.get("predecessors") or ()):
            self.add_error("successor", _("Cơ quan kế thừa không thể nằm trong số cơ quan kết thúc."))
        for n in PLACES:
            if bool(given.get(f"heir_{n}")) != bool(given.get(f"function_{n}", "").strip()):
                self.add_error(f"function_{n}", _("Ghi cả cơ quan và chức năng mà cơ quan đó nhận."))
        return given

    def follower(self) -> Organisation | NewBody:
        """The successor, or the body to be made."""
        given = self.cleaned_data
        if given["successor"]:
            body: Organisation = given["successor"]
            return body
        return NewBody(given["new_name"].strip(), given["new_short_name"].strip())

    def heirs(self) -> list[Heir]:
        """The bodies that follow in one function."""
        given = self.cleaned_data
        return [
            Heir(given[f"heir_{n}"], given[f"function_{n}"].strip()) for n in PLACES if given[f"heir_{n}"]
        ]

    def heirs_given(self) -> bool:
        """Whether the part of the form about functions is in use."""
        return any(
            self.data.get(self.add_prefix(f"{name}_{n}")) for name in ("heir", "function") for n in PLACES
        )

    def repeated(self) -> list[tuple[str, str]]:
        """Names and values as they were given, for the form that carries it out."""
        return [
            (name, value)
            for name in self.fields
            for value in (
                self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name, "")]
            )
        ]

    def heir_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields for the page."""
        return [(self[f"heir_{n}"], self[f"function_{n}"]) for n in PLACES]


def tell(form: forms.Form, refused: ValidationError) -> None:
    """Put an action's refusal over the form."""
    for message in refused.messages:
        form.add_error(None, message)
