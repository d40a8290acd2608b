"""Time stamps of checkpoints: an authority that is not the desk confirms when the record's head existed (RFC 3161).

Next to `checkpoint-….json`, the bytes that are stamped, are kept the request (.tsq), the authority's reply with its
certificates (.tsr) and the certificates that it was verified against (.pem).
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from claims.fetching import TRUSTED, Limits, NotCaptured, post
from claims.management.checkpoints import write_whole
from claims.reads.exports.timestamps import SUFFIXES
from verify.timestamps import TimestampFault, request_for, verify_reply

# A reply has some kB, nearly all of it certificates.
LIMITS = Limits(seconds=30, size=100_000, head=16_384, redirects=0)


def stamp(checkpoint: Path) -> datetime:
    """Have the bytes of a checkpoint stamped, and keep what proves it next to it. Raise TimestampFault.

    Takes at most the time of LIMITS, and three runs of openssl. Not for use under the record's lock.
    """
    try:
        request = request_for(checkpoint.read_bytes())
        reply = _ask(request)
        at = verify_reply(request, reply, settings.TIMESTAMP_CA)
        authority = settings.TIMESTAMP_CA.read_bytes()
        kept = zip(SUFFIXES[1:], (request, authority, reply), strict=True)
        for suffix, content in kept:
            write_whole(checkpoint.with_suffix(suffix), content)
    except OSError as error:
        raise TimestampFault(f"{error.filename}: {error.strerror}.") from error
    return at


def _ask(request: bytes) -> bytes:
    try:
        return post(
            settings.TIMESTAMP_URL,
            request,
            media_type="application/timestamp-query",
            limits=LIMITS,
            guard=TRUSTED,
        )
    except NotCaptured as error:
        # The operator chose the address, so that the cause gives nothing away.
        raise TimestampFault(
            _WORDS[error.code].format(**error.values, cause=error.__cause__)
        ) from error


_WORDS = {
    "url": "TIMESTAMP_URL is not an address that can be requested.",
    "unreachable": "The authority cannot be reached, or did not answer in time: {cause}.",
    "status": "The authority answered with the status {status}.",
    "too_large": "The authority's answer has more than {most} bytes.",
    "empty": "The authority's answer is empty.",
    "packing": "The authority's answer is compressed.",
}
