"""The words of a report as passages that an office may edit, and edits laid over them.

A passage has a key made of what it says, never of where it stands: an edit finds its passage again in a later
edition. Passages of one `place` can be put in another order among themselves. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hopluc.office.official import Block, Heading, Table
from hopluc.reporting.content import Voice
from hopluc.reporting.editing.folding import unfolded
from hopluc.reporting.rules import digest

OWN = "own:"  # keys of paragraphs that the office itself wrote
NOTE = "note:"  # keys of notes to a figure, followed by what the figure opens


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that may be edited.

    text: its words. lead, tail: what stands before and after them and follows from the sources, so that it
    is not edited ("- Sở Tài chính: ", ": đang thực hiện trong hạn."). figures: (as shown, what it opens) of
    the figures in the text or tail; those in the text stay through every edit. voices: whose words it rests
    on. pinned: stands first in its place. One without any words is only where paragraphs may be added.
    """

    key: str
    place: str
    text: str = ""
    lead: str = ""
    tail: str = ""
    italic: bool = False
    pinned: bool = False
    figures: tuple[tuple[str, str], ...] = ()
    voices: tuple[Voice, ...] = ()

    @property
    def source(self) -> str:
        """A mark of the words that it rests on; an edit that knows another mark was laid on other words.

        Names that join a voice do not change it, nor do wordings folded into it."""
        return digest("\n".join(voice.text for voice in self.voices) or self.text)

    @property
    def ids(self) -> tuple[int, ...]:
        """The bodies whose words it rests on."""
        return tuple(dict.fromkeys(pk for voice in self.voices for pk in voice.ids))


Item = Heading | Table | Passage


@dataclass(frozen=True, slots=True)
class Edit:
    """What was last decided of a passage. text: None where its words stay as made. made: the words that the
    edit was laid on, and `source` their mark. revision: how often it was edited; a form says which it saw."""

    key: str
    place: str
    revision: int = 0
    text: str | None = None
    left_out: bool = False
    apart: bool = False
    made: str = ""
    source: str = ""
    ids: tuple[int, ...] = ()
    by: str = ""
    at: dt.datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether it changes what the report says."""
        return self.text is not None or self.left_out


@dataclass(frozen=True, slots=True)
class Edits:
    """All that was decided of a report: edits by key, orders (keys) by place."""

    by_key: Mapping[str, Edit] = field(default_factory=dict)
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)


UNEDITED = Edits()


@dataclass(frozen=True, slots=True)
class Laid:
    """A passage with what was decided of it. changed: its sources are others than the edit knew, so it says
    what was made until somebody settles it; gone: there is nothing any more that the edit was laid on."""

    passage: Passage
    edit: Edit | None = None
    changed: bool = False
    gone: bool = False

    @property
    def holds(self) -> bool:
        """Whether the edit decides what the report says."""
        return self.edit is not None and self.edit.counts and not self.changed

    @property
    def text(self) -> str:
        """The words as the report says them."""
        if self.holds and self.edit and self.edit.text is not None:
            return self.edit.text
        return self.passage.text

    @property
    def left_out(self) -> bool:
        """Whether the report does not say it."""
        return self.gone or bool(self.holds and self.edit and self.edit.left_out)

    @property
    def own(self) -> bool:
        """Whether the office itself wrote it."""
        return self.passage.key.startswith(OWN)

    @property
    def folded(self) -> bool:
        """Whether several wordings stand behind it."""
        return any(voice.near for voice in self.passage.voices)


def lay(items: Iterable[Item], edits: Edits = UNEDITED) -> list[Heading | Table | Laid]:
    """The report's items with the edits laid over its passages, in the order that was decided.

    Passages of one place that follow one another are put in order; a note comes below its table,
    an edit whose sources are gone at the end of its place, what has no place any more before the last item.
    """
    listed = [one for item in items for one in _apart(item, edits)]
    present = {one.key for one in listed if isinstance(one, Passage)}
    extra: dict[str, list[Laid]] = defaultdict(list)
    for edit in edits.by_key.values():
        if edit.key not in present and edit.counts and not edit.key.startswith(NOTE):
            extra[edit.place].append(_alone(edit))
    found: list[Heading | Table | Laid] = []
    for place, run in _runs(listed):
        if place:
            laid = [_laid(one, edits) for one in run if isinstance(one, Passage)]
            found += _ordered([*laid, *extra.pop(place, [])], edits.orders.get(place, ()))
        else:
            for one in run:
                if not isinstance(one, Passage):
                    found.append(one)
                    found += notes(one, edits)
    rest = [one for alone in extra.values() for one in alone]
    return [*found[:-1], *rest, *found[-1:]]


def _apart(item: Item, edits: Edits) -> Iterator[Item]:
    """A passage whose wordings were taken apart, as passages of one wording each."""
    edit = edits.by_key.get(item.key) if isinstance(item, Passage) else None
    if not isinstance(item, Passage) or not edit or not edit.apart or len(item.voices) != 1:
        yield item
        return
    for one in unfolded(item.voices[0]):
        yield voiced(item, one)


def voiced(passage: Passage, voice: Voice) -> Passage:
    """The passage of one wording beside that of the fold; the shown wording keeps its key."""
    lead = passage.lead.replace(spoken(passage.voices[0].bodies), spoken(voice.bodies), 1)
    key = voice_key(passage.place, voice.text)
    return replace(passage, key=key, text=voice.text, lead=lead, voices=(voice,))


def voice_key(place: str, text: str) -> str:
    """The key of a voice: its place and a mark of its words."""
    return f"{place}:{digest(text)}"


def _runs(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Items that follow one another at one place; headings and tables have none ("")."""
    run: list[Item] = []
    place = ""
    for item in items:
        its = item.place if isinstance(item, Passage) else ""
        if run and its != place:
            yield place, run
            run = []
        place = its
        run.append(item)
    if run:
        yield place, run


