"""Lines joined to paragraphs.

What says that a line begins a paragraph: the line before it ends although the next word would have
fitted; an indent; more space above than between lines; a label with a capital behind it; other
sizes. Nghị định 30/2020/NĐ-CP, Phụ lục I, has paragraphs set justified, indented by 1 to 1,27 cm,
with at least 6 points between them; offices keep some of these and not others, so each counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from hopluc.compiler.read.layout.lines import Line
from hopluc.compiler.read.layout.parts import TextPart
from hopluc.viet.patterns import regex

# Shares of the height of a line.
_INDENT = 0.7
MORE_SPACE = 0.4
_FARTHEST = 2.0  # from line to line, where a page has too few lines to tell what is usual
_OTHER_SIZE = 0.2
_OTHER_SIZE_OF_INK = 0.4
# Points by which lines that start at one place may differ.
_ALIGNED = 4.0
# Points by which a centred line may be off the middle, and the room beside one that is exactly there.
_CENTRED_OFF = 6.0
_EXACTLY = 1.5
_LEAST_ROOM = 3.0
# Points that a line may lack although the next word did not fit: the spaces of a typesetter differ.
SPARE = 2.0
_BULLET = regex(r"[-–+•*▪●○■]\s+(?=\S)|[-–+•](?=[A-ZĐÀ-Ỹ])")
_LABEL = regex(
    r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]\s+(?=[A-ZĐÀ-Ỹ])|(?:Điều|Phần|Mục|Chương)\s+[\dIVX]+"
)
_ENDING = 12
_ENDED = regex(r"[.;:!?…]\W*$")


@dataclass(frozen=True, slots=True)
class Area:
    """Where lines of running text start and end, and how far they usually stand apart.

    `indents` are other places where several long lines start: first lines of paragraphs.
    """

    left: float
    right: float
    pitch: float | None = None
    indents: tuple[float, ...] = ()


def area_of(lines: Sequence[Line], width: float) -> Area:
    """The text area of pages `width` wide, as their lines show it."""
    long = [line for line in lines if line.x1 - line.x0 > width * 0.5] or list(lines)
    if not long:
        return Area(0.0, width)
    left = _shared([line.x0 for line in long], -1)
    right = _shared([line.x1 for line in long], 1)
    return Area(left, right, usual_pitch(long), _indents(long, left))


def _indents(lines: Sequence[Line], left: float) -> tuple[float, ...]:
    """Where at least three lines start that do not start at the left."""
    starts = sorted(line.x0 for line in lines if line.x0 - left > _INDENT * line.size)
    return tuple(
        start for start, third in zip(starts, starts[2:], strict=False) if third - start <= _ALIGNED / 2
    )


def _shared(edges: Sequence[float], side: int) -> float:
    """The outermost edge that at least two lines share; the outermost of all where none do."""
    ordered = sorted(edges, reverse=side > 0)
    for edge, following in pairwise(ordered):
        if abs(edge - following) <= _ALIGNED / 2:
            return edge
    return ordered[0]


def usual_pitch(lines: Sequence[Line]) -> float | None:
    """From the top of a line to that of the next, most often; None where there are too few."""
    steps = [
        _step(above, below)
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < _step(above, below) < 3 * above.size
    ]
    return sorted(steps)[len(steps) // 4] if len(steps) >= 4 else None


def paragraphs(lines: Sequence[Line], area: Area) -> list[TextPart]:
    """The paragraphs that lines of running text form."""
    out: list[TextPart] = []
    for line in lines:
        centred = is_centred(line, area) or bool(out and _fills_title(out[-1], line, area))
        if out and _goes_on(out[-1], line, centred, area):
            out[-1].lines.append(line)
        else:
            out.append(TextPart([line], centred))
    return out


def is_centred(line: Line, area: Area) -> bool:
    """Whether a line stands in the middle, with room at both sides."""
    if begins_item(line.text) and not line.text.isupper():
        return False
    room = min(line.x0 - area.left, area.right - line.x1)
    off = abs(line.middle - (area.left + area.right) / 2)
    stands_out = line.bold or line.text.isupper()
    if not stands_out and any(abs(line.x0 - indent) <= _ALIGNED for indent in area.indents):
        return False  # the first line of a paragraph that happens to end as far from the right
    exactly = stands_out and not line.ocr and room > _LEAST_ROOM and off <= _EXACTLY
    return exactly or (room > line.size and off <= _CENTRED_OFF)


def _fills_title(part: TextPart, line: Line, area: Area) -> bool:
    """Whether a line that takes the whole width goes on with a centred title."""
    return (
        part.centred
        and abs(line.middle - (area.left + area.right) / 2) <= _EXACTLY
        and line.bold == part.lines[-1].bold
        and _centred_goes_on(part.lines[-1], line, area)
    )


def continues_over_page(part: TextPart, line: Line, area: Area) -> bool:
    """Whether a paragraph that ends a page goes on in the first line of the next."""
    last = part.lines[-1]
    return (
        not part.centred
        and not is_centred(line, area)
        and not fits(last, line, area)
        and line.x0 - area.left <= _INDENT * line.size
        and not opens(line, part)
        and not _other_size(line, last)
    )


def fits(line: Line, following: Line, area: Area) -> bool:
    """Whether the first word of the next line would have found room: the line was ended on purpose."""
    space = 0.25 * min(line.size, following.size)
    return line.x1 + space + following.opening <= area.right - SPARE


def _goes_on(part: TextPart, line: Line, centred: bool, area: Area) -> bool:
    last = part.lines[-1]
    if centred != part.centred or _other_size(line, last):
        return False
    pitch = area.pitch
    if len(part.lines) > 1 and part.lines[-2].page == last.page:
        pitch = max(_step(part.lines[-2], last), pitch or 0.0)
    most = _FARTHEST * last.size if pitch is None else pitch + MORE_SPACE * last.size
    if _step(last, line) > most:
        return False
    if centred:
        return line.bold == last.bold and _centred_goes_on(last, line, area)
    if fits(last, line, area) or opens(line, part):
        return False
    return _keeps_edge(part.lines, line, area)


def _other_size(line: Line, last: Line) -> bool:
    """Whether two lines are set in different sizes; boxes of ink tell that only roughly."""
    most = _OTHER_SIZE_OF_INK if line.ocr else _OTHER_SIZE
    return abs(line.size - last.size) > most * max(line.size, last.size)


def _step(above: Line, below: Line) -> float:
    """From line to line: by their middles, which accents of single words move least."""
    return (below.top + below.bottom - above.top - above.bottom) / 2


def _centred_goes_on(last: Line, line: Line, area: Area) -> bool:
    """Whether the first word of a centred line would have found no room in the one above."""
    room = (area.right - area.left) - (last.x1 - last.x0)
    return room < line.opening + last.size


def _keeps_edge(above: Sequence[Line], line: Line, area: Area) -> bool:
    """Whether a line starts where the later lines of its paragraph do."""
    if len(above) > 1:
        return abs(line.x0 - above[-1].x0) <= _ALIGNED
    first = above[0]
    if line.x0 > first.x0 + _ALIGNED:  # hanging: below the words behind a label
        label = _BULLET.match(first.text) or _LABEL.match(first.text)
        return label is not None and len(first.words) > 1 and abs(line.x0 - first.words[1].x0) <= 2 * _ALIGNED
    return line.x0 - area.left <= _INDENT * line.size or line.x0 < first.x0 - _ALIGNED


def opens(line: Line, part: TextPart) -> bool:
    """Whether a line that follows a full one plainly opens a paragraph.

    A dash may also stand between two names ("Lao động - Thương binh"): in a paragraph that is no item
    of a list itself, it opens one only behind a sentence that has ended.
    """
    words, before = line.text, part.lines[-1].text
    bullet = _BULLET.match(words)
    if bullet:
        in_list = bool(_BULLET.match(part.lines[0].text))
        return ended(before) or (in_list and words[bullet.end() : bullet.end() + 1].isupper())
    return bool(_LABEL.match(words)) and ended(before)


def begins_item(words: str) -> bool:
    """Whether words start with the dash or number of a list."""
    return bool(_BULLET.match(words) or _LABEL.match(words))


def ended(words: str) -> bool:
    """Whether words end as a sentence or an item of a list does."""
    return bool(_ENDED.search(words[-_ENDING:]))
