"""Quotation marks as used in news, on texts of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors import find_quotations


def quoted(text: str) -> list[tuple[int, str]]:
    """Return depth and words of each quotation; an unclosed one ends in "…"."""
    return [
        (found.depth, text[found.start : found.end] + ("" if found.closed else "…"))
        for found in find_quotations(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” she said. “Never.”", ["“No,”", "“Never.”"]),
        ('He called it "a mistake", then "a joke".', ['"a mistake"', '"a joke"']),
        ("''No,'' said the mayor.", ["''No,''"]),
        ("«Нет», — сказал он.", ["«Нет»"]),
        ("„არა“, — თქვა მან.", ["„არა“"]),
        ("„Nein“, sagte er, „nie“.", ["„Nein“", "„nie“"]),
        ("(\"yes\") – 'no'—“so”", ['"yes"', "'no'", "“so”"]),
        ('He said “no" to it.', ['“no"']),
        ("The “first“ of the “two“.", ["“first“", "“two“"]),
        # apostrophes
        ("‘It isn’t the ministers’ car,’ he said.", ["‘It isn’t the ministers’ car,’"]),
        ("‘Yes’ is the ministers’ word, and ‘no’ ours.", ["‘Yes’", "‘no’"]),
        ("'We don't,' said Ann's sons' friend 'n' cousin.", ["'We don't,'"]),
        ("In ’08, ‘09 and '10 they told ‘em ‘no’.", ["‘no’"]),
        ("It's 6' tall, isn't it, O'Neil?", []),
        ("Rock 'n roll of the '60s.", []),
        ('A board of 6" by 4" it was.', []),
        ('"""""""""', []),
    ],
)
def test_quotation_is_between_its_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == [(1, words) for words in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He told us ‘no’ twice.”", [(1, "“He told us ‘no’ twice.”"), (2, "‘no’")]),
        ("''He told us 'no.''' Then", [(1, "''He told us 'no.'''"), (2, "'no.'")]),
        ("‘He said “no”,’ she said.", [(1, "‘He said “no”,’"), (2, "“no”")]),
        ("«Газета „Мир“ пишет»", [(1, "«Газета „Мир“ пишет»"), (2, "„Мир“")]),
        ("«Газета «Мир» пишет»", [(1, "«Газета «Мир» пишет»"), (2, "«Мир»")]),
        ("\"They say 'no',\" he said.", [(1, "\"They say 'no',\""), (2, "'no'")]),
        ("“A ‘b “c” d’ e”", [(1, "“A ‘b “c” d’ e”"), (2, "‘b “c” d’"), (3, "“c”")]),
    ],
)
def test_quotation_may_contain_another(text: str, expected: list[tuple[int, str]]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No. Never, she said. \nHe left.", [(1, "“No. Never, she said.…")]),
        ("“No, he said. “Never,” she said.", [(1, "“No, he said.…"), (1, "“Never,”")]),
        ('"No, he said. "Never," she said.', [(1, '"No, he said.…'), (1, '"Never,"')]),
        ("“He told us ‘no.” He left.", [(1, "“He told us ‘no.”"), (2, "‘no.…")]),
        # One speaker over several paragraphs: with and without a mark at each.
        ("“One.\n\n“Two.\n\n“Three,” he said.", [(1, "“One.…"), (1, "“Two.…"), (1, "“Three,”")]),
        ("“One.\n\nTwo,” he said. “Three.”", [(1, "“One.…"), (1, "Two,”"), (1, "“Three.”")]),
        ("One.\n\nTwo,” he said.", []),
    ],
)
def test_unclosed_quotation_ends_with_its_paragraph(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert quoted(text) == expected


_TEXT = st.text() | st.text(alphabet="“”„\"‘’'‚«»‹›` \nas.,(8")


@given(_TEXT)
def test_quotations_of_any_text_are_nested_or_separate(text: str) -> None:
    found = find_quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    around: list[int] = []
    for quotation in found:
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert "\n" not in text[quotation.start : quotation.end]
        while around and around[-1] <= quotation.start:
            around.pop()
        assert not around or quotation.end <= around[-1]
        around.append(quotation.end)
        assert quotation.depth == len(around)
