"""What search knows of a kind of record: where its words are, who sees it, how it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from hopluc.organizations.acting import Acting
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Plan

Rows = QuerySet[Any]


class Seer:
    """Who searches, with the plans that they read, which bound most kinds (a plan is read whole)."""

    def __init__(self, acting: Acting) -> None:
        self.acting = acting

    @cached_property
    def plans(self) -> list[int]:
        """Ids of the plans that the person reads."""
        return list(Plan.objects.visible_to(self.acting).order_by().values_list("pk", flat=True))

    @cached_property
    def bodies(self) -> Rows:
        """The bodies that the person sees: whom they have around them is asked once."""
        rows: Rows = Organisation.objects.visible_to(self.acting)
        return rows


@dataclass(frozen=True, slots=True)
class Hit:
    """A record as a line of the results: its words, what goes with them, its page."""

    title: str
    address: str
    notes: tuple[str | dt.date | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that search finds.

    `seen`: the rows whose page the person may open, never more. `folded`: look-ups of folded columns; `more`:
    other ways in which folded words are found. `exact`: the column as written, by which rows with the very
    marks come first; `number`: the column of a document's number, those that begin so come before all.
    `day` is what the year is asked of and the order goes by, `body` the way to the body asked for; a kind
    without one is not found while a year (a body) is asked for. `quick`: offered while the words are typed.
    """

    key: str
    label: str | Promise
    icon: str
    seen: Callable[[Seer], Rows]
    shown: Callable[[Any], Hit]
    folded: tuple[str, ...] = ()
    more: Callable[[Seer, str], Q] | None = None
    related: tuple[str, ...] = ()
    exact: str = ""
    number: str = ""
    day: str = ""
    body: str = ""
    quick: bool = False


def of_plans(model: type[Model], way: str = "plan") -> Callable[[Seer], Rows]:
    """Rows of the plans that the person reads; `way` leads to the plan."""
    return lambda seer: model._default_manager.filter(**{f"{way}__in": seer.plans})


def visible(model: Any) -> Callable[[Seer], Rows]:
    """Rows that the model's own `visible_to` gives."""
    return lambda seer: model.objects.visible_to(seer.acting)


def plan_name(plan: Plan) -> str:
    """A plan in few words: its number, else its title."""
    return plan.number or plan.title


def first(*texts: str) -> str:
    """The first of some texts that is not empty."""
    return next(_filled(texts), "")


def _filled(texts: tuple[str, ...]) -> Iterator[str]:
    return (text for text in texts if text)
