"""The columns of the exports. Spreadsheets and scripts outside rely on their names and order."""

VERDICT_COLUMNS = (
    "claim_id", "external_id", "claim", "quote", "kind", "speaker", "speaker_party", "attribution",
    "article_title", "article_url", "publisher", "published_on", "said_on", "said_on_latest", "question",
    "language", "verdict", "verdict_code", "rationale", "confidence", "corroborating", "contradicting",
    "context", "corroborating_origins", "contradicting_origins", "non_party_origins", "policy_overrides",
    "assessed_by", "agreement", "signed_off_by", "signed_off_at", "version", "change", "previous_verdict",
    "reason", "valid_from", "recheck_on", "under_review_since", "verdict_sha256",
)  # fmt: skip

# Known only when the export is asked for, or made from the others: not part of what was signed.
READ_LATER = frozenset({"under_review_since", "verdict_sha256"})
STORED_COLUMNS = tuple(column for column in VERDICT_COLUMNS if column not in READ_LATER)

EVIDENCE_COLUMNS = (
    "claim_id", "version", "evidence_id", "stance", "bears_on", "kind", "seen_in", "origin", "heard_via",
    "family", "party", "derived_from", "article_title", "url", "quote", "published_on",
    "snapshot_sha256", "note",
)  # fmt: skip
