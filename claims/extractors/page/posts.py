"""Read a network's page of one post: whose it is, and its words where the page has them only in its description.

The body of such a page is a shell: a button to open the app, a log-in. Its words are in og:description, which
the network writes for those who link to it. Pages of other sites have a summary there.
"""

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extractors.text.characters import nfc

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# By og:site_name or the app that a page offers to open.
_NETWORKS = {
    "telegram": "telegram", "telegram messenger": "telegram", "facebook": "facebook", "meta": "facebook",
    "x": "x", "x (formerly twitter)": "x", "twitter": "x", "instagram": "instagram", "threads": "threads",
    "vk": "vk", "vkontakte": "vk", "вконтакте": "vk", "tiktok": "tiktok", "одноклассники": "ok",
    "bluesky": "bluesky", "bluesky social": "bluesky", "mastodon": "mastodon",
}  # fmt: skip
_SITE_NAMES = ("og:site_name", "al:ios:app_name", "al:android:app_name", "twitter:app:name:iphone")
_IN_TITLE = re.compile(
    r"(?:^|\s[|/·•–—-]\s*)(facebook|x|twitter|instagram|threads|tiktok|telegram|vk|вконтакте|bluesky)\s*$",
    re.I,
)
_TELEGRAM_POST = re.compile(r"[?&]post=\d")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")

# What networks say of themselves or of an account, in the place of a post's words.
_SLOGANS = re.compile(
    r"(?:telegram is a |from breaking news and entertainment to |log in(?:to)? |sign up |create an account "
    r"|see (?:posts, photos|instagram photos|new tweets|tweets)|you can (?:contact|view and join) "
    r"|join (?:facebook|threads|x )|this (?:content|page) isn.t available|welcome back to instagram"
    r"|facebook helps you )", re.I,
)  # fmt: skip
# What they put around a post's words: how many liked it, and quotation marks.
_COUNTED = re.compile(
    r"[^\n:]{0,200}(?:likes|comments|views|reactions)[^\n:]{0,200}:\s*(?=[\"“])", re.I
)
_QUOTED = re.compile(r"[\"“](.*)[\"”]\.?", re.S)
_QUOTING = frozenset({"x", "instagram", "threads"})
_TWO_QUOTATIONS = re.compile('^[^“]*”|"')
_AFTER_NAME = re.compile(
    r"\s*(?:\(@[\w.@-]+\)|\bon (?:X|Twitter|Instagram|Threads|TikTok|Facebook)\b|[|·•/–—-]\s*(?:Facebook|X|Twitter"
    r"|Instagram|Threads|VK|ВКонтакте|Telegram)\s*$|\.\s*Запись со стены|: [\"“]).*", re.S,
)  # fmt: skip
_ESCAPED = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|laquo|raquo|#\d{2,7}|#x[0-9a-f]{2,6});", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_LONGEST_TITLE = 100
_SENTENCE_END = re.compile(r"(?<=[.!?…։])[\"”»]?\s|\n")


@dataclass(frozen=True)
class PostPage:
    """`words` are those of the description; empty if it has none, or only the network's own."""

    network: str  # empty for any other page
    account: str  # as the network shows its name
    words: str
    is_shell: bool  # surely: the body holds no post


def read_post(tree: "HtmlElement") -> PostPage:
    """Return what a page says of its post. Cost: linear."""
    metas = _metas(tree)
    network = _network(tree, metas)
    shows_posts = bool(tree.xpath("//*[contains(@class, 'tgme_widget_message')]"))
    is_shell = network == "telegram" and not shows_posts and _embeds_post(tree)
    if network == "telegram" and not is_shell:
        return PostPage(network, "", "", is_shell=False)  # of an account: it describes itself
    words = next(
        filter(None, (own_words(metas.get(name, ""), network) for name in _DESCRIPTIONS)), ""
    )
    if not network:
        return PostPage("", "", words, is_shell=False)
    account = _line(
        _AFTER_NAME.sub("", metas.get("og:title", "") or metas.get("twitter:title", ""))
    )
    return PostPage(network, "" if account.lower() in _NETWORKS else account, words, is_shell)


def beginning_of(words: str) -> str:
    """Return the first sentence, or what of it is at most 100 characters: a post has no headline of its own."""
    first = _SENTENCE_END.split(words.strip(), maxsplit=1)[0].strip()
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def own_words(description: str, network: str = "") -> str:
    """Return a post's words, line by line, without what a network puts around them."""
    if _ESCAPED.search(description):
        description = html.unescape(description)  # escaped once too often
    lines = (_line(line) for line in _BREAK.sub("\n", description).splitlines())
    text = _COUNTED.sub("", "\n".join(lines).strip("\n"), count=1)
    quoted = _QUOTED.fullmatch(text)
    if quoted and network in _QUOTING and not _TWO_QUOTATIONS.search(quoted[1]):
        text = quoted[1].strip()
    return "" if _SLOGANS.match(text) else text


def _network(tree: "HtmlElement", metas: dict[str, str]) -> str:
    for name in _SITE_NAMES:
        if found := _NETWORKS.get(_line(metas.get(name, "")).lower()):
            return found
    if tree.xpath("//*[@data-telegram-post]"):
        return "telegram"
    if tree.xpath("//div[@id='mastodon']"):
        return "mastodon"  # each server has a site name of its own
    title = _IN_TITLE.search(_line(tree.findtext(".//title") or ""))
    return _NETWORKS.get(title[1].lower(), "") if title else ""


def _embeds_post(tree: "HtmlElement") -> bool:
    links = (link.get("href") or "" for link in tree.iter("a", "meta"))
    return bool(tree.xpath("//*[@data-telegram-post]")) or any(map(_TELEGRAM_POST.search, links))


def _metas(tree: "HtmlElement") -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name and meta.get("content", "").strip():
            found.setdefault(name, meta.get("content"))
    return found


def _line(text: str) -> str:
    return " ".join(nfc(text).split())
