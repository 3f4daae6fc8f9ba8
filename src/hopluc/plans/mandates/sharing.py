"""Targets given out to units: shares, what each unit reached of its own, and shares that pass on.

A share holds from its day until a later row of the same unit; of two rows of one day the last recorded
counts. A row without a value takes the share away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.archive.holding import held
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.organizations.passing import WHOLE, Item, Share, key_of
from hopluc.organizations.queries import names_on
from hopluc.plans import rules as plan_rules
from hopluc.plans.amendments.moments import NOTHING, reread, target_readings
from hopluc.plans.deeds import StaleFormError, check_in_force
from hopluc.plans.mandates import access, rules
from hopluc.plans.mandates.addressees import Addressees
from hopluc.plans.mandates.rules import Balance
from hopluc.plans.models import Allocation, Indicator, Plan, TypedActual
from hopluc.plans.standings import Moment
from hopluc.viet.numbers import format_number

MOST = Decimal(10) ** 15  # what a column of figures holds


# --- reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A unit with its share and what it reached of it; `short`: its share is less than each must have."""

    body: Organisation
    name: str
    share: Allocation | None
    actual: TypedActual | None
    reached: bool
    short: bool

    @property
    def value(self) -> Decimal | None:
        """The share, None where the unit has none."""
        return self.share.value if self.share else None

    @property
    def by_itself(self) -> bool:
        """Whether the unit typed its actual figure itself."""
        return bool(self.actual and self.actual.body_id == self.body.pk)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A target given out: its units, the sum beside the whole, the sum of what was reached."""

    indicator: Indicator
    rows: Sequence[ShareRow]
    balance: Balance
    reached: Decimal | None
    seen: int
    adds: bool

    @property
    def given(self) -> int:
        """How many units have a share."""
        return sum(row.share is not None for row in self.rows)

    @property
    def told(self) -> str:
        """The sum beside the whole in words."""
        return balance_words(self.balance, self.indicator, self.adds)


def balance_words(found: Balance, one: Indicator, adds: bool) -> str:
    """ "còn thiếu 12", "vượt 3", "khớp với chỉ tiêu"."""
    unit = f" {one.unit}" if one.unit else ""
    if found.below:
        return _("%(n)s đơn vị được giao không đạt mức mà từng đơn vị phải có") % {"n": len(found.below)}
    if one.each:
        return _("mỗi đơn vị đều được giao đúng mức")
    if not adds:
        return _("chỉ tiêu tỷ lệ: không cộng các đơn vị")
    if found.short:
        return _("còn thiếu %(n)s") % {"n": format_number(found.short) + unit}
    if found.over:
        return _("vượt %(n)s") % {"n": format_number(found.over) + unit}
    return _("khớp với chỉ tiêu")


def shares_at(indicators: Sequence[int], at: Moment) -> dict[tuple[int, int], Allocation]:
    """The shares that hold at a moment, by target and unit."""
    found: dict[tuple[int, int], Allocation] = {}
    rows = Allocation.objects.filter(at.cut(), indicator__in=indicators).select_related("body")
    for row in rows.order_by("on", "recorded_at", "pk"):
        found[row.indicator_id, row.body_id] = row
    return {key: row for key, row in found.items() if row.value is not None}


def sheet(one: Indicator, at: Moment, group: BodyGroup | None = None) -> Sheet:
    """A target with its units at a moment: those with a share, and those that it names or that the group
    holds."""
    reread(one, target_readings(at, pk=one.pk).get(one.pk, NOTHING))
    shares = {body: row for (_one, body), row in shares_at([one.pk], at).items()}
    addressees = Addressees(one.plan, at.on)
    units = {body.pk: body for body in addressees.bodies(one.bodies)}
    if group:
        units |= {body.pk: body for body in addressees.members(group)}
    if not group and not one.each and set(units) <= {one.plan.owner_id}:
        units = {}
    units |= {row.body_id: row.body for row in shares.values()}
    names = names_on(units, at.on, at.known)
    adds = rules.adds_up(one.unit) and not rules.is_share(one.name, one.unit, bool(one.baseline))
    values = {body: row.value for body, row in shares.items() if row.value is not None}
    found = rules.balance(one.op, one.value, one.low, one.high, values, each=one.each, adds=adds)
    actuals = share_actuals(one, at)
    rows = [
        _share_row(
            body,
            names[body.pk].name if body.pk in names else body.name,
            shares.get(body.pk),
            actuals.get(body.pk),
            one,
            found,
        )
        for body in sorted(units.values(), key=lambda body: (body.sort_key, body.pk))
    ]
    reached = [row.actual.value for row in rows if row.actual]
    seen = one.allocations.order_by("-pk").values_list("pk", flat=True).first() or 0
    return Sheet(one, rows, found, sum(reached, rules.ZERO) if reached and adds else None, seen, adds)


def _share_row(
    body: Organisation,
    name: str,
    share: Allocation | None,
    actual: TypedActual | None,
    one: Indicator,
    found: Balance,
) -> ShareRow:
    reached = False
    if share and share.value is not None and actual:
        op = "<=" if one.op in {"<=", "<"} else ">="
        reached = plan_rules.reached(op, actual.value, share.value, None, None)
    return ShareRow(body, name, share, actual, reached, body.pk in found.below)


def share_actuals(one: Indicator, at: Moment) -> dict[int, TypedActual]:
    """What each unit reached of its share, as last typed by a moment."""
    rows = TypedActual.objects.filter(at.cut(), indicator=one, of__isnull=False).select_related("body")
    found: dict[int, TypedActual] = {}
    for row in rows.order_by("on", "recorded_at", "pk"):
        if row.of_id:
            found[row.of_id] = row
    return found


# --- writing ------------------------------------------------------------------------------------


@transaction.atomic
def allocate(
    indicator: Indicator,
    shares: Mapping[int, Decimal | None],
    *,
    by: Acting,
    on: dt.date,
    document: str = "",
    seen: int | None = None,
) -> int:
    """Give a target out: the share of each unit from a day, None takes it away; how many changed.

    Shares that stay as they are write nothing. `seen`: the last row that the form was filled from
    (`StaleFormError` where another came in between). A sum that does not fit is told, not refused:
    a target is often given out in several goes.
    """
    one = held(Indicator.objects.select_related("plan"), indicator.pk)
    if not access.may_allocate(by, one):
        raise PermissionDenied(_("Chỉ cơ quan ban hành hoặc cơ quan thường trực giao được chỉ tiêu."))
    check_in_force(one.plan)
    last = one.allocations.order_by("-pk").values_list("pk", flat=True).first() or 0
    if seen is not None and seen != last:
        raise StaleFormError(
            _("Đã có người giao lại chỉ tiêu này trong lúc đồng chí nhập. Xem số mới rồi gửi lại."), "moved"
        )
    bodies = {body.pk: body for body in Organisation.objects.existing_on(on).filter(pk__in=shares)}
    for pk, value in shares.items():
        if value is not None and not 0 <= value < MOST:
            raise ValidationError(_("Chỉ tiêu giao phải là số không âm và không quá lớn."))
        if value is not None and pk not in bodies:
            raise ValidationError(_("Có đơn vị không hoạt động trong ngày giao. Tải lại trang rồi giao lại."))
    before = {body: row.value for (_o, body), row in shares_at([one.pk], Moment(on)).items()}
    changed = {pk: value for pk, value in shares.items() if before.get(pk) != value}
    for pk, value in sorted(changed.items()):
        Allocation.objects.create(
            indicator=one,
            body_id=pk,
            value=value,
            on=on,
            document=document.strip()[:200],
            by=by.user,
            by_name=by.actor.name,
        )
    if changed:
        record(by.actor, "allocate", one, fields={"bodies": sorted(changed)}, first_day=on)
    return len(changed)


@transaction.atomic
def type_share(
    indicator: Indicator,
    of: Organisation,
    *,
    by: Acting,
    on: dt.date,
    value: Decimal,
    note: str = "",
    seen: int | None = None,
) -> TypedActual:
    """Type what a unit reached of its share; marked with who typed it. `seen` as in `allocate`."""
    one = held(Indicator.objects.select_related("plan"), indicator.pk)
    if not access.may_type_share(by, one, of):
        raise PermissionDenied(
            _("Chỉ đơn vị được giao, cơ quan ban hành hoặc cơ quan thường trực nhập được số.")
        )
    check_in_force(one.plan)
    today = timezone.localdate()
    if on > today:
        raise ValidationError({"on": _("Số liệu không được lấy đến một ngày sau hôm nay.")})
    if (one.pk, of.pk) not in shares_at([one.pk], Moment(max(on, today))):
        raise ValidationError(_("Đơn vị này chưa được giao chỉ tiêu nên chưa nhập được số thực hiện."))
    if not 0 <= value < MOST:
        raise ValidationError({"value": _("Số thực hiện phải là số không âm và không quá lớn.")})
    last = one.typed.filter(of=of).order_by("-pk").values_list("pk", flat=True).first() or 0
    if seen is not None and seen != last:
        raise StaleFormError(
            _("Đã có người nhập số khác trong lúc đồng chí nhập. Xem số mới rồi gửi lại."), "moved"
        )
    row = TypedActual(
        indicator=one,
        body=by.body,
        of=of,
        on=on,
        value=value,
        note=note.strip(),
        by=by.user,
        by_name=by.actor.name,
    )
    row.full_clean(exclude=["indicator", "body", "of", "by"])
    row.save()
    record(by.actor, "type_share", one, fields={"typed": row.pk}, body_id=of.pk, first_day=on)
    return row


# --- handing over -----------------------------------------------------------------------------


def held_shares(body: Organisation, on: dt.date) -> list[Allocation]:
    """The shares that a body holds on a day in plans in force."""
    rows = Allocation.objects.filter(body=body, indicator__plan__state=Plan.State.IN_FORCE)
    targets = sorted(set(rows.order_by().values_list("indicator_id", flat=True)))
    found = shares_at(targets, Moment(on))
    held = [row for (_one, unit), row in found.items() if unit == body.pk]
    named = Indicator.objects.select_related("plan").in_bulk([row.indicator_id for row in held])
    for row in held:
        row.indicator = named[row.indicator_id]
    return sorted(held, key=lambda row: (row.indicator.plan_id, row.indicator.order))


def share_items(body: Organisation, on: dt.date) -> list[Item]:
    """Shares one by one, for those who divide what a body held."""
    what = _("Chỉ tiêu được giao")
    return [
        Item(
            key_of(row),
            what,
            f"{row.indicator.name}: {format_number(row.value or 0)} {row.indicator.unit}".strip(),
        )
        for row in held_shares(body, on)
    ]


def pass_shares_on(
    body: Organisation, successor: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE
) -> None:
    """The body's shares of plans in force pass on from a day, added to the successor's own; shares of a
    percentage are not added, the larger one holds. Run again it finds nothing left to pass."""
    for row in [row for row in held_shares(body, on) if share.has(row)]:
        one, value = row.indicator, row.value or rules.ZERO
        theirs = shares_at([one.pk], Moment(on)).get((one.pk, successor.pk))
        own = theirs.value if theirs and theirs.value is not None else None
        if own is not None:
            value = own + value if rules.adds_up(one.unit) and not one.each else max(own, value)
        for unit, given in ((body, None), (successor, value)):
            Allocation.objects.create(
                indicator=one,
                body=unit,
                value=given,
                on=on,
                document=row.document,
                by_id=by.id or row.by_id,
                by_name=by.name,
            )
        fields = {"from": body.pk, "to": successor.pk}
        record(by, "pass_on", one, fields=fields, body_id=successor.pk, first_day=on)


def leave_shares(body: Organisation, *, on: dt.date, by: Actor, share: Share = WHOLE) -> None:
    """Shares that nobody takes over end with the body."""
    for row in [row for row in held_shares(body, on) if share.has(row)]:
        Allocation.objects.create(
            indicator=row.indicator,
            body=body,
            value=None,
            on=on,
            document=row.document,
            by_id=by.id or row.by_id,
            by_name=by.name,
        )
        record(by, "leave_share", row.indicator, fields={"from": body.pk}, body_id=body.pk, first_day=on)
