"""What a page of a PDF draws: letters with their places, lines, and how much of it is a picture.

pdfminer interprets the page; its own layout objects are left out, which halves the time. Places
are in points from the top left corner of the page, as the viewer shows it (turned by /Rotate).
"""

from __future__ import annotations

import math
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

from hopluc.compiler.read.layout.model import Rule
from hopluc.compiler.read.pdf.limits import (
    MAX_ALL_LETTERS,
    MAX_ALL_RULES,
    MAX_LETTERS,
    MAX_RULES,
    too_much,
    too_slow,
)
from hopluc.viet.encodings import of_font

if TYPE_CHECKING:
    from pdfminer.pdffont import PDFFont
    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

# A filled box this thin (points) is a line: Word draws the borders of tables so.
_THIN = 3.0
# Direction in which letters follow one another, as quarter turns against the clock.
_RIGHT, _UP, _LEFT, _DOWN = range(4)
# A letter whose meaning the font does not tell.
UNKNOWN = "\ufffd"
# The mark of what a tagged PDF calls no part of the document (page numbers, running heads).
ARTIFACT = -1
_DEEPEST = 12


class Letter(NamedTuple):
    """One glyph: its characters, where its baseline starts and ends, and how it is drawn."""

    text: str
    x: float
    y: float
    end: float  # along the direction of writing
    size: float
    bold: bool
    turn: int
    hidden: bool
    mark: int | None
    decode: Callable[[str], str] | None = None  # of a font with an encoding of its own (TCVN3, VNI)


@dataclass(slots=True)
class Drawn:
    """All that one page draws. `pictures` is the share of the page that pictures cover (0..),
    `curves` how many pieces of outline are no lines along an axis; `page_id` is the page's in the file.
    """

    width: float = 0.0
    height: float = 0.0
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: float = 0.0
    curves: int = 0
    page_id: object = None


