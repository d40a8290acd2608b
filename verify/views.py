"""Refusals that belong to no stage: broken requests, errors, lockouts."""

from typing import Any

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MEGABYTE = 1024 * 1024


def refusal(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Answer with one sentence: plain to htmx, for its live region, else on the error page."""
    if "HX-Request" in request.headers:
        return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")
    template = f"{status}.html" if status in {403, 404, 413, 500} else "400.html"
    return render(request, template, {"message": message, "status": status}, status=status)


def too_large(request: HttpRequest, limit: int) -> HttpResponse:
    return refusal(
        request,
        413,
        f"This is more than the {limit // MEGABYTE} MB that the desk takes at once. "
        "Nothing was saved; go back, shorten it and send it again.",
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
        return refusal(
            request,
            413,
            "This form has more fields or files than the desk takes at once. Nothing was saved.",
        )
    return refusal(request, 400, "The desk cannot read this request. Nothing was saved.")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 403, "You may not do this.")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 404, "There is no such page, or it is not yours to see.")


def server_error(request: HttpRequest) -> HttpResponse:
    message = "Something went wrong on the desk's side. Nothing was saved."
    if "HX-Request" in request.headers:
        return HttpResponse(message, status=500, content_type="text/plain; charset=utf-8")
    # Without the request: context processors may ask the database that just failed.
    return render(None, "500.html", {"message": message, "status": 500}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal(
        request,
        403,
        "This form has expired, or your browser blocked its cookie. Nothing was saved; "
        "copy what you typed, load the page again and send it once more.",
    )


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: Any
) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    answer = refusal(
        request, 429, f"Too many failed logins for this account. Try again in {minutes} minutes."
    )
    answer["Retry-After"] = str(minutes * 60)
    return answer


def client_address(request: HttpRequest) -> str:
    """Say who is asking; the forwarded address counts only where a proxy is configured."""
    if settings.HTTPS:
        # The last entry is the one the desk's own proxy added; the others are hearsay.
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded[:45]
    return str(request.META.get("REMOTE_ADDR", ""))
