"""Holding rows until the transaction ends.

Two queries on purpose: rows are locked by themselves, then read with their joins. PostgreSQL reads a row
that it had to wait for again, but joins it to what the row referred to before, and finds nothing where the
other transaction had changed the reference.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def hold(rows: QuerySet[M]) -> QuerySet[M]:
    """Lock the rows of `rows`, in the order of their keys; to be read from what is given back.

    Raises TransactionManagementError outside a transaction, on PostgreSQL. On SQLite nothing is asked: its
    transactions begin by taking the one lock that there is (config.settings).
    """
    if not connections[rows.db].features.has_select_for_update:
        return rows
    alone = rows.select_related(None).prefetch_related(None).order_by("pk")
    list(alone.select_for_update(of=("self",)).values_list("pk"))
    return rows


def held(rows: QuerySet[M], pk: object) -> M:
    """The row of `rows` as it is now, held until the transaction ends; raises its `DoesNotExist`."""
    return hold(rows.filter(pk=pk)).get()