class Recorder(PDFTextDevice):
    """A pdfminer device that writes down what is drawn, page by page, until the deadline."""

    def __init__(self, manager: Any, deadline: float) -> None:
        super().__init__(manager)
        self._deadline = deadline
        self._fonts: dict[int, tuple[bool, Callable[[str], str] | None]] = {}
        self.page = Drawn()
        self._marks: list[int | None] = []
        self._around: list[Matrix | None] = []
        self._hidden = False
        self._shown = (0.0, 0.0, 0.0, 0.0)
        self._count = self._letters = self._rules = 0

    # --- pages ---

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Start a clean sheet: only what lies in the crop box is shown."""
        self._shown = apply_matrix_rect(ctm, page.cropbox)
        x0, y0, x1, y1 = self._shown
        self.page = Drawn(x1 - x0, y1 - y0, page_id=page.pageid)
        self._marks = []
        self._around = []

    def begin_figure(self, name: str, bbox: Any, matrix: Matrix) -> None:
        """Forms may hold forms, but not without end."""
        self._around.append(self.ctm)
        if len(self._around) > _DEEPEST:
            raise too_much("hình lồng nhau")
        self._check_time()

    def end_figure(self, name: str) -> None:
        """The form is drawn; what follows lies in the space around it."""
        self.ctm = self._around.pop()

    def render_image(self, name: str, stream: Any) -> None:
        """Count what the picture covers; its pixels are never looked at here."""
        assert self.ctm is not None
        x0, y0, x1, y1 = apply_matrix_rect(self.ctm, (0, 0, 1, 1))
        left, low, right, high = self._shown
        width, height = min(x1, right) - max(x0, left), min(y1, high) - max(y0, low)
        area = self.page.width * self.page.height
        if width > 0 and height > 0 and area > 0:
            self.page.pictures += width * height / area

    # --- marked content ---

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Content belongs to the innermost mark; an artifact to none."""
        mark = self._marks[-1] if self._marks else None
        if tag.name == "Artifact":
            mark = ARTIFACT
        elif isinstance(props, dict) and isinstance(props.get("MCID"), int):
            mark = props["MCID"]
        self._marks.append(mark)

    def end_tag(self) -> None:
        """Back to the mark around."""
        if self._marks:
            self._marks.pop()

    # --- letters ---

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Letters drawn invisibly (mode 3) are those that OCR laid under a picture."""
        self._hidden = textstate.render == 3
        self._check_time()
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        """Write a letter down; how far the next one stands."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        advance: float = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        self._add(
            text, advance * a, advance * b, e + rise * c, f + rise * d, fontsize * math.hypot(c, d), font
        )
        return advance

    def _add(self, text: str, dx: float, dy: float, x: float, y: float, size: float, font: Any) -> None:
        left, low, right, high = self._shown
        if not (left <= x + dx / 2 <= right and low <= y + dy / 2 <= high):
            return
        letters = self.page.letters
        if not text or (unicodedata.combining(text[0]) and letters):
            if text:  # a mark that is drawn over the letter before it
                letters[-1] = letters[-1]._replace(text=letters[-1].text + text)
            return
        self._letters += 1
        if len(letters) >= MAX_LETTERS or self._letters > MAX_ALL_LETTERS:
            raise too_much("số chữ")
        turn = (_RIGHT if dx >= 0 else _LEFT) if abs(dx) >= abs(dy) else (_UP if dy > 0 else _DOWN)
        x, y = x - left, high - y
        end = x + dx if turn in (_RIGHT, _LEFT) else y - dy
        mark = self._marks[-1] if self._marks else None
        bold, decode = self._font(font)
        letters.append(Letter(text, x, y, end, abs(size), bold, turn, self._hidden, mark, decode))

    def _font(self, font: Any) -> tuple[bool, Callable[[str], str] | None]:
        """Whether a font is bold, and how its letters are decoded, both told by its name."""
        known = self._fonts.get(id(font))
        if known is None:
            name = str(getattr(font, "fontname", "") or "").rpartition("+")[2]
            bold = any(word in name.lower() for word in ("bold", "black", "heavy", "demi"))
            known = self._fonts[id(font)] = bold, of_font(name)
        return known

    # --- lines ---

    def paint_path(
        self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        """Keep the lines along an axis: strokes, and filled boxes that are thin."""
        self._check_time()
        if _is_white(graphicstate.scolor if stroke else graphicstate.ncolor):
            return
        assert self.ctm is not None
        points: list[tuple[float, float]] = []
        for part in path:
            operator = part[0]
            if operator == "m":
                self._subpath(points, stroke)
                points = [apply_matrix_pt(self.ctm, part[-2:])]
            elif operator == "h":
                points += points[:1]
            elif operator == "l":
                points.append(apply_matrix_pt(self.ctm, part[-2:]))
            else:  # a curve borders no cell
                self.page.curves += 1
                self._subpath(points, stroke)
                points = [apply_matrix_pt(self.ctm, part[-2:])]
        self._subpath(points, stroke)

    def _subpath(self, points: Sequence[tuple[float, float]], stroke: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            self._rule(x0, y0, x1, y1)
        elif stroke:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) < 1 or abs(ay - by) < 1:
                    self._rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        left, low, right, high = self._shown
        if x1 < left or x0 > right or y1 < low or y0 > high:
            return
        self._rules += 1
        if len(self.page.rules) >= MAX_RULES or self._rules > MAX_ALL_RULES:
            raise too_much("số đường kẻ")
        self.page.rules.append(Rule(x0 - left, high - y1, x1 - left, high - y0))

    def _check_time(self) -> None:
        self._count += 1
        if self._count % 64 == 0 and time.monotonic() > self._deadline:
            raise too_slow()


def _is_white(colour: Any) -> bool:
    """White lines part nothing that the eye sees. Colours are grey, RGB or CMYK."""
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    return all(part <= 0.01 for part in parts) if len(parts) == 4 else all(part >= 0.99 for part in parts)
