"""What a body handed in before, to stand beside what it writes now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Q, When

from hopluc.reporting.content import Handed, from_json
from hopluc.reporting.formbook.answers import Place, said_in
from hopluc.reporting.models import Submission, SubmissionEvent
from hopluc.viet.numbers import format_number
from hopluc.viet.text import fold

TaskKey = tuple[int | str, str]  # the task or its words, and the body's role in it


@dataclass(frozen=True, slots=True)
class Before:
    """The report of the last period as it was handed in; `title`: of its round.

    lines: by task and role, of another year's plan by the task's words. figures: by indicator, or its name
    and unit. answers: of the same form.
    """

    title: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[TaskKey, str] = field(default_factory=dict)
    figures: Mapping[int | tuple[str, str], str] = field(default_factory=dict)
    answers: Mapping[Place, str] = field(default_factory=dict)

    def of_task(self, task_id: int, words: str, role: str) -> str:
        """What was said of a task."""
        return self.lines.get((task_id, role)) or self.lines.get((fold(words), role), "")

    def of_indicator(self, indicator_id: int, name: str, unit: str) -> str:
        """The figure that was given for an indicator."""
        return self.figures.get(indicator_id) or self.figures.get((fold(name), fold(unit)), "")


def last_period(submission: Submission) -> Before:
    """The body's last report of an earlier period: in the same form, whichever its version; of the standard
    report that of the same plan, else of another plan of the same owner, to the same collector."""
    round_ = submission.round
    earlier = SubmissionEvent.objects.filter(
        submission__body=submission.body_id,
        submission__round__period_end__lt=round_.period_end,
        verb=SubmissionEvent.Verb.SUBMIT,
    )
    if round_.form:
        found = earlier.filter(submission__round__form__form=round_.form.form_id)
        first: tuple[Case, ...] = ()
    else:
        same = Q(submission__round__plan=round_.plan_id)
        akin = Q(
            submission__round__collector=round_.collector_id,
            submission__round__plan__owner=round_.plan.owner_id,
        )
        found = earlier.filter(same | akin, submission__round__form=None)
        first = (Case(When(same, then=0), default=1),)
    rows = found.order_by(*first, "-submission__round__period_end", "-pk")
    last = rows.values_list("submission__round__title", "content").first()
    return _before(*last) if last else Before()


def _before(title: str, content: Mapping[str, object] | None) -> Before:
    handed = from_json(Handed, content or {})
    lines: dict[TaskKey, str] = {}
    for part in handed.parts:
        lines[fold(part.task_text), part.role] = lines[part.task_id, part.role] = part.narrative
    figures: dict[int | tuple[str, str], str] = {}
    for one in handed.figures:
        if one.value is not None:
            said = format_number(one.value)
            figures[fold(one.name), fold(one.unit)] = figures[one.indicator_id] = said
    texts = {name: getattr(handed, name) for name in ("overview", "difficulties", "proposals", "next_period")}
    return Before(title, texts, lines, figures, said_in(content or {}))
