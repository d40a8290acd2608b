"""URLs as names of pages: which of them name one page, and which post, copy or site they name. Nothing is fetched here."""

from .archives import Archived, archived_original, is_archive
from .keys import (
    LONGEST_KEY,
    domain_key,
    is_home_page,
    page_key,
    publisher_keys,
    same_site,
    site_of,
    twin_key,
)
from .pasted import is_cut_short, only_address, read_addresses, site_or_address
from .post_times import posted_at
from .posts import Post, post_of

__all__ = [
    "LONGEST_KEY",
    "Archived",
    "Post",
    "archived_original",
    "domain_key",
    "is_cut_short",
    "is_archive",
    "is_home_page",
    "only_address",
    "page_key",
    "post_of",
    "posted_at",
    "publisher_keys",
    "read_addresses",
    "same_site",
    "site_of",
    "site_or_address",
    "twin_key",
]
