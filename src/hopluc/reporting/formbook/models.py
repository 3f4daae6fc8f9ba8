"""Forms, their versions, and what bodies answer in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope


class FormQuerySet(models.QuerySet["Form"]):
    """Forms as lists ask for them."""

    def visible_to(self, acting: Acting) -> FormQuerySet:
        """Those that the person's bodies keep."""
        return self.filter(in_scope(acting, "owner__"))


class Form(models.Model):
    """A reporting form of a body; what it asks stands in its versions."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="report_forms")
    name = models.CharField(max_length=200, verbose_name=_("tên biểu mẫu"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="form_once",
                violation_error_message=_("Cơ quan đã có biểu mẫu cùng tên."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """What a form asks (`content`: formbook.content.FormContent as JSON). A draft is changed, a version in
    use never: rounds, files sent out and frozen reports rest on it. `revision` grows with each change."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        IN_USE = "in_use", _("Đang dùng")

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by_name = models.CharField(max_length=150)
    published_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="formversion_once"),
            models.UniqueConstraint(
                fields=["form"], condition=models.Q(state="draft"), name="formversion_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_on__isnull=False),
                name="formversion_in_use_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.number})"


class Answer(models.Model):
    """A cell of a form's table, or with blank `row` and `column` a narrative; what a row keeps is
    formbook.cells.kept. `figure`: the same as a number, for sums over thousands of bodies."""

    submission = models.ForeignKey("reporting.Submission", on_delete=models.CASCADE, related_name="answers")
    section = models.CharField(max_length=60)
    row = models.CharField(max_length=60, blank=True)
    column = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    figure = models.DecimalField(max_digits=20, decimal_places=4, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "section", "row", "column"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.section}/{self.row}/{self.column}"
