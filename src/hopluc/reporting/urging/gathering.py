"""From rows to what a letter says: the late parts of bodies with the last word said of each, or the report
that a body owes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

from hopluc.office.issuing import issuer_symbol, place_of, signatory_of
from hopluc.organizations.models import Organisation
from hopluc.plans.models import Assignment, Plan, Progress
from hopluc.plans.standings import chains, holding, now
from hopluc.reporting.frozen import cited, shortly
from hopluc.reporting.letterheads import superior_of
from hopluc.reporting.models import Round, Submission
from hopluc.reporting.urging.content import LateLine, LetterContent, OwedReport, PlanLines
from hopluc.reporting.urging.models import Letter, LetterBatch
from hopluc.viet.dates import format_date

MOST_SAID = 400  # characters of the last word in the annex
NOTHING_SAID = "Chưa có báo cáo."


def plans_of(batch: LetterBatch) -> QuerySet[Plan]:
    """The plans in force that a batch speaks of."""
    return plans_urged(batch.sender, batch.plan)


def plans_urged(sender: Organisation, plan: Plan | None) -> QuerySet[Plan]:
    """One plan, or all that the body issued or follows; in force only."""
    rows = Plan.objects.filter(state=Plan.State.IN_FORCE)
    if plan:
        return rows.filter(pk=plan.pk)
    return rows.filter(owner=sender) | rows.filter(standing_agency=sender)


def late_parts(plans: QuerySet[Plan], on: dt.date, least_days: int) -> QuerySet[Assignment]:
    """Parts of plans that are late by so many days or more on a day (today or later), as known now."""
    latest = on - dt.timedelta(days=max(least_days, 1))
    wanted = plans.order_by().values("pk")
    return Assignment.objects.late(on).filter(due_on__lte=latest, plan__in=wanted)


def late_of(batch: LetterBatch, letters: Iterable[Letter]) -> dict[int, list[Assignment]]:
    """The late parts of each body that its letter is to name, those of a plan together in its order."""
    only = {letter.body_id: letter.only for letter in letters}
    rows = late_parts(plans_of(batch), batch.on, batch.least_days).filter(body__in=list(only))
    found: dict[int, list[Assignment]] = defaultdict(list)
    for part in rows.select_related("task", "plan__owner").order_by("plan_id", "task__order", "pk"):
        if not only[part.body_id] or part.pk in only[part.body_id]:
            found[part.body_id].append(part)
    return found


def last_words(parts: Sequence[Assignment]) -> dict[int, str]:
    """The last word that counts about each part, and whether a later one waits for the body's approver."""
    before = chains(list(parts))
    ids = {pk for _, chain in before for pk in chain}
    told: dict[int, Progress] = {}
    rows = Progress.objects.filter(holding(now()), assignment__in=ids)
    for row in rows.order_by("on", "recorded_at", "pk"):
        told[row.assignment_id] = row
    waiting = {
        row.assignment_id: row
        for row in Progress.objects.filter(
            assignment__in=ids, waits=True, sign_off=None, replaced_by=None
        ).order_by("pk")
    }
    words = {}
    for part, chain in before:
        said = max((told[pk] for pk in chain if pk in told), key=lambda row: (row.on, row.pk), default=None)
        words[part.pk] = _said(said, next((waiting[pk] for pk in chain if pk in waiting), None))
    return words


def _said(row: Progress | None, waits: Progress | None) -> str:
    told = _sentence(row) if row else NOTHING_SAID
    if waits:
        told += f" Ngày {format_date(waits.on)} đã báo cáo tiếp, đang chờ lãnh đạo cơ quan duyệt."
    return told


def _sentence(row: Progress) -> str:
    """ "12/05/2026: Đang thực hiện (40%). Đã mở hai lớp." """
    state = str(Assignment.State(row.state).label)
    share = f" ({row.percent}%)" if row.state == Assignment.State.UNDER_WAY and row.percent else ""
    words = Truncator(" ".join(row.narrative.split())).chars(MOST_SAID)
    return f"{format_date(row.on)}: {state}{share}. {words}".strip()


@dataclass(frozen=True, slots=True)
class Written:
    """What a letter says, and the late parts that it names; no content: the body owes nothing any more."""

    letter: Letter
    content: LetterContent | None
    parts: Sequence[Assignment] = ()


def written(batch: LetterBatch, letters: Sequence[Letter]) -> Iterator[Written]:
    """What each of some letters of a batch is to say, read together."""
    if batch.round:
        bodies = [letter.body_id for letter in letters]
        owed = {row.body_id: row for row in owed_reports(batch.round).filter(body__in=bodies)}
        for letter in letters:
            row = owed.get(letter.body_id)
            yield Written(letter, _report_content(batch, letter, row) if row else None)
        return
    late = late_of(batch, letters)
    said = last_words([part for parts in late.values() for part in parts])
    for letter in letters:
        parts = late.get(letter.body_id, [])
        yield Written(letter, _parts_content(batch, letter, parts, said) if parts else None, parts)


def owed_reports(round_: Round) -> QuerySet[Submission]:
    """The submissions of a round that do not lie with its collector: not sent, or sent back."""
    return round_.submissions.filter(state__in=[Submission.State.DRAFT, Submission.State.RETURNED])


def _report_content(batch: LetterBatch, letter: Letter, owed: Submission) -> LetterContent:
    round_ = batch.round
    if round_ is None:
        raise ValueError("a batch about parts speaks of no report")
    plan = round_.plan
    returned = owed.returned_reason if owed.state == Submission.State.RETURNED else ""
    days_late = (batch.on - round_.due_on).days
    report = OwedReport(round_.title, cited(plan), round_.due_on, max(days_late, 0), returned)
    return _letter(batch, letter, [plan], report=report)


def _parts_content(
    batch: LetterBatch, letter: Letter, parts: Sequence[Assignment], said: Mapping[int, str]
) -> LetterContent:
    by_plan: dict[int, list[Assignment]] = defaultdict(list)
    for part in parts:
        by_plan[part.plan_id].append(part)
    lines = tuple(
        PlanLines(
            short=shortly(group[0].plan),
            cited=cited(group[0].plan),
            lines=tuple(_line(part, said[part.pk], batch.on) for part in group),
        )
        for group in by_plan.values()
    )
    return _letter(batch, letter, [group[0].plan for group in by_plan.values()], plans=lines)


def _letter(batch: LetterBatch, letter: Letter, of: Sequence[Plan], **about: Any) -> LetterContent:
    sender = batch.sender
    owners = dict.fromkeys(plan.owner.name for plan in of if plan.owner_id != sender.pk)
    return LetterContent(
        sender=sender.name,
        superior=superior_of(sender),
        symbol=issuer_symbol(sender.name, sender.short_name),
        place=place_of(sender.name) or next(filter(None, (place_of(plan.owner.name) for plan in of)), ""),
        signatory=signatory_of(sender.kind),
        body=letter.body_name or letter.body.name,
        on=batch.on,
        answer_by=batch.answer_by,
        words=batch.words,
        above=tuple(owners),
        **about,
    )


def _line(part: Assignment, said: str, on: dt.date) -> LateLine:
    if part.due_on is None:
        raise ValueError("a part without a day due is never late")
    task = part.task
    return LateLine(task.number, task.text, task.deadline_text, part.due_on, (on - part.due_on).days, said)
