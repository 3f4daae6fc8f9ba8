"""Bodies change and what they held passes on, each decision in one transaction; and its undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.actions import Actor, record
from hopluc.archive.holding import hold
from hopluc.handover import access, notices, rules, tracing
from hopluc.handover.models import Handover, Party
from hopluc.handover.queries import acted_since, all_items, fingerprint
from hopluc.handover.rooms import ROOMS
from hopluc.organizations import actions as organizations
from hopluc.organizations.acting import Acting
from hopluc.organizations.handover import rooms_of, twins
from hopluc.organizations.models import Organisation, holds
from hopluc.organizations.passing import WHOLE, Item, Share
from hopluc.plans.following import follow
from hopluc.plans.models import Assignment
from hopluc.plans.standings import refresh
from hopluc.viet.dates import format_date

Kind = Handover.Kind
ENDING = frozenset({Kind.MERGER, Kind.DIVISION, Kind.ABOLITION})


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body that the decision makes: of the kind, level and place of the first one that gives."""

    name: str
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that follows in one function ("giảm nghèo"), or in everything (""). `words`: by which
    things of the function are told where nobody chooses one by one."""

    body: Organisation | NewBody
    function: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, as the wizard asks for it.

    choices: for an item's key where it goes (rules.default_place where it is missing).
    seen: fingerprint of the items that the preview showed; "" does not ask.
    """

    kind: str
    predecessors: Sequence[Organisation]
    heirs: Sequence[Heir]
    on: dt.date
    document: str
    choices: Mapping[str, str] = field(default_factory=dict)
    seen: str = ""

    @property
    def ends(self) -> bool:
        """Whether those who give are no more afterwards."""
        return self.kind in ENDING

    def places(self) -> list[rules.Place]:
        """The successors as the rules see them."""
        return [rules.Place(heir.function.strip(), heir.words) for heir in self.heirs]


def merge(
    predecessors: Sequence[Organisation],
    successor: Organisation | NewBody,
    *,
    on: dt.date,
    by: Acting | Actor,
    document: str,
    heirs: Sequence[Heir] = (),
) -> Organisation:
    """From `on` the predecessors are no more; `successor`, which it gives back, has all that they held.

    `heirs` are recorded as followers in one function each, and get what is told by its words only.
    Run again with the same bodies and day it does nothing more. Raises as `carry_out`.
    """
    decided = Decision(Kind.MERGER, predecessors, [Heir(successor), *heirs], on, document)
    done = carry_out(decided, by=by)
    followed = done.parties.filter(side=Party.Side.FOLLOWS).select_related("body").first()
    assert followed
    assert followed.body
    return followed.body


def carry_out(decided: Decision, *, by: Acting | Actor) -> Handover:
    """Do what was decided about bodies, whole or not at all.

    What each successor gets is chosen item by item (Decision.choices), by function where nobody chose.
    What is past keeps the body and the name of its day. Run again for bodies that ended by it on that
    day it gives back the handover of then.
    Raises PermissionDenied, and ValidationError for days, bodies and choices that cannot be.
    """
    if not decided.predecessors:
        raise ValidationError(_("Chọn ít nhất một cơ quan được sắp xếp."))
    if isinstance(by, Acting) and not access.may_merge(by, concerned(decided)):
        raise PermissionDenied(_("Chỉ quản trị phụ trách tất cả các cơ quan này được sắp xếp."))
    return _carry_out(decided, by.actor if isinstance(by, Acting) else by)


def concerned(decided: Decision) -> list[Organisation]:
    """The bodies over which somebody must have a say to carry it out (access.may_merge). A new body lies
    beside the first one that gives, under the same head."""
    found = list(decided.predecessors)
    place = decided.predecessors[0].parent if decided.predecessors else None
    for heir in decided.heirs:
        if isinstance(heir.body, Organisation):
            found.append(heir.body)
        elif place:
            found.append(place)
    return found


