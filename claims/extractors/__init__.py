"""Text in, spans out: what can be read from a captured page without asking a person or a database.

A leaf: pure Python with no Django in it. README.md has the decisions and the figures measured.
"""

from .boilerplate import Span
from .decoding import Decoded, decode
from .html import Page, read_html
from .quotes import Selector, anchor, find_quote, locate, stretches
from .reading import Reading, body_fingerprint, read_text

__all__ = [
    "Decoded",
    "Page",
    "Reading",
    "Selector",
    "Span",
    "anchor",
    "body_fingerprint",
    "decode",
    "find_quote",
    "locate",
    "read_html",
    "read_text",
    "stretches",
]
