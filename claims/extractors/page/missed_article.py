"""Find the article of a page of which an extractor took something else: a cookie notice, a teaser, an appeal.

The evidence is size and place: the longest run of prose, which is longer than all that was taken, and either stands
under the page's headline or next to nothing but boilerplate.
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .boilerplate import find_boilerplate
from .page_lines import PageBlock, PageLine
from .places import Places

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 200  # characters of prose in an article that is worth a second look
_TIMES_LONGER = 2
# Longer texts are not searched for boilerplate: no notice has as much.
_LONGEST_NOTICE = 4_000


def missed_article(lines: Sequence[PageLine], taken: set[int], places: Places) -> set[int]:
    """Return the numbers of the lines of an article of which nothing was taken; mostly there is none. Cost: linear."""
    sizes: Counter[HtmlElement] = Counter()
    runs: Counter[HtmlElement] = Counter()
    for number, line in enumerate(lines):
        if not line.is_outside and not line.is_linked and line.is_prose:
            sizes[line.run] += len(line.text)
            runs[line.run] += number in taken
    run, size = max(sizes.items(), key=lambda item: item[1], default=(None, 0))
    if run is None or size < _LEAST or runs[run]:
        return set()
    taken_size = sum(len(lines[number].text) for number in article_lines(lines, taken))
    block = places.block(run)
    title = _title_above(lines, block)
    if size < _TIMES_LONGER * taken_size or (title < 0 and taken_size):
        return set()
    found = {
        number
        for number in range(block.start, block.end)
        if (line := lines[number]).run is run or not line.is_aside
    }
    return found | ({title} if title >= 0 else set())


def article_lines(lines: Sequence[PageLine], taken: set[int]) -> set[int]:
    """Return those of the lines taken that may be prose of an article: not aside, nor among boilerplate."""
    numbers = sorted(taken)
    text = "\n".join(lines[number].text for number in numbers)
    spans = find_boilerplate(text) if len(text) <= _LONGEST_NOTICE else []
    folded: Counter[HtmlElement] = Counter()
    for start, end in spans:
        folded[lines[numbers[text.count("\n", 0, start)]].run] += end - start
    sizes: Counter[HtmlElement] = Counter()
    for number in numbers:
        sizes[lines[number].run] += len(lines[number].text)
    return {
        number
        for number in numbers
        if (line := lines[number]).is_prose
        and not line.is_aside
        and 2 * folded[line.run] < sizes[line.run]
    }


def _title_above(lines: Sequence[PageLine], block: PageBlock) -> int:
    """Return the number of the main heading at the top of a block, or above it without prose between, or -1."""
    inside = range(block.start, block.end)
    first = next(number for number in inside if lines[number].is_prose)
    for number in range(first - 1, -1, -1):
        if lines[number].level == 1:
            return number
        if lines[number].is_prose:
            break
    return -1
