"""What an administrator types to prepare a change of bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.handover.actions import Decision, Heir, NewBody
from hopluc.handover.models import Handover
from hopluc.organizations.models import Organisation
from hopluc.ui.widgets import DayInput

Kind = Handover.Kind
PLACES = range(1, 6)  # rows for bodies that follow in one function
ITEM, GROUP = "muc:", "nhom:"  # names of the choices below the form


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


class DecisionForm(forms.Form):
    """What was decided: what kind of change, who gives, who follows, from when, by which document."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Hình thức"),
        choices=Kind.choices,
        help_text=gettext_lazy(
            "Đổi tên, chuyển chức năng: cơ quan tiếp tục hoạt động. Các hình thức khác: cơ quan cũ kết thúc."
        ),
    )
    predecessors = BodiesField(
        label=gettext_lazy("Cơ quan được sắp xếp"),
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một cơ quan được sắp xếp.")},
    )
    successors = BodiesField(
        label=gettext_lazy("Cơ quan kế thừa toàn bộ"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Chia cho nhiều cơ quan (ví dụ huyện về các xã): chọn tất cả, phần việc chuyển cho từng cơ quan."
        ),
    )
    new_names = forms.CharField(
        label=gettext_lazy("Tên cơ quan thành lập mới, hoặc tên mới"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Mỗi tên một dòng; tên viết tắt ghi sau dấu “|”, ví dụ: Sở Tài chính | STC."),
    )
    on = forms.DateField(
        label=gettext_lazy("Từ ngày"), widget=DayInput, input_formats=["%d/%m/%Y", "%Y-%m-%d"]
    )
    document = forms.CharField(
        label=gettext_lazy("Văn bản quyết định"),
        max_length=200,
        help_text=gettext_lazy("Số, ký hiệu và ngày, ví dụ: Nghị quyết số 12/NQ-HĐND ngày 20/02/2025."),
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("predecessors", "successors"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = bodies
        for n in PLACES:
            self.fields[f"heir_{n}"] = BodyField(
                label=_("Cơ quan nhận chức năng (%d)") % n, queryset=bodies, required=False, empty_label="–"
            )
            self.fields[f"function_{n}"] = forms.CharField(
                label=_("Chức năng được nhận"), max_length=120, required=False
            )
            self.fields[f"words_{n}"] = forms.CharField(
                label=_("Từ để nhận biết"),
                max_length=300,
                required=False,
            )

    def clean_document(self) -> str:
        """Words, not blanks."""
        return str(self.cleaned_data["document"]).strip()

    def clean(self) -> dict[str, Any]:
        """Who follows fits the kind; a function for each body that follows in one."""
        given = super().clean() or {}
        kind, news = given.get("kind"), self._new(given)
        whole = [*(given.get("successors") or ()), *news]
        for body in given.get("successors") or ():
            if body in (given.get("predecessors") or ()):
                self.add_error("successors", _("%s không thể kế thừa chính mình.") % body)
        for n in PLACES:
            if bool(given.get(f"heir_{n}")) != bool(given.get(f"function_{n}", "").strip()):
                self.add_error(f"function_{n}", _("Ghi cả cơ quan và chức năng mà cơ quan đó nhận."))
        parts = any(given.get(f"heir_{n}") for n in PLACES)
        if kind == Kind.RENAMING:
            self._check_renaming(given, news, bool(given.get("successors")) or parts)
        elif kind == Kind.TRANSFER and (whole or not parts):
            self.add_error(
                "successors" if whole else "heir_1",
                _("Chuyển chức năng: chỉ ghi cơ quan nhận và chức năng ở phần dưới."),
            )
        elif kind == Kind.MERGER and len(whole) != 1:
            self.add_error(
                "successors", _("Chọn một cơ quan kế thừa, hoặc ghi tên một cơ quan thành lập mới.")
            )
        elif kind == Kind.DIVISION and len(whole) + parts < 2:
            self.add_error("successors", _("Chia, tách: chọn từ hai cơ quan kế thừa trở lên."))
        return given

    def _check_renaming(self, given: dict[str, Any], news: list[NewBody], others: bool) -> None:
        if len(given.get("predecessors") or ()) > 1:
            self.add_error("predecessors", _("Mỗi lần đổi tên một cơ quan."))
        if len(news) != 1:
            self.add_error("new_names", _("Ghi một tên mới."))
        if others:
            self.add_error("successors", _("Đổi tên thì không chọn cơ quan kế thừa."))

    @staticmethod
    def _new(given: dict[str, Any]) -> list[NewBody]:
        lines = [line.split("|", 1) for line in (given.get("new_names") or "").splitlines() if line.strip()]
        return [NewBody(" ".join(name.split()), " ".join("".join(short).split())) for name, *short in lines]

    def new_bodies(self) -> list[NewBody]:
        """The bodies to be made."""
        return self._new(self.cleaned_data)

    def decision(self, choices: dict[str, str], seen: str = "") -> Decision:
        """What was asked for; those that follow in everything come first."""
        given = self.cleaned_data
        heirs = [Heir(body) for body in (*given["successors"], *self.new_bodies())]
        for n in PLACES:
            if given[f"heir_{n}"]:
                words = tuple(w.strip() for w in given[f"words_{n}"].split(",") if w.strip())
                heirs.append(Heir(given[f"heir_{n}"], given[f"function_{n}"].strip(), words))
        return Decision(
            given["kind"], list(given["predecessors"]), heirs, given["on"], given["document"], choices, seen
        )

    def functions_given(self) -> bool:
        """Whether the part of the form about functions is in use."""
        names = [f"{name}_{n}" for name in ("heir", "function") for n in PLACES]
        return any(self.data.get(name) or self.initial.get(name) for name in names)

    def repeated(self) -> list[tuple[str, str]]:
        """Names and values as they were given, for the form that carries it out."""
        return [
            (name, value)
            for name in self.fields
            for value in (
                self.data.getlist(name) if hasattr(self.data, "getlist") else [self.data.get(name, "")]
            )
        ]

    def function_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows of fields for the page."""
        return [(self[f"heir_{n}"], self[f"function_{n}"], self[f"words_{n}"]) for n in PLACES]


class UndoForm(forms.Form):
    """Why a handover is undone."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do hoàn tác"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


def chosen(data: Any) -> tuple[dict[str, str], dict[str, str]]:
    """The choices that came with the form: by item, and by group of items."""
    items = {key[len(ITEM) :]: value for key, value in data.items() if key.startswith(ITEM) and value}
    groups = {key[len(GROUP) :]: value for key, value in data.items() if key.startswith(GROUP) and value}
    return items, groups


def tell(form: forms.Form, refused: ValidationError) -> None:
    """Put an action's refusal over the form."""
    for message in refused.messages:
        form.add_error(None, message)
