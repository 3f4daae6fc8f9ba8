"""What became of each target: both figures and how far they moved."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from hopluc.compiler.compare.bodies import bodies, said
from hopluc.compiler.compare.fields import Frame, party_field, whole, words_field
from hopluc.compiler.compare.likeness import features
from hopluc.compiler.compare.model import Change, Field, Kind, Side
from hopluc.compiler.compare.pairing import Item, Pair, pair
from hopluc.compiler.compare.years import moved_period
from hopluc.compiler.figures_in_words import number, target_in_words
from hopluc.compiler.format import Indicator, Period, Plan, Target


def changes(frame: Frame) -> list[Change]:
    """All targets of both plans, each once, in the order of the new plan."""
    old, new = frame.old.indicators, frame.new.indicators
    matches = matched(frame.old, frame.new)
    found: list[tuple[float, Change]] = [
        (match.new, _changed(old[match.old], new[match.new], match, frame)) for match in matches
    ]
    place = {match.old: match.new for match in matches}
    come = set(range(len(new))) - set(place.values())
    found += [
        (j, Change("indicator", "added", (), (side(new[j]),), _only_here(new[j], new=True))) for j in come
    ]
    last = -1.0
    for i, one in enumerate(old):
        last = place.get(i, last)
        if i not in place:
            found.append(
                (last + 0.5, Change("indicator", "dropped", (side(one),), (), _only_here(one, new=False)))
            )
    return [change for _, change in sorted(found, key=lambda each: each[0])]


def matched(old: Plan, new: Plan, moves: bool = True) -> list[Pair]:
    """The targets that are one target: first those counted in one unit, then, of what is left over, those
    whose unit is of another sort (a share that was a number) or was left out, if the words say so.

    Years move with the plan, unless `moves` is false: then 2025 is 2025 in both.
    """
    one, other = items(old, moves), items(new, moves)
    first = pair(one, other, parts=False).pairs
    left = sorted(set(range(len(one))) - {match.old for match in first})
    free = sorted(set(range(len(other))) - {match.new for match in first})
    again = pair(_any_unit(one, left), _any_unit(other, free), parts=False).pairs
    more = [
        dataclasses.replace(match, old=left[match.old], new=free[match.new])
        for match in again
        if match.likeness >= _ANY_UNIT
    ]
    return [*first, *(match for match in more if _one_sort(one[match.old].kin, other[match.new].kin))]


# How alike the names must be where the units say another thing.
_ANY_UNIT = 0.6


def _any_unit(some: Sequence[Item], places: Sequence[int]) -> list[Item]:
    return [dataclasses.replace(some[place], kin="") for place in places]


def _one_sort(one: str, other: str) -> bool:
    """Whether two units may count one thing; so many cooperatives and so many unions are two targets."""
    return _sort(one) != _sort(other) or one in other or other in one


def _sort(unit: str) -> str:
    return unit if unit in ("", "dong", "%") else "count"


def items(plan: Plan, moves: bool = True) -> list[Item]:
    """The targets of a plan, to be matched: the words of their names, whose they are, and which year's."""
    return [
        Item(
            id=one.id,
            words=_name(one.name),
            who=bodies(one.for_),
            place=_year(one.period, plan if moves else None),
            kin=_unit(one.unit),
        )
        for one in plan.indicators
    ]


def _name(name: str) -> frozenset[str]:
    """The words of a name without its figures, which are what is compared."""
    return frozenset(word for word in features(name) if not any(char.isdigit() for char in word))


def _year(period: Period | None, plan: Plan | None) -> str | None:
    """Which year a target is for, counted back from the plan's last if a plan is given."""
    if not period or not period.end:
        return None
    if plan is None:
        return str(period.end.year)
    whole = plan.document.period
    return str(period.end.year - whole.end.year) if whole and whole.end else None


def _unit(unit: str | None) -> str:
    """What is counted: money of any size is one sort, "a year" belongs to the period."""
    key = said(unit or "").split("/")[0].strip()
    key = key.removesuffix(" nam").strip()
    return "dong" if "dong" in key.split() and "lao" not in key.split() else "%" if "%" in key else key


def unit(one: Indicator) -> str:
    """What a figure is counted in, in one spelling."""
    return said(one.unit or "")


def side(one: Indicator) -> Side:
    """A target's side of a change."""
    return Side(one.id, one.name, one.span)


def figure(one: Indicator) -> str:
    """The figure as offices write it: "≥ 50 hợp tác xã", "65 - 70 %"."""
    return " ".join(f"{target_in_words(one.target)} {one.unit or ''}".split())


# Differences of figures with decimals are no longer exact beyond these.
_PLACES = 4


def delta(old: Target, new: Target) -> str | None:
    """How far a figure moved, and by how much of the old one ("+27; +50,9 %"); None for ranges."""
    if old.value is None or new.value is None:
        return None
    difference = round(new.value - old.value, _PLACES)
    sign = "+" if difference > 0 else "-" if difference < 0 else "±"
    share = f"; {sign}{number(round(abs(difference) / abs(old.value) * 100, 1))} %" if old.value else ""
    return f"{sign}{number(abs(difference))}{share}"


def _only_here(one: Indicator, new: bool) -> tuple[Field, ...]:
    """The figure of a target that only one plan has."""
    field = whole("figure", None if new else figure(one), figure(one) if new else None, one.span)
    return (field,) if field else ()


def _changed(old: Indicator, new: Indicator, match: Pair, frame: Frame) -> Change:
    found = tuple(_fields(old, new, frame))
    kind: Kind = "changed" if any(not field.quiet for field in found) else "kept"
    return Change(
        "indicator", kind, (side(old),), (side(new),), found, match.doubts, round(match.likeness, 3)
    )


def _fields(old: Indicator, new: Indicator, frame: Frame) -> Iterable[Field]:
    found = (
        _figure_field(old, new),
        words_field("name", old.name, new.name, frame),
        words_field("unit", old.unit, new.unit, frame),
        _period_field(old, new, frame),
        words_field("baseline", _baseline(old), _baseline(new), frame),
        party_field("for", old.for_, new.for_, frame),
        None if old.each == new.each else Field("each", str(old.each).lower(), str(new.each).lower()),
    )
    for field in found:
        if field is not None:
            yield dataclasses.replace(
                field, old_span=field.old_span or old.span, new_span=field.new_span or new.span
            )


def _figure_field(old: Indicator, new: Indicator) -> Field | None:
    if old.target == new.target:
        return None
    return Field("figure", figure(old), figure(new), delta=delta(old.target, new.target))


def _baseline(one: Indicator) -> str | None:
    return one.baseline.of if one.baseline else None


def _period_field(old: Indicator, new: Indicator, frame: Frame) -> Field | None:
    """The time of a target, with whether it repeats each year; quiet where it moved with the plan."""
    if (old.period, old.per) == (new.period, new.per):
        return None
    rolled = old.per == new.per and moved_period(old.period, frame.shift) == new.period
    return Field("period", _time(old), _time(new), note="rolled" if rolled else None, quiet=rolled)


def _time(one: Indicator) -> str | None:
    if one.period is None:
        return None
    days = [day.strftime("%d/%m/%Y") if day else "…" for day in (one.period.start, one.period.end)]
    return " - ".join(days) + (", mỗi năm" if one.per else "")
