"""What waits for somebody's word: a report for the body's approver, an extension for whoever assigned."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.models import Organisation
from hopluc.plans.models.plan import Assignment, Progress, Task


class SignOff(AppendOnly):
    """What an approver of the body decided on a progress row that waited for them."""

    progress = models.OneToOneField(Progress, on_delete=models.CASCADE, related_name="sign_off")
    accepted = models.BooleanField()
    reason = models.TextField(blank=True, verbose_name=_("lý do"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(reason=""),
                name="signoff_return_has_reason",
                violation_error_message=_("Trả lại thì phải ghi lý do."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.progress_id}: {self.accepted}"


class Extension(models.Model):
    """A later day asked for one day due of a part, and what whoever assigned it decided.

    `day`: the day due by which progress rows name it (rules.Due.key).
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Chờ quyết định")
        GRANTED = "granted", _("Đồng ý")
        REFUSED = "refused", _("Không đồng ý")
        WITHDRAWN = "withdrawn", _("Đã rút")

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="extensions")
    day = models.DateField()
    until = models.DateField(verbose_name=_("xin gia hạn đến ngày"))
    reason = models.TextField(verbose_name=_("lý do"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    granted_until = models.DateField(null=True, blank=True, verbose_name=_("gia hạn đến ngày"))
    answer = models.TextField(blank=True, verbose_name=_("ý kiến"))
    document = models.CharField(max_length=200, blank=True, verbose_name=_("văn bản"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    folded = FoldedField("reason", "answer", "document")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("day")),
                name="extension_later",
                violation_error_message=_("Ngày xin gia hạn phải sau hạn hiện nay."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="granted", granted_until__isnull=False)
                | (~models.Q(state="granted") & models.Q(granted_until__isnull=True)),
                name="extension_granted_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "withdrawn"]) | models.Q(decided_at__isnull=False),
                name="extension_decided_at",
            ),
            models.UniqueConstraint(
                fields=["assignment", "day"],
                condition=models.Q(state="asked"),
                name="extension_asked_once",
                violation_error_message=_("Hạn này đã có đề nghị gia hạn đang chờ quyết định."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.day} → {self.until}"


class Delivery(AppendOnly):
    """What delivers a product that a task expects: a document, something counted, a record of another room.

    `kind` and `record_id` name the record (`support.trainingclass`, its id) without a key; both are
    empty for what an officer typed. `product`: the expected product as the plan words it, "" where it
    serves the task without being one of them. `takes_back` undoes an earlier row.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deliveries")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    product = models.TextField(blank=True)
    what = models.CharField(max_length=300, verbose_name=_("sản phẩm"))
    number = models.CharField(max_length=80, blank=True, verbose_name=_("số, ký hiệu"))
    on = models.DateField(verbose_name=_("ngày"))
    count = models.PositiveIntegerField(default=1, verbose_name=_("số lượng"))
    kind = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=40, blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    takes_back = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("what", "product", "number")

    class Meta:
        indexes = [models.Index(fields=["kind", "record_id"], name="delivery_record")]

    def __str__(self) -> str:
        return self.what
