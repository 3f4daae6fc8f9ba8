"""Meetings of a steering committee: agenda, who came, minutes, and conclusions that become tasks."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.engagement.models.committees import Committee, CommitteeMember
from hopluc.engagement.models.problems import Problem
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Plan, Task


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Words in which meetings are asked for."""

    def visible_to(self, acting: Acting) -> MeetingQuerySet:
        """Those of the committees that the person sees; a meeting that nobody was invited to yet only by
        the people of the committee itself and of its standing agency."""
        told = models.Q(invited_on__isnull=False) | models.Q(state=Meeting.State.HELD)
        ours = in_scope(acting, "committee__body__") | in_scope(acting, "committee__standing_agency__")
        return self.filter(ours | told, committee__in=Committee.objects.visible_to(acting))


class Meeting(models.Model):
    """One meeting: planned, invited to (a number and a day come back from the document system), held with
    minutes, or called off."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Dự kiến")
        HELD = "held", _("Đã họp")
        CANCELLED = "cancelled", _("Đã hủy")

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=300, verbose_name=_("tên phiên họp"))
    on = models.DateField(verbose_name=_("ngày họp"))
    at = models.TimeField(null=True, blank=True, verbose_name=_("giờ họp"))
    place = models.CharField(max_length=250, blank=True, verbose_name=_("địa điểm"))
    chair = models.ForeignKey(CommitteeMember, null=True, on_delete=models.PROTECT, related_name="chairs")
    guests = models.TextField(blank=True, verbose_name=_("mời thêm"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    invitation_number = models.CharField(max_length=60, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("title", "place", "guests", "invitation_number")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_reason=""),
                name="meeting_cancelled_has_reason",
                violation_error_message=_("Hủy phiên họp thì phải ghi lý do."),
            )
        ]
        indexes = [models.Index(fields=["committee", "on"], name="meeting_of_committee")]

    def __str__(self) -> str:
        return f"{self.title} {self.on:%d/%m/%Y}"


class AgendaItem(models.Model):
    """One item of an agenda: a late task, a problem that the committee holds, or words of its own."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    text = models.TextField(verbose_name=_("nội dung"))
    presenter = models.CharField(max_length=300, blank=True, verbose_name=_("trình bày"))
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="on_agendas")
    problem = models.ForeignKey(Problem, null=True, on_delete=models.PROTECT, related_name="on_agendas")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="agendaitem_once"),
            models.CheckConstraint(
                condition=models.Q(task__isnull=True) | models.Q(problem__isnull=True),
                name="agendaitem_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class MeetingMinutes(AppendOnly):
    """What was said at a meeting and who was there; a correction is a later row, the last one counts.

    attendance: {"member": id, "state": "present" | "absent" | "sent", "note": who came in their stead, why
    not} for each member of the day.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    held_on = models.DateField(verbose_name=_("ngày họp"))
    place = models.CharField(max_length=250, blank=True)
    chaired_by = models.CharField(max_length=250, verbose_name=_("chủ trì"))
    written_by = models.CharField(max_length=250, blank=True, verbose_name=_("thư ký phiên họp"))
    attendance = models.JSONField(default=list)
    others = models.TextField(blank=True, verbose_name=_("khách mời có mặt"))
    summary = models.TextField(verbose_name=_("diễn biến, ý kiến thảo luận"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.held_on:%d/%m/%Y}"


class MeetingFile(AppendOnly):
    """A file of the minutes (the signed minutes, papers laid before the meeting), kept as received."""

    minutes = models.ForeignKey(MeetingMinutes, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name


class Conclusion(models.Model):
    """What a meeting asks of somebody by some day; put into a plan's tracking it is that plan's `task`.

    Who does it: a body, or a collective that becomes a part for each of its members.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conclusions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(verbose_name=_("nội dung"))
    body = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="conclusions_led"
    )
    group = models.ForeignKey(BodyGroup, null=True, on_delete=models.PROTECT, related_name="conclusions")
    who = models.CharField(max_length=300, help_text="the name of the day of whoever does it")
    due_on = models.DateField(null=True, blank=True, verbose_name=_("thời hạn"))
    task = models.OneToOneField(Task, null=True, on_delete=models.PROTECT, related_name="conclusion")
    revision = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("text")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="conclusion_once"),
            models.CheckConstraint(
                condition=models.Q(body__isnull=True) ^ models.Q(group__isnull=True),
                name="conclusion_of_body_or_group",
                violation_error_message=_("Chọn cơ quan thực hiện."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ConclusionHelp(models.Model):
    """A body that helps with a conclusion (phối hợp)."""

    conclusion = models.ForeignKey(Conclusion, on_delete=models.CASCADE, related_name="helpers")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="conclusions_helped")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["conclusion", "body"], name="conclusionhelp_once")]

    def __str__(self) -> str:
        return f"{self.conclusion_id} {self.body_id}"


class MeetingPlan(models.Model):
    """A plan through which a meeting's conclusions are followed: opened from those typed here, or adopted
    from the notice of conclusions (thông báo kết luận) as a received paper and joined to the meeting."""

    class Kind(models.TextChoices):
        TYPED = "typed", _("Lập từ các kết luận đã ghi")
        DOCUMENT = "document", _("Từ văn bản thông báo kết luận")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="plans")
    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="of_meeting")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.meeting_id} → {self.plan_id}"
