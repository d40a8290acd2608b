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
        words = ngettext(
            "As entered, the quote leaves out %d word.",
            "As entered, the quote leaves out %d words.",
            count,
        )
        return words % count
    if code == DifferenceCode.ADDED:
        words = ngettext(
            "As entered, the quote adds %d word in brackets.",
            "As entered, the quote adds %d words in brackets.",
            count,
        )
        return words % count
    if code == DifferenceCode.CAPITALS:
        return (
            ngettext(
                "As entered, capitals differ in %d word.",
                "As entered, capitals differ in %d words.",
                count,
            )
            % count
        )
    if code == DifferenceCode.ACCENTS:
        return (
            ngettext(
                "As entered, accents differ in %d word.",
                "As entered, accents differ in %d words.",
                count,
            )
            % count
        )
    if code == DifferenceCode.PUNCTUATION:
        words = ngettext(
            "As entered, punctuation differs in %d place.",
            "As entered, punctuation differs in %d places.",
            count,
        )
        return words % count
    return _WITHOUT_NUMBER.get(code, code)


_WITHOUT_NUMBER: Mapping[str, str] = {
    DifferenceCode.ORDER: "As entered, the parts of the quote are in another order.",
    DifferenceCode.FIRST_LETTER: "As entered, the first letter has another case.",
    DifferenceCode.FIRST_LETTER_IN_BRACKETS: "As entered, the first letter is changed in brackets.",
    DifferenceCode.FIGURE_CUT: "As entered, the quote begins or ends inside a figure.",
}
