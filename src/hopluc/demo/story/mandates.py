"""What carries out what: links of plans and their tasks, targets given out, plans of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet

from hopluc.demo.province import acting
from hopluc.demo.story.plans import receive, settle
from hopluc.demo.story.telling import STANDING, Row, Step, Tale, body, chapter
from hopluc.intake import mandates as comparing
from hopluc.office.official import write_docx
from hopluc.plans.actions import report_progress
from hopluc.plans.mandates import duties, linking, own_plan, sharing
from hopluc.plans.models import Assignment, Plan, PlanLink, TargetLink, TaskLink

CONFIRMED, REFUSED = PlanLink.State.CONFIRMED, PlanLink.State.REFUSED


def steps(tale: Tale) -> Iterator[Step]:
    """Links are settled, targets given out, plans of one's own made or recorded."""
    of = chapter("mandates")
    for n, row in enumerate(of["link"]):
        yield Step(f"link-{tale.year}-{n}", tale.day(row), partial(link, tale, row))
    for n, row in enumerate(of["share"]):
        yield Step(f"share-{tale.year}-{n}", tale.day(row), partial(give_out, tale, row))
        for m, then in enumerate(row["then"]):
            do = partial(type_shares, tale, row, then)
            yield Step(f"share-{tale.year}-{n}-{m}", tale.day(row | then), do)
    title = "Kế hoạch riêng của xã: lập, nhận lại, liên kết"
    yield from tale.records("mandates", make_own_plan, {"say": say}, of="own", title=title, atomic=False)
    for n, row in enumerate(of["issued"]):
        yield Step(f"issued-{tale.year}-{n}", tale.day(row), partial(record_issued, tale, row))


def link(tale: Tale, row: Row) -> None:
    """The link between two plans is confirmed, with those of their tasks that are sure; some are refused."""
    who = acting(row["who"])
    between = PlanLink.objects.get(below=tale.plan(row.get("plan", "table")), above=tale.plan(row["above"]))
    linking.settle_plan_link(between, by=who, state=CONFIRMED)
    _settle(between, row)


def _settle(between: PlanLink, row: Row) -> None:
    """Proposals at least so alike are confirmed, the tasks named in `refused` are not."""
    who = acting(row["who"])
    pairs: tuple[tuple[linking.AnyLink, list[str]], ...] = (
        (TaskLink, row.get("refused", [])),
        (TargetLink, []),
    )
    for kind, codes in pairs:
        found = kind.objects.filter(
            below__plan=between.below_id, above__plan=between.above_id, state=PlanLink.State.PROPOSED
        )
        alike = found.filter(likeness__gte=row["alike"]).exclude(below__code__in=codes)
        for rows, state in ((alike, CONFIRMED), (found.filter(below__code__in=codes), REFUSED)):
            chosen = dict(rows.values_list("pk", "state"))
            if chosen:
                linking.settle(kind, chosen, by=who, between=between, state=state)


# ---------------------------------------------------------------- targets given out


def give_out(tale: Tale, row: Row) -> None:
    """A target is given out to units."""
    shares = {body(key).pk: Decimal(value) for key, value in row["units"].items()}
    target = tale.plan().indicators.get(code=row["indicator"])
    sharing.allocate(
        target, shares, by=acting(STANDING), on=tale.day(row), document=row["document"].format(year=tale.year)
    )


def type_shares(tale: Tale, row: Row, then: Row) -> None:
    """What units reached of their shares, as they or the standing agency say."""
    target = tale.plan().indicators.get(code=row["indicator"])
    for key, value in then["units"].items():
        who = acting(then.get("who", STANDING))
        sharing.type_share(target, body(key), by=who, on=tale.day(row | then), value=Decimal(value))


# ---------------------------------------------------------------- plans of one's own


def make_own_plan(tale: Tale, row: Row) -> Plan:
    """A commune makes its plan of what it was given, numbers it, and takes it back in, linked."""
    who, above = acting(row["who"]), tale.plan()
    plan = _made(tale, row).first() or _own_plan(tale, row)
    comparing.propose_for(plan.pk)
    between = PlanLink.objects.filter(below=plan, above=above).first()
    if between is None:
        between = linking.link_plans(plan, above, by=who, kind=PlanLink.Kind.CARRIES_OUT)
        comparing.propose(between.pk)
    elif between.state != CONFIRMED:
        linking.settle_plan_link(between, by=who, state=CONFIRMED)
    _settle(between, row)
    return plan


def _made(tale: Tale, row: Row) -> QuerySet[Plan]:
    return Plan.objects.filter(owner=acting(row["who"]).body, number=row["number"], issued_on=tale.day(row))


def say(tale: Tale, row: Row, then: Row) -> None:
    """How far a task of the plan of one's own is."""
    who, day = acting(row["who"]), tale.day(row | then)
    part = Assignment.objects.get(task__plan=_made(tale, row).get(), task__code=then["task"], body=who.body)
    report_progress(
        part, by=who, on=day, state=then["state"], finished_on=tale.optional(row | then, "finished"),
        percent=then.get("percent", 0), narrative=then["text"],
    )  # fmt: skip


def _own_plan(tale: Tale, row: Row) -> Plan:
    who, day = acting(row["who"]), tale.day(row)
    made = own_plan.document(who.body, own_plan.work_of(who.body, day, plan=tale.plan()), year=tale.year)
    head = replace(made.letterhead, number=row["number"], day=day)
    received = receive(
        row["file"].format(year=tale.year), write_docx(replace(made, letterhead=head)), row["who"]
    )
    return settle(received, row["who"], who.body)


def record_issued(tale: Tale, row: Row) -> None:
    """A body issued its own plan outside the system; number and day are recorded."""
    plan = tale.plan(row.get("plan", "table"))
    duty = plan.duties.filter(kind__in=duties.KINDS).order_by("order").first()
    assert duty
    for key, number in row["by"].items():
        duties.record_own_plan(duty, body(key), by=acting(row["who"]), number=number, on=tale.day(row))
