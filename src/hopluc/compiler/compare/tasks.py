"""What became of each task."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from hopluc.compiler.compare.bodies import bodies, body
from hopluc.compiler.compare.fields import Frame, names, party_field, span_of, time_field, whole, words_field
from hopluc.compiler.compare.likeness import features
from hopluc.compiler.compare.marks import same_meaning
from hopluc.compiler.compare.model import Change, Field, Kind, Note, Side
from hopluc.compiler.compare.pairing import Item, Pair, Pairing, pair
from hopluc.compiler.compare.words import keys
from hopluc.compiler.format import Part, Party, Plan, Span, Task


def changes(frame: Frame) -> list[Change]:
    """All tasks of both plans, each once, in the order of the new plan."""
    old, new = frame.old.tasks, frame.new.tasks
    pairing = pair(items(frame.old), items(frame.new))
    found: list[tuple[float, Change]] = []
    for match in pairing.pairs:
        found.append((match.new, _matched(frame, match, pairing)))
    place = {match.old: match.new for match in pairing.pairs}
    taken_old = {match.old for match in pairing.pairs} | {i for more in pairing.merged.values() for i in more}
    taken_new = {match.new for match in pairing.pairs} | {j for more in pairing.split.values() for j in more}
    for j, task in enumerate(new):
        if j not in taken_new:
            found.append((j, Change("task", "added", (), (side(task),), _only_here(task, new=True))))
    last = -1.0
    for i, task in enumerate(old):
        last = place.get(i, last)
        if i not in taken_old:
            found.append(
                (last + 0.5, Change("task", "dropped", (side(task),), (), _only_here(task, new=False)))
            )
    return [change for _, change in sorted(found, key=lambda each: each[0])]


def items(plan: Plan) -> list[Item]:
    """The tasks of a plan, to be matched: their words, leads, group and number."""
    titles = {group.id: group.title for group in plan.groups}
    texts = {task.id: task.text for task in plan.tasks}
    return [
        Item(
            id=task.id,
            words=features(task.text),
            who=bodies(task.leads),
            about=features(" ".join(_context(task, titles, texts))),
            place=task.id,
        )
        for task in plan.tasks
    ]


def _context(task: Task, titles: dict[str, str], texts: dict[str, str]) -> Iterable[str]:
    if task.group is not None:
        yield titles.get(task.group, "")
    if task.parent is not None:
        yield texts.get(task.parent, "")


def side(task: Task) -> Side:
    """A task's side of a change."""
    return Side(task.id, task.text, task.span)


def _only_here(task: Task, new: bool) -> tuple[Field, ...]:
    """Who and by when, of a task that only one plan has."""
    values = {
        "leads": names(task.leads),
        "deadline": task.deadline.text if task.deadline else None,
    }
    fields = (
        whole(name, None if new else value, value if new else None, _place(task, name))
        for name, value in values.items()
    )
    return tuple(field for field in fields if field is not None)


def _matched(frame: Frame, match: Pair, pairing: Pairing) -> Change:
    """The change of a pair, with the parts that went into it or came of it."""
    old = [frame.old.tasks[i] for i in sorted((match.old, *pairing.merged.get(match.new, ())))]
    new = [frame.new.tasks[j] for j in sorted((match.new, *pairing.split.get(match.old, ())))]
    found = tuple(_fields(joined(old), joined(new), frame))
    kind: Kind = "changed" if any(not field.quiet for field in found) else "kept"
    if len(old) > 1:
        kind = "merged"
    elif len(new) > 1:
        kind = "split"
    sides = tuple(map(side, old)), tuple(map(side, new))
    return Change("task", kind, *sides, found, match.doubts, round(match.likeness, 3))


def joined(tasks: Sequence[Task]) -> Task:
    """Several tasks as one: their words one after another, all their leads."""
    first = tasks[0]
    if len(tasks) == 1:
        return first
    return dataclasses.replace(
        first,
        text=" ".join(task.text for task in tasks),
        leads=_union(task.leads for task in tasks),
        coordinators=_union(task.coordinators for task in tasks),
        products=tuple(dict.fromkeys(product for task in tasks for product in task.products)),
    )


