"""The admin's scripts work under the desk's content security policy: inline rows, autocomplete and popups."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim, Question, Source
from tests.conftest import Cast
from tests.factories import ClaimFactory, SourceFactory
from tests.imports.files import csv_of

from .test_pages import SERIOUS


@pytest.fixture
def researcher(visit: Callable[..., Page], cast: Cast) -> Page:
    page = visit("researcher")
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.refused = refused  # type: ignore[attr-defined]
    return page


def choose(page: Page, row: str, name: str) -> None:
    page.locator(f"{row} .select2-selection").first.click()
    page.keyboard.type(name)
    page.locator(".select2-results__option", has_text=name).click()


def save(page: Page, button: str = "Save") -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_stakes_can_be_added_and_removed_row_by_row(researcher: Page, cast: Cast) -> None:
    page = researcher
    for name in ("Harbour North", "Harbour South"):
        SourceFactory(name=name, by=cast.researcher)
    page.goto("/admin/claims/question/add/")
    page.get_by_label("Text:").fill("Will the cranes be sold?")
    choose(page, "#stakes-0", "Harbour North")
    page.locator("[name=stakes-0-party]").select_option("party")
    page.get_by_role("button", name="Add another Stake").click()
    choose(page, "#stakes-1", "Harbour South")
    page.locator("[name=stakes-1-party]").select_option("party")
    save(page, "Save and continue editing")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Question.objects.get().stakes.count() == 2

    page.locator("#stakes-0 .inline-deletelink").click()
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [str(stake.source) for stake in Question.objects.get().stakes.all()] == ["Harbour South"]
    assert page.refused == []  # type: ignore[attr-defined]


def test_parent_can_be_added_in_a_popup(researcher: Page) -> None:
    page = researcher
    page.goto("/admin/claims/source/add/")
    page.get_by_label("Name:").fill("Port Radio")
    page.locator("[name=kind]").select_option("outlet")
    with page.expect_popup() as opened:
        page.locator("#add_id_parent").click()
    window = opened.value
    window.get_by_label("Name:").fill("Port Authority")
    window.locator("[name=kind]").select_option("official_body")
    save(window)
    expect(page.locator("#id_parent option:checked")).to_have_text("Port Authority")
    page.locator("[name=parent_relation]").select_option("owned_by")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Source.objects.get(name="Port Radio").parent.name == "Port Authority"
    assert page.refused == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1440, 390])
def test_file_is_previewed_imported_and_undone(researcher: Page, width: int) -> None:
    page = researcher
    page.set_viewport_size({"width": width, "height": 900})
    long = "w" * 300
    rows = (
        {"speaker": "Harbour master"},
        {"said_on": "3/4/2031"},
        {"statement": long, "quote": long},
    )
    content = csv_of(*rows, {"external_id": "x-1", "statement": "Else."})
    page.goto("/admin/claims/claim/")
    page.get_by_role("link", name="Import claims").click()
    file = {"name": "claims.csv", "mimeType": "text/csv", "buffer": content}
    page.get_by_label("File of claims").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Preview the import").click()
    expect(page.get_by_role("heading", name="Nothing is written yet")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in SERIOUS] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not Claim.objects.exists()
    page.get_by_label("Day first").check()
    page.get_by_role("button", name="Read the file again").click()
    page.get_by_role("button", name="Import 3 new").click()
    expect(page.get_by_role("heading", name="Imported")).to_be_visible()
    assert Claim.objects.count() == 3
    page.get_by_role("link", name="Undo").click()
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in SERIOUS] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Undo the import").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert not Claim.objects.exists()
    assert page.refused == []  # type: ignore[attr-defined]


def test_slower_of_two_editors_sees_both_texts_and_decides(researcher: Page, cast: Cast) -> None:
    claim = ClaimFactory(people=cast)
    address = f"/admin/claims/claim/{claim.pk}/change/"
    slower, faster = researcher, researcher.context.new_page()
    for page, statement in ((slower, "The port keeps all."), (faster, "The port sells one.")):
        page.goto(address)
        page.get_by_label("Statement:").fill(statement)
    save(faster)
    expect(faster.locator(".messagelist .success")).to_be_visible()
    save(slower)
    conflict = slower.get_by_role("region", name="What is on the desk now")
    expect(conflict).to_contain_text("The port sells one.")
    expect(conflict).to_contain_text("The port keeps all.")
    save(slower)
    expect(slower.locator(".messagelist .success")).to_be_visible()
    assert Claim.objects.get().statement == "The port keeps all."
