from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _schedule(**_: Any) -> None:
    """As in archive: the periodic jobs are rows of the worker's table."""
    from hopluc.archive.jobs import every
    from hopluc.web.leaders import jobs

    every(jobs.EVERY, "hopluc.web.leaders.jobs.send_digest")


class WebConfig(AppConfig):
    name = "hopluc.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_schedule, sender=self, dispatch_uid="web.schedule")
