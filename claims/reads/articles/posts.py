"""An article that is a post: which account published it, and whether its words are the page's own description."""

from dataclasses import dataclass, replace

from claims.addresses import Post, post_of
from claims.enums import SourceKind, TextFrom
from claims.given import ArticleGiven, NewSource
from claims.models import Article

from .article_page import given_of

# As the networks write their names.
_NETWORKS = {
    "telegram": "Telegram",
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "vk": "VK",
    "tiktok": "TikTok",
}


@dataclass(frozen=True)
class ArticlePost:
    network: str
    account: str  # as a web domain of a source: "t.me/gazeta"
    calls_itself: str  # empty if no copy of the page told
    is_unnamed: bool  # the article has no publisher yet
    is_described: bool  # the text is the page's own description of the post

    @property
    def name(self) -> str:
        """The name that is proposed for the account's source."""
        return self.calls_itself or self.account.rpartition("/")[2]


def post_of_article(article: Article) -> ArticlePost:
    """Return what is known of the post that an article is. No query if its snapshot was selected."""
    post = post_of(article.url) or Post("", "", "")
    snapshot = article.snapshot
    return ArticlePost(
        _NETWORKS.get(post.network, ""),
        post.account_key if post.network else "",
        snapshot.account if snapshot else "",
        is_unnamed=article.publisher_id is None,
        is_described=bool(snapshot and snapshot.text_from == TextFrom.DESCRIPTION),
    )


def as_published_by_account(article: Article, name: str, kind: SourceKind) -> ArticleGiven:
    """Return the article's details, changed so that the account of its URL published it."""
    account = post_of_article(article).account
    publisher = NewSource(name, kind, as_new=True, account=account) if account else None
    return replace(given_of(article), publisher=publisher or article.publisher)
