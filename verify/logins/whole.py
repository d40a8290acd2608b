"""Save a factor or an external account together with its entry in the account log, or neither.

allauth writes its rows itself, outside of actions. What is saved without its entry would be reported as planted.
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest

saved_whole = transaction.atomic


def posted_whole(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return the view with one transaction for what its form does; showing the page needs none."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic() if request.method == "POST" else nullcontext():
            return view(request, *args, **kwargs)

    return inner
