"""What a few typed words, a number or an address lead to: claims, articles, sources, questions and pages."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from claims import rules
from claims.enums import Role
from claims.models import Article, Claim
from claims.models.base import read_number
from claims.models.search.words import row_of_words, words_of
from claims.reads.articles import article_list
from claims.reads.claims import claim_list
from claims.reads.lists.paging import newest
from claims.reads.questions import question_list
from claims.reads.sources import source_list

MOST = 6  # of each kind

_NUMBER = re.compile(r"\s*(?P<letter>[ac]?)\s*#?\s*(?P<number>[0-9]+)\s*", re.IGNORECASE)

# By URL name: what the page is called, and the role that can use it.
_PAGES = (
    ("desk", "Desk", Role.READER),
    ("article_list", "Articles", Role.READER),
    ("claim_list", "Claims", Role.READER),
    ("question_list", "Questions", Role.READER),
    ("source_list", "Sources", Role.READER),
    ("corrections", "Corrections", Role.READER),
    ("review_agreement", "Agreement between reviewers", Role.READER),
    ("record", "Record of all changes", Role.READER),
    ("record_lookup", "Verify a fingerprint", Role.READER),
    ("export", "Export verdicts, evidence and claims", Role.READER),
    ("export_list", "Numbered exports", Role.READER),
    ("draft_list", "Your drafts", Role.READER),
    ("account", "Your account and sessions", Role.READER),
    ("account_keys", "All keys", Role.READER),
    ("article_new", "Add an article, or many by their URLs", Role.RESEARCHER),
    ("claim_new", "Add a claim", Role.RESEARCHER),
    ("source_new", "Add a source", Role.RESEARCHER),
    ("question_new", "Ask a question", Role.RESEARCHER),
    ("capture_list", "Pages that are being archived", Role.READER),
    ("source_doubles", "Sources that may be one", Role.READER),
)


@dataclass(frozen=True)
class Found:
    url: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class FoundKind:
    title: str
    found: list[Found]
    list_url: str  # the list with the same search


def search(text: str, user: Any) -> list[FoundKind]:
    """Return what the text leads to, without the kinds of which nothing is found. At most fourteen queries.

    Without a word, that is the pages.
    """
    kinds = [_pages(text, user)]
    if words_of(text):
        kinds = [_claims(text), _articles(text), _sources(text), _questions(text), *kinds]
    return [kind for kind in kinds if kind.found]


def _claims(text: str) -> FoundKind:
    filters = claim_list.ClaimFilters(q=text)
    claims = _numbered(Claim.objects.all(), text, "c") or _newest(claim_list.filtered(filters))
    found = [
        Found(
            reverse("claim_page", args=[claim.pk]),
            claim.statement,
            f"C{claim.pk}, {claim.get_status_display().lower()}",
        )
        for claim in claims
    ]
    return FoundKind("Claims", found, _searched("claim_list", text))


def _articles(text: str) -> FoundKind:
    filters = article_list.ArticleFilters(q=text)
    on_desk = Article.objects.on_desk().select_related("publisher")
    matching = on_desk.filter(pk__in=article_list.filtered(filters).values("pk"))
    articles = _numbered(on_desk, text, "a") or _newest(matching)
    found = [
        Found(
            reverse("article_page", args=[article.pk]),
            article.headline or "headline unknown",
            ", ".join(filter(None, [f"A{article.pk}", str(article.publisher or "")])),
        )
        for article in articles
    ]
    return FoundKind("Articles", found, _searched("article_list", text))


def _sources(text: str) -> FoundKind:
    sources = _newest(source_list.filtered(source_list.SourceFilters(q=text)))
    found = [
        Found(
            reverse("source_page", args=[source.pk]),
            str(source),
            source.get_kind_display().lower(),
        )
        for source in sources
    ]
    return FoundKind("Sources", found, _searched("source_list", text))


def _questions(text: str) -> FoundKind:
    questions = _newest(question_list.filtered(question_list.QuestionFilters(q=text)))
    found = [
        Found(reverse("question_page", args=[question.pk]), question.text) for question in questions
    ]
    return FoundKind("Questions", found, _searched("question_list", text))


def _pages(text: str, user: Any) -> FoundKind:
    """Return the pages with a word that begins with each of those typed."""
    roles, begun = rules.roles_of(user), [f" {word}" for word in words_of(text)]
    found = [
        Found(reverse(name), title)
        for name, title, role in _PAGES
        if (role == Role.READER or rules.has_power(roles, role))
        and all(word in row_of_words(title) for word in begun)
    ]
    return FoundKind("Pages", found, "")


def _numbered(rows: "QuerySet[Any]", text: str, letter: str) -> list[Any]:
    """Return the row whose number was typed, as in "12", "#12" or "C12"."""
    typed = _NUMBER.fullmatch(text)
    if typed is None or typed["letter"].lower() not in {"", letter}:
        return []
    return list(rows.filter(pk=read_number(typed["number"])))


def _newest(rows: "QuerySet[Any]") -> list[Any]:
    return newest(rows, None, MOST)[0]


def _searched(list_name: str, text: str) -> str:
    return f"{reverse(list_name)}?{urlencode({'q': text})}"
