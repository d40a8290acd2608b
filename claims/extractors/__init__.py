"""Read captured pages: text in, spans out, without a person or a database.

A leaf: pure Python without Django. README.md has the decisions and the measured figures.
"""

from .attribution import chain
from .bounded_reading import read_text_bounded
from .child import IN_A_REQUEST, IN_BACKGROUND, Busy, TooHard, Unreadable, in_child
from .page.boilerplate import find_boilerplate, merge_spans, searched_length
from .page.bounded import extract_bounded
from .page.compare import LinePair, compare
from .page.decoding import Decoded, decode
from .page.extract import MOST_CHARACTERS, READABLE, Extracted, tool_of
from .page.fingerprint import body_fingerprint
from .page.html import PageReading, read_html
from .page.kinds import PDF, broken_promise, kind_of
from .page.pdf import MOST_PAGES
from .reading import READING_VERSION, read_text
from .shapes import Attribution, Candidate, DateFound, Reading, Span, Voice
from .text.characters import storable
from .text.quotations import Quotation, find_quotations
from .text.quotes import Selector, anchor, find_quote, locate, stretches
from .text.relocate import relocate
from .text.sentences import split_sentences
from .worth.worth import check_worthiness

__all__ = [
    "IN_A_REQUEST",
    "IN_BACKGROUND",
    "MOST_CHARACTERS",
    "MOST_PAGES",
    "PDF",
    "READABLE",
    "READING_VERSION",
    "Attribution",
    "Busy",
    "Candidate",
    "DateFound",
    "Decoded",
    "Extracted",
    "PageReading",
    "LinePair",
    "Quotation",
    "Reading",
    "Selector",
    "Span",
    "TooHard",
    "Unreadable",
    "Voice",
    "anchor",
    "body_fingerprint",
    "broken_promise",
    "chain",
    "check_worthiness",
    "compare",
    "decode",
    "extract_bounded",
    "relocate",
    "find_boilerplate",
    "find_quotations",
    "find_quote",
    "in_child",
    "kind_of",
    "locate",
    "merge_spans",
    "read_html",
    "read_text",
    "read_text_bounded",
    "searched_length",
    "split_sentences",
    "storable",
    "stretches",
    "tool_of",
]
