"""Posts of networks: which account and which post a URL names, whichever of its spellings is used."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .parts import Parts, take_apart


@dataclass(frozen=True)
class Post:
    """A post, or an account's own page if `post` is empty. `account` is empty if the URL does not name it."""

    network: str  # "telegram", "x", "facebook", "instagram", "youtube", "vk" or "tiktok"
    account: str  # as in the URL; in lower case where its case does not matter
    post: str
    group: str = ""  # where it was posted, if that is not the account's own page

    @property
    def key(self) -> str:
        """What all URLs of this post share."""
        host = _HOSTS[self.network]
        if self.post and (self.network in _POST_ALONE or self.post.startswith(_NUMBERED_ALONE)):
            return f"{host}//{self.post}"
        return "/".join(filter(None, (host, self.group or self.account, self.post)))

    @property
    def account_key(self) -> str:
        """What names the account as a publisher: "t.me/gazeta". Empty if the URL does not name it."""
        return f"{_HOSTS[self.network]}/{self.account}" if self.account else ""


_HOSTS = {
    "telegram": "t.me",
    "x": "x.com",
    "facebook": "facebook.com",
    "instagram": "instagram.com",
    "youtube": "youtube.com",
    "vk": "vk.com",
    "tiktok": "tiktok.com",
}
# A post's number is its own there, whoever's name is in front of it.
_POST_ALONE = frozenset({"x", "instagram", "youtube", "vk", "tiktok"})
_NUMBERED_ALONE = ("videos/", "reel/", "photo/", "pfbid")  # of Facebook

# Paths of the networks themselves, where an account would be.
_NO_ACCOUNT = frozenset(
    [
        "about",
        "account",
        "accounts",
        "ads",
        "api",
        "business",
        "channel",
        "channels",
        "c",
        "clips",
        "dialog",
        "dms",
        "download",
        "embed",
        "events",
        "explore",
        "feed",
        "gaming",
        "groups",
        "hashtag",
        "hashtags",
        "help",
        "home",
        "i",
        "intent",
        "iv",
        "joinchat",
        "jobs",
        "legal",
        "live",
        "login",
        "marketplace",
        "media",
        "messages",
        "notifications",
        "oauth",
        "pages",
        "people",
        "pg",
        "photo",
        "photo.php",
        "photos",
        "plugins",
        "playlist",
        "policies",
        "posts",
        "privacy",
        "proxy",
        "reel",
        "reels",
        "register",
        "results",
        "search",
        "settings",
        "setlanguage",
        "share",
        "sharer",
        "shorts",
        "signup",
        "socks",
        "status",
        "story",
        "stories",
        "story.php",
        "tag",
        "terms",
        "tos",
        "tv",
        "user",
        "video",
        "videos",
        "watch",
        "addstickers",
        "addemoji",
        "addlist",
        "addtheme",
        "bg",
        "boost",
        "confirmphone",
        "contact",
        "giftcode",
        "invoice",
        "msg",
        "nft",
        "permalink.php",
        "profile.php",
        "l.php",
        "away.php",
        "sharer.php",
    ]
)

_NUMBER = re.compile(r"\d{1,25}\Z", re.ASCII)
_HANDLE = re.compile(r"@?[\w.\-%]{1,100}\Z")


def post_of(url: str) -> Post | None:
    """Return the post or account that the URL names, or None if it is of no known network or of none of its accounts."""
    parts = take_apart(url)
    return post_in(parts) if parts else None


def post_in(parts: Parts) -> Post | None:
    if parts.port:
        return None
    for hosts, read in _NETWORKS:
        if match := hosts.fullmatch(parts.host):
            return read(parts, match)
    return None


def _is_account(name: str) -> bool:
    return _HANDLE.match(name) is not None and name.lower() not in _NO_ACCOUNT


def _account(network: str, name: str) -> Post | None:
    return Post(network, name.lower(), "") if _is_account(name) else None


# --- each network ---


