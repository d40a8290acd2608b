"""The main job in a browser: a pasted article becomes a signed verdict in a CSV, with and without JavaScript."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.prose import ARTICLE, CLAIMED, DENIED, DENIED_AGAIN, HEADLINE, SECOND

STATEMENT = "Two of the four cranes of Port Example will be moved inland by September."


def paste_article(page: Page, text: str, headline: str, publisher: str) -> str:
    """Add a pasted article and return its number, as the desk's fields accept it."""
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("link", name="Add an article").first.click()
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_label("Headline").fill(headline)
    fill_in_source(page, "Publisher", publisher, "new: outlet")
    page.get_by_role("button", name="Archive the article").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    return "#" + page.url.rstrip("/").rsplit("/", 1)[1]


def fill_in_source(page: Page, label: str, name: str, kind: str = "") -> None:
    """Type a source's name into the field, and choose its kind if it is new."""
    field = page.get_by_role("group", name=label).first
    field.get_by_label("Name").fill(name)
    if kind:
        field.get_by_label("If it is new").select_option(label=kind)


def select_words(page: Page, words: str) -> None:
    """Select the words in the article as a mouse would, with the browser's own selection."""
    page.locator(".article-text p", has_text=words).evaluate(
        """(paragraph, words) => {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            }
        }""",
        words,
    )


def add_claim(page: Page, *, javascript: bool) -> None:
    if javascript:
        select_words(page, CLAIMED)
        page.get_by_role("button", name="Add a claim").click()
    else:
        page.locator("#extract-form").get_by_label("Exact words").fill(CLAIMED)
    form = page.locator("#extract-form")
    expect(form.get_by_label("Exact words")).to_have_value(CLAIMED)
    form.get_by_label("Statement", exact=False).first.fill(STATEMENT)
    form.locator("[name=chain-1-source_name]").fill("Example Gazette")
    form.locator("[name=chain-1-source_kind]").select_option(label="new: outlet")
    form.locator("[name=chain-1-kind]").select_option(label="reported")
    form.get_by_role("button", name="Save the claim", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(STATEMENT)


def add_evidence(page: Page, article: str, quote: str, origin: str, kind: str) -> None:
    summary = page.locator("summary", has_text="Add evidence")
    if summary.count() and not page.locator(".add-form").is_visible():
        summary.first.click()
    form = page.locator("form.add-form")
    form.get_by_text("contradicts", exact=True).click()
    form.get_by_label("Kind").select_option(label="denial")
    form.get_by_text("the whole claim", exact=True).click()
    form.get_by_label("Quote", exact=True).fill(quote)
    form.get_by_label("An article on the desk").fill(article)
    form.get_by_label("It quotes the source directly").check()
    form.locator("[name=origin_name]").fill(origin)
    form.locator("[name=origin_new]").select_option(label=kind)
    form.get_by_role("button", name="Add evidence").click()
    expect(page.locator(".evidence", has_text=quote)).to_contain_text("Found in the archived copy")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_pasted_article_becomes_a_signed_verdict_in_a_csv(
    visit: Callable[..., Page], *, javascript: bool
) -> None:
    researcher = visit("researcher", javascript=javascript)
    second = paste_article(researcher, SECOND, "Dockers deny it", "Dockside Weekly")
    first = paste_article(researcher, ARTICLE, HEADLINE, "Example Observer")
    expect(researcher.locator(".article-text details.boilerplate")).not_to_have_count(0)
    expect(researcher.locator("dd.hash")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    add_claim(researcher, javascript=javascript)
    claim_path = researcher.url.split("?")[0].split("#")[0]

    add_evidence(researcher, first, DENIED, "Harbour master of Port Example", "new: official")
    add_evidence(researcher, second, DENIED_AGAIN, "Dockers' union", "new: official body")
    expect(researcher.locator(".origin-figures").first).to_contain_text(
        "2 documents, 2 independent origins"
    )

    reviewer = visit("reviewer1", javascript=javascript)
    reviewer.get_by_role("link", name=STATEMENT).first.click()
    assess = reviewer.locator("form[action$='/assess/']")
    assess.locator("[name=rating][value=refuted]").check()
    assess.get_by_label("Rationale").fill(
        "The harbour master and the dockers deny it, apart from each other."
    )
    assess.get_by_text("high", exact=True).click()
    assess.get_by_role("button", name="Assess").click()
    expect(reviewer.locator("main")).to_contain_text("Agreed")

    editor = visit("editor", javascript=javascript)
    editor.get_by_role("link", name=STATEMENT).first.click()
    sign = editor.locator("form[action$='/sign-off/']")
    sign.get_by_label("Rationale").fill("Two origins deny it; the paper names none.")
    sign.get_by_text("medium", exact=True).click()
    override = sign.get_by_label("Override").or_(sign.locator("[name^=override]"))
    if override.count():
        override.first.fill("Both speak of what is in their own hands.")
    sign.get_by_role("button", name="Sign off").click()
    expect(editor.locator("section.verdict")).to_contain_text("Refuted")

    editor.goto("/export/")
    with editor.expect_download() as download:
        editor.get_by_role("link", name="verdicts.csv").first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["claim"] == STATEMENT
    assert row["quote"] == CLAIMED
    assert row["verdict_code"] == "refuted"
    assert row["attribution"] == "Example Observer < Example Gazette"
    assert (row["contradicting"], row["contradicting_origins"]) == ("2", "2")
    assert (row["assessed_by"], row["signed_off_by"]) == ("reviewer1", "editor")
    assert claim_path.rstrip("/").endswith(row["claim_id"])
