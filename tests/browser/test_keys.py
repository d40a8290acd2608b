"""Keys: they act on the row that has the focus, and on nothing while somebody types."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from claims.actions.suggestions import read_article
from claims.models import Article, Claim, SetAside
from tests.factories import ArticleFactory, ClaimFactory
from tests.suggestions.texts import CROSSED, DENIED, find_suggestion, make_read_article

from .test_journey import select_words

pytestmark = pytest.mark.django_db(transaction=True)

# Every letter and figure that acts somewhere, with spaces and a line break, which press buttons.
PARAGRAPH = "a dock, j k u: do pay now? e x c 1234\nThe quick brown fox jumps over the lazy dog."
CLAIMED = "300 dockers blocked the eastern quay of Port Example on Monday"
DENIALS = (
    "The Ministry of Ports denied on Tuesday that dockers had blocked the eastern quay of Port Example.",
    "On Monday 400 dockers blocked the eastern quay of Port Example, the police said in a statement.",
)


@pytest.fixture
def article(cast: Any) -> Article:
    return make_read_article(cast.researcher, language="en")


@pytest.fixture
def claim(cast: Any) -> Claim:
    own = ArticleFactory(by=cast.researcher, text=f"News\n\n{CLAIMED}, said the union.\n")
    for sentence in DENIALS:
        other = ArticleFactory(by=cast.researcher, text=f"More\n\n{sentence}\n")
        assert read_article(other.snapshot)
    return ClaimFactory(people=cast, statement=f"{CLAIMED}.", article=own, quote=CLAIMED)


class Held:
    """Keep back the response to one address until it is let go, so that a test types before, during and after the swap."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.requests: list[Route] = []
        self.is_open = False
        page.route(address, self._keep)

    def _keep(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.requests.append(route)

    def let_go(self) -> None:
        self.is_open = True
        for route in self.requests:
            route.continue_()


def type_around(page: Page, address: str, press: Callable[[], None], before: int) -> None:
    """Press what changes the page, and type at full speed: so many characters before its response is let go."""
    held = Held(page, address)
    swaps = page.evaluate_handle(
        """() => { const seen = { swaps: 0 };
        document.addEventListener("htmx:afterSwap", () => { seen.swaps += 1; }); return seen; }"""
    )
    press()
    page.keyboard.type(PARAGRAPH[:before])
    held.let_go()
    if before == len(PARAGRAPH):  # all of it was typed while the desk was thinking
        page.wait_for_function("seen => seen.swaps > 0", arg=swaps)
        return
    page.keyboard.type(PARAGRAPH[before:])


def wait_for_letters(page: Page) -> None:
    """Wait until letters act again after a swap."""
    expect(page.locator("body")).not_to_have_attribute("data-quiet", "")


def test_paragraph_typed_while_accepting_goes_into_the_statement(
    visit: Any, article: Article
) -> None:
    page = visit("researcher")
    one = find_suggestion(article, CROSSED)
    for before in (0, 1, 2, 7, 20, len(PARAGRAPH)):
        page.goto(f"/articles/{article.pk}/?order=text")
        address = page.url
        page.locator(f"[data-row='{one.pk}']").focus()
        type_around(page, "**/claims/?suggestion=*", lambda: page.keyboard.press("a"), before)

        statement = page.locator("#extract-form").get_by_label("Statement").first
        expect(statement).to_be_focused()
        expect(statement).to_have_value(one.statement + PARAGRAPH)
        assert page.url == address
    assert article.suggestions.exclude(state="waiting").count() == 0
    assert not Claim.objects.exists()


def test_paragraph_typed_while_dismissing_dismisses_nothing_else(
    visit: Any, article: Article
) -> None:
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/?order=text")
    lines = page.locator("#suggestions [data-row]")
    count, address = lines.count(), page.url
    moments = [(1, False), (7, False), (len(PARAGRAPH), False), (2, True)]
    assert count >= len(moments)
    for number, (before, by_mouse) in enumerate(moments, start=1):
        wait_for_letters(page)
        lines.first.focus()
        page.keyboard.press("d")
        reason = lines.first.get_by_role("button", name="Prediction")
        press = reason.click if by_mouse else lambda: page.keyboard.press("p")
        type_around(page, "**/dismiss/", press, before)

        expect(lines).to_have_count(count - number)
        assert page.evaluate("document.activeElement.closest('#suggestions') !== null")
        decided = article.suggestions.exclude(state="waiting")
        assert list(decided.values_list("dismissed_as", flat=True)) == ["prediction"] * number
        expect(page.locator("#extract-form").get_by_label("Statement").first).to_have_value("")
        expect(page.locator("dialog")).to_have_count(0)
        assert page.url == address
    assert not Claim.objects.exists()


def test_paragraph_typed_while_setting_a_passage_aside_does_nothing_else(
    visit: Any, claim: Claim
) -> None:
    page = visit("researcher")
    page.goto(f"/claims/{claim.pk}/waiting/")
    address = page.url
    rows = page.locator("#waiting [data-row]")
    expect(rows).to_have_count(2)
    for left, before in ((1, 3), (0, len(PARAGRAPH))):
        wait_for_letters(page)
        rows.first.focus()
        type_around(page, "**/set-aside/", lambda: page.keyboard.press("x"), before)
        expect(rows).to_have_count(left)
        assert page.evaluate("document.activeElement.closest('#waiting') !== null")
        assert page.url == address
        assert SetAside.objects.count() == 2 - left


def test_paragraph_typed_while_a_claim_is_refused_is_kept(visit: Any, article: Article) -> None:
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/?suggestion={find_suggestion(article, CROSSED).pk}")
    form = page.locator("#extract-form")
    statement = form.get_by_label("Statement").first
    form.get_by_label("Exact words").fill("Words that are nowhere.")
    statement.fill("So: ")
    type_around(page, "**/claims/", lambda: statement.press("Control+Enter"), len(PARAGRAPH))
    expect(page.locator("#extract .form-errors")).to_be_visible()
    expect(statement).to_have_value(f"So: {PARAGRAPH}")
    assert not Claim.objects.exists()
    assert article.suggestions.exclude(state="waiting").count() == 0


def test_letters_act_on_the_row_and_never_on_a_button_or_in_a_field(
    visit: Any, article: Article
) -> None:
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/?order=text")
    rows = page.locator("#suggestions [data-row]")
    first, second = rows.first, rows.nth(1)
    expect(first).to_have_attribute("tabindex", "0")
    expect(second).to_have_attribute("tabindex", "-1")
    fold = first.locator("details.dismiss")

    page.keyboard.press("d")  # the focus is in no list
    first.get_by_role("link", name="Accept").focus()
    for key in "djk?":
        page.keyboard.press(key)
    expect(fold).not_to_have_attribute("open", "")
    expect(first.get_by_role("link", name="Accept")).to_be_focused()
    expect(page.locator("dialog")).to_have_count(0)

    first.focus()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("tabindex", "0")
    expect(first).to_have_attribute("tabindex", "-1")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("p")  # a reason, while nothing asks for one
    page.keyboard.press("d")
    expect(fold).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(fold).not_to_have_attribute("open", "")
    assert article.suggestions.exclude(state="waiting").count() == 0


def test_letter_takes_selected_words_only_while_the_text_has_the_focus(
    visit: Any, article: Article
) -> None:
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/")
    quote = page.locator("#extract-form").get_by_label("Exact words")
    page.locator(".article-text p", has_text=DENIED).click()
    select_words(page, DENIED)
    expect(page.locator("#selection")).to_be_visible()
    page.keyboard.press("c")
    expect(quote).to_have_value(DENIED)
    expect(page.locator("#extract-form").get_by_label("Statement").first).to_be_focused()
    page.keyboard.type("cabc")
    expect(page.locator("#extract-form").get_by_label("Statement").first).to_have_value("cabc")


def test_switch_turns_letters_off_in_every_browser_of_the_account(
    visit: Any, article: Article
) -> None:
    plain = visit("researcher", javascript=False)
    plain.goto("/accounts/")
    plain.get_by_role("link", name="Keys, and their switch").click()
    plain.get_by_role("button", name="Switch single letters off").click()
    expect(plain.locator(".notice").first).to_be_visible()

    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/?order=text")
    rows = page.locator("#suggestions [data-row]")
    expect(page.locator(".keys-hint")).to_have_count(0)
    rows.first.focus()
    page.keyboard.type("d?j")
    expect(rows.first).to_be_focused()
    expect(rows.first.locator("details.dismiss")).not_to_have_attribute("open", "")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()

    other = visit("editor")
    other.goto(f"/articles/{article.pk}/?order=text")
    other.locator("#suggestions [data-row]").first.focus()
    other.keyboard.press("j")
    expect(other.locator("#suggestions [data-row]").nth(1)).to_be_focused()


def test_question_mark_shows_all_keys_and_gives_the_focus_back(
    visit: Any, article: Article
) -> None:
    page = visit("researcher")
    page.goto(f"/articles/{article.pk}/?order=text")
    row = page.locator("#suggestions [data-row]").first
    row.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    faults = Axe().run(page).response["violations"]
    assert faults == [], json.dumps(faults)[:2000]
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(row).to_be_focused()


def test_search_opens_from_a_field_and_keys_alone_lead_to_what_was_found(
    visit: Any, claim: Claim, article: Article
) -> None:
    page = visit("researcher")
    page.goto(f"/claims/{claim.pk}/")
    page.locator("#comment-text").fill("A remark that is not finished")
    answer = Held(page, "**/search/")
    page.locator("#comment-text").press("Control+k")
    page.keyboard.type(article.headline[:5])
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    answer.let_go()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(article.headline[5:12])
    hit = dialog.get_by_role("link", name=article.headline)
    expect(hit).to_be_visible()
    faults = Axe().run(page).response["violations"]
    assert faults == [], json.dumps(faults)[:2000]
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".search-hit").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")  # the first may have emptied the field
    expect(dialog).to_be_hidden()
    expect(page.locator("#comment-text")).to_be_focused()
    expect(page.locator("#comment-text")).to_have_value("A remark that is not finished")
    page.keyboard.press("Control+k")
    page.keyboard.type(f"A{article.pk}")
    expect(dialog.locator("#found")).to_have_attribute("data-text", f"A{article.pk}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/articles/{article.pk}/")
