"""One fold: what no reader tells apart is the same, and what a reader does tell apart is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.text.folding import identity

SAME = [
    ("We wait... she said", "We wait… she said", "ellipsis"),
    ("“No,” ‘yes’", "\"No,\" 'yes'", "quotation marks"),
    ("„ნავი“ დგას", "<<ნავი>> დგას", "typed quotation marks"),
    (",,Ship''", "“Ship”", "two commas and two apostrophes"),
    ("gone — not", "gone--not", "dash"),
    ("ofﬁce", "office", "ligature"),
    ("½ metre", "1/2 metre", "fraction"),
    ("1½ metres", "1 1/2 metres", "fraction after a figure"),
    ("5 ºC", "5 °C", "ordinal for degree"),
    ("Նա եկավ։", "Նա եկավ:", "Armenian full stop"),
    ("Ինչո՞ւ և", "Ինչու եւ", "Armenian marks"),
    ("one\x0btwo\x0cthree", "one\ntwo\n\nthree", "line ends"),
    ("السفينة لم تُفتَّش", "السفينة لم تفتش", "points"),
    ("كتاب يوم", "کتاب یوم", "letters of two keyboards"),
    ("۲۵ نفر", "25 نفر", "figures"),
    ("a\ufffdb", "A\ufffdB", "unreadable character"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[row[2] for row in SAME])
def test_what_no_reader_tells_apart_is_the_same(one: str, other: str, why: str) -> None:
    assert identity(one) == identity(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1½ metres", "11/2 metres"),
        ("10² bars", "102 bars"),
        ("fell to −5", "fell to 5"),
        ("1,200", "1.200"),
        ("1,200", "1 200"),
        ("résumé", "resume"),
        ("не он", "но он"),
        ("now here", "nowhere"),
        ("The end.", "The end?"),
    ],
)
def test_what_a_reader_tells_apart_is_not(one: str, other: str) -> None:
    assert identity(one) != identity(other)


def test_case_is_kept_for_ids_and_file_names() -> None:
    assert identity("Port-1\u200b", keep_case=True) == identity("Port‑1", keep_case=True)
    assert identity("Cafe\u0301.txt", keep_case=True) == identity("Café.txt", keep_case=True)
    assert identity("ЁԵՎ", keep_case=True) == identity("ЕԵՒ", keep_case=True)
    assert identity("Port-1", keep_case=True) != identity("port-1", keep_case=True)


@given(st.text(max_size=40) | st.text("<>,'`´-–½²1éё\u0301\u0307ıIİевԵՎև \n", max_size=20))
def test_fold_of_a_fold_is_the_fold(text: str) -> None:
    for keep_case in (False, True):
        once = identity(text, keep_case=keep_case)
        assert identity(once, keep_case=keep_case) == once
