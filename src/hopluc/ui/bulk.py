"""Several rows of a list done at once: which were ticked, one deed for each, which were refused and why.

The list is a form with `{% bulk_all %}` in its head and `{% bulk_tick %}` in each row (`{% load bulk %}`);
without a script the ticks and a link that ticks the whole page work as well. An action that exists for one
row is called for each: what bulk deeds check and write is what the single one does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hopluc.viet.numbers import format_number

NAME = "rows"  # of the ticks
MOST = 500  # rows at once
MOST_TOLD = 20  # refusals that are told one by one
T = TypeVar("T")


class Outcome(NamedTuple):
    """How many rows were done, and why the others were not: each under its name."""

    done: int
    refused: list[str]


def chosen(request: HttpRequest) -> list[int]:
    """The ids of the rows that were ticked, each once, in the order of the page."""
    ids = dict.fromkeys(int(pk) for pk in request.POST.getlist(NAME) if pk.isdecimal())
    return list(ids)[:MOST]


def each(rows: Iterable[T], deed: Callable[[T], Any], name: Callable[[T], str]) -> Outcome:
    """Do a deed upon each row in a transaction of its own: one that is refused does not hold up the rest.

    name: how a refused row is told apart.
    """
    done, refused = 0, []
    for row in rows:
        try:
            with transaction.atomic():
                deed(row)
            done += 1
        except PermissionDenied as error:
            refused.append(f"{name(row)}: {str(error) or _('Không có quyền.')}")
        except ValidationError as error:
            refused.append(f"{name(row)}: {' '.join(error.messages)}")
    return Outcome(done, refused)


def tell(request: HttpRequest, outcome: Outcome, done: str) -> None:
    """Say how many were done (`done` with %(n)s), which were refused and why, and what to do where nothing
    was ticked."""
    if outcome.done:
        messages.success(request, done % {"n": format_number(outcome.done)})
    for words in outcome.refused[:MOST_TOLD]:
        messages.warning(request, words)
    more = len(outcome.refused) - MOST_TOLD
    if more > 0:
        messages.warning(request, _("và %(n)s dòng khác không thực hiện được.") % {"n": more})
    if not outcome.done and not outcome.refused:
        messages.warning(request, _("Chưa chọn dòng nào làm được việc này. Đánh dấu các dòng rồi bấm lại."))
