"""Kinds of the room of reports and urging letters."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hopluc.plans.access import in_scope
from hopluc.reporting.editions.models import Book
from hopluc.reporting.models import ConsolidatedReport, Round, Submission
from hopluc.reporting.reviews.models import Review
from hopluc.reporting.urging.models import Letter, LetterPart
from hopluc.web.search.kinds.base import Hit, Kind, Rows, Seer, first, visible

LONGEST = 400  # characters of a report's own words beside a hit


def _rounds(seer: Seer) -> Rows:
    """As reporting.access.may_read_round: those who only report have their own report."""
    rows = Round.objects.visible_to(seer.acting)
    return rows.filter(in_scope(seer.acting, "collector__") | in_scope(seer.acting, "plan__owner__"))


def _round(row: Round) -> Hit:
    notes = (row.get_state_display(), row.due_on, row.collector.name)
    return Hit(row.title, reverse("reporting:round", args=[row.pk]), notes)


def _submissions(seer: Seer) -> Rows:
    """As reporting.access.may_read_submission: a draft stays the body's own."""
    rows = Submission.objects.visible_to(seer.acting)
    return rows.filter(in_scope(seer.acting, "body__") | Q(first_submitted_on__isnull=False))


def _submission(row: Submission) -> Hit:
    words = " ".join(filter(None, (row.overview, row.difficulties, row.proposals, row.next_period)))
    notes = (row.get_state_display(), row.first_submitted_on, words[:LONGEST])
    return Hit(f"{row.body_name}: {row.round.title}", reverse("reporting:submission", args=[row.pk]), notes)


def _report(row: ConsolidatedReport) -> Hit:
    title = first(row.number and f"{row.number} {row.round.title}", row.round.title)
    notes = (row.get_state_display(), row.issued_on, row.round.collector.name)
    return Hit(title, reverse("reporting:report", args=[row.pk]), notes)


def _letter(row: Letter) -> Hit:
    title = " ".join(filter(None, (row.number, f"→ {row.body_name}")))
    return Hit(title, reverse("urging:letter", args=[row.pk]), (row.get_state_display(), row.sent_on))


def _letters_with(_seer: Seer, words: str) -> Q:
    """By number, or by the tasks that the letter names."""
    about = LetterPart.objects.filter(task__folded__contains=words).order_by().values("letter_id")
    return Q(number__icontains=words) | Q(answer_number__icontains=words) | Q(pk__in=about)


def _review(row: Review) -> Hit:
    title = first(row.number and f"{row.number} {row.title}", row.title)
    notes = (row.get_state_display(), row.report_due, row.cited)
    return Hit(title, reverse("reviews:review", args=[row.pk]), notes)


def _book(row: Book) -> Hit:
    return Hit(row.title, reverse("editions:book", args=[row.pk]), (row.body.name,))


KINDS = (
    Kind(
        "ky-bao-cao", _("Kỳ báo cáo"), "calendar-due", _rounds, _round,
        folded=("folded",), related=("collector",), exact="title", day="period_start", body="collector",
    ),
    Kind(
        "bao-cao", _("Báo cáo của cơ quan"), "file-text", _submissions, _submission,
        folded=("folded", "body__folded", "round__folded"), related=("round",), exact="overview",
        day="round__period_start", body="body",
    ),
    Kind(
        "tong-hop", _("Báo cáo tổng hợp"), "files", visible(ConsolidatedReport), _report,
        folded=("folded", "round__folded"), related=("round__collector",), number="number",
        day="round__period_start", body="round__collector",
    ),
    Kind(
        "don-doc", _("Công văn đôn đốc"), "bell-ringing", visible(Letter), _letter,
        folded=("body__folded",), more=_letters_with, number="number", day="batch__on", body="body",
    ),
    Kind(
        "tong-ket", _("Đợt sơ kết, tổng kết"), "report-analytics", visible(Review), _review,
        folded=("folded",), related=("body",), exact="title", number="number", day="period_end", body="body",
    ),
    Kind(
        "sach-so-lieu", _("Sách số liệu"), "book", visible(Book), _book,
        folded=("folded",), related=("body",), exact="title", body="body",
    ),
)  # fmt: skip
