"""What people fill in about visits: programme, notice, minutes, recommendations and their steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.engagement import rules
from hopluc.engagement.actions.visits import Member, Programme
from hopluc.engagement.forms.problems import EVIDENCE_HELP, words_field
from hopluc.engagement.models import Advice, Visit
from hopluc.law.calendar import is_working_day
from hopluc.organizations.models import Organisation, User
from hopluc.plans.forms import FilesField, day_field
from hopluc.plans.models import Plan, Task

MOST_DAYS = 250  # working days that a recommendation may be given: about a year


class VisitsForm(forms.Form):
    """Filters of the list of visits."""

    q = forms.CharField(label=gettext_lazy("Tìm theo cơ quan, nội dung"), required=False)
    ke_hoach = forms.TypedChoiceField(
        label=gettext_lazy("Kế hoạch"), required=False, coerce=int, empty_value=None
    )
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[
            ("", gettext_lazy("Mọi đợt kiểm tra")),
            *Visit.State.choices,
            ("unsettled", gettext_lazy("Còn kiến nghị chưa xong")),
        ],
    )

    def __init__(self, data: Any, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        shown = [(p.pk, str(p)[:90]) for p in plans]
        self.fields["ke_hoach"].choices = [("", _("Mọi kế hoạch")), *shown]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """The arguments of `queries.visits`."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "plan": given.get("ke_hoach"),
            "state": given.get("tinh_trang", ""),
        }


class RecommendationsForm(forms.Form):
    """Filters of the list of recommendations."""

    q = forms.CharField(label=gettext_lazy("Tìm trong kiến nghị"), required=False)
    vai = forms.ChoiceField(
        label=gettext_lazy("Của cơ quan tôi"),
        required=False,
        choices=[
            ("", gettext_lazy("Mọi kiến nghị")),
            ("mine", gettext_lazy("Cơ quan tôi thực hiện")),
            ("given", gettext_lazy("Cơ quan tôi kiến nghị")),
        ],
    )
    tinh_trang = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[
            ("", gettext_lazy("Chưa xong")),
            ("late", gettext_lazy("Quá hạn")),
            *Advice.State.choices,
            ("all", gettext_lazy("Tất cả")),
        ],
    )

    def filters(self) -> dict[str, Any]:
        """The arguments of `queries.recommendations`."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q", ""),
            "side": given.get("vai", ""),
            "state": given.get("tinh_trang", ""),
        }


class VisitForm(forms.Form):
    """The programme of a visit. The leader is one of the people ticked; the others follow as ticked, then
    those typed."""

    on = day_field(gettext_lazy("Ngày kiểm tra"))
    until = day_field(
        gettext_lazy("Đến ngày"), required=False, help_text=gettext_lazy("Khi kéo dài nhiều ngày.")
    )
    place = forms.CharField(
        label=gettext_lazy("Địa điểm"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Để trống: tại trụ sở cơ quan được kiểm tra."),
    )
    purpose = words_field(gettext_lazy("Nội dung kiểm tra"))
    tasks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Nhiệm vụ được kiểm tra"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    leader = forms.TypedChoiceField(
        label=gettext_lazy("Trưởng đoàn"), required=False, coerce=int, empty_value=None
    )
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Người của cơ quan tham gia"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    others = words_field(
        gettext_lazy("Người khác tham gia"),
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "Mỗi người một dòng: Họ và tên, chức vụ, cơ quan. "
            "Không chọn trưởng đoàn ở trên thì dòng đầu là trưởng đoàn."
        ),
    )
    asked = words_field(gettext_lazy("Tài liệu đề nghị chuẩn bị"), required=False, rows=3)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, tasks: Sequence[tuple[Task, bool]], people: Sequence[User], **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        self.offered = {task.pk: task for task, _late in tasks}
        self.own = {one.pk: one for one in people}
        late = _("(quá hạn)")
        self.fields["tasks"].choices = [  # type: ignore[attr-defined]
            (task.pk, f"{task.number}. {task.text}".lstrip(". ")[:160] + (f" {late}" if is_late else ""))
            for task, is_late in tasks
        ]
        named = [(pk, _named(one)) for pk, one in self.own.items()]
        self.fields["people"].choices = named  # type: ignore[attr-defined]
        self.fields["leader"].choices = [("", _("Người ở dòng đầu bên dưới")), *named]  # type: ignore[attr-defined]

    def programme(self) -> Programme:
        """What the valid form asks for."""
        given = self.cleaned_data
        return Programme(
            on=given["on"],
            until=given["until"],
            place=given["place"],
            purpose=given["purpose"],
            asked=given["asked"],
            tasks=[self.offered[pk] for pk in given["tasks"]],
            team=self._team(),
        )

    def _team(self) -> list[Member]:
        """The leader, then those ticked and those typed; the first one typed leads where nobody is chosen."""
        given = self.cleaned_data
        chosen = [pk for pk in given["people"] if pk != given["leader"]]
        ticked = [Member(self.own[pk].full_name, self.own[pk].position, self.own[pk]) for pk in chosen]
        typed = [_member(line) for line in given["others"].splitlines() if line.strip()]
        if given["leader"]:
            leader = self.own[given["leader"]]
            return [Member(leader.full_name, leader.position, leader), *ticked, *typed]
        return [*typed[:1], *ticked, *typed[1:]]


def _named(user: User) -> str:
    return f"{user.full_name}, {user.position}" if user.position else user.full_name


def _member(line: str) -> Member:
    """ "Nguyễn Văn An, Phó Giám đốc, Sở Tài chính": the name, then what stands after the first comma."""
    name, _comma, position = line.strip().partition(",")
    return Member(name.strip(), position.strip())


def programme_of(visit: Visit) -> dict[str, Any]:
    """The form's values for changing a visit."""
    members = list(visit.members.all())
    typed = [one for one in members if one.user_id is None]
    leader = next((one for one in members if one.leads), None)
    return {
        "on": visit.on,
        "until": visit.until,
        "place": visit.place,
        "purpose": visit.purpose,
        "asked": visit.asked,
        "tasks": list(visit.tasks.values_list("pk", flat=True)),
        "leader": leader.user_id if leader and leader.user_id else "",
        "people": [one.user_id for one in members if one.user_id and not one.leads],
        "others": "\n".join(f"{one.name}, {one.position}".rstrip(", ") for one in typed),
    }


