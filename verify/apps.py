"""The two app configurations that the desk adds around Django's own."""

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class VerifyConfig(AppConfig):
    name = "verify"

    def ready(self) -> None:
        from verify import checks  # noqa: F401  (importing registers them)


class DeskAdminConfig(SimpleAdminConfig):
    """The desk's own pages alone: those that packages bring would write past the record."""

    default_site = "claims.admin.site.DeskAdminSite"

    def ready(self) -> None:
        super().ready()
        from claims.admin import register

        register()
