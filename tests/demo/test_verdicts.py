"""The verdicts of the demo, as they were signed, corrected and exported, and as pages show them."""

import datetime
import html
import tempfile
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.demo.sources import FICTIONAL
from claims.enums import ClaimStatus, PolicyLevel, PolicyRule, RatingCode, Verb, VerdictChange
from claims.independence import weigh
from claims.models import Appearance, Article, ClaimLink, Event, Question, Source, Verdict
from claims.models.account_names import AccountNames
from claims.reads.desk import desk_of
from tests.exports.conftest import table
from tests.exports.recount import recount

from .demo_desk import DemoDeskTestCase

pytestmark = pytest.mark.any_database

# claim, version, rating, origins for and against, who assessed, signed in April 2025
SIGNED = [
    ("C19", 1, "supported", 2, 0, "reviewer1", "01 11:00"),
    ("C9", 1, "supported", 1, 0, "reviewer2", "02 10:05"),
    ("C13", 1, "too_vague", 0, 0, "reviewer2", "02 10:40"),
    ("C15", 1, "supported", 3, 0, "reviewer1 | reviewer2", "02 12:00"),
    ("C16", 1, "conflicting_evidence", 1, 1, "reviewer1 | reviewer2", "02 13:15"),
    ("C2", 1, "supported", 1, 0, "reviewer1", "03 14:20"),
    ("C3", 1, "supported", 1, 0, "reviewer1", "03 14:25"),
    ("C6", 1, "supported", 1, 0, "reviewer2", "03 14:40"),
    ("C1", 1, "not_enough_evidence", 0, 0, "reviewer1 | reviewer2", "03 15:10"),
    ("C7", 1, "refuted", 0, 1, "reviewer1 | reviewer2", "03 16:00"),
    ("C21", 1, "not_enough_evidence", 0, 1, "reviewer2", "03 17:00"),
    ("C10", 1, "refuted", 0, 2, "reviewer1 | reviewer2", "04 09:30"),
    ("C19", 2, "not_enough_evidence", 0, 0, "reviewer2", "08 11:45"),
    ("C24", 1, "supported", 1, 0, "reviewer1", "09 11:00"),
    ("C25", 1, "supported", 1, 0, "reviewer2", "09 11:10"),
]


