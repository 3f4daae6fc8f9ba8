"""Bodies, their names and successors in time, groups, units, accounts and roles.

Periods are half-open: a row holds on `day` when `since <= day` and (`until` is null or
`day < until`); a null `since` means from the beginning.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from hopluc.archive.folding import FoldedField

if TYPE_CHECKING:
    from hopluc.organizations.acting import Acting

PATH_STEP = 6  # characters of `Organisation.path` for each level, so that a subtree is one range


def holds_on(day: dt.date, prefix: str = "") -> models.Q:
    """Condition of a dated row that holds on `day`; `prefix` reaches it over a relation."""
    return (models.Q(**{f"{prefix}since__isnull": True}) | models.Q(**{f"{prefix}since__lte": day})) & (
        models.Q(**{f"{prefix}until__isnull": True}) | models.Q(**{f"{prefix}until__gt": day})
    )


def holds(row: Any, day: dt.date) -> bool:
    """Whether a dated row (anything with `since` and `until`) holds on a day: `holds_on` in Python."""
    return (row.since is None or row.since <= day) and (row.until is None or day < row.until)


def period_check(name: str) -> models.CheckConstraint:
    """The constraint of every dated row: it ends after it begins."""
    return models.CheckConstraint(
        condition=models.Q(since__isnull=True)
        | models.Q(until__isnull=True)
        | models.Q(until__gt=models.F("since")),
        name=name,
        violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
    )


class Level(models.TextChoices):
    """Levels of government; districts ended on 1/7/2025."""

    CENTRE = "centre", _("Trung ương")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")


class Unit(models.Model):
    """An administrative unit for its period; a code without a date identifies nothing."""

    code = models.CharField(max_length=10, db_index=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, help_text="tỉnh, thành phố, huyện, quận, xã, phường, đặc khu …")
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    folded = models.CharField(max_length=200, db_index=True)

    class Meta:
        constraints = [period_check("unit_period")]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """From `on`, `successor` covers what `predecessor` covered, or a part of it."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="preceded")
    on = models.DateField()
    partial = models.BooleanField(default=False)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="unitsuccession_once")
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


def subtree(path: str) -> models.Q:
    """Condition of a body at or under `path`: a range, which the index serves on both databases."""
    after = f"{path[:-PATH_STEP]}{int(path[-PATH_STEP:]) + 1:0{PATH_STEP}d}"
    return models.Q(path__gte=path, path__lt=after)


def paths_above(path: str) -> list[str]:
    """The paths of the bodies above and of the body itself, root first."""
    return [path[:n] for n in range(PATH_STEP, len(path) + 1, PATH_STEP)]


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Bodies by place in the tree, by day, by who looks."""

    def existing_on(self, day: dt.date) -> OrganisationQuerySet:
        """Bodies that were founded by `day` and had not ended."""
        return self.filter(holds_on(day))

    def subtree_of(self, body: Organisation) -> OrganisationQuerySet:
        """The body and everything under it."""
        return self.filter(subtree(body.path))

    def above(self, body: Organisation) -> OrganisationQuerySet:
        """The body and those above it, root first."""
        return self.filter(path__in=paths_above(body.path)).order_by("path")

    def around(self, body: Organisation) -> OrganisationQuerySet:
        """Whom a body's papers speak of: all of its own province, and the bodies of the centre.

        A province has several heads that are under none of the others: committee, council, Party,
        Front; they share its `unit`. A body of the centre has everybody around it.
        """
        top = Organisation.objects.above(body).exclude(level=Level.CENTRE).first()
        if top is None:
            return self.all()
        paths = {top.path}
        if top.unit_id:
            heads = Organisation.objects.filter(unit=top.unit_id, level=top.level)
            paths |= set(heads.values_list("path", flat=True))
        near = models.Q()
        for path in paths:
            near |= subtree(path) | (models.Q(level=Level.CENTRE) & subtree(path[:PATH_STEP]))
        return self.filter(near)

    def visible_to(self, acting: Acting) -> OrganisationQuerySet:
        """Names of agencies are public to every agency around; a cooperative sees itself and agencies."""
        seen = self.around(acting.body)
        if acting.body.kind == Organisation.Kind.COOPERATIVE:
            return seen.filter(~models.Q(kind=Organisation.Kind.COOPERATIVE) | models.Q(pk=acting.body.pk))
        return seen


class Organisation(models.Model):
    """A body: an authority, a department, a room inside one, an association, a cooperative.

    `name`, `short_name`, `folded` and `sort_key` repeat the current row of `names`, so that
    lists need no join; `actions.rename` keeps them together.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Chính phủ, Thủ tướng")
        MINISTRY = "ministry", _("Bộ, cơ quan trung ương")
        COMMITTEE = "committee", _("Ủy ban nhân dân")
        COUNCIL = "council", _("Hội đồng nhân dân")
        PARTY = "party", _("Cơ quan Đảng")
        FRONT = "front", _("Mặt trận Tổ quốc")
        UNION = "union", _("Tổ chức chính trị - xã hội")
        ASSOCIATION = "association", _("Hội, hiệp hội")
        DEPARTMENT = "department", _("Sở, ban, ngành")
        BRANCH = "branch", _("Cơ quan ngành dọc")
        STEERING = "steering", _("Ban Chỉ đạo")
        ALLIANCE = "alliance", _("Liên minh hợp tác xã")
        FUND = "fund", _("Quỹ")
        SERVICE = "service", _("Đơn vị sự nghiệp")
        PRESS = "press", _("Cơ quan báo chí")
        ROOM = "room", _("Phòng, đơn vị trực thuộc")
        COOPERATIVE = "cooperative", _("Hợp tác xã, liên hiệp, tổ hợp tác")
        OTHER = "other", _("Khác")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=120, unique=True, help_text="fixed-width parts, root first")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    code = models.CharField(max_length=35, blank=True, help_text="mã định danh, QĐ 20/2020/QĐ-TTg")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=300, verbose_name=_("tên"))
    short_name = models.CharField(max_length=120, blank=True, verbose_name=_("tên viết tắt"))
    folded = models.CharField(max_length=300, db_index=True)
    sort_key = models.CharField(max_length=600, db_index=True)

    objects: ClassVar[Any] = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [period_check("organisation_period")]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """A body's name for a period, and the document that gave it.

    Names follow one another without a gap: a row holds until the next one begins, which `until`
    repeats. So what was known at a moment is told by the rows recorded by then.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    document = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    folded = FoldedField("name", "short_name")

    class Meta:
        constraints = [period_check("organisationname_period")]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """From `on`, `successor` holds a function of `predecessor` ("" = all); many-to-many, dated."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="preceded")
    on = models.DateField()
    function = models.CharField(max_length=120, blank=True)
    document = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on", "function"], name="succession_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="succession_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on})"


