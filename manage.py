#!/usr/bin/env python3
"""Django's command line for the desk."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verify.settings")
    try:
        from verify.commands import DeskUtility
    except ImportError:
        sys.exit(
            "Django is not installed here: run `make run` once, then .venv/bin/python manage.py."
        )
    DeskUtility(sys.argv).execute()


if __name__ == "__main__":
    main()
