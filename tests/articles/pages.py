"""Helpers that the page tests share: forms as a browser without JavaScript sends them."""

import html
import re
from typing import Any

from django.http import HttpResponse

from tests.factories import BODY

QUOTE = "all four cranes will stay in service until autumn"


def text_of(response: HttpResponse) -> str:
    """Return the page without entities, with each tag on one line."""
    page = re.sub(
        r"<[^>]+>",
        lambda tag: _SPACE.sub(" ", tag[0]).replace(" >", ">"),
        response.content.decode(),
    )
    return html.unescape(page)


_SPACE = re.compile(r"\s+")


def fields_of(response: HttpResponse, action: str) -> dict[str, str]:
    """Return the fields of the form with this action, with their values on the page."""
    page = response.content.decode()
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.S)
    assert form, f"the page has no form with action {action}"
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attrs.get("type") in {"radio", "checkbox"} and " checked" not in tag:
            continue
        if "name" in attrs and attrs["name"] != "csrfmiddlewaretoken":
            found[attrs["name"]] = html.unescape(attrs.get("value", ""))
    for name, value in re.findall(
        r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form[0], re.S
    ):
        found[name] = html.unescape(value)
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def errors_of(response: HttpResponse, field: str) -> str:
    """Return the text of the error list at the field."""
    found = re.search(
        rf'<ul class="errorlist[^"]*" id="[\w-]*{field}_error">(.*?)</ul>', text_of(response), re.S
    )
    return re.sub(r"<[^>]+>", " ", found[1]).strip() if found else ""


def article_data(**changes: Any) -> dict[str, Any]:
    return {
        "text": BODY,
        "publisher_name": "Example Gazette",
        "publisher_kind": "outlet",
        "headline": "Harbour master says the cranes stay",
    } | changes


def claim_data(**changes: Any) -> dict[str, Any]:
    return {
        "quote": QUOTE,
        "statement": "Four cranes stay in service until autumn.",
        "kind": "factual",
        "priority": "2",
        "chain-TOTAL_FORMS": "4",
        "chain-INITIAL_FORMS": "0",
    } | changes
