"""Articles: list them, add one, show its text and claims, correct its details."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import rules
from claims.actions.articles import (
    AddedArticle,
    add_article,
    correct_article,
    put_back,
    set_outlet_state,
)
from claims.actions.snapshot_corrections import add_copy, read_copy
from claims.actions.snapshots import read_article, read_upload
from claims.actions.visits import note_visit
from claims.enums import Role
from claims.forms.article_list import ArticleFilterForm
from claims.forms.articles import (
    AccountForm,
    AddCopyForm,
    CorrectArticleForm,
    DraftArticleForm,
    NewArticleForm,
    OutletStateForm,
    PutBackForm,
)
from claims.forms.captures import ManyUrlsForm
from claims.forms.claims import ExtractClaimForm
from claims.forms.evidence import EvidenceFromForm
from claims.forms.suggestions import ListForm
from claims.models import Article
from claims.reads.articles.article_list import ArticleList
from claims.reads.articles.article_page import (
    ArticlePage,
    given_of,
    load_article,
    outlet_given_of,
)
from claims.reads.articles.captures import describe_again
from claims.reads.articles.origins import origins_of
from claims.reads.articles.pasted import proposals_for_text
from claims.reads.articles.posts import as_published_by_account, post_of_article
from claims.reads.articles.same_page import same_pages_of
from claims.reads.articles.snapshots import copies_of
from claims.reads.articles.suggestions import Suggestions
from claims.reads.holds.hold_list import notice_on
from claims.reads.lists.choices import Choices
from claims.reads.record.record_page import history_of

from .base import DeskRequest, needs, show, show_list
from .submit import Outcome, submit

PAGE = "claims/articles/article_page.html"


@require_safe
@needs(Role.READER)
def article_list(request: DeskRequest) -> HttpResponse:
    return show_list(
        request,
        "claims/articles/article_list.html",
        "articles",
        ArticleFilterForm(request.GET),
        ArticleList,
        may_not_write=rules.why_not_edit(request.user),
        choices=Choices(by_use=False),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Role.RESEARCHER)
def article_new(request: DeskRequest) -> HttpResponse:
    form, outcome = NewArticleForm(), Outcome[AddedArticle]()
    if request.method == "POST":
        form = NewArticleForm(request.POST, request.FILES)
        outcome = submit(form, lambda: _add(request, form))
    if outcome.is_saved:
        added = outcome.result
        if added.got_words:
            messages.success(
                request,
                "This page was on the desk without its words. Your text was added to it; its details stay.",
            )
        elif added.existed:
            messages.info(request, describe_again(added.article, added.again))
        elif added.article.snapshot is None:
            messages.success(request, "Article added. We are archiving its page.")
        elif added.is_too_hard:
            messages.warning(
                request,
                "Article added. Its file is too hard to read: extracting the text takes too much time or memory. The file "
                "is kept. Check quotes by eye, or paste the text as another copy.",
            )
        elif not added.article.snapshot.text:
            messages.warning(
                request, "Article added. Its file contains no text, so quotes are checked by eye."
            )
        else:
            messages.success(request, "Article added. Select words in the text to extract a claim.")
        return redirect("article_page", added.article.pk)
    context = {"form": form, "many": ManyUrlsForm(), "choices": Choices()}
    return show(request, "claims/articles/article_new.html", context, status=outcome.status)


def _add(request: DeskRequest, form: NewArticleForm) -> AddedArticle:
    """Add the article; or its words, if the desk has its page without them."""
    given, upload, token = form.given(), form.file(), form.cleaned_data["token"]
    screenshot = form.cleaned_data["screenshot"]
    wordless = Article.objects.without_words_at(given.url) if upload else None
    if wordless and upload:
        copy = read_copy(wordless, upload, screenshot)
        add_copy(wordless, copy, by=request.user, token=token)
        return AddedArticle(wordless, existed=True, got_words=True)
    return add_article(
        read_article(upload, given),
        given,
        screenshot=read_upload(screenshot),
        by=request.user,
        token=token,
    )


@require_POST
@needs(Role.RESEARCHER)
def article_read_pasted(request: DeskRequest) -> HttpResponse:
    """Return the form of a new article with what its pasted text says of itself, and take what was chosen of it.

    Nothing is checked or saved.
    """
    typed = request.POST.copy()
    text = typed.get("text", "")
    proposed = proposals_for_text(text, {name: str(value) for name, value in typed.items()})
    take = typed.get("take", "")
    taken = [one for one in proposed if take in (one.field, "all")]
    for one in taken:
        for name, value in one.typed.items():
            typed[name] = value
    left = [one for one in proposed if one not in taken]
    context = {
        "form": DraftArticleForm(typed),
        "many": ManyUrlsForm(),
        "choices": Choices(),
        "proposed": left,
        "was_read": True,
        # The next one is taken by the same key.
        "focused": left[0].field if taken and left else "",
        "all_taken": taken and not left,
    }
    panel = "details" if taken else "proposed"
    return show(request, "claims/articles/article_new.html", context, panel=panel)


@require_safe
@needs(Role.READER)
def article_page(request: DeskRequest, pk: int) -> HttpResponse:
    article = find(pk)
    if article.pk != pk:
        messages.info(request, f"A{pk} was joined to this article: they are the same page.")
        return redirect("article_page", article.pk)
    return show_article(request, article, is_noted=note_visit(article, request.user))


@require_POST
@needs(Role.RESEARCHER)
def article_correct(request: DeskRequest, pk: int) -> HttpResponse:
    article = find(pk)
    form = CorrectArticleForm(request.POST)
    outcome = submit(
        form,
        lambda: correct_article(
            article,
            form.given(),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )
    if outcome.is_saved:
        messages.success(request, "Details corrected.")
        return redirect("article_page", pk)
    article = find(pk)
    if outcome.is_stale:
        outcome.compare(form, given_of(article), form.given(), article.revision)
    return show_article(request, article, outcome, correct=form)


@require_POST
@needs(Role.RESEARCHER)
def article_account(request: DeskRequest, pk: int) -> HttpResponse:
    """Add the account that published a post as its publisher."""
    article = find(pk)
    form = AccountForm(request.POST)
    outcome = submit(
        form,
        lambda: correct_article(
            article,
            as_published_by_account(
                article, form.cleaned_data["publisher_name"], form.cleaned_data["kind"]
            ),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )
    if outcome.is_saved:
        messages.success(request, "Publisher added. Its other posts will have it, too.")
        return redirect("article_page", pk)
    if outcome.is_stale:
        form.add_error(None, "Somebody else corrected the article. Check it, and try again.")
    return show_article(request, find(pk), outcome, account=form)


@require_POST
@needs(Role.RESEARCHER)
def article_outlet_state(request: DeskRequest, pk: int) -> HttpResponse:
    """Say that the outlet corrected or withdrew its article, or that it stands after all."""
    article = find(pk)
    form = OutletStateForm(request.POST)
    outcome = submit(
        form,
        lambda: set_outlet_state(
            article,
            form.given(),
            seen_revision=form.cleaned_data["seen_revision"],
            by=request.user,
        ),
    )
    if outcome.is_saved:
        messages.success(
            request, "Saved. Editors see the signed verdicts that rest on this article."
        )
        return redirect("article_page", pk)
    article = find(pk)
    if outcome.is_stale:
        outcome.compare(form, outlet_given_of(article), form.given(), article.revision)
    return show_article(request, article, outcome, outlet=form)


@require_POST
@needs(Role.RESEARCHER)
def article_put_back(request: DeskRequest, pk: int) -> HttpResponse:
    article = find(pk)
    form = PutBackForm(request.POST)
    outcome = submit(form, lambda: put_back(article, **form.cleaned_data, by=request.user))
    if outcome.is_saved:
        return redirect(f"{reverse('article_page', args=[pk])}#t{form.cleaned_data['start']}")
    return show_article(request, article, outcome, put_back=form)


def find(pk: int) -> Article:
    """Return the article, or the one that it was joined to."""
    article = load_article(pk)
    if article and article.joined_into_id:
        article = load_article(article.joined_into_id)
    if article is None:
        raise Http404
    return article


def _show_undone(request: DeskRequest, article: Article, outcome: Outcome[Any]) -> HttpResponse:
    """Render the page of an article that is off the desk: what happened, its copies and its history."""
    context = {
        "article": article,
        "run": article.undone_with,
        "message": outcome.message,
        "archive": copies_of(article, request.user),
        "history": history_of("article", article.pk),
    }
    return show(request, "claims/articles/article_undone.html", context, status=outcome.status)


def show_article(
    request: DeskRequest,
    article: Article,
    outcome: Outcome[Any] | None = None,
    *,
    panel: str = "",
    is_noted: bool = False,
    **forms: Any,
) -> HttpResponse:
    """Render the article's page; `is_noted` says that the reading trail has it. `forms` are those that were not saved; the others are empty."""
    outcome = outcome or Outcome()
    if article.undone_with_id:
        return _show_undone(request, article, outcome)
    suggestions = forms.get("suggestions") or Suggestions(
        article, request.user, **ListForm(request.GET).shown()
    )
    page = ArticlePage(article, request.user, suggestions)
    context: dict[str, Any] = {
        "article": article,
        "outcome": outcome,
        "is_noted": is_noted,
        "page": page,
        "suggestions": suggestions,
        "deciding": forms.get("deciding"),
        "archive": copies_of(article, request.user),
        "same": same_pages_of(article, page.may_not_write),
        "origins": origins_of(article, page.may_not_write),
        "origin": forms.get("origin"),
        "post": post_of_article(article),
        "choices": Choices(),
    }
    if page.may_not_write is None:
        context["extract"] = forms.get("extract") or ExtractClaimForm.prefilled(
            article, request.GET
        )
        context["correct"] = forms.get("correct") or CorrectArticleForm(
            initial=vars(given_of(article)) | {"seen_revision": article.revision}
        )
        context["use"] = forms.get("use") or EvidenceFromForm(
            initial={name: request.GET.get(name, "") for name in ("quote", "near")}
        )
        context["account"] = forms.get("account") or AccountForm(
            initial={
                "publisher_name": context["post"].name,
                "seen_revision": article.revision,
            }
        )
        context["outlet"] = forms.get("outlet") or OutletStateForm(
            initial=OutletStateForm.initial_of(article)
        )
        context["put_back"] = forms.get("put_back")
        context["add_copy"] = forms.get("add_copy") or AddCopyForm()
        context["add_copy"].is_open |= (
            page.judgement.is_suspicious
            or context["add_copy"].is_bound
            or bool(article.snapshot and article.snapshot.replaced_characters)
        )
    context["history"] = history_of("article", article.pk)
    context["hold_notice"] = notice_on(article, rules.roles_of(request.user))
    return show(request, PAGE, context, panel=panel, status=outcome.status)
