"""What people fill in to propose, gather and decide changes to a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.organizations.matching import Directory
from hopluc.organizations.models import Organisation
from hopluc.plans.amendments import rules
from hopluc.plans.amendments.applying import reading
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.forms import FigureField, FilesField, day_field
from hopluc.plans.models import DeadlinePart, Indicator, Party, Plan, Proposal, Task
from hopluc.plans.standings import Moment
from hopluc.viet.numbers import format_number
from hopluc.viet.text import fold

ROWS = 3  # times that a deadline typed by hand may have

KINDS = [
    ("", gettext_lazy("–")),
    ("by", gettext_lazy("Chậm nhất một ngày")),
    ("within", gettext_lazy("Trong khoảng thời gian")),
    ("ongoing", gettext_lazy("Thường xuyên")),
    ("yearly", gettext_lazy("Hằng năm")),
    ("half_yearly", gettext_lazy("6 tháng một lần")),
    ("quarterly", gettext_lazy("Hằng quý")),
    ("monthly", gettext_lazy("Hằng tháng")),
    ("on_request", gettext_lazy("Theo đề nghị")),
]


def lines_field(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """Several things, one on each line."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _split(text: str) -> list[str]:
    return [line.strip(" ;") for line in text.splitlines() if line.strip(" ;")]


