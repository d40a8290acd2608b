"""The desk's URLs, and some that are listed nowhere: plain ones, and ones that fail."""

from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from verify.urls import handler400, handler403, handler404, handler500
from verify.urls import urlpatterns as desk_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def unlisted(request: HttpRequest) -> HttpResponse:
    return HttpResponse("only for members")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(f"first line\nsecond line\u2028{request.body!r} {request.GET}")


def refused_by_the_database(request: HttpRequest) -> HttpResponse:
    """Pass posted text to the database, which quotes it in its error."""
    with connection.cursor() as cursor:
        if "constraint" in request.POST:
            Group.objects.create(name=request.POST["text"])
            Group.objects.create(name=request.POST["text"])
        cursor.execute(f'SELECT "{request.POST["text"]}" FROM nowhere')
    raise AssertionError


def raised_by_the_database(request: HttpRequest) -> HttpResponse:
    """Let PostgreSQL raise the error with the posted code."""
    with connection.cursor() as cursor:
        state = request.POST["state"]
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")
    raise AssertionError


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(iter([b"one", b"two"]))


urlpatterns = [
    path("streamed/", streamed),
    path("unlisted/", unlisted),
    path("broken/", broken),
    path("refused/", refused_by_the_database),
    path("raised/", raised_by_the_database),
    *desk_urls,
]
