"""Rules on what is over: laws that lost force and bodies that no longer exist at the document's date.

The dated list is `lapsed.toml`. Where the document has no date of its own, the first day of its
period less half a year stands for it: plans are issued in the last months of the year before. Nor can
it be older than the newest document on which it rests.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from hopluc.compiler.check.model import Case, Find, Slip
from hopluc.compiler.format import Citation, Party
from hopluc.viet.dates import format_date
from hopluc.viet.patterns import regex
from hopluc.viet.text import fold

_BEFORE_PERIOD = dt.timedelta(days=183)
# A law that is over is rightly named where its own time is spoken of.
_OF_ITS_TIME = regex(
    r"tổng kết|sơ kết|thay thế|trước đây|chuyển tiếp|chuyển đổi|tổ chức lại|bãi bỏ|hết hiệu lực"
    r"|sửa đổi|trước ngày|xử lý",
    re.I,
)
_FORMERLY = regex(r"\((?:nay|trước đây|cũ)|\bcũ\b|\(cũ\)", re.I)
_NEAR = 90


@dataclass(frozen=True, slots=True)
class _Law:
    number: str
    name: str
    year: int | None
    until: dt.date
    now: str


@dataclass(frozen=True, slots=True)
class _Body:
    """`names` are what its name begins with or, where it is `whole`, is."""

    names: tuple[str, ...]
    until: dt.date
    now: str
    whole: bool

    def is_called(self, name: str) -> bool:
        """Whether a name in small letters is this body's."""
        return name in self.names if self.whole else name.startswith(self.names)


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[_Law, ...], tuple[_Body, ...]]:
    raw = resources.files("hopluc.compiler.check").joinpath("lapsed.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(raw)
    laws = tuple(_Law(e["number"], e["name"], e.get("year"), e["until"], e["now"]) for e in data["law"])
    return laws, tuple(
        _Body(tuple(e["names"]), e["until"], e["now"], e.get("whole", False)) for e in data["body"]
    )


def law_lapsed(case: Case) -> Iterator[Slip]:
    """A law that has lost force by the day of the document is cited as if it held."""
    day = _day_of(case)
    for citation in case.citations:
        law = _law_of(citation)
        if day is None or law is None or day < law.until:
            continue
        for start, end in citation.spans:
            around = case.text[max(0, start - _NEAR) : start]
            if not _OF_ITS_TIME.search(around.rsplit("\n", 1)[-1]):
                said = {"name": f"{law.name} ({law.number})", "until": format_date(law.until), "now": law.now}
                yield Slip((start, end), said, law.now, same=law.number)


def _law_of(citation: Citation) -> _Law | None:
    number = re.sub(r"\s+", "", citation.number or "")
    for law in _data()[0]:
        if number:
            if number == law.number:
                return law
        elif law.year and citation.title and fold(citation.title).startswith(fold(law.name)):
            years = {int(y) for y in re.findall(r"(?:19|20)\d\d", citation.title)}
            if years == {law.year} or (
                not years and citation.issued_on and citation.issued_on.year == law.year
            ):
                return law
    return None


def body_gone(case: Case) -> Iterator[Slip]:
    """Work is given to a body that no longer exists on the day of the document."""
    day = _day_of(case)
    if day is None:
        return
    gone = [body for body in _data()[1] if day >= body.until]
    by_name: dict[str, _Body | None] = {}
    for party in _parties(case):
        name = party.name
        if name not in by_name:
            by_name[name] = next((body for body in gone if body.is_called(name.lower())), None)
        body = by_name[name]
        if body is None or party.span is None:
            continue
        if not _FORMERLY.search(case.text, party.span[0], party.span[1] + 12):
            said = {"name": party.text, "until": format_date(body.until), "now": body.now}
            yield Slip(party.span, said, body.now, same=body.names[0])


def _parties(case: Case) -> Iterator[Party]:
    for task in case.work.tasks:
        yield from (*task.leads, *task.coordinators)
    for report in case.reporting:
        yield from (*report.from_, *report.to)
    for duty in case.duties:
        yield from duty.of


def _day_of(case: Case) -> dt.date | None:
    """The day of the document, or one that it was surely not issued before."""
    if case.document.issued_on:
        return case.document.issued_on
    period = case.document.period
    end = period.end if period and period.end else dt.date.max
    days = [
        citation.issued_on
        for citation in case.citations
        if citation.issued_on and citation.issued_on <= end and citation.role != "mention"
    ]
    if period and period.start:
        days.append(period.start - _BEFORE_PERIOD)
    return max(days, default=None)


FINDERS: dict[str, Find] = {"law-lapsed": law_lapsed, "agency-abolished": body_gone}
