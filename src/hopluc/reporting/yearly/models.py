"""The draft of next year's plan by lines and targets; what became of it; a plan's final report."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File
from hopluc.engagement.models import Advice
from hopluc.organizations.acting import Acting
from hopluc.plans.access import in_scope
from hopluc.plans.models import Indicator, Plan, Task


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts as lists ask for them."""

    def visible_to(self, acting: Acting) -> DraftQuerySet:
        """Those of plans that the person's bodies issued or follow; once issued, of plans that they read."""
        return self.filter(
            in_scope(acting, "plan__owner__")
            | in_scope(acting, "plan__standing_agency__")
            | models.Q(issued_as__in=Plan.objects.visible_to(acting))
        )


class Draft(models.Model):
    """The draft of the plan of `year` that goes on from `plan`; `issued_as`: the plan that came of it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="next_drafts")
    year = models.PositiveSmallIntegerField(verbose_name=_("năm"))
    title = models.CharField(max_length=300, verbose_name=_("trích yếu"))
    issued_as = models.OneToOneField(Plan, null=True, on_delete=models.SET_NULL, related_name="drafted_as")
    refreshed_at = models.DateTimeField(help_text="when it last took over from the plans")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "year"], name="draft_once")]

    def __str__(self) -> str:
        return self.title


class Choice(models.TextChoices):
    """What the officer said of a line or a target."""

    OPEN = "open", _("Chưa xem xét")
    KEPT = "kept", _("Giữ")
    DROPPED = "dropped", _("Bỏ")


class Chosen(models.Model):
    """Something of a draft that is kept or dropped with a reason; `revision` grows with every change."""

    choice = models.CharField(max_length=8, choices=Choice.choices, default=Choice.OPEN)
    reason = models.TextField(blank=True, verbose_name=_("lý do"))
    revision = models.PositiveIntegerField(default=0)
    changed_by_name = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class DraftLine(Chosen):
    """A task of the draft.

    `task`: the one that it goes on with, or the superior one that nobody carries out; `advice`: the
    recommendation it comes of; neither: the draft's own. `gathered`: what the plans say of it (rules.FIELDS)
    and how it stands, taken over anew by a refresh; the fields beside it follow until somebody edits them.
    `gone`: the plans no longer ask for it, though somebody has worked on the line.
    """

    class Why(models.TextChoices):
        UNFINISHED = "unfinished", _("Chưa hoàn thành")
        RECURRING = "recurring", _("Định kỳ")
        ONGOING = "ongoing", _("Thường xuyên")
        WAITING = "waiting", _("Chờ đề nghị, sự kiện")
        SUPERIOR = "superior", _("Cấp trên giao, chưa ai thực hiện")
        ADVICE = "advice", _("Kiến nghị kiểm tra chưa xong")
        OWN = "own", _("Nhiệm vụ mới")

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="lines")
    why = models.CharField(max_length=10, choices=Why.choices)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="draft_lines")
    advice = models.ForeignKey(Advice, null=True, on_delete=models.PROTECT, related_name="draft_lines")
    group = models.CharField(max_length=500, blank=True, verbose_name=_("nhóm nhiệm vụ"))
    order = models.PositiveIntegerField()
    text = models.TextField(verbose_name=_("nội dung"))
    leads = models.TextField(blank=True, verbose_name=_("cơ quan chủ trì"))
    coordinators = models.TextField(blank=True, verbose_name=_("cơ quan phối hợp"))
    deadline = models.CharField(max_length=500, blank=True, verbose_name=_("thời gian thực hiện"))
    products = models.TextField(blank=True, verbose_name=_("sản phẩm"))
    gathered = models.JSONField(default=dict)
    gone = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "task"], condition=models.Q(task__isnull=False), name="draftline_task_once"
            ),
            models.UniqueConstraint(
                fields=["draft", "advice"],
                condition=models.Q(advice__isnull=False),
                name="draftline_advice_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(choice="dropped") | ~models.Q(reason=""),
                name="draftline_dropped_has_reason",
                violation_error_message=_("Ghi lý do bỏ nhiệm vụ."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class DraftTarget(Chosen):
    """A target of the draft with the figure proposed for the year; `indicator`: the one that it goes on with,
    or the superior one that no target of the plan serves. No figure yet: op is empty."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.PROTECT, related_name="draft_targets"
    )
    superior = models.BooleanField(default=False, help_text="of a superior plan, served by none of ours")
    order = models.PositiveIntegerField()
    name = models.TextField(verbose_name=_("chỉ tiêu"))
    unit = models.CharField(max_length=120, blank=True, verbose_name=_("đơn vị tính"))
    op = models.CharField(max_length=6, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "indicator"],
                condition=models.Q(indicator__isnull=False),
                name="drafttarget_indicator_once",
            ),
            models.CheckConstraint(
                condition=models.Q(op="", value__isnull=True, low__isnull=True, high__isnull=True)
                | models.Q(op="range", low__isnull=False, high__isnull=False, value__isnull=True)
                | (~models.Q(op__in=["", "range"]) & models.Q(value__isnull=False)),
                name="drafttarget_figure",
                violation_error_message=_("Chỉ tiêu phải có con số, hoặc cả hai đầu của khoảng."),
            ),
            models.CheckConstraint(
                condition=~models.Q(choice="dropped") | ~models.Q(reason=""),
                name="drafttarget_dropped_has_reason",
                violation_error_message=_("Ghi lý do bỏ chỉ tiêu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Continuation(models.Model):
    """A task of the issued plan and the line of the draft that it came of."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="continues")
    line = models.ForeignKey(DraftLine, on_delete=models.CASCADE, related_name="continued_as")
    likeness = models.FloatField(help_text="of the words, 0 to 1")

    def __str__(self) -> str:
        return f"{self.line_id} → {self.task_id}"


class FinalReport(AppendOnly):
    """The report with which a plan was closed, for ever as it was made: `content` (final.Final as JSON) and
    the files of it."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="final_report")
    content = models.JSONField()
    docx = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.made_at:%d/%m/%Y}"
