"""The page that has a form, for the address that the form is sent to."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from claims.models import ClaimLink, Evidence, OriginHint, Suggestion

_OF_ARTICLE = {
    "article_account",
    "article_add_copy",
    "article_copy_judge",
    "article_correct",
    "article_join",
    "article_other_page",
    "article_outlet_state",
    "article_put_back",
    "article_tell_apart",
    "claim_extract",
}
_OF_CLAIM = {
    "claim_assess",
    "claim_assign",
    "claim_change",
    "claim_comment",
    "claim_confirm",
    "claim_decline",
    "claim_give_back",
    "claim_link",
    "claim_propose",
    "claim_reopen",
    "claim_require",
    "claim_restore",
    "claim_return",
    "claim_settle",
    "claim_sign_off",
    "claim_withdraw",
    "evidence_attach",
    "evidence_from_passage",
    "evidence_proposal_accept",
    "evidence_proposal_dismiss",
}
_OF_A_ROW: Mapping[str, tuple[str, type[models.Model], str]] = {
    "claim_unlink": ("claim_page", ClaimLink, "claim_id"),
    "evidence_capture_again": ("claim_page", Evidence, "claim_id"),
    "evidence_withdraw": ("claim_page", Evidence, "claim_id"),
    "origin_accept": ("article_page", OriginHint, "article_id"),
    "origin_dismiss": ("article_page", OriginHint, "article_id"),
    "suggestion_dismiss": ("article_page", Suggestion, "article_id"),
    "suggestion_restore": ("article_page", Suggestion, "article_id"),
}
_ELSEWHERE = {
    "account_sessions_end": "account",
    "article_read_pasted": "article_new",
    "article_urls": "article_new",
    "claim_take_next": "desk",
    "claim_new_similar": "claim_new",
    "claim_new_speaker": "claim_new",
    "draft_discard": "draft_list",
    "draft_keep": "draft_list",
    "logout": "desk",
}


def page_of_match(match: ResolverMatch) -> str:
    """Return the address of the page, or nothing if the form has none but its own, or its row is gone. At most one query."""
    name, pk = match.url_name or "", match.kwargs.get("pk")
    if match.app_name:
        return ""  # the admin's forms have their own
    if name in _OF_ARTICLE:
        return reverse("article_page", args=[pk])
    if name in _OF_CLAIM:
        return reverse("claim_page", args=[pk])
    if name in _OF_A_ROW:
        page, model, column = _OF_A_ROW[name]
        rows: Any = model._default_manager.filter(pk=pk)
        owner = rows.values_list(column, flat=True).first()
        return reverse(page, args=[owner]) if owner else ""
    return reverse(_ELSEWHERE[name]) if name in _ELSEWHERE else ""


def page_of(form: str) -> str | None:
    """Return the address of the page that has the form with this address, or None if the desk has no such address."""
    try:
        match = resolve(form)
    except Resolver404:
        return None
    return page_of_match(match) or form
