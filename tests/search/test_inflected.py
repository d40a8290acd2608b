"""Two names that are one in two grammatical cases."""

import pytest

from claims.models.search.inflected import is_inflected
from claims.models.search.names import name_key

SAME = [
    ("Тимура Садова", "Тимур Садов"),
    ("Нины Речной", "Нина Речная"),
    ("Минздрава", "Минздрав"),
    ("Աշոտ Լորյանն", "Աշոտ Լորյան"),
    ("Աշոտ Լորյանի", "Աշոտ Լորյան"),
    ("Ali Kıyılı'ya", "Ali Kıyılı"),
    ("Elçin Bərəyevin", "Elçin Bərəyev"),
    ("ანა ნავიძემ", "ანა ნავიძე"),
    ("ანა ნავიძის", "ანა ნავიძე"),
]
OTHER = [
    ("Иванна Садова", "Иван Садов"),
    ("Тимур Садов", "Тимур Садовский"),
    ("Нина Речная", "Ника Речная"),
    ("Минздрав", "Минтранс"),
    ("Тимур Садов", "Садов"),
    ("Ana Wade", "Ana Wadeson"),
    ("ანა ნავიძე", "ანი ნავიძე"),
    ("Աշոտ Լորյան", "Աշոտ Լորենց"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_name_in_another_case_is_the_same(one: str, other: str) -> None:
    assert is_inflected(name_key(one), name_key(other))
    assert is_inflected(name_key(other), name_key(one))


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_name_is_not(one: str, other: str) -> None:
    assert not is_inflected(name_key(one), name_key(other))
