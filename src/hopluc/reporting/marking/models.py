"""The marks on a report that goes back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReturnMark(models.Model):
    """A place of a report that its collector wants mended, with a remark.

    It is prepared while the collector reads (`event` null) and goes out with the return; `stood` is what
    stood there then. `place`: the name of a field, or of a table's whole row (places.py); `words` name it for
    people and stay when the place is gone. `answer`, `reply`: what the body says of it.
    """

    class Answer(models.TextChoices):
        NONE = "", _("Chưa xử lý")
        FIXED = "fixed", _("Đã sửa")
        KEPT = "kept", _("Giữ nguyên, có giải trình")

    submission = models.ForeignKey("reporting.Submission", on_delete=models.CASCADE, related_name="marks")
    event = models.ForeignKey(
        "reporting.SubmissionEvent", null=True, on_delete=models.CASCADE, related_name="marks"
    )
    place = models.CharField(max_length=250)
    words = models.CharField(max_length=300)
    order = models.PositiveIntegerField(default=0, help_text="of its place in the report")
    remark = models.TextField(verbose_name=_("đề nghị sửa"))
    stood = models.TextField(blank=True)
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    reply = models.TextField(blank=True, verbose_name=_("trả lời"))
    answered_by_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "place"], condition=models.Q(event=None), name="returnmark_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(remark=""),
                name="returnmark_has_remark",
                violation_error_message=_("Nêu cần sửa gì ở chỗ này."),
            ),
        ]

    def __str__(self) -> str:
        return self.words
