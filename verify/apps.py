"""The app that registers the system checks."""

from django.apps import AppConfig


class VerifyConfig(AppConfig):
    name = "verify"

    def ready(self) -> None:
        from verify import checks  # noqa: F401  (importing registers them)
