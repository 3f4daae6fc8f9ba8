"""Urging letters (công văn đôn đốc): a batch, a letter for each body, the parts that each names."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Assignment, Plan, Task


class BatchQuerySet(models.QuerySet["LetterBatch"]):
    """Batches as lists ask for them."""

    def visible_to(self, acting: Acting) -> BatchQuerySet:
        """Those that the person's bodies make."""
        return self.filter(in_scope(acting, "sender__"))


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters as lists ask for them."""

    def visible_to(self, acting: Acting) -> LetterQuerySet:
        """Those that the person's bodies make; once sent, those that came to the person's bodies."""
        sent = models.Q(state__in=Letter.GONE)
        return self.filter(in_scope(acting, "batch__sender__") | (sent & in_scope(acting, "body__")))

    def gone(self) -> LetterQuerySet:
        """Those that left the house."""
        return self.filter(state__in=Letter.GONE)


class LetterBatch(models.Model):
    """One urging: letters of a standing agency to all bodies with parts late on a day, or with `round` to
    those that still owe their report in it.

    `on`: the day as of which days late are counted. `plan`: null for all plans that the sender follows.
    Its letters exist from the beginning, empty; a job writes them one after another.
    """

    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="urging_batches")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="urging_batches")
    round = models.ForeignKey(
        "reporting.Round", null=True, on_delete=models.PROTECT, related_name="urging_batches"
    )
    on = models.DateField(verbose_name=_("tính đến ngày"))
    least_days = models.PositiveSmallIntegerField(default=1, verbose_name=_("quá hạn ít nhất (ngày)"))
    answer_by = models.DateField(null=True, blank=True, verbose_name=_("đề nghị trả lời trước ngày"))
    words = models.TextField(blank=True, verbose_name=_("nội dung yêu cầu thêm"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField(auto_now_add=True)
    message = models.TextField(blank=True, help_text="why the last run of the job ended early")

    objects = BatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_by__isnull=True) | models.Q(answer_by__gte=models.F("on")),
                name="letterbatch_answer_after",
                violation_error_message=_("Ngày đề nghị trả lời phải từ ngày tính quá hạn trở đi."),
            ),
            models.CheckConstraint(
                condition=models.Q(plan__isnull=True) | models.Q(round__isnull=True),
                name="letterbatch_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.on}"


class Letter(models.Model):
    """A letter of a batch: waiting → draft → sent → answered; a draft may be left out and taken in again.

    `content` (content.LetterContent as JSON) is what the paper says, frozen when it was written; while it
    waits, None, or `{"only": [ids of parts]}` where the letter is to name some of the late parts alone.
    Number and day come from the document system once it was signed. `revision` grows with every step.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang soạn")
        DRAFT = "draft", _("Dự thảo")
        LEFT_OUT = "left_out", _("Không gửi")
        SENT = "sent", _("Đã gửi")
        ANSWERED = "answered", _("Đã trả lời")

    GONE = (State.SENT, State.ANSWERED)

    batch = models.ForeignKey(LetterBatch, on_delete=models.CASCADE, related_name="letters")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="urging_letters")
    body_name = models.CharField(max_length=300, help_text="the body's name of the day")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    revision = models.PositiveIntegerField(default=0)
    content = models.JSONField(null=True)
    docx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    left_out_reason = models.TextField(blank=True)
    number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu"))
    sent_on = models.DateField(null=True, verbose_name=_("ngày gửi"))
    answered_on = models.DateField(null=True, verbose_name=_("ngày trả lời"))
    answer = models.TextField(blank=True, verbose_name=_("nội dung trả lời"))
    answer_number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu văn bản trả lời"))
    answered_by_name = models.CharField(max_length=150, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "body"], name="letter_once"),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | models.Q(content__isnull=False),
                name="letter_written_has_content",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["sent", "answered"])
                | (models.Q(sent_on__isnull=False) & ~models.Q(number="")),
                name="letter_sent_has_number",
                violation_error_message=_("Công văn đã gửi thì phải có số và ngày."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="answered", answered_on__isnull=False)
                | (~models.Q(state="answered") & models.Q(answered_on__isnull=True)),
                name="letter_answered_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True) | models.Q(answered_on__gte=models.F("sent_on")),
                name="letter_answered_after",
                violation_error_message=_("Ngày trả lời phải từ ngày gửi công văn trở đi."),
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="letter_mine")]

    def __str__(self) -> str:
        return f"{self.number or '…'} → {self.body_name}"

    @property
    def only(self) -> set[int]:
        """The late parts that a letter which waits is to name; none for all of the body's."""
        return set((self.content or {}).get("only", ())) if self.state == self.State.WAITING else set()


class LetterPart(AppendOnly):
    """A late part as a letter names it: the words and days of that moment."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="parts")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="urged_by")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="urged_by")
    due_on = models.DateField()
    days_late = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "assignment"], name="letterpart_once")]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.assignment_id}"


class AnswerFile(AppendOnly):
    """A file that came with the answer to a letter, kept as received."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name


def is_over(batch: LetterBatch, on: dt.date) -> bool:
    """Whether the day by which the letters ask for an answer has passed."""
    return batch.answer_by is not None and batch.answer_by < on
