"""What ties rounds to one another and to where their reports go."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Plan, ReportingDuty


class Answering(models.Model):
    """A round that a body opened among its own units to answer a submission that it owes.

    taken: what was last laid over the submission, field of the form → text, so that what was typed since is
    told from it. sources: the ids of the handings-in (SubmissionEvent) that it came from.
    """

    submission = models.OneToOneField("reporting.Submission", on_delete=models.PROTECT, related_name="lower")
    round = models.OneToOneField("reporting.Round", on_delete=models.PROTECT, related_name="answers")
    taken = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True)
    taken_by_name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"{self.round_id} → {self.submission_id}"


class RoundPlan(models.Model):
    """A further plan that a round asks about, with the duty that the one report answers for it."""

    round = models.ForeignKey("reporting.Round", on_delete=models.CASCADE, related_name="further")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="shared_rounds")
    duty = models.ForeignKey(ReportingDuty, null=True, on_delete=models.PROTECT, related_name="shared_rounds")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["round", "plan"], name="roundplan_once")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.plan_id}"


class Inside(models.Model):
    """A round whose report is told inside another's, under a heading of its own, and goes out with it."""

    inner = models.OneToOneField("reporting.Round", on_delete=models.PROTECT, related_name="told_in")
    outer = models.ForeignKey("reporting.Round", on_delete=models.PROTECT, related_name="tells")
    heading = models.CharField(max_length=300, verbose_name=_("tên phần"))
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(inner=models.F("outer")),
                name="inside_not_itself",
                violation_error_message=_("Một kỳ không lồng ghép vào chính nó."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.inner_id} → {self.outer_id}"


class LegQuerySet(models.QuerySet["Leg"]):
    """Legs as lists ask for them."""

    def sent_to(self, acting: Acting) -> LegQuerySet:
        """Those sent to the person's bodies."""
        return self.filter(in_scope(acting, "recipient__"), sent_on__isnull=False)

    def late(self, on: dt.date) -> LegQuerySet:
        """Those of issued reports not sent, and past their day."""
        return self.filter(sent_on__isnull=True, due_on__lt=on)


class Leg(models.Model):
    """One way that a round's report goes: to whom, by which line, by when, and what became of it.

    Legs of one step go side by side, those of a later step after it. recipient: the body in the system; null:
    words alone. sender: who signs and sends this leg where it is not the collector.
    """

    class Line(models.TextChoices):
        GOVERNMENT = "government", _("Chính quyền")
        MINISTRY = "ministry", _("Bộ, ngành trung ương")
        PARTY = "party", _("Đảng")
        ALLIANCE = "alliance", _("Liên minh Hợp tác xã")
        OTHER = "other", _("Nơi khác")

    class How(models.TextChoices):
        EXCHANGE = "exchange", _("Trục liên thông văn bản")
        HERE = "here", _("Trên hệ thống này")
        PAPER = "paper", _("Bản giấy")
        MAIL = "mail", _("Thư điện tử công vụ")

    round = models.ForeignKey("reporting.Round", on_delete=models.PROTECT, related_name="legs")
    step = models.PositiveSmallIntegerField(default=1, verbose_name=_("bước"))
    sender = models.CharField(max_length=300, blank=True, verbose_name=_("nơi ký gửi"))
    name = models.CharField(max_length=300, verbose_name=_("nơi nhận"))
    recipient = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="reports_received"
    )
    line = models.CharField(max_length=10, choices=Line.choices, verbose_name=_("tuyến"))
    how = models.CharField(
        max_length=8, choices=How.choices, default=How.EXCHANGE, verbose_name=_("hình thức gửi")
    )
    due_on = models.DateField(null=True, verbose_name=_("hạn gửi"))
    basis = models.CharField(max_length=400, blank=True, help_text="the plan's words, or the round before")
    sent_on = models.DateField(null=True, verbose_name=_("ngày gửi"))
    sent_number = models.CharField(max_length=60, blank=True, verbose_name=_("số văn bản gửi"))
    sent_file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    sent_file_name = models.CharField(max_length=255, blank=True)
    sent_by_name = models.CharField(max_length=150, blank=True)
    received_on = models.DateField(null=True, verbose_name=_("ngày nhận"))
    received_number = models.CharField(max_length=60, blank=True, verbose_name=_("số đến, số trả lời"))
    received_file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    received_file_name = models.CharField(max_length=255, blank=True)
    received_by_name = models.CharField(max_length=150, blank=True)
    folded = FoldedField("name", "sender")

    objects = LegQuerySet.as_manager()

    class Meta:
        ordering = ["step", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name", "line"],
                name="leg_once",
                violation_error_message=_("Nơi nhận này đã có trong tuyến."),
            ),
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True)
                | models.Q(sent_on__isnull=False, received_on__gte=models.F("sent_on")),
                name="leg_received_after_sent",
                violation_error_message=_("Ngày nhận phải từ ngày gửi trở đi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.name}"


class LegRemark(AppendOnly):
    """What a recipient says of a report, or the collector answers, with a file where there is one."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(verbose_name=_("ý kiến"))
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    body_name = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.leg_id}: {self.body_name}"
