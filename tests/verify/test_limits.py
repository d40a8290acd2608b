"""What may be done how often: counted for all processes together, and never in the way of reading."""

from itertools import chain
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.threads import at_once
from verify import limits
from verify.models import Count


@pytest.mark.django_db(transaction=True)
def test_counts_at_once_are_all_counted() -> None:
    def count() -> list[int]:
        return [limits.add("guesses", "somebody", 60).number for _ in range(10)]

    counted = chain.from_iterable(at_once([count] * 8))
    assert sorted(counted) == list(range(1, 81))


@pytest.mark.django_db
def test_count_ends_with_its_window_and_is_forgotten() -> None:
    with time_machine.travel("2030-01-01 12:00:00Z", tick=False) as clock:
        assert [limits.add("a", "me", 60).number for _ in range(3)] == [1, 2, 3]
        assert limits.add("a", "you", 60).number == 1
        limits.take_back("a", "me")
        assert limits.number_of("a", "me") == 2
        clock.shift(59)
        assert limits.add("a", "me", 60) == limits.Counted(3, seconds_left=1)
        clock.shift(1)
        assert limits.number_of("a", "me") == 0
        assert limits.add("a", "me", 60).number == 1
        assert limits.forget_ended() == 1
        assert Count.objects.count() == 1


@pytest.mark.django_db
def test_table_of_counts_names_nobody(client: Client) -> None:
    client.post("/accounts/login/", {"username": "typed-name", "password": "x"})
    assert Count.objects.exists()
    assert not [row for row in Count.objects.values() if "typed-name" in str(row)]
    assert not [row for row in Count.objects.values() if "127.0.0.1" in str(row)]


LIMITED = [
    ("GET", "/claims/?q=port", 120),
    ("GET", "/export/verdicts.csv", 60),
    ("POST", "/export/", 20),
    ("POST", "/articles/urls/", 60),
]


@pytest.mark.parametrize(("method", "path", "most"), LIMITED)
def test_each_limit_refuses_one_account_and_nobody_else(
    method: str, path: str, most: int, login: Any, settings: Any
) -> None:
    # A tenth of each, so that the test sends a tenth of the requests.
    settings.LIMITS = [(*row[:4], row[4] // 10, row[5]) for row in settings.LIMITS]
    most //= 10
    first, second = login("researcher1"), login("researcher2")

    def send(client: Client) -> Any:
        response = client.generic(method, path)
        if response.streaming:
            list(response.streaming_content)
        return response

    free = most // 2 if method == "GET" else 0
    told = [send(first) for _ in range(most + free + 1)]
    assert 429 not in {response.status_code for response in told[:-1]}
    assert told[-1].status_code == 429
    assert int(told[-1]["Retry-After"]) > 0
    assert send(second).status_code != 429
    assert first.get("/claims/").status_code == 200


@pytest.mark.django_db
def test_usual_reading_counts_nothing_in_the_database(login: Any) -> None:
    client = login("reader")
    before = Count.objects.count()
    for _ in range(10):
        assert client.get("/claims/?q=port").status_code == 200
        list(client.get("/export/verdicts.csv").streaming_content)
    assert Count.objects.count() == before


@pytest.mark.django_db
def test_refusal_keeps_what_was_typed(login: Any, settings: Any) -> None:
    settings.LIMITS = [("capture", {"article_urls"}, "POST", "account", 0, 60)]
    typed = "https://one.example/\r\nhttps://two.example/"
    response = login("researcher").post("/articles/urls/", {"urls": typed})
    assert response.status_code == 429
    assert 'value="https://one.example/\r\nhttps://two.example/"' in response.content.decode()
