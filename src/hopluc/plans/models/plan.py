"""A plan in force and the work in it.

Spans are code points of the compiled text that the plan was opened from. What a document
says (texts, parties, deadline parts) stays as adopted; who works on it (assignments) and how
far they are (progress) are dated rows beside it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation, holds_on, period_check
from hopluc.plans.access import in_scope
from hopluc.plans.rules import Status
from hopluc.viet.text import fold


class PlanQuerySet(models.QuerySet["Plan"]):
    """Words in which plans are asked for."""

    def visible_to(self, acting: Acting) -> PlanQuerySet:
        """Plans that the acting body issued or follows, or has a part or a share of a target in; also for
        its areas."""
        parts = Assignment.objects.filter(in_scope(acting, "body__")).values("plan_id")
        shares = Plan.objects.filter(in_scope(acting, "indicators__allocations__body__")).values("pk")
        return self.filter(
            in_scope(acting, "owner__")
            | in_scope(acting, "standing_agency__")
            | models.Q(pk__in=parts)
            | models.Q(pk__in=shares)
        )

    def matching(self, text: str) -> PlanQuerySet:
        """Plans whose number or title holds the words, with or without marks."""
        return self.filter(folded__contains=fold(text.strip())) if text.strip() else self


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Words in which parts are asked for; days from the last progress row on (earlier ones: queries)."""

    def visible_to(self, acting: Acting) -> AssignmentQuerySet:
        """Parts of the plans that the person may see: a plan is read whole."""
        return self.filter(plan__in=Plan.objects.visible_to(acting))

    def held_on(self, on: dt.date) -> AssignmentQuerySet:
        """Parts that had not passed on yet, or had been taken over, on that day."""
        return self.filter(holds_on(on))

    def of_body(self, body: Organisation) -> AssignmentQuerySet:
        """Parts of one body."""
        return self.filter(body=body)

    def leading(self) -> AssignmentQuerySet:
        """Parts of lead bodies: those that decide a task's status."""
        return self.filter(role=Party.Role.LEAD)

    def matching(self, text: str) -> AssignmentQuerySet:
        """Parts of tasks whose words hold the text, with or without marks."""
        return self.filter(task__folded__contains=fold(text.strip())) if text.strip() else self

    def late(self, on: dt.date) -> AssignmentQuerySet:
        """Parts with a day due that has passed without being met (rules.is_late)."""
        return self.held_on(on).filter(due_on__lt=on)

    def with_status(self, on: dt.date) -> AssignmentQuerySet:
        """Adds `status`, the official one of a day: rules.status in SQL, held to it by a test."""
        return self.annotate(status=status_expression(on))


def status_expression(on: dt.date) -> models.Case:
    """rules.status over the kept columns."""
    rests = models.Q(state="finished") | models.Q(finished_on__isnull=False, counts_from__gt=on)
    return models.Case(
        models.When(rests & models.Q(late=True), then=models.Value(Status.DONE_LATE.value)),
        models.When(rests, then=models.Value(Status.DONE_ON_TIME.value)),
        models.When(state="not_begun", then=models.Value(Status.NOT_BEGUN.value)),
        models.When(due_on__lt=on, then=models.Value(Status.OVERDUE.value)),
        default=models.Value(Status.ON_TRACK.value),
        output_field=models.CharField(),
    )


class Spanned(models.Model):
    """Something that a document says, and where it says it."""

    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class Amendable(models.Model):
    """Something of a plan that an amendment may bring in or end: it holds from `since` to before
    `until`; the amendments tell since when that was known (`Amendment.recorded_at`)."""

    since = models.DateField(null=True)
    until = models.DateField(null=True)
    began_by = models.ForeignKey("plans.Amendment", null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("plans.Amendment", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Plan(models.Model):
    """A plan document in force, held by the body that issued it."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("Đang thực hiện")
        CLOSED = "closed", _("Đã kết thúc")

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    standing_agency = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="plans_followed"
    )
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu"))
    issued_on = models.DateField(null=True, blank=True, verbose_name=_("ngày ban hành"))
    title = models.TextField(verbose_name=_("trích yếu"))
    issuer_name = models.CharField(max_length=300, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_FORCE)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    paper_sha256 = models.CharField(max_length=64, unique=True, help_text="the document it was opened from")
    folded = models.TextField(help_text="number and title, folded, for search")

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_start__isnull=True)
                | models.Q(period_end__isnull=True)
                | models.Q(period_end__gte=models.F("period_start")),
                name="plan_period",
                violation_error_message=_("Kỳ kế hoạch kết thúc trước khi bắt đầu."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Citation(Spanned):
    """A document that the plan names."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="citations")
    number = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.CharField(max_length=300, blank=True)
    title = models.TextField(blank=True)
    role = models.CharField(max_length=12)
    folded = FoldedField("number", "title", "issuer")

    def __str__(self) -> str:
        return self.number or self.title


class TaskGroup(Spanned):
    """One of the plan's own numbered groups."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="groups")
    code = models.CharField(max_length=40)
    title = models.TextField()
    order = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="taskgroup_once")]
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class Task(Spanned, Amendable):
    """One piece of work of the plan; `code` is the compiled plan's id (`II/11.1`)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks")
    group = models.ForeignKey(TaskGroup, null=True, on_delete=models.PROTECT, related_name="tasks")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    code = models.CharField(max_length=60)
    number = models.CharField(max_length=40, blank=True)
    order = models.PositiveIntegerField()
    text = models.TextField()
    mandate = models.TextField(blank=True)
    note = models.TextField(blank=True)
    columns = models.JSONField(default=dict)
    products = models.JSONField(default=list)
    deadline_text = models.TextField(blank=True)
    also = models.JSONField(default=list, help_text="spans where the body says the same")
    folded = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="task_once")]
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:60]}"


