"""Words of reports that follow from names and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hopluc.plans.rules import Status
from hopluc.plans.words import figure_words
from hopluc.reporting.consolidation import Method
from hopluc.reporting.content import BodyResult, FigureResult, TaskResult
from hopluc.viet.numbers import format_number

STATUS_WORDS: dict[str, str] = {
    Status.DONE_ON_TIME: "hoàn thành đúng hạn",
    Status.DONE_LATE: "hoàn thành quá hạn",
    Status.ON_TRACK: "đang thực hiện trong hạn",
    Status.OVERDUE: "đang thực hiện quá hạn",
    Status.NOT_BEGUN: "chưa thực hiện",
    "": "chưa có báo cáo",
}


def target_words(
    op: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    baseline: Mapping[str, Any] | None,
) -> str:
    """A target as a table with a column of units shows it: "≥ 80", "65 – 70", "5 so với năm 2025",
    "gấp 1,5 lần so với cuối năm 2020"."""
    figure = figure_words(op, value, low, high)
    if not figure or not baseline:
        return figure
    if baseline.get("op") == "times":
        figure = f"gấp {figure} lần"
    return f"{figure} so với {baseline.get('of', '')}".strip()


def count(number: int) -> str:
    """A number in a sentence, with a nought before single figures as offices write it."""
    return f"{number:02d}" if 0 < number < 10 else format_number(number)


def share(part: int, whole: int) -> str:
    return f"{format_number(round(Decimal(100 * part) / whole, 1))}%"


def standing(task: TaskResult) -> str:
    """Status of a task in words; how many of its bodies stand where, when they are many."""
    words = STATUS_WORDS[task.status]
    if task.late and task.status == Status.NOT_BEGUN:
        words += ", đã quá hạn"
    total = sum(task.counts.values())
    if total > 1:
        parts = ", ".join(f"{count(n)} {STATUS_WORDS[status]}" for status, n in task.counts.items())
        words += f" ({total} cơ quan báo cáo: {parts})"
    if task.silent and task.status:
        words += f"; {count(len(task.silent))} cơ quan chưa báo cáo"
    return words


def ended(text: str) -> str:
    return text.strip().rstrip(".;:")


def value_words(figure: FigureResult) -> str:
    """The actual figure in a table; how many bodies reach it where each has to."""
    if figure.reached_by is not None:
        return f"{figure.reached_by}/{figure.asked} cơ quan đạt"
    return "" if figure.value is None else format_number(figure.value)


def reached_words(figure: FigureResult) -> str:
    """Whether the target is met, as far as it can be said."""
    return {True: "Đạt", False: "Chưa đạt", None: "Chưa đủ căn cứ"}[figure.reached]


def source_words(figure: FigureResult) -> str:
    """Where a figure comes from, by the method of consolidation."""
    given = "; ".join(f"{body}: {format_number(value)}" for body, value in figure.given)
    several = f" ({given})" if given and figure.bodies > 1 else ""
    words = {
        Method.SUM: f"Cộng số liệu của {count(figure.bodies)} cơ quan{several}",
        Method.ONLY: f"Số liệu của {figure.given[0][0] if figure.given else ''}",
        Method.EACH: f"{figure.bodies}/{figure.asked} cơ quan có số liệu{several}",
        Method.SHARE: f"Tỷ lệ, mức bình quân không cộng giữa các cơ quan{several}",
        Method.RECORDS: f"Số liệu theo dõi kế hoạch{several}",
        Method.NONE: "Chưa có số liệu",
    }[Method(figure.method)]
    return f"{words}. {figure.note}" if figure.note else words


def part_words(one: BodyResult) -> str:
    """Status of a body's part in a table, with the day it finished or how far it is."""
    words = STATUS_WORDS[one.status].capitalize()
    if one.finished_on:
        return f"{words} ({one.finished_on:%d/%m/%Y})"
    if one.late and one.status == Status.NOT_BEGUN:
        return f"{words}, đã quá hạn"
    return f"{words} ({one.percent}%)" if one.percent else words


def listed(names: Sequence[str], most: int, where: str) -> str:
    """Names in a sentence; more than `most` are counted, with where their list is."""
    return "; ".join(names) if len(names) <= most else f"{len(names)} cơ quan (danh sách {where})"
