"""A time stamp authority on loopback: a root and an intermediate certificate of its own, and `openssl ts` behind HTTP."""

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="the program openssl is not installed"
)

CONFIG = """
[req]
distinguished_name = name
prompt = no
[name]
CN = Example
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[stamps]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[service]
serial = serial
signer_cert = stamps.pem
signer_key = stamps.key
certs = between.pem
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = 1.2.3.4
digests = {digests}
"""


def openssl(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = subprocess.run(
        ["openssl", *arguments], cwd=folder, input=given, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass
class Authority:
    """`answer` makes the reply to a request: by default an honest one."""

    folder: Path
    url: str = ""
    answer: Callable[[bytes], bytes | None] | None = None  # None: nothing is ever sent
    status: int = 200
    asked: list[tuple[str, bytes]] = field(default_factory=list)  # media type, request
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def root(self) -> Path:
        return self.folder / "root.pem"

    def make(self, digests: str = "sha256, sha512") -> None:
        self.folder.mkdir()
        (self.folder / "config").write_text(CONFIG.format(digests=digests))
        self._key("root")
        openssl(
            self.folder, "req", "-x509", "-new", "-key", "root.key", "-subj", "/CN=Root", "-days", "30",
            "-config", "config", "-extensions", "authority", "-out", "root.pem",
        )  # fmt: skip
        self._certificate("between", by="root", extensions="authority")
        self._certificate("stamps", by="between", extensions="stamps")

    def _key(self, name: str) -> None:
        curve = ("-name", "prime256v1", "-genkey", "-noout")
        openssl(self.folder, "ecparam", *curve, "-out", f"{name}.key")

    def _certificate(self, name: str, *, by: str, extensions: str) -> None:
        self._key(name)
        asked = openssl(
            self.folder, "req", "-new", "-key", f"{name}.key", "-subj", f"/CN={name}", "-config", "config"
        )  # fmt: skip
        openssl(
            self.folder, "x509", "-req", "-CA", f"{by}.pem", "-CAkey", f"{by}.key", "-days", "30",
            "-set_serial", str(len(name)), "-extfile", "config", "-extensions", extensions, "-out", f"{name}.pem",
            given=asked,
        )  # fmt: skip

    def stamp(self, request: bytes) -> bytes:
        (self.folder / "request").write_bytes(request)
        arguments = ("-config", "config", "-section", "service", "-queryfile", "request")
        return openssl(self.folder, "ts", "-reply", *arguments)


@contextmanager
def serving(folder: Path, digests: str = "sha256, sha512") -> Iterator[Authority]:
    authority = Authority(folder)
    authority.make(digests)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            authority.asked.append((self.headers["Content-Type"], request))
            content = (authority.answer or authority.stamp)(request)
            if content is None:
                authority.ended.wait(20)
                return
            self.send_response(authority.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        authority.url = f"http://127.0.0.1:{server.server_port}/stamps"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield authority
        finally:
            authority.ended.set()
            server.shutdown()
            thread.join()
