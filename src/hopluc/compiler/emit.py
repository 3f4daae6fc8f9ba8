"""The compiled plan: everything that was recognised, its places turned into spans of the text.

After `emit`: every span is a half-open range of the document's text, the smallest that holds
the item's words; `left_over` lists what belongs to no item.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from hopluc.compiler.document import Document as Source
from hopluc.compiler.document import Flow
from hopluc.compiler.format import Plan, Span, TextInfo

# Fields that hold a range of the flow, several of them, or several by name.
_ONE = frozenset({"span"})
_SEVERAL = frozenset({"spans", "also"})
_BY_NAME = frozenset({"spans", "cells"})


def emit(source: Source, flow: Flow, plan: Plan) -> Plan:
    """`plan`, whose spans are ranges of `flow`, as a plan of `source`."""
    # What comes from the reader has its spans in the text already.
    found = dataclasses.replace(plan, sources=(), pages=())
    placed: Plan = _placed(found, flow)
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    return dataclasses.replace(
        placed,
        text=TextInfo(digest, len(source.text)),
        sources=source.sources,
        pages=source.pages,
        left_over=tuple(left_over(source, placed)),
    )


def _placed(value: Any, flow: Flow) -> Any:
    """`value` with the spans in it, at any depth, mapped to the text."""
    if isinstance(value, tuple):
        return tuple(_placed(item, flow) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        item = getattr(value, field.name)
        if field.name in _BY_NAME and isinstance(item, dict):
            changed[field.name] = {name: flow.span(*span) for name, span in item.items()}
        elif field.name in _SEVERAL:
            changed[field.name] = tuple(flow.span(*span) for span in item)
        elif field.name in _ONE:
            changed[field.name] = flow.span(*item) if item is not None else None
        elif isinstance(item, tuple) or dataclasses.is_dataclass(item):
            changed[field.name] = _placed(item, flow)
    return dataclasses.replace(value, **changed)


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
    if isinstance(value, tuple):
        for item in value:
            yield from _spans_in(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if item is None:
                continue
            if field.name in _ONE:
                yield item
            elif field.name in _SEVERAL | _BY_NAME:
                yield from item.values() if isinstance(item, dict) else item
            else:
                yield from _spans_in(item)
