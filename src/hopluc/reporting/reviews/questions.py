"""The questions that a review puts to bodies, as a form to begin with; and what bodies answered, line by
line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hopluc.engagement.models import Problem
from hopluc.reporting.content import Handed
from hopluc.reporting.formbook.actions import content_of
from hopluc.reporting.formbook.content import Column, FormContent, Row, Section
from hopluc.reporting.frozen import handed_in
from hopluc.reporting.reviews.content import IndicatorLine
from hopluc.reporting.reviews.models import Finding, Review
from hopluc.viet.text import fold

LONGEST = 12_000
Sort = Finding.Sort
# The narratives of the form to begin with: key, title, what to write.
_NARRATIVES = (
    ("ket_qua", "Kết quả nổi bật", "Mỗi kết quả một dòng, kèm số liệu."),
    ("ton_tai", "Tồn tại, hạn chế", "Mỗi nội dung một dòng, nêu rõ nhiệm vụ, chỉ tiêu liên quan."),
    ("khach_quan", "Nguyên nhân khách quan", "Mỗi nguyên nhân một dòng."),
    ("chu_quan", "Nguyên nhân chủ quan", "Mỗi nguyên nhân một dòng."),
    ("bai_hoc", "Bài học kinh nghiệm", "Mỗi bài học một dòng."),
    ("kien_nghi", "Đề xuất, kiến nghị", "Mỗi kiến nghị một dòng, nêu rõ cơ quan có thẩm quyền giải quyết."),
)
MOST_ROWS = 60


def questions(lines: Iterable[IndicatorLine], years: range) -> FormContent:
    """Narratives for each part of the report, a table of the indicators over the years, the body's own
    tasks."""
    narratives = tuple(
        Section(key, "narrative", title, guidance, LONGEST) for key, title, guidance in _NARRATIVES
    )
    rows = tuple(
        Row(f"d{n}", f"{one.name} ({one.unit})" if one.unit else one.name)
        for n, one in enumerate(list(lines)[:MOST_ROWS], 1)
    )
    table = Section(
        "so_lieu",
        "table",
        "Số liệu theo năm của cơ quan, địa phương",
        "Chỉ ghi phần thuộc cơ quan, địa phương; để trống nơi không có số liệu.",
        columns=(
            *(Column(f"n{year}", f"Năm {year}", "decimal", gathers="sum") for year in years),
            Column("nguon", "Nguồn số liệu", gathers="list"),
        ),
        rows=rows,
    )
    tasks = Section("nhiem_vu", "tasks", "Kết quả thực hiện nhiệm vụ được giao")
    return FormContent((tasks, *((table,) if rows else ()), *narratives))


@dataclass(frozen=True, slots=True)
class Read:
    """Something that was said: its key for this review, from where, by whom, in which words."""

    key: str
    source: str
    body: str
    text: str


def read_answers(review: Review) -> list[Read]:
    """Each line of each narrative that bodies handed in; and the problems raised on the review's plans."""
    found = [*_answers(review), *_problems(review)]
    return list({one.key: one for one in found}.values())


def _answers(review: Review) -> Iterator[Read]:
    if not review.round_id or review.round is None:
        return
    form = review.round.form
    handed, _sources = handed_in(review.round)
    titles = {}
    if form:
        content = content_of(form)
        titles = {one.key: one.title for one in content.sections if one.kind == "narrative"}
    for report in sorted(handed, key=lambda one: (one.body_order, one.body_id)):
        for title, text in _told(report, titles):
            for line in text.splitlines():
                words = line.strip(" \t-+•*")
                if words:
                    key = f"answer:{report.body_id}:{_digest(title, words)}"
                    yield Read(key, title, report.body, words)


def _told(report: Handed, titles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The narratives of a report, each with the title under which it was asked."""
    for answer in report.answers:
        if not answer.row and answer.section in titles:
            yield titles[answer.section], answer.text
    if not titles:
        yield _("Đánh giá chung"), report.overview
        yield _("Khó khăn, vướng mắc"), report.difficulties
        yield _("Đề xuất, kiến nghị"), report.proposals


def _problems(review: Review) -> Iterator[Read]:
    rows = Problem.objects.filter(
        plan__in=review.plans.all(), raised_on__gte=review.period_start, raised_on__lte=review.as_of
    ).exclude(state=Problem.State.WITHDRAWN)
    if review.moment.known:
        rows = rows.filter(raised_at__lte=review.moment.known)
    for one in rows.order_by("raised_on", "pk"):
        words = " ".join(one.text.split())
        yield Read(f"problem:{one.pk}", _("Vướng mắc đã nêu"), one.body_name, words)


def _digest(*words: str) -> str:
    return hashlib.sha256(fold("\n".join(words)).encode()).hexdigest()[:16]
