"""The clauses of an amending document beside the plan, as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hopluc.intake.clauses import Laid, Row
from hopluc.intake.models import Paper
from hopluc.plans.amendments.queries import Shown
from hopluc.ui.downloads import Column, xlsx


def table(paper: Paper, laid: Laid, changes: Iterable[Shown]) -> HttpResponse:
    """A row for each field that a clause changes; then the clauses that people must read, and those that
    change nothing."""
    columns = [
        Column(_("Trong văn bản"), 60),
        Column(_("Loại thay đổi"), 22),
        Column(_("Nhiệm vụ, chỉ tiêu"), 50),
        Column(_("Nội dung"), 20),
        Column(_("Hiện nay"), 44),
        Column(_("Sửa thành"), 44),
        Column(_("Tình trạng"), 26),
    ]
    title = _("Các khoản sửa đổi – %(paper)s") % {"paper": paper.title or paper.name}
    return xlsx(f"cac-khoan-{paper.pk}.xlsx", title, columns, _rows(laid, changes))


def _rows(laid: Laid, changes: Iterable[Shown]) -> Iterator[list[Any]]:
    for row, change in zip(laid.rows, changes, strict=True):
        said = "\n".join(row.words)
        kind, state = row.proposal.get_kind_display(), _state(row)
        for line in change.lines:
            yield [said, kind, change.subject, str(line.label), line.before, line.after, state]
    for words in laid.left:
        yield [words, "", "", "", "", "", _("phải đọc và đề xuất bằng tay")]
    for words in laid.quiet:
        yield [words, "", "", "", "", "", _("không làm đổi kế hoạch")]


def _state(row: Row) -> str:
    if row.made:
        return _("đã đề xuất: %(state)s") % {"state": row.made.get_state_display()}
    return _("chưa đề xuất") if row.sure else _("chưa đề xuất; còn ngờ, xem kỹ")
