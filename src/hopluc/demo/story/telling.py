"""How the story is told: steps on their days, chapters of data, and where its records are found again."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from hopluc.demo import documents
from hopluc.demo.documents import Paper
from hopluc.demo.province import Province
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Assignment, Plan, Task

STANDING, LEADER, CHAIRMAN, ADMINISTRATOR = "taichinh", "taichinh.ld", "ubnd", "quantri"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened on a day; `title` is said when it is done, if it is not blank.

    atomic: done in one transaction with its mark. Steps that keep files or compile are not.
    prompt: what can be done on its own day only, and is left out where that has gone by behind a seal.
    """

    key: str
    day: dt.date
    do: Callable[[], object]
    title: str = ""
    atomic: bool = True
    prompt: bool = False


@lru_cache(maxsize=32)
def chapter(name: str) -> dict[str, Any]:
    """A chapter's data: `<name>.toml` of this folder."""
    return tomllib.loads(resources.files("hopluc.demo.story").joinpath(f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Tale:
    """The story as it is told in one year of plans: days of the data are month and day of the year of
    the plan that they speak of."""

    year: int
    today: dt.date

    def paper(self, key: str = "table") -> Paper:
        """A document of the demo by its key; the last plan is of the year before."""
        return documents.paper(key, self.year - (key == "last"))

    def plan(self, key: str = "table") -> Plan:
        """The plan that was opened from a document of the demo."""
        paper = self.paper(key)
        return Plan.objects.get(number=paper.number, issued_on=paper.issued_on)

    def day(self, row: Row, name: str = "on") -> dt.date:
        """The day that a row names ("03-20") in the year of its plan."""
        return self.date(row[name], row.get("plan", "table"))

    def date(self, month_day: str, plan: str = "table") -> dt.date:
        """A month and a day in the year of a plan; "+01-15" is in the year after."""
        later, plain = month_day.startswith("+"), month_day.removeprefix("+")
        return dt.date.fromisoformat(f"{self.paper(plan).issued_on.year + later}-{plain}")

    def optional(self, row: Row, name: str) -> dt.date | None:
        """The day of a row's field, where it has one."""
        return self.day(row, name) if name in row else None

    def task(self, row: Row) -> Task:
        """The task that a row names, of its plan."""
        return self.find_task(row["task"], row.get("plan", "table"))

    def find_task(self, said: str, plan: str = "table") -> Task:
        """A task by its code; by some of its words after "@", where the plan has no table of numbers."""
        words = {"text__contains": said[1:]} if said.startswith("@") else {"code": said}
        return Task.objects.get(plan=self.plan(plan), until=None, **words)

    def part(self, row: Row, body: Organisation, on: dt.date) -> Assignment:
        """The body's part in the row's task on a day; its lead before its help."""
        found = Assignment.objects.filter(task=self.task(row), body=body).held_on(on).order_by("-role")
        part = found.select_related("task__plan", "body").first()
        assert part, f"{body} has no part in {row['task']}"
        return part

    def records(
        self,
        name: str,
        begin: Callable[[Tale, Row], object],
        verbs: Mapping[str, Callable[[Tale, Row, Row], object]],
        *,
        of: str = "",
        title: str = "",
        atomic: bool = True,
        prompt: bool = False,
    ) -> Iterator[Step]:
        """Each record of a chapter: how it began, and what became of it (`then`, by verb), each on its day.

        `of`: the table of the chapter, by default called as the chapter.
        """
        for n, row in enumerate(chapter(name)[of or name]):
            key = f"{name}-{of or name}-{self.year}-{n}"
            do = partial(begin, self, row)
            yield Step(key, self.day(row), do, title if n == 0 else "", atomic, prompt)
            for m, then in enumerate(row.get("then", [])):
                day = self.day(row | then)
                do = partial(verbs[then["do"]], self, row, then)
                yield Step(f"{key}-{m}", day, do, "", atomic, prompt)


def body(key: str) -> Organisation:
    """A body of the province by its key; a commune by its code."""
    return Province().body(key)
