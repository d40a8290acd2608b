"""Passwords that a program guesses first are refused, wherever a password is set."""

from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from claims.actions.accounts import create_user
from claims.enums import Role
from tests.conftest import PASSWORD
from verify.passwords import GuessesValidator

pytestmark = pytest.mark.any_database

OWNER = User(
    username="reviewer2", first_name="Anna", last_name="Kowalska", email="akow@gazette.example"
)


@pytest.mark.parametrize(
    "password",
    [
        "reviewer2reviewer2", "Reviewer2Reviewer2", "2reweiver2reweiver", "reviewer2-reviewer2!", "reviewer2reviewer3",
        "reviewer22026reviewer2", "annaannaannaanna", "anna.kowalska.1990", "KowalskaKowalska1", "gazettegazette7",
        "verifyverify1", "verify2026verify", "qwertyuiop12", "123456789012345", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc",
        "passwordpassword", "Passw0rdPassw0rd", "Summer2026!!", "abcdefghijklmnop", "qazwsxedcrfv", "reviewer2" * 20,
    ],
)  # fmt: skip
def test_password_that_is_easy_to_guess_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        GuessesValidator().validate(password, OWNER)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, "correct horse battery staple", "nineteen violet ladders hum", "xK9#vRt2$mQp", "мост кран буря ложка",
        "գինի քար ծով լամպ", "reviewer2 nineteen violet ladders",
    ],
)  # fmt: skip
def test_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    GuessesValidator().validate(password, OWNER)


@pytest.mark.parametrize("size", [1_000, 100_000])
@pytest.mark.parametrize("piece", ["a", "4e4e$@31", "reviewer2", "1990", "qaz", "ab1"])
def test_long_password_costs_no_more_time(piece: str, size: int, cpu_seconds: Any) -> None:
    with cpu_seconds(1), suppress(ValidationError):
        GuessesValidator().validate((piece * size)[:size], OWNER)


@pytest.mark.django_db
def test_change_of_a_password_is_refused_at_its_field(login: Any) -> None:
    client: Client = login("reviewer2")
    weak = "reviewer2reviewer2"
    typed = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    response = client.post("/accounts/password_change/", typed)
    assert response.status_code == 200
    assert response.context["form"].errors.as_data()["new_password2"][0].code == "password_too_easy"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "fields"), [("/accounts/login/", 1), ("/accounts/password_change/", 3)]
)
def test_password_fields_are_masked_and_known_to_password_managers(
    address: str, fields: int, login: Any
) -> None:
    client = login("reviewer2") if fields > 1 else Client()
    form = client.get(address).context["form"]
    inputs = [
        str(field) for name, field in ((n, form[n]) for n in form.fields) if "password" in name
    ]
    assert len(inputs) == fields
    for shown in inputs:
        assert 'type="password"' in shown
        assert "-password" in shown.partition("autocomplete=")[2]
        assert "maxlength" not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("change", [str.upper, str.strip, lambda typed: typed[:72]])
def test_password_is_compared_exactly_as_typed(change: Any) -> None:
    password = (
        " nineteen violet ladders hum softly over the harbour at noon, and forty more follow "
    )
    create_user("walker", roles=[Role.READER], by=None, password=password)

    def logs_in(typed: str) -> bool:
        client = Client()
        sent = client.post("/accounts/login/", {"username": "walker", "password": typed})
        return sent.status_code == 302

    assert not logs_in(change(password))
    assert logs_in(password)
