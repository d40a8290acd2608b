"""The web process; it serves nothing from a database that fails its checks."""

import os
import sys

from django.core.checks import Tags, run_checks
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verify.settings")

application = get_wsgi_application()


def refuse_unsafe_start() -> None:
    from verify.checks import missing_migrations

    messages = run_checks(tags=[Tags.compatibility]) + run_checks(
        tags=[Tags.database], databases=list(connections)
    )
    faults = [f"{m.msg} {m.hint or ''}".strip() for m in messages if m.is_serious()]
    if not faults and (missing := missing_migrations()):
        faults = [f"The database lacks {', '.join(missing)}: run manage.py migrate first."]
    # Checked connections must not be carried over into forked or threaded workers.
    connections.close_all()
    if faults:
        print("Verify does not start.", *faults, sep="\n", file=sys.stderr)  # noqa: T201
        # 4 is gunicorn's "the application cannot load": it stops instead of trying again for ever.
        sys.exit(4)


refuse_unsafe_start()
