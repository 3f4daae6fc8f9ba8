"""Decisions about rounds that answer others: values in, values out."""

from __future__ import annotations

import datetime as dt

# A body needs some days to put its units' reports together before its own is due.
DAYS_TO_CONSOLIDATE = 7


def due_earlier(upper_due: dt.date, cutoff: dt.date, today: dt.date) -> dt.date:
    """The day to propose for the units: a week before the body's own day; where less than two weeks are
    left, half way; never before the figures close, before today, nor after the body's own day."""
    wanted = upper_due - dt.timedelta(days=DAYS_TO_CONSOLIDATE)
    half_way = today + (upper_due - today) // 2
    return min(max(wanted, half_way, today, cutoff), max(upper_due, today))


def lower_due_fault(due_on: dt.date, upper_due: dt.date) -> str:
    """Why the units cannot be given this day; empty where they can."""
    if due_on > upper_due:
        return (
            f"Hạn gửi của đơn vị ({due_on:%d/%m/%Y}) sau hạn cơ quan phải gửi cấp trên "
            f"({upper_due:%d/%m/%Y}): chọn ngày sớm hơn."
        )
    return ""
