"""Who reports what to whom, and the standing duties that are neither tasks nor reports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.models.plan import Plan, Spanned


class ReportingDuty(Spanned):
    """Who reports what to whom and when, as the plan says (PARTY and PART objects)."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Báo cáo")
        BUDGET = "budget", _("Dự toán kinh phí")
        AMENDMENT = "amendment", _("Đề xuất sửa đổi, bổ sung")
        PROBLEM = "problem", _("Khó khăn, vướng mắc")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    senders = models.JSONField(default=list)
    receivers = models.JSONField(default=list)
    subject = models.TextField(blank=True)
    due = models.JSONField(default=list)
    text = models.TextField()
    folded = FoldedField("subject", "text")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.subject or self.text[:60]


class DutyParty(models.Model):
    """A sender or receiver of a reporting duty resolved to a body or a group."""

    class Side(models.TextChoices):
        SENDER = "sender", _("Gửi")
        RECEIVER = "receiver", _("Nhận")

    duty = models.ForeignKey(ReportingDuty, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(max_length=8, choices=Side.choices)
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=500)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(BodyGroup, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Duty(Spanned):
    """A standing duty that is neither a task nor a report."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="duties")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    of = models.JSONField(default=list)
    due = models.JSONField(default=list)
    text = models.TextField()
    folded = FoldedField("text")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text[:60]
