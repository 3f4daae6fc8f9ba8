from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _schedule(**_: Any) -> None:
    """As in archive: the periodic jobs are rows of the worker's table."""
    from hopluc.archive.jobs import every
    from hopluc.organizations import jobs

    every(jobs.HOURS * 60, "hopluc.organizations.jobs.show_names")
    every(jobs.HOURS * 60, "hopluc.organizations.jobs.lock_accounts")
    every(jobs.POST_MINUTES, "hopluc.organizations.jobs.send_notices")


class OrganizationsConfig(AppConfig):
    name = "hopluc.organizations"
    label = "organizations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_schedule, sender=self, dispatch_uid="organizations.schedule")
