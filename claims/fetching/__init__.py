"""LEAF: a URL in, captured bytes out, safely. Imports no model, no request and no other layer."""

from .addresses import PUBLIC, TRUSTED, Guard
from .bounded import USUAL, Limits
from .client import fetch, post
from .outcome import Captured, NotCaptured, Redirect

__all__ = [
    "PUBLIC",
    "TRUSTED",
    "USUAL",
    "Captured",
    "Guard",
    "Limits",
    "NotCaptured",
    "Redirect",
    "fetch",
    "post",
]
