"""LEAF: a URL in, captured bytes out, safely. Imports no model, no request and no other layer."""

from .addresses import PUBLIC, Guard
from .bounded import USUAL, Limits
from .client import fetch
from .outcome import Captured, NotCaptured, Redirect

__all__ = ["PUBLIC", "USUAL", "Captured", "Guard", "Limits", "NotCaptured", "Redirect", "fetch"]
