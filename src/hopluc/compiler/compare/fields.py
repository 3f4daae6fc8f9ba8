"""How one field of a matched pair of items differs; None where it does not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hopluc.compiler.compare import bodies
from hopluc.compiler.compare.marks import marked, same_meaning
from hopluc.compiler.compare.model import Field, Note, Segment
from hopluc.compiler.compare.years import moved_part, shift_between, stale
from hopluc.compiler.format import Part, Party, Period, Plan, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """What both plans say as wholes: their periods, the years between them, the new one's day."""

    old: Plan
    new: Plan

    @property
    def shift(self) -> int:
        """Years from the old period to the new one."""
        return shift_between(self.old, self.new)

    @property
    def day(self) -> dt.date | None:
        """The day whose bodies the new plan speaks of."""
        return bodies.day_of(self.new)

    @property
    def periods(self) -> tuple[Period | None, Period | None]:
        """Both periods."""
        return self.old.document.period, self.new.document.period


def words_field(name: str, old: str | None, new: str | None, frame: Frame) -> Field | None:
    """A field of words; quiet where the meaning is the same."""
    if (old or "") == (new or ""):
        return None
    segments = marked(old or "", new or "", frame.shift, frame.day)
    quiet = same_meaning(segments)
    marks = {segment.mark for segment in segments}
    note: Note | None = "rolled" if "rolled" in marks else "renamed" if "renamed" in marks else None
    return Field(name, old, new, segments, note=note if quiet else None, quiet=quiet)


def names(parties: Iterable[Party]) -> str | None:
    """Parties in one line."""
    return "; ".join(dict.fromkeys(party.name for party in parties)) or None


def party_field(name: str, old: Sequence[Party], new: Sequence[Party], frame: Frame) -> Field | None:
    """A field of bodies, compared one by one whatever their order and spelling."""
    gone = bodies.bodies(old) - bodies.bodies(new)
    come = bodies.bodies(new) - bodies.bodies(old)
    if not gone and not come:
        return None
    note: Note | None = "renamed" if renamed(gone, come, frame) else None
    spans = span_of(old), span_of(new)
    marks = _party_marks(old, new)
    return Field(name, names(old), names(new), marks, note=note, old_span=spans[0], new_span=spans[1])


def _party_marks(old: Sequence[Party], new: Sequence[Party]) -> tuple[Segment, ...]:
    """Each body on its own: those that went, then those of the new list."""
    before, after = _by_key(old), _by_key(new)
    gone = [Segment("del", name, "", None, None) for key, name in before.items() if key not in after]
    kept = [
        Segment("same", before[key], name, None, None)
        if key in before
        else Segment("ins", "", name, None, None)
        for key, name in after.items()
    ]
    return (*gone, *kept)


def _by_key(parties: Iterable[Party]) -> dict[str, str]:
    return {bodies.body(party.name): party.name for party in parties}


def whole(name: str, old: str | None, new: str | None, span: Span | None = None) -> Field | None:
    """A field of an item that only one plan has; None where it says nothing."""
    if old is None and new is None:
        return None
    return Field(name, old, new, old_span=span if old else None, new_span=span if new else None)


def renamed(gone: Iterable[str], come: Iterable[str], frame: Frame) -> bool:
    """Whether each body that went has a successor among those that came, and none came otherwise."""
    went, arrived = list(gone), set(come)
    heirs = [{new for new in arrived if bodies.succeeded(old, new, frame.day)} for old in went]
    return bool(went) and all(heirs) and set().union(*heirs) == arrived


def span_of(parties: Sequence[Party]) -> Span | None:
    """From the first party's span to the last's."""
    spans = [party.span for party in parties if party.span]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def time_field(
    name: str,
    old: tuple[str | None, Sequence[Part]],
    new: tuple[str | None, Sequence[Part]],
    frame: Frame,
) -> Field | None:
    """A deadline or the day of a report: its words and parts. Quiet where it moved with the plan."""
    (old_text, old_parts), (new_text, new_parts) = old, new
    one, other = _bare(old_parts), _bare(new_parts)
    if one == other:
        if any(part.kind == "unparsed" for part in old_parts):
            return words_field(name, old_text, new_text, frame)
        if any(stale(part, *frame.periods) for part in old_parts):
            return Field(name, old_text, new_text, note="not-rolled")
        return None
    rolled = bool(frame.shift) and _bare([moved_part(part, frame.shift) for part in old_parts]) == other
    segments = marked(old_text or "", new_text or "", frame.shift)
    return Field(name, old_text, new_text, segments, note="rolled" if rolled else None, quiet=rolled)


def _bare(parts: Sequence[Part]) -> set[Part]:
    """Parts without the words that only tell how they were written."""
    return {
        dataclasses.replace(
            part,
            for_=bodies.said(part.for_) if part.for_ else None,
            from_=bodies.said(part.from_) if part.from_ else None,
            event=bodies.said(part.event) if part.event else None,
        )
        for part in parts
    }
