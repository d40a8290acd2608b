"""Make requests for time stamps and verify the replies (RFC 3161), with the program that recipients verify them with.

The program `openssl` does both: it reads the replies of authorities that write BER instead of strict DER, and a reply that
it accepts here is one that it accepts there (decision 0105).
"""

import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

LONGEST = 10  # seconds that the program may take
_FARTHEST = timedelta(minutes=10)  # an authority's clock from ours
_LONGEST_REASON = 300  # characters of a message, which can quote the authority
_TIME = re.compile(r"^Time stamp: (\w{3} [ \d]\d [\d:]{8})(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE)


class TimestampFault(Exception):
    """There is no time stamp; the message says why."""


def is_possible() -> bool:
    """Return whether the program is installed."""
    return shutil.which("openssl") is not None


def request_for(content: bytes) -> bytes:
    """Return a request to stamp the SHA-512 of this content, with a new nonce. The reply must have its certificates."""
    return _run("-query", "-sha512", "-cert", given=content)


def verify_reply(request: bytes, reply: bytes, authority: Path) -> datetime:
    """Return when the reply says that the content existed. Raise TimestampFault unless it is a good answer to the request.

    It must be granted, for the same hash and nonce, and signed now by a certificate for time stamps that leads to one of the
    authority's certificates.
    """
    with tempfile.TemporaryDirectory(prefix="verify-timestamp-") as folder:
        query, answer = Path(folder) / "request.tsq", Path(folder) / "reply.tsr"
        query.write_bytes(request)
        answer.write_bytes(reply)
        files = ("-queryfile", str(query), "-in", str(answer), "-CAfile", str(authority))
        _run("-verify", *files)
        at = _time_in(_run("-reply", "-in", str(answer), "-text").decode(errors="replace"))
    if abs(datetime.now(UTC) - at) > _FARTHEST:
        raise TimestampFault(f"The authority says that it is {at:%Y-%m-%d %H:%M:%S} UTC.")
    return at


def _time_in(described: str) -> datetime:
    found = _TIME.findall(described)
    if not found:
        raise TimestampFault("The reply has no time that can be read.")
    day_and_hour, year = found[-1]
    moment = datetime.strptime(f"{day_and_hour} {year}", "%b %d %H:%M:%S %Y")  # noqa: DTZ007
    return moment.replace(tzinfo=UTC)


def _run(*arguments: str, given: bytes = b"") -> bytes:
    """Run `openssl ts`. Raise TimestampFault with its reason if it fails."""
    try:
        done = subprocess.run(
            ["openssl", "ts", *arguments], input=given, capture_output=True, timeout=LONGEST
        )
    except FileNotFoundError:
        raise TimestampFault(
            "The program openssl is not installed. On Debian, run `apt-get install openssl`."
        ) from None
    except subprocess.TimeoutExpired:
        raise TimestampFault(f"openssl was not finished after {LONGEST} seconds.") from None
    if done.returncode:
        raise TimestampFault(
            f"openssl ts {arguments[0]}: {_reason(done.stderr.decode(errors='replace'))}."
        )
    return done.stdout


def _reason(said: str) -> str:
    """Return the reasons of its errors, without its addresses in memory and its source code."""
    reasons = []
    for line in said.splitlines():
        # ID:error:CODE:LIBRARY:FUNCTION:REASON:FILE:LINE:DETAIL
        parts = line.split(":", 8)
        if len(parts) == 9 and parts[1] == "error":
            reasons.append(f"{parts[5]} ({parts[8]})" if parts[8] else parts[5])
    text = ", ".join(reasons) or "it failed"
    return "".join(letter if letter.isprintable() else " " for letter in text)[:_LONGEST_REASON]