def _union(several: Iterable[Sequence[Party]]) -> tuple[Party, ...]:
    return tuple({body(party.name): party for parties in several for party in parties}.values())


def _fields(old: Task, new: Task, frame: Frame) -> Iterable[Field]:
    """The fields of a pair that differ."""
    found = [
        _text_field(old, new, frame),
        *_who(old, new, frame),
        time_field("deadline", _time(old), _time(new), frame),
        words_field("products", _line(old), _line(new), frame),
        _group(old, new, frame),
        words_field("mandate", old.mandate, new.mandate, frame),
        words_field("note", old.note, new.note, frame),
    ]
    for field in found:
        if field is not None:
            one, other = field.old_span or _place(old, field.name), field.new_span or _place(new, field.name)
            yield dataclasses.replace(field, old_span=one, new_span=other)


def _text_field(old: Task, new: Task, frame: Frame) -> Field | None:
    """The work's words. Leads that open the sentence in one plan, and stand above it in the other, are no
    change of the words."""
    field = words_field("text", old.text, new.text, frame)
    if field is None or field.quiet or bodies(old.leads) != bodies(new.leads):
        return field
    first = field.segments[0]
    named = {key for party in (*old.leads, *new.leads) for key in keys(f"{party.name} {party.text}")}
    if first.mark not in ("del", "ins") or not set(keys(first.old_text + first.new_text)) <= named:
        return field
    segments = (dataclasses.replace(first, mark="slip"), *field.segments[1:])
    return dataclasses.replace(field, segments=segments, quiet=same_meaning(segments))


def _place(task: Task, name: str) -> Span | None:
    """Where a field stands in the text of its plan."""
    if name == "text":
        return task.span
    if name == "leads":
        return span_of(task.leads)
    if name == "deadline":
        return task.deadline.span if task.deadline else None
    return task.cells.get(name)


def _time(task: Task) -> tuple[str | None, tuple[Part, ...]]:
    return (task.deadline.text, task.deadline.parts) if task.deadline else (None, ())


def _line(task: Task) -> str | None:
    return "; ".join(task.products) or None


def _who(old: Task, new: Task, frame: Frame) -> list[Field | None]:
    """Leads, coordinators, and the bodies that changed from one to the other."""
    up = bodies(old.coordinators) & bodies(new.leads) - bodies(old.leads)
    down = bodies(old.leads) & bodies(new.coordinators) - bodies(new.leads)
    moved = up | down
    promoted = [_role(party, "promoted") for party in _only(new.leads, up)]
    demoted = [_role(party, "demoted") for party in _only(old.leads, down)]
    found: list[Field | None] = [*promoted, *demoted]
    for name in ("leads", "coordinators"):
        rest = [_without(getattr(task, name), moved) for task in (old, new)]
        found.append(party_field(name, rest[0], rest[1], frame))
    return found


def _role(party: Party, note: Note) -> Field:
    """A body that stays with the task in another role."""
    return Field("role", party.name, party.name, note=note)


def _only(parties: Sequence[Party], some: frozenset[str]) -> list[Party]:
    return [party for party in parties if body(party.name) in some]


def _without(parties: Sequence[Party], some: frozenset[str]) -> list[Party]:
    return [party for party in parties if body(party.name) not in some]


def _group(old: Task, new: Task, frame: Frame) -> Field | None:
    """The group, where the task stands under another heading than before: words, not numbers, tell."""
    one, other = (
        next((group.title for group in plan.groups if group.id == task.group), None)
        for plan, task in ((frame.old, old), (frame.new, new))
    )
    if not one or not other:
        return None
    first, second = features(one), features(other)
    shared = len(first & second) / max(1, min(len(first), len(second)))
    return Field("group", one, other) if shared < 0.4 else None
