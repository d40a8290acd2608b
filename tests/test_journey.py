"""The main job over HTTP: paste, claim, evidence, assessment, sign-off and a row in verdicts.csv."""

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

from .prose import ARTICLE, CLAIMED, DENIED, DENIED_AGAIN, HEADLINE, SECOND

STATEMENT = "Two of the four cranes of Port Example will be moved inland by September."


def fill_in(
    client: Client, page: HttpResponse, action: str, *, refused: bool = False, **typed: Any
) -> HttpResponse:
    """Submit a form of the page as a browser would, with its own values and this input. `refused`: it may be."""
    forms = html.fromstring(page.content).forms
    (form,) = [form for form in forms if (form.get("action") or "").endswith(action)]
    fields = {name: value or "" for name, value in form.form_values()}
    unknown = typed.keys() - set(form.fields.keys())
    assert not unknown, f"The form has no field {unknown}."
    answer = client.post(form.get("action"), fields | typed, follow=True)
    assert answer.status_code == 200 or (refused and answer.status_code in (409, 422)), errors(
        answer
    )
    return answer


def errors(page: HttpResponse) -> str:
    found = html.fromstring(page.content).xpath('//*[contains(@class, "form-errors")]')
    return " ".join(element.text_content() for element in found)


def paste(client: Client, text: str, headline: str, publisher: str) -> tuple[HttpResponse, str]:
    page = fill_in(
        client,
        client.get("/articles/new/"),
        "/articles/new/",
        text=text,
        headline=headline,
        publisher_name=publisher,
        publisher_kind="outlet",
    )
    return page, page.redirect_chain[-1][0].strip("/").split("/")[-1]


def assess_and_sign(login: Any, path: str) -> dict[str, str]:
    """Refute the claim as a reviewer and sign it as an editor; return the overrides that the page asked for."""
    reviewer = login("reviewer1")
    fill_in(
        reviewer,
        reviewer.get(path),
        "/assess/",
        rating="refuted",
        rationale="Two who would know deny it, apart from each other.",
        confidence="high",
    )
    editor = login("editor")
    page = editor.get(path)
    overrides = {
        name: "Both speak of what is in their own hands."
        for form in html.fromstring(page.content).forms
        if (form.get("action") or "").endswith("/sign-off/")
        for name in form.fields
        if name.startswith("override")
    }
    fill_in(
        editor,
        page,
        "/sign-off/",
        rationale="Two origins deny it.",
        confidence="medium",
        **overrides,
    )
    return overrides


def test_pasted_article_becomes_a_row_in_verdicts_csv(login: Any) -> None:
    researcher = login("researcher")
    _, second = paste(researcher, SECOND, "Dockers deny it", "Dockside Weekly")
    article, first = paste(researcher, ARTICLE, HEADLINE, "Example Observer")
    claim = fill_in(
        researcher,
        article,
        "/claims/",
        quote=CLAIMED,
        statement=STATEMENT,
        **{
            "kind": "factual",
            "chain-1-source_name": "Example Gazette",
            "chain-1-source_kind": "outlet",
            "chain-1-kind": "reported",
        },
    )
    for number, quote, origin in (
        (first, DENIED, "Harbour master of Port Example"),
        (second, DENIED_AGAIN, "Dockers' union"),
    ):
        claim = fill_in(
            researcher,
            claim,
            "/evidence/",
            stance="contradicts",
            kind="denial",
            bears_on="whole",
            quote=quote,
            article=f"#{number}",
            how="direct",
            origin_name=origin,
            origin_new="official",
        )
    path = claim.redirect_chain[-1][0].split("#")[0].split("?")[0]

    overrides = assess_and_sign(login, path)

    body = b"".join(login("editor").get("/export/verdicts.csv").streaming_content).decode(
        "utf-8-sig"
    )
    (row,) = csv.DictReader(io.StringIO(body, newline=""))
    assert row["claim"] == STATEMENT
    assert row["quote"] == CLAIMED
    assert row["verdict_code"] == "refuted"
    assert row["attribution"] == "Example Observer < Example Gazette"
    assert (row["contradicting"], row["contradicting_origins"]) == ("2", "2")
    assert (row["assessed_by"], row["signed_off_by"]) == ("reviewer1", "editor")
    assert (row["version"], row["change"], row["agreement"]) == ("1", "first", "1 of 1")
    assert row["policy_overrides"].startswith("non_party_origin: ") or not overrides
