"""What a text says about its own origin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.attribution.credits import find_credits

HEAD = "Cranes to move inland\n\n"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (f"{HEAD}PORT EXAMPLE (AP) — The ministry said so.", "wire", "AP"),
        (f"{HEAD}PORT EXAMPLE, July 3 /TASS/. The ministry said so.", "wire", "TASS"),
        (f"{HEAD}The ministry said so. (Reuters)", "wire", "Reuters"),
        (f"{HEAD}The ministry said so.\n\nAFP", "wire", "AFP"),
        (f"{HEAD}The ministry said so.\n\nSource: Example News Agency", "wire", "Example News Agency"),
        (f"{HEAD}Источник: Интерфакс", "wire", "Интерфакс"),
        ("It is so, the ministry holds, reporting Daily Example.", "credits", "Daily Example"),
        ("The plan, as reported by the Example Times, is old.", "credits", "the Example Times"),
        ("The Example Gazette has reported that two go.", "credits", "The Example Gazette"),
        ("Two go, according to a report by Reuters.", "credits", "Reuters"),
        ("Citing The Associated Press, it named no cost.", "credits", "AP"),
        ("With reporting by Example Radio", "credits", "Example Radio"),
        ("Об этом сообщает ТАСС.", "credits", "ТАСС"),
        ("Со ссылкой на газету «Пример» говорится о кранах.", "credits", "Пример"),
        ("“Nobody asked us,” a docker told AFP on Monday.", "told", "AFP"),
        ("She said so in an interview with the Example Herald.", "told", "the Example Herald"),
        ("A docker told Agence France-Presse (AFP) that two go.", "told", "AFP"),
    ],
)  # fmt: skip
def test_credit_is_found(text: str, kind: str, name: str) -> None:
    found = find_credits(text)
    assert [(one.kind, one.name) for one in found] == [(kind, name)]
    assert 0 <= found[0].start < found[0].end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Maria Example reported that two go.",
        "According to the ministry, two go.",
        "He told reporters, and he told Parliament.",
        "Soldiers (AP) stood there, and so did others (about 300).",
        "Source: the ministry of ports",
        "As reported by John Example, two go.",
        "The report was published in March.",
        "Quoting Maria Example, he left.",
    ],
)
def test_person_or_body_is_not_a_credit(text: str) -> None:
    assert find_credits(text) == []


def test_two_agencies_named_together_are_two_credits() -> None:
    assert [c.name for c in find_credits("With reporting by Reuters and AFP")] == ["AFP", "Reuters"]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for one in (text, f"According to Reuters {text} told AFP"):
        found = find_credits(one)
        assert all(0 <= c.start < c.end <= len(one) and c.name for c in found)
