"""How a plan reads at a moment, under both clocks.

Rows that an amendment brings in or ends (`Amendable`) say it themselves: `at_moment`. The words of
a task and the figures of a target stand in the row as they read today; what they were before is
in FormerReading, what a decided amendment makes of them later is in its proposals: `task_readings`
and `target_readings` say where the reading of a moment differs from the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from hopluc.archive.models import Deed
from hopluc.plans.amendments import rules
from hopluc.plans.models import FormerReading, Indicator, Proposal, Task
from hopluc.viet.text import fold

if TYPE_CHECKING:
    from hopluc.plans.standings import Moment

# Deeds upon a body's part that no amendment does: a handover's, and those of a group that changed.
PASS_ON, JOIN, LEAVE = "pass_on", "join_part", "leave_part"

Words = Mapping[str, Any]  # fields of a row that read otherwise at the moment
NOTHING: Words = {}


def at_moment(at: Moment, prefix: str = "") -> Q:
    """Condition of an `Amendable` row (reached by `prefix`) that holds on the day asked about, as known
    at the moment: what an amendment recorded later brought in is not there, what it ended still is."""
    return _begun(at, prefix) & _going(at, prefix)


def _begun(at: Moment, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}since__isnull": True}) | Q(**{f"{prefix}since__lte": at.on})
    if at.known:
        begun &= Q(**{f"{prefix}began_by__isnull": True}) | Q(
            **{f"{prefix}began_by__recorded_at__lte": at.known}
        )
    return begun


def _going(at: Moment, prefix: str = "") -> Q:
    going = Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": at.on})
    if at.known:
        going |= Q(**{f"{prefix}ended_by__recorded_at__gt": at.known})
    return going


def parts_at(at: Moment) -> Q:
    """`at_moment` for bodies' parts, which also pass to a successor and follow a group's members: where the
    deed was done later than the known moment, the part of before still holds and the one of after is not
    there."""
    if at.known is None:
        return at_moment(at)
    later = Deed.objects.filter(kind="plans.assignment", at__gt=at.known)
    own, before = (Cast(OuterRef(name), CharField()) for name in ("pk", "passed_from_id"))
    ended = Q(Exists(later.filter(verb__in=(PASS_ON, LEAVE), record_id=own)), ended_by=None)
    begun = Q(Exists(later.filter(verb=JOIN, record_id=own)))
    begun |= Q(Exists(later.filter(verb=PASS_ON, record_id=before)))
    return _begun(at) & ~begun & (_going(at) | ended)


def holds_at(row: Any, at: Moment) -> bool:
    """`at_moment` for one row in Python."""
    if row.since and row.since > at.on:
        return False
    if at.known and row.began_by_id and row.began_by.recorded_at > at.known:
        return False
    unknown = at.known and row.ended_by_id and row.ended_by.recorded_at > at.known
    return row.until is None or row.until > at.on or bool(unknown)


def task_readings(at: Moment, **of: Any) -> dict[int, Words]:
    """Where tasks read otherwise at a moment than in their rows, by id. `of`: conditions of the task, as
    `plan=…`, `pk__in=…`. Two queries."""
    return _differing("task", at, of)


def target_readings(at: Moment, **of: Any) -> dict[int, Words]:
    """The same for indicators: figures and days as in the row."""
    found = _differing("indicator", at, of)
    return {
        pk: {name: rules.typed(name, value) for name, value in words.items()} for pk, words in found.items()
    }


def _differing(side: str, at: Moment, of: Mapping[str, Any]) -> dict[int, Words]:
    chosen = {f"{side}__{name}": value for name, value in of.items()} | {f"{side}__isnull": False}
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    later = Q(until__gt=at.on)
    if at.known:
        later |= Q(ended_by__recorded_at__gt=at.known)
    if at.known or at.on < timezone.localdate():  # no reading of today or later is a former one
        former = FormerReading.objects.filter(later, **chosen).order_by("-until", "-pk")
        for pk, values in former.values_list(f"{side}_id", "values"):
            found[pk] |= values  # the earliest of them comes last and stands
    asked = Q(**chosen)
    if side == "task":  # a task that moves takes its sub-tasks along
        asked |= Q(kind=rules.MOVED, values__has_key="family")
    for proposal in pending(at).filter(asked):
        pk = getattr(proposal, f"{side}_id")
        found[pk] |= rules.row_fields(proposal.kind, proposal.values)
        for child, place in rules.family_fields(proposal.values).items():
            found[child] |= place
    return dict(found)


def pending(at: Moment) -> Any:
    """Accepted proposals about words and figures that are in force at the moment and not written into
    their rows yet: those of days to come, or of today before the job came by."""
    written = FormerReading.objects.filter(ended_by=OuterRef("amendment"))
    same = Q(task__isnull=False, task=OuterRef("task")) | Q(
        indicator__isnull=False, indicator=OuterRef("indicator")
    )
    known = {"amendment__recorded_at__lte": at.known} if at.known else {}
    return (
        Proposal.objects.filter(
            state=Proposal.State.ACCEPTED, kind__in=rules.WRITTEN, amendment__on__lte=at.on, **known
        )
        .filter(~Exists(written.filter(same)))
        .order_by("amendment__on", "pk")
    )


def reread(row: Task | Indicator, words: Words) -> None:
    """Let a loaded row read as at the moment; it is for showing, not for saving."""
    for name, value in words.items():
        setattr(row, name, value)


def reread_tasks(tasks: Iterable[Task], at: Moment) -> None:
    """Let loaded tasks read as at a moment."""
    listed = list(tasks)
    words = task_readings(at, pk__in=[task.pk for task in listed])
    for task in listed:
        reread(task, words.get(task.pk, NOTHING))


def folded(number: str, text: str, products: Iterable[str]) -> str:
    """What a search looks through, of a task that reads so."""
    return fold(f"{number} {text} {' '.join(products)}")