@transaction.atomic
def _carry_out(decided: Decision, by: Actor) -> Handover:
    giving = _locked(decided)
    if decided.ends and all(body.until == decided.on for body in giving):
        done = _done_before(giving, decided.on)
        if done:
            return done
    giving = [body for body in giving if not (decided.ends and body.until == decided.on)]
    given = [heir.body for heir in decided.heirs if isinstance(heir.body, Organisation)]
    _check(decided, giving, given)
    before = tracing.picture(_around([*giving, *given]))
    heirs = [_found(heir, giving[0], decided, by) for heir in decided.heirs]
    handover = Handover.objects.create(
        kind=decided.kind,
        on=decided.on,
        document=decided.document,
        by_id=by.id,
        by_name=by.name,
        by_body_name=by.body_name,
    )
    _name_parties(handover, giving, decided.heirs, heirs)
    held = [item for body in giving for item in all_items(body, decided.on)]
    if decided.seen and decided.seen != fingerprint(held):
        raise ValidationError(
            _("Những gì các cơ quan đang giữ đã thay đổi từ khi xem trước. Xem lại rồi thực hiện.")
        )
    for body in giving:
        _give(handover, decided, body, heirs, by)
    follow(on=timezone.localdate(), by=by)
    handover.save(update_fields=["told"])
    tracing.keep(handover, before, _around([*giving, *heirs]))
    record(by, "hand_over", handover, reason=decided.document, first_day=decided.on)
    notices.tell_people(handover)
    return handover


def rename(
    body: Organisation, *, by: Acting | Actor, name: str, on: dt.date, document: str, short_name: str = ""
) -> Handover:
    """The body bears another name from `on` (a day past or to come) and keeps all that it has."""
    if isinstance(by, Acting) and not access.may_merge(by, [body]):
        raise PermissionDenied(_("Chỉ quản trị của cơ quan được đổi tên cơ quan."))
    actor = by.actor if isinstance(by, Acting) else by
    with transaction.atomic():
        before = tracing.picture([body.pk])
        old = body.name
        organizations.rename(
            body,
            by=actor,
            name=name,
            short_name=short_name,
            on=on,
            today=timezone.localdate(),
            document=document,
        )
        handover = Handover.objects.create(
            kind=Kind.RENAMING,
            on=on,
            document=document,
            by_id=actor.id,
            by_name=actor.name,
            by_body_name=actor.body_name,
        )
        for side, said in ((Party.Side.GIVES, old), (Party.Side.FOLLOWS, " ".join(name.split()))):
            Party.objects.create(handover=handover, side=side, body=body, name=said)
        tracing.keep(handover, before, [body.pk])
        record(actor, "hand_over", handover, reason=document, body_id=body.pk, first_day=on)
    return handover


