"""Find page boilerplate by repetition: lines that an outlet prints on page after page.

Outlets also repeat sentences of their articles, above all the paragraph of background. So
repetition alone folds nothing. It is the second kind of evidence; the first is where a line is
or whom it addresses.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from claims.extractors.attribution.credits import find_credits

from . import boilerplate_words
from .lines import TextLine, split_lines

_OTHERS_NEEDED = 3
# The share of the shorter text's characters that are in lines of both. Above it, one is a version of
# the other and shows nothing about the publisher's pages.
_MOST_IN_COMMON = 0.5
_LONGEST_REPEATED = 600
# Entries that are other words in another language: US, size.
_NOT_PRONOUNS = frozenset(("us", "size"))


def repeated_lines(lines: list[TextLine], marked: set[int], others: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of lines that at least three of `others` contain, if there is more evidence.

    `others` are texts of the same publisher. The line must address the reader, or be above or
    below the article.

    Cost: linear in the size of the texts, quadratic in their number.
    """
    elsewhere = _count_elsewhere(lines, others)
    repeated = {
        line.number
        for line in lines
        if elsewhere[line.text] >= _OTHERS_NEEDED
        and line.number not in marked
        and not _may_belong_to_article(line)
    }
    to_the_reader = {number for number in repeated if _speaks_to_the_reader(lines[number])}
    yield from to_the_reader
    yield from _outside_the_body(lines, marked | to_the_reader, repeated - to_the_reader)


def _outside_the_body(lines: list[TextLine], marked: set[int], repeated: set[int]) -> Iterator[int]:
    """Yield those of `repeated` that are below the body, or above it if a headline remains.

    A headline may be repeated too ("The week in brief"): then nothing above the body is folded.
    """
    body = [line.number for line in lines if line.is_prose and line.number not in marked]
    if not body:
        return
    has_headline = any(
        line.word_count >= 3 and line.number not in marked | repeated for line in lines[: body[0]]
    )
    for number in repeated:
        if number > body[-1] or (number < body[0] and has_headline):
            yield number


def _count_elsewhere(lines: list[TextLine], others: Sequence[str]) -> Counter[str]:
    """Return how many of the other texts contain each line; versions of one article count once."""
    seen = [{line.text: len(line.text) for line in lines}]
    found: Counter[str] = Counter()
    for other in others:
        its = {line.text: len(line.text) for line in split_lines(other)}
        if not any(_is_a_version(its, known) for known in seen):
            seen.append(its)
            found.update(its.keys())
    return found


def _is_a_version(one: dict[str, int], other: dict[str, int]) -> bool:
    common = sum(one[text] for text in one.keys() & other.keys())
    return common > _MOST_IN_COMMON * min(sum(one.values()), sum(other.values()))


def _may_belong_to_article(line: TextLine) -> bool:
    """Return True for a paragraph, somebody's words, a date, or a credit that names an origin."""
    if len(line.text) > _LONGEST_REPEATED or line.reports_speech or find_credits(line.text):
        return True
    return not line.is_prose and any(map(str.isdigit, line.text))


def _speaks_to_the_reader(line: TextLine) -> bool:
    pronouns = line.found_entries.get(boilerplate_words.PRONOUNS, frozenset())
    return line.is_prose and not pronouns <= _NOT_PRONOUNS
