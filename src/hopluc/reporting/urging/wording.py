"""Reminders in words: a line of counts, the text of a mail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hopluc.archive.models import Notice
from hopluc.organizations.models import User
from hopluc.organizations.noticing.post import line_of
from hopluc.reporting.urging.models import Reminder
from hopluc.reporting.urging.rules import Kind
from hopluc.viet.dates import format_date

# The gravest first, as a mail lists them.
KINDS: dict[str, str | Promise] = {
    Kind.ESCALATED: _("quá hạn lâu, trình Ban Chỉ đạo"),
    Kind.HEAD: _("quá hạn, báo lãnh đạo cơ quan"),
    Kind.LATE: _("quá hạn"),
    Kind.TODAY: _("đến hạn hôm nay"),
    Kind.SOON: _("sắp đến hạn"),
}


def summary(counts: Mapping[str, int]) -> str:
    """ "2 việc quá hạn, 3 việc sắp đến hạn"."""
    return ", ".join(f"{counts[kind]} việc {words}" for kind, words in KINDS.items() if counts.get(kind))


def mail_text(
    person: User, rows: Sequence[Reminder], on: dt.date, site: str, notices: Sequence[Notice] = ()
) -> str:
    """The mail: each kind with its parts, the longest late first, and where each is answered; then the
    notices that the person wants in it."""
    pieces = [f"Kính gửi đồng chí {person.full_name or person.username},", ""]
    for kind, words in KINDS.items():
        own = [row for row in rows if row.kind == kind]
        if own:
            pieces.append(f"{str(words)[:1].upper()}{str(words)[1:]}:")
            pieces += [line for row in own for line in _lines(row, on, site)]
            pieces.append("")
    if notices:
        pieces += ["Thông báo:", *(line_of(one, site) for one in notices), ""]
    pieces += [
        f"Chọn thư nhận: {site}{reverse('web:notice_settings')}",
        "Thư được gửi tự động; việc đã báo cáo xong không được nhắc lại.",
    ]
    return "\n".join(pieces)


def _lines(row: Reminder, on: dt.date, site: str) -> list[str]:
    task = row.assignment.task
    number = f"{task.number}. " if task.number else ""
    address = f"{site}{reverse('plans:task', args=[task.pk])}"
    return [
        f"- {number}{task.text} ({row.body_name}; {task.plan.number or task.plan.title})",
        f"  Hạn {format_date(row.due_on)}, {_days(row.due_on, on)}. {address}",
    ]


def _days(due: dt.date, on: dt.date) -> str:
    left = (due - on).days
    if left == 0:
        return "hôm nay"
    return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"
