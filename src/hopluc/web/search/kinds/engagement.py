"""Kinds of the room of problems, visits and committees."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hopluc.engagement.models import Advice, Committee, Conclusion, Meeting, Problem, Visit, WorkItem
from hopluc.web.search.kinds.base import Hit, Kind, Rows, Seer, visible


def _problem(row: Problem) -> Hit:
    notes = (row.get_state_display(), row.raised_on, row.body_name)
    return Hit(row.text, reverse("engagement:problem", args=[row.pk]), notes)


def _visit(row: Visit) -> Hit:
    notes = (row.get_state_display(), row.on, f"{row.visitor_name} → {row.body_name}")
    return Hit(row.purpose, reverse("engagement:visit", args=[row.pk]), notes)


def _advice(row: Advice) -> Hit:
    notes = (row.get_state_display(), row.due_on, row.body_name)
    return Hit(row.text, reverse("engagement:advice", args=[row.pk]), notes)


def _committee(row: Committee) -> Hit:
    address = reverse("engagement:committee", args=[row.pk])
    return Hit(row.body.name, address, (row.document, row.founded_on))


def _meeting(row: Meeting) -> Hit:
    notes = (row.get_state_display(), row.on, row.committee.body.name)
    return Hit(row.title, reverse("engagement:meeting", args=[row.pk]), notes)


def _conclusions(seer: Seer) -> Rows:
    return Conclusion.objects.filter(meeting__in=Meeting.objects.visible_to(seer.acting))


def _conclusion(row: Conclusion) -> Hit:
    address = reverse("engagement:meeting", args=[row.meeting_id])
    return Hit(row.text, address, (row.who, row.due_on, row.meeting.title))


def _work(seer: Seer) -> Rows:
    return WorkItem.objects.filter(committee__in=Committee.objects.visible_to(seer.acting))


def _work_item(row: WorkItem) -> Hit:
    address = reverse("engagement:committee_work", args=[row.committee_id])
    return Hit(row.text, address, (row.get_state_display(), row.due_on, row.committee.body.name))


KINDS = (
    Kind(
        "vuong-mac", _("Khó khăn, vướng mắc"), "message-exclamation", visible(Problem), _problem,
        folded=("folded",), exact="text", day="raised_on", body="body",
    ),
    Kind(
        "kiem-tra", _("Cuộc kiểm tra"), "clipboard-search", visible(Visit), _visit,
        folded=("folded", "body__folded", "visitor__folded"), exact="purpose", number="notice_number",
        day="on", body="body",
    ),
    Kind(
        "kien-nghi", _("Kiến nghị sau kiểm tra"), "list-check", visible(Advice), _advice,
        folded=("folded",), exact="text", day="given_on", body="body",
    ),
    Kind(
        "ban-chi-dao", _("Ban Chỉ đạo"), "users-group", visible(Committee), _committee,
        folded=("body__folded", "folded"), related=("body",), exact="body__name", day="founded_on",
        body="standing_agency",
    ),
    Kind(
        "phien-hop", _("Phiên họp"), "calendar-event", visible(Meeting), _meeting,
        folded=("folded",), related=("committee__body",), exact="title", number="invitation_number", day="on",
        body="committee__body",
    ),
    Kind(
        "ket-luan", _("Kết luận phiên họp"), "gavel", _conclusions, _conclusion,
        folded=("folded",), related=("meeting",), exact="text", day="meeting__on", body="body",
    ),
    Kind(
        "chuong-trinh", _("Chương trình công tác của Ban Chỉ đạo"), "calendar-stats", _work, _work_item,
        folded=("folded",), related=("committee__body",), exact="text", day="due_on", body="body",
    ),
)  # fmt: skip