def _telegram(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    if match["account"]:
        path = [match["account"], *path]
    if path[:1] == ["s"]:  # the same channel, shown in a browser
        path = path[1:]
    if path[:1] == ["c"]:  # a private one has a number for a name
        path = ["/".join(path[:2]), *path[2:]] if len(path) > 1 else []
    elif not path or not _is_account(path[0]):
        return None
    if not path:
        return None
    number = path[-1] if len(path) > 1 and _NUMBER.match(path[-1]) else ""
    if len(path) > 1 and not number:
        return None
    comment = parts.param("comment")
    post = f"{number}?comment={comment}" if number and comment else number
    return Post("telegram", path[0].lower(), post)


def _x(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    for at, name in enumerate(path[:-1]):
        if name in ("status", "statuses") and _NUMBER.match(path[at + 1]):
            account = path[0].lower() if at == 1 and _is_account(path[0]) else ""
            return Post("x", account, path[at + 1])
    return _account("x", path[0]) if len(path) == 1 else None


# The parts of a path behind an account that a post's id follows.
_FACEBOOK_POSTS = frozenset({"posts", "videos", "photos", "permalink", "reel", "notes", "activity"})
# Pages of Facebook itself: the parameters with the account and the post, and what kind of post it is.
_FACEBOOK_PAGES = {
    "story.php": ("id", "story_fbid", ""),
    "permalink.php": ("id", "story_fbid", ""),
    "photo.php": ("", "fbid", "photo/"),
    "photo": ("", "fbid", "photo/"),
    "profile.php": ("id", "", ""),
    "watch": ("", "v", "videos/"),
}


def _facebook(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    if path[:1] == ["pg"]:
        path = path[1:]
    first = path[0] if path else ""
    if first in _FACEBOOK_PAGES:
        return _facebook_page(parts, *_FACEBOOK_PAGES[first])
    if first == "reel" and len(path) == 2:
        return Post("facebook", "", f"reel/{path[1]}")
    if first == "groups" and len(path) == 4 and path[2] in ("posts", "permalink"):
        return Post("facebook", "", path[3], group=f"groups/{path[1].lower()}")
    if len(path) == 1:
        return _account("facebook", first)
    if len(path) < 3 or path[1] not in _FACEBOOK_POSTS or not _is_account(first):
        return None
    if path[1] in ("videos", "reel"):  # their numbers are their own, whoever's name is in front
        return Post("facebook", first.lower(), f"{path[1]}/{path[-1]}")
    return Post("facebook", first.lower(), path[-1])


def _facebook_page(parts: Parts, account_name: str, post_name: str, kind: str) -> Post | None:
    account, post = parts.param(account_name), parts.param(post_name)
    if (account_name and not account) or (post_name and not post):
        return None
    return Post("facebook", account, f"{kind}{post}")


def _instagram(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    for at, name in enumerate(path[:-1]):
        if name in ("p", "reel", "reels", "tv"):
            account = path[0].lower() if at == 1 else ""
            return Post("instagram", account, path[at + 1])
    return _account("instagram", path[0]) if len(path) == 1 else None


def _youtube(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    if parts.host == "youtu.be":
        return Post("youtube", "", path[0]) if len(path) == 1 else None
    if path[:1] == ["watch"]:
        video = parts.param("v")
        return Post("youtube", "", video) if video else None
    if len(path) == 2 and path[0] in ("shorts", "live", "embed", "v"):
        return Post("youtube", "", path[1])
    if len(path) == 2 and path[0] == "channel":
        return Post("youtube", f"channel/{path[1]}", "")
    return _account("youtube", path[0]) if len(path) == 1 and path[0].startswith("@") else None


_VK_POST = re.compile(r"(?:wall|video|photo|clip|topic)(-?\d+)_\d+", re.ASCII)


def _vk(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    named = parts.param("w", "z") or (path[0] if path else "")
    if found := _VK_POST.match(named):
        return Post("vk", found[1], found[0])
    return _account("vk", path[0]) if len(path) == 1 else None


def _tiktok(parts: Parts, match: re.Match[str]) -> Post | None:
    path = parts.segments
    if len(path) == 3 and path[0].startswith("@") and path[1] in ("video", "photo"):
        return Post("tiktok", path[0].lower(), path[2])
    return _account("tiktok", path[0]) if len(path) == 1 and path[0].startswith("@") else None


_Reader = Callable[[Parts, re.Match[str]], Post | None]

_NETWORKS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(hosts), read)
    for hosts, read in (
        (r"(?:(?P<account>\w+)\.)?t\.me|(?:telegram\.(?:me|dog))", _telegram),
        (r"(?:(?:mobile|m)\.)?(?:twitter|x)\.com|(?:fx|vx)twitter\.com|fixupx\.com|fixvx\.com", _x),
        (
            r"(?:(?:m|mbasic|web|touch|mobile|\w{2}-\w{2})\.)?facebook\.com|(?:m\.)?fb\.com",
            _facebook,
        ),
        (r"(?:m\.)?instagram\.com|instagr\.am", _instagram),
        (r"(?:(?:m|music)\.)?youtube\.com|youtu\.be|youtube-nocookie\.com", _youtube),
        (r"(?:m\.)?vk\.(?:com|ru)", _vk),
        (r"(?:m\.)?tiktok\.com", _tiktok),
    )
)


def is_of_network(host: str) -> bool:
    """Return True if the host, as `plain_host` returns it, is one of a known network."""
    return any(hosts.fullmatch(host) for hosts, _ in _NETWORKS)
