"""Reminders by the schedules of the plans, and letters to those who are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from hopluc.demo.province import acting
from hopluc.demo.story.telling import Row, Step, Tale, body, chapter
from hopluc.reporting.urging.actions import letters
from hopluc.reporting.urging.actions.reminders import remind, set_schedule
from hopluc.reporting.urging.models import Letter, LetterBatch
from hopluc.reporting.urging.rules import Schedule


def steps(tale: Tale) -> Iterator[Step]:
    """Schedules, the days on which people were reminded, and each batch of letters."""
    of = chapter("urging")
    for n, row in enumerate(of["schedule"]):
        yield Step(f"schedule-{tale.year}-{n}", tale.day(row), partial(schedule, tale, row))
    for row in of["remind"]:
        for day in _days(tale, row):
            yield Step(f"remind-{day}", day, partial(remind, day), prompt=True)
    title = "Nhắc việc, công văn đôn đốc"
    yield from tale.records("urging", ask, VERBS, of="batch", title=title, atomic=False, prompt=True)


def _days(tale: Tale, row: Row) -> Iterator[dt.date]:
    """Each so many weeks on a Monday, when the weekly schedules gather."""
    day, last = tale.day(row), tale.day(row, "until")
    day += dt.timedelta(days=-day.weekday() % 7)
    while day <= last:
        yield day
        day += dt.timedelta(weeks=row["weeks"])


def schedule(tale: Tale, row: Row) -> None:
    """When people are reminded of a plan."""
    given = {
        name: row[name] for name in ("repeat", "head_after", "escalate_after", "weekly_on") if name in row
    }
    set_schedule(
        tale.plan(row["plan"]),
        Schedule(tuple(row["before"]), after=tuple(row["after"]), **given),
        by=acting(row["who"]),
    )


def ask(tale: Tale, row: Row) -> None:
    """A letter is written to each body that is late."""
    plan, day = tale.plan(row.get("plan", "table")), tale.day(row)
    who = acting(row["who"])
    known = LetterBatch.objects.filter(plan=plan, on=day, sender=who.body).first()
    batch = known or letters.ask_letters(
        plan, by=who, on=day, least_days=row["least_days"], answer_by=tale.optional(row, "answer_by"),
        words=row["words"],
    )  # fmt: skip
    while letters.write_some(batch.pk):
        pass


def _letters(tale: Tale, row: Row) -> list[Letter]:
    plan, day = tale.plan(row.get("plan", "table")), tale.day(row)
    rows = Letter.objects.filter(batch__plan=plan, batch__on=day, batch__sender=acting(row["who"]).body)
    return list(rows.select_related("body").order_by("body__sort_key", "pk"))


def leave_out(tale: Tale, row: Row, then: Row) -> None:
    """A letter that need not go."""
    for letter in _letters(tale, row):
        if letter.body_id == body(then["body"]).pk:
            letters.leave_out(letter, by=acting(row["who"]), reason=then["reason"])


def send(tale: Tale, row: Row, then: Row) -> None:
    """The letters were signed and numbered one after the other; `but`: so many of them still wait."""
    drafts = [one for one in _letters(tale, row) if one.state == Letter.State.DRAFT]
    first, symbol = then["number"].split("/", 1)
    for n, letter in enumerate(drafts[: len(drafts) - then.get("but", 0)]):
        number = f"{int(first) + n}/{symbol}"
        letters.mark_sent(letter, by=acting(row["who"]), number=number, sent_on=tale.day(row | then))


def answer(tale: Tale, row: Row, then: Row) -> None:
    """An agency answers, where it got a letter; `body`: the sender writes down its answer on paper."""
    who = acting(then["who"])
    of = body(then["body"]) if "body" in then else who.body
    for letter in _letters(tale, row):
        if letter.body_id == of.pk and letter.state == Letter.State.SENT:
            letters.answer(
                letter, by=who, on=tale.day(row | then), text=then["text"], number=then.get("number", "")
            )


VERBS = {"leave_out": leave_out, "send": send, "answer": answer}
