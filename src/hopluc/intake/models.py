"""The received paper, its compilation, and the reviewers' corrections laid over it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.models import Amendment, Plan
from hopluc.viet.text import fold


def _recorded() -> models.QuerySet[File]:
    """The files of decisions that were recorded as amendments in force."""
    rows = Amendment.objects.filter(state=Amendment.State.IN_FORCE, file__isnull=False)
    return File.objects.filter(pk__in=rows.values("file"))


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers by who looks and by words."""

    def visible_to(self, acting: Acting) -> PaperQuerySet:
        """Papers received by the person's body, by its rooms, or under an area of the person."""
        seen = models.Q()
        for path in (acting.body.path, *acting.areas):
            seen |= models.Q(body__path__startswith=path)
        return self.filter(seen)

    def waiting(self) -> PaperQuerySet:
        """Papers still to be read or reviewed; one that was recorded as an amendment waits no more."""
        states = (*Paper.UNREAD, Paper.State.REVIEW)
        return self.filter(state__in=states).exclude(files__file__in=_recorded())

    def told_recorded(self) -> PaperQuerySet:
        """Adds `recorded`: whether an amendment in force rests on the paper."""
        files = PaperFile.objects.filter(paper=models.OuterRef("pk"), file__in=_recorded())
        return self.annotate(recorded=models.Exists(files))

    def search(self, words: str) -> PaperQuerySet:
        """Papers whose file name, number or title holds the words, marks or no marks."""
        return self.filter(folded__contains=fold(" ".join(words.split()))) if words.strip() else self


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

    UNREAD = (State.WAITING, State.COMPILING)

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255, verbose_name=_("tên tệp"))
    title = models.TextField(blank=True, help_text="number and subject, once it was read")
    folded = models.TextField(blank=True, help_text="name and title, folded, for search")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(default=timezone.now, help_text="when its state or stage last changed")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=40, blank=True, help_text="the compiler's stage now")
    percent = models.PositiveSmallIntegerField(default=0)
    message = models.TextField(blank=True, help_text="why it could not be read")
    plan = models.OneToOneField(Plan, null=True, on_delete=models.PROTECT, related_name="paper")

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "sha256"], name="paper_once"),
            models.CheckConstraint(
                condition=models.Q(state="adopted", plan__isnull=False)
                | (~models.Q(state="adopted") & models.Q(plan__isnull=True)),
                name="paper_adopted_has_plan",
            ),
        ]

    @property
    def stands(self) -> str:
        """How far the paper is, in words; of `told_recorded` also whether it became an amendment."""
        if self.state == self.State.REVIEW and getattr(self, "recorded", False):
            return str(_("Đã ghi thành sửa đổi"))
        return str(self.State(self.state).label)

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
    amending = models.JSONField(null=True, help_text="of a document that amends a plan: its clauses")
    text = models.TextField()
    blocks = models.JSONField(default=list, help_text="paragraphs and tables with spans, for drawing")
    seconds = models.FloatField()
    made_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("text")

    def __str__(self) -> str:
        return f"{self.paper_id}"


class Correction(AppendOnly):
    """One deed of a reviewer, laid over the compiled plan in the order of `id` (intake.rules).

    `verb` and `target` say what to which item (`edit` `tasks/II/3`), `value` the new content.
    Rows are only added: taking one back is a row of its own (`undo`), so that the last `id` of a
    paper says all of what a page has seen.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="corrections")
    verb = models.CharField(max_length=20)
    target = models.CharField(max_length=600)
    value = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class Match(models.Model):
    """What a party's name stands for in this paper: a body, a group, or nobody to follow.

    A party without a row is still open. `by` is null where the name itself was certain.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="matches")
    name = models.CharField(max_length=500)
    folded = models.CharField(max_length=500)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(BodyGroup, null=True, on_delete=models.PROTECT, related_name="+")
    nobody = models.BooleanField(default=False, help_text="kept as written, not followed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "folded"], name="match_once"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, group__isnull=True, nobody=False)
                | models.Q(organisation__isnull=True, group__isnull=False, nobody=False)
                | models.Q(organisation__isnull=True, group__isnull=True, nobody=True),
                name="match_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.name
