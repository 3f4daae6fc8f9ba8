"""Who is told of what waits, and of what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hopluc.archive.actions import notify
from hopluc.organizations.acting import Acting
from hopluc.organizations.models import User
from hopluc.plans.access import approvers_of
from hopluc.plans.models import Assignment, Extension, Progress, SignOff, Task
from hopluc.viet.dates import format_date

MOST = 300  # characters of a notice


def short(task: Task) -> str:
    """The task's words, short enough for a notice."""
    return Truncator(task.text).words(12)


def tell(people: Iterable[int | None], key: str, text: str, address: str, body: int) -> None:
    """A notice to each person, once under its key."""
    for person in sorted({one for one in people if one}):
        notify(person, f"{key}-{person}", Truncator(text).chars(MOST), address, body)


def tell_approvers(row: Progress) -> None:
    """The body's approvers learn that a report waits for them."""
    part = row.assignment
    words = _("%(who)s báo cáo “%(task)s”, chờ đồng chí duyệt.") % {
        "who": row.by_name,
        "task": short(part.task),
    }
    people = approvers_of(part.body).values_list("pk", flat=True)
    tell(people, f"sign-off-{row.pk}", words, reverse("plans:signing"), part.body_id)


def tell_author(row: Progress, decided: SignOff) -> None:
    """Who reported learns what the approver decided."""
    task = row.assignment.task
    if decided.accepted:
        words = _("%(who)s đã duyệt báo cáo “%(task)s” của đồng chí.")
        address = reverse("plans:task", args=[task.pk])
    else:
        words = _("%(who)s trả lại báo cáo “%(task)s”: %(why)s")
        address = reverse("plans:correct", args=[row.pk])
    text = words % {"who": decided.by_name, "task": short(task), "why": decided.reason}
    tell([row.by_id], f"signed-{row.pk}", text, address, row.assignment.body_id)


def tell_deciders(asked: Extension) -> None:
    """Approvers of the plan's owner and standing agency learn that a later day is asked for."""
    part = asked.assignment
    bodies = [body for body in (part.task.plan.owner, part.task.plan.standing_agency) if body]
    words = _("%(body)s xin gia hạn “%(task)s” đến %(day)s.") % {
        "body": part.body,
        "task": short(part.task),
        "day": format_date(asked.until),
    }
    people = approvers_of(*bodies).values_list("pk", flat=True)
    tell(people, f"extension-{asked.pk}", words, address_of(asked), part.task.plan.owner_id)


def tell_asker(decided: Extension) -> None:
    """Who asked, and the officer in charge, learn what was decided."""
    part = decided.assignment
    if decided.granted_until:
        words = _("“%(task)s” được gia hạn đến %(day)s.")
        day = format_date(decided.granted_until)
    else:
        words = _("Không đồng ý gia hạn “%(task)s”: %(why)s")
        day = ""
    text = words % {"task": short(part.task), "day": day, "why": decided.answer}
    people = [decided.asked_by_id, part.officer_id]
    tell(people, f"extension-decided-{decided.pk}", text, address_of(decided), part.body_id)


def tell_officer(parts: Sequence[Assignment], by: Acting, user: User) -> None:
    """Who was put in charge of parts learns it, once for all of them; not who did it themselves."""
    if user.pk == by.user.pk:
        return
    first = parts[0]
    if len(parts) == 1:
        words = _("%(who)s phân công đồng chí phụ trách “%(task)s”.")
        address = reverse("plans:task", args=[first.task_id])
    else:
        words = _("%(who)s phân công đồng chí phụ trách %(n)s phần việc, trong đó có “%(task)s”.")
        address = reverse("plans:board", args=[first.task.plan_id]) + "?cua_toi=on"
    text = words % {"who": by.actor.name, "n": len(parts), "task": short(first.task)}
    tell([user.pk], f"officer-{first.pk}-{timezone.now():%Y%m%d%H%M%S%f}", text, address, by.body.pk)


def address_of(extension: Extension) -> str:
    """Where an extension is read and decided on."""
    return reverse("plans:extension", args=[extension.pk])
