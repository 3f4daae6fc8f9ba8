"""The lines of an amending document in units: an instruction, and the lines that hold its new words.

New words stand in quotation marks that may run over several paragraphs (the habit of the Luật Ban hành
văn bản quy phạm pháp luật), or, where an office leaves the marks out, up to the next instruction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hopluc.compiler.amend.flat import flat
from hopluc.compiler.amend.format import Place
from hopluc.compiler.amend.heads import Head, changes, head_of, is_reserve
from hopluc.compiler.amend.places import inside, place_in
from hopluc.compiler.format import Span
from hopluc.compiler.recognise.labels import Rank, label_of


@dataclass(frozen=True, slots=True)
class Unit:
    """One instruction: its number in the document, its place with what its headings give, the range of its
    sentence (without the label) and of the content behind it (empty where there is none)."""

    number: str
    rank: Rank
    head: Head
    place: Place
    sentence: Span
    content: Span | None = None


@dataclass(slots=True)
class Units:
    """What the lines give: units in order, and the ranges of sentences about a change that is not
    understood."""

    found: list[Unit] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that stands open: what lies below it is within its place."""

    rank: Rank
    value: str
    place: Place


class _Reader:
    def __init__(self, text: str, lines: Sequence[Span], begin: int) -> None:
        self.text = text
        self.lines = [span for span in lines if span[0] >= begin]
        self.out = Units()
        self.open: list[_Open] = []
        self.quoted = False  # inside of quotation marks that run over lines
        self.begun = False  # a sentence about amending was met

    def read(self) -> Units:
        for n, span in enumerate(self.lines):
            self._line(span, self.lines[n + 1] if n + 1 < len(self.lines) else None)
        return self.out

    def _line(self, span: Span, following: Span | None) -> None:
        s = self.text[span[0] : span[1]]
        label = label_of(s)
        start = span[0] + (label.length if label else 0)
        rank = label.rank if label else Rank.PLAIN
        if self.quoted or self._is_content(s, start, span, rank):
            self._extend(span)
            return
        words = self.text[start : span[1]]
        if rank is Rank.ARTICLE and is_reserve(words) and self.begun:
            self._close(Rank.ARTICLE)
            return
        self._close(rank)
        value = label.value if label else ""
        whole = _within(self.open, place_in(_naming(words)))
        head = head_of(words)
        if head is None or (is_reserve(words) and not head.new and not whole.steps):
            if head is None and self.begun and value and _names_a_task(words) and not is_reserve(words):
                self.out.unread.append((start, span[1]))
            if value and rank < Rank.DASH:
                self._heading(rank, value, words)
            if changes(words) and words.rstrip().endswith(":"):
                self.begun = True
            return
        self._instruction(head, rank, value, (start, span[1]), following)

    def _instruction(
        self, head: Head, rank: Rank, value: str, sentence: Span, following: Span | None
    ) -> None:
        words = self.text[sentence[0] : sentence[1]]
        place = _within(self.open, place_in(words[: head.named[1]]))
        container = head.opens and following is not None and self._instructs(following)
        adds = (
            head.verb == "add" and head.opens and bool(place.steps)
        )  # "bổ sung các nhiệm vụ sau vào mục II:"
        if container or (head.general and not head.new and head.verb != "words" and not adds):
            self.begun = True
            self.open.append(_Open(rank, value, place))
            return
        named = bool(place.steps or place.words) or head.verb == "words" or head.verb == "annex"
        if not named and not (head.verb == "add" and place.thing):
            if self.begun and changes(words) and not is_reserve(words):
                self.out.unread.append(sentence)
            return
        self.begun = True
        number = ".".join([o.value for o in self.open if o.value] + ([value] if value else []))
        self.out.found.append(Unit(number, rank, head, place, sentence))
        self.quoted = _left_open(words)

    def _instructs(self, span: Span) -> bool:
        s = self.text[span[0] : span[1]]
        if s.lstrip()[:1] in '“"':
            return False
        label = label_of(s)
        words = s[label.length if label else 0 :]
        head = head_of(words)
        place = place_in(words)
        if head is None or (label is not None and label.rank is Rank.ARTICLE):
            return False
        said = bool(head.opens and (head.field or head.verb == "add"))
        return bool(place.steps or place.words) or head.verb == "words" or said

    def _heading(self, rank: Rank, value: str, words: str) -> None:
        self.open.append(_Open(rank, value, place_in(words) if len(words) < 200 else Place()))

    def _is_content(self, s: str, start: int, span: Span, rank: Rank) -> bool:
        """Whether a line belongs to the instruction before it, which opened with "như sau:"."""
        if not self.out.found:
            return False
        unit = self.out.found[-1]
        if not unit.head.opens:
            return False
        first = unit.content is None
        if s.lstrip()[:1] in '“"':
            return first
        if unit.content and self.text[unit.content[0] : unit.content[1]].lstrip()[:1] in '“"':
            return False  # its quotation is closed
        if rank is Rank.ARTICLE or is_reserve(s):
            return False
        if rank <= unit.rank and rank is not Rank.PLAIN and (not first or self._instructs(span)):
            return False
        return not self._instructs(span)

    def _extend(self, span: Span) -> None:
        unit = self.out.found[-1]
        start = unit.content[0] if unit.content else span[0]
        if unit.head.opens or self.quoted:
            self.out.found[-1] = replace(unit, content=(start, span[1]))
        words = self.text[span[0] : span[1]]
        self.quoted = _left_open(words, self.quoted)

    def _close(self, rank: Rank) -> None:
        self.open = [o for o in self.open if o.rank < rank]


def _names_a_task(words: str) -> bool:
    place = place_in(words)
    return place.thing == "task" and bool(
        place.words or any(s.kind not in ("annex", "part") for s in place.steps)
    )


def _naming(words: str) -> str:
    return words[:300]


def _within(opened: Sequence[_Open], place: Place) -> Place:
    for one in reversed(opened):
        place = inside(one.place, place)
    return place


def _left_open(s: str, before: bool = False) -> bool:
    """Whether quotation marks are open behind a line; straight ones open and close in turn."""
    depth = 1 if before else 0
    for char in s:
        if char == "“":
            depth += 1
        elif char == "”":
            depth = max(depth - 1, 0)
        elif char == '"':
            depth = 0 if depth else 1
    return depth > 0


def units_of(text: str, lines: Sequence[Span], begin: int) -> Units:
    """The units in the lines that begin at or behind `begin` (where the document's title ends)."""
    return _Reader(text, lines, begin).read()


def parts_of(text: str, span: Span) -> Iterator[Span]:
    """A sentence at its semicolons outside of quotation marks: each part may be a change of its own."""
    depth, start = 0, span[0]
    for at in range(*span):
        char = text[at]
        depth += {"“": 1, "”": -1}.get(char, 0)
        if char == ";" and depth <= 0:
            yield start, at
            start = at + 1
    if flat(text[start : span[1]]).strip(" ."):
        yield start, span[1]
