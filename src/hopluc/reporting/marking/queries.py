"""The marks of a report as its pages and the forms sent out show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hopluc.reporting.formbook.entries import Entry
from hopluc.reporting.marking import answers
from hopluc.reporting.marking.models import ReturnMark
from hopluc.reporting.marking.places import fields_at, places_in, text_at
from hopluc.reporting.models import Submission
from hopluc.reporting.returning import book_of


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark that went out. `at`: the field beside which it stands, "" where the place is gone; number: its
    place among the marks, from 1. now: what stands there, None while the body is still at it and the reader
    is not of the body."""

    mark: ReturnMark
    number: int
    at: str
    now: str | None
    is_open: bool
    answer: Entry | None = None
    reply: Entry | None = None

    @property
    def said(self) -> bool:
        """Whether the body has said something of it that the reader may know."""
        return self.now is not None and bool(self.mark.answer or self.mark.reply)

    @property
    def changed(self) -> bool:
        """Whether the place holds something else than when the report went back."""
        return self.now is not None and self.now != self.mark.stood


@dataclass(frozen=True, slots=True)
class Marking:
    """The marks of a report on a page. pending: those being prepared; chosen: the place for which the form
    stands open, with its words and the remark so far."""

    marks: Sequence[ShownMark]
    may_mark: bool = False
    pending: Mapping[str, ReturnMark] = field(default_factory=dict)
    chosen: tuple[str, str, str] | None = None

    def at(self, place: str) -> list[ShownMark]:
        """The marks that stand beside a field."""
        return [one for one in self.marks if one.at == place]

    @property
    def lost(self) -> list[ShownMark]:
        """Marks whose place is no longer in the report."""
        return [one for one in self.marks if not one.at]

    @property
    def open(self) -> int:
        """How many marks nothing was done about."""
        return sum(one.is_open for one in self.marks)

    @property
    def last(self) -> int:
        """The number of the last mark."""
        return len(self.marks)


def marking_of(
    submission: Submission,
    texts: Callable[[Submission], Mapping[str, str]],
    *,
    reads_now: bool,
    may_mark: bool = False,
    chosen: str = "",
    entries: Mapping[str, Entry] | None = None,
) -> Marking:
    """The marks of a report. `texts` gives what stands in its fields, `reads_now` says whether the reader may
    know; `entries`: the fields of the body's word on each mark, where it may be typed."""
    typed = entries or {}
    shown = []
    marks = answers.sent(submission)
    now = texts(submission) if marks else {}
    for number, one in enumerate(marks, 1):
        fields = fields_at(one.place, now)
        shown.append(
            ShownMark(
                one,
                number,
                fields[0] if fields else "",
                text_at(one.place, now) if reads_now else None,
                reads_now and answers.is_open(one, now),
                typed.get(f"{answers.ANSWER}{one.pk}"),
                typed.get(f"{answers.REPLY}{one.pk}"),
            )
        )
    if not may_mark:
        return Marking(shown)
    pending = {one.place: one for one in submission.marks.filter(event=None)}
    words = places_in(book_of(submission)).get(chosen, "") if chosen else ""
    before = pending[chosen].remark if chosen in pending else ""
    return Marking(shown, True, pending, (chosen, words, before) if words else None)


def remarks_of(submission: Submission, texts: Mapping[str, str]) -> dict[str, str]:
    """The remarks about which nothing was done yet, by the field beside which they stand, for the forms that
    are sent out."""
    found: dict[str, str] = {}
    for one in answers.sent(submission):
        fields = fields_at(one.place, texts)
        if fields and answers.is_open(one, texts):
            words = f"Đề nghị sửa: {one.remark}"
            found[fields[0]] = f"{found[fields[0]]}\n{words}" if fields[0] in found else words
    return found
