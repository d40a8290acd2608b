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

# The claim list. It is no signed statement: what stands here is as it is now.
CLAIM_COLUMNS = (
    "claim_id", "external_id", "claim", "kind", "language", "status", "priority", "assigned_to",
    "quote", "speaker", "attribution", "article_title", "article_url", "publisher", "published_on",
    "said_on", "said_on_latest", "question", "verdict", "verdict_code", "version", "signed_off_at",
    "under_review", "evidence_since_signing", "corroborating", "contradicting", "context", "lifted_at",
)  # fmt: skip

CHANGE_COLUMNS = (
    "claim_id", "claim", "what", "version_then", "verdict_then", "version_now", "verdict_now",
    "change", "reason", "by", "at", "under_review_since",
)  # fmt: skip

# What the export page says of each. A date is a whole ISO date, or empty where it is not known to the day.
VERDICT_NOTES = {
    "claim_id": "the claim's number on the desk",
    "external_id": "its id in another system, if it came with one",
    "claim": "the statement that was checked",
    "quote": "the exact words of the first article it was found in",
    "kind": "factual (the fact itself) or quote (that they said it)",
    "speaker": "who said it first, at the far end of the chain",
    "speaker_party": "party, allied, third_party, independent or unknown",
    "attribution": "through whom it came, nearest voice first: A < B < C",
    "article_title": "that article's headline",
    "article_url": "and its address",
    "publisher": "who published it",
    "published_on": "when it was published",
    "said_on": "when it was said; the earliest day where only a range is known",
    "said_on_latest": "the latest day of that range",
    "question": "the questions it answers",
    "language": "the language it was made in, as a tag (en, ru)",
    "verdict": "the rating as it was worded when signed",
    "verdict_code": "the rating's code, which stays",
    "rationale": "what the verdict rests on",
    "confidence": "low, medium or high",
    "corroborating": "documents that corroborate it",
    "contradicting": "documents that contradict it",
    "context": "documents that give context",
    "corroborating_origins": "independent origins behind those that corroborate",
    "contradicting_origins": "independent origins behind those that contradict",
    "non_party_origins": "origins known to be no party to the question",
    "policy_overrides": "rules of the desk that were set aside, and why",
    "assessed_by": "who assessed it",
    "agreement": "n of n, settled, or one person; and whether the signer gathered the evidence",
    "signed_off_by": "who signed it",
    "signed_off_at": "when, in UTC",
    "version": "1 for the first verdict on this claim",
    "change": "first, correction (we erred), update (the world changed), confirmation or retraction",
    "previous_verdict": "the rating of the version before",
    "reason": "why there is a new version",
    "valid_from": "the day from which it holds",
    "recheck_on": "the day on which to look again",
    "under_review_since": "when it was reopened, while it is looked at again",
    "verdict_sha256": "fingerprint of the other columns as signed: under_review_since left out, names withheld later put back",
}
EVIDENCE_NOTES = {
    "claim_id": "the claim's number on the desk",
    "version": "the verdict's version that it was signed with",
    "evidence_id": "its number on the desk",
    "stance": "corroborates, contradicts or context",
    "bears_on": "whole, part or another_point of the claim",
    "kind": "statement, record, denial, no_comment, no_reply or nothing_found",
    "seen_in": "where it was read",
    "origin": "who vouches for it",
    "heard_via": "the voice that relays the original source",
    "family": "the voice it is counted as",
    "party": "party, allied, third_party, independent or unknown, in this question",
    "derived_from": "the evidence it was taken from",
    "article_title": "the document's title",
    "url": "its address",
    "quote": "its exact words",
    "published_on": "when it was published",
    "snapshot_sha256": "fingerprint of the archived copy",
    "note": "the desk's note",
}
CLAIM_NOTES = {
    "claim_id": "the claim's number on the desk",
    "external_id": "its id in another system, if it came with one",
    "claim": "the statement as it is worded now",
    "kind": "factual or quote",
    "language": "the language it was made in, as a tag (en, ru)",
    "status": "open, in_review, disagreed, agreed, signed_off or withdrawn",
    "priority": "high, normal or low",
    "assigned_to": "who works on it",
    "quote": "the exact words of the first article it was found in",
    "speaker": "who said it first, at the far end of the chain",
    "attribution": "through whom it came, nearest voice first: A < B < C",
    "article_title": "that article's headline",
    "article_url": "and its address",
    "publisher": "who published it",
    "published_on": "when it was published",
    "said_on": "when it was said; the earliest day where only a range is known",
    "said_on_latest": "the latest day of that range",
    "question": "the questions it answers",
    "verdict": "the verdict that stands, as it was worded when signed",
    "verdict_code": "its rating's code",
    "version": "its version",
    "signed_off_at": "when it was signed, in UTC",
    "under_review": "yes, where a verdict stands and is looked at again",
    "evidence_since_signing": "pieces of evidence added since it was signed",
    "corroborating": "documents that corroborate it now",
    "contradicting": "documents that contradict it now",
    "context": "documents that give context now",
    "lifted_at": "when it came to the desk, in UTC",
}
