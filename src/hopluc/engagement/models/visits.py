"""Visits to see how a plan is carried out (kiểm tra việc thực hiện), their minutes, and the
recommendations that they leave (advice), each followed to its end."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import AppendOnly, File
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.access import in_scope
from hopluc.plans.models import Plan, Task
from hopluc.viet.text import fold


class VisitQuerySet(models.QuerySet["Visit"]):
    """Words in which visits are asked for."""

    def visible_to(self, acting: Acting) -> VisitQuerySet:
        """Those of the person's bodies as visitor or owner of the plan; those to their bodies once they
        were told or visited; those that left a recommendation to them."""
        told = models.Q(noticed_on__isnull=False) | models.Q(state=Visit.State.HELD)
        theirs = Advice.objects.filter(in_scope(acting, "body__")).values("visit_id")
        return self.filter(
            in_scope(acting, "visitor__")
            | in_scope(acting, "plan__owner__")
            | (told & in_scope(acting, "body__"))
            | models.Q(pk__in=theirs)
        )

    def matching(self, text: str) -> VisitQuerySet:
        """Those whose words or bodies hold the text, with or without marks."""
        found = fold(text.strip())
        if not found:
            return self
        return self.filter(
            models.Q(folded__contains=found)
            | models.Q(body__folded__contains=found)
            | models.Q(visitor__folded__contains=found)
        )


class Visit(models.Model):
    """One visit of a body that follows a plan to a body that carries it out."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Dự kiến")
        HELD = "held", _("Đã kiểm tra")
        CANCELLED = "cancelled", _("Đã hủy")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="visits")
    visitor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits_made")
    visitor_name = models.CharField(max_length=300)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    body_name = models.CharField(max_length=300)
    on = models.DateField(verbose_name=_("ngày kiểm tra"))
    until = models.DateField(null=True, blank=True, verbose_name=_("đến ngày"))
    place = models.CharField(max_length=200, blank=True, verbose_name=_("địa điểm"))
    purpose = models.TextField(verbose_name=_("nội dung kiểm tra"))
    asked = models.TextField(blank=True, verbose_name=_("tài liệu đề nghị chuẩn bị"))
    tasks = models.ManyToManyField(Task, blank=True, related_name="visits")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    notice_number = models.CharField(max_length=60, blank=True, verbose_name=_("số, ký hiệu thông báo"))
    noticed_on = models.DateField(null=True, blank=True, verbose_name=_("ngày thông báo"))
    cancelled_reason = models.TextField(blank=True, verbose_name=_("lý do hủy"))
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    folded = models.TextField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("on")),
                name="visit_period",
                violation_error_message=_("Ngày kết thúc đợt kiểm tra phải từ ngày bắt đầu trở đi."),
            ),
            models.CheckConstraint(
                condition=~models.Q(visitor=models.F("body")),
                name="visit_of_another_body",
                violation_error_message=_("Cơ quan không kiểm tra chính mình: chọn cơ quan khác."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_reason=""),
                name="visit_cancelled_has_reason",
                violation_error_message=_("Hủy đợt kiểm tra thì phải ghi lý do."),
            ),
        ]
        indexes = [
            models.Index(fields=["visitor", "on"], name="visit_made"),
            models.Index(fields=["body", "on"], name="visit_received"),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_name} → {self.body_name} {self.on:%d/%m/%Y}"


