"""A review with its outline and draft, what was said in it, figures typed for years without records; the
five-year table of indicators."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import File
from hopluc.law.documents import kind_of_slug
from hopluc.office.issuing import plan_named
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Indicator, Plan
from hopluc.plans.standings import Moment, end_of


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews as lists ask for them."""

    def visible_to(self, acting: Acting) -> ReviewQuerySet:
        """Those that the person's bodies lead; once issued also those of plans that they read."""
        theirs = Review.plans.through.objects.filter(plan__in=Plan.objects.visible_to(acting)).values(
            "review"
        )
        return self.filter(in_scope(acting, "body__") | models.Q(state=Review.State.ISSUED, pk__in=theirs))


class Review(models.Model):
    """One review: of what (`subject_*`, as the document is cited), over which period, seen from which day.

    `plans`: those that give tasks and targets: the subject itself where it is one, its predecessors, plans
    that carry it out. `as_of`, `known_on`: the two clocks. `round`: the questions to bodies, once opened;
    `form`: what they ask. Once issued `content` (content.ReviewContent as JSON) and the files never change.
    """

    class Kind(models.TextChoices):
        MID_TERM = "mid_term", _("Sơ kết giữa kỳ")
        FINAL = "final", _("Tổng kết cuối kỳ")
        FIVE = "five_year", _("Tổng kết 5 năm")
        TEN = "ten_year", _("Tổng kết 10 năm")
        TWENTY = "twenty_year", _("Tổng kết 20 năm")

    class State(models.TextChoices):
        OPEN = "open", _("Đang thực hiện")
        ISSUED = "issued", _("Đã phát hành báo cáo")

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=12, choices=Kind.choices, verbose_name=_("loại"))
    title = models.CharField(max_length=300, verbose_name=_("tên đợt"))
    subject_kind = models.CharField(max_length=40, verbose_name=_("loại văn bản"))
    subject_number = models.CharField(max_length=80, blank=True, verbose_name=_("số, ký hiệu"))
    subject_on = models.DateField(null=True, blank=True, verbose_name=_("ngày ban hành"))
    subject_issuer = models.CharField(max_length=300, blank=True, verbose_name=_("cơ quan ban hành"))
    subject_title = models.TextField(verbose_name=_("trích yếu"))
    plans = models.ManyToManyField(Plan, related_name="reviews", blank=True)
    period_start = models.DateField(verbose_name=_("từ ngày"))
    period_end = models.DateField(verbose_name=_("đến ngày"))
    as_of = models.DateField(verbose_name=_("số liệu tính đến ngày"))
    known_on = models.DateField(null=True, blank=True, verbose_name=_("như đã biết đến ngày"))
    answers_due = models.DateField(verbose_name=_("hạn các cơ quan gửi báo cáo"))
    report_due = models.DateField(verbose_name=_("hạn trình báo cáo"))
    addressee = models.CharField(max_length=300, blank=True, verbose_name=_("báo cáo gửi"))
    form = models.ForeignKey(
        "reporting.FormVersion", null=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    round = models.OneToOneField(
        "reporting.Round", null=True, on_delete=models.PROTECT, related_name="review"
    )
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu báo cáo"))
    issued_on = models.DateField(null=True, verbose_name=_("ngày ký"))
    issued_by_name = models.CharField(max_length=150, blank=True)
    issued_at = models.DateTimeField(null=True, help_text="when it was frozen here")
    content = models.JSONField(null=True)
    docx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("title", "subject_number", "subject_title", "number")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "title"],
                name="review_once",
                violation_error_message=_("Cơ quan đã có đợt sơ kết, tổng kết cùng tên."),
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="review_period",
                violation_error_message=_("Giai đoạn kết thúc trước khi bắt đầu."),
            ),
            models.CheckConstraint(
                condition=models.Q(as_of__gte=models.F("period_start")),
                name="review_as_of",
                violation_error_message=_("Ngày tính số liệu phải từ ngày đầu giai đoạn trở đi."),
            ),
            models.CheckConstraint(
                condition=models.Q(report_due__gte=models.F("answers_due")),
                name="review_due",
                violation_error_message=_("Hạn trình báo cáo phải từ hạn gửi của các cơ quan trở đi."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued")
                | models.Q(
                    content__isnull=False,
                    docx__isnull=False,
                    xlsx__isnull=False,
                    issued_on__isnull=False,
                    issued_at__isnull=False,
                ),
                name="review_issued_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def moment(self) -> Moment:
        """From when the figures are seen."""
        return Moment(self.as_of, end_of(self.known_on) if self.known_on else None)

    @property
    def years(self) -> range:
        """The years of the period."""
        return range(self.period_start.year, self.period_end.year + 1)

    @property
    def kind_words(self) -> str:
        """The subject's kind as it is written ("Luật", "Kế hoạch"): a slug of the system or what was
        typed."""
        known = kind_of_slug(self.subject_kind)
        words = known.name if known else self.subject_kind
        return words[:1].upper() + words[1:].lower()

    @property
    def cited(self) -> str:
        """The subject as a sentence cites it."""
        return plan_named(
            self.kind_words, self.subject_number, self.subject_on, self.subject_issuer, self.subject_title
        )

    @property
    def short(self) -> str:
        """The subject as a title names it."""
        if self.subject_number:
            return f"{self.kind_words} số {self.subject_number}"
        return f"{self.kind_words} {self.subject_title}"


class ReviewPart(models.Model):
    """A section of the outline, and of the report: `guidance` says what belongs in it, `fills` what the
    system puts below the text (outlines.FILLS), `text` is what the officer writes."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300, verbose_name=_("đề mục"))
    guidance = models.TextField(blank=True, verbose_name=_("yêu cầu nội dung"))
    fills = models.CharField(max_length=20, blank=True, verbose_name=_("số liệu hệ thống đưa vào"))
    text = models.TextField(blank=True, verbose_name=_("nội dung"))
    revision = models.PositiveIntegerField(default=0)
    changed_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=[1, 2]), name="reviewpart_level"),
        ]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """Something said of the subject: a result, a shortcoming, a cause, a lesson, a proposal.

    `key` names where it was read (an answer, a problem), blank for one that a person wrote; `said` keeps the
    words as read, `text` is what goes into the report. What nobody sorted follows its source when it is
    gathered again; what was sorted stays, `gone` once its source no longer says so.
    """

    class Sort(models.TextChoices):
        UNSORTED = "", _("Chưa phân loại")
        RESULT = "result", _("Kết quả nổi bật")
        SHORTCOMING = "shortcoming", _("Tồn tại, hạn chế")
        OBJECTIVE = "objective", _("Nguyên nhân khách quan")
        SUBJECTIVE = "subjective", _("Nguyên nhân chủ quan")
        LESSON = "lesson", _("Bài học kinh nghiệm")
        PROPOSAL = "proposal", _("Đề xuất, kiến nghị")
        LEFT_OUT = "left_out", _("Không đưa vào báo cáo")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="findings")
    sort = models.CharField(
        max_length=12, choices=Sort.choices, default=Sort.UNSORTED, blank=True, verbose_name=_("xếp vào")
    )
    key = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300, blank=True, verbose_name=_("nguồn"))
    body_name = models.CharField(max_length=300, blank=True)
    said = models.TextField(blank=True)
    text = models.TextField(verbose_name=_("nội dung"))
    gone = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    sorted_by_name = models.CharField(max_length=150, blank=True)
    folded = FoldedField("text", "said", "body_name")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "key"], condition=~models.Q(key=""), name="finding_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def asked_as(self) -> str:
        """What the heading under which it was answered asks for; blank where that says nothing."""
        return next((sort for sort in self.Sort.values if sort and self.Sort(sort).label == self.source), "")


class YearFigure(models.Model):
    """A figure that an officer gives for a year (or, with the year before the first, as baseline) where the
    system has no records; it says its source and is shown as typed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="review_figures")
    year = models.PositiveSmallIntegerField(verbose_name=_("năm"))
    value = models.DecimalField(max_digits=20, decimal_places=4, verbose_name=_("số liệu"))
    source = models.CharField(max_length=300, verbose_name=_("nguồn số liệu"))
    by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "indicator", "year"], name="yearfigure_once"),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="yearfigure_has_source",
                violation_error_message=_("Ghi nguồn của số liệu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}: {self.value}"


def last_day(year: int) -> dt.date:
    """The day on which a year's figures are counted."""
    return dt.date(year, 12, 31)
