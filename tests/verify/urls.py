"""The desk's addresses and two that nobody listed anywhere: one plain, one that breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from verify.urls import handler400, handler403, handler404, handler500
from verify.urls import urlpatterns as desk_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def unlisted(request: HttpRequest) -> HttpResponse:
    return HttpResponse("only for members")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("first line\nsecond line\u2028third line")


urlpatterns = [path("unlisted/", unlisted), path("broken/", broken), *desk_urls]
