"""Two statements in nearly the same words may be about another year or about somebody else."""

import pytest

from claims.extractors.matching.differences import differences

UNLIKE = [
    ("Norland cut its budget in 2019.", "Norland cut its budget in 2023.", ["year"]),
    ("Norland opened fire at the dam.", "Sudland opened fire at the dam.", ["name"]),
    ("The dam was damaged on 3 May.", "The dam was damaged on 5 May.", ["day"]),
    ("The dam was damaged on May 3.", "The dam was damaged on 5 May.", ["day"]),
    ("About 300 soldiers left Vell.", "About 400 soldiers left Vell.", ["figure"]),
    (
        "Ivo Brandt told Norland’s parliament that the mine was sold in 2019.",
        "Lena Maro told Norland’s parliament that the mine was sold in 2021.",
        ["year", "name"],
    ),
    ("Мост закрыли 3 мая 2019 года.", "Мост закрыли 5 мая 2019 года.", ["day"]),
    ("Вардия закрыла границу.", "Норландия закрыла границу.", ["name"]),
]
ALIKE = [
    ("Norland cut its budget in 2019.", "In 2019, the budget of Norland was cut."),
    ("Norland cut its budget.", "Norland cut its budget in 2023."),
    ("Norland’s army left Vell.", "The Norland army has left Vell."),
    ("Prime Minister Ivo Brandt left Vell.", "Brandt left Vell."),
    ("The US sent 300 soldiers.", "The United States sent 300 soldiers to Norland."),
    (
        "The CSTO closed its base.",
        "The Collective Security Treaty Organization closed its base.",
    ),
    ("Soldiers left Vell on 3 May.", "Troops left Vell on May 3."),
    ("The dam was damaged on 3 May.", "The dam was damaged in 2019."),
    ("300 soldiers left Vell.", "Three hundred soldiers left Vell."),
    ("", "Norland cut its budget in 2019."),
]


@pytest.mark.parametrize(("one", "other", "kinds"), UNLIKE)
def test_another_year_day_figure_or_name_is_said(one: str, other: str, kinds: list[str]) -> None:
    assert [found.kind for found in differences(one, other)] == kinds
    assert [found.kind for found in differences(other, one)] == kinds


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_statement_that_says_less_or_in_other_words_does_not_differ(one: str, other: str) -> None:
    assert differences(one, other) == []
