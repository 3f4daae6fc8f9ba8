"""Periodic work of the archive; safe to run twice."""

from __future__ import annotations

from hopluc.archive import journal

SEAL_MINUTES = 10


def every(minutes: int, func: str) -> None:
    """Have a job run again and again; said once, however many machines say it."""
    from django_q.models import Schedule  # a table: not to be had before the applications are loaded

    Schedule.objects.get_or_create(
        name=func.removeprefix("hopluc.").replace(".jobs.", "."),
        defaults={"func": func, "schedule_type": Schedule.MINUTES, "minutes": minutes},
    )


def seal() -> int:
    """Seal what the journal holds by now; the number of batches closed."""
    return len(journal.seal_all())
