"""A new edition of a plan in force, as proposals to amend it.

The new document is set beside the plan as it reads today (amendments since its opening laid over the
old document), and what the comparison finds becomes proposals for a person to look through: nothing is
changed here, and what cannot be told as one is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.compiler import format as compiled
from hopluc.compiler.compare.diff import diff
from hopluc.compiler.compare.model import Change
from hopluc.intake import queries, rules
from hopluc.intake.as_it_reads import as_it_reads
from hopluc.intake.models import Paper
from hopluc.organizations.acting import Acting
from hopluc.organizations.matching import Directory
from hopluc.plans.amendments import actions as amending
from hopluc.plans.amendments import rules as kinds
from hopluc.plans.amendments.access import may_propose
from hopluc.plans.amendments.forms import known_parties
from hopluc.plans.amendments.moments import at_moment
from hopluc.plans.models import Plan, Proposal, Task
from hopluc.plans.standings import now
from hopluc.viet.text import fold

Resolve = Callable[[compiled.Party], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Found:
    """A difference as a proposal that nobody made yet; `sure` is false where the match is disputed."""

    key: str
    proposal: Proposal
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Differences:
    """What the comparison finds, and in words what cannot be proposed from it."""

    found: Sequence[Found]
    left: Sequence[str]


def may_amend(acting: Acting, older: Paper, newer: Paper) -> bool:
    """Whether the newer paper is another edition of a plan in force, for the same time, that the person may
    propose amendments of."""
    plan = older.plan
    if plan is None or plan.state != Plan.State.IN_FORCE or newer.state != Paper.State.REVIEW:
        return False
    times = [queries.review(paper).plan["document"].get("period") for paper in (older, newer)]
    return (times[0] == times[1] or times[1] is None) and may_propose(acting, plan)


def differences(older: Paper, newer: Paper) -> Differences:
    """What the newer paper changes of the plan that was opened from the older one, as it reads today."""
    plan = older.plan
    if plan is None:
        raise ValidationError(_("Văn bản này chưa được đưa vào theo dõi."))
    new = compiled.from_json(queries.review(newer).plan)
    old = as_it_reads(plan, compiled.from_json(queries.review(older).plan), now())
    return _Differing(plan, new, resolver(plan, newer)).all(diff(old, new).changes)


# --- differences as proposals ------------------------------------------------------------------


def resolver(plan: Plan, paper: Paper | None) -> Resolve:
    """Whom a party of the new paper stands for: as its reviewers said, as the plan has it, as it is known."""
    matched, known = queries.matches(paper) if paper else {}, known_parties(plan)
    directory = Directory(plan.owner, timezone.localdate())

    def resolve(party: compiled.Party) -> dict[str, Any]:
        row = matched.get(rules.party_key(party.name))
        if row:
            body, group = row.organisation, row.group
        elif fold(party.text) in known:
            body, group = known[fold(party.text)]
        else:
            found = directory.find(party.name)
            body, group = found.organisation, found.group
        return {
            "text": party.text,
            "organisation": body.pk if body else None,
            "group": group.pk if group else None,
        }

    return resolve


class _Differing:
    """Turns changes of a comparison into proposals for one plan."""

    def __init__(self, plan: Plan, new: compiled.Plan, resolve: Resolve) -> None:
        self.plan, self.resolve = plan, resolve
        self.new_tasks = {task.id: task for task in new.tasks}
        self.new_targets = {one.id: one for one in new.indicators}
        self.titles = {group.id: group.title for group in new.groups}
        self.tasks = {task.code: task for task in plan.tasks.filter(at_moment(now()), until=None)}
        self.targets = {one.code: one for one in plan.indicators.filter(at_moment(now()), until=None)}
        self.left: list[str] = []

    def all(self, changes: Iterable[Change]) -> Differences:
        """Every change of a task or a target that is not quiet, as proposals or as words."""
        found = [
            Found(key, proposal, not change.doubts)
            for change in changes
            if not change.quiet
            for key, proposal in self._of(change)
        ]
        return Differences(found, self.left)

    def _of(self, change: Change) -> Iterator[tuple[str, Proposal]]:
        if change.what == "task":
            yield from self._task(change)
        elif change.what == "indicator":
            yield from self._target(change)

    def _task(self, change: Change) -> Iterator[tuple[str, Proposal]]:
        if change.kind in ("merged", "split"):
            words = "; ".join(side.text[:80] for side in (*change.old, *change.new))
            self.left.append(_("Nhiệm vụ gộp hoặc tách, đề xuất bằng tay: %(text)s") % {"text": words})
        elif change.kind == "added":
            yield from self._added(self.new_tasks[change.new[0].id])
        elif task := self.tasks.get(change.old[0].id):
            if change.kind == "dropped":
                yield f"dropped-{task.pk}", self._proposal(kinds.DROPPED, {}, task=task)
            else:
                yield from self._changed(change, task, self.new_tasks[change.new[0].id])

    def _added(self, new: compiled.Task) -> Iterator[tuple[str, Proposal]]:
        values = self._parties(new)
        if not any(one["organisation"] or one["group"] for one in values["leads"]):
            self.left.append(
                _("Nhiệm vụ mới chưa rõ cơ quan chủ trì: %(text)s. Khớp cơ quan rồi so sánh lại.")
                % {"text": new.text[:80]}
            )
            return
        values |= {"group": self._group(new), "number": new.number or "", "text": new.text}
        values |= {"products": list(new.products), **time_of(new)}
        yield f"new_task-{new.id}", self._proposal(kinds.NEW_TASK, values)

    def _changed(self, change: Change, task: Task, new: compiled.Task) -> Iterator[tuple[str, Proposal]]:
        names = {field.name for field in change.fields if not field.quiet}
        words = {name: value for name, value in words_of(new).items() if name in names}
        if words:
            yield f"words-{task.pk}", self._proposal(kinds.WORDS, words, task=task)
        if names & {"leads", "coordinators", "role"}:
            values = self._parties(new)
            if any(one["organisation"] or one["group"] for one in values["leads"]):
                yield f"leads-{task.pk}", self._proposal(kinds.LEADS, values, task=task)
            else:
                self.left.append(
                    _("Nhiệm vụ %(number)s: chưa rõ cơ quan chủ trì mới. Khớp cơ quan rồi so sánh lại.")
                    % {"number": task.number or task.code}
                )
        if "deadline" in names:
            yield f"deadline-{task.pk}", self._proposal(kinds.DEADLINE, time_of(new), task=task)
        if "group" in names:
            yield f"moved-{task.pk}", self._proposal(kinds.MOVED, {"group": self._group(new)}, task=task)

    def _group(self, new: compiled.Task) -> int | None:
        """The plan's group that the new edition puts a task in, by its title."""
        groups = {fold(group.title): group.pk for group in self.plan.groups.all()}
        return groups.get(fold(self.titles.get(new.group or "", "")))

    def _parties(self, new: compiled.Task) -> dict[str, Any]:
        return {
            "leads": [self.resolve(party) for party in new.leads],
            "coordinators": [self.resolve(party) for party in new.coordinators],
        }

    def _target(self, change: Change) -> Iterator[tuple[str, Proposal]]:
        if change.kind == "added":
            new = self.new_targets[change.new[0].id]
            yield f"new_target-{new.id}", self._proposal(kinds.NEW_TARGET, target_of(new))
            return
        row = self.targets.get(change.old[0].id)
        if row is None:
            return
        if change.kind == "dropped":
            values: dict[str, Any] = {"dropped": True}
        else:
            names = {field.name for field in change.fields if not field.quiet}
            values = figure_of(self.new_targets[change.new[0].id], names)
            if names - _OF_TARGETS.keys():
                self.left.append(
                    _("Chỉ tiêu “%(name)s”: đổi đối tượng, chưa sửa được.") % {"name": row.name[:60]}
                )
        if values:
            yield f"target-{row.pk}", self._proposal(kinds.TARGET, values, indicator=row)

    def _proposal(self, kind: str, values: dict[str, Any], **of: Any) -> Proposal:
        return Proposal(plan=self.plan, kind=kind, values=values, **of)


