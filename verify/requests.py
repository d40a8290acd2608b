"""Give each request a number, and log the slow ones: who waited and how long, without what was typed."""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from typing import cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from verify.logs import request_id

log = logging.getLogger(__name__)


class RequestLog:
    """Number each request. Outermost, so that the log of every other part has the number.

    The number is made here and never taken from the client, who could otherwise forge somebody else's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.monotonic()
        number = secrets.token_hex(8)
        request_id.set(number)
        response = self.get_response(request)
        response["X-Request-ID"] = number
        if isinstance(response, StreamingHttpResponse):
            parts = cast(Iterator[bytes], response.streaming_content)
            response.streaming_content = _timed(parts, request, response.status_code, begun)
        else:
            _log_if_slow(request, response.status_code, begun)
        return response


def _timed(
    parts: Iterator[bytes], request: HttpRequest, status: int, begun: float
) -> Iterator[bytes]:
    """Yield the parts of a download, and log it when it has ended or was broken off."""
    try:
        yield from parts
    finally:
        _log_if_slow(request, status, begun)


def _log_if_slow(request: HttpRequest, status: int, begun: float) -> None:
    seconds = time.monotonic() - begun
    if seconds < settings.SLOW_REQUEST:
        return
    log.warning(
        "slow: %s %s took %.1f s (status %s)",
        request.method,
        request.path,
        seconds,
        status,
        extra={"account": _account(request), "seconds": round(seconds, 1)},
    )


def _account(request: HttpRequest) -> str:
    try:
        return str(request.user.get_username()) if hasattr(request, "user") else ""
    except DatabaseError:
        return ""  # which may be why it was slow
