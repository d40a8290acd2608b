"""Error responses that belong to no single page: broken requests, errors, lockouts."""

import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from verify.logs import request_id
from verify.unavailable import Unavailable, reason_for

MEGABYTE = 1024 * 1024
# Characters of a posted text that the page of a failure shows, so that people can copy it.
SHOWN_FROM = 20

_HEADINGS = {401: "You have been logged out", 410: "This was removed", 429: "Too many requests"}


def refusal(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Return one message: as plain text to htmx, for its live region, otherwise on the error page."""
    if "HX-Request" in request.headers:
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    template = f"{status}.html" if status in {403, 404, 413, 500} else "400.html"
    context = {
        "message": message,
        "heading": _HEADINGS.get(status, ""),
        "request_id": request_id.get(),
    }
    return render(request, template, context, status=status)


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    return refusal(
        request,
        413,
        f"This is larger than the limit of {limit // MEGABYTE} MB. Nothing was saved. "
        "Go back, shorten it, and submit it again.",
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return refusal(
            request,
            413,
            "This form has more fields or files than the limit allows. Nothing was saved.",
        )
    return refusal(request, 400, "We could not read this request. Nothing was saved.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 403, "You are not allowed to do this.")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 404, "This page does not exist, or you are not allowed to see it.")


def server_error(request: HttpRequest) -> HttpResponse:
    if reason := reason_for(sys.exc_info()[1]):
        return unavailable(request, reason)
    number = request_id.get()
    if "HX-Request" in request.headers:
        message = f"Something went wrong on our side. Nothing was saved. This was request {number}."
        return HttpResponse(message, status=500, content_type="text/plain; charset=utf-8")
    # Without the request: context processors may query the database that just failed.
    return render(None, "500.html", {"request_id": number}, status=500)


def unavailable(request: HttpRequest, reason: Unavailable, status: int = 503) -> HttpResponse:
    """Return 503 (or 429) with what was posted, so that it can be submitted again.

    The browser's Back button does not restore a page that is never cached.
    """
    if "HX-Request" in request.headers:
        response = HttpResponse(reason.message, content_type="text/plain; charset=utf-8")
    else:
        fields = list(_typed_fields(request))
        context = {
            "reason": reason,
            "address": request.get_full_path(),
            "fields": fields,
            "texts": [value for _, value in fields if len(value) > SHOWN_FROM and " " in value],
            "has_files": bool(request.FILES),
            "request_id": request_id.get(),
        }
        response = render(None, "503.html", context)
    response.status_code = status
    response["Retry-After"] = str(reason.retry_after)
    response["Cache-Control"] = "no-store"
    return response


def _typed_fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield the posted fields, without passwords: those are not written into a page."""
    for name, values in request.POST.lists():
        if "password" not in name:
            yield from ((name, str(value)) for value in values)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request,
        403,
        "This form has expired, or your browser blocked its cookie. Nothing was saved. "
        "Copy what you typed, reload the page, and submit it again.",
    )


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: Any
) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    reply = refusal(
        request, 429, f"Too many failed logins for this account. Try again in {minutes} minutes."
    )
    reply["Retry-After"] = str(minutes * 60)
    return reply
