"""Where on the page a signature belongs, told by the words of the signature block.

Nghị định 30/2020/NĐ-CP, Phụ lục I (as remembered, not verified against the text): the picture of the
signer's signature stands in the middle between the signer's title and name; the seal's covers about a third
of it, at its left.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber

from hopluc.office.signing.signing import Place
from hopluc.viet.text import fold

_POINTS_PER_MM = 72 / 25.4
_SIGNATURE = (42 * _POINTS_PER_MM, 17 * _POINTS_PER_MM)
_SEAL = 24 * _POINTS_PER_MM
_GAP = 2 * _POINTS_PER_MM


def signature_place(pdf: bytes, titles: Sequence[str]) -> Place | None:
    """Under the last title line ("GIÁM ĐỐC") at the right half of a portrait page, the last one that has
    it; None where no page has, so that the signature does not show rather than show in a wrong place."""
    wanted = fold(titles[-1]) if titles else ""
    found = None
    if wanted:
        with pdfplumber.open(io.BytesIO(pdf)) as read:
            for number, page in enumerate(read.pages):
                for middle, bottom in _lines(page, wanted):
                    found = _under(number, float(page.height), middle, bottom)
                page.close()
    return found


def _lines(page: Any, wanted: str) -> Iterator[tuple[float, float]]:
    """Middle and lower edge of the lines at the right that say no more than `wanted`."""
    if page.width > page.height:
        return  # annexes lie on landscape pages
    right = page.crop((page.width / 2, 0, page.width, page.height))
    for line in right.extract_text_lines(return_chars=False):
        if fold(line["text"]).strip() == wanted:
            yield (line["x0"] + line["x1"]) / 2, line["bottom"]


def _under(page: int, height: float, middle: float, bottom: float) -> Place:
    wide, high = _SIGNATURE
    top = height - bottom - _GAP
    return Place(page, (round(middle - wide / 2), round(top - high), round(middle + wide / 2), round(top)))


def seal_place(signature: Place) -> Place:
    """The seal over the left third of the signature, no higher than it: the title stays to be read."""
    left, _, right, high = signature.box
    edge = left + (right - left) / 3
    return Place(signature.page, (round(edge - _SEAL), round(high - _SEAL), round(edge), high))
