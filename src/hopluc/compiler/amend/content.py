"""New words read as what they are: bodies, times, tasks, targets.

Whole tasks and targets are read by the compiler itself, as a plan of their own that holds nothing else; so a
clause that adds work is read as well as a plan that gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from hopluc.compiler.amend.flat import flat
from hopluc.compiler.document import Flow, Piece
from hopluc.compiler.emit import placed
from hopluc.compiler.format import Deadline, Indicator, Party, Period, Span, Task
from hopluc.compiler.pipeline import compile_text
from hopluc.compiler.recognise.deadlines import read_deadline
from hopluc.compiler.recognise.indicators.cell import figure_in
from hopluc.compiler.recognise.labels import Rank, label_of
from hopluc.compiler.recognise.parties import split_parties
from hopluc.viet.patterns import regex

Item = TypeVar("Item", Task, Indicator)
_TASKS = "KẾ HOẠCH\n\nII. NHIỆM VỤ\n\n"
_POINTS = f"{_TASKS}1. Nội dung thực hiện\n\n"  # lettered points stand below a number
_TARGETS = "I. MỤC TIÊU\n\n"
_MARKS = ' \n\t“”"'


def bare(text: str, span: Span) -> Span:
    """A range without the quotation marks around it, and without the full stop behind them."""
    start, end = span
    while start < end and text[start] in _MARKS:
        start += 1
    while end > start and text[end - 1] in " \n\t.;,":
        end -= 1
    closed = end > start and text[end - 1] in '”"'
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    if closed and text[start:end].count("“") > text[start:end].count("”"):
        end += 1
    return start, end


def words_in(text: str, span: Span) -> str:
    """The words of a range on one line, without a label before them and a full stop behind."""
    s = text[span[0] : span[1]].strip(_MARKS)
    label = label_of(s)
    return " ".join(s[label.length if label else 0 :].split()).rstrip(" .;")


def parties_in(text: str, span: Span, glossary: Mapping[str, str]) -> tuple[Party, ...]:
    """The bodies of a range that holds names."""
    start, end = bare(text, span)
    return split_parties(text, start, end, glossary)


def deadline_in(text: str, span: Span, year: int | None = None) -> Deadline | None:
    """The time that a range holds."""
    start, end = bare(text, span)
    return read_deadline(text, start, end, year)


def tasks_in(text: str, span: Span) -> tuple[Task, ...]:
    """The tasks in new words, their spans ranges of `text`; () where the words give no work."""
    start, end = bare(text, span)
    body = text[start:end]
    label = label_of(body)
    prefix = f"{_TASKS}1. " if label is None else _POINTS if label.rank >= Rank.LETTER else _TASKS
    found = [_moved(task, len(prefix), start, end) for task in compile_text(prefix + body).tasks]
    return tuple(task if label else replace(task, number=None) for task in found)


def targets_in(text: str, span: Span) -> tuple[Indicator, ...]:
    """The targets in new words, in the same way."""
    start, end = bare(text, span)
    body = text[start:end]
    listed = _listed(text, start, end)
    if listed:
        return (listed,)
    prefix = _TARGETS if label_of(body) else f"{_TARGETS}- "
    found = compile_text(prefix + body).indicators
    return tuple(_moved(one, len(prefix), start, end) for one in found)


# "Số lớp tập huấn: ≥ 12 lớp. Thời kỳ: từ 01/01/2026 đến 31/12/2026", as a decision may list a target.
_LISTED = regex(
    r"(?P<name>[^:“”]{3,400}):\s*(?P<figure>[^:]{1,80}?)(?:[.;\n]\s*Thời (?:kỳ"
    r"|gian)\s*:\s*(?P<time>[^:]+))?"
)


def _listed(text: str, start: int, end: int) -> Indicator | None:
    m = _LISTED.fullmatch(text[start:end])
    figure = figure_in(m["figure"]) if m else None
    if m is None or figure is None:
        return None
    return Indicator(
        id="",
        name=" ".join(m["name"].split()),
        unit=figure.unit,
        target=figure.target,
        period=period_in(m["time"]) if m["time"] else None,
        text=text[start:end],
        span=(start, end),
    )


def period_in(words: str) -> Period | None:
    """The time that words give a target: one range of days."""
    read = read_deadline(words, 0, len(words))
    parts = read.parts if read else ()
    if len(parts) != 1 or parts[0].kind not in ("within", "by"):
        return None
    return Period(parts[0].start, parts[0].end or parts[0].date)


def products_in(text: str, span: Span) -> tuple[str, ...]:
    """Products, as a cell of the plan holds them (docs/plan-format.md, Cells)."""
    start, end = bare(text, span)
    parts = [" ".join(part.split()).strip(" -+.") for part in text[start:end].replace("\n", ";").split(";")]
    return tuple(part for part in parts if flat(part))


def _moved(item: Item, prefix: int, start: int, end: int) -> Item:
    """An item of a text that begins with a prefix, its places those of the words behind it."""
    flow = Flow("", (Piece(prefix, start, end - start),), (prefix,))
    moved: Item = placed(item, flow)
    return replace(moved, id="")
