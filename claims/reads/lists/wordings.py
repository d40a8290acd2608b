"""Other wordings of what was typed into a search box: abbreviations in another spelling, other names of a source."""

import re
from collections.abc import Iterator

from django.db.models import Q

from claims.models import Source
from claims.models.search.index import Words, ids_holding
from claims.models.search.words import Query

MOST_NAMES = 8  # of the sources that are meant
LONGEST_NAME = 60

_CAPITALS = re.compile(r"(?<![\w.])[A-ZА-ЯЁԱ-Ֆ]{2,5}(?![\w.])")
_STOPS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,6}")
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])")
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")


def queries_of(text: str) -> list[Query]:
    """Return what was typed as a query, then its other wordings. At most three queries of the database."""
    found = [Query.parse(text)]
    for wording in (*_other_spellings(text), *_other_names(text)):
        query = Query.parse(wording)
        if query and query not in found:
            found.append(query)
    return found


def holding(model: type[Words], queries: list[Query]) -> Q:
    """Return the condition that a text holds one of the queries."""
    condition = Q()
    for query in queries:
        condition |= Q(pk__in=ids_holding(model, query))
    return condition


def _other_spellings(text: str) -> Iterator[str]:
    """Yield US as U.S. and WiFi as Wi-Fi, and the other way around."""
    yield _CAMEL.sub("-", _CAPITALS.sub(lambda word: ".".join(word[0]), text))
    yield _HYPHEN.sub("", _STOPS.sub(lambda word: word[0].replace(".", ""), text))


def _other_names(text: str) -> Iterator[str]:
    name = " ".join(text.split()).strip('"“”«»')
    if not name or len(name) > LONGEST_NAME:
        return
    sources = Source.objects.called(name)
    if not sources and (one := Source.objects.in_another_case(name)):
        sources = [one]
    names = (other for source in sources for other in (source.name, *source.alias_list))
    for _, other in zip(range(MOST_NAMES), names, strict=False):
        yield f'"{other}"' if " " in other else other
