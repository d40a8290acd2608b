"""The web process. It does not start on a database that fails its checks."""

import os
import sys

from django.core.checks import WARNING, CheckMessage, Tags, run_checks
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verify.settings")

application = get_wsgi_application()


def serious_messages(messages: list[CheckMessage]) -> list[str]:
    return [f"{m.msg} {m.hint or ''}".strip() for m in messages if m.is_serious(WARNING)]


def reasons_not_to_start() -> list[str]:
    from verify.checks import missing_migrations

    # In this order: later checks need a database that passes the earlier ones.
    if faults := serious_messages(run_checks(tags=[Tags.compatibility])):
        return faults
    if faults := serious_messages(run_checks(tags=[Tags.database], databases=list(connections))):
        return faults
    if missing := missing_migrations():
        return [f"The database lacks {len(missing)} migrations: run manage.py migrate first."]
    return []


def start_or_refuse() -> None:
    reasons = reasons_not_to_start()
    # Forked workers must not inherit an open connection.
    connections.close_all()
    if reasons:
        print("Verify does not start.", *reasons, sep="\n", file=sys.stderr)  # noqa: T201
        sys.exit(1)


start_or_refuse()
