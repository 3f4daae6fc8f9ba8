"""Periodic reports: the rounds of both years, what bodies hand in, the consolidated report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from hopluc.demo.province import acting
from hopluc.demo.story.telling import LEADER, STANDING, Row, Step, Tale, chapter
from hopluc.reporting import actions
from hopluc.reporting.issuing.signers import signer_of
from hopluc.reporting.marking.actions import mark_place
from hopluc.reporting.marking.places import places_in
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.returning import book_of
from hopluc.reporting.rules import digest


def steps(tale: Tale) -> Iterator[Step]:
    """Last year's round, closed and issued; this year's, under way."""
    yield from _last_year(tale)
    yield from _this_year(tale)


def _last_year(tale: Tale) -> Iterator[Step]:
    year = tale.year - 1
    opened = dt.date(year, 11, 3)
    title = f"Báo cáo năm {year}: các cơ quan nộp, cơ quan thường trực tổng hợp"
    yield Step(f"round-{year}", opened, partial(open_round, tale, "last", opened), title)
    for n, row in enumerate(row for row in chapter("reports")["report"] if row.get("only") != "now"):
        sent = dt.date(year, 11, 20) + dt.timedelta(days=n + (9 if n == 4 else 0))
        yield Step(f"report-{year}-{n}", sent, partial(hand_in, tale, "last", row))
        accepted = sent + dt.timedelta(days=2)
        yield Step(f"accept-{year}-{n}", accepted, partial(accept, tale, "last", row))
    yield Step(f"close-{year}", dt.date(year, 12, 10), partial(close, tale, "last"))
    yield Step(f"issue-{year}", dt.date(year, 12, 15), partial(issue, tale, "last"), atomic=False)


def _this_year(tale: Tale) -> Iterator[Step]:
    year = tale.year
    opened = min(dt.date(year, 11, 2), tale.today - dt.timedelta(days=15))
    title = f"Báo cáo năm {year}: mở kỳ"
    yield Step(f"round-{year}-now", opened, partial(open_round, tale, "table", opened), title)
    for n, (row, then) in enumerate(zip(chapter("reports")["report"], _STATES, strict=False)):
        day = opened + dt.timedelta(days=4 + n)
        yield Step(f"report-{year}-now-{n}", day, partial(then, tale, "table", row))
        if then is _accepted:
            accepted = day + dt.timedelta(days=2)
            yield Step(f"accept-{year}-now-{n}", accepted, partial(accept, tale, "table", row))


def _round(tale: Tale, key: str) -> Round:
    return Round.objects.get(plan=tale.plan(key), form=None)


def _submission(tale: Tale, key: str, username: str) -> Submission:
    return Submission.objects.get(round=_round(tale, key), body=acting(username).body)


def open_round(tale: Tale, key: str, day: dt.date) -> None:
    """The standing agency asks for the year's reports."""
    plan, year = tale.plan(key), tale.paper(key).issued_on.year
    duty = plan.reporting.filter(kind="report").order_by("order").first()
    actions.open_round(
        plan,
        duty,
        by=acting(STANDING),
        title=f"Báo cáo năm {year}",
        period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
        cutoff=dt.date(year, 11, 30),
        due_on=dt.date(year, 11, 30),
        addressee="Ủy ban nhân dân tỉnh Sơn Hải",
    )


def draft(tale: Tale, key: str, row: Row) -> Submission:
    """The officer writes the report and saves it."""
    who, submission = acting(row["who"]), _submission(tale, key, row["who"])
    actions.prefill(submission, by=who)
    submission.refresh_from_db()
    typed = {name: row[name] for name in actions.TEXTS if name in row}
    stands = actions.fields_of(submission)
    base = {name: digest(stands[name]) for name in typed}
    return actions.save_draft(submission, by=who, typed=typed, base=base).submission


def hand_in(tale: Tale, key: str, row: Row) -> Submission:
    """The report is written and handed in by whoever may."""
    written = draft(tale, key, row)
    return actions.submit(written, by=acting(str(row.get("sent_by", row["who"]))), revision=written.revision)


def accept(tale: Tale, key: str, row: Row) -> None:
    """The collector takes the report."""
    actions.accept(_submission(tale, key, row["who"]), by=acting(STANDING))


def send_back(tale: Tale, key: str, row: Row) -> None:
    """The report is handed in, and comes back with a reason and the places to mend."""
    handed, who, returned = hand_in(tale, key, row), acting(STANDING), row["returned"]
    places = places_in(book_of(handed))
    for mark in returned["marks"]:
        place = next(place for place, words in places.items() if mark["at"] in words)
        mark_place(handed, by=who, place=place, remark=mark["remark"])
    actions.return_submission(handed, by=who, reason=returned["reason"])


def _accepted(tale: Tale, key: str, row: Row) -> None:
    hand_in(tale, key, row)


# What becomes of this year's reports, in the order of `report`: two taken, three handed in, one sent
# back, two being written, the others not begun.
_STATES = (_accepted, _accepted, hand_in, hand_in, send_back, hand_in, draft, draft)


def close(tale: Tale, key: str) -> None:
    """No more reports are taken."""
    actions.close_round(_round(tale, key), by=acting(STANDING))


def issue(tale: Tale, key: str) -> None:
    """The consolidated report is made, signed and issued."""
    round_ = _round(tale, key)
    if round_.state == Round.State.ISSUED:
        return
    asked = actions.ask_consolidation(round_, by=acting(STANDING))
    made = actions.consolidate(asked.pk)
    who = acting(LEADER)
    actions.issue(
        made, by=who, number="318/BC-STC", issued_on=timezone.localdate(),
        signer=signer_of(who.user, who.body),
    )  # fmt: skip