def undo(handover: Handover, *, by: Acting, reason: str) -> Handover:
    """Lay everything back as it was before the handover, whole or not at all.

    Only until somebody acted on what passed (queries.acted_since). Raises PermissionDenied, and
    ValidationError where somebody did, where it was undone before, or without a reason.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do hoàn tác.")})
    try:
        return _undo(handover, by, reason.strip())
    except IntegrityError as broken:
        raise ValidationError(
            _("Dữ liệu đã thay đổi từ khi sắp xếp nên không hoàn tác được nữa.")
        ) from broken


@transaction.atomic
def _undo(handover: Handover, by: Acting, reason: str) -> Handover:
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    bodies = list(Organisation.objects.filter(pk__in=handover.parties.values("body")).order_by("pk"))
    if not access.may_undo(by, handover, bodies):
        raise PermissionDenied(_("Chỉ quản trị phụ trách tất cả các cơ quan này được hoàn tác."))
    if handover.undone_at:
        raise ValidationError(_("Lần sắp xếp này đã được hoàn tác."))
    list(Organisation.objects.select_for_update().filter(pk__in=[body.pk for body in bodies]).order_by("pk"))
    if acted_since(handover):
        raise ValidationError(_("Đã có người làm việc trên những gì đã chuyển nên không hoàn tác được nữa."))
    traces = list(handover.traces.order_by("pk"))
    made = {t.record_id for t in traces if t.before is None and t.label == "organizations.organisation"}
    handover.parties.filter(body__in=made).update(body=None)
    tracing.restore(traces)
    parts = [t.record_id for t in traces if t.before is not None and t.label == "plans.assignment"]
    refresh(list(Assignment.objects.filter(pk__in=parts).select_related("task__plan")))
    handover.undone_at, handover.undone_by_name = timezone.now(), by.actor.name
    handover.undone_reason = reason
    handover.save(update_fields=["undone_at", "undone_by_name", "undone_reason"])
    for body in bodies:
        if body.pk not in made:
            record(by.actor, "undo_handover", handover, reason=reason, body_id=body.pk, first_day=handover.on)
    return handover


def _locked(decided: Decision) -> list[Organisation]:
    """Those who give, held until the end together with those who follow, as they are now."""
    bodies = [*decided.predecessors, *(heir.body for heir in decided.heirs)]
    ids = [body.pk for body in bodies if isinstance(body, Organisation)]
    rows = Organisation.objects.select_related("parent").filter(pk__in=ids)
    found = {body.pk: body for body in hold(rows)}
    return [found[body.pk] for body in decided.predecessors]


def _done_before(bodies: Sequence[Organisation], on: dt.date) -> Handover | None:
    gave = Party.objects.filter(side=Party.Side.GIVES, body__in=[body.pk for body in bodies])
    return Handover.objects.filter(on=on, undone_at=None, pk__in=gave.values("handover")).first()


def _around(bodies: Sequence[Organisation]) -> list[int]:
    """The bodies with all that lies under them."""
    found: set[int] = set()
    for body in bodies:
        found.update(Organisation.objects.subtree_of(body).values_list("pk", flat=True))
    return sorted(found)


def _found(heir: Heir, like: Organisation, decided: Decision, by: Actor) -> Organisation:
    if isinstance(heir.body, Organisation):
        return Organisation.objects.select_related("parent").get(pk=heir.body.pk)
    return organizations.found(
        by=by,
        name=heir.body.name,
        short_name=heir.body.short_name,
        kind=like.kind,
        level=like.level,
        parent=like.parent,
        unit=like.unit,
        since=decided.on,
        document=decided.document,
    )


def _name_parties(
    handover: Handover, giving: Sequence[Organisation], heirs: Sequence[Heir], bodies: Sequence[Organisation]
) -> None:
    for body in giving:
        Party.objects.create(handover=handover, side=Party.Side.GIVES, body=body, name=body.name)
    for heir, body in zip(heirs, bodies, strict=True):
        Party.objects.create(
            handover=handover, side=Party.Side.FOLLOWS, body=body, name=body.name, function=heir.function
        )


def _give(
    handover: Handover,
    decided: Decision,
    body: Organisation,
    heirs: Sequence[Organisation],
    by: Actor,
) -> None:
    """One body gives what it holds: each successor its share, in the order of the rooms."""
    items = all_items(body, decided.on)
    chosen = destinations(decided, items)
    whole = next((n for n, heir in enumerate(decided.heirs) if not heir.function.strip()), None)
    for number, (heir, successor) in enumerate(zip(decided.heirs, heirs, strict=True)):
        organizations.succeed(
            body,
            successor,
            by=by,
            on=decided.on,
            function=heir.function.strip(),
            document=decided.document,
        )
        share = Share(
            rules.shares(chosen, number),
            rest=decided.ends and number == whole,
            later=rules.shared_later(chosen, number),
        )
        _pass(body, successor, share, decided.on, by)
    if decided.ends:
        left = frozenset(key for key, to in chosen.items() if not to)
        _leave(body, Share(left, rest=whole is None), decided.on, by, decided.document)
        organizations.end(body, by=by, on=decided.on, document=decided.document)
        verb = {Kind.ABOLITION: "abolish", Kind.DIVISION: "divide"}.get(Kind(decided.kind), "merge")
    else:
        verb = "transfer"
    successors = {"successors": [one.pk for one in heirs]}
    record(by, verb, body, fields=successors, reason=decided.document, body_id=body.pk, first_day=decided.on)
    _tell(handover, decided, body, heirs, items, chosen)


def destinations(decided: Decision, items: Sequence[Item]) -> dict[str, list[int]]:
    """To the numbers of which successors each item goes: as chosen, by function where nobody chose."""
    places = decided.places()
    found = {}
    for item in items:
        choice = decided.choices.get(item.key) or rules.default_place(
            item.text, item.shared, places, ends=decided.ends
        )
        try:
            found[item.key] = rules.receivers(choice, places)
        except ValueError as wrong:
            words = {"item": item.text[:80]}
            raise ValidationError(_("Chọn lại nơi nhận của “%(item)s”.") % words) from wrong
        if len(found[item.key]) > 1 and not item.shared:
            raise ValidationError(_("“%(item)s” chỉ chuyển cho một cơ quan được.") % {"item": item.text[:80]})
    return found


def _pass(body: Organisation, successor: Organisation, share: Share, on: dt.date, by: Actor) -> None:
    """A successor gets its share. A room that becomes one with the successor's room of that name hands
    over its own work too."""
    pairs = twins(body, successor, on, share)
    for old, new, of in [(body, successor, share), *((old, new, WHOLE) for old, new in pairs)]:
        for room in ROOMS:
            room.pass_on(old, new, on=on, by=by, share=of)


def _leave(body: Organisation, share: Share, on: dt.date, by: Actor, document: str) -> None:
    """What nobody takes over ends with the body; rooms left behind end with all that they hold."""
    for room in rooms_of(body, on, share):
        _leave(room, WHOLE, on, by, document)
        organizations.end(room, by=by, on=on, document=document)
    for one in ROOMS:
        leave: Any = getattr(one, "leave", None)
        if leave:
            leave(body, on=on, by=by, share=share)


def _tell(
    handover: Handover,
    decided: Decision,
    body: Organisation,
    heirs: Sequence[Organisation],
    items: Sequence[Item],
    chosen: Mapping[str, Sequence[int]],
) -> None:
    """Write down by name what passed to whom and what was left."""
    passed, left = handover.told.setdefault("passed", []), handover.told.setdefault("left", [])
    for item in items:
        row = {"body": body.name, "what": item.what, "text": item.text}
        to = [heirs[number].name for number in chosen[item.key]]
        if to:
            passed.append(row | {"to": to})
        elif decided.ends:
            left.append(row)


def _check(decided: Decision, giving: Sequence[Organisation], heirs: Sequence[Organisation]) -> None:
    """Days, bodies and functions that cannot be."""
    on = decided.on
    if on > timezone.localdate():
        raise ValidationError(_("Ngày sắp xếp chưa đến: thực hiện từ ngày đó trở đi."))
    if not decided.document.strip():
        raise ValidationError(_("Ghi văn bản quyết định."))
    if not decided.heirs and decided.kind != Kind.ABOLITION:
        raise ValidationError(_("Chọn ít nhất một cơ quan kế thừa."))
    if decided.kind == Kind.TRANSFER and not all(heir.function.strip() for heir in decided.heirs):
        raise ValidationError(_("Chuyển chức năng thì phải ghi rõ chức năng mà mỗi cơ quan nhận."))
    for follower in heirs:
        if not holds(follower, on):
            raise ValidationError(_("%s không hoạt động trong ngày sắp xếp.") % follower)
    for body in giving:
        _check_giving(body, heirs, decided)


def _check_giving(body: Organisation, heirs: Sequence[Organisation], decided: Decision) -> None:
    if body.until:
        words = {"body": body, "day": format_date(body.until)}
        raise ValidationError(_("%(body)s đã kết thúc từ ngày %(day)s.") % words)
    if body.since and decided.on <= body.since:
        raise ValidationError(_("Ngày sắp xếp phải sau ngày thành lập của %s.") % body)
    for follower in heirs:
        if body.pk == follower.pk:
            raise ValidationError(_("%s không thể kế thừa chính mình.") % body)
        if decided.ends and follower.path.startswith(body.path):
            raise ValidationError(_("%(one)s nằm trong %(other)s.") % {"one": follower, "other": body})
