"""Text in, spans out: what can be read from a captured page without asking a person or a database.

A leaf: pure Python with no Django in it. README.md has the decisions and the figures measured.
"""

from .again import find_again
from .attribution import chain
from .boilerplate import find_boilerplate
from .characters import storable
from .compare import Pair, compare
from .decoding import Decoded, decode
from .html import Page, read_html
from .pdf import PdfReading, read_pdf
from .quotations import Quotation, find_quotations
from .quotes import Selector, anchor, find_quote, locate, stretches
from .reading import READING_VERSION, body_fingerprint, read_text
from .sentences import split_sentences
from .shapes import Attribution, Candidate, DateFound, Reading, Span, Voice
from .worth import check_worthiness

__all__ = [
    "READING_VERSION",
    "Attribution",
    "Candidate",
    "DateFound",
    "Decoded",
    "Page",
    "Pair",
    "PdfReading",
    "Quotation",
    "Reading",
    "Selector",
    "Span",
    "Voice",
    "anchor",
    "body_fingerprint",
    "chain",
    "check_worthiness",
    "compare",
    "decode",
    "find_again",
    "find_boilerplate",
    "find_quotations",
    "find_quote",
    "locate",
    "read_html",
    "read_pdf",
    "read_text",
    "split_sentences",
    "storable",
    "stretches",
]
