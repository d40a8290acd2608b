"""Words are found in another wording: an abbreviation spelled otherwise, another name of a source."""

from typing import Any

import pytest

from claims.reads.claims.claim_list import ClaimFilters, ClaimList
from tests.factories import ClaimFactory, SourceFactory

pytestmark = pytest.mark.django_db


def test_words_are_found_in_another_wording(cast: Any) -> None:
    SourceFactory(
        by=cast.researcher, name="Olena Prybuta", aliases="Елена Прибута\nԵլենա Պրիբուտա\nPributa"
    )
    told = {
        "envoy": "The U.S. envoy left.",
        "office": "The US office shut.",
        "mast": "A Wi-Fi mast fell.",
        "router": "The WiFi router broke.",
        "latin": "Olena Prybuta left the port.",
        "cyrillic": "Елена Прибута осталась.",
        "alias": "Pributa denied it.",
        "other": "Olena left with us.",
    }
    claims = {ClaimFactory(people=cast, statement=text).pk: name for name, text in told.items()}

    def found(q: str) -> set[str]:
        return {claims[row.pk] for row in ClaimList(ClaimFilters(q=q)).rows}

    assert found("US") == found("U.S.") == {"envoy", "office", "other"}
    assert found("WiFi") == found("Wi-Fi") == {"mast", "router"}
    assert found("Prybuta") == {"latin"}
    assert found("Olena Prybuta") == {"latin", "cyrillic", "alias"}
    assert found("Елену Прибуту") == found("Pributa") == {"latin", "cyrillic", "alias"}
    assert found("Olena left us") == {"other"}
    row = next(row for row in ClaimList(ClaimFilters(q="US")).rows if claims[row.pk] == "envoy")
    assert [piece.text for piece in row.marked if piece.marked] == ["U.S"]