class DeadlinePart(Amendable):
    """One part of a task's deadline, as in the compiled plan's PART."""

    class Kind(models.TextChoices):
        BY = "by", _("Trước ngày")
        WITHIN = "within", _("Trong thời gian")
        ONGOING = "ongoing", _("Thường xuyên")
        RECURRING = "recurring", _("Định kỳ")
        ON_REQUEST = "on_request", _("Theo đề nghị")
        AFTER = "after", _("Sau sự kiện")
        UNPARSED = "unparsed", _("Chưa xác định được")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deadline_parts")
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    date = models.DateField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    rrule = models.CharField(max_length=200, blank=True)
    event = models.TextField(blank=True)
    count = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=12, blank=True)
    requested_by = models.CharField(max_length=300, blank=True)
    for_text = models.CharField(max_length=300, blank=True, help_text="the party that this part binds")
    for_body = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    for_group = models.ForeignKey(BodyGroup, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="by") | models.Q(date__isnull=False), name="part_by_has_date"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="within") | models.Q(end__isnull=False), name="part_within_has_end"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="recurring") | ~models.Q(rrule=""), name="part_recurring_has_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date or self.end or self.rrule or self.event}"


class Opening(models.Model):
    """A request that came in, or an event that happened: it starts a part that waited for it."""

    part = models.ForeignKey(DeadlinePart, on_delete=models.CASCADE, related_name="openings")
    on = models.DateField()
    due_on = models.DateField(null=True, blank=True, help_text="null where the request sets no day")
    note = models.TextField(blank=True)
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(due_on__gte=models.F("on")),
                name="opening_due_after",
                violation_error_message=_("Hạn phải từ ngày mở trở đi."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.on}"


class Party(Spanned, Amendable):
    """A lead or coordinating party as the document writes it, and what it was resolved to."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Chủ trì")
        COORDINATOR = "coordinator", _("Phối hợp")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12, choices=Role.choices)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=500)
    name = models.CharField(max_length=500)
    collective = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(BodyGroup, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class Assignment(Amendable):
    """A body's part in a task, from `since` until it passes on or an amendment ends it.

    The columns from `state` on repeat what the progress rows and the deadline say
    (rules.Standing, of the same names); actions keep them, so that lists filter in SQL.
    due_on: the earliest day due that is not met, null where nothing falls due.
    late: whether the last thing met was met after its day.
    counts_from: before that day all that was asked is met.
    bound_parts: ids of the deadline parts that bind this body, where the plan gives parties days
    of their own; null: all of them. The days bind leads; coordinators have none.
    plan repeats the task's, so that lists over all plans walk one index.
    """

    class State(models.TextChoices):
        NOT_BEGUN = "not_begun", _("Chưa bắt đầu")
        UNDER_WAY = "under_way", _("Đang thực hiện")
        FINISHED = "finished", _("Đã hoàn thành")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assignments")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=12, choices=Party.Role.choices)
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="assignments")
    passed_from = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="passed_to", help_text="handover"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="assignments"
    )
    bound_parts = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NOT_BEGUN)
    due_on = models.DateField(null=True)
    counts_from = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    late = models.BooleanField(default=False)
    percent = models.PositiveSmallIntegerField(default=0)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            period_check("assignment_period"),
            models.UniqueConstraint(fields=["task", "body", "role", "since"], name="assignment_once"),
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="assignment_percent"),
        ]
        indexes = [
            models.Index(fields=["body", "role", "state", "due_on"], name="assignment_mine"),
            models.Index(fields=["due_on", "id", "plan", "since", "until"], name="assignment_due"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.role} {self.task_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.plan_id = self.task.plan_id
        super().save(*args, **kwargs)


class Progress(AppendOnly):
    """What a body says of its part on a day; a correction is a later row that `replaces` it.

    `occurrence` is the due day that the row speaks of, where the deadline recurs or has several
    parts; null speaks of the part as a whole.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField(verbose_name=_("tính đến ngày"))
    occurrence = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=Assignment.State.choices)
    finished_on = models.DateField(null=True, blank=True, verbose_name=_("ngày hoàn thành"))
    percent = models.PositiveSmallIntegerField(default=0)
    narrative = models.TextField(blank=True, verbose_name=_("kết quả"))
    products = models.JSONField(default=list, blank=True, help_text="products delivered: {name, number, on}")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    waits = models.BooleanField(default=False, help_text="counts only once an approver signed it off")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="finished", finished_on__isnull=False)
                | (~models.Q(state="finished") & models.Q(finished_on__isnull=True)),
                name="progress_finished_has_day",
                violation_error_message=_("Đã hoàn thành thì phải ghi ngày hoàn thành."),
            ),
            models.CheckConstraint(
                condition=models.Q(finished_on__isnull=True) | models.Q(finished_on__lte=models.F("on")),
                name="progress_finished_before_on",
                violation_error_message=_("Ngày hoàn thành không được sau ngày báo cáo."),
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100),
                name="progress_percent",
                violation_error_message=_("Tỷ lệ hoàn thành phải từ 0 đến 100."),
            ),
        ]
        indexes = [models.Index(fields=["assignment", "on", "recorded_at"], name="progress_asof")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.on} {self.state}"


class Evidence(AppendOnly):
    """A file behind a progress row, kept as received."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
