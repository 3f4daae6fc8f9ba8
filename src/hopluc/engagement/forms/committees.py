"""What people fill in about steering committees: founding, members, work programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.engagement.actions.committees import Founding, Seat, Work
from hopluc.engagement.forms.problems import words_field
from hopluc.engagement.models import Committee, CommitteeMember, WorkItem
from hopluc.organizations.models import Organisation, User
from hopluc.plans.forms import day_field

MONTHS = [(n, gettext_lazy("Tháng %d") % n) for n in range(1, 13)]


def _body_field(label: Any, **rest: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **rest)


def _offer(field: Any, bodies: dict[int, Organisation], none: str) -> None:
    field.choices = [("", none), *((pk, one.name) for pk, one in bodies.items())]


class FoundingForm(forms.Form):
    """What founded a committee, and its standing agency."""

    document = forms.CharField(
        label=gettext_lazy("Văn bản thành lập"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Quyết định số 215/QĐ-UBND ngày 20/01/2026."),
    )
    founded_on = day_field(gettext_lazy("Ngày thành lập"))
    standing = _body_field(
        gettext_lazy("Cơ quan thường trực"),
        help_text=gettext_lazy("Cán bộ cơ quan này ghi thành viên, phiên họp, kết luận của Ban."),
    )
    field_of_work = words_field(gettext_lazy("Chức năng, phạm vi chỉ đạo"), required=False, rows=3)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, bodies: Sequence[Organisation], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.bodies = {one.pk: one for one in bodies}
        _offer(self.fields["standing"], self.bodies, _("Chọn cơ quan"))

    def founding(self) -> Founding:
        """What the valid form says."""
        given = self.cleaned_data
        return Founding(
            self.bodies[given["standing"]], given["document"], given["founded_on"], given["field_of_work"]
        )


class FoundForm(FoundingForm):
    """A steering committee that is not here yet: its name, and the body that founded it."""

    name = forms.CharField(
        label=gettext_lazy("Tên Ban Chỉ đạo"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Ban Chỉ đạo phát triển kinh tế tập thể xã Đồng Lau."),
    )
    short_name = forms.CharField(label=gettext_lazy("Tên viết tắt"), max_length=100, required=False)
    under = _body_field(gettext_lazy("Thuộc cơ quan"))
    field_order = ("name", "short_name", "under")

    def __init__(
        self, data: Any, bodies: Sequence[Organisation], founders: Sequence[Organisation], **rest: Any
    ) -> None:
        super().__init__(data, bodies, **rest)
        self.founders = {one.pk: one for one in founders}
        _offer(self.fields["under"], self.founders, _("Chọn cơ quan"))


def founding_of(committee: Committee) -> dict[str, Any]:
    """The form's values for changing a committee."""
    return {
        "document": committee.document,
        "founded_on": committee.founded_on,
        "standing": committee.standing_agency_id,
        "field_of_work": committee.field_of_work,
        "seen": committee.revision,
    }