class ReportingLine(models.Model):
    """Who reports to whom beside the tree: tax, social insurance, State Bank, Alliance have two superiors."""

    body = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="superiors")
    superior = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="subordinates")
    matter = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [period_check("reportingline_period")]

    def __str__(self) -> str:
        return f"{self.body} → {self.superior}"


class BodyGroup(models.Model):
    """A collective of a document: "các sở, ban, ngành", "UBND các xã, phường".

    Its members on a day: the bodies under `area` whose kind is in `kinds` (and, where given,
    of `level`) that exist that day, with the rows of `extra` added or taken out.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    area = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "folded"], name="bodygroup_once")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """A body added to a group, or (`excluded`) taken out of it, for a period."""

    group = models.ForeignKey(BodyGroup, on_delete=models.CASCADE, related_name="extra")
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_rows")
    excluded = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [period_check("groupmember_period")]

    def __str__(self) -> str:
        return f"{self.group}: {self.body}"


class Alias(models.Model):
    """Another way in which documents write a body or a group; remembered once it was resolved."""

    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases_kept")
    text = models.CharField(max_length=300)
    folded = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.CASCADE, related_name="aliases"
    )
    group = models.ForeignKey(BodyGroup, null=True, on_delete=models.CASCADE, related_name="aliases")
    learned_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "folded"], name="alias_once"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) ^ models.Q(group__isnull=True),
                name="alias_one_target",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class User(AbstractUser):
    """A person with an account; what they may do is said by their memberships."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=150, verbose_name=_("họ và tên"))
    position = models.CharField(max_length=150, blank=True, verbose_name=_("chức vụ"))
    folded = FoldedField("full_name", "position")
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.rsplit(" ", 1)[-1]


class Membership(models.Model):
    """A role of a person in a body for a period.

    Scope: the body itself; with `area`, also what lies under that body; with `fields`, also
    matters of those fields everywhere under `area`.
    """

    class Role(models.TextChoices):
        VIEWER = "viewer", _("Xem")
        OFFICER = "officer", _("Chuyên viên")
        APPROVER = "approver", _("Lãnh đạo duyệt")
        REGISTRAR = "registrar", _("Đăng ký hợp tác xã")
        FUND_OFFICER = "fund_officer", _("Cán bộ Quỹ")
        ADMINISTRATOR = "administrator", _("Quản trị")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=15, choices=Role.choices)
    area = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=list, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        constraints = [period_check("membership_period")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} {self.organisation}"


class SignInLink(models.Model):
    """A link that signs one person in, once, within minutes; demo mode on this machine only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=300)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.address


class SavedFilter(models.Model):
    """A list's query string under a name, kept per person and address of the list.

    body: whose people find it too; null: only the person. opens: it applies when the person opens the
    list without a query.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    page = models.CharField(max_length=200, help_text="the path of the list")
    name = models.CharField(max_length=80, verbose_name=_("tên bộ lọc"))
    query = models.CharField(max_length=2000, help_text="the query string, without the page number")
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="shared_filters"
    )
    opens = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="savedfilter_once",
                violation_error_message=_("Đã có bộ lọc tên này ở trang này."),
            ),
            models.UniqueConstraint(
                fields=["user", "page"], condition=models.Q(opens=True), name="savedfilter_one_opens"
            ),
        ]
        indexes = [models.Index(fields=["body", "page"], name="savedfilter_shared")]

    def __str__(self) -> str:
        return self.name


# The tables of noticing are this application's too; Django finds them from here.
from hopluc.organizations.noticing import models as noticing  # noqa: E402, F401
