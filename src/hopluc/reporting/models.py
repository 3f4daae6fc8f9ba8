"""A reporting round, what each body hands in, and the report made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan, ReportingDuty


class Round(models.Model):
    """One asking for reports: the period told of, the day of the data, the day due, each its own.

    The data year ends on 14/12 (NĐ 09/2019, TT 09/2024) while plans ask for 25/11, 30/11 or 10/12.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Đang nhận báo cáo")
        CLOSED = "closed", _("Đã khóa kỳ")
        ISSUED = "issued", _("Đã phát hành báo cáo")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    duty = models.ForeignKey(ReportingDuty, null=True, on_delete=models.PROTECT, related_name="rounds")
    collector = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    addressee = models.CharField(max_length=300, help_text="to whom the consolidated report goes")
    title = models.CharField(max_length=300, verbose_name=_("tên kỳ báo cáo"))
    period_start = models.DateField(verbose_name=_("từ ngày"))
    period_end = models.DateField(verbose_name=_("đến ngày"))
    cutoff = models.DateField(verbose_name=_("ngày chốt số liệu"))
    due_on = models.DateField(verbose_name=_("hạn gửi"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "collector", "title"], name="round_once"),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="round_period",
                violation_error_message=_("Kỳ báo cáo kết thúc trước khi bắt đầu."),
            ),
            models.CheckConstraint(
                condition=models.Q(cutoff__gte=models.F("period_start")),
                name="round_cutoff",
                violation_error_message=_("Ngày chốt số liệu phải nằm sau ngày đầu kỳ."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Submission(models.Model):
    """A body's report in a round: draft → submitted → returned → accepted.

    `revision` grows with every save; a form that carries an older one is shown what changed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Đã gửi")
        RETURNED = "returned", _("Trả lại")
        ACCEPTED = "accepted", _("Đã tiếp nhận")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="submissions")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="submissions")
    body_name = models.CharField(max_length=300, help_text="the body's name of the day")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    overview = models.TextField(blank=True, verbose_name=_("đánh giá chung"))
    difficulties = models.TextField(blank=True, verbose_name=_("khó khăn, vướng mắc"))
    proposals = models.TextField(blank=True, verbose_name=_("đề xuất, kiến nghị"))
    next_period = models.TextField(blank=True, verbose_name=_("nhiệm vụ kỳ tới"))
    submitted_at = models.DateTimeField(null=True)
    submitted_by_name = models.CharField(max_length=150, blank=True)
    returned_reason = models.TextField(blank=True, verbose_name=_("lý do trả lại"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "body"], name="submission_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["submitted", "accepted"])
                | models.Q(submitted_at__isnull=False),
                name="submission_submitted_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(returned_reason=""),
                name="submission_returned_has_reason",
                violation_error_message=_("Trả lại thì phải nêu lý do."),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="submission_mine")]

    def __str__(self) -> str:
        return f"{self.body_name}: {self.round}"


class Line(models.Model):
    """What a submission says of one of the body's parts; prefilled from progress, then its own.

    task_id and assignment_id are kept as numbers beside the words of the day, so that a
    submission stays readable whatever becomes of the plan.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="lines")
    task_id = models.PositiveBigIntegerField(db_index=True)
    assignment_id = models.PositiveBigIntegerField()
    order = models.PositiveIntegerField()
    group_code = models.CharField(max_length=40, blank=True)
    task_code = models.CharField(max_length=60)
    task_text = models.TextField()
    role = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    finished_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    percent = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=20, help_text="the official status on the cut-off day")
    narrative = models.TextField(blank=True)
    typed = models.BooleanField(default=False, help_text="the narrative was changed in the report itself")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "assignment_id"], name="line_once"),
        ]

    def __str__(self) -> str:
        return self.task_code


class FigureLine(models.Model):
    """An indicator's actual as a submission gives it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="figures")
    indicator_id = models.PositiveBigIntegerField(db_index=True)
    order = models.PositiveIntegerField()
    name = models.TextField()
    unit = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=120, help_text="the target in words of the day")
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["submission", "indicator_id"], name="figure_once")]

    def __str__(self) -> str:
        return self.name


class SubmissionEvent(AppendOnly):
    """A step of a submission; what was handed in is frozen in `content` (lines, figures, texts)."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=12)
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    content = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.verb}"


class ConsolidatedReport(models.Model):
    """The report made of a round's submissions; kept as made, and for ever once issued.

    `content` holds the figures and texts of that moment. Number and date are given after signing
    by the document system (NĐ 30/2020, Điều 15) and taken back here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang lập")
        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Đã phát hành")
        FAILED = "failed", _("Không lập được")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    edition = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    message = models.TextField(blank=True)
    content = models.JSONField(null=True)
    docx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu"))
    issued_on = models.DateField(null=True, verbose_name=_("ngày ký"))
    signed_file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "edition"], name="report_edition"),
            models.UniqueConstraint(
                fields=["round"], condition=models.Q(state="issued"), name="report_issued_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["draft", "issued"])
                | models.Q(docx__isnull=False, xlsx__isnull=False, content__isnull=False),
                name="report_made_has_files",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} ({self.edition})"
