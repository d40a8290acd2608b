"""Find lines of an article that an extractor lost: of its paragraphs, and of the posts of a live blog or channel.

The evidence is structure: a line belongs to the article if it is where the article's other lines are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .page_lines import PageBlock, PageLine
from .places import Places

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The share of the article's characters that an element must have for its other lines to belong there, too.
_SHARE_OF_RUN = 0.05
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)")
_FEWEST_WORDS = 3  # of a line of a post
_LONGEST_TIME = 8  # words of a line that says when a post was made


def lost_lines(
    lines: Sequence[PageLine], taken: set[int], article: PageBlock, places: Places
) -> set[int]:
    """Return the numbers of lines that belong to an article of which `taken` are lines, in `article`.

    Cost: linear, times the depth of the page at worst.
    """
    found = set(_posts(lines, taken, places))
    found.update(_of_the_same_runs(lines, taken | found, places))
    found.update(_headings(lines, taken | found, article))
    return found - taken


def _may_belong(line: PageLine) -> bool:
    return not line.is_aside and not line.is_linked and bool(line.words)


# --- paragraphs ---


def _of_the_same_runs(lines: Sequence[PageLine], taken: set[int], places: Places) -> Iterator[int]:
    """Yield lines next to the article's paragraphs, and paragraphs in the same place of the page.

    Some pages print an article in several parts, with advertisements between them.
    """
    sizes: Counter[HtmlElement] = Counter()
    for number in taken:
        if lines[number].is_prose:
            sizes[lines[number].run] += len(lines[number].text)
    runs = {run for run in sizes if sizes[run] >= _SHARE_OF_RUN * sizes.total()}
    kinds = {places.kind(run) for run in runs}
    first, last = min(taken), max(taken)
    for number in range(first, len(lines)):
        line = lines[number]
        if number > first and line.level == 1:
            return  # the next article
        if number in taken or not _may_belong(line):
            continue
        if line.run in runs:
            if number < last or line.is_prose:
                yield number
        elif line.is_prose and places.kind(line.run) in kinds:
            yield number


# --- headings ---


def _headings(lines: Sequence[PageLine], taken: set[int], article: PageBlock) -> Iterator[int]:
    """Yield the headings in the article that have lines of it below them."""
    has_text = False
    for number in range(max(taken), max(min(taken), article.start) - 1, -1):
        line = lines[number]
        if number in taken:
            has_text = not line.level
        elif line.level:
            if has_text and _may_belong(line):
                yield number
            has_text = False


# --- posts ---


def _posts(lines: Sequence[PageLine], taken: set[int], places: Places) -> Iterator[int]:
    """Yield the lines of a page that is a series of posts with a time each, if one of the posts was taken.

    With the heading of the page and the lines between it and the first post.
    """
    for posts in _series(lines, places):
        if not any(number in taken for post in posts for number in range(post.start, post.end)):
            continue
        for post in posts:
            for number in range(post.start, post.end):
                line = lines[number]
                if _is_time(line) or _may_belong(line) or (line.level and not line.is_aside):
                    yield number
        start = posts[0].start
        title = next((i for i in range(start - 1, -1, -1) if lines[i].level == 1), start)
        for number in range(title, start):
            if _may_belong(lines[number]) and (lines[number].level or lines[number].is_prose):
                yield number


def _series(lines: Sequence[PageLine], places: Places) -> Iterator[list[PageBlock]]:
    """Yield the posts of each series: alike blocks that hold one time each, and text."""
    times: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if _is_time(line):
            times[places.kind(line.block)].append(number)
    for numbers in times.values():
        if len(numbers) < 2:
            continue
        posts = list(_blocks_around(lines, numbers, places))
        with_text = [post for post in posts if any(map(_is_text, lines[post.start : post.end]))]
        if len(with_text) > 1 and 2 * len(with_text) >= len(posts):
            yield posts


def _blocks_around(
    lines: Sequence[PageLine], numbers: list[int], places: Places
) -> Iterator[PageBlock]:
    """Yield for each line the largest block that has none of the others."""
    done: set[HtmlElement] = set()
    for before, number, after in zip(
        [-1, *numbers], numbers, [*numbers[1:], len(lines)], strict=False
    ):
        block = places.block(lines[number].block)
        if not before < block.start <= number < block.end <= after or block.element in done:
            continue
        while (around := places.around(block)) is not None:
            if around.start <= before or around.end > after:
                break
            block = around
        done.add(block.element)
        yield block


def _is_text(line: PageLine) -> bool:
    return len(line.words) >= _FEWEST_WORDS and _may_belong(line) and not line.level


def _is_time(line: PageLine) -> bool:
    return len(line.words) <= _LONGEST_TIME and (
        line.has_time or bool(_CLOCK.search(line.text) and not line.is_prose)
    )
