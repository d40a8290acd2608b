"""Evidence is corrected and withdrawn, over HTTP and without JavaScript."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.enums import Stance
from claims.given import Conflict
from claims.models import Claim, Evidence
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.any_database

STALE = ["", "0", "garbage", "7" * 30, "99", None]


@pytest.fixture
def claim(cast: Any) -> Claim:
    return ClaimFactory(people=cast)


@pytest.fixture
def evidence(claim: Claim, cast: Any) -> Evidence:
    article = ArticleFactory(by=cast.researcher)
    return EvidenceFactory(
        claim=claim,
        by=cast.researcher,
        article=article,
        seen_in=article.publisher,
        quote="declined to comment on the sale",
        note="As first written.",
    )


def read_form(client: Any, evidence: Evidence) -> dict[str, Any]:
    """Return every field of the page's form as a browser would send it back."""
    form = client.get(f"/evidence/{evidence.pk}/change/").context["form"]
    typed: dict[str, Any] = {}
    for field in form:
        value, widget = field.value(), field.field.widget
        if hasattr(widget, "widgets_names"):
            parts = value if isinstance(value, list) else widget.decompress(value)
            typed |= {
                f"{field.html_name}{name}": part
                for name, part in zip(widget.widgets_names, parts, strict=True)
            }
        elif value not in (None, False):
            typed[field.html_name] = field.field.prepare_value(value)
    return {name: "" if value is None else str(value) for name, value in typed.items()}


def test_evidence_can_be_corrected_from_the_values_of_the_form(
    login: Any, claim: Claim, evidence: Evidence
) -> None:
    client = login("researcher")
    typed = read_form(client, evidence) | {"stance": "contradicts", "note": "As corrected."}
    response = client.post(f"/evidence/{evidence.pk}/change/", typed)
    assert response.status_code == 302
    evidence.refresh_from_db()
    assert (evidence.stance, evidence.note) == (Stance.CONTRADICTS, "As corrected.")
    assert evidence.quote == "declined to comment on the sale"
    assert evidence.anchors.count() == 1


@pytest.mark.parametrize("seen", STALE)
def test_stale_correction_shows_both_texts_and_can_be_submitted_again(
    login: Any, claim: Claim, evidence: Evidence, seen: str | None
) -> None:
    client = login("researcher")
    typed = read_form(client, evidence) | {"note": "Mine."}
    client.post(f"/evidence/{evidence.pk}/change/", typed | {"note": "Theirs."})
    typed["seen_revision"] = seen
    typed = {name: value for name, value in typed.items() if value is not None}
    response = client.post(f"/evidence/{evidence.pk}/change/", typed)
    assert response.status_code == 409
    assert response.context["outcome"].conflicts == (Conflict("Note", "Theirs.", "Mine."),)
    assert response.context["form"]["note"].value() == "Mine."
    fresh = response.context["form"]["seen_revision"].value()
    again = client.post(f"/evidence/{evidence.pk}/change/", typed | {"seen_revision": fresh})
    assert again.status_code == 302
    evidence.refresh_from_db()
    assert evidence.note == "Mine."


def test_stale_correction_with_a_file_asks_to_choose_it_again(
    login: Any, claim: Claim, evidence: Evidence
) -> None:
    client = login("researcher")
    typed = read_form(client, evidence)
    client.post(f"/evidence/{evidence.pk}/change/", typed | {"note": "Theirs."})
    changes = {"article": "", "note": "Mine.", "upload": SimpleUploadedFile("a.txt", b"words")}
    response = client.post(f"/evidence/{evidence.pk}/change/", typed | changes)
    assert response.status_code == 409
    assert Conflict("Note", "Theirs.", "Mine.") in response.context["outcome"].conflicts
    assert response.context["form"].errors["upload"]


def test_correction_keeps_the_seen_revision_while_a_field_is_fixed(
    login: Any, claim: Claim, evidence: Evidence
) -> None:
    client = login("researcher")
    typed = read_form(client, evidence)
    client.post(f"/evidence/{evidence.pk}/change/", typed | {"note": "Theirs."})
    response = client.post(f"/evidence/{evidence.pk}/change/", typed | {"kind": ""})
    assert response.status_code == 422
    assert response.context["form"]["seen_revision"].value() == typed["seen_revision"]


