"""A document that amends a plan, clause by clause, as proposals that nobody made yet.

The clauses were read when the document came in (`Compilation.amending`); here they are laid on the plan as
it reads today (`compiler.amend.resolve`), and each task's or target's change becomes one proposal of its
kind with the
clauses' own words as its reason. Nothing is changed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hopluc.compiler import format as compiled
from hopluc.compiler.amend import Amended, Amending, Resolved, amending_from_json, resolve
from hopluc.intake.amending import (
    Resolve,
    figure_of,
    resolver,
    source_of,
    target_of,
    time_of,
    waits,
    words_of,
)
from hopluc.intake.as_it_reads import as_it_reads, document_of
from hopluc.intake.models import Compilation, Paper
from hopluc.organizations.acting import Acting
from hopluc.plans.amendments import actions
from hopluc.plans.amendments import rules as kinds
from hopluc.plans.amendments.access import may_gather, may_propose
from hopluc.plans.models import Amendment, Indicator, Plan, Proposal, Task
from hopluc.plans.standings import now

LONGEST_WORDS = 700  # of a clause, in a reason
LONGEST_QUOTE = 200  # beside a finding


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal that nobody made yet, the words of its clauses, whether it is beyond doubt, and the
    proposal that was made of it, if any."""

    key: str
    proposal: Proposal
    words: Sequence[str]
    sure: bool = True
    made: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """An amending document laid on a plan: rows to choose from, and what is left to people to read."""

    rows: Sequence[Row]
    left: Sequence[str]
    quiet: Sequence[str] = ()  # clauses that change nothing of the plan as it reads


def amending_of(paper: Paper) -> Amending | None:
    """What a paper amends, where it amends a plan."""
    found = Compilation.objects.filter(paper=paper).values_list("amending", flat=True).first()
    return amending_from_json(found) if found else None


def plans_named(amending: Amending, plans: QuerySet[Plan]) -> list[Plan]:
    """The plans in force among `plans` that a document says it amends: by number, and by day where both tell
    it."""
    cited = amending.amended
    if cited is None or not cited.number:
        return []
    rows = plans.filter(state=Plan.State.IN_FORCE).select_related("owner", "standing_agency").order_by("-pk")
    same = [row for row in rows if _number(row.number) == _number(cited.number)]
    if cited.issued_on and len(same) > 1:
        return [row for row in same if row.issued_on in (None, cited.issued_on)]
    return same


def _number(number: str) -> str:
    return re.sub(r"[^0-9A-ZĐ/&-]", "", number.upper())


def lay(paper: Paper, plan: Plan) -> Laid:
    """The paper's clauses laid on a plan as it reads today."""
    amending = amending_of(paper)
    if amending is None:
        raise ValidationError(_("Văn bản này không phải văn bản sửa đổi kế hoạch."))
    opened = Paper.objects.filter(plan=plan).first()
    text = Compilation.objects.filter(paper=opened).values_list("text", flat=True).first() if opened else None
    reads = as_it_reads(plan, document_of(plan), now())
    found = resolve(amending, reads, text)
    return laid(plan, amending, found, resolver(plan, paper), source_of(paper))


def laid(plan: Plan, amending: Amending, found: Resolved, resolve_party: Resolve, source: str) -> Laid:
    """What was resolved as rows to choose from. `source`: what a reason says that the change comes from."""
    return _Laying(plan, amending, resolve_party, source).all(found)


