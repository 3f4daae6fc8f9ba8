"""Steering committees (Ban Chỉ đạo), who sits in them since when, and their work programme by year."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation, holds_on, period_check
from hopluc.plans.access import in_scope


class CommitteeQuerySet(models.QuerySet["Committee"]):
    """Words in which committees are asked for."""

    def visible_to(self, acting: Acting) -> CommitteeQuerySet:
        """Those of the person's bodies, as the committee itself or as its standing agency; those in which
        the person sits, or in which somebody sits for one of their bodies, today or once."""
        mine = in_scope(acting, "body__") | models.Q(user=acting.user)
        seats = CommitteeMember.objects.filter(mine, struck_at__isnull=True)
        return self.filter(
            in_scope(acting, "body__")
            | in_scope(acting, "standing_agency__")
            | models.Q(pk__in=seats.values("committee_id"))
        )


class Committee(models.Model):
    """What is known of a steering committee beyond its name: who prepares its work, what founded it.

    field_of_work: what it steers, in the words of its founding document.
    """

    body = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="committee")
    standing_agency = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="committees_served",
        verbose_name=_("cơ quan thường trực"),
    )
    document = models.CharField(max_length=200, verbose_name=_("văn bản thành lập"))
    founded_on = models.DateField(verbose_name=_("ngày thành lập"))
    field_of_work = models.TextField(blank=True, verbose_name=_("chức năng, phạm vi"))
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("document", "field_of_work")

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(document=""),
                name="committee_has_document",
                violation_error_message=_("Ghi số, ký hiệu và ngày của văn bản thành lập Ban Chỉ đạo."),
            )
        ]

    def __str__(self) -> str:
        return self.body.name


class CommitteeMemberQuerySet(models.QuerySet["CommitteeMember"]):
    """Words in which seats are asked for."""

    def sitting_on(self, day: dt.date, known: dt.datetime | None = None) -> CommitteeMemberQuerySet:
        """Who sat on a day; as known at a moment (now by default)."""
        if known is None:
            return self.filter(holds_on(day), struck_at__isnull=True)
        untold = models.Q(ended_at__gt=known, since__lte=day)
        there = models.Q(struck_at__isnull=True) | models.Q(struck_at__gt=known)
        return self.filter(there, holds_on(day) | untold, recorded_at__lte=known)

    def in_order(self) -> CommitteeMemberQuerySet:
        """As a decision lists them: the head first, then by the order given."""
        ranks = [models.When(role=role, then=place) for place, role in enumerate(CommitteeMember.Role.values)]
        return self.order_by(models.Case(*ranks, output_field=models.IntegerField()), "order", "pk")


class CommitteeMember(models.Model):
    """A seat: somebody with an account, or a name as typed, in a role from `since` to before `until`.

    A row is never overwritten but by its end: whoever follows, or another role or field, is a new row, and
    one that was written wrongly is struck (`struck_at`) and written anew.
    """

    class Role(models.TextChoices):
        HEAD = "head", _("Trưởng ban")
        STANDING_DEPUTY = "standing_deputy", _("Phó trưởng ban thường trực")
        DEPUTY = "deputy", _("Phó trưởng ban")
        MEMBER = "member", _("Ủy viên")
        SECRETARY = "secretary", _("Thư ký")

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField(default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="committee_seats"
    )
    name = models.CharField(max_length=150, verbose_name=_("họ và tên"))
    post = models.CharField(max_length=250, blank=True, verbose_name=_("chức vụ"))
    role = models.CharField(max_length=16, choices=Role.choices, verbose_name=_("vai trò"))
    body = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="committee_seats"
    )
    body_name = models.CharField(max_length=300, blank=True, verbose_name=_("cơ quan"))
    field_in_charge = models.CharField(max_length=500, blank=True, verbose_name=_("lĩnh vực phụ trách"))
    since = models.DateField(verbose_name=_("từ ngày"))
    document = models.CharField(max_length=200, verbose_name=_("văn bản cử"))
    until = models.DateField(null=True, blank=True, verbose_name=_("thôi từ ngày"))
    end_document = models.CharField(max_length=200, blank=True, verbose_name=_("văn bản thôi"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)

    objects = CommitteeMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            period_check("committeemember_period"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True, ended_at__isnull=True)
                | models.Q(until__isnull=False, ended_at__isnull=False),
                name="committeemember_end_is_told",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=models.Q(role="head", until__isnull=True, struck_at__isnull=True),
                name="committeemember_one_head",
                violation_error_message=_(
                    "Ban Chỉ đạo đang có trưởng ban. Ghi ngày trưởng ban cũ thôi trước, rồi thêm người mới."
                ),
            ),
        ]
        indexes = [models.Index(fields=["committee", "since", "until"], name="committeemember_asof")]

    def __str__(self) -> str:
        return self.name


class WorkItem(models.Model):
    """One line of a committee's work programme of a year: what, by the end of which month, who prepares."""

    class State(models.TextChoices):
        OPEN = "open", _("Chưa xong")
        DONE = "done", _("Đã xong")
        DROPPED = "dropped", _("Không làm nữa")

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="work_items")
    due_on = models.DateField(help_text="the last day of its month")
    text = models.TextField(verbose_name=_("nội dung"))
    body = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="committee_work")
    body_name = models.CharField(max_length=300, blank=True, verbose_name=_("cơ quan chuẩn bị"))
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True, verbose_name=_("kết quả, lý do"))
    revision = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("text", "result")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", settled_on__isnull=True)
                | models.Q(state__in=["done", "dropped"], settled_on__isnull=False),
                name="workitem_settled_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="dropped") | ~models.Q(result=""),
                name="workitem_dropped_has_reason",
                violation_error_message=_("Không làm nữa thì phải ghi lý do."),
            ),
        ]
        indexes = [models.Index(fields=["committee", "due_on"], name="workitem_year")]

    def __str__(self) -> str:
        return self.text[:80]
