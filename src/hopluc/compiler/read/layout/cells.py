"""Lines of a cell joined to paragraphs.

Cells are narrow and often centred or not justified: only the room that a line left counts, labels, and
space between lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from hopluc.compiler.read.layout.broken import with_broken_words
from hopluc.compiler.read.layout.lines import Line
from hopluc.compiler.read.layout.paragraphs import MORE_SPACE, SPARE, opens
from hopluc.compiler.read.layout.parts import TextPart

# By how much of its height a scanned line may seem shorter than it is.
_ROUGH = 1.5


def cell_texts(lines: Sequence[Line], left: float, right: float) -> list[TextPart]:
    """The paragraphs in a cell whose words may run from `left` to `right`.

    Cells are narrow and often centred or not justified: only the room that a line left counts,
    labels, and space between lines.
    """
    out: list[TextPart] = []
    room = max([right - left, *(line.x1 - line.x0 for line in lines)])
    pitch = _closest(lines)
    for line in lines:
        if out and _same_cell_text(out[-1], line, room, pitch):
            out[-1].lines.append(line)
        else:
            out.append(TextPart([line]))
    return with_broken_words(out, room)


def _same_cell_text(text: TextPart, line: Line, room: float, pitch: float) -> bool:
    last = text.lines[-1]
    if line.top - last.top > pitch + MORE_SPACE * last.size:
        return False
    if opens(line, text):
        return False
    taken = (last.x1 - last.x0) + 0.25 * min(last.size, line.size) + line.opening
    return taken > room - (_ROUGH * last.size if _in_midst(last, line) else SPARE)


def _in_midst(last: Line, line: Line) -> bool:
    """Whether a scanned line begins in small letters below one that ended nothing.

    Boxes of ink tell only roughly whether its first word had room above.
    """
    return line.ocr and line.text[:1].islower() and not last.text.rstrip().endswith((".", ";", ":", ","))


def _closest(lines: Sequence[Line]) -> float:
    steps = [b.top - a.top for a, b in pairwise(lines)]
    return min(median(steps), min(steps) * 1.3) if steps else 0.0
