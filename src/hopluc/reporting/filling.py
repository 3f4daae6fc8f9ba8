"""The form of a submission, field by field: what stands in each, what it was filled from, what is
wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.reporting import actions, rules
from hopluc.reporting.content import Handed, Part, Reported
from hopluc.reporting.models import FigureLine, Line, Submission

HINTS: dict[str, str | Promise] = {
    "overview": _("Vài câu về kết quả chung của cơ quan trong kỳ."),
    "difficulties": _("Mỗi khó khăn một dòng, kèm nguyên nhân."),
    "proposals": _("Mỗi đề xuất một dòng, nêu rõ cơ quan giải quyết."),
    "next_period": _("Việc trọng tâm và mốc hoàn thành."),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: `stands` is what somebody else has written there meanwhile, None where nobody has."""

    name: str
    label: str
    value: str
    base: str
    stands: str | None = None
    error: str = ""
    hint: str | Promise = ""

    @property
    def rows(self) -> int:
        """Lines to show, by the length of the text."""
        return max(2, min(14, len(self.value) // 90 + self.value.count("\n") + 1))


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


@dataclass(frozen=True, slots=True)
class Filling:
    """The whole form, in the order in which it is shown."""

    texts: Sequence[Entry]
    groups: Sequence[FilledGroup]
    figures: Sequence[FilledFigure]

    @property
    def told(self) -> int:
        """How many lead lines say something."""
        return sum(bool(one.entry.value) for group in self.groups for one in group.leading)

    @property
    def lines(self) -> int:
        """Lead lines in all."""
        return sum(len(group.leading) for group in self.groups)


def filling_of(submission: Submission, saved: actions.Saved | None = None) -> Filling:
    """The form as the draft stands; `saved` puts back what was typed and could not be written."""
    prefetch_related_objects([submission], "lines", "figures")
    current = actions.fields_of(submission)
    refused = dict(saved.refused) if saved else {}
    conflicts = dict(saved.conflicts) if saved else {}
    errors = dict(saved.errors) if saved else {}

    def entry(name: str, label: str, hint: str | Promise = "") -> Entry:
        stands, typed = conflicts.get(name, (None, refused.get(name, current[name])))
        return Entry(name, label, typed, rules.digest(current[name]), stands, str(errors.get(name, "")), hint)

    def filled(line: Line) -> FilledLine:
        label = _("Kết quả thực hiện nhiệm vụ %(code)s") % {"code": line.task_code}
        return FilledLine(line, entry(f"line-{line.pk}", label))

    return Filling(
        texts=[entry(name, _label(name), HINTS[name]) for name in actions.TEXTS],
        groups=_groups(submission, [filled(line) for line in submission.lines.all()]),
        figures=[
            FilledFigure(
                one,
                entry(f"figure-{one.pk}", _("Số thực hiện: %(name)s") % {"name": one.name}),
                entry(f"note-{one.pk}", _("Ghi chú: %(name)s") % {"name": one.name}),
            )
            for one in submission.figures.all()
        ],
    )


def reading_of(submission: Submission, handed: Handed) -> Filling:
    """The report as it was handed in, whatever its body has written since."""
    return Filling(
        texts=[Entry(name, _label(name), getattr(handed, name), "") for name in actions.TEXTS],
        groups=_groups(
            submission, [FilledLine(part, Entry("", "", part.narrative, "")) for part in handed.parts]
        ),
        figures=[
            FilledFigure(one, Entry("", "", "", ""), Entry("", "", one.note, "")) for one in handed.figures
        ],
    )


def _label(name: str) -> str:
    """The heading of one of the report's texts."""
    return str(Submission._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]


def _groups(submission: Submission, lines: Sequence[FilledLine]) -> list[FilledGroup]:
    """Lines under the plan's groups, in its order; those without a group come last."""
    titles = {group.code: str(group) for group in submission.round.plan.groups.all()}
    by_code: dict[str, list[FilledLine]] = defaultdict(list)
    for one in lines:
        by_code[one.line.group_code if one.line.group_code in titles else ""].append(one)
    return [
        FilledGroup(
            titles.get(code, ""),
            [one for one in by_code[code] if one.line.role == "lead"],
            [one for one in by_code[code] if one.line.role != "lead"],
        )
        for code in [*titles, *([] if "" in titles else [""])]
        if by_code[code]
    ]
