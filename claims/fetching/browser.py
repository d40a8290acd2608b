"""Start a browser that renders hostile pages: without the desk's environment, rights or network, and bounded.

Its own sandbox always stays on. Root is not allowed to use it, so that root starts the browser as `nobody`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .bounded import Broken, Deadline
from .devtools import DevTools

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_UNPRIVILEGED = "nobody"
_NICENESS = 10
_MOST_MEMORY = 1_500_000_000  # bytes of all its processes, without what they read from files
_MOST_DISK = 200_000_000  # bytes of its profile
_LARGEST_FILE = 300_000_000  # bytes, also of memory that its processes share
_LOOK = 0.1  # seconds between two looks at its memory
_LOOK_AT_DISK = 2.0
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

# The shell limits itself, and so the browser and its children: a process of another user could not always be limited
# from here. The pipes of the protocol are 3 and 4; 0, 1 and 2 are what this process gives to its child.
_START = (
    f"ulimit -c 0; ulimit -f {_LARGEST_FILE // 512}; "  # in blocks of 512 bytes (POSIX)
    f'exec nice -n {_NICENESS} "$@" 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null'
)
# Features that ask hosts of the browser's maker, or look around the network.
_OFF = (
    "AutofillServerCommunication", "AsyncDns", "CertificateTransparencyComponentUpdater", "DialMediaRouteProvider",
    "DnsOverHttps", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch", "Translate",
    "WebRtcHideLocalIpsWithMdns",
)  # fmt: skip
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    # No way around the proxy: names are not resolved, and nothing speaks UDP.
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Nothing of its own: no updates, no reports, no accounts.
    f"--disable-features={','.join(_OFF)}",
    "--disable-background-networking",
    "--disable-component-extensions-with-background-pages",
    "--disable-field-trial-config",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-service-autorun",
    "--password-store=basic",
    "--use-mock-keychain",
    # Less that can be attacked: no compiler of scripts, no graphics driver, no sound.
    "--js-flags=--jitless",
    "--disable-3d-apis",
    "--disable-gpu",
    "--mute-audio",
    "--renderer-process-limit=4",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--disable-dev-shm-usage",
    "about:blank",
)


# What it asks for all the same, whatever its flags say. No picture of a page needs them.
HOSTS_OF_ITS_MAKER = frozenset(
    {
        "accounts.google.com",
        "clients2.google.com",
        "clientservices.googleapis.com",
        "content-autofill.googleapis.com",
        "edgedl.me.gvt1.com",
        "optimizationguide-pa.googleapis.com",
        "redirector.gvt1.com",
        "safebrowsing.googleapis.com",
        "update.googleapis.com",
    }
)


class TooHeavy(Broken):
    """The browser uses more memory or disk than it may."""


def find_browser(named: str = "") -> str:
    """Return the path of the browser, or "" without one. `named` is a name or a path that is tried alone."""
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), "")


@contextmanager
def browser(
    path: str, *, proxy_port: int, user_agent: str, deadline: Deadline
) -> Iterator[DevTools]:
    """Run a browser with an empty profile. When the block ends, its processes and its profile are gone."""
    profile = Path(tempfile.mkdtemp(prefix="verify-browser-"))
    account = pwd.getpwnam(_UNPRIVILEGED) if os.geteuid() == 0 else None
    try:
        os.chown(profile, *(account[2:4] if account else (-1, -1)))  # -1 changes nothing
        process = subprocess.Popen(
            [
                "/bin/sh", "-c", _START, "sh", path, *_FLAGS[:-1],
                f"--proxy-server=http://127.0.0.1:{proxy_port}",
                f"--user-data-dir={profile}",
                f"--user-agent={user_agent}",
                _FLAGS[-1],
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Nothing of the desk's own: it has the key of the desk and the password of the database.
            env={"PATH": _PATH, "HOME": str(profile), "TMPDIR": str(profile), "LANG": "C.UTF-8"},
            cwd=profile,
            start_new_session=True,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
        try:
            assert process.stdin and process.stdout
            yield DevTools(
                process.stdin.fileno(),
                process.stdout.fileno(),
                deadline=deadline,
                watch=_Watch(process.pid, profile),
            )
        finally:
            _end(process, profile)
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _end(process: "subprocess.Popen[bytes]", profile: Path) -> None:
    """Kill every process of the browser, and wait until none is left."""
    until = time.monotonic() + 5
    while (left := [*_processes(process.pid), *_strays(profile)]) and time.monotonic() < until:
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.poll()
        time.sleep(0.02)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            assert pipe
            pipe.close()


def _processes(session: int) -> Iterator[int]:
    """Yield the living processes of a session."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):  # it has ended
            # The name of the program may hold spaces and brackets, so it is cut off.
            state, _parent, _group, of_session = path.read_text().rpartition(")")[2].split()[:4]
            if int(of_session) == session and state not in "ZX":
                yield int(path.parent.name)


def _strays(profile: Path) -> Iterator[int]:
    """Yield the processes that began a session of their own, such as the one that reports crashes."""
    home = f"HOME={profile}".encode()
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it has ended, or is somebody else's
            if home in path.read_bytes().split(b"\0"):
                yield int(path.parent.name)


class _Watch:
    """Look at what the browser uses. Raises TooHeavy."""

    def __init__(self, session: int, profile: Path) -> None:
        self._session, self._profile = session, profile
        self._next_look = self._next_look_at_disk = 0.0

    def __call__(self) -> None:
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + _LOOK
        if sum(map(_memory, _processes(self._session))) > _MOST_MEMORY:
            raise TooHeavy("the browser uses too much memory")
        if time.monotonic() > self._next_look_at_disk:
            self._next_look_at_disk = time.monotonic() + _LOOK_AT_DISK
            if _disk(self._profile) > _MOST_DISK:
                raise TooHeavy("the browser uses too much disk")


def _memory(pid: int) -> int:
    """Return the bytes of memory that are a process's own, or shared by a few."""
    lines: list[str] = []
    with suppress(OSError):  # it has ended
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    own = [line.split()[1] for line in lines if line.startswith(("RssAnon", "RssShmem"))]
    return 1024 * sum(map(int, own))


def _disk(folder: Path) -> int:
    size = 0
    for root, _folders, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(root, name)).st_size
    return size
