"""Ten thousand claims and articles are listed, searched and filtered as quickly as one page of them.

Measures the CPU seconds of this process, not those of PostgreSQL, where the query plans matter. The rows
are not written by the actions, which would take an hour.
"""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from claims.enums import (
    AttributionKind,
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    QuoteCheck,
    SourceKind,
    Stance,
)
from claims.models import (
    Appearance,
    Article,
    Attribution,
    Claim,
    Evidence,
    Question,
    Snapshot,
    Source,
    Verdict,
)
from claims.models.search.index import index_missing

FEW, MANY = 60, 10_000  # both fill a page
SYLLABLES = [
    "ka",
    "po",
    "ti",
    "ar",
    "men",
    "lo",
    "vi",
    "su",
    "der",
    "gen",
    "har",
    "bour",
    "cra",
    "ne",
    "dri",
    "ll",
]
RATINGS = ["supported", "refuted", "not_enough_evidence"]


def invented(n: int) -> str:
    """Return a word for a number; low numbers are frequent."""
    word = ""
    while n:
        n, digit = divmod(n, len(SYLLABLES))
        word += SYLLABLES[digit]
    return word or "the"


def sentence(n: int) -> str:
    """Return words: one that all rows have, one in a hundred, one that is unique, and some between."""
    words = [invented((n * 7919 + k * k * 31) % (40 * (k + 1)) + 1) for k in range(18)]
    return f"Common hundred{n % 100} single{n} {' '.join(words)}."


def fill(first: int, end: int, by: User) -> None:
    """Create claims and articles number `first` to `end`; sources and questions too if `first` is 0."""
    now, numbers = timezone.now(), range(first, end)
    made = {"created_at": now, "created_by": by}
    if first == 0:
        for n in range(20):
            # One by one, because saving fills in the keys of their names and texts.
            Source(name=f"Outlet {n}", kind=SourceKind.OUTLET, **made).save()
            Question(text=f"Question {n}?", **made).save()
    sources = list(Source.objects.filter(kind=SourceKind.OUTLET).order_by("pk"))
    questions = list(Question.objects.order_by("pk"))
    articles = Article.objects.bulk_create(
        Article(publisher=sources[n % 20], headline=sentence(n)[:60], language=["en", "ru", ""][n % 3],
                **said(n, "published"), **made)
        for n in numbers
    )  # fmt: skip
    snapshots = Snapshot.objects.bulk_create(
        Snapshot(article=article, kind="paste", file="x", sha256=f"{n:064}", size=1, media_type="text/plain",
                 captured_at=now, tool="bench", tool_version="1",
                 text=" ".join(sentence(m) for m in [n, *range(n % 97, n % 97 + 40)]))
        for n, article in zip(numbers, articles, strict=True)
    )  # fmt: skip
    for article, snapshot in zip(articles, snapshots, strict=True):
        article.snapshot = snapshot
    Article.objects.bulk_update(articles, ["snapshot"], batch_size=500)
    statuses = [S for S in ClaimStatus if S != ClaimStatus.SIGNED_OFF]
    claims = Claim.objects.bulk_create(
        Claim(statement=sentence(n), statement_key=sentence(n)[:500], kind=ClaimKind.FACTUAL,
              language=["en", "ru", "hy"][n % 3], priority=n % 3 + 1, assignee=by if n % 4 == 0 else None,
              status=statuses[n % len(statuses)], **said(n, "said_on"), **made)
        for n in numbers
    )  # fmt: skip
    fill_around(claims, articles, sources, questions, first, by)
    verdicts = Verdict.objects.bulk_create(
        Verdict(claim=claim, version=1, round=1, kind="signed", change="first", rating_code=RATINGS[n % 3],
                rating_label="x", signed_by=by, signed_at=now, row={"claim": sentence(n)}, evidence_rows=[],
                sha256="x")
        for n, claim in zip(numbers, claims, strict=True) if n % 2 == 0
    )  # fmt: skip
    signed = {verdict.claim_id: verdict for verdict in verdicts}
    for claim in claims:
        claim.verdict = signed.get(claim.pk)
    Claim.objects.bulk_update(claims, ["verdict"], batch_size=500)
    index_missing()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill_around(
    claims: list[Claim],
    articles: list[Article],
    sources: list[Source],
    questions: list[Question],
    first: int,
    by: User,
) -> None:
    """Create what is around the claims, which begin with number `first`: questions, appearances and evidence."""
    now, numbers = timezone.now(), range(first, first + len(claims))
    made = {"created_at": now, "created_by": by}
    Claim.questions.through.objects.bulk_create(
        Claim.questions.through(claim=claim, question=questions[n % 20])
        for n, claim in zip(numbers, claims, strict=True)
    )
    appearances = Appearance.objects.bulk_create(
        Appearance(
            claim=claim,
            article=articles[n - first],
            quote=sentence(n),
            created_at=now,
            created_by=by,
        )
        for n, claim in zip(numbers, claims, strict=True)
    )
    Attribution.objects.bulk_create(
        Attribution(
            appearance=appearance, position=0, source=sources[n % 7], kind=AttributionKind.SAID
        )
        for n, appearance in zip(numbers, appearances, strict=True)
    )
    Evidence.objects.bulk_create(
        Evidence(claim=claim, stance=list(Stance)[(n + k) % 3], kind=EvidenceKind.STATEMENT, seen_in=sources[n % 20],
                 origin_kind=OriginKind.OWN_REPORTING, quote_check=QuoteCheck.NO_QUOTE, **made)
        for n, claim in zip(numbers, claims, strict=True) for k in range(2)
    )  # fmt: skip


