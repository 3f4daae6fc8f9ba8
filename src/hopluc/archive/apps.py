from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _schedule(**_: Any) -> None:
    """The periodic jobs are rows of the worker's table: they are made once that is there."""
    from hopluc.archive import jobs

    jobs.every(jobs.SEAL_MINUTES, "hopluc.archive.jobs.seal")


class ArchiveConfig(AppConfig):
    name = "hopluc.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_schedule, sender=self, dispatch_uid="archive.schedule")
