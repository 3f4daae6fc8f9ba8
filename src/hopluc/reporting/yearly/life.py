"""Drafts of years to come and final reports in the life of tasks and plans (organizations.life)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.archive.models import Deed
from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Find, Kind, Subject, deeds_of
from hopluc.plans.models import Plan
from hopluc.reporting.yearly.models import Choice, Continuation, Draft, DraftLine, FinalReport

SUBJECTS: Mapping[str, Find] = {}


def life_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """Where a task went and what it came of, the drafts out of a plan, its final report: as far as the person
    may read the drafts."""
    return chain(_lines(subject, by), _came_of(subject, by), _drafts(subject, by), _final(subject, by))


def _lines(subject: Subject, by: Acting) -> Iterator[Event]:
    """A task was taken into a draft; then it was kept, or dropped with a reason."""
    rows = DraftLine.objects.filter(
        task__in=subject.ids("plans.task"), draft__in=Draft.objects.visible_to(by)
    ).select_related("draft__plan__owner")
    for line in rows.order_by("draft__made_at", "pk"):
        draft, address = line.draft, f"{reverse('yearly:draft', args=[line.draft_id])}#d{line.pk}"
        what = _("Đưa vào dự thảo kế hoạch năm %s") % draft.year
        yield Event(
            timezone.localdate(draft.made_at), draft.made_at, Kind.ADOPTION, what, line.get_why_display(),
            draft.made_by_name, address=address,
        )  # fmt: skip
        if line.choice != Choice.OPEN:
            done = {Choice.KEPT: _("Giữ trong dự thảo năm %s"), Choice.DROPPED: _("Bỏ khỏi dự thảo năm %s")}
            yield Event(
                timezone.localdate(line.changed_at), line.changed_at, Kind.ADOPTION,
                done[Choice(line.choice)] % draft.year, line.reason, line.changed_by_name, address=address,
            )  # fmt: skip


def _came_of(subject: Subject, by: Acting) -> Iterator[Event]:
    """A task of an issued plan goes on with one of the plan before it."""
    rows = Continuation.objects.filter(
        task__in=subject.ids("plans.task"), line__draft__in=Draft.objects.visible_to(by)
    ).select_related("line__task__plan", "task__plan")
    for row in rows.order_by("pk"):
        before, opened = row.line.task, row.task.plan.opened_at
        words = f"{before.plan.number or before.plan.title}: {before.text}" if before else ""
        what = _("Tiếp tục nhiệm vụ của kế hoạch trước") if before else _("Vào kế hoạch từ dự thảo")
        address = reverse("plans:task", args=[before.pk]) if before else ""
        yield Event(timezone.localdate(opened), opened, Kind.ADOPTION, what, words, address=address)


def _drafts(subject: Subject, by: Acting) -> Iterator[Event]:
    """Drafts made out of a plan, and the plan that came of each."""
    rows = Draft.objects.visible_to(by).filter(plan__in=subject.ids("plans.plan"))
    drafts = {draft.pk: draft for draft in rows}
    verbs = {
        "make_draft": _("Lập dự thảo kế hoạch năm %s"),
        "link_issued_plan": _("Dự thảo kế hoạch năm %s được ban hành"),
        "unlink_issued_plan": _("Gỡ kế hoạch ban hành từ dự thảo năm %s"),
    }
    kind = {"reporting.draft": frozenset(drafts)}
    for deed in deeds_of(kind, kind, verbs):
        yield _told(deed, verbs[deed.verb] % drafts[int(deed.record_id)].year, deed.record_id)


def _told(deed: Deed, what: str, draft: str) -> Event:
    day, address = timezone.localdate(deed.at), reverse("yearly:draft", args=[draft])
    return Event(day, deed.at, Kind.ADOPTION, what, deed.reason, deed.actor_name, deed.body_name, address)


def _final(subject: Subject, by: Acting) -> Iterator[Event]:
    """The report with which a plan was closed."""
    readable = Plan.objects.visible_to(by).filter(pk__in=subject.ids("plans.plan"))
    for row in FinalReport.objects.filter(plan__in=readable).order_by("pk"):
        address = reverse("yearly:final", args=[row.plan_id])
        what, day = _("Báo cáo kết thúc kế hoạch"), timezone.localdate(row.made_at)
        yield Event(day, row.made_at, Kind.REPORT, what, "", row.made_by_name, address=address)
