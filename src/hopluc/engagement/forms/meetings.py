"""What people fill in about meetings: programme, invitation, minutes, conclusions, plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hopluc.engagement.actions.conclusions import Said
from hopluc.engagement.actions.meetings import Attendance, Programme, Topic
from hopluc.engagement.forms.problems import EVIDENCE_HELP, words_field
from hopluc.engagement.models import CommitteeMember, Conclusion, Meeting, Problem
from hopluc.engagement.queries.committees import LateTask
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.forms import FilesField, day_field
from hopluc.plans.models import Plan

LATE_DAYS = 15  # a task late by so many days is offered for the agenda, where nothing else is asked


class LateDaysForm(forms.Form):
    """By how many days a task must be late to be offered for the agenda."""

    cham = forms.IntegerField(
        label=gettext_lazy("Nhiệm vụ quá hạn từ (ngày)"), required=False, min_value=1, max_value=3650
    )

    def days(self) -> int:
        """The days asked for; LATE_DAYS where nothing valid is."""
        self.is_valid()
        return self.cleaned_data.get("cham") or LATE_DAYS


class MeetingForm(forms.Form):
    """The programme of a meeting; the agenda is what was typed, then problems and late tasks as ticked."""

    title = forms.CharField(
        label=gettext_lazy("Tên phiên họp"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Phiên họp quý I năm 2026 của Ban Chỉ đạo."),
    )
    on = day_field(gettext_lazy("Ngày họp"))
    at = forms.TimeField(
        label=gettext_lazy("Giờ họp"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "08:00", "inputmode": "numeric"}),
        input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%H"],
        error_messages={"invalid": gettext_lazy("Giờ không đúng. Ghi theo dạng 08:00.")},
    )
    place = forms.CharField(label=gettext_lazy("Địa điểm"), required=False, max_length=250)
    chair = forms.TypedChoiceField(
        label=gettext_lazy("Chủ trì"), required=False, coerce=int, empty_value=None
    )
    others = words_field(
        gettext_lazy("Nội dung"),
        required=False,
        help_text=gettext_lazy(
            "Mỗi nội dung một dòng, người trình bày sau dấu |. Ví dụ: Báo cáo quý I | Sở Tài chính."
        ),
    )
    problems = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Vướng mắc đang chờ Ban giải quyết"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    tasks = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Nhiệm vụ quá hạn"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = words_field(
        gettext_lazy("Mời thêm"),
        required=False,
        rows=2,
        help_text=gettext_lazy("Ngoài các thành viên; mỗi cơ quan, cá nhân một dòng."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        members: Sequence[CommitteeMember],
        late: Sequence[LateTask],
        problems: Sequence[Problem],
        **rest: Any,
    ) -> None:
        super().__init__(data, **rest)
        self.members = {one.pk: one for one in members}
        self.late = {one.task.pk: one for one in late}
        self.waiting = {one.pk: one for one in problems}
        chairs = [(pk, f"{one.name} ({one.get_role_display()})") for pk, one in self.members.items()]
        self.fields["chair"].choices = [("", _("Chưa xác định")), *chairs]  # type: ignore[attr-defined]
        self.fields["problems"].choices = [  # type: ignore[attr-defined]
            (pk, f"{one.body_name}: {one.text}"[:200]) for pk, one in self.waiting.items()
        ]
        self.fields["tasks"].choices = [  # type: ignore[attr-defined]
            (pk, _late_words(one)) for pk, one in self.late.items()
        ]

    def programme(self) -> Programme:
        """What the valid form asks for."""
        given = self.cleaned_data
        return Programme(
            title=given["title"],
            on=given["on"],
            at=given["at"],
            place=given["place"],
            chair=self.members.get(given["chair"]),
            guests=given["guests"],
            agenda=self._agenda(),
        )

    def _agenda(self) -> list[Topic]:
        given = self.cleaned_data
        typed = [_topic(line) for line in given["others"].splitlines() if line.strip(" |")]
        problems = [self.waiting[pk] for pk in given["problems"]]
        late = [self.late[pk] for pk in given["tasks"]]
        return [
            *typed,
            *(Topic(_problem_words(one), one.body_name, problem=one) for one in problems),
            *(Topic(_late_words(one), ", ".join(one.bodies), task=one.task) for one in late),
        ]


def _topic(line: str) -> Topic:
    """ "Báo cáo quý I | Sở Tài chính": what, then who lays it before the meeting."""
    text, _bar, presenter = line.partition("|")
    return Topic(text.strip(), presenter.strip())


def _problem_words(problem: Problem) -> str:
    return _("Vướng mắc của %(body)s: %(text)s Đề nghị: %(asked)s") % {
        "body": problem.body_name,
        "text": problem.text.strip().rstrip(".") + ".",
        "asked": problem.asked,
    }


def _late_words(one: LateTask) -> str:
    task = one.task
    return _("Nhiệm vụ %(number)s (%(plan)s) quá hạn %(days)s ngày: %(text)s") % {
        "number": task.number or task.code,
        "plan": task.plan.number or task.plan.title[:60],
        "days": one.days,
        "text": task.text,
    }


def programme_of(meeting: Meeting) -> dict[str, Any]:
    """The form's values for changing a meeting."""
    items = list(meeting.agenda.all())
    typed = [one for one in items if one.task_id is None and one.problem_id is None]
    return {
        "title": meeting.title,
        "on": meeting.on,
        "at": meeting.at,
        "place": meeting.place,
        "chair": meeting.chair_id or "",
        "guests": meeting.guests,
        "others": "\n".join(f"{one.text} | {one.presenter}".rstrip("| ") for one in typed),
        "problems": [one.problem_id for one in items if one.problem_id],
        "tasks": [one.task_id for one in items if one.task_id],
        "seen": meeting.revision,
    }