class TestDemoVerdicts(DemoDeskTestCase):
    def keys(self) -> dict[int, str]:
        return {claim.pk: key for key, claim in self.demo.claims.items()}

    def verdict(self, key: str, version: int = 1) -> Verdict:
        return Verdict.objects.get(claim=self.claim(key), version=version)

    def download(self, name: str, **params: str) -> bytes:
        self.client.force_login(
            self.demo.people["reader"], backend="django.contrib.auth.backends.ModelBackend"
        )
        response = self.client.get(f"/export/{name}.csv", params)
        assert response.status_code == 200
        return b"".join(response.streaming_content)

    def page_of(self, key: str) -> str:
        self.client.force_login(
            self.demo.people["reader"], backend="django.contrib.auth.backends.ModelBackend"
        )
        return html.unescape(self.client.get(f"/claims/{self.claim(key).pk}/").content.decode())

    # the table

    def test_the_verdicts_have_the_ratings_of_the_script(self) -> None:
        keys, names = self.keys(), AccountNames.of_all()
        assert [
            (
                keys[v.claim_id],
                v.version,
                v.rating_code,
                v.row["corroborating_origins"],
                v.row["contradicting_origins"],
                " | ".join(map(names.printed, v.row["assessed_by"].split(" | "))),
                f"{v.signed_at:%d %H:%M}",
            )
            for v in Verdict.objects.order_by("signed_at")
        ] == SIGNED

    def test_the_editor_who_signed_a_verdict_did_not_assess_the_claim(self) -> None:
        assert {v.signed_by.username for v in Verdict.objects.all()} == {"editor"}
        assert {v.row["agreement"] for v in Verdict.objects.all()} == {"1 of 1", "2 of 2"}

    def test_only_claims_from_fictional_outlets_are_refuted(self) -> None:
        refuted = Verdict.objects.filter(rating_code=RatingCode.REFUTED)
        assert refuted
        for verdict in refuted:
            publishers = [a.article.publisher for a in verdict.claim.appearances.all()]
            assert publishers
            assert all(p is not None and p.name.endswith(FICTIONAL) for p in publishers)

    def test_a_verdict_on_which_opposing_sides_agree_has_no_override(self) -> None:
        left = self.verdict("C10")
        assert left.row["non_party_origins"] == 0
        assert {line["rule"] for line in left.policy if not line["met"]} == set()

    def test_only_the_corrected_verdict_has_an_override(self) -> None:
        (overridden,) = (v for v in Verdict.objects.all() if v.row["policy_overrides"])
        assert overridden == self.verdict("C19")
        (blocked,) = (
            line
            for line in overridden.policy
            if not line["met"] and line["level"] == PolicyLevel.BLOCK
        )
        assert blocked["rule"] == PolicyRule.NON_PARTY_ORIGIN
        assert overridden.row["policy_overrides"] == f"non_party_origin: {blocked['override']}"

    def test_the_page_of_a_claim_shows_the_override_of_an_earlier_version(self) -> None:
        _, override = str(self.verdict("C19").row["policy_overrides"]).split(": ")
        page = self.page_of("C19")
        assert override in page
        assert "2 corroborate, 0 contradict" in page

    def test_the_page_of_a_claim_says_why_its_verdict_is_under_review(self) -> None:
        reopened = Event.objects.get(claim=self.claim("C21"), verb=Verb.REOPENED)
        assert f"under review:</span> {reopened.reason}" in self.page_of("C21")

    def test_two_verdicts_have_a_date_for_a_re_check(self) -> None:
        days = {
            self.keys()[v.claim_id]: v.recheck_on for v in Verdict.objects.exclude(recheck_on=None)
        }
        assert days == {"C1": datetime.date(2025, 8, 1), "C21": datetime.date(2025, 4, 17)}

    # the correction

    def test_the_corrected_verdict_rests_on_fewer_origins(self) -> None:
        found = weigh(self.claim("C19")).corroborates
        assert (found.documents, found.origins) == (2, 0)
        assert {line.code for line in found.lines} == {"own_chain"}
        assert self.evidence("E31").origin == self.evidence("E32").origin
        assert self.evidence("E32").derived_from == self.demo.evidence["E31"]
        copy = Article.objects.get(pk=self.demo.articles["steppe_numbers"].pk)
        assert copy.republishes_article == self.demo.articles["exercises"]

    def test_the_correction_gives_its_reason(self) -> None:
        (corrected,) = Verdict.objects.filter(version__gt=1)
        assert corrected == self.verdict("C19", 2)
        assert corrected.change == VerdictChange.CORRECTION
        assert corrected.row["previous_verdict"] == self.verdict("C19").rating_label
        assert "one voice" in corrected.row["reason"]

    def test_exports_as_of_three_days_show_the_verdict_valid_under_review_and_corrected(
        self,
    ) -> None:
        number = str(self.claim("C19").pk)
        days = {
            "2025-04-02": ("1", "supported", "first", ""),
            "2025-04-05": ("1", "supported", "first", "2025-04-04T09:00:00Z"),
            "2025-04-09": ("2", "not_enough_evidence", "correction", ""),
        }
        for day, expected in days.items():
            with self.subTest(day):
                page = self.download("verdicts", as_of=day)
                (row,) = (row for row in table(page) if row["claim_id"] == number)
                columns = ("version", "verdict_code", "change", "under_review_since")
                assert tuple(row[column] for column in columns) == expected
                of_claim = [
                    row
                    for row in table(self.download("evidence", as_of=day))
                    if row["claim_id"] == number
                ]
                assert {row["version"] for row in of_claim} == {expected[0]}
                assert self._from_the_command(day) == page

    def test_origins_counted_again_from_the_evidence_alone_are_those_of_each_verdict(self) -> None:
        """With the lines that README gives to those who receive an export."""
        for as_of in ("", "2025-04-02", "2025-04-03", "2025-04-05", "2025-04-09"):
            asked = {"as_of": as_of} if as_of else {}
            files = self.download("verdicts", **asked), self.download("evidence", **asked)
            with self.subTest(as_of), tempfile.TemporaryDirectory() as folder:
                assert recount(Path(folder), *files) == ""
                told = [
                    row[f"{stance}_{what}"]
                    for row in table(files[0])
                    for stance in ("corroborating", "contradicting")
                    for what in ("origins", "voices", "carriers")
                ]
                assert {"0", "1"} < set(told)

    def _from_the_command(self, day: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "verdicts.csv"
            call_command("export_verdicts", as_of=day, out=str(file))
            return file.read_bytes()

    # what each screen has to show

    def test_the_demo_loads_every_step_of_the_script(self) -> None:
        assert list(self.demo.evidence) != []
        assert set(self.demo.claims) == {f"C{n}" for n in range(1, 26)}
        assert set(self.demo.evidence) == {f"E{n}" for n in range(1, 41)}
        assert (Source.objects.exclude(kind="desk").count(), Article.objects.count()) == (18, 13)
        assert Question.objects.count() == 3

    def test_the_desk_page_of_the_editor_shows_the_expected_queues(self) -> None:
        keys = {f"C{pk}": key for pk, key in self.keys().items()}
        waiting = {
            queue.title: {keys[row.number] for row in queue.rows}
            for queue in desk_of(self.demo.people["editor"]).waiting
        }
        assert waiting["Reviewers disagree"] == {"C20"}
        assert waiting["To sign off"] == {"C4", "C22", "C23"}
        assert waiting["Under review"] == {"C21"}
        assert waiting["No evidence yet"] == {"C14", "C17", "C18"}
        assert waiting["Due to be checked again"] == {"C1", "C21"}
        changed, others, new = desk_of(self.demo.people["editor"]).since_signing
        assert {keys[row.number] for row in changed.rows} == {"C10"}
        assert {keys[row.number] for row in others.rows} == {"C19"}
        assert not new.rows

    def test_the_export_says_what_changed_since_signing(self) -> None:
        rows = table(self.download("verdicts", versions="all"))
        since = {
            (self.keys()[int(row["claim_id"])], row["version"]): row["since_signing"]
            for row in rows
            if row["since_signing"]
        }
        assert since == {
            ("C10", "1"): "would no longer pass: two_origins, non_party_origin",
            ("C19", "1"): "would no longer pass: two_origins",
            ("C19", "2"): "evidence changed or withdrawn",
        }

    def test_a_quote_check_that_rests_on_its_own_passage_is_signed_with_a_warning(self) -> None:
        (row,) = (
            row
            for row in table(self.download("verdicts"))
            if row["claim_id"] == str(self.claim("C25").pk)
        )
        assert (row["rests_on_own_passage"], row["policy_overrides"]) == ("yes", "")
        assert row["policy_warnings"] == PolicyRule.RESTS_ON_OWN_PASSAGE

    def test_a_joint_statement_has_no_override(self) -> None:
        joint = self.verdict("C24")
        assert (joint.row["corroborating_voices"], joint.row["corroborating_carriers"]) == (3, 1)
        assert all(line["met"] for line in joint.policy)

    def test_the_first_article_has_claims_with_up_to_three_voices(self) -> None:
        extracted = Appearance.objects.filter(article=self.demo.articles["oc_media_spring"])
        assert {self.keys()[a.claim_id] for a in extracted} == {
            "C1", "C2", "C3", "C4", "C5", "C6", "C9", "C11", "C12", "C20", "C21",
        }  # fmt: skip
        assert {a.chain.count() for a in extracted} == {2, 3}

    def test_the_first_claim_has_one_piece_of_withdrawn_evidence(self) -> None:
        keys = {e.pk: key for key, e in self.demo.evidence.items()}
        evidence = list(self.claim("C1").evidence.all())
        standing = {keys[e.pk] for e in evidence if not e.is_withdrawn}
        assert standing == {"E1", "E2", "E3", "E4", "E6"}
        assert {keys[e.pk] for e in evidence} - standing == {"E5"}

    def test_the_links_between_claims_are_shown(self) -> None:
        keys = self.keys()
        links = {
            (keys[link.claim_id], link.kind, keys[link.other_id])
            for link in ClaimLink.objects.all()
        }
        assert links == {
            ("C2", "reports", "C1"),
            ("C3", "reports", "C5"),
            ("C4", "reports", "C5"),
            ("C7", "contradicts", "C6"),
            ("C10", "contradicts", "C9"),
            ("C17", "contradicts", "C18"),
            ("C23", "part_of", "C15"),
        }

    def test_the_exported_row_of_the_first_claim_is_complete(self) -> None:
        expected = {
            "claim": self.claim("C1").statement,
            "speaker": "RT",
            "speaker_party": "party",
            "attribution": "OC Media < RT",
            "said_on": "2025-01-01",
            "said_on_latest": "2025-12-31",
            "verdict_code": "not_enough_evidence",
            "corroborating": 2,
            "corroborating_origins": 0,
            "contradicting": 0,
            "context": 3,
            "non_party_origins": 0,
            "policy_overrides": "",
            "recheck_on": "2025-08-01",
        }
        verdict = self.verdict("C1")
        assert expected.items() <= verdict.row.items()
        around = [row for row in verdict.evidence_rows if row["stance"] == "context"]
        assert {(row["origin"], row["heard_via"]) for row in around} == {
            ("Armenia, government (body not named)", "Maria Zakharova"),
            ("US Department of Defense", ""),
            ("its own reporting", ""),
        }

    def test_the_exported_row_of_the_denied_confirmation_has_two_documents_and_one_origin(
        self,
    ) -> None:
        expected = {"contradicting": 2, "contradicting_origins": 1, "corroborating": 0}
        assert expected.items() <= self.verdict("C7").row.items()

    def test_the_export_has_one_row_for_each_claim_or_all_versions(
        self,
    ) -> None:
        every = table(self.download("verdicts", versions="all"))
        now = table(self.download("verdicts"))
        signed = {claim for claim, *_ in SIGNED}
        assert len(every) == len(SIGNED)
        assert {self.keys()[int(row["claim_id"])] for row in now} == signed
        assert len(now) == len(signed)
        (under_review,) = (row for row in now if row["under_review_since"])
        assert self.keys()[int(under_review["claim_id"])] == "C21"
        assert self.claim("C21").status == ClaimStatus.OPEN
