"""How a quote that was entered differs from the words in the archived copy, in sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import ngettext

from claims.extractors.text.quote_differences import DifferenceCode


def describe_differences(found: Iterable[Mapping[str, Any]]) -> str:
    """Return a sentence for each difference, as Appearance and Evidence store them."""
    return " ".join(map(describe_difference, found))


def describe_difference(difference: Mapping[str, Any]) -> str:
    code, count = str(difference["code"]), int(difference["count"])
    if code == DifferenceCode.LEFT_OUT:
        return ngettext("It leaves out %d word.", "It leaves out %d words.", count) % count
    if code == DifferenceCode.ADDED:
        words = ngettext("It adds %d word in brackets.", "It adds %d words in brackets.", count)
        return words % count
    if code == DifferenceCode.CAPITALS:
        return (
            ngettext("Capitals differ in %d word.", "Capitals differ in %d words.", count) % count
        )
    if code == DifferenceCode.ACCENTS:
        return ngettext("Accents differ in %d word.", "Accents differ in %d words.", count) % count
    if code == DifferenceCode.PUNCTUATION:
        words = ngettext(
            "Punctuation differs in %d place.", "Punctuation differs in %d places.", count
        )
        return words % count
    return _WITHOUT_NUMBER.get(code, code)


_WITHOUT_NUMBER: Mapping[str, str] = {
    DifferenceCode.ORDER: "Its parts are in another order.",
    DifferenceCode.FIRST_LETTER: "The case of its first letter was changed.",
    DifferenceCode.FIRST_LETTER_IN_BRACKETS: "Its first letter was changed, in brackets.",
    DifferenceCode.FIGURE_CUT: "It begins or ends inside a figure.",
}
