"""What an urging letter says, as plain values frozen when it was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LateLine:
    """A late part: task, deadline in the plan's words, days late, the last word said of it."""

    number: str
    text: str
    deadline: str
    due_on: dt.date
    days_late: int
    said: str


@dataclass(frozen=True, slots=True)
class PlanLines:
    """The late parts of a body in one plan: `short` names it in a title, `cited` in a sentence."""

    short: str
    cited: str
    lines: tuple[LateLine, ...]


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A report that a body has not handed in: `title` of the round, `cited` its plan in a sentence;
    `returned`: why the one that it had sent came back."""

    title: str
    cited: str
    due_on: dt.date
    days_late: int
    returned: str = ""


@dataclass(frozen=True, slots=True)
class LetterContent:
    """The whole letter, about late parts or about a report that is owed; its order is that of the paper."""

    sender: str
    superior: str
    symbol: str
    place: str
    signatory: str
    body: str
    on: dt.date
    answer_by: dt.date | None
    words: str
    above: tuple[str, ...]
    plans: tuple[PlanLines, ...] = ()
    report: OwedReport | None = None

    @property
    def count(self) -> int:
        """How many parts the letter names."""
        return sum(len(plan.lines) for plan in self.plans)

    @property
    def longest(self) -> int:
        """Days late of the part that is late the longest."""
        return max((line.days_late for plan in self.plans for line in plan.lines), default=0)
