"""The received paper, its compilation, and the reviewers' corrections laid over it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.models import Plan


class Paper(models.Model):
    """A document received by a body: one file, or several that make up one plan.

    The same files again are recognised by `sha256` (the hash over the hashes of its files).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Chờ đọc")
        COMPILING = "compiling", _("Đang đọc")
        REVIEW = "review", _("Đang rà soát")
        ADOPTED = "adopted", _("Đã đưa vào theo dõi")
        FAILED = "failed", _("Không đọc được")

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255, verbose_name=_("tên tệp"))
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=40, blank=True, help_text="the compiler's stage now")
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True, help_text="why it could not be read")
    plan = models.OneToOneField(Plan, null=True, on_delete=models.PROTECT, related_name="paper")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "sha256"], name="paper_once"),
            models.CheckConstraint(
                condition=models.Q(state="adopted", plan__isnull=False)
                | (~models.Q(state="adopted") & models.Q(plan__isnull=True)),
                name="paper_adopted_has_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PaperFile(models.Model):
    """One of the paper's files, in the order given."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["paper", "order"], name="paperfile_order")]

    def __str__(self) -> str:
        return self.name


class Compilation(AppendOnly):
    """What the compiler made of a paper: its JSON, text and blocks for drawing; never edited."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="compilation")
    version = models.CharField(max_length=40, help_text="of the compiler")
    plan = models.JSONField(help_text="the compiled plan, format 1")
    text = models.TextField()
    blocks = models.JSONField(default=list, help_text="paragraphs and tables with spans, for drawing")
    seconds = models.FloatField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.paper_id}"


class Correction(models.Model):
    """One deed of a reviewer, laid over the compiled plan in the order of `id`.

    `verb` and `target` say what to which item (`edit` `tasks/II/3`), `value` the new content.
    Undoing sets `undone_at`; what was undone can be redone until something else is done.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="corrections")
    verb = models.CharField(max_length=20)
    target = models.CharField(max_length=120)
    value = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["paper", "target"], name="correction_target")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class Match(models.Model):
    """What a party's wording stands for in this paper: a body, a group, or nobody to follow."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="matches")
    text = models.CharField(max_length=500)
    folded = models.CharField(max_length=500)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(BodyGroup, null=True, on_delete=models.PROTECT, related_name="+")
    nobody = models.BooleanField(default=False, help_text="kept as written, not followed")
    certain = models.BooleanField(default=True, help_text="found by name or alias, or said by a reviewer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "folded"], name="match_once"),
            models.CheckConstraint(
                condition=~(models.Q(organisation__isnull=False) & models.Q(group__isnull=False)),
                name="match_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class FindingDecision(models.Model):
    """What a reviewer did about a finding: accepted as it stands, mended, or not a mistake."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", _("Đã xem, giữ nguyên")
        MENDED = "mended", _("Đã sửa")
        REJECTED = "rejected", _("Không phải lỗi")

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="finding_decisions")
    finding = models.CharField(max_length=120, help_text="rule and span of the finding")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "finding"], name="findingdecision_once")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.decision}"
