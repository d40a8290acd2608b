"""A row can be removed after a page loaded it and before the action has the record's lock. Then the action refuses."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from claims.actions.claims import link_claims, unlink_claims
from claims.actions.origins import dismiss_origin
from claims.actions.snapshot_takedown import take_down
from claims.actions.suggestions import dismiss_suggestion, restore_suggestion
from claims.enums import DismissedAs, LinkKind
from claims.errors import Refused
from claims.given import TakedownGiven
from claims.models import ClaimLink, Event, OriginHint, Suggestion
from tests.evidence.passages import make_suggestion
from tests.factories import ArticleFactory, ClaimFactory

Call = Callable[[], object]


def suggestion_of_a_copy_that_is_taken_down(cast: Any) -> tuple[Call, list[Call]]:
    article = ArticleFactory(by=cast.researcher, text="Three cranes are sold.")
    make_suggestion(article, "Three cranes are sold.")
    loaded = Suggestion.objects.get()
    remove = partial(take_down, article.snapshot, TakedownGiven("An order."), by=cast.editor)
    dismiss = partial(dismiss_suggestion, loaded, DismissedAs.NOT_CHECKABLE, by=cast.researcher)
    return remove, [dismiss, partial(restore_suggestion, loaded, by=cast.researcher)]


def hint_of_a_copy_that_is_taken_down(cast: Any) -> tuple[Call, list[Call]]:
    article = ArticleFactory(by=cast.researcher)
    hint = OriginHint.objects.create(
        article=article, kind="wire", name="AP", snapshot=article.snapshot
    )
    remove = partial(take_down, article.snapshot, TakedownGiven("An order."), by=cast.editor)
    return remove, [partial(dismiss_origin, hint, by=cast.researcher)]


def link_that_somebody_else_removed(cast: Any) -> tuple[Call, list[Call]]:
    claim, other = ClaimFactory(people=cast), ClaimFactory(people=cast)
    link = link_claims(claim, LinkKind.CONTRADICTS, other, by=cast.researcher)
    loaded = ClaimLink.objects.get(pk=link.pk)
    calls = [
        partial(unlink_claims, one, by=cast.researcher, reason="They agree.")
        for one in (link, loaded)
    ]
    return calls[0], calls[1:]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "row",
    [
        suggestion_of_a_copy_that_is_taken_down,
        hint_of_a_copy_that_is_taken_down,
        link_that_somebody_else_removed,
    ],
)
def test_action_on_a_row_removed_since_the_page_was_loaded_is_refused(
    row: Callable[[Any], tuple[Call, list[Call]]], cast: Any
) -> None:
    remove, calls = row(cast)
    remove()
    before = Event.objects.count()

    for call in calls:
        with pytest.raises(Refused) as refusal:
            call()
        assert refusal.value.denial.code == "gone"
    assert Event.objects.count() == before
