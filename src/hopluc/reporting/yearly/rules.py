"""What goes into next year's draft, how a refresh leaves edits alone, how targets are checked, and which
task of an issued plan came of which line. Pure: values in, an answer out; no clock, no database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hopluc.plans.rules import DONE, Status
from hopluc.viet.text import fold

# --- which year ---------------------------------------------------------------------------------


def next_year(start: dt.date | None, end: dt.date | None, today: dt.date) -> int:
    """The year that a draft is made for: the one after a plan of one year; within a longer plan the one
    after today's, and the one after its end once that is over."""
    if end is None:
        return today.year + 1
    first = start.year if start else end.year
    return end.year + 1 if first == end.year else min(today.year, end.year) + 1


def next_title(title: str, year: int) -> str:
    """A plan's title for another year: "… năm 2026" becomes "… năm 2027", others end with the year."""
    words = " ".join(title.split())
    if str(year) in words:
        return words
    turned = re.sub(r"(?i)(năm )20\d\d(?!\s*[-–/\d])", rf"\g<1>{year}", words)
    return turned if turned != words else f"{words} năm {year}"


# --- what goes in -------------------------------------------------------------------------------

UNFINISHED, RECURRING, ONGOING, WAITING = "unfinished", "recurring", "ongoing", "waiting"
_DATED = frozenset({"by", "within", "unparsed"})
_WAITING = frozenset({"on_request", "after"})


def why_goes_on(
    status: Status, kinds: Collection[str], due_on: dt.date | None, year: int, *, ends: bool = True
) -> str | None:
    """Why a task of the running plan goes into the draft of `year`; None where it does not.

    status: the official one. kinds: of its deadline parts (DeadlinePart.Kind). due_on: the earliest day
    that is not met. ends: whether the plan ends before the year, so that nothing of it may be left behind.
    What recurs and what is ongoing always goes in; dated work and work without any deadline while it is not
    done (of a plan that goes on only what is due by the year's end); what waits for a request or an event
    while it is not done.
    """
    done = status in DONE
    dated = not kinds or bool(_DATED & set(kinds))
    if not done and dated and (ends or due_on is None or due_on.year <= year):
        return UNFINISHED
    if RECURRING in kinds:
        return RECURRING
    if ONGOING in kinds:
        return ONGOING
    return WAITING if not done and _WAITING & set(kinds) else None


def falls_in(days: Iterable[dt.date | None], year: int) -> bool:
    """Whether work falls due in a year."""
    return any(day is not None and day.year == year for day in days)


def under(above: str, words: str) -> str:
    """A sub-task's words after those of the task that it lies under: "Tổ chức hội nghị: tại các xã"."""
    lowered = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return f"{above.rstrip(' :;,.')}: {lowered}"


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def old_years(text: str, year: int) -> list[int]:
    """Years before `year` that a wording still names, in order."""
    return sorted({int(found) for found in _YEAR.findall(text)} - {*range(year, 2100)})


def next_deadline(
    why: str, written: str, understood: Sequence[str], due_on: dt.date | None, year: int
) -> str:
    """The deadline that the draft proposes.

    written: as the plan words it; understood: its parts in the system's words; due_on: the day that is
    not met yet. A day in the year or later stays that day; other dated work has the year; what recurs, is
    ongoing or waits keeps its words, or the system's where these name a year that is over.
    """
    if why == UNFINISHED:
        return f"Trước ngày {due_on:%d/%m/%Y}" if due_on and due_on.year >= year else f"Năm {year}"
    words = " ".join(written.split())
    if words and not old_years(words, year):
        return words
    told = "; ".join(understood)
    return f"{told[:1].upper()}{told[1:]}" or "Thường xuyên"


# --- edits and refreshing -----------------------------------------------------------------------

FIELDS = ("text", "leads", "coordinators", "deadline", "products")