def test_withdrawn_evidence_needs_a_reason_and_stays_readable(
    login: Any, claim: Claim, evidence: Evidence
) -> None:
    client = login("researcher")
    url = f"/evidence/{evidence.pk}/withdraw/"
    refused = client.post(url, {"seen_revision": evidence.revision, "reason": " "})
    assert refused.status_code == 422
    assert "reason" in refused.context["forms"][f"withdraw_evidence{evidence.pk}"].errors
    sent = {"seen_revision": evidence.revision, "reason": "It speaks of another port."}
    assert client.post(url, sent).status_code == 302
    page = client.get(f"/claims/{claim.pk}/")
    assert not page.context["page"].evidence.standing
    assert "It speaks of another port." in page.content.decode()
    assert "declined to comment on the sale" in page.content.decode()


@pytest.mark.parametrize("seen", STALE)
def test_stale_withdrawal_is_refused_and_keeps_its_reason(
    login: Any, claim: Claim, evidence: Evidence, seen: str | None
) -> None:
    sent = {"seen_revision": seen, "reason": "It speaks of another port."}
    sent = {name: value for name, value in sent.items() if value is not None}
    client = login("researcher")
    response = client.post(f"/evidence/{evidence.pk}/withdraw/", sent)
    assert response.status_code == 409
    form = response.context["forms"][f"withdraw_evidence{evidence.pk}"]
    assert form["reason"].value() == "It speaks of another port."
    evidence.refresh_from_db()
    assert not evidence.is_withdrawn
    sent["seen_revision"] = form["seen_revision"].value()
    assert client.post(f"/evidence/{evidence.pk}/withdraw/", sent).status_code == 302


def test_second_of_two_who_withdraw_reads_the_reason_of_the_first(
    login: Any, claim: Claim, evidence: Evidence
) -> None:
    url = f"/evidence/{evidence.pk}/withdraw/"
    sent = {"seen_revision": evidence.revision, "reason": "The first reason."}
    assert login("researcher").post(url, sent).status_code == 302
    second = login("editor").post(url, sent | {"reason": "The second reason."})
    assert second.status_code == 409
    page = second.content.decode()
    assert "The first reason." in page
    assert "The second reason." in page


@pytest.mark.parametrize("pk", [0, 999999, 10**30])
def test_unknown_evidence_is_not_found(login: Any, cast: Any, pk: int) -> None:
    client = login("researcher")
    for path in ("change", "withdraw", "capture"):
        method = client.post if path == "withdraw" else client.get
        assert method(f"/evidence/{pk}/{path}/").status_code == 404


@pytest.mark.parametrize(
    ("saved", "changed", "field"),
    [
        ({"kind": "record"}, {"origin_label": "a clerk", "how": "direct"}, "kind"),
        ({"heard_via": "seen_in"}, {"heard_via_name": "This desk"}, "heard_via"),
        ({"kind": "nothing_found", "stance": "context"}, {"kind": "no_reply"}, ""),
    ],
)
def test_evidence_from_before_a_rule_keeps_what_it_was_until_that_is_changed(
    evidence: Evidence, login: Any, saved: dict[str, str], changed: dict[str, str], field: str
) -> None:
    """Such rows are on desks that were upgraded. No action makes them any more."""
    source = {"heard_via": evidence.seen_in} if "heard_via" in saved else saved
    Evidence.objects.filter(pk=evidence.pk).update(**source)
    client, url = login("researcher"), f"/evidence/{evidence.pk}/change/"
    typed = read_form(client, evidence)
    assert client.post(url, typed | {"note": "Corrected."}).status_code == 302
    evidence.refresh_from_db()
    assert evidence.note == "Corrected."
    response = client.post(url, read_form(client, evidence) | changed)
    errors = list(response.context["form"].errors) if response.status_code == 422 else []
    assert errors == ([field] if field else [])
