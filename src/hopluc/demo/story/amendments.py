"""Changes of plans in force: proposed, gathered, decided here or on paper; told by a new edition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction

from hopluc.demo.province import acting
from hopluc.demo.story.plans import receive
from hopluc.demo.story.telling import Row, Step, Tale, body, chapter
from hopluc.intake import amending
from hopluc.intake.models import Paper
from hopluc.organizations.models import Organisation
from hopluc.plans.amendments import actions
from hopluc.plans.amendments.rules import part
from hopluc.plans.models import Amendment, Plan, Proposal


def steps(tale: Tale) -> Iterator[Step]:
    """Each proposal, each draft with what became of it, and the new edition of a plan."""
    title = "Sửa đổi, bổ sung kế hoạch"
    yield from tale.records("amendments", propose, VERBS, of="proposal", title=title, prompt=True)
    yield from tale.records("amendments", gather, DECISIONS, of="draft", prompt=True)
    for n, row in enumerate(chapter("amendments")["edition"]):
        do = partial(take_edition, tale, row)
        yield Step(f"edition-{tale.year}-{n}", tale.day(row), do, atomic=False, prompt=True)


def propose(tale: Tale, row: Row) -> None:
    """An agency asks for one change, with its reason."""
    plan = tale.plan(row.get("plan", "table"))
    actions.propose(
        plan,
        by=acting(row["who"]),
        kind=row["kind"],
        values=_values(tale, row, plan),
        reason=row["reason"],
        task=tale.task(row) if "task" in row else None,
        indicator=plan.indicators.get(code=row["indicator"]) if "indicator" in row else None,
    )


def _values(tale: Tale, row: Row, plan: Plan) -> dict[str, Any]:
    """The change as amendments.rules has it."""
    values: dict[str, Any] = {
        name: row[name] for name in ("text", "products", "dropped", "value") if name in row
    }
    if "until" in row:
        due = tale.day(row, "until")
        values |= {"deadline_text": f"Trước ngày {due:%d/%m/%Y}", "parts": [part("by", None, due)]}
    if "leads" in row:
        values |= {name: [_party(body(key)) for key in row[name]] for name in ("leads", "coordinators")}
    if row["kind"] == Proposal.Kind.NEW_TASK:
        values |= {"group": plan.groups.get(code=row["group"]).pk, "number": row["number"]}
    return values


def _party(one: Organisation) -> dict[str, Any]:
    return {"text": one.name, "organisation": one.pk, "group": None}


def decline(tale: Tale, row: Row, then: Row) -> None:
    """A proposal is not gathered."""
    proposal = Proposal.objects.get(plan=tale.plan(row.get("plan", "table")), reason=row["reason"])
    actions.decline(proposal, by=acting(then["who"]), answer=then["text"])


# ---------------------------------------------------------------- drafts


def gather(tale: Tale, row: Row) -> None:
    """All that was proposed by then, of the kinds named, is taken into one draft."""
    plan = tale.plan(row.get("plan", "table"))
    waiting = plan.proposals.filter(state=Proposal.State.PROPOSED).order_by("pk")
    if "only" in row:
        waiting = waiting.filter(body=body(row["only"]))
    draft = actions.gather(plan, list(waiting), by=acting(row["who"]))
    actions.retitle(draft, by=acting(row["who"]), title=row["title"], seen=draft.title)


def _draft(tale: Tale, row: Row) -> Amendment:
    return Amendment.objects.get(plan=tale.plan(row.get("plan", "table")), title=row["title"])


def submit(tale: Tale, row: Row, then: Row) -> None:
    """The draft goes to whoever decides."""
    actions.submit(_draft(tale, row), by=acting(row["who"]))


def decide(tale: Tale, row: Row, then: Row) -> None:
    """It is decided here, and the plan reads differently from that day."""
    actions.decide(_draft(tale, row), by=acting(then["who"]), on=tale.day(row | then), answer=then["text"])


VERBS = {"decline": decline}
DECISIONS = {"submit": submit, "decide": decide}


# ---------------------------------------------------------------- a new edition


def take_edition(tale: Tale, row: Row) -> None:
    """A new edition comes in as a document; what differs is proposed, gathered, and in force as it says."""
    plan, edition, who = tale.plan(row["plan"]), tale.paper(row["edition"]), acting(row["who"])
    if plan.amendments.filter(number=edition.number).exists():
        return
    newer = receive(edition.name, edition.content, row["who"])
    older = Paper.objects.get(plan=plan)
    with transaction.atomic():
        found = amending.differences(older, newer).found
        made = amending.propose(older, newer, [one.key for one in found if one.sure], by=who)
        draft = actions.gather(plan, made, by=who)
        actions.record_decision(
            draft, by=who, number=edition.number, issued_on=edition.issued_on, on=tale.day(row, "since"),
            file=newer.files.get(order=0).file, file_name=edition.name,
        )  # fmt: skip
