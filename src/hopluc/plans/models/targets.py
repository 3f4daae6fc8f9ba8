"""The measurable targets of a plan and the figures typed for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.models import Organisation
from hopluc.plans.models.plan import Amendable, Plan, Spanned


class Indicator(Spanned, Amendable):
    """A measurable target of the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="indicators")
    code = models.CharField(max_length=60)
    order = models.PositiveIntegerField()
    name = models.TextField()
    unit = models.CharField(max_length=120, blank=True)
    op = models.CharField(max_length=6)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    baseline = models.JSONField(null=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    per = models.CharField(max_length=10, blank=True)
    bodies = models.JSONField(default=list, help_text="PARTY objects: whose target it is")
    each = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    folded = FoldedField("name", "text")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="indicator_once"),
            models.CheckConstraint(
                condition=models.Q(op="range", low__isnull=False, high__isnull=False, value__isnull=True)
                | (~models.Q(op="range") & models.Q(value__isnull=False)),
                name="indicator_figure",
                violation_error_message=_("Chỉ tiêu phải có con số, hoặc cả hai đầu của khoảng."),
            ),
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class TypedActual(AppendOnly):
    """An indicator's actual figure typed by an officer where no records prove it yet."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="typed")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="whose share, if not all",
    )
    on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    note = models.TextField(blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "on", "recorded_at"], name="typed_asof")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.on}: {self.value}"
