from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _schedule(**_: Any) -> None:
    """The periodic jobs are rows of the worker's table: they are there once the tables are."""
    from django_q.models import Schedule

    from hopluc.archive.jobs import SEAL_MINUTES

    Schedule.objects.get_or_create(
        name="archive.seal",
        defaults={
            "func": "hopluc.archive.jobs.seal",
            "schedule_type": Schedule.MINUTES,
            "minutes": SEAL_MINUTES,
        },
    )


class ArchiveConfig(AppConfig):
    name = "hopluc.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_schedule, sender=self, dispatch_uid="archive.schedule")
