"""What went out, for ever: rows that are written once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File


class Pdf(models.Model):
    """The PDF of a kept Word file, made in the background; once made it stays as it is.

    Two runs of LibreOffice give different bytes, so the first one that was kept is the PDF of that file.
    """

    docx = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(blank=True, help_text="why it could not be made; empty while it waits")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=True) | models.Q(message=""), name="pdf_made_or_failed"
            )
        ]

    def __str__(self) -> str:
        return f"PDF {self.docx_id}"

    @property
    def waiting(self) -> bool:
        """Whether it is still being made."""
        return self.file_id is None and not self.message


class Issued(AppendOnly):
    """A consolidated report as it went out: content, Word file with number and day, workbook.

    Names are those of the day. `code` is printed at the foot of the first page; whoever types it learns
    no more than what stands in these public columns (issuer, kind, number, day).
    """

    report = models.OneToOneField(
        "reporting.ConsolidatedReport", on_delete=models.PROTECT, related_name="issued"
    )
    code = models.CharField(max_length=12, unique=True)
    issuer = models.CharField(max_length=300)
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    content = models.JSONField()
    docx = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Signed(AppendOnly):
    """A signed PDF of an issued document. `base`: the file that was signed over (none: signed outside).

    found: what was found in it when it came (`office.signing.found.Examined` as JSON). same: it is the
    issued PDF with nothing but signatures added; false is said plainly wherever the file is offered.
    """

    class Way(models.TextChoices):
        HERE = "here", _("Ký trên hệ thống")
        SEAL = "seal", _("Đóng dấu số trên hệ thống")
        OUTSIDE = "outside", _("Ký bên ngoài, tải lên")

    issued = models.ForeignKey(Issued, on_delete=models.PROTECT, related_name="signed")
    way = models.CharField(max_length=8, choices=Way.choices)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    base = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    found = models.JSONField(default=dict)
    same = models.BooleanField(default=False)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # Two people who sign at one moment would each sign over the same file, and one signature be lost.
            models.UniqueConstraint(fields=["issued", "base"], name="signed_over_once"),
            models.CheckConstraint(
                condition=models.Q(way="outside") | models.Q(base__isnull=False), name="signed_here_has_base"
            ),
        ]

    def __str__(self) -> str:
        return self.name