class VisitMember(models.Model):
    """Somebody of the visiting team: a person with an account, or a name as typed."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField()
    leads = models.BooleanField(default=False, verbose_name=_("trưởng đoàn"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="visits"
    )
    name = models.CharField(max_length=150)
    position = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "order"], name="visitmember_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=models.Q(leads=True), name="visitmember_one_leads"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Minutes(AppendOnly):
    """What a visit found; a correction is a later row, the last one counts.

    findings: {"task": id, "text": what was seen} for each task looked at.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="minutes")
    held_on = models.DateField(verbose_name=_("ngày kiểm tra"))
    received_by = models.TextField(blank=True, verbose_name=_("đại diện cơ quan được kiểm tra"))
    summary = models.TextField(verbose_name=_("kết quả kiểm tra"))
    findings = models.JSONField(default=list)
    opinion = models.TextField(blank=True, verbose_name=_("ý kiến của cơ quan được kiểm tra"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.visit_id} {self.held_on}"


class MinutesFile(AppendOnly):
    """The signed minutes or something that goes with them, kept as received."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name


class AdviceQuerySet(models.QuerySet["Advice"]):
    """Words in which recommendations are asked for."""

    def visible_to(self, acting: Acting) -> AdviceQuerySet:
        """Those of the visits that the person may see."""
        return self.filter(visit__in=Visit.objects.visible_to(acting))

    def due_from(self, body: Organisation) -> AdviceQuerySet:
        """Those that a body is still to carry out."""
        return self.filter(body=body, state=Advice.State.OPEN)

    def unsettled(self) -> AdviceQuerySet:
        """Those that have not come to their end."""
        return self.filter(state__in=[Advice.State.OPEN, Advice.State.REPORTED])

    def late(self, on: dt.date) -> AdviceQuerySet:
        """Those not reported done whose day has passed."""
        return self.filter(state=Advice.State.OPEN, due_on__lt=on)

    def matching(self, text: str) -> AdviceQuerySet:
        """Those whose words hold the text, with or without marks."""
        return self.filter(folded__contains=fold(text.strip())) if text.strip() else self


class Advice(models.Model):
    """A recommendation (kiến nghị) of a visit: what a body is to do by a day.

    The columns from `state` on repeat what the steps say. reported_on: the day on which it was done as
    the body last reported; it says whether the body was late.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Đang thực hiện")
        REPORTED = "reported", _("Chờ xác nhận")
        CONFIRMED = "confirmed", _("Đã xong")
        DROPPED = "dropped", _("Thôi theo dõi")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="advice")
    number = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="advice")
    body_name = models.CharField(max_length=300)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="advice")
    text = models.TextField(verbose_name=_("kiến nghị"))
    given_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    due_on = models.DateField(verbose_name=_("hạn thực hiện"))
    reported_on = models.DateField(null=True, verbose_name=_("ngày thực hiện xong"))
    settled_on = models.DateField(null=True)
    folded = models.TextField()

    objects = AdviceQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="advice_once"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("given_on")),
                name="advice_due_after",
                violation_error_message=_("Hạn thực hiện phải từ ngày kiểm tra trở đi."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", reported_on__isnull=True)
                | models.Q(state="dropped")
                | models.Q(state__in=["reported", "confirmed"], reported_on__isnull=False),
                name="advice_reported_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "reported"], settled_on__isnull=True)
                | models.Q(state__in=["confirmed", "dropped"], settled_on__isnull=False),
                name="advice_settled_has_day",
            ),
        ]
        indexes = [models.Index(fields=["body", "state", "due_on"], name="advice_mine")]

    def __str__(self) -> str:
        return self.text[:80]


class AdviceStep(AppendOnly):
    """One step of a recommendation: given, reported done, returned, confirmed, its day moved, dropped."""

    class Verb(models.TextChoices):
        GIVEN = "given", _("Kiến nghị")
        REPORTED = "reported", _("Báo cáo đã thực hiện")
        RETURNED = "returned", _("Yêu cầu làm tiếp")
        CONFIRMED = "confirmed", _("Xác nhận đã xong")
        MOVED = "moved", _("Đổi hạn")
        DROPPED = "dropped", _("Thôi theo dõi")
        TAKEN_OVER = "taken_over", _("Chuyển cơ quan kế thừa")

    advice = models.ForeignKey(Advice, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    on = models.DateField(verbose_name=_("ngày"))
    body_name = models.CharField(max_length=300)
    due_on = models.DateField()
    text = models.TextField(blank=True, verbose_name=_("nội dung"))
    by_id = models.PositiveBigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__in=["given", "confirmed", "taken_over"]) | ~models.Q(text=""),
                name="advicestep_has_words",
                violation_error_message=_("Ghi nội dung."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.advice_id} {self.verb} {self.on}"


class AdviceFile(AppendOnly):
    """A file that proves a step, kept as received."""

    step = models.ForeignKey(AdviceStep, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
