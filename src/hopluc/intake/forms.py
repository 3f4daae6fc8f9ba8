"""Editors of a reviewed plan's items: fields as offices write them, cleaned into the plan's JSON.

Parties are written one to a line, deadlines as in documents ("Quý III/2026", "trước ngày 30/9/2026"): the
compiler's own recognisers read them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hopluc.compiler.format import to_json
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.parties import split_parties
from hopluc.intake.rules import Json
from hopluc.organizations.models import Level, Organisation
from hopluc.plans.forms import day_field
from hopluc.plans.models import ReportingDuty
from hopluc.plans.words import CITATION_ROLES, DUTY_KINDS, due_words
from hopluc.ui.widgets import DayInput

_LABEL = re.compile(r"^\s*(?:[-+•–]\s+)")


def read_parties(text: str, known: dict[str, Json]) -> list[Json]:
    """The parties written in `text`, a line each or as in a cell; `known` are those of the plan by text."""
    found: list[Json] = []
    for line in text.splitlines():
        words = " ".join(_LABEL.sub("", line).split()).strip(" ;,.")
        if words in known:
            found.append(known[words])
        elif words:
            parties = to_json(split_parties(words, 0, len(words))) or [
                {"text": words, "name": words, "collective": False}
            ]
            found += ({**party, "span": None} for party in parties)
    return found


def read_due(text: str, year: int | None) -> Json | None:
    """A DEADLINE written in words; None where there is none."""
    read = read_deadline(text, 0, len(text), year)
    made: Json | None = to_json(read) if read else None
    return {**made, "span": None} if made else None


class _WrittenField(forms.CharField):
    """A list of the plan's JSON that is edited as lines of text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other lines were written; browsers send CRLF."""
        return super().has_changed(self.prepare_value(initial), "\n".join((data or "").splitlines()))


class PartiesField(_WrittenField):
    """Parties, one to a line."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **rest)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(p["text"] for p in value) if isinstance(value, list) else value


class LinesField(_WrittenField):
    """A list of words, one to a line."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **rest)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [
            words for line in (super().clean(value) or "").splitlines() if (words := " ".join(line.split()))
        ]


