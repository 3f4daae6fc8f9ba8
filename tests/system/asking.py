"""A request whose effect is looked at and taken back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SESSIONS = '"django_session"'  # a visit, not a record


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """What is written meanwhile is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextlib.contextmanager
def writes() -> Iterator[list[str]]:
    """The writes of records meanwhile, each with its SQL."""
    found = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(WRITES) and SESSIONS not in sql:
            found.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


def leads_to_sign_in(answer: HttpResponse) -> bool:
    """Whether the answer leads to the page where one signs in."""
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