class SeatForm(forms.Form):
    """Who sits: somebody with an account of those offered, or a name as typed."""

    user = _body_field(
        gettext_lazy("Người có tài khoản"),
        required=False,
        help_text=gettext_lazy("Chọn để người này đọc được hồ sơ và được báo khi mời họp."),
    )
    name = forms.CharField(
        label=gettext_lazy("hoặc họ và tên"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("Khi người đó không có tài khoản."),
    )
    post = forms.CharField(
        label=gettext_lazy("Chức vụ"),
        required=False,
        max_length=250,
        help_text=gettext_lazy("Ví dụ: Phó Chủ tịch UBND tỉnh. Để trống: theo tài khoản."),
    )
    body = _body_field(gettext_lazy("Cơ quan"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò trong Ban"),
        choices=CommitteeMember.Role.choices,
        initial=CommitteeMember.Role.MEMBER,
    )
    order = forms.IntegerField(
        label=gettext_lazy("Thứ tự"), required=False, min_value=0, max_value=999, initial=0
    )
    field_in_charge = forms.CharField(
        label=gettext_lazy("Lĩnh vực phụ trách"), required=False, max_length=500
    )
    since = day_field(gettext_lazy("Từ ngày"))
    document = forms.CharField(
        label=gettext_lazy("Văn bản cử"),
        max_length=200,
        help_text=gettext_lazy("Số, ký hiệu, ngày của quyết định."),
    )

    def __init__(
        self, data: Any, people: Sequence[User], bodies: Sequence[Organisation], **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        self.people = {one.pk: one for one in people}
        self.bodies = {one.pk: one for one in bodies}
        named = [
            (pk, f"{one.full_name}, {one.position}" if one.position else one.full_name)
            for pk, one in self.people.items()
        ]
        self.fields["user"].choices = [("", _("Không có tài khoản")), *named]  # type: ignore[attr-defined]
        _offer(self.fields["body"], self.bodies, _("Không ghi cơ quan"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("user") and not (given.get("name") or "").strip():
            self.add_error("name", _("Chọn người có tài khoản, hoặc ghi họ và tên."))
        return given

    def seat(self) -> Seat:
        """Who is to sit, by the valid form."""
        given = self.cleaned_data
        user = self.people.get(given["user"])
        return Seat(
            name=user.full_name if user else given["name"],
            role=given["role"],
            since=given["since"],
            document=given["document"],
            post=given["post"] or (user.position if user else ""),
            user=user,
            body=self.bodies.get(given["body"]),
            field_in_charge=given["field_in_charge"],
            order=given["order"] or 0,
        )


class CorrectSeatForm(SeatForm):
    """How a seat that was written wrongly really is, and why it is corrected."""

    reason = forms.CharField(label=gettext_lazy("Lý do đính chính"), max_length=500)


def seat_of(member: CommitteeMember) -> dict[str, Any]:
    """The form's values for a seat that changes or is corrected."""
    names = ("post", "role", "order", "field_in_charge", "since", "document")
    values = {name: getattr(member, name) for name in names}
    return values | {
        "user": member.user_id or "",
        "name": "" if member.user_id else member.name,
        "body": member.body_id or "",
    }


class EndSeatForm(forms.Form):
    """From which day somebody sits no more, by which document."""

    until = day_field(
        gettext_lazy("Thôi từ ngày"), help_text=gettext_lazy("Từ ngày này không còn là thành viên.")
    )
    document = forms.CharField(
        label=gettext_lazy("Theo văn bản"),
        max_length=200,
        help_text=gettext_lazy("Số, ký hiệu, ngày của quyết định."),
    )


class StrikeSeatForm(forms.Form):
    """Why a seat that never was is taken out."""

    reason = forms.CharField(label=gettext_lazy("Lý do gỡ"), max_length=500)


class WorkForm(forms.Form):
    """A line of the work programme."""

    month = forms.TypedChoiceField(label=gettext_lazy("Tháng"), coerce=int, choices=MONTHS)
    text = words_field(gettext_lazy("Nội dung"), rows=3)
    body = _body_field(gettext_lazy("Cơ quan chuẩn bị"), required=False)
    who = forms.CharField(label=gettext_lazy("hoặc người, đơn vị khác"), required=False, max_length=300)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, year: int, bodies: Sequence[Organisation], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.year = year
        self.bodies = {one.pk: one for one in bodies}
        _offer(self.fields["body"], self.bodies, _("Không chọn"))

    def work(self) -> Work:
        """The line, by the valid form."""
        given = self.cleaned_data
        body = self.bodies.get(given["body"])
        return Work(dt.date(self.year, given["month"], 1), given["text"], body, given["who"])


def work_of(item: WorkItem) -> dict[str, Any]:
    """The form's values for changing a line."""
    return {
        "month": item.due_on.month,
        "text": item.text,
        "body": item.body_id or "",
        "who": "" if item.body_id else item.body_name,
        "seen": item.revision,
    }


class SettleForm(forms.Form):
    """A line is done, or given up."""

    state = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        choices=[
            (WorkItem.State.DONE, WorkItem.State.DONE.label),
            (WorkItem.State.DROPPED, WorkItem.State.DROPPED.label),
            (WorkItem.State.OPEN, gettext_lazy("Mở lại")),
        ],
    )
    on = day_field(gettext_lazy("Ngày"))
    result = words_field(gettext_lazy("Kết quả, hoặc lý do không làm nữa"), required=False, rows=3)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