def _laid(passage: Passage, edits: Edits) -> Laid:
    edit = edits.by_key.get(passage.key)
    return Laid(passage, edit, changed=bool(edit and edit.counts and edit.source != passage.source))


def _alone(edit: Edit) -> Laid:
    """An edit without a passage: the office's own paragraph, or one whose sources are gone."""
    own = edit.key.startswith(OWN)
    passage = Passage(edit.key, edit.place, "" if own else edit.made)
    return Laid(passage, edit, gone=not own)


def opens_of(block: Block) -> list[str]:
    """What the figures of a table open, each once."""
    rows = block.rows if isinstance(block, Table) else ()
    cells = (one.opens for row in rows for one in row if not isinstance(one, str))
    return [key for key in dict.fromkeys(cells) if key]


def notes(block: Block, edits: Edits) -> Iterator[Laid]:
    """The notes to the figures of a table, below it."""
    for key in opens_of(block):
        if (edit := edits.by_key.get(f"{NOTE}{key}")) and edit.text:
            yield Laid(Passage(edit.key, edit.place, lead=f"Ghi chú – {edit.made}: ", tail="."), edit)


def _ordered(laid: Sequence[Laid], order: Sequence[str]) -> list[Laid]:
    """In the decided order; what it does not know comes after what it was made after."""
    by_key = {one.passage.key: one for one in laid}
    known = [one for one in laid if one.passage.pinned]
    known += [by_key[key] for key in order if key in by_key and not by_key[key].passage.pinned]
    there = {one.passage.key for one in known}
    after: dict[str, list[Laid]] = defaultdict(list)
    anchor = ""
    for one in laid:
        if one.passage.key in there:
            anchor = one.passage.key
        else:
            after[anchor].append(one)
    return [*after[""], *(each for one in known for each in (one, *after[one.passage.key]))]


# --- names ----------------------------------------------------------------------------------------

NAMED = 6
_UNITS = ("xã", "phường", "đặc khu", "thị trấn", "huyện", "thị xã", "quận", "thành phố", "tỉnh")


def spoken(names: Sequence[str]) -> str:
    """Names before what they say: "Sở A, Sở B và 3 xã". Up to `NAMED` each is named; of more the
    committees of communes and other units are counted by kind, then the rest."""
    if len(names) <= NAMED:
        return _joined(names)
    units: dict[str, int] = defaultdict(int)
    others = []
    for name in names:
        unit = _unit(name)
        if unit:
            units[unit] += 1
        else:
            others.append(name)
    told = others if len(others) <= NAMED else others[: NAMED - 1]
    counted = [f"{number} {unit}" for unit, number in units.items()]
    if rest := len(others) - len(told):
        counted.append(f"{rest} cơ quan khác" if told else f"{rest} cơ quan")
    return _joined([*told, *counted])


def _unit(name: str) -> str:
    """The kind of unit whose committee bears the name; nothing for other bodies."""
    words = name.removeprefix("Ủy ban nhân dân ").removeprefix("UBND ")
    return "" if words == name else next((one for one in _UNITS if words.startswith(f"{one} ")), "")


def _joined(names: Sequence[str]) -> str:
    """Parted by semicolons where a name has an "và" of its own."""
    if any(" và " in name for name in names):
        return "; ".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}" if len(names) > 1 else "".join(names)
