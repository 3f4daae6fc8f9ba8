"""Reports that wait for a leader's word or came back, and later days that were asked for."""

from __future__ import annotations

from collections.abc import Iterator

from hopluc.demo.province import acting
from hopluc.demo.story.telling import Row, Step, Tale
from hopluc.demo.story.work import say
from hopluc.plans.models import Extension, Progress
from hopluc.plans.signing import extensions
from hopluc.plans.signing.sign_off import sign_off


def steps(tale: Tale) -> Iterator[Step]:
    """Each report with its leader's word, each extension with the answer."""
    verbs = {"accept": decide, "return": decide}
    yield from tale.records("signing", say, verbs, of="report", title="Duyệt báo cáo, gia hạn")
    verbs = {"grant": answer, "refuse": answer, "withdraw": withdraw}
    yield from tale.records("signing", ask, verbs, of="extension", prompt=True)


def decide(tale: Tale, row: Row, then: Row) -> None:
    """The leader signs the report, or sends it back with a reason."""
    body = acting(row["who"]).body
    said = Progress.objects.get(
        assignment__task=tale.task(row), assignment__body=body, on=tale.day(row), waits=True
    )
    sign_off(said, by=acting(then["who"]), accepted=then["do"] == "accept", reason=then.get("reason", ""))


def ask(tale: Tale, row: Row) -> None:
    """An agency asks for a later day."""
    who = acting(row["who"])
    extensions.ask_extension(
        tale.part(row, who.body, tale.day(row)),
        by=who,
        day=tale.day(row, "due"),
        until=tale.day(row, "until"),
        reason=row["reason"],
    )


def _asked(tale: Tale, row: Row) -> Extension:
    body = acting(row["who"]).body
    return Extension.objects.get(
        assignment__task=tale.task(row), assignment__body=body, day=tale.day(row, "due")
    )


def answer(tale: Tale, row: Row, then: Row) -> None:
    """Who assigned the work grants a later day, perhaps an earlier one than asked for, or refuses."""
    extensions.decide_extension(
        _asked(tale, row),
        by=acting(then["who"]),
        granted=then["do"] == "grant",
        until=tale.optional(then | {"plan": row.get("plan", "table")}, "until"),
        answer=then["text"],
        document=then.get("document", ""),
    )


def withdraw(tale: Tale, row: Row, then: Row) -> None:
    """The agency needs the later day no more."""
    extensions.withdraw_extension(_asked(tale, row), by=acting(row["who"]))
