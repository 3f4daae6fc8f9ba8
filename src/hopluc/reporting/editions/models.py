"""A white book with the definition of its tables, and its editions, each frozen for ever."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import PATH_STEP, Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.standings import Moment, end_of


def of_province(acting: Acting, prefix: str) -> models.Q:
    """Condition of a body that lies in the same tree of bodies as the person's."""
    return models.Q(**{f"{prefix}path__startswith": acting.body.path[:PATH_STEP]})


class BookQuerySet(models.QuerySet["Book"]):
    """Books as lists ask for them."""

    def visible_to(self, acting: Acting) -> BookQuerySet:
        """Those of the person's bodies; those with a frozen edition for everybody of the province."""
        frozen = models.Q(editions__state="frozen") & of_province(acting, "body__")
        return self.filter(in_scope(acting, "body__") | frozen).distinct()


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions as lists ask for them."""

    def visible_to(self, acting: Acting) -> EditionQuerySet:
        """Frozen ones for everybody of the province; drafts for the people of the body that makes them."""
        frozen = models.Q(state=Edition.State.FROZEN) & of_province(acting, "book__body__")
        return self.filter(in_scope(acting, "book__body__") | frozen)


class Book(models.Model):
    """A yearly book of statistics of a body; `revision` grows with every change of its definition."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="books")
    title = models.CharField(max_length=300, verbose_name=_("tên sách"))
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("title")

    objects = BookQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "title"],
                name="book_once",
                violation_error_message=_("Cơ quan đã có sách cùng tên."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Described(models.Model):
    """What a table of the book is: in which chapter, what is counted, from where."""

    order = models.PositiveIntegerField()
    chapter = models.CharField(max_length=200, verbose_name=_("chương"))
    title = models.CharField(max_length=300, verbose_name=_("tên bảng"))
    definition = models.TextField(verbose_name=_("khái niệm, cách tính"))
    source = models.TextField(verbose_name=_("nguồn số liệu"))

    class Meta:
        abstract = True


class BookTable(Described):
    """A table as it is defined: which measure (measures.MEASURES), by which split, over how many years up to
    the edition's. form, section: of a measure that reads a form's consolidated table."""

    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="tables")
    measure = models.CharField(max_length=20, verbose_name=_("số liệu"))
    split = models.CharField(max_length=20, verbose_name=_("phân theo"))
    years = models.PositiveSmallIntegerField(default=3, verbose_name=_("số năm"))
    form = models.ForeignKey(
        "reporting.Form", null=True, on_delete=models.PROTECT, related_name="book_tables"
    )
    section = models.CharField(max_length=60, blank=True, verbose_name=_("mã phần của biểu mẫu"))
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(years__gte=1, years__lte=20),
                name="booktable_years",
                violation_error_message=_("Số năm từ 1 đến 20."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """The book of a year in its first, second … edition, seen from a day as known on a day. Frozen it never
    changes: a correction is the next edition, which names the one that it `corrects` and what differs."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soát")
        FROZEN = "frozen", _("Đã khóa")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField(verbose_name=_("năm"))
    number = models.PositiveSmallIntegerField(verbose_name=_("lần xuất bản"))
    corrects = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    reason = models.TextField(blank=True, verbose_name=_("lý do hiệu chỉnh"))
    as_of = models.DateField(verbose_name=_("số liệu tính đến ngày"))
    known_on = models.DateField(null=True, blank=True, verbose_name=_("như đã biết đến ngày"))
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    gathered_at = models.DateTimeField(null=True)
    content = models.JSONField(null=True)
    docx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    csv = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    frozen_by_name = models.CharField(max_length=150, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "year", "number"], name="edition_once"),
            models.UniqueConstraint(
                fields=["book", "year"], condition=models.Q(state="draft"), name="edition_one_draft"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="frozen")
                | models.Q(
                    content__isnull=False,
                    docx__isnull=False,
                    xlsx__isnull=False,
                    csv__isnull=False,
                    frozen_at__isnull=False,
                ),
                name="edition_frozen_has_files",
            ),
            models.CheckConstraint(
                condition=models.Q(corrects__isnull=True) | ~models.Q(reason=""),
                name="edition_correction_has_reason",
                violation_error_message=_("Ghi lý do hiệu chỉnh."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book}, {self.year} ({self.number})"

    @property
    def moment(self) -> Moment:
        """From when the figures are seen."""
        return Moment(self.as_of, end_of(self.known_on) if self.known_on else None)


class EditionTable(Described):
    """A table of an edition as it was gathered (`content`: content.Grid as JSON), with the reviewer's
    note."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tables")
    content = models.JSONField()
    note = models.TextField(blank=True, verbose_name=_("ghi chú của bảng"))
    reviewed_by_name = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title
