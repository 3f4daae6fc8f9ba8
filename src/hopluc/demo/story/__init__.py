"""What the fictional province did with its plans, chapter by chapter: by the people's own actions.

Each chapter is a module that tells its steps, and a TOML file of the same name with what was done and said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hopluc.demo import documents
from hopluc.demo.story import (
    amendments,
    budget,
    committee,
    half_year,
    mandates,
    monthly,
    people,
    plans,
    problems,
    reports,
    reviews,
    sending,
    signing,
    urging,
    visits,
    work,
    yearbook,
    yearly,
)
from hopluc.demo.story.telling import Step, Tale

# In this order on one day.
CHAPTERS = (
    plans, people, mandates, work, signing, budget, amendments, problems, visits, committee, urging,
    half_year, reports, sending, reviews, yearly, yearbook, monthly,
)  # fmt: skip

__all__ = ["CHAPTERS", "Step", "steps"]


def steps(today: dt.date) -> Iterator[Step]:
    """What happened with the plans of the year that the demo shows, and of the year before."""
    tale = Tale(documents.plan_year(today), today)
    for one in CHAPTERS:
        yield from one.steps(tale)