def time_of(new: compiled.Task) -> dict[str, Any]:
    when = new.deadline
    return {
        "deadline_text": when.text if when else "",
        "parts": compiled.to_json(when.parts) if when else [],
    }


def words_of(new: compiled.Task) -> dict[str, Any]:
    """The words of a task as a proposal has them."""
    return {
        "text": new.text,
        "products": list(new.products),
        "note": new.note or "",
        "mandate": new.mandate or "",
    }


# Fields of a target as a comparison names them, and as its row does.
_OF_TARGETS: Mapping[str, Sequence[str]] = {
    "name": ("name",),
    "unit": ("unit",),
    "figure": ("unit", "op", *kinds.FIGURES),
    "period": (*kinds.DAYS, "per"),
    "baseline": ("baseline",),
}


def figure_of(new: compiled.Indicator, names: Iterable[str]) -> dict[str, Any]:
    """What a target reads in the fields that changed."""
    wanted = {field for name in names for field in _OF_TARGETS.get(name, ())}
    return {name: value for name, value in target_of(new).items() if name in wanted}


def target_of(new: compiled.Indicator) -> dict[str, Any]:
    """A whole target as a proposal has it (rules of amendments, TARGET_FIELDS)."""
    target, period = new.target, new.period
    figures = {"value": target.value, "low": target.low, "high": target.high}
    return {
        "name": new.name,
        "unit": new.unit or "",
        "op": target.op,
        **{n: None if v is None else f"{v:.4f}".rstrip("0").rstrip(".") for n, v in figures.items()},
        "period_start": period.start.isoformat() if period and period.start else None,
        "period_end": period.end.isoformat() if period and period.end else None,
        "per": new.per or "",
        "baseline": {"op": new.baseline.op, "of": new.baseline.of} if new.baseline else None,
    }


# --- making them -------------------------------------------------------------------------------


@transaction.atomic
def propose(older: Paper, newer: Paper, chosen: Iterable[str], *, by: Acting) -> list[Proposal]:
    """Make proposals of the chosen differences, all or none; what waits already is not asked for twice."""
    if not may_amend(by, older, newer) or older.plan is None:
        raise PermissionDenied
    wanted, source = set(chosen), source_of(newer)
    made = []
    for one in differences(older, newer).found:
        row = one.proposal
        if one.key in wanted and not waits(row):
            made.append(
                amending.propose(
                    older.plan,
                    by=by,
                    kind=row.kind,
                    values=row.values,
                    reason=source,
                    task=row.task,
                    indicator=row.indicator,
                )
            )
    if not made:
        raise ValidationError(_("Chưa chọn khác biệt nào, hoặc các khác biệt đã chọn đã được đề xuất."))
    return made


def waits(row: Proposal) -> bool:
    """Whether the same change was proposed and is not answered."""
    open_states = (Proposal.State.PROPOSED, Proposal.State.GATHERED)
    same = Proposal.objects.filter(
        plan=row.plan, kind=row.kind, task=row.task, indicator=row.indicator, state__in=open_states
    )
    return any(other.values == row.values for other in same)


def source_of(paper: Paper) -> str:
    """What the change rests on, in words."""
    return _("Theo văn bản: %(title)s") % {"title": paper.title or paper.name}
