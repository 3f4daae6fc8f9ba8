"""One page of a scan: turned upright, its lines found, its words recognised."""

from __future__ import annotations

import cv2
from PIL import Image

from hopluc.compiler.read.layout.model import LayoutPage, Rule
from hopluc.compiler.read.scan.ink import Grey, dark, ink_of
from hopluc.compiler.read.scan.lines import Lines, lines_of
from hopluc.compiler.read.scan.runs import sureness
from hopluc.compiler.read.scan.upright import lies_on_its_side, quarter_turned, straightened
from hopluc.compiler.read.scan.words import packed, readings_of, words_of
from hopluc.office.pictures import POINTS
from hopluc.office.refusal import Unreadable
from hopluc.office.tesseract import Reading, quarter_turns

# Recognition is best, and quickest, where letters are as high as in print of 10-14 points at this
# resolution; pages between the two are taken as they are.
_DPI = 200
_AS_THEY_ARE = (170, 230)
# A page read so doubtfully on the whole may stand on its head; Tesseract must be so sure that it does.
_DOUBTFUL, _TURN = 0.65, 2.0


def page_layout(picture: Image.Image, number: int, dpi: int) -> LayoutPage:
    """The words and lines of a page, in points from the top left corner of the page turned upright.

    Raises Unreadable (naming the page) where Tesseract is missing, fails or takes too long.
    """
    try:
        return _layout(picture, number, dpi)
    except Unreadable as refusal:
        if refusal.code == "no-ocr":
            raise
        raise Unreadable(f"Trang {number}: {refusal.message_vi}", refusal.code) from refusal


def _layout(picture: Image.Image, number: int, dpi: int) -> LayoutPage:
    grey, dpi = _scaled(ink_of(picture, dpi), dpi)
    if lies_on_its_side(grey, dpi):
        turns, sure = quarter_turns(packed(grey), dpi=dpi)
        grey = quarter_turned(grey, turns if turns % 2 and sure >= _TURN else 1)
    page, lines, readings = _read(grey, dpi)
    if sureness(readings) < _DOUBTFUL:
        turns, sure = quarter_turns(packed(grey), dpi=dpi)
        if turns and sure >= _TURN:
            turned = _read(quarter_turned(grey, turns), dpi)
            if sureness(turned[2]) > sureness(readings):
                page, lines, readings = turned
    height, width = page.shape
    scale = POINTS / dpi
    return LayoutPage(
        number, width * scale, height * scale, words_of(readings, dpi), _rules(lines, scale), ocr=True
    )


def _scaled(grey: Grey, dpi: int) -> tuple[Grey, int]:
    low, high = _AS_THEY_ARE
    if low <= dpi <= high:
        return grey, dpi
    by = _DPI / dpi
    way = cv2.INTER_AREA if by < 1 else cv2.INTER_CUBIC
    return cv2.resize(grey, None, fx=by, fy=by, interpolation=way).astype(grey.dtype), _DPI


def _read(grey: Grey, dpi: int) -> tuple[Grey, Lines, list[Reading]]:
    page = straightened(grey, dpi)
    inked = dark(page)
    lines = lines_of(inked, dpi)
    return page, lines, readings_of(page, inked, lines, dpi)


def _rules(lines: Lines, scale: float) -> tuple[Rule, ...]:
    rules = [Rule(at.start, at.at - at.thick / 2, at.end, at.at + at.thick / 2) for at in lines.lying]
    rules += [Rule(at.at - at.thick / 2, at.start, at.at + at.thick / 2, at.end) for at in lines.standing]
    return tuple(Rule(r.x0 * scale, r.top * scale, r.x1 * scale, r.bottom * scale) for r in rules)
