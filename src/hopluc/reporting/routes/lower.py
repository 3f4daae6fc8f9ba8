"""What the units of a round have said, laid out for the fields of the submission that the round answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from hopluc.reporting.actions.submissions import TEXTS, fields_of, wrote_difficulties
from hopluc.reporting.consolidation import consolidate
from hopluc.reporting.formbook import answers
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.content import rows_of
from hopluc.reporting.frozen import asked
from hopluc.reporting.gathering import difficulties_of
from hopluc.reporting.models import Submission
from hopluc.reporting.routes.answering import handed_by, targets_below, tasks_below
from hopluc.reporting.routes.laying import Given, Laid, Upper, UpperFigure, UpperLine, laid
from hopluc.reporting.routes.models import Answering
from hopluc.reporting.rules import tidy


def said_by_units(answering: Answering, events: Iterable[int]) -> list[Laid]:
    """What these handings-in say for each field of the submission."""
    handed = handed_by(events)
    report = consolidate(asked(answering.round, timezone.localdate()), handed)
    return laid(upper_of(answering), handed, report)


def upper_of(answering: Answering) -> Upper:
    """The fields of the submission, with what of the lower round's plan speaks for each."""
    upper, lower = answering.submission, answering.round
    prefetch_related_objects([upper], "lines", "figures")
    lines, figures = list(upper.lines.all()), list(upper.figures.all())
    tasks = tasks_below(upper, lower, [one.task_id for one in lines])
    targets = targets_below(upper, lower, [one.indicator_id for one in figures])
    form = upper.round.form
    same = form is not None and lower.form is not None and form.form_id == lower.form.form_id
    return Upper(
        lines=tuple(UpperLine(f"line-{one.pk}", one.gathered, tasks[one.task_id]) for one in lines),
        figures=tuple(
            UpperFigure(f"figure-{one.pk}", one.unit, targets[one.indicator_id]) for one in figures
        ),
        difficulties=difficulties_of(upper.round, [upper.body_id]).get(upper.body_id, ""),
        form=content_of(lower.form) if same and lower.form else None,
        standard=form is None,
    )


def untouched(upper: Submission) -> set[str]:
    """The fields that hold only what the system filled in from the plan."""
    found = {f"line-{one.pk}" for one in upper.lines.all() if not one.typed}
    found |= {f"figure-{one.pk}" for one in upper.figures.all() if not one.typed}
    return found if wrote_difficulties(upper) else found | {"difficulties"}


@dataclass(frozen=True, slots=True)
class Source:
    """A field of the submission with its label, what was laid there and what stands there now.

    given: what each unit gave, with its submission."""

    label: str
    laid: Laid
    now: str
    given: tuple[tuple[Given, int | None], ...]

    @property
    def changed(self) -> bool:
        """Whether something else stands there: somebody typed."""
        return bool(self.laid.text) and tidy(self.now) != tidy(self.laid.text)


def sources_of(answering: Answering) -> list[Source]:
    """The fields that the units spoke of when they were last taken over, in the order of the report."""
    upper = answering.submission
    said = said_by_units(answering, answering.sources)
    now, labels = fields_of(upper), _labels(upper)
    sent = dict(answering.round.submissions.values_list("body_id", "pk"))
    return [
        Source(
            labels.get(one.field, one.field),
            one,
            now.get(one.field, ""),
            tuple((given, sent.get(given.body_id)) for given in one.given),
        )
        for one in said
    ]


def _labels(upper: Submission) -> dict[str, str]:
    """What the fields of a submission are called."""
    found = {f"line-{one.pk}": f"{one.task_code} {one.task_text}" for one in upper.lines.all()}
    found |= {
        f"figure-{one.pk}": f"{one.name} ({one.unit})" if one.unit else one.name
        for one in upper.figures.all()
    }
    found |= {name: str(Submission._meta.get_field(name).verbose_name).capitalize() for name in TEXTS}  # type: ignore[union-attr]
    form = answers.form_of(upper)
    for place, section, column in answers.places(form) if form else ():
        rows = {row.key: row.title for row in rows_of(section)} if section.kind == "table" else {}
        pieces = [section.title, rows.get(place[1], ""), column.title if column else ""]
        found[answers.field_name(place)] = " – ".join(piece for piece in pieces if piece)
    return found
