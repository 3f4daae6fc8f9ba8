"""What a comparison says: frozen dataclasses, whose JSON is made by `hopluc.compiler.format.to_json`.

Every change names its items on both sides with their spans in the text of their plan; segments of a
text marked word by word hold ranges within that one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hopluc.compiler.format import Period, Plan, Span

DIFF_FORMAT = "hopluc.diff/1"
COVERAGE_FORMAT = "hopluc.coverage/1"

What = Literal["task", "indicator", "citation", "reporting", "duty"]
# kept: the same but for its year, or for spelling. merged: several old, one new. split: the reverse.
Kind = Literal["added", "dropped", "changed", "merged", "split", "kept"]
# same, slip (spelling, case, abbreviation, a misread letter), rolled (the year of the plan moved with it) and
# renamed (a body's new name for its old one) are quiet; the others are changes.
Mark = Literal["same", "slip", "rolled", "renamed", "del", "ins"]
DoubtCode = Literal[
    "two-candidates", "weak-words", "weak-part", "number-disagrees", "lead-disagrees", "same-number-only"
]
Note = Literal["renamed", "promoted", "demoted", "rolled", "not-rolled"]
Sureness = Literal["mandate", "words", "disputed"]
Against = Literal["less", "equal", "more", "other", "missing"]
Charge = Literal["lead", "coordinator", "maybe"]


@dataclass(frozen=True, slots=True)
class Head:
    """Which plan: enough of its header for a title."""

    name: str
    number: str | None
    issuer: str | None
    title: str | None
    period: Period | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Side:
    """An item of one plan: its id (or number, for a citation), its words, and where they stand."""

    id: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words, or one body of a list. `old` and `new` are the ranges of words in the old and new text
    of the field, where they stand there; bodies have none."""

    mark: Mark
    old_text: str
    new_text: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an item that is not as it was.

    `quiet` holds where only the year moved with the plan's period or the spelling differs. `note` is a
    slug: renamed, promoted (coordinates, now leads), demoted, not-rolled (still a day of the old period).
    `delta` says how far a figure moved: "+27; +50,9 %".
    """

    name: str
    old: str | None
    new: str | None
    segments: tuple[Segment, ...] = ()
    note: Note | None = None
    delta: str | None = None
    quiet: bool = False
    old_span: Span | None = None
    new_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the match is disputed: a slug, and the other item that it may belong to."""

    code: DoubtCode
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an item; `likeness` (0..1) says how alike the words are."""

    what: What
    kind: Kind
    old: tuple[Side, ...]
    new: tuple[Side, ...]
    fields: tuple[Field, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    likeness: float | None = None

    @property
    def quiet(self) -> bool:
        """Whether nothing of it needs a reader's eye."""
        return self.kind == "kept" and not self.doubts


@dataclass(frozen=True, slots=True)
class Diff:
    """All items of both plans, each once: in the new plan's order, the dropped after their neighbours."""

    old: Head
    new: Head
    changes: tuple[Change, ...]
    format: str = DIFF_FORMAT

    def of(self, what: What) -> tuple[Change, ...]:
        """The changes of one sort of item."""
        return tuple(change for change in self.changes if change.what == what)

    @property
    def found(self) -> bool:
        """Whether anything changed that is not quiet."""
        return any(not change.quiet for change in self.changes)


@dataclass(frozen=True, slots=True)
class Carrying:
    """A lower task that carries out a superior one, of which lower plan, and how surely."""

    plan: int
    task: Side
    how: Sureness
    likeness: float


@dataclass(frozen=True, slots=True)
class Covered:
    """A task of the superior plan: who carries it out, and which lower issuers it charges.

    `charges` holds, for each lower plan, how its issuer stands in the task, or null.
    """

    task: Side
    by: tuple[Carrying, ...]
    charges: tuple[Charge | None, ...]


@dataclass(frozen=True, slots=True)
class TargetCover:
    """A target of the superior plan beside what one lower plan says of it.

    `against` says how the lower figure stands to the superior one; `other` where they are not counted
    alike (another unit, a range). `same_period` is false where the two are for other times, as a
    year's figure under five years' one.
    """

    target: Side
    figure: str
    plan: int
    by: Side | None
    by_figure: str | None
    against: Against
    same_period: bool = True
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a superior plan the lower plans carry out.

    `cited` says of each lower plan whether it names the superior document (null where that one has no
    name to be looked for); `alone` holds the lower tasks that carry out nothing of it.
    """

    superior: Head
    lowers: tuple[Head, ...]
    cited: tuple[bool | None, ...]
    tasks: tuple[Covered, ...]
    targets: tuple[TargetCover, ...]
    alone: tuple[tuple[Side, ...], ...]
    format: str = COVERAGE_FORMAT


def head(plan: Plan) -> Head:
    """The plan's header, in short."""
    document = plan.document
    name = ", ".join(source.name for source in plan.sources)
    return Head(name, document.number, document.issuer, document.title, document.period, plan.text.sha256)
