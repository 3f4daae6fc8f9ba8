"""A page as ink on white paper: colours of stamps and signatures dropped, shadows levelled.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the stamp is red and lies over a third of the signature, which is
mostly blue; both lie over typed words, which are black. The number and the day are often written in by
hand, in blue too, so of blue ink only what is larger than writing goes.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]
WHITE = 255

# A red or blue dot: by so much its colour stands out; and so bright is it where no black lies below,
# at its edge more so, because edges of black strokes are grey.
_COLOURED, _BRIGHT, _BRIGHT_EDGE = 40, 130, 165
# Colour runs into the thin lines beside it: what is darker than this in runs so long (inches) stays.
_LINE, _RUN = 200, 0.16
# Handwriting is lower than this, a signature is not (inches).
_SIGNATURE = 0.55
# Paper is at least so bright; else it is levelled.
_PAPER = 235
# Grain: greys so near to the paper's own are its own, so many times their spread goes, at least so much.
_NEAR, _GRAINS, _GRAIN = 64, 1, 8
# Ink of fewer dots than this is a speck (square inches).
_SPECK = 0.00015
# The pale edge of ink is so wide (inches).
_PALE = 0.02
# Smaller pictures than this, at an eighth of their size, have no paper to be found.
_SMALLEST = 16


def ink_of(picture: Image.Image, dpi: int) -> Grey:
    """The picture in grey, black ink dark, everything else towards white."""
    if picture.mode in ("1", "L"):
        return _levelled(np.array(picture.convert("L"), dtype=np.uint8))
    colours = np.array(picture.convert("RGB"), dtype=np.uint8)
    red, green, blue = (colours[:, :, band] for band in range(3))
    # Red ink is bright in red light; black ink is dark in every light.
    grey: Grey = np.maximum(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), red).astype(np.uint8)
    inked = (cv2.subtract(red, np.maximum(green, blue)) > _COLOURED).astype(np.uint8)
    stays = _runs(grey, dpi)
    grey[(inked > 0) & (red > _BRIGHT) & ~stays] = WHITE
    # The edges of a stamp are paler than its middle.
    edges = cv2.dilate(inked, np.ones((3, 3), np.uint8)) > 0
    grey[edges & (red > _BRIGHT_EDGE) & ~stays] = WHITE
    _drop_signatures(grey, blue, cv2.subtract(blue, red).astype(np.uint8), dpi)
    return _levelled(grey)


def dark(grey: Grey) -> Grey:
    """255 where there is ink, 0 where there is paper: by Otsu's threshold, kept within reason."""
    threshold, _ = cv2.threshold(grey, 0, WHITE, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    threshold = min(max(threshold, 90), 200)
    return np.where(grey < threshold, np.uint8(WHITE), np.uint8(0))


def without_specks(inked: Grey, dpi: int) -> Grey:
    """The ink without what is smaller than the dot of an i."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    kept = np.full(count, WHITE, np.uint8)
    kept[boxes[:, cv2.CC_STAT_AREA] < _SPECK * dpi * dpi] = 0
    kept[0] = 0
    cleared: Grey = kept[labels]
    return cleared


def on_clean_paper(grey: Grey, inked: Grey, dpi: int) -> Grey:
    """The picture white wherever no ink is near: what is paler than ink stays around letters only."""
    edge = 2 * max(round(_PALE * dpi), 1) + 1
    near = cv2.dilate(inked, np.ones((edge, edge), np.uint8))
    return np.where(near > 0, grey, np.uint8(WHITE))


def _runs(grey: Grey, dpi: int) -> NDArray[np.bool_]:
    """Where dark dots stand in long runs, lying or standing: lines of tables."""
    inked = np.where(grey < _LINE, np.uint8(WHITE), np.uint8(0))
    length = max(round(_RUN * dpi), 3)
    lying = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    standing = cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return np.asarray(cv2.bitwise_or(lying, standing) > 0, dtype=np.bool_)


def _drop_signatures(grey: Grey, blue: Grey, stands_out: NDArray[np.uint8], dpi: int) -> None:
    """Whiten, in place, connected blue ink that is larger than writing between typed words."""
    inked = ((stands_out > _COLOURED) & (blue > _BRIGHT)).astype(np.uint8)
    if not inked.any():
        return
    joined = cv2.dilate(inked, np.ones((3, 3), np.uint8), iterations=max(dpi // 100, 1))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    large = np.flatnonzero(boxes[:, cv2.CC_STAT_HEIGHT] > _SIGNATURE * dpi)
    large = large[large > 0]
    if large.size:
        grey[np.isin(labels, large) & (stands_out > _COLOURED // 2)] = WHITE


def _levelled(grey: Grey) -> Grey:
    """Grey divided by its paper, found at an eighth of the size: shadows of a photograph go."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    if min(small.shape) >= _SMALLEST:
        paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 15)
        if float(np.percentile(paper, 2)) < _PAPER:
            whole = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
            grey = cv2.divide(grey, np.maximum(whole, 32), scale=WHITE).astype(np.uint8)
    return _whitened(grey)


def _whitened(grey: Grey) -> Grey:
    """The commonest light grey and its grain made white, so that what is cut out and joined has no edges."""
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    paper = 128 + int(counts[128:].argmax())
    below = np.cumsum(counts[paper : max(paper - _NEAR, 0) : -1])
    spread = int(
        np.searchsorted(below, below[-1] / 2)
    )  # half of the paper lies so near to its commonest grey
    white = max(paper - max(_GRAINS * spread, _GRAIN), 1)
    if white >= WHITE:
        return grey
    levels = np.clip(np.arange(256) * WHITE / white, 0, WHITE).astype(np.uint8)
    return cv2.LUT(grey, levels).astype(np.uint8)
