"""Figures, periods and days of a compiled plan in short Vietnamese words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hopluc.compiler import figures_in_words
from hopluc.compiler.format import Part, Period, Target
from hopluc.viet.dates import format_date

_UNIT = {"day": "ngày", "working_day": "ngày làm việc", "month": "tháng"}
_FREQUENCY = {"YEARLY": "năm", "MONTHLY": "tháng", "WEEKLY": "tuần", "DAILY": "ngày"}


def target_in_words(target: Target) -> str:
    """The figure to reach with its operator, for a cell of its own."""
    return figures_in_words.target_in_words(target, dash="–")


def period_in_words(period: Period | None, per: str | None) -> str:
    """From when to when, and whether each year."""
    said = "mỗi năm" if per == "year" else ""
    if period and period.end:
        start = f"{format_date(period.start)} – " if period.start else "đến "
        said = f"{said}, {start}{format_date(period.end)}".lstrip(", ")
    return said


def due_in_words(parts: Sequence[Part]) -> str:
    """The parts of a deadline, one after the other."""
    return "; ".join(_IN_WORDS[part.kind](part) for part in parts)


def _within(part: Part) -> str:
    if not part.end:
        return "?"
    return (
        f"từ {format_date(part.start)} đến {format_date(part.end)}"
        if part.start
        else f"đến {format_date(part.end)}"
    )


def _recurring(part: Part) -> str:
    rule = dict(item.split("=", 1) for item in (part.rrule or "").split(";") if "=" in item)
    interval = rule.get("INTERVAL", "1")
    unit = _FREQUENCY.get(rule.get("FREQ", ""), "kỳ")
    said = f"hằng {unit}" if interval == "1" else f"{interval} {unit} một lần"
    day, month = rule.get("BYMONTHDAY"), rule.get("BYMONTH")
    if day:
        said += f", ngày {'cuối tháng' if day == '-1' else day}" + (f"/{month}" if month else "")
    return said


def _after(part: Part) -> str:
    count = f"trong {part.count} {_UNIT[part.unit]} " if part.count and part.unit else ""
    return f"{count}sau khi {part.event}" if part.event else f"{count}sau".strip()


_IN_WORDS: dict[str, Callable[[Part], str]] = {
    "by": lambda part: f"trước {format_date(part.date)}" if part.date else "?",
    "within": _within,
    "ongoing": lambda part: "thường xuyên",
    "recurring": _recurring,
    "on_request": lambda part: f"theo yêu cầu của {part.from_}" if part.from_ else "theo yêu cầu",
    "after": _after,
    "unparsed": lambda part: "chưa rõ",
}
