"""What bodies were given, what they said of it, what their approvers decided, later days asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hopluc.organizations.acting import Acting
from hopluc.organizations.life import Event, Kind, Subject
from hopluc.plans.models import Assignment, Extension, Party, Progress, SignOff, Task
from hopluc.viet.dates import format_date


def given(subject: Subject, by: Acting) -> Iterator[Event]:
    """Who was given a task when the plan was opened: leads and coordinators, in one event. Parts that came
    later are told by their deeds and by the amendment that brought them."""
    first = Assignment.objects.filter(pk__in=subject.ids("plans.assignment"), passed_from=None, began_by=None)
    joined = first.filter(task__in=subject.ids("plans.task"), since__isnull=True).select_related("body")
    for task in Task.objects.filter(pk__in=subject.ids("plans.task")).select_related("plan__owner"):
        parts = list(joined.filter(task=task).order_by("party__order", "body__sort_key", "pk"))
        said = [
            f"{Party.Role(role).label}: {'; '.join(part.body.name for part in parts if part.role == role)}"
            for role in Party.Role.values
            if any(part.role == role for part in parts)
        ]
        if said:
            plan = task.plan
            on = plan.issued_on or timezone.localdate(plan.opened_at)
            words = ". ".join(said)
            body = plan.issuer_name or plan.owner.name
            yield Event(on, plan.opened_at, Kind.PART, _("Giao việc"), words, body=body)


def progress(subject: Subject, by: Acting) -> Iterator[Event]:
    """Every word about the parts, corrected ones too, and what approvers decided on them."""
    rows = Progress.objects.filter(assignment__in=subject.ids("plans.assignment"))
    for row in rows.select_related("assignment__body", "sign_off").order_by("recorded_at", "pk"):
        address = reverse("plans:task", args=[row.assignment.task_id])
        body = row.assignment.body.name
        yield Event(
            row.on, row.recorded_at, Kind.PROGRESS, _title(row), _said(row), row.by_name, body, address
        )
        signed: SignOff | None = getattr(row, "sign_off", None)
        if signed:
            what = _("Duyệt báo cáo kết quả") if signed.accepted else _("Trả lại báo cáo kết quả")
            day = timezone.localdate(signed.recorded_at)
            yield Event(
                day, signed.recorded_at, Kind.PROGRESS, what, signed.reason, signed.by_name, body, address
            )


def _title(row: Progress) -> str:
    state = row.get_state_display()
    if row.finished_on:
        state = _("%(state)s ngày %(day)s") % {"state": state, "day": format_date(row.finished_on)}
    elif row.percent:
        state = f"{state}, {row.percent}%"
    return _("Đính chính: %s") % state if row.replaces_id else state


def _said(row: Progress) -> str:
    products = "; ".join(
        " ".join(filter(None, [p["name"], f"({p['count']})" if p.get("count") else "", p.get("number", "")]))
        for p in row.products
    )
    waits = _("Gửi lãnh đạo duyệt.") if row.waits else ""
    listed = _("Sản phẩm: %s.") % products if products else ""
    return " ".join(filter(None, [row.narrative, listed, waits]))


def extensions(subject: Subject, by: Acting) -> Iterator[Event]:
    """Later days asked for, and what was decided."""
    rows = Extension.objects.filter(assignment__in=subject.ids("plans.assignment"))
    for row in rows.select_related("assignment__body").order_by("asked_at", "pk"):
        address = reverse("plans:extension", args=[row.pk])
        days = {"day": format_date(row.day), "until": format_date(row.until)}
        yield Event(
            timezone.localdate(row.asked_at),
            row.asked_at,
            Kind.DEADLINE,
            _("Xin gia hạn từ %(day)s đến %(until)s") % days,
            row.reason,
            row.asked_by_name,
            row.assignment.body.name,
            address,
        )
        if row.decided_at:
            yield Event(
                timezone.localdate(row.decided_at),
                row.decided_at,
                Kind.DEADLINE,
                _decided(row),
                " ".join(filter(None, [row.answer, row.document])),
                row.decided_by_name,
                address=address,
            )


def _decided(row: Extension) -> str:
    if row.granted_until:
        return _("Gia hạn đến %s") % format_date(row.granted_until)
    return _("Không đồng ý gia hạn")