def _words(label: Any, rows: int = 1, **rest: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
    return forms.CharField(label=label, widget=widget, **{"required": False, **rest})


class ItemForm(forms.Form):
    """An editor of one kind of item; `item` is its JSON now, `plan` the reviewed plan around it."""

    section: ClassVar[str]
    # Fields that hold parties, and fields that may not be null in the format.
    party_fields: ClassVar[tuple[str, ...]] = ()
    never_null: ClassVar[frozenset[str]] = frozenset({"text", "name", "title"})

    def __init__(self, data: Any = None, *, item: Json, plan: Json) -> None:
        self.item, self.plan = item, plan
        super().__init__(data, initial=self.to_initial(item), auto_id="f_%s")

    def to_initial(self, item: Json) -> Json:
        """The values that the fields begin with."""
        return {name: item.get(self.json_name(name)) for name in self.base_fields}

    @staticmethod
    def json_name(name: str) -> str:
        """The item's key of a field: `from` and `for` are no names in Python."""
        return name.rstrip("_")

    @property
    def year(self) -> int | None:
        """The year that the plan covers, for days without one."""
        period = self.plan["document"].get("period") or {}
        return int(period["end"][:4]) if period.get("end") else None

    def known_parties(self) -> dict[str, Json]:
        """The parties of the item by text, so that one that stays keeps its place in the document."""
        return {p["text"]: p for name in self.party_fields for p in self.item.get(self.json_name(name)) or ()}

    def fields_changed(self) -> Json:
        """What a correction must say: the new values of the fields that were changed."""
        known = self.known_parties()
        out: Json = {}
        for name in self.changed_data:
            value = self.cleaned_data.get(name)
            if name in self.party_fields:
                value = read_parties(value or "", known)
            elif value in ("", None):
                value = "" if name in self.never_null else None
            out[self.json_name(name)] = value
        return out


class GroupForm(ItemForm):
    section = "groups"
    title = _words(_("Tên nhóm"), 2, required=True)


class TaskForm(ItemForm):
    section = "tasks"
    party_fields = ("leads", "coordinators")
    text = _words(_("Nội dung"), 4, required=True)
    leads = PartiesField(label=_("Chủ trì"), help_text=_("Mỗi cơ quan một dòng."))
    coordinators = PartiesField(label=_("Phối hợp"))
    deadline = _words(
        _("Thời hạn"),
        help_text=_("Viết như trong văn bản: Quý III/2026; trước ngày 30/9/2026; thường xuyên."),
    )
    products = LinesField(label=_("Sản phẩm"))
    note = _words(_("Ghi chú"))
    number = _words(_("Số thứ tự"))
    group = forms.ChoiceField(label=_("Nhóm"), required=False)
    parent = forms.ChoiceField(label=_("Thuộc nhiệm vụ"), required=False)

    def __init__(self, data: Any = None, *, item: Json, plan: Json) -> None:
        super().__init__(data, item=item, plan=plan)
        groups = [(g["id"], f"{g['id']}. {g['title']}"[:90]) for g in self.plan["groups"]]
        tasks = [
            (t["id"], f"{t['number'] or ''} {t['text']}".strip()[:90])
            for t in self.plan["tasks"]
            if t["id"] != self.item.get("id")
        ]
        self.fields["group"].choices = [("", _("Không thuộc nhóm nào")), *groups]  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", _("Không")), *tasks]  # type: ignore[attr-defined]

    def to_initial(self, item: Json) -> Json:
        made = super().to_initial(item)
        return {**made, "deadline": item["deadline"]["text"] if item.get("deadline") else ""}

    def fields_changed(self) -> Json:
        out = super().fields_changed()
        if "deadline" in out:
            out["deadline"] = read_due(out["deadline"], self.year) if out["deadline"] else None
        return out


class IndicatorForm(ItemForm):
    section = "indicators"
    party_fields = ("for_",)
    name = _words(_("Tên chỉ tiêu"), 2, required=True)
    op = forms.ChoiceField(
        label=_("So sánh"),
        choices=[
            ("=", _("bằng")), (">=", _("ít nhất")), (">", _("trên")), ("<=", _("không quá")),
            ("<", _("dưới")), ("range", _("từ … đến …")),
        ],
    )  # fmt: skip
    value = forms.DecimalField(label=_("Con số"), required=False, localize=True)
    low = forms.DecimalField(label=_("Từ"), required=False, localize=True)
    high = forms.DecimalField(label=_("Đến"), required=False, localize=True)
    unit = _words(_("Đơn vị tính"))
    start = forms.DateField(label=_("Kỳ từ ngày"), required=False, widget=DayInput())
    end = forms.DateField(label=_("đến ngày"), required=False, widget=DayInput())
    yearly = forms.BooleanField(label=_("Lặp lại mỗi năm"), required=False)
    for_ = PartiesField(label=_("Giao cho"), help_text=_("Để trống nếu là chỉ tiêu của cả kế hoạch."))
    each = forms.BooleanField(label=_("Từng cơ quan trong nhóm phải đạt"), required=False)

    def to_initial(self, item: Json) -> Json:
        target, period = item.get("target") or {}, item.get("period") or {}
        return {
            **super().to_initial(item),
            **{name: target.get(name) for name in ("op", "value", "low", "high")},
            **{name: period.get(name) for name in ("start", "end")},
            "yearly": item.get("per") == "year",
        }

    def clean(self) -> Json:
        data: Json = super().clean() or {}
        ranged = data.get("op") == "range"
        for name in ("low", "high") if ranged else ("value",):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Chỉ tiêu phải có con số."))
        if (
            ranged
            and data.get("low") is not None
            and data.get("high") is not None
            and data["low"] > data["high"]
        ):
            self.add_error("high", _("Phải lớn hơn số đầu."))
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("Kỳ kết thúc trước khi bắt đầu."))
        if data.get("start") and not data.get("end"):
            self.add_error("end", _("Ghi ngày cuối của kỳ."))
        return data

    def fields_changed(self) -> Json:
        out, data = super().fields_changed(), self.cleaned_data
        figures = {"op", "value", "low", "high"}
        if figures & set(out):
            names = ("low", "high") if data["op"] == "range" else ("value",)
            out["target"] = {"op": data["op"], **{name: float(data[name]) for name in names}}
        if {"start", "end"} & set(out):
            days = {name: data[name].isoformat() if data[name] else None for name in ("start", "end")}
            out["period"] = days if days["end"] else None
        if "yearly" in out:
            out["per"] = "year" if data["yearly"] else None
        return {
            name: value for name, value in out.items() if name not in figures | {"start", "end", "yearly"}
        }


class _DueForm(ItemForm):
    """An editor of an item with `due` parts, written as words."""

    def to_initial(self, item: Json) -> Json:
        return {**super().to_initial(item), "due": "; ".join(due_words(p) for p in item.get("due") or ())}

    def fields_changed(self) -> Json:
        out = super().fields_changed()
        if "due" in out:
            read = read_due(out["due"], self.year) if out["due"] else None
            out["due"] = read["parts"] if read else []
        return out


class ReportingForm(_DueForm):
    section = "reporting"
    party_fields = ("from_", "to")
    kind = forms.ChoiceField(label=_("Loại"), choices=ReportingDuty.Kind.choices)
    subject = _words(_("Nội dung báo cáo"), 2)
    from_ = PartiesField(label=_("Cơ quan gửi"), help_text=_("Mỗi cơ quan một dòng."))
    to = PartiesField(label=_("Nơi nhận"))
    due = _words(_("Thời hạn"), help_text=_("Ví dụ: trước ngày 30/11 hằng năm."))
    text = _words(_("Câu trong văn bản"), 3)


