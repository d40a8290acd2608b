"""The page of an article, in a fixed number of queries."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.db.models import Prefetch

from claims import rules
from claims.enums import OutletState, VerdictKind
from claims.errors import Denial
from claims.extractors import find_quote, locate, stretches
from claims.extractors.text.quotes import OWN_ELISION, search_quote
from claims.given import ArticleGiven, OutletGiven
from claims.models import (
    Anchor,
    Appearance,
    Article,
    OriginHint,
    PutBackStretch,
    Snapshot,
)

from .article_text import Block, Mark, blocks
from .copy_judgements import (
    CopyJudgement,
    OtherPage,
    judgement_of,
    other_page_of,
    takedown_note,
)
from .snapshots import Ground, ground_of
from .suggestions import Suggestions

MOST_PLACES = 20
CONTEXT = 60  # characters shown before and after a place


@dataclass(frozen=True)
class FoundClaim:
    """A claim of the article, in its list."""

    pk: int
    appearance: int
    statement: str
    quote: str
    kind: str
    status: str
    status_label: str
    rating_code: str
    rating_label: str
    ground: Ground  # whether its words are still in the newest copy
    is_marked: bool  # its words are marked in the text that is shown


@dataclass
class ArticlePage:
    """One article with its text, claims and archived copy. Thirteen queries, however many claims there are."""

    article: Article
    user: User
    suggestions: Suggestions

    @cached_property
    def may_not_write(self) -> Denial | None:
        return rules.why_not_edit(self.user)

    @cached_property
    def snapshot(self) -> Snapshot | None:
        return self.article.snapshot

    @cached_property
    def judgement(self) -> CopyJudgement:
        return judgement_of(self.snapshot)

    @cached_property
    def takedown(self) -> str:
        """When and why its current copy was taken down, in a sentence."""
        return takedown_note(self.snapshot)

    @cached_property
    def other_page(self) -> OtherPage | None:
        return other_page_of(self.snapshot)

    @cached_property
    def _appearances(self) -> list[Appearance]:
        anchors = Anchor.objects.order_by("position", "pk")
        found = self.article.appearances.select_related("claim__verdict")
        return list(found.prefetch_related(Prefetch("anchors", anchors)).order_by("pk"))

    def _here(self, appearance: Appearance) -> list[Anchor]:
        """Return its anchors in the newest copy, whose text is shown."""
        current = self.article.snapshot_id
        return [a for a in appearance.anchors.all() if a.snapshot_id == current]

    @cached_property
    def blocks(self) -> list[Block]:
        if self.snapshot is None:
            return []
        marks = []
        for appearance in self._appearances:
            here = self._here(appearance)
            for index, anchor in enumerate(here):
                marks.append(
                    Mark(
                        anchor.start,
                        anchor.end,
                        appearance.claim_id,
                        appearance.pk,
                        first=index == 0,
                        last=index == len(here) - 1,
                    )
                )
        return blocks(self.snapshot.text, self.snapshot.folded, marks, self.suggestions.sentences)

    @cached_property
    def claims(self) -> list[FoundClaim]:
        """In the order of the text."""
        placed = sorted(
            self._appearances,
            key=lambda a: (min((x.start for x in self._here(a)), default=0), a.pk),
        )
        return [_found_claim(found, is_marked=bool(self._here(found))) for found in placed]

    @property
    def words_gone(self) -> list[FoundClaim]:
        """Claims whose words the outlet has removed since."""
        return [claim for claim in self.claims if claim.ground.gone]

    @cached_property
    def same_body(self) -> list[Article]:
        """Articles of other publishers with the same text, that this one may republish."""
        article = self.article
        if self.snapshot is None or article.republishes_article_id or article.republishes_source_id:
            return []
        same = Article.objects.with_body(self.snapshot.body_key).exclude(pk=article.pk)
        same = same.exclude(republishes_article=article).select_related("publisher")
        # A hint that was made from both texts says more, and may have been dismissed.
        same = same.exclude(hinted_copies__article=article).exclude(origin_hints__other=article)
        if article.publisher_id:
            same = same.exclude(publisher=article.publisher_id)
        return list(same.order_by("pk")[:5])

    @cached_property
    def republished_in(self) -> list[Article]:
        return list(self.article.republications.select_related("publisher").order_by("pk")[:50])


def load_article(pk: int) -> Article | None:
    """Return the article with all that its page names, except the publisher's family. Three queries."""
    found: Article | None = (
        Article.objects.select_related(
            "publisher",
            "snapshot__captured_by",
            "snapshot__ruling__by",
            "snapshot__body",
            "snapshot__takedown",
            "republishes_article__publisher",
            "republishes_source",
        )
        .prefetch_related(
            Prefetch("snapshot__put_back", PutBackStretch.objects.select_related("by")),
            Prefetch("origin_hints", OriginHint.objects.select_related("other__publisher")),
        )
        .filter(pk=pk)
        .first()
    )
    return found


def snapshot_of(article_pk: int, pk: int) -> Snapshot | None:
    found = Snapshot.objects.of(article_pk).filter(pk=pk).select_related("takedown")
    return found.defer("text", "boilerplate").first()


@dataclass(frozen=True)
class Place:
    """One of several places in the text that have the same words."""

    start: int
    before: str
    words: str
    after: str


def places_of(snapshot: Snapshot | None, quote: str) -> tuple[list[Place], int]:
    """Return the first places of the quote, or of its first stretch between […], and how many there are."""
    text = snapshot.text if snapshot else ""
    found = search_quote(text, quote)
    if found is None:
        return [], 0
    spans = find_quote(text, quote)
    if not spans and OWN_ELISION in quote:
        spans = find_quote(text, stretches(quote)[0])
    spans = spans or [found.spans[0]]
    shown = [
        Place(
            start,
            text[max(0, start - CONTEXT) : start],
            text[start:end][:200],
            text[end : end + CONTEXT],
        )
        for start, end in spans[:MOST_PLACES]
    ]
    return shown, len(spans)


def in_an_older_copy(article: Article, quote: str) -> bool:
    """Return whether an older copy has the words: what an outlet removed is still a quote from its article."""
    older = Snapshot.objects.of(article).exclude(pk=article.snapshot_id or 0)
    return any(locate(text, quote) for text in older.values_list("text", flat=True).iterator())


def given_of(article: Article) -> ArticleGiven:
    """Return the article's details, as its form takes them."""
    return ArticleGiven(
        publisher=article.publisher,
        headline=article.headline,
        url=article.url,
        authors=article.authors,
        published=article.published,
        language=article.language,
        republishes_article=article.republishes_article,
        republishes_source=article.republishes_source,
    )


def outlet_given_of(article: Article) -> OutletGiven:
    """Return what the outlet did with the article, as its form takes it."""
    state = OutletState(article.outlet_state)
    return OutletGiven(state, article.outlet_state_on, article.outlet_state_note)


def _found_claim(appearance: Appearance, *, is_marked: bool) -> FoundClaim:
    claim = appearance.claim
    verdict = claim.verdict if claim.verdict and claim.verdict.kind == VerdictKind.SIGNED else None
    return FoundClaim(
        pk=claim.pk,
        appearance=appearance.pk,
        statement=claim.statement,
        quote=appearance.quote,
        kind=claim.get_kind_display(),
        status=claim.status,
        status_label=claim.get_status_display(),
        rating_code=verdict.rating_code if verdict else "",
        rating_label=verdict.rating_label if verdict else "",
        ground=ground_of(appearance.article_id, appearance.anchors.all()),
        is_marked=is_marked,
    )


def username_of(user: User | None) -> str:
    return user.get_username() if user else "command line"
