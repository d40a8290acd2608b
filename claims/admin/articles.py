"""Articles, added as text, file or URL and then corrected. The archived copy is shown and never changed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.actions import articles as article_actions
from claims.actions.imports import import_articles, preview_articles, read_rows
from claims.actions.snapshots import read_article
from claims.forms.articles import (
    EncodingField,
    LanguageField,
    NewArticleForm,
    PasteField,
    WebAddressField,
    chosen_file,
)
from claims.forms.fields import ImpreciseDateField
from claims.forms.imports import ImportArticlesForm
from claims.forms.uploads import MOST_MEGABYTES, TEXT_FILES_IN_WORDS, TextFileField
from claims.given import ArticleGiven
from claims.models import Article
from claims.reads.articles.captures import describe_again

from .import_undo import UndoableImportAdmin
from .imports import ImportKind
from .inlines import RowsFormSet
from .model_forms import DeskModelForm

_DETAILS = ["publisher", "headline", "url", "authors", "published", "language"]
_REPUBLISHES = ["republishes_article", "republishes_source"]
_OUTLET = ["outlet_state", "outlet_state_on", "outlet_state_note"]


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
        help_text="Paste the whole article with its headline. Or choose a file. Or give only a URL: we archive its page.",
    )
    upload = TextFileField(
        label="File",
        help_text=f"For example {TEXT_FILES_IN_WORDS}, at most {MOST_MEGABYTES} MB. We archive it unchanged.",
    )

    encoding = EncodingField()

    clean_text = NewArticleForm.clean_text

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if {"text", "upload", "url"} & self.errors.keys():
            return typed
        if typed["text"] and typed["upload"]:
            self.add_error("text", "Paste the text or choose a file, not both.")
        if not (typed["text"] or typed["upload"] or typed["url"]):
            self.add_error("text", "Paste the text, choose a file, or give a URL.")
        return typed


@admin.register(Article)
class ArticleAdmin(UndoableImportAdmin[Article]):
    imports_claims = False
    importing = ImportKind(
        "articles", ImportArticlesForm, preview_articles, import_articles, read_rows
    )
    autocomplete_fields = ["publisher", *_REPUBLISHES]
    readonly_fields = ["snapshot", "sha256", "captured", *_OUTLET]
    list_display = ["headline_or_number", "publisher", "published", "language"]
    list_select_related = ["publisher"]
    search_fields = ["headline", "url", "publisher__name"]
    search_help_text = "Headline, URL or publisher"
    ordering = ["-pk"]

    _details = (
        "Details",
        {"fields": _DETAILS, "description": "Leave empty what you do not know."},
    )
    _republication = (
        "Republication",
        {
            "fields": _REPUBLISHES,
            "description": "If it repeats what somebody else published: that article, or its source.",
            "classes": ["collapse"],
        },
    )

    _outlet = (
        "What the outlet did with it",
        {"fields": _OUTLET, "description": "Change it on the article’s own page."},
    )

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = ArticleForm if obj else NewArticle
        return super().get_form(request, obj, change, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Leave out what is not on the desk, in the list and where an article is chosen."""
        found, may_have_doubles = super().get_search_results(request, queryset, search_term)
        return found.on_desk(), may_have_doubles

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return [
                ("The article", {"fields": ["text", "upload", "encoding"]}),
                self._details,
                self._republication,
            ]
        archived = ("Archived copy", {"fields": ["snapshot", "captured", "sha256"]})
        return [self._details, self._republication, self._outlet, archived]

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
        return f"{snapshot.captured_at:%-d %B %Y, %H:%M} UTC by {by}"

    def links(self, obj: Article) -> list[tuple[str, str]]:
        return [("Read it and extract claims", reverse("article_page", args=[obj.pk]))]

    def act(
        self, form: ArticleForm, formsets: Sequence[RowsFormSet], obj: Article | None, *, by: User
    ) -> Article:
        typed = form.cleaned_data
        if obj:
            return article_actions.correct_article(
                obj, form.given(), seen_revision=typed["seen_revision"], by=by
            )
        read = read_article(chosen_file(typed), form.given())
        added = article_actions.add_article(read, form.given(), by=by, token=self.token(form))
        form.instance.known_as = describe_again(added.article, added.again) if added.existed else ""
        return added.article

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: Any = None
    ) -> HttpResponse:
        if obj.known_as and "_popup" not in request.POST:
            self.message_user(request, obj.known_as, "warning")
            return self.response_post_save_change(request, obj)
        return super().response_add(request, obj, post_url_continue)
