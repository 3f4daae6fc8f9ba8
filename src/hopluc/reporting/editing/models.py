"""What an office decided of a report's passages: rows that are only added, laid over what was made."""

from __future__ import annotations

from django.db import models

from hopluc.archive.models import AppendOnly
from hopluc.reporting.models import ConsolidatedReport


class PassageEdit(AppendOnly):
    """A decision about one passage (passages.Edit), its last revision counts.

    Two people cannot both write the next revision: the second is told what changed. Copied, with who and
    when, to the edition that comes after (carrying).
    """

    report = models.ForeignKey(ConsolidatedReport, on_delete=models.CASCADE, related_name="edits")
    key = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    revision = models.PositiveIntegerField()
    text = models.TextField(null=True, help_text="null: the words stay as made")
    left_out = models.BooleanField(default=False)
    apart = models.BooleanField(default=False, help_text="its folded wordings stand each by itself")
    made = models.TextField(blank=True, help_text="the words that the edit was laid on")
    source = models.CharField(max_length=12, blank=True, help_text="the mark of the words of the sources")
    ids = models.JSONField(default=list, help_text="the bodies whose words these are")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "key", "revision"], name="passage_edit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.key} {self.revision}"


class PassageOrder(AppendOnly):
    """The order of the passages of one place, as keys; the last revision counts."""

    report = models.ForeignKey(ConsolidatedReport, on_delete=models.CASCADE, related_name="orders")
    place = models.CharField(max_length=200)
    revision = models.PositiveIntegerField()
    keys = models.JSONField()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "place", "revision"], name="passage_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.place} {self.revision}"
