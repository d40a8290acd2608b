"""Find other articles on the page of this one: lists under a label, and cards between paragraphs."""

from collections.abc import Iterable, Iterator

from . import boilerplate_words
from .lines import TextLine

_EDGE_MARKS = " \t\xa0|:：›»>«<…→•·-–—*+՝!"


def other_articles(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield the numbers of lines that link to other articles: labelled lists, then cards in the body."""
    listed = set(_labelled_lists(lines, marked))
    yield from listed
    yield from _cards(lines, marked | listed)


def _labelled_lists(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield labels ("Most popular") and the headlines below each, up to the next running text.

    Above the body only the label: the headlines there may end with the article's own.
    """
    labels = boilerplate_words.entries_of(boilerplate_words.LIST_LABELS)
    body = next(
        (line.number for line in lines if line.is_prose and line.number not in marked), len(lines)
    )
    last_headline = max((line.number for line in lines[:body] if line.word_count >= 4), default=0)
    done = 0
    for line in lines:
        if (
            line.number < done
            or line.number in marked
            or line.folded.strip(_EDGE_MARKS) not in labels
        ):
            continue
        if line.number > body:
            yield line.number
            links, done = _links_under(lines, line, marked)
            yield from links
        elif line.number < last_headline:
            yield line.number


def _links_under(lines: list[TextLine], head: TextLine, marked: set[int]) -> tuple[list[int], int]:
    """Return the lines of the list under `head`, and the number of the line where it stops."""
    labels = boilerplate_words.entries_of(boilerplate_words.LIST_LABELS)
    links: list[int] = []
    for number in range(head.number + 1, len(lines)):
        line = lines[number]
        if number in marked:
            continue
        if line.is_prose and line.folded.strip(_EDGE_MARKS) not in labels:
            above = lines[line.number - 1]
            tight = line.block == above.block and lines[-1].block > 0
            if not (tight and links[-1:] == [above.number] and _may_be_card([above, line])):
                return _safe_to_fold(lines, links, head, line), line.number
        links.append(line.number)
    return links, len(lines)


def _safe_to_fold(
    lines: list[TextLine], links: list[int], head: TextLine, body: TextLine
) -> list[int]:
    """Return those of `links` that are safe to fold although running text follows them.

    Lines in the label's own block are safe. Of others, a short one may be a subhead of the text
    that follows, and so may the last one, unless it is in one block with the link above it.
    """
    kept: list[int] = []
    has_blocks = lines[-1].block > 0
    for number in links:
        line = lines[number]
        if not (has_blocks and line.block == head.block) and (line.word_count < 5 or line.is_prose):
            if kept and line.is_prose:
                kept.pop()  # the subhead of that sentence, perhaps
            return kept
        kept.append(number)
    above_last = lines[kept[-1] - 1].block if kept else -1
    if kept and (not has_blocks or lines[kept[-1]].block in (body.block, above_last + 1)):
        kept.pop()
    return kept


# --- cards: a headline of another article and one sentence about it, between two paragraphs ---


def _cards(lines: list[TextLine], marked: set[int]) -> Iterator[int]:
    """Yield the two lines of each card.

    The evidence is how browsers turn a page into text: a paragraph gets blank lines around it,
    other blocks only a line end (HTML Standard, innerText: required line break count). On a page
    whose paragraphs are separate, two lines that touch were never paragraphs of the body. A
    subhead set tight above its paragraph looks the same. So nothing is folded if the page does
    that anywhere (a short line, or one above several sentences), nor unless the upper line is as
    long as a headline.
    """
    blocks = _blocks(line for line in lines if line.number not in marked)
    alone = [i for i, block in enumerate(blocks) if _is_lone_line(block, prose=True)]
    if len(alone) < 4:
        return
    inside = blocks[alone[0] : alone[-1]]
    tight = [block for block in inside if _is_tight(block)]
    if len(tight) > len(alone) / 3 or not all(map(_may_be_card, tight)):
        return
    # Separate subheads between paragraphs show that this page does not set them tight.
    has_subheads = any(_is_lone_line(block, prose=False) for block in inside)
    for block in tight:
        if block[0].word_count >= (6 if has_subheads else 8):
            yield from (line.number for line in block)


def _is_tight(block: list[TextLine]) -> bool:
    """Return True if running text touches another line."""
    return len(block) > 1 and any(line.is_prose for line in block)


def _is_lone_line(block: list[TextLine], *, prose: bool) -> bool:
    return len(block) == 1 and block[0].is_prose == prose


def _may_be_card(block: list[TextLine]) -> bool:
    if len(block) != 2:
        return False
    upper, lower = block
    return (
        not upper.ends_as_sentence
        and upper.text[-1] not in ":,;"
        and upper.text[0] not in "-•*–—"
        and 6 <= upper.word_count <= 22
        and lower.is_prose
        and len(lower.sentences) == 1
        and lower.word_count <= 50
        and lower.text[0] not in "\"“«„‘'"
        and lower.folded.split(maxsplit=1)[0].strip(",")
        not in boilerplate_words.entries_of(boilerplate_words.LEANING_WORDS)
    )


def _blocks(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    blocks: list[list[TextLine]] = []
    for line in lines:
        if blocks and blocks[-1][-1].block == line.block:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