class ChangeForm(forms.Form):
    """A change with its reason; `values` gives what rules of amendments call the values of its kind."""

    kind = ""
    reason = forms.CharField(
        label=gettext_lazy("Lý do đề xuất"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def values(self) -> dict[str, Any]:
        """What the row is to read afterwards."""
        return {}


class DropForm(ChangeForm):
    """Nothing to fill in but the reason."""

    kind = rules.DROPPED

    def __init__(self, data: Any, task: Task, **rest: Any) -> None:
        super().__init__(data, **rest)


class WordsForm(ChangeForm):
    """The words of a task."""

    kind = rules.WORDS
    text = forms.CharField(
        label=gettext_lazy("Nội dung nhiệm vụ"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    products = lines_field(
        gettext_lazy("Sản phẩm"), required=False, help_text=gettext_lazy("Mỗi sản phẩm một dòng.")
    )
    note = forms.CharField(
        label=gettext_lazy("Ghi chú"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    mandate = forms.CharField(
        label=gettext_lazy("Nhiệm vụ cấp trên giao"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("text", "products", "note", "mandate", "reason")

    def __init__(self, data: Any, task: Task, **rest: Any) -> None:
        read = _read(task)
        self.before = {name: _text(read[name]) for name in rules.WORD_FIELDS}
        super().__init__(data, initial=self.before, **rest)

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        after = {name: given[name].strip() for name in ("text", "note", "mandate")}
        after |= {"products": "\n".join(_split(given["products"]))}
        found = rules.changed({name: value.strip() for name, value in self.before.items()}, after)
        return found | ({"products": _split(found["products"])} if "products" in found else {})


def _read(task: Task) -> dict[str, Any]:
    return reading(task, Moment(timezone.localdate()))


def _text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


# --- who ----------------------------------------------------------------------------------------

_WHO_HELP = gettext_lazy("Mỗi cơ quan hoặc nhóm cơ quan một dòng, như trong kế hoạch.")


class Parties(forms.Form):
    """Leads and coordinators, written as in the plan; each must be known."""

    plan: Plan
    leads = lines_field(gettext_lazy("Cơ quan chủ trì"), help_text=_WHO_HELP)
    coordinators = lines_field(gettext_lazy("Cơ quan phối hợp"), required=False, help_text=_WHO_HELP)

    def clean_leads(self) -> list[dict[str, Any]]:
        """At least one body that can be followed."""
        found = self._resolved(self.cleaned_data["leads"])
        if not any(one["organisation"] or one["group"] for one in found):
            raise ValidationError(_("Ghi ít nhất một cơ quan chủ trì theo dõi được."))
        return found

    def clean_coordinators(self) -> list[dict[str, Any]]:
        """Bodies that coordinate; words that name nobody stay words."""
        return self._resolved(self.cleaned_data["coordinators"])

    def _resolved(self, text: str) -> list[dict[str, Any]]:
        listed = list(dict.fromkeys(_split(text)))
        known = known_parties(self.plan)
        missing = [one for one in listed if fold(one) not in known]
        directory = Directory(self.plan.owner, timezone.localdate()) if missing else None
        found, doubtful = [], []
        for one in listed:
            match = directory.find(one) if directory and one in missing else None
            if match and not match.certain:
                doubtful.append(_asked(one, match.candidates))
            elif match:
                found.append(_party(one, match.organisation, match.group))
            else:
                found.append(_party(one, *known[fold(one)]))
        if doubtful:
            raise ValidationError(doubtful)
        return found


def _party(text: str, organisation: Any, group: Any) -> dict[str, Any]:
    return {
        "text": text,
        "organisation": organisation.pk if organisation else None,
        "group": group.pk if group else None,
    }


def _asked(text: str, candidates: Iterable[Any]) -> str:
    names = "; ".join(one.name for one in candidates)
    if names:
        return _("Chưa rõ “%(text)s” là cơ quan nào. Ghi một trong các tên: %(names)s.") % {
            "text": text,
            "names": names,
        }
    return _("Không tìm thấy cơ quan “%(text)s”. Ghi tên đầy đủ như trong mục Cơ quan.") % {"text": text}


def known_parties(plan: Plan) -> dict[str, tuple[Any, Any]]:
    """What the plan's own wordings of bodies stand for, folded; bodies that ended are not among them."""
    rows = Party.objects.filter(task__plan=plan).select_related("organisation", "group").order_by("pk")
    return {
        fold(row.text): (row.organisation, row.group)
        for row in rows
        if not (row.organisation and row.organisation.until)
    }


class LeadsForm(Parties, ChangeForm):
    """Who leads a task and who coordinates."""

    kind = rules.LEADS
    field_order = ("leads", "coordinators", "reason")

    def __init__(self, data: Any, task: Task, **rest: Any) -> None:
        self.plan = task.plan
        rows = list(task.parties.filter(at_moment(Moment(timezone.localdate()))))
        self.before = {
            name: [_party(p.text, p.organisation, p.group) for p in rows if p.role == role]
            for role, name in ((Party.Role.LEAD, "leads"), (Party.Role.COORDINATOR, "coordinators"))
        }
        initial = {name: "\n".join(one["text"] for one in of) for name, of in self.before.items()}
        super().__init__(data, initial=initial, **rest)

    def values(self) -> dict[str, Any]:
        after = {name: self.cleaned_data[name] for name in ("leads", "coordinators")}
        return after if rules.changed(self.before, after) else {}


# --- when ---------------------------------------------------------------------------------------


class Times(forms.Form):
    """A deadline: its words, and up to ROWS times that are followed."""

    deadline_text = forms.CharField(
        label=gettext_lazy("Thời gian thực hiện, như ghi trong kế hoạch"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def add_times(self, before: Sequence[tuple[str, dt.date | None, dt.date | None]] = ()) -> None:
        """The rows of times, filled with those that stand."""
        for n in range(ROWS):
            kind, start, end = before[n] if n < len(before) else ("", None, None)
            self.fields[f"kind{n}"] = forms.ChoiceField(
                label=_("Thời hạn"), choices=KINDS, required=not n, initial=kind
            )
            self.fields[f"start{n}"] = day_field(_("Từ ngày"), required=False)
            self.fields[f"end{n}"] = day_field(_("Đến ngày, chậm nhất ngày"), required=False)
            self.fields[f"start{n}"].initial, self.fields[f"end{n}"].initial = start, end

    def times(self) -> list[list[Any]]:
        """The fields of each row, for the page."""
        return [[self[f"{name}{n}"] for name in ("kind", "start", "end")] for n in range(ROWS)]

    def parts(self) -> list[dict[str, Any]]:
        """The PARTs that the filled rows stand for."""
        given = self.cleaned_data
        rows = [(given.get(f"kind{n}"), given.get(f"start{n}"), given.get(f"end{n}")) for n in range(ROWS)]
        return [rules.part(kind, start, end) for kind, start, end in rows if kind]

    def clean(self) -> dict[str, Any]:
        """Times that need a day have one."""
        given = super().clean() or self.cleaned_data
        for n in range(ROWS):
            kind, start, end = (given.get(f"{name}{n}") for name in ("kind", "start", "end"))
            if kind in ("by", "within") and not end and f"end{n}" not in self.errors:
                self.add_error(f"end{n}", _("Ghi ngày của thời hạn này."))
            if start and end and start > end:
                self.add_error(f"end{n}", _("Ngày kết thúc phải sau ngày bắt đầu."))
            if not kind and (start or end):
                self.add_error(f"kind{n}", _("Chọn loại thời hạn cho ngày đã ghi."))
        return given


class DeadlineForm(Times, ChangeForm):
    """By when."""

    kind = rules.DEADLINE

    def __init__(self, data: Any, task: Task, **rest: Any) -> None:
        self.before = _read(task)["deadline_text"]
        rows = DeadlinePart.objects.filter(at_moment(Moment(timezone.localdate())), task=task)
        self.parts_before = list(rows)
        super().__init__(data, initial={"deadline_text": self.before}, **rest)
        self.add_times([_typed(part) for part in self.parts_before if _typed(part)[0]])
        self.order_fields(["deadline_text"])

    def values(self) -> dict[str, Any]:
        parts = self.parts()
        same = [rules.part(*_typed(part)) for part in self.parts_before if _typed(part)[0]]
        text = self.cleaned_data["deadline_text"].strip()
        if text == self.before and parts == same and len(same) == len(self.parts_before):
            return {}
        return {"deadline_text": text, "parts": parts}


def _typed(part: DeadlinePart) -> tuple[str, dt.date | None, dt.date | None]:
    """A part as the rows of the form have it; "" for what they cannot say."""
    if part.for_text:
        return ("", None, None)
    if part.kind == "by":
        return ("by", None, part.date)
    if part.kind == "within":
        return ("within", part.start, part.end)
    for name, rule in rules.RECURRING.items():
        if part.rrule == rule:
            return (name, None, None)
    return (part.kind, None, None) if part.kind in ("ongoing", "on_request") else ("", None, None)


# --- new tasks, targets -------------------------------------------------------------------------


class NewTaskForm(Times, Parties, ChangeForm):
    """A task that the plan is to have besides."""

    kind = rules.NEW_TASK
    group = forms.ChoiceField(label=gettext_lazy("Nhóm nhiệm vụ"), required=False)
    number = forms.CharField(label=gettext_lazy("Số thứ tự"), required=False, max_length=20)
    text = forms.CharField(
        label=gettext_lazy("Nội dung nhiệm vụ"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    products = lines_field(
        gettext_lazy("Sản phẩm"), required=False, help_text=gettext_lazy("Mỗi sản phẩm một dòng.")
    )

    def __init__(self, data: Any, plan: Plan, parent: Task | None = None, **rest: Any) -> None:
        self.plan, self.parent = plan, parent
        super().__init__(data, **rest)
        self.fields["group"].choices = _groups(plan)  # type: ignore[attr-defined]
        self.add_times()

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "group": self.parent.group_id if self.parent else int(given["group"] or 0) or None,
            "parent": self.parent.pk if self.parent else None,
            "number": given["number"].strip(),
            "text": given["text"].strip(),
            "products": _split(given["products"]),
            "leads": given["leads"],
            "coordinators": given["coordinators"],
            "deadline_text": given["deadline_text"].strip(),
            "parts": self.parts(),
        }


def _groups(plan: Plan) -> list[tuple[str, Any]]:
    """The plan's groups as choices, and none of them."""
    return [("", _("Ngoài các nhóm")), *((str(g.pk), str(g)[:90]) for g in plan.groups.all())]


class MoveForm(ChangeForm):
    """Another group of the plan, and the number that the task has there."""

    kind = rules.MOVED
    group = forms.ChoiceField(label=gettext_lazy("Chuyển sang nhóm"), required=False)
    number = forms.CharField(label=gettext_lazy("Số thứ tự"), required=False, max_length=20)
    field_order = ("group", "number", "reason")

    def __init__(self, data: Any, task: Task, **rest: Any) -> None:
        read = _read(task)
        self.before = {"group": read["group_id"], "number": read["number"]}
        super().__init__(data, initial=self.before, **rest)
        self.fields["group"].choices = _groups(task.plan)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        after = {"group": int(given["group"] or 0) or None, "number": given["number"].strip()}
        return after if after["group"] != self.before["group"] else {}


OPERATORS = [
    ("=", gettext_lazy("bằng")),
    (">=", gettext_lazy("từ … trở lên (≥)")),
    (">", gettext_lazy("trên (>)")),
    ("<=", gettext_lazy("không quá (≤)")),
    ("<", gettext_lazy("dưới (<)")),
    ("range", gettext_lazy("trong khoảng")),
]


class TargetFields(ChangeForm):
    """What a target says: its name, its figure, for what time, and what it is counted from."""

    name = forms.CharField(
        label=gettext_lazy("Chỉ tiêu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    unit = forms.CharField(label=gettext_lazy("Đơn vị tính"), required=False, max_length=120)
    op = forms.ChoiceField(label=gettext_lazy("So sánh"), choices=OPERATORS)
    value = FigureField(label=gettext_lazy("Mức phải đạt"), required=False, max_length=30)
    low = FigureField(label=gettext_lazy("Khoảng: từ"), required=False, max_length=30)
    high = FigureField(label=gettext_lazy("Khoảng: đến"), required=False, max_length=30)
    period_start = day_field(gettext_lazy("Thời kỳ: từ ngày"), required=False)
    period_end = day_field(gettext_lazy("đến ngày"), required=False)
    per = forms.BooleanField(label=gettext_lazy("Phải đạt trong mỗi năm của thời kỳ"), required=False)
    baseline_op = forms.ChoiceField(
        label=gettext_lazy("So với một mốc"),
        required=False,
        choices=[
            ("", gettext_lazy("Không")),
            ("times", gettext_lazy("gấp … lần")),
            ("plus", gettext_lazy("tăng thêm …")),
            ("percent", gettext_lazy("tăng … %")),
        ],
    )
    baseline_of = forms.CharField(label=gettext_lazy("Mốc so sánh"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """A figure, or both ends of the range; days in order; a baseline with its name."""
        given = super().clean() or self.cleaned_data
        if given.get("dropped"):
            return given
        if given.get("op") == "range":
            low, high = given.get("low"), given.get("high")
            if low is None or high is None or low > high:
                self.add_error("high", _("Ghi cả hai đầu của khoảng, số nhỏ trước."))
        elif given.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Ghi mức phải đạt."))
        start, end = given.get("period_start"), given.get("period_end")
        if start and (end is None or start > end) and "period_end" not in self.errors:
            self.add_error("period_end", _("Ngày kết thúc phải sau ngày bắt đầu."))
        if bool(given.get("baseline_op")) != bool(given.get("baseline_of", "").strip()):
            self.add_error("baseline_of", _("Ghi cả cách so sánh và mốc so sánh, hoặc để trống cả hai."))
        return given

    def target(self) -> dict[str, Any]:
        """All of rules.TARGET_FIELDS as filled in."""
        given = self.cleaned_data
        span = given["op"] == "range"
        of = given["baseline_of"].strip()
        return {
            "name": given["name"].strip(),
            "unit": given["unit"].strip(),
            "op": given["op"],
            "value": None if span else rules.plain(given["value"]),
            **{name: rules.plain(given[name]) if span else None for name in ("low", "high")},
            **{name: rules.plain(given[name]) for name in rules.DAYS},
            "per": "year" if given["per"] else "",
            "baseline": {"op": given["baseline_op"], "of": of} if of else None,
        }


_TARGET_ORDER = (
    "name", "unit", "op", "value", "low", "high", *rules.DAYS, "per", "baseline_op", "baseline_of",
)  # fmt: skip


class TargetForm(TargetFields):
    """Another figure, unit, time or baseline; or none."""

    kind = rules.TARGET
    dropped = forms.BooleanField(label=gettext_lazy("Bỏ chỉ tiêu này khỏi kế hoạch"), required=False)
    field_order = (*_TARGET_ORDER, "dropped", "reason")

    def __init__(self, data: Any, one: Indicator, **rest: Any) -> None:
        self.before = {name: rules.plain(getattr(one, name)) for name in rules.TARGET_FIELDS}
        initial: dict[str, Any] = {n: getattr(one, n) for n in rules.TARGET_FIELDS}
        initial |= {n: format_number(v) for n, v in initial.items() if isinstance(v, Decimal)}
        baseline = one.baseline or {}
        initial |= {
            "per": bool(one.per),
            "baseline_op": baseline.get("op"),
            "baseline_of": baseline.get("of"),
        }
        super().__init__(data, initial=initial, **rest)

    def values(self) -> dict[str, Any]:
        if self.cleaned_data["dropped"]:
            return {"dropped": True}
        return rules.changed(self.before, self.target())


class NewTargetForm(TargetFields):
    """A target that the plan is to have besides."""

    kind = rules.NEW_TARGET
    field_order = (*_TARGET_ORDER, "reason")

    def __init__(self, data: Any, plan: Plan, **rest: Any) -> None:
        initial = {"op": ">=", "period_start": plan.period_start, "period_end": plan.period_end}
        super().__init__(data, initial=initial, **rest)

    def values(self) -> dict[str, Any]:
        return self.target()


def initial_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of the form of a kind show for a proposal's values."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        found |= _SHOWN[name](value) if name in _SHOWN else {name: value}
    return found


def _shown_parts(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for n, part in enumerate(parts[:ROWS]):
        days = {name: rules.day(part.get(name)) for name in ("date", "start", "end")}
        row = DeadlinePart(
            kind=part["kind"], rrule=part.get("rrule") or "", for_text=part.get("for") or "", **days
        )
        kind, start, end = _typed(row)
        found |= {f"kind{n}": kind, f"start{n}": start, f"end{n}": end}
    return found


def _shown_baseline(of: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"baseline_op": (of or {}).get("op", ""), "baseline_of": (of or {}).get("of", "")}


_SHOWN: Mapping[str, Any] = {
    "parts": _shown_parts,
    "baseline": _shown_baseline,
    "products": lambda value: {"products": "\n".join(value)},
    "leads": lambda value: {"leads": "\n".join(one["text"] for one in value)},
    "coordinators": lambda value: {"coordinators": "\n".join(one["text"] for one in value)},
    "per": lambda value: {"per": bool(value)},
    **{n: lambda value, n=n: {n: value and format_number(Decimal(value))} for n in rules.FIGURES},
    **{n: lambda value, n=n: {n: rules.day(value)} for n in rules.DAYS},
}


def form_of(proposal: Proposal, data: Any) -> Any:
    """The form that a proposal's kind is filled in with, bound to `data`, showing what the proposal says."""
    if proposal.kind == rules.NEW_TASK:
        form: Any = NewTaskForm(data, proposal.plan)
    elif proposal.kind == rules.NEW_TARGET:
        form = NewTargetForm(data, proposal.plan)
    elif proposal.indicator:
        form = TargetForm(data, proposal.indicator)
    else:
        form = TASK_FORMS[proposal.kind](data, proposal.task)
    form.initial |= initial_of(proposal.values) | {"reason": proposal.reason}
    return form


TASK_FORMS: Mapping[str, Any] = {
    rules.DEADLINE: DeadlineForm,
    rules.LEADS: LeadsForm,
    rules.WORDS: WordsForm,
    rules.MOVED: MoveForm,
    rules.DROPPED: DropForm,
}

# --- gathering and deciding ---------------------------------------------------------------------


class ProposalsForm(forms.Form):
    """Filters of a plan's proposals; they stay in the address, and what is not valid does not filter."""

    loai = forms.ChoiceField(
        label=gettext_lazy("Loại"),
        required=False,
        choices=[("", gettext_lazy("Mọi loại")), *Proposal.Kind.choices],
    )
    co_quan = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan đề xuất"), required=False, coerce=int, empty_value=None
    )
    trang_thai = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[("", gettext_lazy("Mọi trạng thái")), *Proposal.State.choices],
    )

    def __init__(self, data: Any, bodies: Sequence[Organisation]) -> None:
        super().__init__(data)
        shown = [(body.pk, body.name) for body in bodies]
        self.fields["co_quan"].choices = [("", _("Mọi cơ quan")), *shown]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the valid fields ask for."""
        self.is_valid()
        return self.cleaned_data


class AnswerForm(forms.Form):
    """Why not."""

    answer = forms.CharField(
        label=gettext_lazy("Ý kiến"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TitleForm(forms.Form):
    """The draft's title. `seen`: the one that the form was filled from."""

    title = forms.CharField(
        label=gettext_lazy("Trích yếu"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen_title = forms.CharField(required=False, widget=forms.HiddenInput)


class DecideForm(forms.Form):
    """From when the plan reads as amended."""

    on = day_field(gettext_lazy("Có hiệu lực từ ngày"))
    answer = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RecordForm(forms.Form):
    """A decision that was signed on paper."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=80)
    issued_on = day_field(gettext_lazy("Ngày ban hành"))
    on = day_field(gettext_lazy("Có hiệu lực từ ngày"))
    evidence = FilesField(label=gettext_lazy("Tệp văn bản đã ký"), single=True)
