"""Scripts in every text that people can type are shown as text, on every page, in a real browser.

Each world is a desk whose texts are all made of the same few payloads; a browser then visits every page that links lead
to. A dialog, a request that a payload makes or a violation of the content security policy is a fault: the policy would
stop the script, but the text should never have become one.

Negative control: TORTURE_BREAK=unescaped switches escaping and the policy off. Seen red: 529 dialogs and
requests of 2 payloads on 146 pages.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from claims.actions import review
from claims.actions.claims import link_claims
from claims.actions.questions import add_question
from claims.enums import ClaimStatus, LinkKind, OriginKind, RatingCode
from claims.given import Upload, pasted
from claims.models import Claim
from tests.conftest import Cast
from tests.factories import (
    BODY,
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    sign_off,
)
from tests.imports.files import csv_of

from .amounts import amount
from .desk import CSRF, Member, ServedDesk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.browser,
    pytest.mark.any_database,
]

AT_ONCE = 10  # payloads in one text
PAGES = 70  # of one world
BEACON = "/x-beacon"

SEEDS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>", "\" autofocus onfocus=alert(1) x=\"", "' autofocus onfocus='alert(1)",
    "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>", "<iframe srcdoc='<script>parent.alert(1)</script>'>", "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>", "<a href=javascript:alert(1)>x</a>", "javascript:alert(1)", "<math><mtext><img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x>", "<video><source onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<marquee onstart=alert(1)>x</marquee>", "{{constructor.constructor('alert(1)')()}}",
    "<b hx-get=/x-beacon hx-trigger=load>x</b>", "<b data-hx-get=/x-beacon data-hx-trigger=load>x</b>",
    "<b hx-on::load=alert(1)>x</b>", "<img src=/x-beacon>", "<link rel=stylesheet href=/x-beacon>", "<style>@import '/x-beacon'</style>",
    "<meta http-equiv=refresh content='0;url=/x-beacon'>", "<base href=//x-beacon.example/>", "<object data=/x-beacon>",
    "<form action=/x-beacon><button autofocus>x", "<b style='background:url(/x-beacon)'>x</b>", "\u2028<script>alert(1)</script>",
    "<scr\0ipt>alert(1)</script>", "<ſcript>alert(1)</ſcript>", "＜script＞alert(1)＜/script＞", "<img/src=x/onerror=alert(1)//",
    "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>", "%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "<svg><use href=/x-beacon#a>",
]  # fmt: skip


def payloads(count: int) -> list[str]:
    """Return this number of payloads: the seeds, then seeds with other cases, breaks and joints between them."""
    chance, found = random.Random(2026), [seed.replace("\0", "") for seed in SEEDS]
    found = list(dict.fromkeys(found))
    while len(found) < count:
        seed = chance.choice(SEEDS).replace("\0", "")
        way = chance.randrange(5)
        changed = (
            "".join(letter.upper() if chance.random() < 0.5 else letter for letter in seed),
            seed.replace(" ", chance.choice(["\t", "\n", "/", "  "])),
            chance.choice(['"', "'", "`", ">", "-->", "</p>", "]]>"]) + seed,
            seed + chance.choice(SEEDS).replace("\0", ""),
            seed.replace(
                "alert(1)", chance.choice(["alert`1`", "alert&#40;1)", "top['al'+'ert'](1)"])
            ),
        )[way]
        if changed not in found:
            found.append(changed)
    return found[:count]


@dataclass
class Watch:
    """A browser in which nothing that a text says may happen."""

    context: BrowserContext
    dialogs: list[str] = field(default_factory=list)
    beacons: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    pages: int = 0

    def __post_init__(self) -> None:
        self.context.expose_binding("verifyViolation", lambda _, text: self.violations.append(text))
        self.context.add_init_script(
            "addEventListener('securitypolicyviolation', e => "
            "verifyViolation(location.pathname + ' ' + e.violatedDirective + ' ' + e.blockedURI));"
        )
        self.page: Page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(f"{self.page.url} {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if "x-beacon" in request.url:
            self.beacons.append(f"{self.page.url} {request.url}")

    def visit(self, url: str) -> list[str]:
        """Open the page, and return where its links lead."""
        try:
            self.page.goto(url, wait_until="load", timeout=60_000)
        except BrowserError as error:
            if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
                return []
            raise
        self.pages += 1
        found: list[str] = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        return found


def make_world(cast: Cast, texts: list[str]) -> None:
    """Put the texts wherever the desk keeps one."""
    short, long = texts[0], "\n\n".join(texts)
    joined = " ".join(texts)
    source = SourceFactory(by=cast.researcher, name=f"Source {joined[:150]}", interest=long)
    question = add_question(f"Is it so? {joined[:400]}", by=cast.researcher)
    article = ArticleFactory(
        by=cast.researcher,
        publisher=source,
        headline=f"{joined[:290]}",
        text=f"{BODY}\n{long}\n",
        authors=joined[:200],
    )
    claim = ClaimFactory(
        people=cast,
        article=article,
        statement=f"They sold it. {joined[:900]}",
        external_id=short[:60],
    )
    other = ClaimFactory(people=cast, statement=f"They kept it. {joined[:900]}")
    link_claims(claim, LinkKind.CONTRADICTS, other, by=cast.researcher)
    quoted = ArticleFactory(by=cast.researcher, text=f"{BODY}\n{joined}\n")
    EvidenceFactory(
        claim=claim, by=cast.researcher, note=long, quote="all four cranes will stay in service until autumn",
        article=quoted, origin_kind=OriginKind.UNNAMED, origin_label=short[:190], translation=long,
        translated_by=short[:190],
    )  # fmt: skip
    name = short.replace("/", "∕")[:80]
    page = Upload(**{**vars(pasted(long)), "name": f"{name}.txt"})
    EvidenceFactory(
        claim=claim, by=cast.researcher, title=joined[:290], custody=long, upload=page, note=long
    )
    claim.refresh_from_db()
    review.comment(claim, long, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.NOT_ENOUGH_EVIDENCE, rationale=long)
    sign_off(claim, cast.editor, rationale=long)
    review.comment(Claim.objects.get(pk=other.pk), long, by=cast.researcher)
    ClaimFactory(people=cast, status=ClaimStatus.WITHDRAWN, statement=joined[:500])
    assert question.pk


def echoed(texts: list[str]) -> Iterator[str]:
    """Yield addresses that say again what is in them."""
    from urllib.parse import quote

    for text in texts:
        said = quote(text)
        yield f"/claims/?q={said}"
        yield f"/articles/?q={said}&sort={said}"
        yield f"/accounts/login/?next={said}"
        yield f"/{said}"
        yield f"/admin/claims/claim/?q={said}"


def refused_forms(researcher: Member, claim: int, texts: list[str]) -> Iterator[str]:
    """Yield the pages that show again what could not be saved."""
    long = "\n".join(texts)
    broken = {
        "statement": long[:1900],
        "quote": long,
        "note": long,
        "url": texts[0],
        "seen_in_name": long[:300],
    }
    yield researcher.post(f"/claims/{claim}/evidence/", broken).text
    yield researcher.post("/claims/new/", broken | {"chain-0-source_name": texts[0]}).text
    yield researcher.post(
        "/articles/new/", {"headline": texts[0], "url": texts[0], "text": ""}
    ).text
    yield researcher.post("/articles/urls/", {"urls": long}).text
    yield researcher.post(
        "/sources/new/", {"name": texts[0], "kind": texts[0], "interest": long}
    ).text
    file = csv_of(
        {
            "external_id": "x",
            "statement": long,
            "quote": long,
            "speaker": texts[0],
            "question": texts[0],
        }
    )
    yield researcher.post(
        "/admin/claims/claim/import/", {}, file=(f"{texts[0][:40]}.csv".replace('"', "'"), file)
    ).text


def crawl(watch: Watch, desk: ServedDesk, texts: list[str]) -> None:
    base = f"http://127.0.0.1:{desk.port}"
    starts = (
        "/",
        "/claims/",
        "/articles/",
        "/sources/",
        "/questions/",
        "/record/",
        "/export/",
        "/admin/",
        "/corrections/",
    )
    ahead = [f"{base}{path}" for path in (*starts, *echoed(texts[:3]))]
    seen = set(ahead)
    while ahead and watch.pages < PAGES:
        for link in watch.visit(ahead.pop(0)):
            url = urljoin(base, link).partition("#")[0]
            kind = urlsplit(url).path.rpartition(".")[2]
            inside = (
                url.startswith(base) and "logout" not in url and kind not in {"csv", "xlsx", "zip"}
            )
            if inside and "?" not in url and url not in seen:
                seen.add(url)
                ahead.append(url)


def open_watch(chromium: Browser, desk: ServedDesk, member: Member) -> Watch:
    context = chromium.new_context()
    url = f"http://127.0.0.1:{desk.port}"
    context.add_cookies([
        {"name": "sessionid", "value": member.cookies["sessionid"], "url": url},
        {"name": "csrftoken", "value": CSRF, "url": url},
    ])  # fmt: skip
    return Watch(context)


def test_no_text_becomes_a_script(
    desk: ServedDesk, cast: Cast, chromium: Browser, figure: Any
) -> None:
    every = payloads(amount("scripts"))
    pages, found = 0, list[str]()
    for start in range(0, len(every), AT_ONCE):
        texts = every[start : start + AT_ONCE]
        make_world(cast, texts)
        newest = Claim.objects.latest("pk").pk
        for role in ("editor", "admin"):
            watch = open_watch(chromium, desk, desk.member(getattr(cast, role)))
            crawl(watch, desk, texts)
            if role == "editor":
                for html in refused_forms(desk.member(cast.editor), newest, texts):
                    # As the browser would show the answer, under the desk's own address and policy.
                    watch.page.route("**/answer/", partial(_answer, desk, html))
                    watch.visit(f"http://127.0.0.1:{desk.port}/answer/")
                    watch.page.unroute("**/answer/")
            pages += watch.pages
            found += watch.dialogs + watch.beacons + watch.violations
            watch.context.close()
    figure(
        "scripts in texts",
        payloads=len(every),
        pages=pages,
        dialogs_beacons_and_violations=len(found),
    )
    assert found == []
    assert pages > 100
    assert desk.failures == []


def _answer(desk: ServedDesk, html: str, route: Any) -> None:
    policy = desk.member(None).get("/accounts/login/").headers.get("content-security-policy", "")
    headers = {"content-type": "text/html; charset=utf-8"} | (
        {"content-security-policy": policy} if policy else {}
    )
    route.fulfill(status=200, body=html, headers=headers)
