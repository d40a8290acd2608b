"""What every view shares: who may use it, and whether it returns a page or a fragment."""

import functools
from collections.abc import Callable
from typing import Any, Protocol

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from claims import rules
from claims.enums import Role
from verify.views import refusal


class DeskRequest(HttpRequest):
    """A request from somebody who is signed in, as LoginRequiredMiddleware has made sure."""

    user: User
    htmx: HtmxDetails


class View(Protocol):
    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> Any: ...


def needs(role: Role) -> Callable[[View], View]:
    """Answer 403 to people without the powers of the role, before anything is looked up.

    The action checks its own rule again: this decorator only spares people a form that they cannot send.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def checked(request: DeskRequest, *args: Any, **kwargs: Any) -> Any:
            roles = rules.roles_of(request.user)
            denial = (
                rules.why_not_read(roles)
                if role == Role.READER
                else rules.why_not_role(roles, role)
            )
            if denial:
                return refusal(request, denial.about.value, denial.message)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def show_list(
    request: DeskRequest,
    template: str,
    name: str,
    form: Any,
    read: Callable[[Any, Any], Any],
    **context: Any,
) -> HttpResponse:
    """Show as `name` what `read` returns for the filters of the URL and the row before which the page begins.

    `form` is a FilterForm with `filters()`. 400 with the form's errors, and no rows, if the filters cannot be read.
    """
    fits = form.is_valid()
    before = form.cleaned_data.get("before")
    found = read(form.filters(), before) if fits else None
    links = {
        "older": form.older(found.last) if found and found.last else "",
        "newest": form.older(None) if fits and before else "",
    }
    shown = {"form": form, "active": form.active, name: found, **links, **context}
    return show(request, template, shown, status=200 if fits else 400)


def show(
    request: DeskRequest,
    template: str,
    context: dict[str, Any],
    *,
    panel: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render the page, or for htmx its partial `panel`. The server picks the fragment, never the client."""
    fragment = panel and request.htmx and not request.htmx.history_restore_request
    response = render(
        request, f"{template}#{panel}" if fragment else template, context, status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    return response
