"""The page of all keys, and the switch of those of one letter."""

import re
from typing import Any

import pytest

from claims.models import Preferences
from claims.models.account_preferences import has_letters_off
from tests.test_architecture import ROOT

KEYS = "/accounts/keys/"
TEMPLATES = ROOT / "templates"


def test_page_lists_every_key_that_a_template_gives() -> None:
    page = (TEMPLATES / "claims/accounts/account_keys.html").read_text()
    listed = set(re.findall(r"<kbd>(.|Enter)</kbd>", page))
    given = {
        key
        for path in TEMPLATES.rglob("*.html")
        for keys in re.findall(r'data-key="([^"{]+)"', path.read_text())
        for key in keys.split()
    }
    assert {"a", "c", "d", "e", "u", "x"} <= given
    assert given <= listed, f"say in account_keys.html what {sorted(given - listed)} do"


def test_only_one_script_listens_for_keys() -> None:
    listening = {
        path.name
        for path in (ROOT / "static/js").glob("*.js")
        if re.search(r"""["']key(down|up|press)["']""", path.read_text())
    }
    assert listening == {"keys.js"}


@pytest.mark.django_db
def test_switch_is_of_one_account(cast: Any, login: Any) -> None:
    client = login("researcher")
    assert client.post(KEYS, {"letters": "off"}).status_code == 302
    assert has_letters_off(cast.researcher)
    assert not has_letters_off(cast.editor)
    assert 'name="letters" content="off"' in client.get("/").content.decode()
    assert 'name="letters" content="off"' not in login("editor").get("/").content.decode()
    client.post(KEYS, {"letters": "on"})
    assert not has_letters_off(cast.researcher)


@pytest.mark.django_db
def test_switch_refuses_other_values(cast: Any, login: Any) -> None:
    assert login("researcher").post(KEYS, {"letters": "x"}).status_code == 400
    assert not Preferences.objects.exists()
