"""What people choose about notices, when they are away, and which notices went out as mails."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import Notice

USUAL_HOUR = 7
HOURS = range(7, 18)  # in which the daily mail is sent


class NoticeChoice(models.Model):
    """By which way a person wants one kind of notice; without a row the kind's usual one.

    since: notices before the choice are not mailed by it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=6)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="noticechoice_once")]
        indexes = [models.Index(fields=["way", "person"], name="noticechoice_way")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}: {self.way}"


class DigestHour(models.Model):
    """At which hour of the day a person gets the daily mail; without a row USUAL_HOUR."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_hour"
    )
    hour = models.PositiveSmallIntegerField(default=USUAL_HOUR)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hour__gte=HOURS.start, hour__lt=HOURS.stop), name="digesthour_in_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.hour}"


class Absence(models.Model):
    """A person is away from `since` to before `until`; `substitute` is told of everything too.

    The substitute is told; what they may do their own roles say, but for the reports of the body, which they
    write in an officer's place (reporting.standing_in). revoked_at: taken back, or over before its day.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stands_in"
    )
    since = models.DateField(verbose_name=_("vắng từ ngày"))
    until = models.DateField(help_text="the first day back")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")),
                name="absence_period",
                violation_error_message=_("Ngày cuối vắng mặt phải từ ngày đầu trở đi."),
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("substitute")),
                name="absence_of_another",
                violation_error_message=_("Chọn một đồng chí khác thay."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.since} – {self.until}: {self.substitute_id}"

    @property
    def last(self) -> dt.date:
        """The last day away."""
        return self.until - dt.timedelta(days=1)


class NoticeMail(models.Model):
    """A notice that went, or is to go, to its person as a mail of its own or in the daily one.

    A row is written before the mail is sent: a mail whose worker died is not sent a second time.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("Đang gửi")
        SENT = "sent", _("Đã gửi")
        AGAIN = "again", _("Gửi lại")
        FAILED = "failed", _("Không gửi được")

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="mail")
    state = models.CharField(max_length=7, choices=State.choices, default=State.SENDING)
    address = models.EmailField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(auto_now=True)
    error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.state}"
