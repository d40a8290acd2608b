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
    if size < _TIMES_LONGER * _size_of_article(lines, taken):
        return set()
    block = places.block(run)
    title = _title_above(lines, block)
    if title < 0 and _size_of_article(lines, taken):
        return set()
    found = {
        number
        for number in range(block.start, block.end)
        if (line := lines[number]).run is run or not line.is_aside
    }
    return found | ({title} if title >= 0 else set())


def _size_of_article(lines: Sequence[PageLine], taken: set[int]) -> int:
    """Return how many characters of prose were taken that may be an article."""
    numbers = sorted(taken)
    text = "\n".join(lines[number].text for number in numbers)
    spans = find_boilerplate(text) if len(text) <= _LONGEST_NOTICE else []
    boilerplate = {text.count("\n", 0, start) for start, _ in spans}
    return sum(
        len(lines[number].text)
        for place, number in enumerate(numbers)
        if lines[number].is_prose and not lines[number].is_aside and place not in boilerplate
    )


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
