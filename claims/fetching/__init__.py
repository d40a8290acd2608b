"""LEAF: a URL in, captured bytes or a picture out, safely. Imports no model, no request and no other layer."""

from .addresses import PUBLIC, TRUSTED, Guard
from .bounded import USUAL, Limits
from .browser import find_browser
from .client import fetch, post
from .outcome import Captured, NotCaptured, Redirect
from .picture import USUAL_PICTURE, Picture, PictureLimits, guard_for, take_picture

__all__ = [
    "PUBLIC",
    "TRUSTED",
    "USUAL",
    "USUAL_PICTURE",
    "Captured",
    "Guard",
    "Limits",
    "NotCaptured",
    "Picture",
    "PictureLimits",
    "Redirect",
    "fetch",
    "find_browser",
    "guard_for",
    "post",
    "take_picture",
]
