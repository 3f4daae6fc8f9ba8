"""What became of the duties to report and of the other standing duties."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from hopluc.compiler.compare.bodies import bodies
from hopluc.compiler.compare.fields import Frame, names, party_field, time_field, words_field
from hopluc.compiler.compare.likeness import features
from hopluc.compiler.compare.model import Change, Field, Kind, Side, What
from hopluc.compiler.compare.pairing import Item, pair
from hopluc.compiler.format import Duty, Part, Reporting

_Of = TypeVar("_Of", Reporting, Duty)


def reporting_changes(frame: Frame) -> list[Change]:
    """The duties to report: from whom, to whom, when."""
    return _changes(
        "reporting", frame.old.reporting, frame.new.reporting, _report_item, _report_fields, frame
    )


def duty_changes(frame: Frame) -> list[Change]:
    """The other standing duties."""
    return _changes("duty", frame.old.duties, frame.new.duties, _duty_item, _duty_fields, frame)


def _changes(
    what: What,
    old: Sequence[_Of],
    new: Sequence[_Of],
    item: Callable[[_Of], Item],
    fields: Callable[[_Of, _Of, Frame], Iterable[Field | None]],
    frame: Frame,
) -> list[Change]:
    """Every duty of both plans once, matched within its kind."""
    pairs = pair([item(one) for one in old], [item(one) for one in new], parts=False).pairs
    by_new, by_old = {match.new: match for match in pairs}, {match.old for match in pairs}
    found: list[Change] = []
    reworded: set[tuple[str | None, str | None]] = set()  # the steps of a chain share one sentence
    for j, one in enumerate(new):
        match = by_new.get(j)
        if match is None:
            found.append(Change(what, "added", (), (_side(one),)))
            continue
        before = old[match.old]
        differ = tuple(
            dataclasses.replace(
                field, old_span=field.old_span or before.span, new_span=field.new_span or one.span
            )
            for field in fields(before, one, frame)
            if field is not None and (field.old, field.new) not in reworded
        )
        reworded.update((field.old, field.new) for field in differ if field.name == "text")
        kind: Kind = "changed" if any(not field.quiet for field in differ) else "kept"
        alike = round(match.likeness, 3)
        found.append(Change(what, kind, (_side(before),), (_side(one),), differ, match.doubts, alike))
    for i, one in enumerate(old):
        if i not in by_old:
            found.append(Change(what, "dropped", (_side(one),), ()))
    return found


def _side(one: Reporting | Duty) -> Side:
    if isinstance(one, Duty):
        return Side(one.kind, one.text, one.span)
    chain = " → ".join(filter(None, (names(one.from_), names(one.to))))
    return Side(one.kind, f"{chain}: {one.subject or one.text}" if chain else one.text, one.span)


def _report_item(one: Reporting) -> Item:
    ends = {f"from {key}" for key in bodies(one.from_)} | {f"to {key}" for key in bodies(one.to)}
    return Item(one.kind, features(f"{one.subject or ''} {one.text}"), frozenset(ends), kin=one.kind)


def _duty_item(one: Duty) -> Item:
    return Item(one.kind, features(one.text), bodies(one.of), kin=one.kind)


def _report_fields(old: Reporting, new: Reporting, frame: Frame) -> Iterable[Field | None]:
    yield party_field("from", old.from_, new.from_, frame)
    yield party_field("to", old.to, new.to, frame)
    yield time_field("due", (_due(old.due), old.due), (_due(new.due), new.due), frame)
    yield words_field("text", old.text, new.text, frame)


def _duty_fields(old: Duty, new: Duty, frame: Frame) -> Iterable[Field | None]:
    yield party_field("of", old.of, new.of, frame)
    yield time_field("due", (_due(old.due), old.due), (_due(new.due), new.due), frame)
    yield words_field("text", old.text, new.text, frame)


def _due(parts: Sequence[Part]) -> str | None:
    """The days of a duty in a few words; it has no words of its own."""
    days = [(part.date or part.end, part.rrule or part.kind) for part in parts]
    return "; ".join(day.strftime("%d/%m/%Y") if day else other for day, other in days) or None
