"""Visits to those who carry out the plans, and what was recommended to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hopluc.demo.province import acting
from hopluc.demo.story.telling import Row, Step, Tale, body, chapter
from hopluc.engagement.actions import advice as advising
from hopluc.engagement.actions import visits as actions
from hopluc.engagement.actions.visits import Member, Programme
from hopluc.engagement.models import Advice, Visit
from hopluc.organizations.models import User


def steps(tale: Tale) -> Iterator[Step]:
    """Each visit with its steps, then its recommendations with theirs."""
    yield from tale.records("visits", plan, VERBS, of="visit", title="Kiểm tra việc thực hiện kế hoạch")
    for n, row in enumerate(chapter("visits")["visit"]):
        for m, one in enumerate(row.get("advice", [])):
            key = f"advice-{tale.year}-{n}-{m}"
            yield Step(key, tale.day(row | one), partial(advise, tale, row, one))
            for k, then in enumerate(one.get("then", [])):
                do = partial(_ADVICE[then["do"]], tale, row, one, then)
                yield Step(f"{key}-{k}", tale.day(row | then), do)


def plan(tale: Tale, row: Row) -> None:
    """A visit is set: to whom, when, what is looked at, who goes."""
    of = tale.plan(row.get("plan", "table"))
    programme = Programme(
        on=tale.day(row, "day"),
        purpose=row["purpose"],
        team=[_member(one) for one in row["team"]],
        tasks=[tale.find_task(one, row.get("plan", "table")) for one in row["tasks"]],
        place=row["place"],
        asked=row["asked"],
    )
    actions.plan_visit(of, body(row["body"]), programme, by=acting(row["who"]))


def _member(text: str) -> Member:
    """Somebody of the team: by their account, or "name, position"."""
    user = User.objects.filter(username=text).first()
    if user:
        return Member(user.full_name, user.position, user)
    name, _, position = text.partition(", ")
    return Member(name, position)


def _visit(tale: Tale, row: Row) -> Visit:
    return Visit.objects.get(plan=tale.plan(row.get("plan", "table")), purpose=row["purpose"])


def tell(tale: Tale, row: Row, then: Row) -> None:
    """The notice of the visit is out."""
    actions.issue_notice(
        _visit(tale, row), by=acting(row["who"]), on=tale.day(row | then), number=then["number"]
    )


def hold(tale: Tale, row: Row, then: Row) -> None:
    """The visit was made; its minutes are written."""
    visit = _visit(tale, row)
    codes = dict(visit.tasks.values_list("code", "pk"))
    actions.record_minutes(
        visit,
        by=acting(row["who"]),
        held_on=tale.day(row, "day"),
        summary=then["summary"],
        received_by=then["received_by"],
        opinion=then.get("opinion", ""),
        findings={codes[code]: text for code, text in then["findings"].items()},
    )


def call_off(tale: Tale, row: Row, then: Row) -> None:
    """The visit is not made."""
    actions.cancel_visit(_visit(tale, row), by=acting(row["who"]), reason=then["reason"])


def advise(tale: Tale, row: Row, one: Row) -> None:
    """Something is recommended, to be done by a day."""
    visit = _visit(tale, row)
    advising.advise(
        visit,
        by=acting(row["who"]),
        body=visit.body,
        text=one["text"],
        due_on=tale.day(row | one, "due"),
        task=visit.tasks.filter(code=one.get("task", "")).first(),
    )


def _advice(tale: Tale, row: Row, one: Row) -> Advice:
    return Advice.objects.get(visit=_visit(tale, row), text=one["text"])


def report(tale: Tale, row: Row, one: Row, then: Row) -> None:
    """The visited body says that it was done."""
    advising.report_done(
        _advice(tale, row, one), by=acting(then["who"]), on=tale.day(row | then), text=then["text"]
    )


def settle(tale: Tale, row: Row, one: Row, then: Row) -> None:
    """The visiting body finds it done, or follows it no longer."""
    do = {"confirm": advising.confirm, "drop": advising.drop}[then["do"]]
    do(_advice(tale, row, one), by=acting(row["who"]), on=tale.day(row | then), text=then["text"])


def give_time(tale: Tale, row: Row, one: Row, then: Row) -> None:
    """The visiting body finds it not done yet, or sets another day."""
    do = {"send_back": advising.send_back, "move": advising.move_due}[then["do"]]
    do(
        _advice(tale, row, one),
        by=acting(row["who"]),
        on=tale.day(row | then),
        text=then["text"],
        due_on=tale.day(row | then, "due"),
    )


VERBS = {"tell": tell, "hold": hold, "call_off": call_off}
_ADVICE = {"report": report, "confirm": settle, "drop": settle, "send_back": give_time, "move": give_time}
