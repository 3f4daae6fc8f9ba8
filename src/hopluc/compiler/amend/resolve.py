"""The clauses of an amending document laid on the plan in force: which task reads how afterwards.

What cannot be placed, or could mean two things, is a finding and no change. What is placed but does not
agree with
the plan (the old words are other ones, a number alone left two tasks of which one has the old words) is a
change that
is not `sure`: a person looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hopluc.compiler.amend.address import Located, groups_named, locate, targets_named
from hopluc.compiler.amend.annexes import rows_beside, tasks_of_annex
from hopluc.compiler.amend.fields import (
    SET,
    agrees,
    differing,
    figured,
    keys,
    numbers,
    own_number,
    rewritten,
    same_figure,
)
from hopluc.compiler.amend.format import Amending, Clause, FieldName, Place
from hopluc.compiler.amend.places import comps, inside
from hopluc.compiler.format import Finding, Indicator, Plan, Task

Kind = Literal["changed", "dropped", "new_task", "moved", "target", "target_dropped", "new_target"]


@dataclass(frozen=True, slots=True)
class Amended:
    """One change of the plan.

    `task` and `indicator` are ids of the plan; `reads` is the task as it reads afterwards (of a new one:
    whole, with
    its group), `fields` which of its fields change; `figure` the same of a target. `after`: the id of the
    task that a new one stands behind. `clause`: the place of the clause in the document.
    """

    kind: Kind
    clause: int
    task: str | None = None
    indicator: str | None = None
    fields: tuple[FieldName, ...] = ()
    reads: Task | None = None
    figure: Indicator | None = None
    after: str | None = None
    parent: str | None = None  # of a new task that stands under another
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an amending document makes of a plan, and what it leaves to people."""

    changes: tuple[Amended, ...]
    findings: tuple[Finding, ...]