class _Laying:
    """Turns the changes of a resolved document into proposals for one plan."""

    def __init__(self, plan: Plan, amending: Amending, resolve_party: Resolve, source: str) -> None:
        self.plan, self.amending, self.resolve, self.source = plan, amending, resolve_party, source
        self.tasks = {task.code: task for task in plan.tasks.filter(until=None)}
        self.targets = {one.code: one for one in plan.indicators.filter(until=None)}
        self.groups = {group.code: group.pk for group in plan.groups.all()}
        self.left: list[str] = []
        self.new = 0

    def all(self, found: Resolved) -> Laid:
        rows = [row for of_one in _by_thing(found.changes) for row in self._rows(of_one)]
        notes = [(one.severity, self._told(one)) for one in (*self.amending.findings, *found.findings)]
        left = [words for severity, words in notes if severity != "info"]
        return Laid(rows, [*self.left, *left], [words for severity, words in notes if severity == "info"])

    def _told(self, finding: compiled.Finding) -> str:
        """A finding with the words of the clause that it is about, where it does not quote them itself."""
        said = next((c.text for c in self.amending.clauses if c.span == finding.span), "")
        return f"{finding.message} “{said[:LONGEST_QUOTE]}”" if said else finding.message

    def _rows(self, changes: Sequence[Amended]) -> Iterator[Row]:
        """The proposals about one task or target; several clauses about it are one."""
        last = changes[-1]
        sure = all(change.sure for change in changes)
        words = list(dict.fromkeys(self.amending.clauses[change.clause].text for change in changes))
        for key, kind, values, of in self._proposals(changes, last):
            row = Proposal(plan=self.plan, kind=kind, values=values, reason=self._reason(changes), **of)
            made = next(iter(_open(row)), None)
            yield Row(key, row, words, sure, made)

    def _reason(self, changes: Sequence[Amended]) -> str:
        """Where the change comes from, and the clauses' own words."""
        clauses = [self.amending.clauses[n] for n in dict.fromkeys(change.clause for change in changes)]
        said = "\n".join(
            f"{c.number}: “{c.text[:LONGEST_WORDS]}”" if c.number else f"“{c.text}”" for c in clauses
        )
        return f"{self.source}.\n{said}"

    def _proposals(
        self, changes: Sequence[Amended], last: Amended
    ) -> Iterator[tuple[str, str, dict[str, Any], Mapping[str, Any]]]:
        """(key, kind, values, row) of what one thing becomes."""
        fields: set[str] = {name for change in changes for name in change.fields}
        task = self.tasks.get(last.task or "")
        target = self.targets.get(last.indicator or "")
        if last.kind == "new_task" and last.reads:
            yield from self._new_task(last)
        elif last.kind == "new_target" and last.figure:
            yield self._key(kinds.NEW_TARGET), kinds.NEW_TARGET, target_of(last.figure), {}
        elif target and last.kind == "target_dropped":
            yield f"target-{target.pk}", kinds.TARGET, {"dropped": True}, {"indicator": target}
        elif target and last.figure:
            values = kinds.changed(
                _reading(target), figure_of(last.figure, ("name", "figure", "period", "baseline"))
            )
            yield f"target-{target.pk}", kinds.TARGET, values, {"indicator": target}
        elif task and last.kind == "dropped":
            yield f"dropped-{task.pk}", kinds.DROPPED, {}, {"task": task}
        elif task and last.reads:
            yield from self._changed(task, last.reads, fields, any(c.kind == "moved" for c in changes))

    def _new_task(self, change: Amended) -> Iterator[tuple[str, str, dict[str, Any], Mapping[str, Any]]]:
        new = change.reads
        if new is None:
            return
        values = self._parties(new)
        if not self._led(values):
            self.left.append(
                _("Nhiệm vụ mới chưa rõ cơ quan chủ trì, đề xuất bằng tay: %(text)s")
                % {"text": new.text[:160]}
            )
            return
        parent = self.tasks.get(change.parent or "")
        values |= {"group": self.groups.get(new.group or ""), "parent": parent.pk if parent else None}
        values |= {"number": new.number or "", **words_of(new), **time_of(new)}
        yield self._key(kinds.NEW_TASK), kinds.NEW_TASK, values, {}

    def _changed(
        self, task: Task, new: compiled.Task, fields: set[str], moved: bool
    ) -> Iterator[tuple[str, str, dict[str, Any], Mapping[str, Any]]]:
        words = {name: value for name, value in words_of(new).items() if name in fields}
        if words:
            yield f"words-{task.pk}", kinds.WORDS, words, {"task": task}
        if fields & {"leads", "coordinators"}:
            values = self._parties(new)
            if self._led(values):
                yield f"leads-{task.pk}", kinds.LEADS, values, {"task": task}
            else:
                self.left.append(
                    _("Nhiệm vụ %(number)s: chưa rõ cơ quan chủ trì mới “%(who)s”. Đề xuất bằng tay.")
                    % {"number": task.number or task.code, "who": "; ".join(p.text for p in new.leads)}
                )
        if "deadline" in fields:
            yield f"deadline-{task.pk}", kinds.DEADLINE, time_of(new), {"task": task}
        if moved:
            place: dict[str, Any] = {"group": self.groups.get(new.group or "")}
            place |= {"number": new.number} if (new.number or "") != task.number else {}
            yield f"moved-{task.pk}", kinds.MOVED, place, {"task": task}

    def _key(self, kind: str) -> str:
        """A key for what is new: its place among the new ones of the document."""
        self.new += 1
        return f"{kind}-{self.new}"

    def _parties(self, new: compiled.Task) -> dict[str, Any]:
        return {
            "leads": [self.resolve(party) for party in new.leads],
            "coordinators": [self.resolve(party) for party in new.coordinators],
        }

    def _led(self, values: Mapping[str, Any]) -> bool:
        return any(one["organisation"] or one["group"] for one in values["leads"])


