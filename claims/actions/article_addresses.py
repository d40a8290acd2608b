"""Other addresses of an article's page, as its archived copies tell them. Used by other actions; writes no Event itself."""

from urllib.parse import urljoin

from claims.addresses import (
    archived_original,
    is_archive,
    is_home_page,
    page_key,
    same_site,
    twin_key,
)
from claims.enums import WALLS, AddressKind
from claims.models import Article, PageAddress, Snapshot

from .snapshots import ReadUpload

_LONGEST_URL = 2_000


def note_addresses(article: Article, snapshot: Snapshot, read: ReadUpload) -> None:
    """Store the other addresses of its page that a fetched copy told. For use inside an action. One query.

    A wall or an error says nothing of them: many pages lead to one log-in.
    """
    fetched = read.fetched
    if fetched is None or snapshot.judgement in WALLS:
        return
    told = {AddressKind.FINAL: fetched.final_url}
    if read.page and read.page.canonical:
        told[AddressKind.CANONICAL] = _canonical(fetched.final_url, read.page.canonical)
    PageAddress.objects.bulk_create(
        (
            PageAddress(
                article=article, kind=kind, url=url, page_key=page_key(url), twin_key=twin_key(url)
            )
            for kind, url in told.items()
            if page_key(url) not in ("", article.page_key) and not is_home_page(url)
        ),
        ignore_conflicts=True,
    )


def _canonical(page: str, written: str) -> str:
    """Return the canonical URL that a page gives, if it can be believed: of the same site, or an archive's long URL of a copy."""
    try:
        url = urljoin(page, written)
    except ValueError:
        return ""
    is_copy = is_archive(url) and archived_original(url) is not None
    return url if len(url) <= _LONGEST_URL and (is_copy or same_site(page, url)) else ""
