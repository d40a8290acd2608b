"""Every page of the demo desk in a browser: no serious axe fault, no CSP violation, no sideways scrolling."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from tests.factories import make_numbered_export

PAGES = [
    "/",
    "/articles/",
    "/articles/new/",
    "/articles/{article}/",
    "/articles/{read}/?order=text&suggestion={suggestion}",
    "/articles/{article}/compare/",
    "/articles/{copy}/shared/{original}/",
    "/captures/",
    "/claims/",
    "/claims/new/",
    "/claims/{claim}/",
    "/claims/{claim}/waiting/",
    "/claims/{claim}/similar/",
    "/questions/",
    "/questions/{question}/",
    "/questions/{question}/change/",
    "/sources/",
    "/sources/{source}/",
    "/sources/{source}/change/",
    "/sources/{source}/merge/?into=This+desk",
    "/corrections/",
    "/record/",
    "/search/?q=armenia",
    "/agreement/",
    "/export/",
    "/export/numbered/",
    "/export/{export}/",
    "/accounts/keys/",
    "/drafts/",
    "/accounts/password_change/",
    "/admin/",
    "/admin/claims/claim/",
    "/admin/claims/claim/import/",
    "/admin/claims/article/import/",
    "/nowhere/",
]
SERIOUS = {"serious", "critical"}
LOOKS: list[tuple[int, Any]] = [(1440, "light"), (390, "dark")]


@pytest.fixture
def demo(transactional_db: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DEMO_PASSWORD", "a demo password for tests")
    call_command("demo", verbosity=0)
    return "a demo password for tests"


def test_no_page_has_a_serious_accessibility_fault(
    demo: str, browser: Browser, live_server: Any
) -> None:
    from claims.models import Article, Claim, Question, Suggestion

    first = Claim.objects.order_by("pk").first()
    article = Article.objects.order_by("pk").first()
    copy = Article.objects.filter(republishes_article__isnull=False).first()
    suggestion = Suggestion.objects.waiting().strongest_first().first()
    rows = {
        "article": article.pk,
        "copy": copy.pk,
        "original": copy.republishes_article_id,
        "read": suggestion.article_id,
        "suggestion": suggestion.pk,
        "claim": first.pk,
        "question": Question.objects.first().pk,
        "source": article.publisher_id,
        "export": make_numbered_export(User.objects.get(username="reader")).pk,
    }
    # The latest claim of each status and verdict, which includes a corrected one.
    claims = {
        (claim.status, claim.verdict and claim.verdict.rating_code): claim.pk
        for claim in Claim.objects.select_related("verdict").order_by("pk")
    }
    paths = [p.format(**rows) for p in PAGES] + [f"/claims/{pk}/" for pk in claims.values()]
    faults: list[str] = []
    # A colour that is still changing, as in the admin, has no contrast to measure.
    context = browser.new_context(
        base_url=live_server.url, bypass_csp=False, reduced_motion="reduce"
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    log_in(page, "editor", demo)
    for path in paths:
        page.goto(path)
        for width, scheme in LOOKS:  # no page does anything else for its size or scheme as it loads
            page.set_viewport_size({"width": width, "height": 1000})
            page.emulate_media(color_scheme=scheme)
            faults += faults_of(page, f"{path} at {width}, {scheme}", width)
    faults += [text for text in complaints if "Content Security Policy" in text]
    context.close()
    assert not faults, "\n".join(faults)


def faults_of(page: Page, where: str, width: int) -> list[str]:
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    faults = [
        f"{where} {v['id']}: {v['nodes'][0]['html'][:200]}"
        for v in results.response["violations"]
        if v["impact"] in SERIOUS
    ]
    if page.evaluate_handle("document.documentElement").evaluate("e => e.scrollWidth") > width:
        faults.append(f"{where} scrolls sideways")
    return faults


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/")


def test_refused_form_keeps_every_input(visit: Callable[..., Page]) -> None:
    page = visit("researcher")
    page.goto("/articles/new/")
    page.get_by_label("Headline").fill("A headline typed by hand")
    page.get_by_label("URL", exact=True).fill("javascript:alert(1)")
    page.get_by_label("Text", exact=True).fill("One line.\nAnother line, long enough to be a text.")
    page.get_by_role("button", name="Archive the article").click()
    page.locator(".form-errors").wait_for()
    assert page.get_by_label("Headline").input_value() == "A headline typed by hand"
    assert page.get_by_label("Text", exact=True).input_value().startswith("One line.\nAnother")
