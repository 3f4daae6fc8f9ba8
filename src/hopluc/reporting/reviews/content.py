"""What a review says, as plain values: gathered anew while it is open, frozen as JSON when it is issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class YearCell:
    """A year of an indicator. `reported`: as the year's report gave it, `reported_by`: which report, in
    words; blank where none was issued. `current`: what the records say of the year at the review's moment.
    `typed`: an officer gave it for the review, from `source`. `added`: it is the sum of so many units, in
    words; `part`: not of all of them. `path`: what the way to the target asks for by then."""

    year: int
    reported: Decimal | None = None
    reported_by: str = ""
    current: Decimal | None = None
    current_on: dt.date | None = None
    typed: bool = False
    source: str = ""
    path: Decimal | None = None
    added: str = ""
    part: bool = False

    @property
    def value(self) -> Decimal | None:
        """The year's figure as it is known now; else as it was reported."""
        return self.reported if self.current is None else self.current

    @property
    def changed(self) -> bool:
        """Whether the figure is another now than the one that was reported."""
        return None not in (self.reported, self.current) and self.reported != self.current


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator over the years. `plans`: those whose figures stand in it, the one that sets the target
    first. `reached`: None where it cannot be said; `why`: why not. `running`: the target's last day lies
    after the review's."""

    id: int
    name: str
    unit: str
    target: str
    plans: tuple[str, ...]
    baseline: YearCell
    years: tuple[YearCell, ...]
    latest: Decimal | None = None
    latest_on: dt.date | None = None
    reached: bool | None = None
    why: str = ""
    running: bool = False

    @property
    def verdict(self) -> str:
        """ "reached", "missed", "running" (not reached, its day has not come), "unjudged"."""
        if self.reached is None:
            return "unjudged"
        return "reached" if self.reached else "running" if self.running else "missed"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task at the review's moment; `why`: what is on record of why it is not done."""

    id: int
    number: str
    text: str
    leads: str
    deadline: str
    status: str
    late: bool = False
    due_on: dt.date | None = None
    said: str = ""
    why: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The tasks of one of the review's plans, and how it was amended (a sentence each)."""

    id: int
    cited: str
    short: str
    tasks: tuple[TaskLine, ...] = ()
    amended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many tasks stood in which status at a year's end (or on the day of the review), over all plans."""

    year: int
    on: dt.date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in the report: where it belongs (models.Finding.Sort), its words, who said it."""

    sort: str
    text: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report."""

    level: int
    title: str
    guidance: str
    fills: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewContent:
    """The whole; its order is that of the paper. `asked`, `answered`: bodies of the questions round.
    `made_on`: the day on which it was gathered. `code`, `signer`: the check code of the report that went out,
    and the name below its signature."""

    kind: str
    title: str
    cited: str
    short: str
    subject: str
    period_start: dt.date
    period_end: dt.date
    as_of: dt.date
    known_on: dt.date | None
    issuer: str
    superior: str
    symbol: str
    place: str
    signatory: str
    addressee: str
    answers_due: dt.date
    parts: tuple[Part, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    plans: tuple[PlanPart, ...] = ()
    years: tuple[YearCount, ...] = ()
    findings: tuple[Said, ...] = ()
    asked: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    code: str = ""
    signer: str = ""
    made_on: dt.date | None = None

    @property
    def tasks(self) -> list[TaskLine]:
        """The tasks of all plans."""
        return [task for plan in self.plans for task in plan.tasks]

    @property
    def undone(self) -> list[TaskLine]:
        """Those of which something is left."""
        return [task for task in self.tasks if not task.done]

    @property
    def silent(self) -> list[str]:
        """Bodies that were asked and have not answered."""
        return [body for body in self.asked if body not in self.answered]

    def of_sort(self, sort: str) -> list[Said]:
        """The findings of one kind."""
        return [one for one in self.findings if one.sort == sort]
