"""The last monthly digest before the day on which the demo is built."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hopluc.demo.story.telling import Step, Tale
from hopluc.web.leaders import digest
from hopluc.web.leaders.rules import digest_day, month_before


def steps(tale: Tale) -> Iterator[Step]:
    """Leaders were told on the first working day of this month, or of the last one before it came. Earlier
    digests would say nothing that the leader's page does not."""
    day = digest_day(tale.today)
    if day > tale.today:
        day = digest_day(month_before(tale.today.replace(day=1)))
    yield Step(f"digest-{day:%Y%m}", day, partial(digest.send, day), prompt=True)