class _Desk:
    """A plan with the clauses laid on it one after the other: each reads what those before it made."""

    def __init__(self, plan: Plan, text: str | None) -> None:
        self.plan, self.text = plan, text
        self.tasks = {task.id: task for task in plan.tasks}
        self.targets = {one.id: one for one in plan.indicators}
        period = plan.document.period
        same = period and period.start and period.end and period.start.year == period.end.year
        self.year = period.end.year if period and period.end and same else None
        self.findings: list[Finding] = []

    def all(self, clauses: Sequence[Clause]) -> Iterator[Amended]:
        for n, clause in enumerate(clauses):
            for change in self._of(clause):
                yield replace(change, clause=n)

    def _of(self, clause: Clause) -> Iterator[Amended]:
        if clause.verb == "annex":
            yield from self._annex(clause)
        elif clause.place.thing == "target" or clause.field == "target":
            yield from self._target(clause)
        elif clause.verb == "words":
            yield from self._words(clause)
        elif clause.verb == "add":
            yield from self._added(clause)
        elif clause.verb in ("drop", "move", "replace"):
            yield from self._task(clause)

    # --- tasks ------------------------------------------------------------------------------------

    def _task(self, clause: Clause) -> Iterator[Amended]:
        place = clause.place
        found = locate(place, list(self.tasks.values()))
        sure = True
        if found.how == "several" and clause.old:
            agreeing = [t for t in found.tasks if agrees(clause, t)]
            if len(agreeing) == 1:
                found, sure = Located("one", tuple(agreeing)), False
        if (
            found.how == "none"
            or (found.how == "several")
            or (found.how == "below" and clause.verb == "move")
        ):
            self._unplaced(clause, found)
            return
        if clause.verb == "drop":
            for task in found.tasks:
                del self.tasks[task.id]
                yield Amended("dropped", 0, task=task.id, sure=sure)
        elif clause.verb == "move":
            yield from self._moved(clause, found.tasks[0])
        elif found.how == "one":
            yield from self._changed(clause, found.tasks[0], sure)
        else:
            yield from self._several(clause, found.tasks)

    def _changed(self, clause: Clause, task: Task, sure: bool) -> Iterator[Amended]:
        if clause.old and not agrees(clause, task):
            self._note(
                "amend-old-differs",
                clause,
                f"kế hoạch đang ghi khác với “{clause.old.text[:80]}” mà văn bản viện dẫn.",
            )
            sure = False
        reads, fields = self._read(clause, task)
        if reads is None:
            return
        if fields:
            self.tasks[task.id] = reads
            yield Amended("changed", 0, task=task.id, reads=reads, fields=fields, sure=sure)
        else:
            self._note("amend-nothing", clause, "kế hoạch đã ghi như vậy, không có gì thay đổi.", "info")

    def _read(self, clause: Clause, task: Task) -> tuple[Task | None, tuple[FieldName, ...]]:
        if clause.field is None:
            return self._whole(clause, task)
        made = SET[clause.field](clause, task, self.year)
        if made is None:
            self._note("amend-content-missing", clause, "chưa đọc được nội dung mới.")
            return None, ()
        return made, differing(task, made)

    def _whole(self, clause: Clause, task: Task) -> tuple[Task | None, tuple[FieldName, ...]]:
        """A point that reads anew: what its new words say nothing of stays as it is."""
        if len(clause.tasks) != 1:
            self._note(
                "amend-content-missing",
                clause,
                "nội dung mới không phải một nhiệm vụ; tách và đề xuất bằng tay.",
            )
            return None, ()
        new = clause.tasks[0]
        made = replace(
            task,
            text=new.text or task.text,
            leads=new.leads or task.leads,
            coordinators=new.coordinators or task.coordinators,
            deadline=new.deadline or task.deadline,
            products=new.products or task.products,
            note=new.note or task.note,
        )
        return made, differing(task, made)

    def _several(self, clause: Clause, old: Sequence[Task]) -> Iterator[Amended]:
        """A point of several tasks that reads anew: as many as before are the same ones, in order; of a
        field, each."""
        if clause.field is not None:
            for task in old:
                yield from self._changed(clause, task, False)
        elif len(clause.tasks) == len(old):
            for task, new in zip(old, clause.tasks, strict=True):
                yield from self._changed(replace(clause, tasks=(new,)), task, False)
        else:
            self._note(
                "amend-several",
                clause,
                f"mục này có {len(old)} nhiệm vụ, nội dung mới có {len(clause.tasks)}; đề xuất bằng tay.",
            )

    def _moved(self, clause: Clause, task: Task) -> Iterator[Amended]:
        to = clause.after or Place()
        place = replace(to, steps=tuple(step for step in to.steps if step.kind != "number"))
        groups = groups_named(place, [g.id for g in self.plan.groups])
        if len(groups) != 1:
            self._note("amend-place-missing", clause, "chưa rõ chuyển sang nhóm nào.")
            return
        number = next((step.value for step in to.steps if step.kind == "number"), task.number)
        made = replace(task, group=groups[0], number=number)
        self.tasks[task.id] = made
        yield Amended("moved", 0, task=task.id, reads=made)

    def _added(self, clause: Clause) -> Iterator[Amended]:
        parent = self._named_task(clause, clause.place) if clause.how == "under" else None
        if clause.how == "under" and parent is None:
            return
        after = self._neighbour(clause)
        group = parent.group if parent else self._group(clause, after)
        for new in clause.tasks:
            if any(keys(new.text) == keys(held.text) for held in self.tasks.values()):
                self._note("amend-nothing", clause, "kế hoạch đã có nhiệm vụ này.", "info")
                continue
            number = new.number or (None if parent else own_number(clause))
            made = replace(new, number=number, group=group, text=new.text.rstrip(" ."))
            yield Amended(
                "new_task",
                0,
                reads=made,
                after=after.id if after else None,
                parent=parent.id if parent else None,
                sure=bool(group or not self.plan.groups),
            )

    def _neighbour(self, clause: Clause) -> Task | None:
        if clause.after is None:
            return None
        return self._named_task(clause, inside(clause.place, clause.after))

    def _named_task(self, clause: Clause, place: Place) -> Task | None:
        """The task that a place names, or that it is the heading of; None, with a finding, where none is."""
        found = locate(place, list(self.tasks.values()))
        if found.how == "below":
            return found.tasks[-1]
        if found.how != "one":
            self._unplaced(clause, found)
            return None
        return found.tasks[0]

    def _group(self, clause: Clause, after: Task | None) -> str | None:
        if after is not None:
            return after.group
        ids = [g.id for g in self.plan.groups]
        wanted = comps(clause.place)
        for length in range(len(wanted), 0, -1):
            found = [one for one in ids if tuple(one.split(".")) == wanted[:length]]
            if found:
                return found[0]
        named = groups_named(clause.place, ids)
        return named[0] if len(named) == 1 else None

    # --- a whole annex ----------------------------------------------------------------------------

    def _annex(self, clause: Clause) -> Iterator[Amended]:
        if not clause.tasks:
            return
        now = replace(self.plan, tasks=tuple(self.tasks.values()))
        old = tasks_of_annex(clause, now, self.text)
        if old is None:
            self._note("amend-place-ambiguous", clause, "chưa rõ phụ lục nào của kế hoạch được thay thế.")
            return
        rows = rows_beside(old, clause, now)
        for before, new, disputed in rows.pairs:
            yield from self._as_row(before, new, not disputed)
        for new in rows.added:
            group = new.group if new.group in {g.id for g in self.plan.groups} else None
            yield Amended("new_task", 0, reads=replace(new, id="", group=group))
        for gone in rows.gone:
            self.tasks.pop(gone.id, None)
            yield Amended("dropped", 0, task=gone.id)
        for change in rows.left:
            said = "; ".join(side.text[:60] for side in (*change.old, *change.new))
            self._note("amend-several", clause, f"nhiệm vụ gộp hoặc tách, đề xuất bằng tay: {said}.")

    def _as_row(self, before: Task, new: Task, sure: bool) -> Iterator[Amended]:
        made = replace(new, id=before.id, group=before.group, number=before.number, parent=before.parent)
        fields = differing(before, made)
        if fields:
            self.tasks[before.id] = made
            yield Amended("changed", 0, task=before.id, reads=made, fields=fields, sure=sure)

    # --- words for words --------------------------------------------------------------------------

    def _words(self, clause: Clause) -> Iterator[Amended]:
        """Old words for new ones in the tasks of a place, or in all; bodies and times are read anew."""
        tasks = list(self.tasks.values())
        if comps(clause.place) or clause.place.words:
            found = locate(replace(clause.place, words=None), tasks)
            if found.how in ("none", "several"):
                self._unplaced(clause, found)
                return
            tasks = list(found.tasks)
        hit = False
        for task in tasks:
            made = rewritten(clause, task, self.year)
            fields = differing(task, made)
            if fields:
                hit = True
                self.tasks[task.id] = made
                yield Amended("changed", 0, task=task.id, reads=made, fields=fields)
        if not hit:
            self._note(
                "amend-old-differs",
                clause,
                f"không tìm thấy “{clause.old.text[:80] if clause.old else ''}” trong kế hoạch.",
            )

    # --- targets ----------------------------------------------------------------------------------

    def _target(self, clause: Clause) -> Iterator[Amended]:
        if clause.verb == "add":
            for new in clause.indicators:
                held = next((one for one in self.targets.values() if keys(one.name) == keys(new.name)), None)
                if held and numbers(held.target) == numbers(new.target):
                    self._note("amend-nothing", clause, "kế hoạch đã có chỉ tiêu này.", "info")
                    continue
                if held:
                    self._note(
                        "amend-nothing", clause, "kế hoạch đã có chỉ tiêu này với mức khác; sửa chỉ tiêu đó."
                    )
                    continue
                yield Amended("new_target", 0, figure=new)
            return
        found = self._target_named(clause)
        if found is None:
            return
        if clause.verb == "drop":
            del self.targets[found.id]
            yield Amended("target_dropped", 0, indicator=found.id)
            return
        made = figured(clause, found)
        if made is None:
            self._note("amend-content-missing", clause, "chưa đọc được con số mới của chỉ tiêu.")
            return
        sure = True
        if clause.old and not same_figure(clause, found):
            self._note("amend-old-differs", clause, f"kế hoạch đang ghi khác với “{clause.old.text[:80]}”.")
            sure = False
        self.targets[found.id] = made
        yield Amended("target", 0, indicator=found.id, figure=made, fields=("target",), sure=sure)

    def _target_named(self, clause: Clause) -> Indicator | None:
        rows = list(self.targets.values())
        numbered = [s.value for s in clause.place.steps if s.kind == "number"]
        if clause.place.words:
            found = targets_named(clause.place.words, rows)
        elif numbered:
            found = [one for n, one in enumerate(rows, 1) if str(n) == numbered[-1]]
        else:
            found = []
        if len(found) == 1:
            return found[0]
        name = clause.place.words or "–"
        if found:
            several = "; ".join(f"“{one.name[:60]}”" for one in found[:4])
            self._note("amend-place-ambiguous", clause, f"chỉ tiêu “{name[:80]}” có thể là: {several}.")
        else:
            self._note("amend-place-missing", clause, f"kế hoạch không có chỉ tiêu “{name[:80]}”.")
        return None

    # --- findings ---------------------------------------------------------------------------------

    def _unplaced(self, clause: Clause, found: Located) -> None:
        if found.how == "none":
            self._note(
                "amend-place-missing",
                clause,
                "không tìm thấy nhiệm vụ ở vị trí này trong kế hoạch đang có hiệu lực.",
            )
            return
        several = "; ".join(f"{t.id} “{t.text[:50]}”" for t in found.tasks[:4])
        self._note("amend-place-ambiguous", clause, f"vị trí này có thể là nhiều nhiệm vụ: {several}.")

    def _note(
        self, rule: str, clause: Clause, why: str, severity: Literal["warning", "info"] = "warning"
    ) -> None:
        number = f"Khoản {clause.number}" if clause.number else "Nội dung sửa đổi"
        self.findings.append(Finding(rule, severity, f"{number}: {why}", span=clause.span))


def resolve(amending: Amending, plan: Plan, text: str | None = None) -> Resolved:
    """What the clauses make of the plan as it reads; findings of the document itself are not said again.

    `text` is that of the plan's document: it tells which tasks stand in which of several annexes.
    """
    desk = _Desk(plan, text)
    changes = tuple(desk.all(amending.clauses))
    return Resolved(changes, tuple(desk.findings))
