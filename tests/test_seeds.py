"""What the policy lets through, worked over HTTP from the real articles: who said it, how many origins, what may be signed.

Words of the articles are found by what the machine suggests and by short patterns; the code contains no sentence of them.
"""

import csv
import io
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from claims.enums import Stance
from claims.independence import StanceCount, weigh
from claims.models import Article, Claim, Evidence, Source, Suggestion

from .conftest import Cast
from .test_journey import fill_in

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds" / "manifest.csv"

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.skipif(
        not SEEDS.exists(), reason="the real articles in ../shared/seeds are missing"
    ),
]

COUNTED = "Our reporter counted forty army trucks that left the port of Poti for Armenia."
BRIEFING = "They told us that no official request from Washington had reached them."
PENTAGON = "A Pentagon official said on Tuesday that the equipment was on its way to Armenia."
YEREVAN = "An Armenian government source said on Wednesday that American trucks had arrived."


@dataclass
class Walk:
    """The desk's people at their browsers, and the articles that were imported."""

    cast: Cast
    clients: dict[str, Client] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Client:
        if name not in self.clients:
            client = self.clients[name] = Client()
            client.force_login(getattr(self.cast, name))
        return self.clients[name]

    @property
    def briefing(self) -> Article:
        return Article.objects.earliest("pk")

    @property
    def republished(self) -> Article:
        return Article.objects.get(publisher__name="Azerbaijan in Focus")

    def paste(self, text: str, headline: str, publisher: str, kind: str = "outlet") -> Article:
        kind = "" if Source.objects.named(publisher) else kind
        typed = {"text": text, "headline": headline, "publisher_name": publisher}
        new = self.researcher.get("/articles/new/")
        fill_in(self.researcher, new, "/articles/new/", publisher_kind=kind, **typed)
        return Article.objects.latest("pk")

    def extract(self, article: Article, words: str, statement: str, **typed: str) -> Claim:
        """Accept the suggestion that has these words, with a statement of our own."""
        (one,) = [
            s
            for s in Suggestion.objects.filter(snapshot__article=article)
            if re.search(words, s.words)
        ]
        page = self.researcher.get(f"/articles/{article.pk}/?suggestion={one.pk}")
        fill_in(self.researcher, page, "/claims/", statement=statement, **typed)
        return Claim.objects.get(statement=statement)

    def attach(self, claim: Claim, article: Article, quote: str, **typed: str) -> HttpResponse:
        """Attach a quote as a browser without JavaScript does: the form comes back with the machine's answer."""
        sent = {"stance": "corroborates", "kind": "statement", "bears_on": "whole"}
        sent |= {"quote": quote, "article": f"#{article.pk}"} | typed
        page = self.researcher.get(f"/claims/{claim.pk}/")
        answer = fill_in(self.researcher, page, "/evidence/", refused=True, **sent)
        if answer.status_code == 422 and answer.context["forms"]["evidence"].filled_in == "answer":
            answer = fill_in(self.researcher, answer, "/evidence/", refused=True)
        return answer

    def assess(self, claim: Claim, rating: str) -> None:
        page = self.reviewer1.get(f"/claims/{claim.pk}/")
        typed = {
            "rating": rating,
            "rationale": "It follows from the evidence.",
            "confidence": "high",
        }
        fill_in(self.reviewer1, page, "/assess/", **typed)

    def sign(self, claim: Claim) -> HttpResponse:
        """Sign off without giving a reason for any rule."""
        page = self.editor.get(f"/claims/{claim.pk}/")
        typed = {"rationale": "It follows from the evidence.", "confidence": "high"}
        return fill_in(self.editor, page, "/sign-off/", refused=True, **typed)

    def row(self, claim: Claim) -> dict[str, str]:
        answer: Any = self.editor.get("/export/verdicts.csv")
        body = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(body, newline=""))}
        return rows[str(claim.pk)]


