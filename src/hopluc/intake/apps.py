from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IntakeConfig(AppConfig):
    name = "hopluc.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hopluc.intake.words import make_index

        post_migrate.connect(make_index, sender=self, dispatch_uid="intake.words")