def _reading(target: Indicator) -> dict[str, Any]:
    return {name: kinds.plain(getattr(target, name)) for name in kinds.TARGET_FIELDS}


def _by_thing(changes: Iterable[Amended]) -> list[list[Amended]]:
    """Changes gathered by what they are about, in the order of the document; what is new stands alone."""
    found: dict[object, list[Amended]] = {}
    for n, change in enumerate(changes):
        found.setdefault(
            (change.task, change.indicator) if change.task or change.indicator else n, []
        ).append(change)
    return list(found.values())


def _open(row: Proposal) -> QuerySet[Proposal]:
    """Proposals of the same thing and kind from the same clauses that wait, or stand in a draft."""
    states = (Proposal.State.PROPOSED, Proposal.State.GATHERED)
    return Proposal.objects.filter(
        plan=row.plan,
        kind=row.kind,
        task=row.task,
        indicator=row.indicator,
        reason=row.reason,
        state__in=states,
    ).order_by("-pk")


# --- making them -------------------------------------------------------------------------------


@transaction.atomic
def propose(paper: Paper, plan: Plan, chosen: Iterable[str], *, by: Acting) -> list[Proposal]:
    """Make proposals of the chosen rows, all or none; what waits already is not asked for twice."""
    if not may_propose(by, plan):
        raise PermissionDenied
    wanted = set(chosen)
    made = [
        actions.propose(
            plan,
            by=by,
            kind=row.proposal.kind,
            values=row.proposal.values,
            reason=row.proposal.reason,
            task=row.proposal.task,
            indicator=row.proposal.indicator,
        )
        for row in lay(paper, plan).rows
        if row.key in wanted and row.made is None and not waits(row.proposal)
    ]
    if not made:
        raise ValidationError(_("Chưa chọn khoản nào, hoặc các khoản đã chọn đã được đề xuất."))
    return made


@transaction.atomic
def record(
    paper: Paper, plan: Plan, chosen: Iterable[str], *, by: Acting, number: str, issued_on: Any, on: Any
) -> Amendment:
    """Propose the chosen rows, gather them with those of this paper that wait, and record the paper as the
    decision that was signed: in force from `on`."""
    if not may_gather(by, plan):
        raise PermissionDenied
    wanted = set(chosen)
    rows = [row for row in lay(paper, plan).rows if row.key in wanted or row.made]
    waiting = [row.made for row in rows if row.made and row.made.state == Proposal.State.PROPOSED]
    fresh = [row.key for row in rows if row.made is None and row.key in wanted]
    proposals = [*waiting, *(propose(paper, plan, fresh, by=by) if fresh else [])]
    draft = actions.gather(plan, proposals, by=by)
    kept = paper.files.select_related("file").order_by("order").first()
    return actions.record_decision(
        draft,
        by=by,
        number=number,
        issued_on=issued_on,
        on=on,
        file=kept.file if kept else None,
        file_name=kept.name if kept else "",
    )


def recorded(paper: Paper, plan: Plan) -> Amendment | None:
    """The amendment that the paper was recorded as."""
    files = paper.files.values("file")
    rows = plan.amendments.filter(state=Amendment.State.IN_FORCE, file__in=files)
    return rows.order_by("-pk").first()
