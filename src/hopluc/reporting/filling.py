"""The form of a submission, field by field: what stands in each, what it was filled from, what is
wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.plans.models import Plan
from hopluc.reporting import rules
from hopluc.reporting.content import Handed, Part, Reported
from hopluc.reporting.fields import TEXTS, Saved, fields_of
from hopluc.reporting.formbook import answers
from hopluc.reporting.formbook.entries import Entry
from hopluc.reporting.formbook.filling import ShownSection, to_fill, to_read
from hopluc.reporting.frozen import shortly
from hopluc.reporting.last_period import last_period
from hopluc.reporting.marking import answers as marking
from hopluc.reporting.models import FigureLine, Line, Submission
from hopluc.reporting.routes.plans import plans_of
from hopluc.reporting.routes.sharing import place_of

HINTS: dict[str, str | Promise] = {
    "overview": _("Vài câu về kết quả chung của cơ quan trong kỳ."),
    "difficulties": _("Mỗi khó khăn một dòng, kèm nguyên nhân."),
    "proposals": _("Mỗi đề xuất một dòng, nêu rõ cơ quan giải quyết."),
    "next_period": _("Việc trọng tâm và mốc hoàn thành."),
}


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line of the report with its field."""

    line: Line | Part
    entry: Entry


@dataclass(frozen=True, slots=True)
class FilledGroup:
    """The lines of a task group; those only coordinated stand apart."""

    title: str
    leading: Sequence[FilledLine]
    coordinating: Sequence[FilledLine]


@dataclass(frozen=True, slots=True)
class FilledFigure:
    """An indicator with the fields of its figure and its note."""

    figure: FigureLine | Reported
    value: Entry
    note: Entry
    plan: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """The whole form, in the order in which it is shown; `sections`: those of the round's own form, which
    say where tasks and figures stand; `marks`: the fields of the body's word on what it was asked to mend;
    `before`: the round of the last period, whose words and figures stand beside."""

    texts: Sequence[Entry]
    groups: Sequence[FilledGroup]
    figures: Sequence[FilledFigure]
    sections: Sequence[ShownSection] = ()
    marks: Mapping[str, Entry] = field(default_factory=dict)
    before: str = ""

    @property
    def told(self) -> int:
        """How many lead lines say something."""
        return sum(bool(one.entry.value) for group in self.groups for one in group.leading)

    @property
    def lines(self) -> int:
        """Lead lines in all."""
        return sum(len(group.leading) for group in self.groups)


def filling_of(submission: Submission, saved: Saved | None = None) -> Filling:
    """The form as the draft stands; `saved` puts back what was typed and could not be written."""
    form = answers.form_of(submission)
    prefetch_related_objects([submission], "lines", "figures", *(["answers"] if form else []))
    current = fields_of(submission)
    refused = dict(saved.refused) if saved else {}
    conflicts = dict(saved.conflicts) if saved else {}
    errors = dict(saved.errors) if saved else {}
    before = last_period(submission)

    def entry(name: str, label: str, hint: str | Promise = "", last: str = "") -> Entry:
        stands, typed = conflicts.get(name, (None, refused.get(name, current[name])))
        error = str(errors.get(name, ""))
        return Entry(name, label, typed, rules.digest(current[name]), stands, error, hint, last)

    def filled(line: Line) -> FilledLine:
        label = _("Kết quả thực hiện nhiệm vụ %(code)s") % {"code": line.task_code}
        last = before.of_task(line.task_id, line.task_text, line.role)
        return FilledLine(line, entry(f"line-{line.pk}", label, last=last))

    return Filling(
        texts=[]
        if form
        else [entry(name, _label(name), HINTS[name], before.texts.get(name, "")) for name in TEXTS],
        sections=to_fill(
            form,
            answers.said(submission),
            before.answers,
            entry,
            (refused | conflicts).__contains__,
        )
        if form
        else (),
        groups=_groups(submission, [filled(line) for line in submission.lines.all()]),
        figures=_of_plans(
            submission,
            [
                FilledFigure(
                    one,
                    entry(f"figure-{one.pk}", _("Số thực hiện: %(name)s") % {"name": one.name}),
                    entry(f"note-{one.pk}", _("Ghi chú: %(name)s") % {"name": one.name}),
                    before=before.of_indicator(one.indicator_id, one.name, one.unit),
                )
                for one in submission.figures.all()
            ],
        ),
        marks={
            name: entry(name, str(_("Trả lời đề nghị sửa"))) for name in current if marking.is_field(name)
        },
        before=before.title,
    )


