"""The drafts that are offered to the person who wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db.models import Q
from django.http import HttpRequest, QueryDict, RawPostDataException
from django.http.multipartparser import MultiPartParserError

from claims.models import Draft
from verify.held import CODE

_SHOWN = 80  # characters by which people know a text again


@dataclass(frozen=True)
class Offer:
    """A draft that can be restored or discarded."""

    draft: Draft

    @property
    def beginning(self) -> str:
        """Return how its longest text begins; nothing if it holds choices only."""
        texts = [
            " ".join(text.split())
            for name, text in self.draft.fields
            if name != "token" and not CODE.fullmatch(text)
        ]
        longest = max(texts, key=len, default="")
        return longest if len(longest) <= _SHOWN else f"{longest[:_SHOWN].rstrip()} …"


def posted(request: HttpRequest) -> QueryDict:
    """Return the form that was sent, or nothing if it cannot be read: the page that says so must not fail over it."""
    try:
        return request.POST
    except (BadRequest, SuspiciousOperation, MultiPartParserError, RawPostDataException, OSError):
        return QueryDict()


def offers_on(page: str, account: User, *, restored: str = "") -> list[Offer]:
    """Return the drafts of the forms of a page, except the one that fills a form in now. One query."""
    here = Draft.objects.of(account).filter(Q(page=page) | Q(form=page))
    return _with_text(here.exclude(key=restored))


def all_offers(account: User) -> list[Offer]:
    """Return all drafts of an account, latest first. One query."""
    return _with_text(Draft.objects.of(account))


def _with_text(drafts: Iterable[Draft]) -> list[Offer]:
    """Leave out forms in which somebody chose something and typed nothing: that is no work to restore."""
    return [offer for offer in map(Offer, drafts) if offer.beginning]
