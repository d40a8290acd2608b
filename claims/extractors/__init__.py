"""Read captured pages: text in, spans out, without a person or a database.

A leaf: pure Python without Django. README.md has the decisions and the measured figures.
"""

from .attribution import chain
from .page.boilerplate import find_boilerplate
from .page.compare import LinePair, compare
from .page.decoding import Decoded, decode
from .page.html import PageReading, read_html
from .page.pdf import PdfReading, read_pdf
from .reading import READING_VERSION, body_fingerprint, read_text
from .shapes import Attribution, Candidate, DateFound, Reading, Span, Voice
from .text.characters import storable
from .text.quotations import Quotation, find_quotations
from .text.quotes import Selector, anchor, find_quote, locate, stretches
from .text.relocate import relocate
from .text.sentences import split_sentences
from .worth.worth import check_worthiness

__all__ = [
    "READING_VERSION",
    "Attribution",
    "Candidate",
    "DateFound",
    "Decoded",
    "PageReading",
    "LinePair",
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
    "relocate",
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
