"""What every view shares: who may come in, page or fragment, and how an action's refusal is answered."""

import functools
from collections.abc import Callable
from typing import Any, Protocol

from django import forms
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from claims import rules
from claims.enums import Role
from claims.errors import ActionError, Invalid, Stale
from verify.views import refusal


class DeskRequest(HttpRequest):
    """A request of somebody who is logged in, as LoginRequired has made sure."""

    user: User
    htmx: HtmxDetails


class View(Protocol):
    def __call__(self, request: Any, *args: Any, **kwargs: Any) -> Any: ...


def needs(role: Role) -> Callable[[View], View]:
    """Let in those with the powers of the role; all others get 403 before anything is looked up.

    The action asks its own rule again: this decorator only spares people a form they may not send.
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


def show(
    request: DeskRequest,
    template: str,
    context: dict[str, Any],
    *,
    panel: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or for htmx the named partial of it. The server picks the fragment, never the client."""
    fragment = panel and request.htmx and not request.htmx.history_restore_request
    response = render(
        request, f"{template}#{panel}" if fragment else template, context, status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def refused(form: forms.Form, error: ActionError) -> int:
    """Say an action's no on the form, by the field where there is one; answers the HTTP status.

    The form keeps what was typed. A stale one gets `form.stale`, for the page to show both texts.
    """
    if isinstance(error, Invalid):
        form.add_error(error.field if error.field in form.fields else None, str(error))
    elif isinstance(error, Stale):
        form.stale = error  # type: ignore[attr-defined]
    else:
        form.add_error(None, str(error))
    return error.about.value
