"""What a plan's tasks cost in a year: estimates of bodies by line, cuts, resolutions, what was spent.

Money is in whole đồng, kept as integers.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.archive.models import AppendOnly
from hopluc.organizations.models import Organisation
from hopluc.plans.models.plan import Plan, Task


class BudgetYear(models.Model):
    """A year for which the bodies of a plan estimate, and the day by which they hand in."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budget_years")
    year = models.PositiveSmallIntegerField(verbose_name=_("năm ngân sách"))
    due_on = models.DateField(verbose_name=_("hạn gửi dự toán"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                name="budgetyear_once",
                violation_error_message=_("Dự toán năm này của kế hoạch đã mở."),
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class BudgetDueMove(AppendOnly):
    """The day by which bodies hand in was moved, and why; the last one is the year's `due_on`."""

    year = models.ForeignKey(BudgetYear, on_delete=models.CASCADE, related_name="moves")
    before = models.DateField()
    after = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Estimate(models.Model):
    """One body's estimate for a year: being drafted, handed in, or sent back with a reason.

    sent_on: the day it was first handed in, which tells whether it was late. body_name: of the day it was
    begun; passed_from: the body that began it, where another has taken it over.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang lập")
        SUBMITTED = "submitted", _("Đã gửi")
        RETURNED = "returned", _("Trả lại")

    year = models.ForeignKey(BudgetYear, on_delete=models.CASCADE, related_name="estimates")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    body_name = models.CharField(max_length=300)
    passed_from = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    sent_on = models.DateField(null=True)
    sent_by_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True, verbose_name=_("lý do trả lại"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "body"], condition=models.Q(passed_from=None), name="estimate_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="submitted") | models.Q(sent_on__isnull=False),
                name="estimate_sent_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(reason=""),
                name="estimate_returned_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year_id}"


class BudgetResolution(AppendOnly):
    """The people's council's resolution that approved lines of a year's estimate."""

    year = models.ForeignKey(BudgetYear, on_delete=models.CASCADE, related_name="resolutions")
    number = models.CharField(max_length=80, verbose_name=_("số, ký hiệu nghị quyết"))
    on = models.DateField(verbose_name=_("ngày ban hành"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.number


class BudgetResolutionEnd(AppendOnly):
    """A recorded resolution was taken back, perhaps for another that replaces it; `amounts`: what it had
    approved, by the line's id."""

    resolution = models.OneToOneField(BudgetResolution, on_delete=models.PROTECT, related_name="ended")
    replaced_by = models.OneToOneField(
        BudgetResolution, null=True, on_delete=models.PROTECT, related_name="replaces"
    )
    reason = models.TextField()
    amounts = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.resolution_id}: {self.reason}"


class BudgetLine(models.Model):
    """What one piece of a task costs.

    amount: what the body asks for, norm × quantity where these are given. proposed: after the standing
    agency's cuts, the amount as long as there are none. approved: null until a resolution names it.
    """

    class Fund(models.TextChoices):
        INVESTMENT = "investment", _("Đầu tư phát triển")
        RECURRENT = "recurrent", _("Sự nghiệp")

    class Source(models.TextChoices):
        CENTRAL = "central", _("Ngân sách trung ương")
        PROVINCE = "province", _("Ngân sách tỉnh")
        COMMUNE = "commune", _("Ngân sách xã")
        FUND = "fund", _("Quỹ")
        OTHER = "other", _("Vốn khác")

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="lines")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="budget_lines")
    content = models.CharField(max_length=500, verbose_name=_("nội dung chi"))
    fund = models.CharField(max_length=10, choices=Fund.choices, verbose_name=_("loại kinh phí"))
    source = models.CharField(max_length=10, choices=Source.choices, verbose_name=_("nguồn"))
    norm = models.BigIntegerField(null=True, blank=True, verbose_name=_("định mức"))
    quantity = models.DecimalField(
        null=True, blank=True, max_digits=12, decimal_places=3, verbose_name=_("số lượng")
    )
    unit = models.CharField(max_length=60, blank=True, verbose_name=_("đơn vị tính"))
    amount = models.BigIntegerField(verbose_name=_("số tiền"))
    basis = models.TextField(blank=True, verbose_name=_("căn cứ"))
    proposed = models.BigIntegerField()
    approved = models.BigIntegerField(null=True)
    resolution = models.ForeignKey(
        BudgetResolution, null=True, on_delete=models.PROTECT, related_name="lines"
    )
    revision = models.PositiveIntegerField(default=0, help_text="counts what changed: two at once are told")
    folded = FoldedField("content", "basis")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, proposed__gte=0)
                & (models.Q(approved__isnull=True) | models.Q(approved__gte=0)),
                name="budgetline_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(norm__isnull=True, quantity__isnull=True)
                | models.Q(norm__gt=0, quantity__gt=0),
                name="budgetline_norm_and_quantity",
                violation_error_message=_("Ghi cả định mức và số lượng, hoặc bỏ trống cả hai."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved__isnull=True, resolution__isnull=True)
                | models.Q(approved__isnull=False, resolution__isnull=False),
                name="budgetline_approved_by_resolution",
            ),
        ]

    def __str__(self) -> str:
        return self.content


class BudgetCut(AppendOnly):
    """What the standing agency set for a line, and why; the last one is the line's `proposed`."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="cuts")
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Spending(AppendOnly):
    """Money spent on an approved line on a day; `takes_back` undoes an earlier row of the same amount."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="spendings")
    on = models.DateField(verbose_name=_("ngày chi"))
    amount = models.BigIntegerField(verbose_name=_("số tiền"))
    document = models.CharField(max_length=200, verbose_name=_("chứng từ"))
    exceeds = models.BooleanField(default=False, help_text="beyond what was approved, and said to be so")
    reason = models.TextField(blank=True)
    takes_back = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="spending_amount"),
            models.CheckConstraint(
                condition=models.Q(exceeds=False) | ~models.Q(reason=""), name="spending_excess_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"