class InviteForm(forms.Form):
    """Number and day of the invitation, as the document system gave them."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu giấy mời"), max_length=60)
    on = day_field(gettext_lazy("Ngày giấy mời"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CancelMeetingForm(forms.Form):
    """Why a meeting is called off."""

    reason = words_field(gettext_lazy("Lý do hủy"), rows=3)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


ATTENDANCE = [
    ("", gettext_lazy("Chưa ghi")),
    ("present", gettext_lazy("Có mặt")),
    ("sent", gettext_lazy("Cử người thay")),
    ("absent", gettext_lazy("Vắng")),
]


class MeetingMinutesForm(forms.Form):
    """What was said; for each member whether they came."""

    held_on = day_field(gettext_lazy("Ngày họp"))
    place = forms.CharField(label=gettext_lazy("Địa điểm"), required=False, max_length=250)
    chaired_by = forms.CharField(label=gettext_lazy("Chủ trì"), max_length=250)
    written_by = forms.CharField(label=gettext_lazy("Thư ký phiên họp"), required=False, max_length=250)
    others = words_field(gettext_lazy("Khách mời có mặt"), required=False, rows=2)
    summary = words_field(gettext_lazy("Diễn biến, ý kiến thảo luận"), rows=8)
    evidence = FilesField(label=gettext_lazy("Biên bản đã ký, tài liệu phiên họp"), help_text=EVIDENCE_HELP)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, members: Sequence[CommitteeMember], **rest: Any) -> None:
        super().__init__(data, files, **rest)
        self.members = list(members)
        for one in self.members:
            self.fields[f"state{one.pk}"] = forms.ChoiceField(
                label=f"{one.name}, {one.get_role_display().lower()}",
                choices=ATTENDANCE,
                required=False,
            )
            self.fields[f"note{one.pk}"] = forms.CharField(
                label=_("Người thay hoặc lý do vắng: %s") % one.name, required=False, max_length=250
            )

    def attendance_fields(self) -> list[tuple[Any, Any]]:
        """The two fields of each member, for the page."""
        return [(self[f"state{one.pk}"], self[f"note{one.pk}"]) for one in self.members]

    def said(self) -> dict[str, Any]:
        """The arguments of `actions.record_meeting_minutes`, files apart."""
        given = self.cleaned_data
        names = ("held_on", "place", "chaired_by", "written_by", "others", "summary", "seen")
        attendance = {
            one.pk: Attendance(given[f"state{one.pk}"], given[f"note{one.pk}"])
            for one in self.members
            if given[f"state{one.pk}"]
        }
        return {name: given[name] for name in names} | {"attendance": attendance}


class ConclusionForm(forms.Form):
    """A conclusion: what, who (a body "b12" or a collective "g3"), who helps, by when."""

    text = words_field(gettext_lazy("Nội dung kết luận"))
    who = forms.ChoiceField(label=gettext_lazy("Cơ quan thực hiện"))
    due_on = day_field(
        gettext_lazy("Thời hạn"), required=False, help_text=gettext_lazy("Để trống: không có hạn.")
    )
    helpers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cơ quan phối hợp"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, bodies: Sequence[Organisation], groups: Sequence[BodyGroup], **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        self.bodies = {one.pk: one for one in bodies}
        self.whom: dict[str, Organisation | BodyGroup] = {f"b{one.pk}": one for one in bodies}
        self.whom |= {f"g{one.pk}": one for one in groups}
        single = [(f"b{one.pk}", one.name) for one in bodies]
        many = [(f"g{one.pk}", one.name) for one in groups]
        choices: list[Any] = [("", _("Chọn cơ quan")), (_("Cơ quan"), single)]
        if many:
            choices.append((_("Nhóm cơ quan"), many))
        self.fields["who"].choices = choices  # type: ignore[attr-defined]
        self.fields["helpers"].choices = [(one.pk, one.name) for one in bodies]  # type: ignore[attr-defined]

    def conclusion(self) -> Said:
        """What the valid form says."""
        given = self.cleaned_data
        helpers = [self.bodies[pk] for pk in given["helpers"]]
        return Said(given["text"], self.whom[given["who"]], given["due_on"], helpers)


def conclusion_of(conclusion: Conclusion) -> dict[str, Any]:
    """The form's values for changing a conclusion."""
    who = f"g{conclusion.group_id}" if conclusion.group_id else f"b{conclusion.body_id}"
    return {
        "text": conclusion.text,
        "who": who,
        "due_on": conclusion.due_on,
        "helpers": list(conclusion.helpers.values_list("body_id", flat=True)),
        "seen": conclusion.revision,
    }


class FollowForm(forms.Form):
    """Number and day of the notice of conclusions, where it was issued already."""

    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu thông báo kết luận"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Để trống nếu chưa phát hành."),
    )
    issued_on = day_field(gettext_lazy("Ngày ban hành"), required=False)


class JoinForm(forms.Form):
    """Which plan was adopted from the notice of conclusions."""

    plan = forms.TypedChoiceField(label=gettext_lazy("Kế hoạch theo dõi"), coerce=int)

    def __init__(self, data: Any, plans: Sequence[Plan], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.plans = {one.pk: one for one in plans}
        self.fields["plan"].choices = [(pk, str(one)[:110]) for pk, one in self.plans.items()]  # type: ignore[attr-defined]


def first_day(meeting: Meeting, today: dt.date) -> dt.date:
    """The day that the minutes' form offers: the meeting's, or today where that is still to come."""
    return min(meeting.on, today)
