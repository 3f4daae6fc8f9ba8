"""Two wordings of one field, marked word by word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise, takewhile

from hopluc.compiler.compare.bodies import renames
from hopluc.compiler.compare.likeness import is_generic
from hopluc.compiler.compare.model import Mark, Segment
from hopluc.compiler.compare.words import Word, keys, misread, with_new_names, words, years_on

Range = tuple[int, int]
# Beyond so many words the whole is one replacement: no cell of a plan is so long, and the time of a
# comparison word by word grows with the product of both lengths.
_LONGEST = 6000
_OPENING = "([{<“‘«\"'"


@lru_cache(maxsize=256)
def marked(old: str, new: str, shift: int = 0, day: dt.date | None = None) -> tuple[Segment, ...]:
    """The segments of both wordings, in order; joined, their `old_text` is `old`, their `new_text` `new`.

    A year that moved by `shift` (years between the periods of the plans) is `rolled`; what differs
    in spelling only is `slip`; a body under the name that it has on `day` is `renamed`; none is a change of
    meaning. Punctuation goes with the word before it.
    """
    names = renames(day)
    before, after = with_new_names(words(old), names), with_new_names(words(new), names)
    segments: list[Segment] = []
    for mark, of_old, of_new in _runs(before, after, old, new, shift):
        one, other = _range(before, of_old, old), _range(after, of_new, new)
        if mark != "ins" and mark != "del":
            segments.append(_segment(mark, old, new, one, other))
            continue
        if one[0] < one[1]:
            segments.append(_segment("del", old, new, one, None))
        if other[0] < other[1]:
            segments.append(_segment("ins", old, new, None, other))
    return tuple(segments)


def same_meaning(segments: Sequence[Segment]) -> bool:
    """Whether nothing was put in or taken out."""
    return all(segment.mark not in ("del", "ins") for segment in segments)


def _segment(mark: Mark, old: str, new: str, one: Range | None, other: Range | None) -> Segment:
    return Segment(mark, old[slice(*one)] if one else "", new[slice(*other)] if other else "", one, other)


def _range(of: Sequence[Word], run: Range, text: str) -> Range:
    """The characters of a run of words: up to where the next word begins, the first from the start."""
    first, last = run
    return (_begin(of, first, text) if first else 0), _begin(of, last, text)


def _begin(of: Sequence[Word], place: int, text: str) -> int:
    """Where a word begins, with the brackets and quotation marks before it; after the last word, the end."""
    if place >= len(of):
        return len(text)
    start = of[place].start
    while start and text[start - 1] in _OPENING and (not place or start > of[place - 1].end):
        start -= 1
    return start


def _runs(
    before: Sequence[Word], after: Sequence[Word], old: str, new: str, shift: int
) -> list[tuple[Mark, Range, Range]]:
    """Runs of words that are the same, and those between them."""
    blocks = _blocks(before, after)
    runs: list[tuple[Mark, Range, Range]] = []
    i = j = 0
    for first, second, size in (*blocks, (len(before), len(after), 0)):
        if i < first or j < second:
            for mark, one, other in _between(before[i:first], after[j:second], old, new, shift):
                runs.append((mark, (one[0] + i, one[1] + i), (other[0] + j, other[1] + j)))
        runs += _same(before[first : first + size], after[second : second + size], first, second)
        i, j = first + size, second + size
    return runs or [("same", (0, 0), (0, 0))]


def _same(
    before: Sequence[Word], after: Sequence[Word], first: int, second: int
) -> list[tuple[Mark, Range, Range]]:
    """A run that both have, from places `first` and `second`, parted where one says a body's old name."""
    runs: list[tuple[Mark, Range, Range]] = []
    flags = [one.renamed != other.renamed for one, other in zip(before, after, strict=True)]
    for flag, group in groupby(range(len(flags)), key=flags.__getitem__):
        places = list(group)
        start, end = places[0], places[-1] + 1
        mark: Mark = "renamed" if flag else "same"
        runs.append((mark, (first + start, first + end), (second + start, second + end)))
    return runs


