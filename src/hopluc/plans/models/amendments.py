"""Changes to a plan in force: proposed by bodies, gathered, decided by whoever the plan names."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import File
from hopluc.organizations.models import Organisation
from hopluc.plans.models.plan import Plan, Task
from hopluc.plans.models.targets import Indicator


class Amendment(models.Model):
    """A decision that changes a plan; its proposals are its articles.

    `on`: from that day the plan reads as amended. `recorded_at`: when it was put into force here,
    which cuts "as known on". Number and day of the document come back from the document system.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", _("Đang tổng hợp")
        SUBMITTED = "submitted", _("Đã trình")
        IN_FORCE = "in_force", _("Có hiệu lực")
        REFUSED = "refused", _("Không được duyệt")
        UNDONE = "undone", _("Đã hủy")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="amendments")
    state = models.CharField(max_length=10, choices=State.choices, default=State.GATHERING)
    title = models.CharField(max_length=300, verbose_name=_("trích yếu"))
    decider = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, blank=True, verbose_name=_("số, ký hiệu"))
    issued_on = models.DateField(null=True, blank=True, verbose_name=_("ngày ban hành"))
    on = models.DateField(null=True, blank=True, verbose_name=_("có hiệu lực từ ngày"))
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    answer = models.TextField(blank=True, verbose_name=_("ý kiến"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    recorded_at = models.DateTimeField(null=True)
    folded = FoldedField("number", "title", "answer")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="in_force") | models.Q(on__isnull=False, recorded_at__isnull=False),
                name="amendment_in_force_has_day",
                violation_error_message=_("Ghi ngày sửa đổi có hiệu lực."),
            )
        ]
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Proposal(models.Model):
    """One change to a plan that a body asks for, with its reason.

    `values`: what the task or the target is to read afterwards, by field name (plans.rules of
    amendments); only what changes.
    """

    class Kind(models.TextChoices):
        NEW_TASK = "new_task", _("Thêm nhiệm vụ")
        WORDS = "words", _("Sửa nội dung")
        LEADS = "leads", _("Đổi cơ quan thực hiện")
        DEADLINE = "deadline", _("Đổi thời hạn")
        DROPPED = "dropped", _("Bỏ nhiệm vụ")
        MOVED = "moved", _("Chuyển nhóm")
        TARGET = "target", _("Sửa chỉ tiêu")
        NEW_TARGET = "new_target", _("Thêm chỉ tiêu")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Mới đề xuất")
        GATHERED = "gathered", _("Đã tổng hợp")
        DECLINED = "declined", _("Không tổng hợp")
        WITHDRAWN = "withdrawn", _("Đã rút")
        ACCEPTED = "accepted", _("Đã thông qua")
        REFUSED = "refused", _("Không được duyệt")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="proposals")
    amendment = models.ForeignKey(
        Amendment, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(default=dict)
    reason = models.TextField(verbose_name=_("lý do"))
    answer = models.TextField(blank=True, verbose_name=_("ý kiến"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("values", "reason", "answer")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["new_task", "new_target"], task__isnull=True, indicator__isnull=True
                )
                | models.Q(kind="target", task__isnull=True, indicator__isnull=False)
                | (
                    ~models.Q(kind__in=["new_task", "new_target", "target"])
                    & models.Q(task__isnull=False, indicator__isnull=True)
                ),
                name="proposal_of_one_thing",
            )
        ]
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.task_id or self.indicator_id or ''}".strip()


class FormerReading(models.Model):
    """How a task or a target read before an amendment: its fields of then, up to the day before `until`."""

    task = models.ForeignKey(Task, null=True, on_delete=models.CASCADE, related_name="former_readings")
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.CASCADE, related_name="former_readings"
    )
    values = models.JSONField()
    until = models.DateField()
    ended_by = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="former_readings")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(task__isnull=True) ^ models.Q(indicator__isnull=True),
                name="former_reading_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id or self.indicator_id} until {self.until}"
