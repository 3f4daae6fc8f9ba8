from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "hopluc.config"
    label = "hopluc_config"

    def ready(self) -> None:
        from hopluc.config import checks  # noqa: F401  registers the start-up checks
