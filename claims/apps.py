"""The application, and what follows every migrate: defaults, the triggers that seal the record, the search index."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import SimpleAdminConfig
from django.core import checks
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.models.signals import post_migrate, pre_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_before_migrate, sender=self)
        post_migrate.connect(_after_migrate, sender=self)
        checks.register(_check_triggers, checks.Tags.database)
        checks.register(_check_second_factor, checks.Tags.database)
        checks.register(_check_browser, checks.Tags.security)
        from . import signals

        signals.connect()


class DeskAdminConfig(SimpleAdminConfig):
    """Register only our own admin pages: those of other packages would write without the record."""

    default_site = "claims.admin.site.DeskAdminSite"

    def ready(self) -> None:
        super().ready()
        from .admin import register

        register()


def _before_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from .models import triggers

    triggers.loosen(connections[using])


def _after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Restore the defaults and (on SQLite) the triggers, which a flush or a migration may have removed."""
    from claims.actions.desk import has_untold_rows, record_untold_rows
    from claims.models import defaults, triggers
    from claims.models.search import index

    tables = set(connections[using].introspection.table_names())
    if triggers.SEALED.keys() <= tables and "claims_desk" in tables:
        # First the triggers: the first Event tells what the defaults hold.
        triggers.install(connections[using])
        if not kwargs.get("plan") or defaults.have_their_columns(connections[using]):
            defaults.install()
        if has_untold_rows() and _has_latest_schema(using):
            record_untold_rows()
    if index.install(connections[using], tables):
        index.index_missing()


def _has_latest_schema(using: str) -> bool:
    """Return False after a migration to an earlier step, whose tables lack columns of the models."""
    loader = MigrationLoader(connections[using])
    return set(loader.graph.leaf_nodes("claims")) <= loader.applied_migrations.keys()


def _check_triggers(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    from .models import triggers

    found: list[checks.CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if "claims_event" not in connection.introspection.table_names():
            continue  # not migrated yet
        found += [
            # Not an Error, because migrate stops at errors and is what repairs this. The web process stops at both.
            checks.Warning(
                f"The trigger {name} is missing.",
                hint="Run migrate to install the triggers that keep the record append-only.",
                id="claims.W001",
            )
            for name in triggers.missing(connection)
        ]
    return found


def _check_second_factor(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Do not serve a desk that requires second factors and cannot ask for any."""
    from .models.desk import requires_second_factor

    if settings.MFA or not databases:
        return []
    if not any(requires_second_factor(connections[alias]) for alias in databases):
        return []
    return [
        # A Warning, so that migrate and the commands go on. The web process stops at it.
        checks.Warning(
            "The desk requires a second factor of editors and admins, and second factors are off.",
            hint="Set MFA=1. To serve without them, set MFA=1 first and switch the policy off.",
            id="claims.W002",
        )
    ]


def _check_browser(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn if the desk is to take screenshots and has no browser. Pages are archived all the same."""
    from claims.actions.capture_screenshot import browser_path

    if not settings.SCREENSHOTS or browser_path():
        return []
    named = settings.SCREENSHOT_BROWSER or "chromium, chromium-browser or google-chrome"
    return [
        checks.Warning(
            f"SCREENSHOTS is on, and there is no browser: {named} was not found.",
            hint="Install Chromium, name it with SCREENSHOT_BROWSER, or unset SCREENSHOTS.",
            id="claims.W003",
        )
    ]
