"""Difficulties that bodies bring up, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hopluc.demo.province import acting
from hopluc.demo.story.telling import Row, Step, Tale, body
from hopluc.engagement.actions import problems as actions
from hopluc.engagement.models import Problem


def steps(tale: Tale) -> Iterator[Step]:
    """Each problem with its steps."""
    yield from tale.records("problems", bring_up, VERBS, of="problem", title="Khó khăn, vướng mắc")


def bring_up(tale: Tale, row: Row) -> None:
    """An agency brings up what it cannot settle itself."""
    actions.raise_problem(
        tale.plan(row.get("plan", "table")),
        tale.task(row) if "task" in row else None,
        by=acting(row["who"]),
        on=tale.day(row),
        text=row["text"],
        asked=row["asked"],
        answer_by=tale.optional(row, "answer_by"),
    )


def _problem(tale: Tale, row: Row) -> Problem:
    return Problem.objects.get(plan=tale.plan(row.get("plan", "table")), text=row["text"])


def _step(tale: Tale, row: Row, then: Row) -> dict[str, Any]:
    return {"by": acting(then["who"]), "on": tale.day(row | then), "text": then["text"]}


def pass_up(tale: Tale, row: Row, then: Row) -> None:
    """It is beyond the holder's powers."""
    actions.pass_up(_problem(tale, row), to=body(then["to"]), **_step(tale, row, then))


def ask_back(tale: Tale, row: Row, then: Row) -> None:
    """Something is missing in it."""
    actions.ask_back(_problem(tale, row), **_step(tale, row, then))


def supply(tale: Tale, row: Row, then: Row) -> None:
    """What was missing is added."""
    actions.supply(_problem(tale, row), **_step(tale, row, then))


def answer(tale: Tale, row: Row, then: Row) -> None:
    """It is decided, by a document or a leader's own word."""
    actions.answer(
        _problem(tale, row),
        document=then.get("document", ""),
        document_on=tale.day(row | then) if "document" in then else None,
        **_step(tale, row, then),
    )


def reopen(tale: Tale, row: Row, then: Row) -> None:
    """The answer did not help."""
    actions.reopen(_problem(tale, row), **_step(tale, row, then))


def withdraw(tale: Tale, row: Row, then: Row) -> None:
    """It has settled itself."""
    actions.withdraw(_problem(tale, row), **_step(tale, row, then))


VERBS = {
    "pass_up": pass_up, "ask_back": ask_back, "supply": supply, "answer": answer, "reopen": reopen,
    "withdraw": withdraw,
}  # fmt: skip
