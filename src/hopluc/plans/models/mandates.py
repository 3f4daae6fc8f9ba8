"""The chain of mandates, plan by plan, task by task, target by target; and the shares of a target."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly
from hopluc.organizations.models import Organisation
from hopluc.plans.models.plan import Plan, Task
from hopluc.plans.models.targets import Indicator


class Link(models.Model):
    """Something below carries out something above; proposed by likeness, confirmed by a person."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Hệ thống đề xuất")
        CONFIRMED = "confirmed", _("Đã xác nhận")
        REFUSED = "refused", _("Không phải")

    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    likeness = models.FloatField(null=True, help_text="of the proposal, 0 to 1")
    basis = models.CharField(max_length=300, blank=True, help_text="why it was proposed, in words")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class PlanLink(Link):
    """A plan carries out a superior one, or rests on a scheme or programme beside it."""

    class Kind(models.TextChoices):
        CARRIES_OUT = "carries_out", _("Thực hiện kế hoạch cấp trên")
        BESIDE = "beside", _("Lồng ghép chương trình, đề án")

    below = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links_up")
    above = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links_down")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CARRIES_OUT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["below", "above"], name="planlink_once"),
            models.CheckConstraint(condition=~models.Q(below=models.F("above")), name="planlink_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.below_id} → {self.above_id}"


class TaskLink(Link):
    """A task of a lower plan carries out a task of a superior one."""

    below = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links_up")
    above = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links_down")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["below", "above"], name="tasklink_once"),
            models.CheckConstraint(condition=~models.Q(below=models.F("above")), name="tasklink_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.below_id} → {self.above_id}"


class TargetLink(Link):
    """A target of a lower plan serves a target of a superior one."""

    below = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="links_up")
    above = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="links_down")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["below", "above"], name="targetlink_once"),
            models.CheckConstraint(
                condition=~models.Q(below=models.F("above")), name="targetlink_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.below_id} → {self.above_id}"


class Allocation(AppendOnly):
    """A body's share of a target; the last row for a body counts, a null value takes the share away."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="allocations")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, verbose_name=_("chỉ tiêu giao"))
    on = models.DateField(verbose_name=_("từ ngày"))
    document = models.CharField(max_length=200, blank=True, verbose_name=_("văn bản giao"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "body", "recorded_at"], name="allocation_asof")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.body_id}: {self.value}"
