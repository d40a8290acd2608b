"""A merge while others name the merged record: whatever is saved later names the remaining record."""

from functools import partial
from typing import Any

import pytest

from claims.actions import evidence, sources
from claims.enums import EvidenceKind, OriginKind, Stance
from claims.errors import ActionError
from claims.given import EvidenceGiven
from claims.models import Event, Evidence, Source
from claims.models.sources import NAMES_A_SOURCE
from claims.reads.record.verification import verify_chain
from tests.factories import ClaimFactory, SourceFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def prepare_merge(source: Source, into: Source, by: Any) -> Any:
    one, other = Source.objects.get(pk=source.pk), Source.objects.get(pk=into.pk)
    seen = {"seen_revision": one.revision, "seen_into_revision": other.revision}
    return partial(sources.merge_sources, one, other, **seen, reason="one paper", by=by)


def test_evidence_added_during_a_merge_names_the_remaining_record(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    people = (cast.researcher, cast.researcher2, cast.editor)
    for _ in range(5):
        source, into = SourceFactory(by=cast.researcher), SourceFactory(by=cast.researcher)
        chosen = Source.objects.get(pk=source.pk)  # on the form, before the merge
        given = EvidenceGiven(
            Stance.CORROBORATES,
            EvidenceKind.STATEMENT,
            chosen,
            OriginKind.NAMED,
            origin=chosen,
            heard_via=chosen,
        )
        read = evidence.read_evidence(given)
        attach = [
            partial(evidence.attach_evidence, type(claim).objects.get(pk=claim.pk), read, by=by)
            for by in people[:2]
        ]
        ends = at_once([attach[0], prepare_merge(source, into, people[2]), attach[1]])

        assert not [end for end in ends if isinstance(end, Exception)], ends
        for one in Evidence.objects.filter(pk__in=[ends[0].pk, ends[2].pk]):
            assert {one.seen_in, one.origin, one.heard_via} == {into}
        assert not any(getattr(source, name).exists() for name in NAMES_A_SOURCE)
    assert verify_chain() == []


def test_two_opposite_merges_at_once_leave_one_source(cast: Any) -> None:
    """Each merge goes the opposite way, and the second one finds its page stale."""
    by = (cast.editor, cast.editor2)
    for _ in range(3):
        one, other = SourceFactory(by=cast.researcher), SourceFactory(by=cast.researcher)
        ends = at_once([prepare_merge(one, other, by[0]), prepare_merge(other, one, by[1])])

        assert sorted(getattr(end, "code", "won") for end in ends) == ["stale", "won"]
        assert len([end for end in ends if isinstance(end, ActionError)]) == 1
        assert Source.objects.unmerged().filter(pk__in=[one.pk, other.pk]).count() == 1
    assert Event.objects.filter(verb="sources_merged").count() == 3
