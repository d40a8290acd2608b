"""What comes in, in states that the demo desk does not hold: no serious axe fault, no CSP violation, no sideways scrolling."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.actions.imports import import_claims, read_claim_rows
from claims.given import ClaimRow, ImportGiven
from claims.models import Article, Import
from tests.articles.test_read_pasted import TEXT
from tests.captures.conftest import outlet, run_queue, stored
from tests.captures.outlet import PARAGRAPHS, Outlet, page
from tests.conftest import Cast
from tests.extractors.walls import WALLS
from tests.fetching.wire import reply

from .test_pages import LOOKS, faults_of

__all__ = ["outlet", "stored"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def undo(cast: Cast) -> str:
    """The page that undoes an import of one claim."""
    run = ImportGiven("claims.csv")
    for rows in read_claim_rows([(ClaimRow(2, "u-1", "Two cranes are sold."),)]):
        import_claims(rows, by=cast.researcher, run=run)
    return f"/admin/claims/claim/import/{Import.objects.get(key=run.key).pk}/undo/"


def test_states_of_intake_have_no_serious_accessibility_fault(
    visit: Callable[..., Page], outlet: Outlet, stored: Callable[..., Article], undo: str
) -> None:
    outlet.pages["/wall"] = reply(WALLS[0].html.encode())
    outlet.publish("/cranes")
    outlet.pages["/amp/cranes"] = reply(page(*PARAGRAPHS))
    wall, twin = stored("/wall"), stored("/cranes")
    stored("/amp/cranes")
    run_queue()
    held = {
        f"/articles/{wall.pk}/": "#judgement",
        f"/articles/{twin.pk}/": "#same-page",
        undo: ".desk-figures",
    }
    faults: list[str] = []
    for width, scheme in LOOKS:
        seen = visit("researcher", viewport={"width": width, "height": 900}, color_scheme=scheme)
        complaints: list[Any] = []
        seen.on("console", lambda said, into=complaints: into.append(said.text))
        for path, state in held.items():
            seen.goto(path)
            expect(seen.locator(state)).to_be_visible()
            faults += faults_of(seen, f"{path} {scheme}", width)
        propose(seen)
        faults += faults_of(seen, f"proposals {scheme}", width)
        take_all(seen)
        faults += [text for text in complaints if "Content Security Policy" in text]
    assert not faults, "\n".join(faults)


def propose(seen: Page) -> None:
    seen.goto("/articles/new/")
    seen.get_by_label("Text", exact=True).fill(TEXT)
    seen.get_by_role("button", name="Read what the text says of itself").click()
    expect(seen.get_by_role("button", name="Use all of these")).to_be_visible()


def take_all(seen: Page) -> None:
    """Take all proposals by keyboard: the focus stays where they were, and does not fall to the top of the page."""
    seen.get_by_role("button", name="Use all of these").press("Enter")
    expect(seen.get_by_role("textbox", name="Headline")).not_to_have_value("")
    expect(seen.locator("#article-proposed p")).to_be_focused()
