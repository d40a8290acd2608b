"""Find the standfirst of an article: the lines between headline and body that many sites keep outside the article's element."""

from collections.abc import Sequence

from .page_lines import PageLine
from .printed_days import printed_days

_MOST_ABOVE = 12  # lines between the headline and the first paragraph
_MOST_LINES, _MOST_WORDS = 2, 80  # of the standfirst: what is longer is another story
_FEWEST_IN_HEADING = 6  # words of a heading that is one


def find_standfirst(lines: Sequence[PageLine], taken: set[int]) -> set[int]:
    """Return the numbers of the lines of the standfirst, if it is not among those taken. Cost: linear."""
    first = min((number for number in taken if lines[number].is_prose), default=0)
    above = range(first - 1, max(first - 1 - _MOST_ABOVE, -1), -1)
    title = next((number for number in above if lines[number].level == 1), first)
    known = {tuple(lines[number].words) for number in (*taken, title)} if title < first else set()
    found: set[int] = set()
    for number in range(title + 1, first):
        line = lines[number]
        is_below_title = number == title + 1 and line.level > 0
        words = tuple(line.words)
        if (
            number not in taken
            and words not in known
            and _is_standfirst(line, is_below_title=is_below_title)
        ):
            known.add(words)
            found.add(number)
    is_short = len(found) <= _MOST_LINES and sum(len(lines[n].words) for n in found) <= _MOST_WORDS
    return found if is_short else set()


def _is_standfirst(line: PageLine, *, is_below_title: bool) -> bool:
    """Return True for prose, or a long heading below the headline; a line with a full date is a byline or a caption."""
    if line.is_aside or line.is_linked or printed_days(line.text):
        return False
    return line.is_prose or (is_below_title and len(line.words) >= _FEWEST_IN_HEADING)
