"""Quotations that are signed: “…” — Ida Sample, teacher."""

import re
from collections.abc import Sequence

from claims.extractors.shapes import Span

from .names import NO_NAME
from .saying import Saying
from .words import SpanIndex

# The rest of the line is a name, and perhaps what its owner is: "Ana M. Test, 45, of Vell".
_SIGNATURE = re.compile(
    r"[.,:։]?[ \xa0]?\n?\n?[ \xa0]?(?P<dash>[—–―]|--?)[ \xa0]?"
    r"(?P<name>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,3}?)(?:, [^.!?;:\n“”«»\"]{2,80})?\.?[ \xa0]*(?:\n|\Z)"
)
_LONGEST_SIGNATURE = 300  # characters
# Ends or goes on like a sentence, unlike a name in quotation marks.
_SAID = re.compile(r"\W{1,4}\w[^\n]*[,;:.?!…։՞](?: |\W{0,3}\Z)")
_FEWEST_WORDS = 4  # of what is signed


def with_signed_quotations(
    text: str, found: Sequence[Saying], quotations: Sequence[Span]
) -> list[Saying]:
    """Return the sayings, and one for each signed quotation. `quotations` are the outermost ones, in order. Cost: linear."""
    known = {span[0] for one in found for span in (*one.source, *one.cue)}
    added = []
    for start, end in quotations:
        signature = _SIGNATURE.match(text, end, min(len(text), end + _LONGEST_SIGNATURE))
        if (
            signature is None
            or not _is_name(signature["name"])
            or not _SAID.match(text, start, end)
            or len(text[start:end].split()) < _FEWEST_WORDS
            or known.intersection((signature.start("dash"), signature.start("name")))
        ):
            continue
        added.append(Saying([signature.span("name")], [signature.span("dash")], [(start, end)]))
    signed = SpanIndex([one.content[0] for one in added])
    rest = [_without(text, one, signed) for one in found] if added else found
    return sorted([*rest, *added], key=lambda one: one.cue[0])


def _without(text: str, one: Saying, signed: SpanIndex) -> Saying:
    """Return a saying without the signed quotations in its content, unless it stands in one of them."""
    kept = []
    for start, end in one.content:
        taken = signed.touching(start, end)
        if taken and signed.holding(one.cue[0][0]) is None:
            end = start + len(text[start : max(start, taken[0][0])].rstrip())
        if start < end:
            kept.append((start, end))
    return one._replace(content=kept)


def _is_name(words: str) -> bool:
    """Return whether all words have a capital, and the first is one that names begin with."""
    every = words.split()
    return every[0].lower() not in NO_NAME and all(word[0].isupper() for word in every)