def merged(before: Mapping[str, Any], now: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a line after a refresh: those that nobody edited (as `before` says) follow what the
    plans say now (`found`), the others stay."""
    return {name: found[name] if now[name] == before.get(name) else now[name] for name in FIELDS}


def edited(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The fields that read otherwise than what the plans say."""
    return [name for name in FIELDS if name in before and before[name] != now[name]]


def moved(order: Sequence[int], one: int, up: bool) -> list[int]:
    """The ids of a group with one moved a place up or down; at the end it stays."""
    listed = list(order)
    place = listed.index(one)
    other = place - 1 if up else place + 1
    if 0 <= other < len(listed):
        listed[place], listed[other] = listed[other], listed[place]
    return listed


# --- targets ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """A target as figures, with its unit; `relative`: to a baseline, so that it stands for itself only."""

    op: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    relative: bool = False

    @property
    def least(self) -> Decimal | None:
        """What has to be reached; a plain figure is a mark to reach (plans.rules.reached)."""
        return self.low if self.op == "range" else self.value if self.op in {"=", ">=", ">"} else None

    @property
    def most(self) -> Decimal | None:
        """What may not be passed."""
        return self.value if self.op in {"<=", "<"} else None


FITS, LOWER, NO_FIGURE, OTHER_UNIT, OTHER_YEAR, RELATIVE = (
    "fits", "lower", "no_figure", "other_unit", "other_year", "relative",
)  # fmt: skip


def compared(proposed: Figure, asked: Figure, *, same_year: bool) -> str:
    """How a proposed target stands to a superior one: it fits, asks for less, or why not compared."""
    if not proposed.op:
        return NO_FIGURE
    if not same_year:
        return OTHER_YEAR
    if proposed.relative or asked.relative:
        return RELATIVE
    if _plain(proposed.unit) != _plain(asked.unit):
        return OTHER_UNIT
    return LOWER if _asks_less(proposed, asked) else FITS


def _asks_less(proposed: Figure, asked: Figure) -> bool:
    if asked.least is not None and (proposed.least is None or proposed.least < asked.least):
        return True
    return asked.most is not None and (proposed.most is None or proposed.most > asked.most)


def speaks_of(start: dt.date | None, end: dt.date | None, per_year: bool, year: int) -> bool:
    """Whether a target's figure is one for the year: it is to be reached by the year's end, or in each
    year of its period."""
    if end is not None and end.year == year:
        return True
    inside = (start is None or start.year <= year) and (end is None or end.year >= year)
    return per_year and inside


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


# --- the issued plan ----------------------------------------------------------------------------

ALIKE = 0.6  # share of words that two wordings have in common, from which they are one task
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text without marks, case and punctuation."""
    return frozenset(_NOT_WORD.sub(" ", fold(text)).split())


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def paired(lines: Mapping[int, str], tasks: Mapping[int, str]) -> list[tuple[int, int, float]]:
    """Which task came of which line, by their words: (line, task, likeness), the likeliest first, each
    once; equally likely ones in the order given."""
    left = {pk: words_of(text) for pk, text in lines.items()}
    right = {pk: words_of(text) for pk, text in tasks.items()}
    pairs = [
        (line, task, alike)
        for line, said in left.items()
        for task, read in right.items()
        if (alike := likeness(said, read)) >= ALIKE
    ]
    found: list[tuple[int, int, float]] = []
    lines_met, tasks_met = set(), set()
    for line, task, alike in sorted(pairs, key=lambda pair: -pair[2]):
        if line not in lines_met and task not in tasks_met:
            found.append((line, task, alike))
            lines_met.add(line)
            tasks_met.add(task)
    return found


def comes_of(pairs: int, lines: int) -> bool:
    """Whether a plan clearly came of a draft, so that nobody is asked: half of its lines are in it."""
    return lines > 0 and 2 * pairs >= lines


# --- the end of a plan --------------------------------------------------------------------------


def unplaced(unfinished: Iterable[int], in_draft: Collection[int], reasons: Mapping[int, str]) -> list[int]:
    """Unfinished tasks of which nobody has said where they go: into next year's draft, or dropped why."""
    return [pk for pk in unfinished if pk not in in_draft and not reasons.get(pk, "").strip()]
