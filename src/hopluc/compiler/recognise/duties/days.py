"""Which day of a sentence belongs to which step of its chain.

"Trước ngày 05 tháng 11, các đơn vị gửi Sở X để tổng hợp, báo cáo UBND tỉnh trước ngày 15 tháng 12": a
day goes with the sending that it stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from hopluc.compiler.format import Part, Span
from hopluc.compiler.recognise.deadlines import due_parts
from hopluc.compiler.recognise.duties.chains import Step
from hopluc.compiler.recognise.duties.sentences import Sentence
from hopluc.viet.patterns import regex

# What a receiver does before sending on: the days after it are those of the next step.
_HANDED = regex(r"(?<!\w)(?:để|tổng\s*hợp|thẩm\s*định|xem\s*xét)(?!\w)", re.I)
_YEARLY = regex(r"(?:h[àằ]ng|mỗi)\s*năm", re.I)
# Days told of all that is sent: "…; báo cáo quý trước ngày …", ", thời gian gửi báo cáo: …".
_OF_ALL = regex(r";|thời\s*(?:gian|hạn|điểm)\s*(?:gửi|nộp|báo)", re.I)
# Work that a piece before the report tells of, whose day is not the report's.
_REGULARLY = regex(r"báo\s*cáo|định\s*kỳ|đề\s*xuất|dự\s*toán|h[àằ]ng\s", re.I)
_WORK = regex(r"báo\s*cáo|định\s*kỳ|đề\s*xuất|dự\s*toán", re.I)


def piece_of(s: str, a: int, at: int) -> int:
    """Where the part between semicolons begins in which `at` lies, not before `a`."""
    cut = s.rfind(";", a, at)
    return a if cut < 0 else cut + 1


# "xây dựng kế hoạch trong tháng 01 và báo cáo kết quả hằng quý": the first time is the work's.
_AND_REPORTS = regex(r"\s*(?:,|\svà)\s+(?:đồng\s+thời\s+)?(?:định\s+kỳ\s+)?(?:gửi\s+)?báo\s*cáo\s")


def _past_the_work(s: str, begin: int, at: int, parts: Callable[[int, int], tuple[Part, ...]]) -> int:
    """Where the report begins behind work that has a time of its own; `begin` where there is none."""
    m = _AND_REPORTS.search(s, begin, min(len(s), at + 12))
    if m is None or _REGULARLY.search(s, begin, m.start()) or not parts(m.start(), len(s)):
        return begin
    return m.start() if parts(begin, m.start()) else begin


def days_of_steps(
    text: str, sentence: Sentence, clause: Span, steps: Sequence[Step], year: int | None
) -> list[tuple[Part, ...]]:
    """The due parts of each step; () where the clause gives it none."""
    s, (a, b) = sentence.s, clause
    begin = piece_of(s, a, steps[0].start)
    if _WORK.search(s, a, begin):
        begin = a
    cuts = [begin]
    for before, step in pairwise(steps):
        handed = _HANDED.search(s, before.end, step.start)
        cuts.append(max(cuts[-1], handed.start() if handed else step.start))
    of_all = _OF_ALL.search(s, steps[-1].end, b)
    stop = of_all.start() if of_all else b
    yearly = bool(_YEARLY.search(s, 0, b))

    def parts(x: int, y: int) -> tuple[Part, ...]:
        return due_parts(text, sentence.start + x, sentence.start + y, year, yearly=yearly)

    begin = _past_the_work(s, begin, steps[0].start, parts)
    cuts[0] = begin
    if len(steps) == 1:
        return [parts(begin, b)]
    days = [parts(x, y) for x, y in pairwise([*cuts, max(cuts[-1], stop)])]
    days[0] = tuple(dict.fromkeys((*days[0], *parts(stop, b))))
    return days


def regular_alone(days: Sequence[tuple[Part, ...]]) -> list[tuple[Part, ...]]:
    """The regular times without a day: all that changes and difficulties take from a sentence on results."""
    return [tuple(p for p in due if p.kind == "recurring") for due in days]
