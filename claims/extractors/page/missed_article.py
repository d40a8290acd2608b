"""Find the article of a page of which an extractor took something else: a cookie notice, a teaser, an appeal.

The evidence is size and place: the longest run of prose, which is longer than all that was taken, and stands under
the page's headline or is much longer. What was taken stays, unless it is boilerplate: losing text is the worse error.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .boilerplate import find_boilerplate
from .page_lines import PageLine
from .places import Places

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAST = 200  # characters of prose in an article that is worth a second look
_TIMES_LONGER = 2  # than all that was taken, under the headline
# Without a headline above, an article is known by its length alone.
_LEAST_ALONE = 600
_TIMES_LONGER_ALONE = 3
_FEWEST_LINES = 3
_MOST_TAKEN = 0.3  # the share of a run that may have been taken: its first paragraph, for example
# Longer texts are not searched for boilerplate: no notice has as much.
_LONGEST_NOTICE = 4_000


def missed_article(
    lines: Sequence[PageLine], taken: set[int], places: Places, elsewhere: int
) -> set[int]:
    """Return the numbers of the lines of an article of which hardly anything was taken. Usually empty.

    `elsewhere` is how many characters of text the page has that are not on its lines. Cost: linear.
    """
    runs: dict[HtmlElement, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if not line.is_outside and not line.is_linked and line.is_prose:
            runs[line.run].append(number)
    if not runs:
        return set()
    run, numbers = max(runs.items(), key=lambda item: _size(lines, item[1]))
    size = _size(lines, numbers)
    if size < _LEAST or _size(lines, taken.intersection(numbers)) > _MOST_TAKEN * size:
        return set()
    taken_size = max(elsewhere, _size(lines, article_lines(lines, taken)))
    title = _title_above(lines, numbers[0], taken)
    is_article = (title >= 0 or not taken_size) and size >= _TIMES_LONGER * taken_size
    if not is_article and not (
        size >= max(_LEAST_ALONE, _TIMES_LONGER_ALONE * taken_size)
        and len(numbers) >= _FEWEST_LINES
    ):
        return set()
    block, kind = places.block(run), places.kind(run)
    found = {
        number
        for number in range(block.start, block.end)
        if (line := lines[number]).run is run or not line.is_aside
    }
    for twin, its_numbers in runs.items():  # another part of it
        found.update(its_numbers if places.kind(twin) == kind else ())
    return found | ({title} if title >= 0 else set())


def _size(lines: Sequence[PageLine], numbers: Iterable[int]) -> int:
    return sum(len(lines[number].text) for number in numbers)


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


def _title_above(lines: Sequence[PageLine], first: int, taken: set[int]) -> int:
    """Return the number of the main heading above a line, with no prose between that was not taken, or -1."""
    for number in range(first - 1, -1, -1):
        if lines[number].level == 1:
            return number
        if number not in taken and lines[number].is_prose:
            break
    return -1
