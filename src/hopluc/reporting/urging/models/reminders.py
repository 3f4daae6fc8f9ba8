"""Reminders: by what schedule, what was sent to whom; the calendar feed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.plans.models import Assignment, Plan


class ReminderSchedule(models.Model):
    """When people are reminded of the parts of a plan; a plan without a row has rules.DEFAULT.

    before, after: days before and after the day due. head_after: from so many days late on the body's
    approvers are told too; escalate_after: from so many on the part is listed for the committee. Null: never.
    """

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Hằng ngày, khi có việc đến lúc nhắc")
        WEEKLY = "weekly", _("Mỗi tuần một lần")

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="reminder_schedule")
    active = models.BooleanField(default=True, verbose_name=_("nhắc việc"))
    before = models.JSONField(default=list)
    on_day = models.BooleanField(default=True)
    after = models.JSONField(default=list)
    repeat = models.PositiveSmallIntegerField(null=True, blank=True)
    head_after = models.PositiveSmallIntegerField(null=True, blank=True)
    escalate_after = models.PositiveSmallIntegerField(null=True, blank=True)
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday; for the weekly rhythm")
    revision = models.PositiveIntegerField(default=0)
    changed_by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="reminderschedule_weekday"),
            models.CheckConstraint(
                condition=models.Q(head_after__isnull=True)
                | models.Q(escalate_after__isnull=True)
                | models.Q(escalate_after__gte=models.F("head_after")),
                name="reminderschedule_head_first",
                violation_error_message=_(
                    "Báo lãnh đạo cơ quan trước, rồi mới đưa vào danh sách trình Ban Chỉ đạo."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.before} {self.after}"


class Digest(models.Model):
    """All that a person was reminded of on a day: one notice, and one mail where they want it."""

    class Mail(models.TextChoices):
        NONE = "none", _("Không gửi thư")
        WAITING = "waiting", _("Chờ gửi thư")
        SENDING = "sending", _("Đang gửi thư")
        SENT = "sent", _("Đã gửi thư")
        FAILED = "failed", _("Không gửi được thư")
        UNSURE = "unsure", _("Không rõ thư đã đi hay chưa")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminder_digests"
    )
    on = models.DateField()
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.NONE)
    address = models.EmailField(blank=True, help_text="to which the mail went")
    tries = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, help_text="when the mail was last tried")
    error = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="digest_once")]
        indexes = [models.Index(fields=["mail", "on"], name="digest_mail")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class Reminder(models.Model):
    """One part of which one person was reminded on a day. A log: rows are only ever added.

    `offset`: the stage of the schedule in days from the day due. `kind`: rules.Kind. `body_name`: whose
    part it was, by the name of the day.
    """

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="reminders")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    body_name = models.CharField(max_length=300)
    due_on = models.DateField()
    offset = models.SmallIntegerField()
    kind = models.CharField(max_length=10)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "person", "due_on", "offset"], name="reminder_once")
        ]
        indexes = [models.Index(fields=["plan", "-on"], name="reminder_log")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.due_on} {self.offset:+d} → {self.person_id}"


class CalendarFeed(models.Model):
    """A secret address under which a person's days due can be read by a calendar programme.

    Only the hash of its token is kept: whoever reads the database cannot read the calendar.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    digest = models.CharField(max_length=64, unique=True)
    whole_body = models.BooleanField(default=False, help_text="all parts of the person's bodies")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(revoked_at__isnull=True), name="calendarfeed_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%d/%m/%Y}"
