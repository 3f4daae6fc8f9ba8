"""What was handed over by one decision, and every row that it wrote, so that it can be undone.

A handover keeps the names of its day in `told`: what passed to whom, what was left. Its rows
(`Trace`) hold the fields before and after; they are the way back until somebody acts on what passed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Words in which handovers are asked for."""

    def visible_to(self, acting: Acting) -> HandoverQuerySet:
        """Those of bodies around the person's own: who follows whom is no secret among agencies."""
        around = Organisation.objects.visible_to(acting)
        return self.filter(pk__in=Party.objects.filter(body__in=around).values("handover"))


class Handover(models.Model):
    """One decision about bodies as it was carried out.

    told: {"passed": [{"body", "what", "text", "to": [names]}], "left": [{"body", "what", "text"}]}.
    """

    class Kind(models.TextChoices):
        MERGER = "merger", _("Hợp nhất, sáp nhập")
        DIVISION = "division", _("Chia, tách")
        RENAMING = "renaming", _("Đổi tên")
        ABOLITION = "abolition", _("Giải thể, kết thúc hoạt động")
        TRANSFER = "transfer", _("Chuyển chức năng, nhiệm vụ")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField(verbose_name=_("từ ngày"))
    document = models.CharField(max_length=200, verbose_name=_("văn bản quyết định"))
    told = models.JSONField(default=dict)
    by_id = models.PositiveBigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    by_body_name = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=200, blank=True)
    undone_reason = models.TextField(blank=True, verbose_name=_("lý do hoàn tác"))
    folded = FoldedField("document")

    objects: ClassVar[Any] = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | ~models.Q(undone_reason=""),
                name="handover_undone_has_reason",
                violation_error_message=_("Ghi lý do hoàn tác."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class Party(models.Model):
    """A body in a handover: one that gives, or one that follows (in a function, or in everything).

    body: null once it was a new body and the handover was undone; the name of the day stays.
    """

    class Side(models.TextChoices):
        GIVES = "gives", _("Cơ quan cũ")
        FOLLOWS = "follows", _("Cơ quan kế thừa")

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="parties")
    side = models.CharField(max_length=7, choices=Side.choices)
    body = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=300)
    function = models.CharField(max_length=120, blank=True)
    folded = FoldedField("name")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Trace(models.Model):
    """A row that a handover wrote: its fields before (null: it was made) and after (null: removed)."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="traces")
    label = models.CharField(max_length=80, help_text="room.model, lower case, as in the journal")
    record_id = models.PositiveBigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "label", "record_id"], name="trace_once"),
            models.CheckConstraint(
                condition=models.Q(before__isnull=False) | models.Q(after__isnull=False),
                name="trace_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}/{self.record_id}"