def _between(
    gone: Sequence[Word], come: Sequence[Word], old: str, new: str, shift: int
) -> list[tuple[Mark, Range, Range]]:
    """What stands between two same runs: quiet exchanges of a word at its beginning and at its end, and
    one exchange of what is between those."""
    before, after = _forms(gone), _forms(come)
    least = min(len(before), len(after))

    def quiet(place: int) -> tuple[Mark, Range, Range] | None:
        """The exchange of the forms at a place, counted from the end where below 0."""
        one, other = before[place], after[place]
        mark = _quiet(_form(gone, one, old), _form(come, other, new), shift)
        return (mark, one, other) if mark else None

    opening = list(takewhile(bool, map(quiet, range(least))))
    ending = list(takewhile(bool, map(quiet, range(-1, len(opening) - least - 1, -1))))
    first, last = len(opening), len(ending)
    one, other = _inner(before, first, last, len(gone)), _inner(after, first, last, len(come))
    empty = one[0] == one[1] and other[0] == other[1]
    middle: list[tuple[Mark, Range, Range]] = [] if empty else [("del", one, other)]
    return [run for run in (*opening, *middle, *reversed(ending)) if run]


def _inner(forms: Sequence[Range], first: int, last: int, length: int) -> Range:
    """The words between the first and the last so many forms."""
    start = forms[first][0] if first < len(forms) else length
    return start, (forms[-last][0] if last else length)


def _quiet(one: str, other: str, shift: int) -> Mark | None:
    """Whether a form for another is a year or a day that moved, or a slip; None for an exchange."""
    before, after = keys(one), keys(other)
    if len(before) == len(after) == 1:
        years = years_on(before[0], after[0])
        if years is not None:
            return "rolled" if shift and years == shift else None
    return "slip" if misread(one, other) else None


def _form(of: Sequence[Word], run: Range, text: str) -> str:
    return text[of[run[0]].start : of[run[0]].end]


def _forms(run: Sequence[Word]) -> list[Range]:
    """The places of the words of each written form: an abbreviation is several words of one form."""
    starts = [place for place, word in enumerate(run) if place == 0 or word.start != run[place - 1].start]
    return list(pairwise([*starts, len(run)]))


def _blocks(before: Sequence[Word], after: Sequence[Word]) -> list[tuple[int, int, int]]:
    """Runs that both have: (place in the old, in the new, length), no abbreviation cut in two, and
    no lone word of office language between exchanges, where it stands by chance."""
    one, other = [word.key for word in before], [word.key for word in after]
    if one == other:
        return [(0, 0, len(one))]
    if max(len(one), len(other)) > _LONGEST:
        return []
    matcher = SequenceMatcher(None, one, other)
    trimmed = (_whole(block.a, block.b, block.size, before, after) for block in matcher.get_matching_blocks())
    blocks = [block for block in trimmed if block[2] > 0]
    return [block for place, block in enumerate(blocks) if not _by_chance(place, block, blocks, one, other)]


def _whole(i: int, j: int, size: int, before: Sequence[Word], after: Sequence[Word]) -> tuple[int, int, int]:
    """A block shrunk until it begins and ends where written forms do."""
    while size and (_inside(before, i) or _inside(after, j)):
        i, j, size = i + 1, j + 1, size - 1
    while size and (_inside(before, i + size) or _inside(after, j + size)):
        size -= 1
    return i, j, size


def _inside(of: Sequence[Word], place: int) -> bool:
    """Whether a boundary before `place` would cut an abbreviation."""
    return 0 < place < len(of) and of[place].start == of[place - 1].start


def _by_chance(
    place: int,
    block: tuple[int, int, int],
    blocks: Sequence[tuple[int, int, int]],
    one: Sequence[str],
    other: Sequence[str],
) -> bool:
    """Whether a short block of generic words stands between exchanges on both sides."""
    i, _, size = block
    if size > 2 or not all(is_generic(key) for key in one[i : i + size]):
        return False
    ends = [(0, 0, 0), *blocks, (len(one), len(other), 0)]
    gaps = [
        (following[0] - (leading[0] + leading[2]), following[1] - (leading[1] + leading[2]))
        for leading, following in pairwise(ends[place : place + 3])
    ]
    return all(max(gap) > 1 and sum(gap) > 2 for gap in gaps)
