"""A five-year table of indicators: what its rows follow, what was typed into it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Indicator


class TableQuerySet(models.QuerySet["IndicatorTable"]):
    """Tables as lists ask for them."""

    def visible_to(self, acting: Acting) -> TableQuerySet:
        """Those of the person's bodies."""
        return self.filter(in_scope(acting, "body__"))


class IndicatorTable(models.Model):
    """The table of the five years from `first_year`, with the year before as baseline and the target of the
    last. `layout`: layouts.Layout. `reads`: whether the years hold what was done or what is planned."""

    class Reads(models.TextChoices):
        DONE = "done", _("Kết quả thực hiện từng năm")
        PLANNED = "planned", _("Kế hoạch từng năm")

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="indicator_tables")
    title = models.CharField(max_length=300, verbose_name=_("tên biểu"))
    layout = models.CharField(max_length=20)
    first_year = models.PositiveSmallIntegerField(verbose_name=_("năm đầu"))
    reads = models.CharField(max_length=8, choices=Reads.choices, verbose_name=_("số liệu các năm"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("title")

    objects = TableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "title"],
                name="indicatortable_once",
                violation_error_message=_("Cơ quan đã có biểu cùng tên."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class TableRow(models.Model):
    """What a row follows, and its note; `revision` grows with every change of the row or its figures."""

    table = models.ForeignKey(IndicatorTable, on_delete=models.CASCADE, related_name="rows")
    key = models.CharField(max_length=40)
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="table_rows")
    note = models.CharField(max_length=500, blank=True, verbose_name=_("ghi chú"))
    revision = models.PositiveIntegerField(default=0)
    changed_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="tablerow_once")]

    def __str__(self) -> str:
        return self.key


class TableFigure(models.Model):
    """A figure typed into a column (a year, or 0 for the target), with its source."""

    row = models.ForeignKey(TableRow, on_delete=models.CASCADE, related_name="figures")
    column = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=300, verbose_name=_("nguồn"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "column"], name="tablefigure_once"),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="tablefigure_has_source",
                violation_error_message=_("Ghi nguồn của số liệu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column}: {self.value}"
