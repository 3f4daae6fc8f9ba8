"""A reporting round, what each body hands in, and the report made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Plan, ReportingDuty


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds as lists ask for them."""

    def visible_to(self, acting: Acting) -> RoundQuerySet:
        """Rounds collected, or owed, by the bodies that the person may see, or of their plans."""
        owed = Submission.objects.filter(in_scope(acting, "body__")).values("round")
        shared = routes.RoundPlan.objects.filter(in_scope(acting, "plan__owner__")).values("round")
        return self.filter(
            in_scope(acting, "collector__")
            | in_scope(acting, "plan__owner__")
            | models.Q(pk__in=owed)
            | models.Q(pk__in=shared)
        )


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions as lists ask for them."""

    def visible_to(self, acting: Acting) -> SubmissionQuerySet:
        """Those of the person's bodies, and those of the rounds that these collect."""
        return self.filter(in_scope(acting, "body__") | in_scope(acting, "round__collector__"))

    def handed_in(self) -> SubmissionQuerySet:
        """Those that lie with the collector: sent, whether taken yet or not."""
        return self.filter(state__in=[Submission.State.SUBMITTED, Submission.State.ACCEPTED])


class ReportQuerySet(models.QuerySet["ConsolidatedReport"]):
    """Consolidated reports as lists ask for them."""

    def visible_to(self, acting: Acting) -> ReportQuerySet:
        """Those of the person's bodies as collector; once issued also those of their plans."""
        shared = routes.RoundPlan.objects.filter(in_scope(acting, "plan__owner__")).values("round")
        of_plans = in_scope(acting, "round__plan__owner__") | models.Q(round__in=shared)
        return self.filter(
            in_scope(acting, "round__collector__")
            | (models.Q(state=ConsolidatedReport.State.ISSUED) & of_plans)
        )


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
    form = models.ForeignKey(
        "reporting.FormVersion",
        null=True,
        on_delete=models.PROTECT,
        related_name="rounds",
        help_text="what is asked; null: the standard report of tasks, indicators and four texts",
    )
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
    folded = FoldedField("title", "addressee")

    objects = RoundQuerySet.as_manager()

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

    `revision` grows with every save; a form that carries an older one is merged with what
    changed (rules.merge). The first day handed in says whether the body was late: a report
    that came back for mending does not become late by it.
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
    prefilled_at = models.DateTimeField(null=True, help_text="when it last took over from the plan")
    saved_at = models.DateTimeField(null=True)
    saved_by_name = models.CharField(max_length=150, blank=True)
    first_submitted_on = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_name = models.CharField(max_length=150, blank=True)
    returned_reason = models.TextField(blank=True, verbose_name=_("lý do trả lại"))
    folded = FoldedField("overview", "difficulties", "proposals", "next_period")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "body"], name="submission_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["submitted", "accepted"])
                | models.Q(submitted_at__isnull=False),
                name="submission_submitted_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True) | models.Q(first_submitted_on__isnull=False),
                name="submission_first_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(returned_reason=""),
                name="submission_returned_has_reason",
                violation_error_message=_("Trả lại thì phải nêu lý do."),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="submission_mine")]

    objects = SubmissionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.body_name}: {self.round}"


class Line(models.Model):
    """What a submission says of one of the body's parts; prefilled from progress, then its own.

    `gathered` is what progress says, refreshed on demand; `narrative` equals it until the body
    writes its own (`typed`). `late`: past its day on the cut-off day and not finished in time.
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
    deadline = models.TextField(blank=True, help_text="as the plan writes it")
    role = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    finished_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    percent = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=20, help_text="the official status on the cut-off day")
    late = models.BooleanField(default=False)
    gathered = models.TextField(blank=True)
    narrative = models.TextField(blank=True, verbose_name=_("kết quả thực hiện"))
    typed = models.BooleanField(default=False, help_text="the narrative was changed in the report itself")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "assignment_id"], name="line_once"),
        ]

    def __str__(self) -> str:
        return self.task_code


class FigureLine(models.Model):
    """An indicator's actual as a submission gives it.

    `known` is the figure that the plan's records give on the cut-off day; `value` equals it until
    the body types its own (`typed`).
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="figures")
    indicator_id = models.PositiveBigIntegerField(db_index=True)
    order = models.PositiveIntegerField()
    name = models.TextField()
    unit = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=120, help_text="the target in words of the day")
    known = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, verbose_name=_("số thực hiện"))
    typed = models.BooleanField(default=False)
    note = models.TextField(blank=True, verbose_name=_("ghi chú"))

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["submission", "indicator_id"], name="figure_once")]

    def __str__(self) -> str:
        return self.name


class SubmissionEvent(AppendOnly):
    """A step of a submission; what was handed in is frozen in `content` (lines, figures, texts)."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="events")

    class Verb(models.TextChoices):
        SUBMIT = "submit", _("Gửi báo cáo")
        WITHDRAW = "withdraw", _("Lấy lại để sửa")
        RETURN = "return", _("Trả lại")
        ACCEPT = "accept", _("Tiếp nhận")
        REOPEN = "reopen", _("Mở lại")

    verb = models.CharField(max_length=12, choices=Verb.choices)
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=150)
    reason = models.TextField(blank=True)
    content = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["submission", "verb", "-at"], name="submissionevent_last")]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.verb}"


class ReturnedFile(AppendOnly):
    """A filled-in workbook that came back for a submission, kept as received; `told`: what of it could not be
    written, each as returning.Told in JSON."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="returned")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=150)
    told = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class ConsolidatedReport(models.Model):
    """The report made of a round's submissions; kept as made, and for ever once issued.

    `content` holds the figures and texts of that moment, which never change; what the office edits of its
    words are rows laid over it (editing). Number and date are given after signing
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
    revision = models.PositiveIntegerField(default=0, help_text="grows with every edit of its words")
    drawn = models.PositiveIntegerField(default=0, help_text="the revision that the files were made of")
    docx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu"))
    issued_on = models.DateField(null=True, verbose_name=_("ngày ký"))
    signed_file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=255, blank=True)
    folded = FoldedField("number")

    objects = ReportQuerySet.as_manager()

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


# These tables are this application's too; Django finds them from here.
from hopluc.reporting.editing import models as editing  # noqa: E402, F401
from hopluc.reporting.editions import models as editions  # noqa: E402, F401
from hopluc.reporting.formbook import models as formbook  # noqa: E402, F401
from hopluc.reporting.issuing import models as issuing  # noqa: E402, F401
from hopluc.reporting.marking import models as marking  # noqa: E402, F401
from hopluc.reporting.reviews import models as reviews  # noqa: E402, F401
from hopluc.reporting.reviews.tables import models as indicator_tables  # noqa: E402, F401
from hopluc.reporting.routes import models as routes  # noqa: E402
from hopluc.reporting.urging import models as urging  # noqa: E402, F401
from hopluc.reporting.yearly import models as yearly  # noqa: E402, F401
