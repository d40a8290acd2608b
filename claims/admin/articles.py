"""Articles: taken in as text or file, then corrected; the archived copy is shown, never changed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse

from claims.actions import articles as article_actions
from claims.actions.imports import import_articles, preview_articles
from claims.actions.snapshots import MOST_BYTES, pasted
from claims.forms.articles import LanguageField, NewArticleForm, PasteField, WebAddressField
from claims.forms.fields import ImpreciseDateField
from claims.forms.imports import ImportArticlesForm
from claims.given import ArticleGiven
from claims.models import Article

from .base import DeskModelForm
from .imports import Importing, ImportsRows

_DETAILS = ["publisher", "headline", "url", "authors", "published", "language"]
_REPUBLISHES = ["republishes_article", "republishes_source"]


class ArticleForm(DeskModelForm):
    url = WebAddressField(required=False, label="URL")
    published = ImpreciseDateField()
    language = LanguageField()

    def given(self) -> ArticleGiven:
        names = (*_DETAILS, *_REPUBLISHES)
        return ArticleGiven(**{name: self.cleaned_data[name] for name in names})


class NewArticle(ArticleForm):
    text = PasteField(
        required=False,
        help_text="Paste the whole article, headline included; or give a file; or a URL alone, whose page is "
        "then archived.",
    )
    upload = forms.FileField(
        required=False,
        label="File",
        allow_empty_file=True,
        help_text=f".txt, .html or .pdf, at most {MOST_BYTES // 1_000_000} MB. It is archived as it is.",
    )

    clean_text = NewArticleForm.clean_text
    clean_upload = NewArticleForm.clean_upload

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if {"text", "upload", "url"} & self.errors.keys():
            return typed
        if typed["text"] and typed["upload"]:
            self.add_error("text", "Paste the text or give a file, not both.")
        if not (typed["text"] or typed["upload"] or typed["url"]):
            self.add_error("text", "Give a URL, paste the text of the article, or give a file.")
        return typed


@admin.register(Article)
class ArticleAdmin(ImportsRows):
    importing = Importing("articles", ImportArticlesForm, preview_articles, import_articles)
    autocomplete_fields = ["publisher", *_REPUBLISHES]
    readonly_fields = ["snapshot", "sha256", "captured"]
    list_display = ["headline_or_number", "publisher", "published", "language"]
    list_select_related = ["publisher"]
    search_fields = ["headline", "url", "publisher__name"]
    search_help_text = "Headline, URL or publisher"
    ordering = ["-pk"]

    _details = (
        "What the desk says about it",
        {"fields": _DETAILS, "description": "Whatever is unknown stays empty."},
    )
    _carriage = (
        "Republication",
        {
            "fields": _REPUBLISHES,
            "description": "Where it carries what another published: that article, or its source.",
            "classes": ["collapse"],
        },
    )

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = ArticleForm if obj else NewArticle
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        if obj is None:
            return [("The article", {"fields": ["text", "upload"]}), self._details, self._carriage]
        archived = ("Archived copy", {"fields": ["snapshot", "captured", "sha256"]})
        return [self._details, self._carriage, archived]

    @admin.display(description="article", ordering="headline")
    def headline_or_number(self, article: Article) -> str:
        return str(article)

    @admin.display(description="SHA-256")
    def sha256(self, article: Article) -> str:
        return article.snapshot.sha256 if article.snapshot else ""

    @admin.display(description="captured")
    def captured(self, article: Article) -> str:
        snapshot = article.snapshot
        if snapshot is None:
            return ""
        by = snapshot.captured_by.get_username() if snapshot.captured_by else "the command line"
        return f"{snapshot.captured_at:%H:%M, %d %B %Y} UTC by {by}"

    def links(self, obj: Any) -> list[tuple[str, str]]:
        return [("Read it and extract claims", reverse("article_page", args=[obj.pk]))]

    def act(self, form: Any, formsets: list[Any], obj: Article | None, *, by: User) -> Article:
        typed = form.cleaned_data
        if obj:
            seen = typed["seen_revision"]
            return article_actions.correct_article(obj, form.given(), seen_revision=seen, by=by)
        upload = typed["upload"] or (pasted(typed["text"]) if typed["text"] else None)
        taken = article_actions.add_article(upload, form.given(), by=by, token=self.token(form))
        form.instance.was_known = taken.existed
        return taken.article

    def response_add(self, request: Any, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        if obj.was_known and "_popup" not in request.POST:
            self.message_user(request, f"It is on the desk already: “{obj}”.", "warning")
            return self.response_post_save_change(request, obj)
        return super().response_add(request, obj, post_url_continue)
