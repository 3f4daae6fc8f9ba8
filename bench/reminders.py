"""Reminders for 20,000 tasks: who is told what, written with notices; run again nothing changes.

`python -m bench.reminders`: SQLite in a scratch folder, or the server of DATABASE_URL (as bench.board).
"""

from __future__ import annotations

import datetime as dt
import resource
import tempfile
import time
from pathlib import Path

from bench import Figure, show
from bench.board import _prepare

TASKS, BODIES, PLANS = 20_000, 400, 20


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hopluc-bench-") as scratch:
        _prepare(Path(scratch))
        day = _world()
        from hopluc.reporting.urging.actions.reminders import remind, send_mails
        from hopluc.reporting.urging.models import Digest, Reminder

        spent = time.process_time()
        told, first = _timed(lambda: remind(day))
        spent = time.process_time() - spent
        rows = Reminder.objects.count()
        again, second = _timed(lambda: remind(day))
        sent, mails = _timed(lambda: send_mails(day))
        changed = Reminder.objects.count() - rows + again
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert Digest.objects.count() == told
    show(
        [
            Figure(
                f"reminders for {TASKS} tasks",
                "≤ 10 s",
                f"{first:.1f} s ({spent:.1f} s CPU), {memory:.0f} MB",
            ),
            Figure("… people told, reminders written", "-", f"{told}, {rows}"),
            Figure("… run again: changes", "0", f"{changed} ({second:.1f} s)"),
            Figure(f"… mails to {sent} people (to memory)", "-", f"{mails:.1f} s"),
        ]
    )


def _timed(call):  # type: ignore[no-untyped-def]
    begun = time.perf_counter()
    found = call()
    return found, time.perf_counter() - begun


def _world() -> dt.date:
    """A province of 400 bodies with an officer and an approver each; half of the tasks are late, the others
    due on the day that is measured."""
    from django.conf import settings
    from django.utils import timezone

    from hopluc.law.calendar import next_working_day
    from hopluc.organizations.models import Membership, Organisation, User
    from hopluc.plans.models import Assignment, Task
    from tests import factories

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    day = next_working_day(timezone.localdate())
    province = factories.province()
    standing = factories.body("Sở Tài chính", parent=province)
    bodies = [factories.body(parent=province) for _ in range(BODIES)]
    people = User.objects.bulk_create(
        User(username=f"nguoi{n}", full_name=f"Nguyễn Văn {n}", email=f"nguoi{n}@example.vn")
        for n in range(2 * BODIES)
    )
    Membership.objects.bulk_create(
        Membership(user=person, organisation=bodies[n // 2], role=("officer", "approver")[n % 2])
        for n, person in enumerate(people)
    )
    plans = [factories.plan(province, standing=standing, period_end=None) for _ in range(PLANS)]
    words = "Tổ chức tập huấn, bồi dưỡng kiến thức cho cán bộ quản lý hợp tác xã trên địa bàn, đợt"
    Task.objects.bulk_create(
        (
            Task(
                plan=plans[n % PLANS],
                code=f"I/{n}",
                number=str(n),
                order=n,
                text=f"{words} {n}",
                folded=f"{n}",
            )
            for n in range(TASKS)
        ),
        2000,
    )
    Assignment.objects.bulk_create(
        (
            Assignment(
                task=task,
                plan_id=task.plan_id,
                body=bodies[n % BODIES],
                role="lead",
                due_on=day - dt.timedelta(days=n % 60 if n % 2 else 0),
            )
            for n, task in enumerate(Task.objects.order_by("pk"))
        ),
        2000,
    )
    assert Organisation.objects.count() > BODIES
    return day


if __name__ == "__main__":
    main()
