"""What the model cuts wrongly, put right where it is plain."""

from collections.abc import Sequence

from claims.extractors.shapes import Span

from .found import Found
from .words import Stretches

_LONGEST_SOURCE = 120  # characters
_TRIMMED = " \t\xa0,;:.!?"


def mend(text: str, found: Sequence[Found], sentences: Sequence[Span]) -> list[Found]:
    """`found` in the order of the cues, each once, names whole, no content that is a mere "that"."""
    body = Stretches(sentences)
    mended: list[Found] = []
    for one in sorted(found, key=lambda one: one.cue[0]):
        one = _with_source(text, _with_name(text, one))
        sentence = body.holding(one.cue[0][0])
        if sentence and [text[start:end].lower() for start, end in one.content] == ["that"]:
            # "Orlik said that, according to the builder, …": what the other said is her content too.
            end = sentence[1]
            while text[end - 1] in _TRIMMED:
                end -= 1
            one = one._replace(content=[(one.content[0][0], end)])
        if not mended or (mended[-1].cue[-1][1], mended[-1].content) != (
            one.cue[-1][1],
            one.content,
        ):
            mended.append(one)
    return mended


def _with_source(text: str, one: Found) -> Found:
    """According to whom, where the content took the name: "according to | the builder, no crack …"."""
    cue_end = one.cue[-1][1]
    if one.source or not text[:cue_end].lower().endswith("according to") or not one.content:
        return one
    start, end = one.content[0]
    comma = text.find(",", start, min(end, start + _LONGEST_SOURCE))
    if not cue_end < start <= cue_end + 2 or comma < 0 or end - comma < 3:
        return one
    return one._replace(source=[(start, comma)], content=[(comma + 2, end), *one.content[1:]])


def _with_name(text: str, one: Found) -> Found:
    """A name of which the cue took the second half: "Otto | Lang said"."""
    if not one.source or not one.cue:
        return one
    start, end = one.cue[0]
    first, last = one.source[-1]
    name, _, rest = text[start:end].partition(" ")
    if last + 1 != start or not rest or not name[0].isupper() or not text[first].isupper():
        return one
    after = start + len(name)
    cue = [(after + 1, end), *one.cue[1:]]
    return one._replace(source=[*one.source[:-1], (first, after)], cue=cue)
