"""Every row that a handover writes, found by comparing what is around its bodies before and after.

The rooms hand over with their own actions, which know nothing of undoing. What they may write
is told by their keys to bodies (COVERS) and by WRITES; all such rows of the bodies concerned are read
before and after, inside the handover's transaction.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from hopluc.handover.models import Handover, Trace
from hopluc.handover.rooms import ROOMS
from hopluc.organizations.models import Organisation

Fields = dict[str, Any]
Rows = dict[tuple[str, int], Fields]
BATCH = 500
# Columns that repeat what other rows say and are worked out anew at any time.
DERIVED: Mapping[str, frozenset[str]] = {
    "plans.assignment": frozenset({"state", "percent", "finished_on", "late", "due_on", "counts_from"})
}


def _watched() -> dict[type[models.Model], list[str]]:
    """The tables that a handover may write, with the look-ups that lead from them to a body."""
    found: dict[type[models.Model], list[str]] = defaultdict(list)
    found[Organisation].append("pk")
    for room in ROOMS:
        keys = defaultdict(list)
        for key in room.COVERS:
            label, _dot, name = key.rpartition(".")
            if label != "organizations.Organisation":
                found[apps.get_model(label)].append(name)
                keys[label.lower()].append(name)
        for key in getattr(room, "WRITES", ()):
            label, _dot, name = key.rpartition(".")
            model = apps.get_model(label)
            parent: Any = model._meta.get_field(name).related_model
            found[model] += [f"{name}__{one}" for one in keys[parent._meta.label_lower]]
    return found


def columns(model: type[models.Model]) -> list[str]:
    """The names of a table's columns as attributes."""
    return [field.attname for field in model._meta.concrete_fields]


class _Whole(DjangoJSONEncoder):
    """Moments to the microsecond, as the database keeps them."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def _said(rows: Iterable[Fields]) -> Iterator[Fields]:
    """Fields as JSON keeps them, so that what was stored compares with what is there."""
    for row in rows:
        yield json.loads(json.dumps(row, cls=_Whole))


def picture(bodies: Iterable[int]) -> Rows:
    """All rows around some bodies that a handover may write, by kind and id."""
    ids = list(bodies)
    rows: Rows = {}
    for model, paths in _watched().items():
        label = model._meta.label_lower
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            near = Q()
            for path in paths:
                near |= Q(**{f"{path}__in": some})
            found = model._default_manager.filter(near).order_by("pk").values(*columns(model))
            rows.update({(label, row["id"]): row for row in _said(found)})
    return rows


def keep(handover: Handover, before: Rows, bodies: Iterable[int]) -> None:
    """Keep what differs from the picture of before as the handover's traces."""
    after = picture(bodies)
    traces = [
        Trace(
            handover=handover,
            label=label,
            record_id=pk,
            before=before.get((label, pk)),
            after=after.get((label, pk)),
        )
        for label, pk in sorted(before.keys() | after.keys())
        if before.get((label, pk)) != after.get((label, pk))
    ]
    Trace.objects.bulk_create(traces, BATCH)


def now(traces: Iterable[Trace]) -> Rows:
    """How the traced rows read now."""
    ids = defaultdict(list)
    for trace in traces:
        ids[trace.label].append(trace.record_id)
    rows: Rows = {}
    for label, pks in ids.items():
        model = apps.get_model(label)
        for start in range(0, len(pks), BATCH):
            found = model._default_manager.filter(pk__in=pks[start : start + BATCH]).values(*columns(model))
            rows.update({(label, row["id"]): row for row in _said(found)})
    return rows


def moved_on(trace: Trace, fields: Fields | None) -> bool:
    """Whether a traced row reads otherwise than the handover left it, worked-out columns aside."""
    if trace.after is None or fields is None:
        return trace.after is not fields
    skip = DERIVED.get(trace.label, frozenset())
    return any(trace.after.get(name) != value for name, value in fields.items() if name not in skip)


def leaning(traces: Iterable[Trace]) -> Iterator[tuple[Trace, str]]:
    """Rows that the handover made and something else leans on since, with the kind of what does."""
    made: dict[str, dict[int, Trace]] = defaultdict(dict)
    known = set()
    for trace in traces:
        known.add((trace.label, trace.record_id))
        if trace.before is None:
            made[trace.label][trace.record_id] = trace
    for label, of in made.items():
        model = apps.get_model(label)
        for relation in model._meta.related_objects:
            child, name = relation.related_model, relation.field.attname
            if child._meta.app_label == "handover" or not relation.field.concrete:
                continue
            kind = child._meta.label_lower
            ids = list(of)
            for start in range(0, len(ids), BATCH):
                rows = child._default_manager.filter(**{f"{name}__in": ids[start : start + BATCH]})
                for pk, on in rows.order_by("pk").values_list("pk", name):
                    if (kind, pk) not in known:
                        yield of[on], kind


def restore(traces: Iterable[Trace]) -> None:
    """Lay the traced rows back as they were; keys are checked when the transaction ends.

    Rows that the handover made go, also from tables that only grow: it is as if they had never been,
    and the journal tells that they were.
    """
    rows = list(traces)
    for trace in rows:
        model = apps.get_model(trace.label)
        plain: models.QuerySet[Any] = models.QuerySet(model)
        if trace.before is None:
            plain.filter(pk=trace.record_id)._raw_delete(plain.db)
    for trace in rows:
        if trace.before is None:
            continue
        model = apps.get_model(trace.label)
        values = _values(model, trace.before)
        if trace.after is None:
            model(**values).save_base(raw=True, force_insert=True)
        else:
            skip = DERIVED.get(trace.label, frozenset())
            changed = {
                name: value
                for name, value in values.items()
                if trace.before[name] != trace.after[name] and name not in skip
            }
            if changed:
                models.QuerySet(model).filter(pk=trace.record_id).update(**changed)


def _values(model: type[models.Model], fields: Fields) -> Fields:
    """Stored fields as the columns take them."""
    found = {}
    for field in model._meta.concrete_fields:
        value = fields.get(field.attname)
        reads: Any = field.target_field if isinstance(field, models.ForeignKey) else field
        found[field.attname] = None if value is None else reads.to_python(value)
    return found