class NoticeForm(forms.Form):
    """Number and day of the notice, as the document system gave them."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu thông báo"), max_length=60)
    on = day_field(gettext_lazy("Ngày thông báo"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CancelForm(forms.Form):
    """Why a visit is called off."""

    reason = words_field(gettext_lazy("Lý do hủy"), rows=3)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MinutesForm(forms.Form):
    """What a visit found; a text for each task looked at."""

    held_on = day_field(gettext_lazy("Ngày kiểm tra"))
    received_by = words_field(
        gettext_lazy("Đại diện cơ quan được kiểm tra"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Họ và tên, chức vụ; mỗi người một dòng."),
    )
    summary = words_field(gettext_lazy("Kết quả kiểm tra"), rows=6)
    opinion = words_field(gettext_lazy("Ý kiến của cơ quan được kiểm tra"), required=False, rows=3)
    evidence = FilesField(label=gettext_lazy("Biên bản đã ký, tài liệu kèm theo"), help_text=EVIDENCE_HELP)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, tasks: Sequence[Task], **rest: Any) -> None:
        super().__init__(data, files, **rest)
        self.tasks = list(tasks)
        for task in self.tasks:
            label = f"{task.number}. {task.text}".lstrip(". ")[:200]
            self.fields[f"task{task.pk}"] = words_field(label, required=False, rows=2)

    def task_fields(self) -> list[Any]:
        """The field of each task, for the page."""
        return [self[f"task{task.pk}"] for task in self.tasks]

    def said(self) -> dict[str, Any]:
        """The arguments of `actions.record_minutes`, files apart."""
        given = self.cleaned_data
        names = ("held_on", "received_by", "summary", "opinion", "seen")
        findings = {task.pk: given[f"task{task.pk}"] for task in self.tasks}
        return {name: given[name] for name in names} | {"findings": findings}


class _Due(forms.Form):
    """A day due: named, or so many working days after a day."""

    due_on = day_field(gettext_lazy("Hạn thực hiện"), required=False)
    working_days = forms.IntegerField(
        label=gettext_lazy("hoặc số ngày làm việc"), required=False, min_value=1, max_value=MOST_DAYS
    )

    due_after: dt.date
    due_required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "due_on" not in self.fields or self.errors:
            return given
        if given.get("working_days"):
            if given.get("due_on"):
                raise ValidationError(
                    {"working_days": _("Ghi ngày, hoặc số ngày làm việc, không ghi cả hai.")}
                )
            given["due_on"] = rules.working_days_after(self.due_after, given["working_days"], is_working_day)
        if self.due_required and not given.get("due_on"):
            raise ValidationError({"due_on": _("Ghi hạn thực hiện, hoặc số ngày làm việc.")})
        return given


class AdviceForm(_Due):
    """A recommendation: to whom, what, by when; counted from the day of the visit."""

    text = words_field(gettext_lazy("Kiến nghị"))
    body = forms.TypedChoiceField(label=gettext_lazy("Cơ quan thực hiện"), coerce=int)
    task = forms.TypedChoiceField(
        label=gettext_lazy("Về nhiệm vụ"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        data: Any,
        bodies: Sequence[Organisation],
        tasks: Sequence[Task],
        held_on: dt.date,
        **rest: Any,
    ) -> None:
        super().__init__(data, **rest)
        self.due_after = held_on
        self.bodies = {one.pk: one for one in bodies}
        self.tasks = {one.pk: one for one in tasks}
        self.fields["body"].choices = [(pk, one.name) for pk, one in self.bodies.items()]  # type: ignore[attr-defined]
        named = [(pk, f"{one.number}. {one.text}".lstrip(". ")[:110]) for pk, one in self.tasks.items()]
        self.fields["task"].choices = [("", _("Không gắn với nhiệm vụ nào")), *named]  # type: ignore[attr-defined]


class AdviceStepForm(_Due):
    """A step of a recommendation; the deed says whether it has a day due. `seen`: the last step."""

    text = words_field(gettext_lazy("Nội dung"))
    on = day_field(gettext_lazy("Ngày"))
    evidence = FilesField(label=gettext_lazy("Minh chứng"), help_text=EVIDENCE_HELP)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, files: Any, *, due: bool, due_required: bool, today: dt.date, **rest: Any
    ) -> None:
        super().__init__(data, files, **rest)
        self.due_after, self.due_required = today, due_required
        if not due:
            del self.fields["due_on"], self.fields["working_days"]

    def said(self) -> dict[str, Any]:
        """The arguments of the deed, files apart."""
        names = ("text", "on", "seen", "due_on")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}
