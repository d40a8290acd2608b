"""Run a command with DATABASE_URL set to a temporary PostgreSQL server, which is deleted afterwards.

Usage: with_postgres.py COMMAND [ARGUMENT...]
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

# A temporary cluster needs no durability, and is several times faster without it.
FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]


def find_binaries() -> Path | None:
    """Find the newest server: Debian keeps each version in a folder that is not on PATH."""
    candidates = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    candidates.sort(key=lambda folder: float(folder.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        candidates.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in candidates if (folder / "postgres").exists()), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged_account() -> pwd.struct_passwd:
    """Return an account to run as: PostgreSQL refuses root, and only its package creates an account."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


class Server:
    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries = binaries
        self.data = folder / "data"
        self.log = folder / "log"
        self.port = free_port()
        self.account = unprivileged_account() if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def command(self, name: str, *arguments: str) -> list[str]:
        return [str(self.binaries / name), *arguments]

    def options(self) -> dict[str, object]:
        # A separate session, so that Ctrl-C stops the tests first and the server after them.
        own: dict[str, object] = {"cwd": "/", "start_new_session": True}
        if self.account:
            own |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return own

    def start(self) -> None:
        initdb = self.command(
            "initdb", "--username=verify", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )
        initdb += ["--no-sync", "--pgdata", str(self.data)]
        made = subprocess.run(initdb, capture_output=True, text=True, **self.options())  # type: ignore[call-overload]
        if made.returncode:
            sys.exit(f"initdb failed:\n{made.stdout}{made.stderr}")
        self.serve()

    def serve(self) -> None:
        """Start it on what `start` made, or on what a crash left."""
        settings = [
            *FAST,
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            # The default socket folder may belong to another server on this machine.
            "unix_socket_directories=",
            "timezone=UTC",
        ]
        arguments = [part for setting in settings for part in ("-c", setting)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # type: ignore[call-overload]
                self.command("postgres", "-D", str(self.data), *arguments),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **self.options(),
            )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        ready = self.command("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port))
        deadline = time.monotonic() + 60
        while subprocess.run(ready).returncode:
            assert self.process
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"PostgreSQL did not start:\n{self.log.read_text(errors='replace')}")
            time.sleep(0.1)

    def stop(self) -> None:
        if not self.process or self.process.poll() is not None:
            return
        # SIGINT is PostgreSQL's fast shutdown: it drops connections instead of waiting for them.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def url(self) -> str:
        return f"postgres://verify@127.0.0.1:{self.port}/postgres"


@contextmanager
def throwaway_server(binaries: Path) -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="verify-postgres-"))
    try:
        server = Server(binaries, folder)
        try:
            server.start()
            yield server
        finally:
            # A second Ctrl-C must not leave a server behind.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str], url: str) -> int:
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    try:
        code = child.wait()
    except BaseException:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=20)
        if child.poll() is None:
            child.kill()
            child.wait()
        raise
    # A command killed by a signal reports it as shells do.
    return 128 - code if code < 0 else code


def stop_on_signal(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    binaries = find_binaries()
    if binaries is None:
        print(
            "PostgreSQL's server binaries are not installed, so the tests on PostgreSQL are skipped. "
            "On Debian, install them with `apt-get install postgresql`.",
            file=sys.stderr,
        )
        return 1 if os.environ.get("CI") == "true" else 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on_signal)
    with throwaway_server(binaries) as server:
        return run(sys.argv[1:], server.url())


if __name__ == "__main__":
    sys.exit(main())