class DutyForm(_DueForm):
    section = "duties"
    party_fields = ("of",)
    kind = forms.ChoiceField(label=_("Loại"), choices=list(DUTY_KINDS.items()))
    of = PartiesField(label=_("Cơ quan"), help_text=_("Mỗi cơ quan một dòng."))
    due = _words(_("Thời hạn"))
    text = _words(_("Nội dung"), 3, required=True)


class _DatedForm(ItemForm):
    """An editor of an item with a day of issue."""

    def fields_changed(self) -> Json:
        out = super().fields_changed()
        if out.get("issued_on"):
            out["issued_on"] = out["issued_on"].isoformat()
        return out


class CitationForm(_DatedForm):
    section = "citations"
    never_null = frozenset()
    number = _words(_("Số, ký hiệu"))
    issued_on = forms.DateField(label=_("Ngày ban hành"), required=False, widget=DayInput())
    issuer = _words(_("Cơ quan ban hành"))
    title = _words(_("Trích yếu hoặc tên"), 2)
    role = forms.ChoiceField(label=_("Vai trò"), choices=list(CITATION_ROLES.items()))

    def clean(self) -> Json:
        data: Json = super().clean() or {}
        if not data.get("number") and not data.get("title"):
            raise ValidationError(_("Ghi số, ký hiệu hoặc tên của văn bản."))
        return data


class DocumentForm(_DatedForm):
    section = "document"
    never_null = frozenset()
    number = _words(_("Số, ký hiệu"))
    issued_on = forms.DateField(label=_("Ngày ban hành"), required=False, widget=DayInput())
    place = _words(_("Địa danh"))
    issuer = _words(_("Cơ quan ban hành"))
    title = _words(_("Trích yếu"), 3, required=True)
    start = forms.DateField(label=_("Kỳ kế hoạch từ ngày"), required=False, widget=DayInput())
    end = forms.DateField(label=_("đến ngày"), required=False, widget=DayInput())

    def to_initial(self, item: Json) -> Json:
        period = item.get("period") or {}
        return {**super().to_initial(item), **{name: period.get(name) for name in ("start", "end")}}

    def clean(self) -> Json:
        data: Json = super().clean() or {}
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", _("Kỳ kế hoạch kết thúc trước khi bắt đầu."))
        if data.get("start") and not data.get("end") and "end" not in self.errors:
            self.add_error("end", _("Ghi ngày cuối của kỳ."))
        return data

    def fields_changed(self) -> Json:
        out, data = super().fields_changed(), self.cleaned_data
        if {"start", "end"} & set(out):
            days = {name: data[name].isoformat() if data[name] else None for name in ("start", "end")}
            out["period"] = days if days["end"] else None
        return {name: value for name, value in out.items() if name not in {"start", "end"}}


FORMS: dict[str, Callable[..., ItemForm]] = {
    form.section: form
    for form in (GroupForm, TaskForm, IndicatorForm, ReportingForm, DutyForm, CitationForm, DocumentForm)
}


class BodyForm(forms.Form):
    """A body that the document names and the system does not know."""

    name = forms.CharField(label=_("Tên cơ quan"), max_length=300)
    kind = forms.ChoiceField(
        label=_("Loại cơ quan"),
        choices=[c for c in Organisation.Kind.choices if c[0] != Organisation.Kind.COOPERATIVE],
    )
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)


class GroupOfBodiesForm(forms.Form):
    """A collective that the document names: which kinds of bodies it gathers."""

    name = forms.CharField(label=_("Tên nhóm"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=_("Gồm các loại cơ quan"),
        choices=[c for c in Organisation.Kind.choices if c[0] != Organisation.Kind.COOPERATIVE],
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.ChoiceField(label=_("Cấp"), choices=[("", _("Mọi cấp")), *Level.choices], required=False)


class AdoptForm(forms.Form):
    """The last look before a plan is put into force."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        label=_("Cơ quan ban hành"), queryset=Organisation.objects.none(), empty_label=None
    )
    standing = forms.ModelChoiceField(
        label=_("Cơ quan thường trực theo dõi, tổng hợp"),
        queryset=Organisation.objects.none(),
        empty_label=None,
    )

    def offer(self, owners: list[Organisation], agencies: list[Organisation]) -> None:
        """Let these be chosen, the likeliest first."""
        for name, bodies in (("owner", owners), ("standing", agencies)):
            field = self.fields[name]
            field.queryset = Organisation.objects.filter(pk__in=[b.pk for b in bodies])  # type: ignore[attr-defined]
            field.choices = [(b.pk, b.name) for b in bodies]  # type: ignore[attr-defined]


class SignedForm(forms.Form):
    """Number and days of a decision that was signed on paper, as read in it."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=80)
    issued_on = day_field(_("Ngày ban hành"))
    on = day_field(_("Có hiệu lực từ ngày"))