def said(n: int, name: str) -> dict[str, Any]:
    if n % 10 == 0:
        return {}
    day = timezone.now().date().replace(year=2020 + n % 5, month=n % 12 + 1, day=n % 28 + 1)
    return {f"{name}_earliest": day, f"{name}_latest": day}


CLAIMS = [
    {}, {"sort": "priority"}, {"sort": "said_on"}, {"q": "common"}, {"q": "hundred7"}, {"q": "single7"},
    {"q": "common hundred7"}, {"q": '"common hundred7"'}, {"q": "nowhere"}, {"q": "sing"},
    {"q": "common", "sort": "said_on"}, {"q": "common", "sort": "priority"},
    {"status": "open"}, {"rating": "refuted"}, {"assignee": "researcher"}, {"publisher": "Outlet 7"},
    {"speaker": "Outlet 3"}, {"question": "Question 7?"}, {"stance": "contradicts"}, {"language": "hy"},
    {"since": "2022-06-01"}, {"until": "2022-06-01"}, {"since": "2022-06-01", "until": "2022-06-03"},
    {"q": "common", "status": "open", "stance": "context", "language": "en", "sort": "said_on"},
]  # fmt: skip
ARTICLES = [
    {}, {"sort": "published"}, {"q": "common"}, {"q": "hundred7 single7"}, {"q": "nowhere"}, {"publisher": "Outlet 7"},
    {"language": "ru"}, {"since": "2022-06-01", "until": "2022-06-03"}, {"captured": "archived"},
    {"q": "common", "sort": "published", "language": "en"},
]  # fmt: skip
ASKED = [("/claims/", query) for query in CLAIMS] + [("/articles/", query) for query in ARTICLES]


def seconds(action: Callable[[], object]) -> float:
    """Return the least of three times: other work on the machine can only add."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        action()
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.django_db
def test_ten_thousand_rows_are_listed_searched_and_filtered_as_quickly_as_one_page(
    cast: Any, login: Any
) -> None:
    """Compare with one page without a filter; finding and marking words costs something too."""
    by, reader = cast.researcher, login("reader")

    def page(asked: tuple[str, dict[str, str]]) -> Any:
        response = reader.get(asked[0], asked[1])
        assert response.status_code == 200
        return response

    def cost(asked: tuple[str, dict[str, str]]) -> float:
        page(asked)
        return seconds(lambda: page(asked))

    fill(0, FEW, by)
    few = {url: cost((url, {})) for url in ("/claims/", "/articles/")}
    fill(FEW, MANY, by)
    many = {(url, tuple(query.items())): cost((url, query)) for url, query in ASKED}

    assert "more than 1,000" in page(ASKED[0]).content.decode()
    dear = {asked: spent for asked, spent in many.items() if spent > 3 * few[asked[0]]}
    assert not dear, f"a page of few: {few}; all of many: {many}"
