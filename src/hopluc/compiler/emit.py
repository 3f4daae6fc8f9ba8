"""The compiled plan: everything that was recognised, its places turned into spans of the text.

After `emit`: every span is a half-open range of the document's text, the smallest that holds
the item's words; `left_over` lists what belongs to no item.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_type_hints

from hopluc.compiler.document import Document as Source
from hopluc.compiler.document import Flow
from hopluc.compiler.format import Plan, Span, TextInfo

# Fields that hold a range of the flow, several of them, or several by name.
_ONE = frozenset({"span"})
_SEVERAL = frozenset({"spans", "also"})
_BY_NAME = frozenset({"spans", "cells"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Places:
    """Where instances of one class hold ranges: its fields in order, by what they hold."""

    fields: tuple[str, ...]
    direct: tuple[int, ...]
    nested: tuple[int, ...]


@cache
def _places(cls: type) -> _Places:
    """The places of a class, worked out once. A class without any has no direct and no nested ones."""
    names = tuple(field.name for field in dataclasses.fields(cls))
    hints = get_type_hints(cls)
    direct = tuple(n for n, name in enumerate(names) if name in _ONE | _SEVERAL | _BY_NAME)
    nested = tuple(
        n
        for n, name in enumerate(names)
        if n not in direct and any(_holds_places(inner) for inner in _classes_in(hints[name]))
    )
    return _Places(names, direct, nested)


def _holds_places(cls: type) -> bool:
    places = _places(cls)
    return bool(places.direct or places.nested)


def _classes_in(hint: Any) -> Iterator[type]:
    """The dataclasses that a type names: in "tuple[Party, ...]", in "Deadline | None"."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for inner in get_args(hint):
        yield from _classes_in(inner)


def emit(source: Source, flow: Flow, plan: Plan) -> Plan:
    """`plan`, whose spans are ranges of `flow`, as a plan of `source`."""
    # What comes from the reader has its spans in the text already.
    found = dataclasses.replace(plan, sources=(), pages=())
    at_places: Plan = placed(found, flow)
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    return dataclasses.replace(
        at_places,
        text=TextInfo(digest, len(source.text)),
        sources=source.sources,
        pages=source.pages,
        left_over=tuple(left_over(source, at_places)),
    )


def placed(value: Any, flow: Flow) -> Any:
    """`value` with the spans in it, at any depth, mapped to the text."""
    if isinstance(value, tuple):
        return tuple([placed(item, flow) for item in value])
    if value is None:
        return None
    cls: type = type(value)
    places = _places(cls)
    if not places.direct and not places.nested:
        return value
    values = [getattr(value, name) for name in places.fields]
    for n in places.direct:
        values[n] = _mapped(values[n], flow)
    for n in places.nested:
        values[n] = placed(values[n], flow)
    return cls(*values)


def _mapped(ranges: Any, flow: Flow) -> Any:
    """One range, several, or several by name, as spans of the text; None stays None."""
    if ranges is None:
        return None
    if isinstance(ranges, dict):
        return {name: flow.span(*span) for name, span in ranges.items()}
    if ranges and isinstance(ranges[0], int):
        return flow.span(*ranges)
    return tuple([flow.span(*span) for span in ranges])


def left_over(source: Source, plan: Plan) -> Iterator[Span]:
    """Ranges with words that belong to no item, in order, without the spaces around them."""
    text = source.text
    at = 0
    for start, end in [*sorted(_held(plan)), (len(text), len(text))]:
        if start > at:
            words = text[at:start]
            stripped = words.strip()
            if stripped:
                first = at + words.index(stripped[0])
                yield first, first + len(stripped)
        at = max(at, end)


def _held(plan: Plan) -> Iterator[Span]:
    """The spans of all items and of their parts; findings are no items."""
    items: Sequence[Any] = (
        plan.document,
        *plan.citations,
        *plan.groups,
        *plan.tasks,
        *plan.indicators,
        *plan.reporting,
        *plan.duties,
    )
    for item in items:
        yield from _spans_in(item)


def _spans_in(value: Any) -> Iterator[Span]:
    if value is None:
        return
    if isinstance(value, tuple):
        for item in value:
            yield from _spans_in(item)
        return
    cls: type = type(value)
    places = _places(cls)
    for n in places.direct:
        held = getattr(value, places.fields[n])
        if isinstance(held, dict):
            yield from held.values()
        elif held and isinstance(held[0], int):
            yield held
        else:
            yield from held or ()
    for n in places.nested:
        yield from _spans_in(getattr(value, places.fields[n]))