def reading_of(submission: Submission, handed: Handed) -> Filling:
    """The report as it was handed in, whatever its body has written since."""
    form = answers.form_of(submission)
    told = {(one.section, one.row, one.column): one.text for one in handed.answers}
    texts = [] if form else [Entry(name, _label(name), getattr(handed, name), "") for name in TEXTS]
    lines = {(one.task_id, one.role): f"line-{one.pk}" for one in submission.lines.all()}
    figures = {one.indicator_id: one.pk for one in submission.figures.all()}
    return Filling(
        texts=texts,
        sections=to_read(form, told, answers.previous(submission)) if form else (),
        groups=_groups(
            submission,
            [
                FilledLine(part, Entry(lines.get((part.task_id, part.role), ""), "", part.narrative, ""))
                for part in handed.parts
            ],
        ),
        figures=_of_plans(
            submission,
            [
                FilledFigure(
                    one,
                    Entry(_named("figure", figures.get(one.indicator_id)), "", "", ""),
                    Entry(_named("note", figures.get(one.indicator_id)), "", one.note, ""),
                )
                for one in handed.figures
            ],
        ),
    )


def _named(kind: str, pk: int | None) -> str:
    """The name of a figure's field; "" where the report no longer has it."""
    return f"{kind}-{pk}" if pk else ""


def _label(name: str) -> str:
    """The heading of one of the report's texts."""
    return str(Submission._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def _groups(submission: Submission, lines: Sequence[FilledLine]) -> list[FilledGroup]:
    """Lines under the groups of their plan, plan by plan where the round has several."""
    places = {place_of(one.line.order) for one in lines}
    plans = plans_of(submission.round) if max(places, default=0) else [submission.round.plan]
    return [
        group
        for place, plan in enumerate(plans)
        for group in _groups_of(
            plan, [one for one in lines if place_of(one.line.order) == place], len(plans) > 1
        )
    ]


def _groups_of(plan: Plan, lines: Sequence[FilledLine], named: bool) -> list[FilledGroup]:
    """Lines under one plan's groups, in its order; those without a group come last. named: the titles say of
    which plan they are."""
    titles = {group.code: str(group) for group in plan.groups.all()}
    by_code: dict[str, list[FilledLine]] = defaultdict(list)
    for one in lines:
        by_code[one.line.group_code if one.line.group_code in titles else ""].append(one)
    return [
        FilledGroup(
            _named_title(plan, titles.get(code, "")) if named else titles.get(code, ""),
            [one for one in by_code[code] if one.line.role == "lead"],
            [one for one in by_code[code] if one.line.role != "lead"],
        )
        for code in [*titles, *([] if "" in titles else [""])]
        if by_code[code]
    ]


def _named_title(plan: Plan, title: str) -> str:
    return f"{shortly(plan)}: {title}" if title else shortly(plan)


def _of_plans(submission: Submission, figures: Sequence[FilledFigure]) -> list[FilledFigure]:
    """The indicators with the plan that each is of, where the round has several."""
    places = {place_of(one.figure.order) for one in figures}
    if not max(places, default=0):
        return list(figures)
    plans = [shortly(one) for one in plans_of(submission.round)]
    return [
        replace(
            one, plan=plans[place_of(one.figure.order)] if place_of(one.figure.order) < len(plans) else ""
        )
        for one in figures
    ]