@pytest.fixture(scope="module")
def imported(module_cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Import the two articles that the tests work with, as the manifest names them."""
    folder = tmp_path_factory.mktemp("seeds")
    with SEEDS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].startswith(("000", "002"))]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        manifest = csv.DictWriter(file, rows[0].keys())
        manifest.writeheader()
        manifest.writerows(rows)
    for row in rows:
        shutil.copy(SEEDS.parent / row["file"], folder)
    call_command("import_articles", str(folder / "manifest.csv"), stdout=io.StringIO())
    return Walk(module_cast)


@pytest.fixture
def walk(imported: Walk, cast: Cast) -> Walk:
    return Walk(cast)


def quote(article: Article, pattern: str) -> str:
    """Return the paragraph that has these words."""
    (one,) = [line for line in article.snapshot.text.split("\n") if re.search(pattern, line)]
    return one.strip()


def unmet(answer: HttpResponse) -> set[str]:
    """Return the rules for which the sign-off was refused."""
    assert answer.status_code == 409
    return {result.rule.value for result in answer.context["page"].review.results if not result.met}


def corroborating(claim: Claim) -> StanceCount:
    return weigh(claim).of(Stance.CORROBORATES)


def codes(claim: Claim) -> list[str]:
    """Return why each piece counts or does not, in the order of the pieces."""
    return [
        line.code for line in sorted(corroborating(claim).lines, key=lambda line: line.evidence.pk)
    ]


@pytest.mark.parametrize(
    ("claimed", "origins", "reasons"),
    [
        pytest.param("set up a checkpoint on", 0, ["own_carrier"] * 3, id="said by the outlet"),
        pytest.param(
            "Azerbaijan, however", 1, ["own_chain", "named", "named"], id="said by one of them"
        ),
    ],
)
def test_three_governments_in_one_republished_article_are_no_three_origins(
    walk: Walk, claimed: str, origins: int, reasons: list[str]
) -> None:
    article = walk.republished
    hint = walk.researcher.get(f"/articles/{article.pk}/")
    fill_in(walk.researcher, hint, "/accept/")
    claim = walk.extract(article, claimed, "Azerbaijan opened a checkpoint.")
    for words in ("Azerbaijan, however", "^Armenia denied", "^.We express our"):
        assert walk.attach(claim, article, quote(article, words)).status_code == 200
    found = corroborating(claim)
    assert len(claim.evidence.values("origin").distinct()) == 3
    assert (found.documents, found.origins) == (1, origins)
    assert codes(claim) == reasons
    walk.assess(claim, "supported")
    assert unmet(walk.sign(claim)) == {"two_origins", "non_party_origin"}


def test_a_relay_is_a_quote_check_of_who_relays(walk: Walk) -> None:
    article = walk.briefing
    said = "Maria Zakharova said that Armenia had received no request."
    walk.extract(article, "She said that", "Armenia received no request.", quote_check=said)
    claim = Claim.objects.get(statement=said)
    ministry = walk.paste(BRIEFING, "Briefing", "Russian foreign ministry", "official_body")
    speaker = Source.objects.get(name="Maria Zakharova")
    assert (
        walk.attach(claim, ministry, BRIEFING, how="direct", origin_name=speaker.name).status_code
        == 200
    )
    assert codes(claim) == ["heard_via"]  # until it is known for whom she speaks
    page = walk.researcher.get(f"/sources/{speaker.pk}/change/")
    typed = {"parent": "Russian foreign ministry", "parent_relation": "speaks_for"}
    fill_in(walk.researcher, page, f"/sources/{speaker.pk}/change/", **typed)
    assert codes(claim) == ["own_words"]
    walk.assess(claim, "supported")
    assert walk.sign(claim).status_code == 200
    row = walk.row(claim)
    assert (row["kind"], row["speaker"]) == ("quote", "Maria Zakharova")
    assert (row["rests_on_own_passage"], row["policy_overrides"]) == ("no", "")


def test_a_denial_in_the_claims_own_passage_signs_as_not_enough_evidence(walk: Walk) -> None:
    article = walk.briefing
    claim = walk.extract(article, "Papikyan denied on", "Azerbaijan built up its forces.")
    passage = quote(article, "Papikyan denied on")
    answer = walk.attach(claim, article, passage, stance="contradicts", kind="denial")
    assert answer.status_code == 200
    walk.assess(claim, "not_enough_evidence")
    assert walk.sign(claim).status_code == 200
    row = walk.row(claim)
    assert (row["verdict_code"], row["policy_overrides"]) == ("not_enough_evidence", "")
    assert (row["contradicting"], row["contradicting_origins"]) == ("1", "1")


def port_claim(walk: Walk) -> Claim:
    article = walk.briefing
    return walk.extract(article, "claims by Russian", "American trucks arrived through Poti.")


@pytest.mark.parametrize("has_body", [True, False])
def test_unnamed_officials_of_the_parties_are_no_third_party(walk: Walk, has_body: bool) -> None:
    claim = port_claim(walk)
    said = (
        (PENTAGON, "a Pentagon official", "Pentagon", "Example Observer"),
        (YEREVAN, "an Armenian government source", "Armenian government", "Example Gazette"),
    )
    for text, label, body, outlet in said:
        article = walk.paste(text, f"News of {outlet}", outlet)
        typed = {} if has_body else {"how": "direct", "origin_label": label}
        assert walk.attach(claim, article, text, **typed).status_code == 200
        one = Evidence.objects.latest("pk")
        assert one.origin_label.lower() == label.lower()
        assert (one.origin.name if one.origin else "") == (body if has_body else "")
    found = corroborating(claim)
    assert (found.origins, found.non_party) == (2, ())
    assert codes(claim) == ["unnamed_within" if has_body else "unnamed"] * 2
    walk.assess(claim, "supported")
    assert unmet(walk.sign(claim)) == {"non_party_origin"}


def test_own_reporting_of_the_outlet_that_passed_the_claim_on_counts(walk: Walk) -> None:
    claim = port_claim(walk)
    later = walk.paste(COUNTED, "At the port", "OC Media")
    assert walk.attach(claim, later, COUNTED).status_code == 422  # nobody says it: a person answers
    assert walk.attach(claim, later, COUNTED, how="own_reporting").status_code == 200
    found = corroborating(claim)
    assert (found.origins, [voice.name for voice in found.voices]) == (1, ["OC Media"])
    assert codes(claim) == ["own_reporting"]


def test_news_article_is_refused_as_a_primary_record_and_nothing_typed_is_lost(walk: Walk) -> None:
    claim = port_claim(walk)
    later = walk.paste(COUNTED, "At the port", "OC Media")
    answer = walk.attach(claim, later, COUNTED, kind="record", how="own_reporting", note="a note")
    form = answer.context["forms"]["evidence"]
    assert answer.status_code == 422
    assert form.errors.as_data()["kind"][0].code == "news_article"
    assert [form[name].value() for name in ("quote", "note", "how")] == [
        COUNTED,
        "a note",
        "own_reporting",
    ]
    assert not claim.evidence.exists()


def test_a_verdict_whose_only_evidence_was_withdrawn_is_marked_everywhere(walk: Walk) -> None:
    article = walk.briefing
    said = "Suren Papikyan denied that forces were built up."
    walk.extract(article, "Papikyan denied on", "Forces were built up.", quote_check=said)
    claim = Claim.objects.get(statement=said)
    other = walk.paste(
        "Suren Papikyan denied on Friday that forces were built up.",
        "He denies it",
        "Example Observer",
    )
    assert walk.attach(claim, other, other.snapshot.text.strip()).status_code == 200
    walk.assess(claim, "supported")
    assert walk.sign(claim).status_code == 200
    assert walk.row(claim)["since_signing"] == ""
    one = claim.evidence.get()
    page = walk.researcher.get(f"/claims/{claim.pk}/")
    withdraw = f"/evidence/{one.pk}/withdraw/"
    assert fill_in(walk.researcher, page, withdraw, refused=True, reason="").status_code == 422
    fill_in(walk.researcher, page, withdraw, reason="The outlet took it back.")
    assert walk.row(claim)["since_signing"] == "would no longer pass: quote_witnessed"
    queue = walk.editor.get("/").context["desk"].waiting_shown[0]
    assert [row.number for row in queue.rows] == [f"C{claim.pk}"]
    assert walk.editor.get(f"/claims/{claim.pk}/").context["page"].standing.since.fails
