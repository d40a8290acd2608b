"""A claim similar to the one being typed is found and linked with the keyboard only."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from claims.enums import LinkKind
from claims.models import ClaimLink
from tests.factories import ClaimFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_similar_claim_can_be_linked_as_contradicted_with_the_keyboard_only(
    visit: Any, cast: Any
) -> None:
    known = ClaimFactory(
        people=cast, statement="Port Example sold four cranes to a shipyard in March."
    )
    page = visit("researcher")
    page.goto("/claims/new/")
    statement = page.get_by_label("Statement")
    statement.focus()
    page.keyboard.type("Port Example sold no cranes to a shipyard in March.")
    chooser = page.get_by_label(f"Link from the new claim to C{known.pk}")
    expect(chooser).to_be_visible()
    expect(statement).to_be_focused()

    for _ in range(2):  # past the link to the claim
        page.keyboard.press("Tab")
    expect(chooser).to_be_focused()
    page.keyboard.press("c")
    expect(chooser).to_have_value(f"contradicts:{known.pk}")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("End")
    with page.expect_response("**/claims/similar/"):
        page.keyboard.type(" Nor in April.")
    expect(chooser).to_have_value(f"contradicts:{known.pk}")
    page.keyboard.press("Control+Enter")

    page.wait_for_url(re.compile(r"/claims/\d+/$"))
    link = ClaimLink.objects.get()
    assert (link.kind, link.other) == (LinkKind.CONTRADICTS, known)
    expect(page.locator("#links")).to_contain_text(known.statement)
