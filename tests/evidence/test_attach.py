"""Evidence is added on the claim's page, over HTTP and without JavaScript."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.enums import QuoteCheck, Stance
from claims.independence import weigh
from claims.models import Claim, Evidence, Source
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

TYPED = {
    "stance": "corroborates",
    "bears_on": "whole",
    "kind": "statement",
    "how": "own_reporting",
    "seen_in_name": "This desk",
    "note": "This note is kept.",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture(scope="module")
def kept_claim(module_cast: Cast) -> Claim:
    assert module_cast.reader
    return ClaimFactory(people=module_cast)


@pytest.fixture
def claim(kept_claim: Claim, db: Any) -> Claim:
    return Claim.objects.get(pk=kept_claim.pk)


def attach(client: Any, claim: Claim, **typed: Any) -> Any:
    return client.post(f"/claims/{claim.pk}/evidence/", TYPED | typed)


def errors(response: Any) -> dict[str, Any]:
    """Return the errors by field of the form in the response."""
    return response.context["forms"]["evidence"].errors


def test_passage_of_an_article_can_be_added_with_its_voices(
    claim: Claim, login: Any, cast: Any
) -> None:
    article = ArticleFactory(by=cast.researcher)
    response = attach(
        login("researcher"),
        claim,
        seen_in_name="",
        article=f"#{article.pk} {article.headline}",
        quote="declined to comment on the sale",
        how="relayed",
        origin_name="Ministry of Ports",
        origin_new="official_body",
        heard_via_name=article.publisher.name,
    )
    assert response.status_code == 302
    evidence = Evidence.objects.get(claim=claim)
    assert evidence.seen_in == article.publisher
    assert evidence.origin == Source.objects.named("Ministry of Ports")
    assert evidence.quote_check == QuoteCheck.FOUND
    page = login("reader").get(f"/claims/{claim.pk}/").content.decode()
    assert "declined to comment on the sale" in page
    (line,) = weigh(claim).of(Stance(evidence.stance)).lines
    assert (line.voice, line.carrier, line.code) == (evidence.origin, article.publisher, "named")
    assert line.why in page


def test_quote_that_is_not_found_is_reported_at_its_field_and_kept(
    claim: Claim, login: Any, cast: Any
) -> None:
    article = ArticleFactory(by=cast.researcher)
    typed = {"article": str(article.pk), "quote": "all nine cranes will go"}
    response = attach(login("researcher"), claim, **typed)
    assert response.status_code == 422
    assert list(errors(response)) == ["quote"]
    page = response.content.decode()
    assert "all nine cranes will go</textarea>" in page
    assert "This note is kept.</textarea>" in page
    assert not Evidence.objects.exists()
    kept = attach(login("researcher"), claim, **typed, quote_reason="The page was changed since.")
    assert kept.status_code == 302
    assert Evidence.objects.get().quote_check == QuoteCheck.NOT_FOUND


def test_screenshot_is_archived_and_its_quote_checked_by_eye(claim: Claim, login: Any) -> None:
    upload = SimpleUploadedFile("shot.png", PNG, "image/png")
    response = attach(
        login("researcher"), claim, upload=upload, quote="seen here", checked_by_eye="on"
    )
    assert response.status_code == 302
    evidence = Evidence.objects.get()
    assert evidence.quote_check == QuoteCheck.BY_EYE
    shown = login("reader").get(f"/evidence/{evidence.pk}/capture/")
    assert b"".join(shown.streaming_content) == PNG
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in shown.get("Content-Disposition", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<title>t</title><p>Some words <script>alert(1)</script> of a page.</p>"),
        ("paper.pdf", b"%PDF-1.4 some pages"),
        ("words.txt", b"Some plain words."),
    ],
)
def test_file_that_could_run_in_a_browser_is_sent_as_a_download(
    claim: Claim, login: Any, name: str, content: bytes
) -> None:
    attach(login("researcher"), claim, upload=SimpleUploadedFile(name, content))
    answer = login("reader").get(f"/evidence/{Evidence.objects.get().pk}/capture/")
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_evidence_without_an_archived_copy_has_no_download(
    claim: Claim, login: Any, cast: Any
) -> None:
    evidence = EvidenceFactory(claim=claim, by=cast.researcher)
    assert login("reader").get(f"/evidence/{evidence.pk}/capture/").status_code == 404


def test_deleted_file_is_not_found(claim: Claim, login: Any) -> None:
    attach(login("researcher"), claim, upload=SimpleUploadedFile("words.txt", b"Some words."))
    snapshot = Evidence.objects.get().snapshot
    assert snapshot
    snapshot.file.storage.delete(snapshot.file.name)
    assert login("reader").get(f"/evidence/{Evidence.objects.get().pk}/capture/").status_code == 404


def test_form_starts_with_the_values_of_the_url(claim: Claim, login: Any, cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    address = f"/claims/{claim.pk}/?article={article.pk}&quote=all+four+cranes&near=34"
    page = login("researcher").get(address).content.decode()
    assert f'value="{article.pk}"' in page
    assert "all four cranes</textarea>" in page
    assert 'name="near" value="34"' in page


def test_original_source_has_no_default(claim: Claim, login: Any) -> None:
    page = login("researcher").get(f"/claims/{claim.pk}/")
    form = page.context["forms"]["evidence"]
    assert form["how"].value() is None
    typed = {key: value for key, value in TYPED.items() if key != "how"}
    response = login("researcher").post(f"/claims/{claim.pk}/evidence/", typed)
    assert response.status_code == 422
    assert "how" in errors(response)


def test_unstated_original_source_counts_as_no_origin(claim: Claim, login: Any) -> None:
    attach(login("researcher"), claim, how="not_stated", url="https://example.org/a")
    page = login("reader").get(f"/claims/{claim.pk}/")
    side = page.context["page"].evidence.weight.of(Stance.CORROBORATES)
    assert (side.documents, side.origins) == (1, 0)
    assert "no independent origin" in page.content.decode()


def test_form_submitted_twice_adds_one_piece_of_evidence(claim: Claim, login: Any) -> None:
    client = login("researcher")
    for _ in range(2):
        assert attach(client, claim, token="of-this-form").status_code == 302
    assert Evidence.objects.count() == 1


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"stance": ""}, "stance"),
        ({"stance": "maybe"}, "stance"),
        ({"kind": ""}, "kind"),
        ({"bears_on": "\0"}, "bears_on"),
        ({"how": ""}, "how"),
        ({"how": "named"}, "how"),
        ({"origin_name": "Somebody"}, "origin"),
        ({"seen_in_name": ""}, "seen_in"),
        ({"seen_in_name": "No Such Paper"}, "seen_in"),
        ({"seen_in_name": "a\0b", "seen_in_kind": "outlet"}, "seen_in"),
        ({"heard_via_name": "No Such Voice"}, "heard_via"),
        ({"kind": "no_reply"}, "stance"),
        ({"article": "999999"}, "article"),
        ({"article": "1" * 30}, "article"),
        ({"article": "none"}, "article"),
        ({"article": "\0"}, "article"),
        ({"derived_from": "999999"}, "derived_from"),
        ({"derived_from": "9" * 30}, "derived_from"),
        ({"derived_from": "\0"}, "derived_from"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://example.org/" + "a" * 2000}, "url"),
        ({"url": "https://example.org/\0"}, "url"),
        ({"quote": "nul \0 inside"}, "quote"),
        ({"note": "no character \ufdd0"}, "note"),
        ({"note": "a" * 20_001}, "note"),
        ({"title": "t" * 501}, "title"),
        ({"translated_by": "t" * 201}, "translated_by"),
        ({"published_0": "Thursday", "published_edtf": "Thursday"}, "published"),
    ],
)
def test_invalid_value_is_reported_at_its_field(
    claim: Claim, login: Any, typed: dict[str, str], field: str
) -> None:
    response = attach(login("researcher"), claim, **typed)
    assert response.status_code == 422
    assert field in errors(response)
    kept = typed.get("note", "This note is kept.")
    assert response.context["forms"]["evidence"]["note"].value() == kept
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("not.png", b"no picture"),
        ("not.docx", b"PK\x03\x04 [Content_Types].xml word/ and no archive"),
        ("nul.txt", b"a\0b"),
        ("big.txt", b"a " * 5_000_001),
    ],
)
def test_invalid_file_is_reported_at_its_field(
    claim: Claim, login: Any, name: str, content: bytes
) -> None:
    response = attach(login("researcher"), claim, upload=SimpleUploadedFile(name, content))
    assert response.status_code == 422
    assert "upload" in errors(response)
    assert "This note is kept.</textarea>" in response.content.decode()
    assert not Evidence.objects.exists()


def test_file_must_be_chosen_again_when_another_field_has_an_error(
    claim: Claim, login: Any
) -> None:
    upload = SimpleUploadedFile("shot.png", PNG, "image/png")
    response = attach(login("researcher"), claim, upload=upload, stance="")
    assert response.status_code == 422
    assert set(errors(response)) == {"stance", "upload"}


def test_article_and_file_cannot_be_combined(claim: Claim, login: Any, cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    upload = SimpleUploadedFile("shot.png", PNG, "image/png")
    response = attach(login("researcher"), claim, upload=upload, article=str(article.pk))
    assert response.status_code == 422
    assert list(errors(response)) == ["upload"]


def test_url_with_bytes_that_are_not_text_is_a_bad_request(claim: Claim, login: Any) -> None:
    assert login("researcher").get(f"/claims/{claim.pk}/?quote=%ED%A0%80").status_code == 400


def test_evidence_cannot_be_derived_from_evidence_of_another_claim(
    claim: Claim, login: Any, cast: Any
) -> None:
    own = EvidenceFactory(claim=claim, by=cast.researcher)
    other = EvidenceFactory(claim=ClaimFactory(people=cast), by=cast.researcher)
    assert attach(login("researcher"), claim, derived_from=str(own.pk)).status_code == 302
    response = attach(login("researcher"), claim, derived_from=str(other.pk))
    assert response.status_code == 422
    assert list(errors(response)) == ["derived_from"]


def test_markup_and_formulas_are_shown_as_text(claim: Claim, login: Any) -> None:
    note = '=HYPERLINK("http://example.org") <script>alert(1)</script>'
    attach(login("researcher"), claim, note=note)
    page = login("reader").get(f"/claims/{claim.pk}/").content.decode()
    assert "=HYPERLINK(&quot;http://example.org&quot;) &lt;script&gt;" in page
    assert "<script>alert" not in page


def test_reader_sees_why_they_cannot_add_evidence(claim: Claim, login: Any) -> None:
    page = login("reader").get(f"/claims/{claim.pk}/")
    assert page.context["page"].may.add.code == "needs_researcher"
    assert page.context["page"].may.add.message in page.content.decode()
    assert f"/claims/{claim.pk}/evidence/" not in page.content.decode()
    assert attach(login("reader"), claim).status_code == 403
    assert not Evidence.objects.exists()


def test_evidence_added_before_sign_off_ends_the_round_and_the_page_says_so(
    login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, status="agreed")
    attach(login("researcher"), claim)
    claim.refresh_from_db()
    assert (claim.status, claim.round) == ("open", 2)
    page = login("reviewer1").get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.earlier.assessment.round == 1


def test_evidence_added_after_sign_off_is_shown_and_keeps_the_verdict(
    login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, status="signed_off")
    assert "since signing" not in login("reader").get(f"/claims/{claim.pk}/").content.decode()
    attach(login("researcher"), claim, reason="The union has published it now.")
    page = login("reader").get(f"/claims/{claim.pk}/")
    since = page.context["page"].standing.since
    assert (since.cell, since.latest.reason) == ("new evidence", "The union has published it now.")
    assert "New evidence since signing" in page.content.decode()
    assert page.context["page"].claim.status == "signed_off"
