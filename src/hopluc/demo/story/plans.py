"""Documents come in, are read, settled and put into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from hopluc.demo.documents import Paper
from hopluc.demo.province import Province, acting
from hopluc.demo.story.telling import Row, Step, Tale, body, chapter
from hopluc.intake import actions as intake
from hopluc.intake import mandates
from hopluc.intake import queries as reviews
from hopluc.intake.models import Paper as Received
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import BodyGroup, Organisation
from hopluc.plans.models import Plan

# Words of the plans that name nobody whom the province follows, or a room by its bare name.
ROOMS = {"Phòng Đăng ký kinh doanh": "dkkd", "Chi cục Phát triển nông thôn": "ptnt"}


def steps(tale: Tale) -> Iterator[Step]:
    """Each document of the chapter on the day that it came in."""
    for row in chapter("plans")["paper"]:
        paper = tale.paper(row["key"])
        day = paper.issued_on + dt.timedelta(days=row["after"])
        do = adopt if row.get("adopted", True) else receive_row
        key = f"paper-{row['key']}-{tale.year}"
        yield Step(key, day, partial(do, paper, row), row["title"].format(year=day.year), atomic=False)


def receive_row(paper: Paper, row: Row) -> Received:
    """A document that stays under review."""
    return receive(paper.name, paper.content, row["who"])


def receive(name: str, content: bytes, username: str) -> Received:
    """The document comes in and is compiled."""
    who = acting(username)
    received = intake.receive([intake.Upload(name, content)], by=who).paper
    intake.compile_paper(received.pk, lambda _stage, _share: None)
    received.refresh_from_db()
    return received


def adopt(paper: Paper, row: Row) -> Plan:
    """The document is reviewed and put into force, followed by the body of whoever received it."""
    received = receive_row(paper, row)
    return settle(received, row["who"], body(row.get("owner", "committee")))


def settle(received: Received, username: str, owner: Organisation) -> Plan:
    """Settle all that a review asks, put the plan into force, and look what it carries out of others."""
    if received.plan:
        return received.plan
    who = acting(username)
    _settle_parties(received, who)
    _give_leads(received, who)
    for key in reviews.review(received).left.errors:
        intake.decide_finding(
            received, by=who, seen=_seen(received), target=key, decision="accepted",
            note="Đã hỏi lại cơ quan soạn thảo.",
        )  # fmt: skip
    plan = intake.adopt(received, by=who, owner=owner, standing=None if owner == who.body else who.body)
    mandates.propose_for(plan.pk)
    return plan


def _seen(paper: Received) -> int:
    return reviews.last_step(paper)


def _settle_parties(paper: Received, who: Acting) -> None:
    """Rooms by the table above, doubtful names by the first candidate, unknown ones are not followed."""
    directory = reviews.directory_of(paper)
    review = reviews.review(paper)
    for key in review.left.parties:
        name = review.parties[key].name
        candidates = directory.find(name).candidates
        target: Organisation | BodyGroup | None = candidates[0] if candidates else None
        if name in ROOMS:
            target = Province().body(ROOMS[name])
        intake.match_party(paper, by=who, seen=_seen(paper), key=key, target=target)


def _give_leads(paper: Received, who: Acting) -> None:
    """The row that names nobody goes to the Alliance, as the drafting body says when asked."""
    alliance: dict[str, Any] = {
        "text": "Liên minh HTX tỉnh", "name": "Liên minh Hợp tác xã tỉnh", "collective": False, "span": None,
    }  # fmt: skip
    for key in reviews.review(paper).left.unled:
        intake.edit_item(paper, by=who, seen=_seen(paper), target=key, fields={"leads": [alliance]})
