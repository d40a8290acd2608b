"""Let sqlmap or wapiti attack a throw-away desk with the demo's data, and print what happened.

Usage: python -m tests.scans sqlmap|wapiti PATH_OF_THE_PROGRAM [MINUTES]

The desk is on loopback, with SQLite, or in the database of DATABASE_URL. Reports and logs stay in the folder that is
printed at the end.
"""

import signal
import sys
import tempfile
import time
from pathlib import Path

from . import sqlmap, wapiti
from .desk import Desk, Person


def attack(desk: Desk, tool: str, program: str, minutes: float) -> None:
    # A stranger meets the pages of the login only, and an admin has a quarter of the pages.
    editor, admin = Person(desk, "editor"), Person(desk, "admin")
    if tool == "sqlmap":
        people = [(Person(desk, ""), "/accounts/"), (editor, "/"), (admin, "/admin/")]
        sqlmap.attack(desk, program, people, minutes)
    else:
        wapiti.attack(desk, program, editor, "/", minutes * 3 / 4)
        wapiti.attack(desk, program, admin, "/admin/", minutes / 4)


def main() -> int:
    if len(sys.argv) not in {3, 4} or sys.argv[1] not in {"sqlmap", "wapiti"}:
        print(__doc__, file=sys.stderr)
        return 2
    tool, program, minutes = sys.argv[1], sys.argv[2], float((*sys.argv, "15")[3])
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    began = time.monotonic()
    desk = Desk(Path(tempfile.mkdtemp(prefix=f"verify-{tool}-")))
    try:
        desk.start()
        attack(desk, tool, program, minutes)
    finally:
        desk.stop()
    print(desk.summary(tool))
    spent = (time.monotonic() - began) / 60
    print(f"{len(desk.errors())} errors in {spent:.0f} minutes; reports and logs in {desk.folder}")
    return 1 if desk.errors() else 0


if __name__ == "__main__":
    sys.exit(main())
