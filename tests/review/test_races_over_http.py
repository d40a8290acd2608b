"""Two people press the same button at once on a real server, each with their own connection."""

import urllib.error
import urllib.parse
import urllib.request
from functools import partial
from typing import Any

import pytest
from django.test import Client

from claims.enums import ClaimStatus
from claims.models import Claim, Verdict
from tests.factories import ClaimFactory
from tests.threads import at_once

ROUNDS = 10
WORDS = {"editor1": "Worded by the first editor.", "editor2": "Worded by the second editor."}
CSRF = "a" * 32


def post(client: Client, url: str, fields: dict[str, Any]) -> tuple[int, str]:
    """Send the form as the member's browser would, and return a redirect without following it."""
    cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={CSRF}"
    request = urllib.request.Request(
        url,
        data=urllib.parse.urlencode(fields).encode(),
        headers={"Cookie": cookies, "X-CSRFToken": CSRF},
    )
    try:
        with urllib.request.build_opener(NoRedirect).open(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@pytest.mark.django_db(transaction=True)
def test_one_of_two_editors_who_sign_at_once_wins_and_the_other_sees_both_texts(
    live_server: Any, login: Any, cast: Any
) -> None:
    clients = {name: login(name) for name in WORDS}
    for _ in range(ROUNDS):
        claim: Claim = ClaimFactory(people=cast, status=ClaimStatus.AGREED)
        url = f"{live_server.url}/claims/{claim.pk}/sign-off/"
        fields = {"seen_revision": claim.revision, "confidence": "low"}
        answers = at_once([
            partial(post, client, url, fields | {"rationale": WORDS[name]})
            for name, client in clients.items()
        ])  # fmt: skip
        assert sorted(status for status, _ in answers) == [302, 409]
        page = next(text for status, text in answers if status == 409)
        conflict = page.split('<section class="conflict"', 1)[1].split("</section>", 1)[0]
        assert all(words in conflict for words in WORDS.values())
        assert Verdict.objects.filter(claim=claim).count() == 1
