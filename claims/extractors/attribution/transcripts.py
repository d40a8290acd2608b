"""Transcripts: “REIS: Is it open? ORLIK: Not yet.” on lines of their own give each speaker their words."""

import re
from collections import Counter
from collections.abc import Sequence

from .saying import Saying
from .words import SpanIndex, word_set

_TURN = re.compile(
    r"^[“\"«]?(?P<name>[^\W\d_][\w.’'-]{0,30}(?: [^\W\d_][\w.’'-]{0,30}){0,3})(?: \([^()\n]{1,60}\))?(?P<colon>:)[ \xa0]"
    r"(?P<words>\S[^\n]*)",
    re.MULTILINE,
)
# "D. Orlik", "В.Ким"
_WITH_INITIALS = re.compile(r"(?:\w\. ?){1,2}\w[\w’'-]+")
_ENDS = re.compile(r"[.!?…։՞—–][”\"»)\]]{0,2}\Z")
# The same speaker's next paragraph, in a transcript that is quoted.
_NEXT_PARAGRAPH = re.compile(r"^[“\"«](?P<words>[^\s(][^\n]*)", re.MULTILINE)
# Labels of an outlet's own notes.
_NOBODY = word_set(
    "update updated correction clarification editor’s editor's note video watch read photo photos live breaking exclusive warning "
    "обновлено дополнено видео фото срочно внимание читайте смотрите"
)
_FEWEST_TURNS = 3
_SHORTEST_NAME = 3  # characters


def with_turns(text: str, found: Sequence[Saying]) -> list[Saying]:
    """Return the sayings without those of labels like "UPDATE:", and one for each turn of a transcript. Cost: linear."""
    found = [one for one in found if not _is_note(text, one)]
    turns = [turn for turn in _TURN.finditer(text) if _is_speaker(turn["name"])]
    if not _is_transcript(turns):
        return found
    ends = [turn.start() for turn in turns[1:]] + [turns[-1].end()]
    added = [_saying(text, turn, end) for turn, end in zip(turns, ends, strict=True)]
    labels = SpanIndex([(turn.start(), turn.end("colon")) for turn in turns])
    words = SpanIndex([span for one in added for span in one.content])
    kept = [_outside(one, words) for one in found if labels.number(one.cue[0][0]) is None]
    return sorted([*kept, *added], key=lambda one: one.cue[0])


def _is_note(text: str, one: Saying) -> bool:
    """Return whether the label of an outlet's own note passes for somebody: "UPDATE: The bridge is shut"."""
    start = min(span[0] for span in (*one.source, *one.cue))
    label, colon, _ = text[start : one.cue[-1][1]].partition(":")
    return bool(colon) and label.lower() in _NOBODY


def _is_speaker(name: str) -> bool:
    """Return whether a label is a name in capitals or with initials, unlike "Note" and "UPDATE"."""
    if name.lower().split()[0] in _NOBODY:
        return False
    if _WITH_INITIALS.fullmatch(name):
        return name[0].isupper() and name.split(".")[-1].strip()[0].isupper()
    return name.isupper() and len(name) >= _SHORTEST_NAME


def _is_transcript(turns: Sequence[re.Match[str]]) -> bool:
    """Return whether at least two speak, one of them again, in sentences: a list of labels is no transcript."""
    times = Counter(turn["name"].replace(".", " ").split()[-1] for turn in turns)
    return (
        len(turns) >= _FEWEST_TURNS
        and 1 < len(times) < len(turns)
        and all(_ENDS.search(turn["words"].rstrip()[-3:]) for turn in turns)
    )


def _saying(text: str, turn: re.Match[str], end: int) -> Saying:
    """Return the turn with its paragraphs up to `end`, where the next one begins."""
    more = [match.span("words") for match in _NEXT_PARAGRAPH.finditer(text, turn.end(), end)]
    return Saying([turn.span("name")], [turn.span("colon")], [turn.span("words"), *more])


def _outside(one: Saying, turns: SpanIndex) -> Saying:
    """Return a saying without words of a turn, unless it stands in one itself."""
    if turns.number(one.cue[0][0]) is not None:
        return one
    return one._replace(content=[span for span in one.content if not turns.touching(*span)])
