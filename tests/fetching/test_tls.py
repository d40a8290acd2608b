"""Certificates are checked against the requested name, although the socket connects to an address."""

import shutil
import socket
import ssl
import subprocess
from pathlib import Path

import pytest

from claims.fetching import Captured, Guard, Limits, NotCaptured, fetch

from .wire import PAGE, Script, Server, reply, serving

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="makes its certificates with openssl")

NAME = "news.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a self-signed certificate for NAME and 127.0.0.1, with its key."""
    folder = tmp_path_factory.mktemp("tls")
    pem = folder / "pem"
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1"]
    subprocess.run(
        [str(OPENSSL), "req", *kind, *names, "-days", "2", "-keyout", "key", "-out", "certificate"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    pem.write_bytes((folder / "key").read_bytes() + (folder / "certificate").read_bytes())
    return pem


def over_tls(certificate: Path, names: list[str | None], sent: bytes, *, cut: bool) -> Script:
    """Send these bytes and collect the requested names; `cut` ends the connection without a TLS close."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: names.append(name)

    def script(server: Server, connection: socket.socket, request: bytes) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            while not request.endswith(b"\r\n\r\n"):
                request += secure.recv(65_536)
            secure.sendall(sent)
            if not cut:
                secure.unwrap()

    return script


def capture_over_tls(
    certificate: Path,
    host: str,
    *,
    sent: bytes | None = None,
    cut: bool = False,
    names: list[str | None] | None = None,
) -> Captured:
    script = over_tls(certificate, [] if names is None else names, sent or reply(), cut=cut)
    with serving(script, reads_requests=False) as server:
        guard = Guard(allowed=server.pairs, resolve=lambda host, port: ["127.0.0.1"])
        return fetch(f"https://{host}:{server.port}/", limits=Limits(seconds=5), guard=guard)


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Trust the certificate through OpenSSL's own variable, as a desk does for its own network."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return certificate


def test_page_is_captured_over_tls_with_the_requested_name(trusted: Path) -> None:
    names: list[str | None] = []
    captured = capture_over_tls(trusted, NAME, names=names)
    assert captured.content == PAGE
    assert captured.address == "127.0.0.1"
    assert names == [NAME]


def test_page_of_an_address_is_captured_if_the_certificate_names_it(trusted: Path) -> None:
    assert capture_over_tls(trusted, "127.0.0.1").content == PAGE


def test_untrusted_certificate_is_refused(certificate: Path) -> None:
    with pytest.raises(NotCaptured) as refusal:
        capture_over_tls(certificate, NAME)
    assert refusal.value.code == "unreachable"


@pytest.mark.parametrize("host", ["other.example", "127.0.0.2"])
def test_certificate_of_another_name_is_refused(trusted: Path, host: str) -> None:
    with pytest.raises(NotCaptured) as refusal:
        capture_over_tls(trusted, host)
    assert refusal.value.code == "unreachable"


def test_page_without_a_length_is_complete_only_after_a_tls_close(trusted: Path) -> None:
    endless = reply(Content_Length="")
    assert capture_over_tls(trusted, NAME, sent=endless).content == PAGE
    with pytest.raises(NotCaptured) as refusal:
        capture_over_tls(trusted, NAME, sent=endless, cut=True)
    assert refusal.value.code == "unreachable"


def test_redirect_from_https_to_http_is_not_followed(trusted: Path) -> None:
    with serving(reply()) as plain:
        sent = reply(b"", status="302 Found", Location=plain.url())
        with pytest.raises(NotCaptured) as refusal:
            capture_over_tls(trusted, NAME, sent=sent)
    assert refusal.value.code == "redirect"
    assert plain.hits == 0
