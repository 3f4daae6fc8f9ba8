"""What a relative target starts from: "tăng 1,5 lần so với cuối năm 2020"."""

from __future__ import annotations

import re
from typing import Literal

from hopluc.compiler.format import Baseline
from hopluc.compiler.recognise.indicators.figures import Figure
from hopluc.compiler.recognise.indicators.units import is_share
from hopluc.viet.patterns import regex

_COMPARED = regex(
    r"(?:[^;]{0,160}?)(?<!\w)so\s+với\s+(?P<of>[^;.]{3,160}?)(?=[;.()]|,\s*(?:trong|đến|phấn|và)"
    r"|\s+và\s+|$)",
    re.I,
)
_CHANGES = regex(
    r"(?<!\w)(?:tăng|giảm|gấp|cao\s+hơn|thấp\s+hơn|cắt\s+giảm|tiết\s+kiệm|cải\s+thiện|nâng)(?!\w)", re.I
)
_WHEN = regex(
    r"(?:(?:cuối|đầu|cùng\s+kỳ|(?:mức\s+)?(?:trung\s+bình|bình\s+quân)(?:\s+của)?)\s+)?(?:năm|giai\s+đoạn)\s+\d{4}(?:\s*-\s*\d{4})?$"
)


def baseline_of(s: str, begin: int, figure: Figure, stop: int) -> tuple[Baseline | None, int]:
    """The baseline of a figure and where its words end.

    `begin` is where the words that belong to the figure begin, `stop` where the next ones do.
    Only a change, or a multiple, has a baseline; a plain figure compared with another has none.
    """
    before = s[begin : figure.start]
    multiple = (figure.unit or "").lower() == "lần"
    compared = _COMPARED.match(s, figure.end, stop)
    if compared is None:
        of = s[figure.end : stop].strip(" ,.")
        if multiple and re.search(r"gấp\s*$", before, re.I) and of:
            return Baseline("times", of), stop
        return None, figure.end
    if not multiple and not _CHANGES.search(before):
        return None, compared.end()
    op: Literal["times", "plus", "percent"]
    op = "times" if multiple else "percent" if is_share(figure.unit or "") else "plus"
    of = re.sub(r"\s+", " ", compared["of"]).strip(" ,")
    when = _WHEN.search(of)
    return Baseline(op, when.group() if when else of), compared.end()
