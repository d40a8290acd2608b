"""The columns of the exports. Spreadsheets and scripts outside rely on their names and order."""

VERDICT_COLUMNS = (
    "claim_id", "external_id", "claim", "quote", "kind", "speaker", "speaker_party", "attribution",
    "article_title", "article_url", "publisher", "published_on", "said_on", "said_on_latest", "question",
    "language", "verdict", "verdict_code", "rationale", "confidence", "corroborating", "contradicting",
    "context", "corroborating_origins", "contradicting_origins", "non_party_origins", "policy_overrides",
    "assessed_by", "agreement", "signed_off_by", "signed_off_at", "version", "change", "previous_verdict",
    "reason", "valid_from", "recheck_on", "under_review_since", "verdict_sha256",
    "since_signing",
)  # fmt: skip

# Known only at the time of export, or computed from the others: not part of what was signed.
READ_LATER = frozenset({"under_review_since", "verdict_sha256", "since_signing"})
STORED_COLUMNS = tuple(column for column in VERDICT_COLUMNS if column not in READ_LATER)

EVIDENCE_COLUMNS = (
    "claim_id", "version", "evidence_id", "stance", "bears_on", "kind", "seen_in", "origin", "heard_via",
    "family", "party", "derived_from", "article_title", "url", "quote", "published_on",
    "snapshot_sha256", "note",
)  # fmt: skip

# The current claim list. It is not a signed statement.
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

# The notes on the export page. A date is a full ISO date, or empty if it is not known to the day.
VERDICT_NOTES = {
    "claim_id": "the claim's number on the desk",
    "external_id": "the claim's id in another system, if it has one",
    "claim": "the statement that was checked",
    "quote": "the exact words in the article where it was first found",
    "kind": "factual (whether it is true) or quote (whether it was said)",
    "speaker": "who said it: the last voice of the chain",
    "speaker_party": "party, allied, third_party, independent or unknown",
    "attribution": "through whom it came, nearest voice first: A < B < C",
    "article_title": "the headline of that article",
    "article_url": "the URL of that article",
    "publisher": "who published that article",
    "published_on": "when that article was published",
    "said_on": "when it was said, or the earliest day if only a range is known",
    "said_on_latest": "the latest day of that range",
    "question": "the questions it answers",
    "language": "the language it was made in, as a tag (en, ru)",
    "verdict": "the rating, as worded when it was signed",
    "verdict_code": "the code of the rating, which never changes",
    "rationale": "the reasons for the verdict",
    "confidence": "low, medium or high",
    "corroborating": "number of documents that corroborate the claim",
    "contradicting": "number of documents that contradict the claim",
    "context": "number of documents that give context",
    "corroborating_origins": "number of independent origins that corroborate",
    "contradicting_origins": "number of independent origins that contradict",
    "non_party_origins": "number of origins that are known not to be a party",
    "policy_overrides": "policy rules that were overridden, and why",
    "assessed_by": "who assessed the claim",
    "agreement": "n of n, settled, or one person, and whether the signer gathered the evidence",
    "signed_off_by": "who signed the verdict",
    "signed_off_at": "when the verdict was signed, in UTC",
    "version": "1 for the first verdict on this claim",
    "change": "first, correction (the desk was wrong), update (the facts changed), confirmation or retraction",
    "previous_verdict": "the rating of the previous version",
    "reason": "why there is a new version",
    "valid_from": "the first day for which the verdict applies",
    "recheck_on": "the day on which to check the claim again",
    "under_review_since": "when the claim was reopened, if it is under review",
    "verdict_sha256": "SHA-256 of the other columns as signed: without under_review_since and since_signing, and with names that were withheld later",
    "since_signing": "what happened to its evidence since it was signed. Empty: nothing. “would no longer pass: …” "
    "names the rules that failed when it was last weighed; if it passes, “evidence changed or withdrawn”, or "
    "“new evidence” if evidence was only added",
}
EVIDENCE_NOTES = {
    "claim_id": "the claim's number on the desk",
    "version": "the version of the verdict that it was signed with",
    "evidence_id": "the number of the evidence on the desk",
    "stance": "corroborates, contradicts or context",
    "bears_on": "whole, part or another_point of the claim",
    "kind": "statement, record, denial, no_comment, no_reply or nothing_found",
    "seen_in": "where the desk read it",
    "origin": "who vouches for it",
    "heard_via": "who passed it on from the original source",
    "family": "the voice it counts as",
    "party": "party, allied, third_party, independent or unknown, for this question",
    "derived_from": "the number of the evidence that it repeats",
    "article_title": "the title of the document",
    "url": "the URL of the document",
    "quote": "the exact words of the document",
    "published_on": "when the document was published",
    "snapshot_sha256": "SHA-256 of the archived copy",
    "note": "the desk's note",
}
CLAIM_NOTES = {
    "claim_id": "the claim's number on the desk",
    "external_id": "the claim's id in another system, if it has one",
    "claim": "the statement as it is worded now",
    "kind": "factual or quote",
    "language": "the language it was made in, as a tag (en, ru)",
    "status": "open, in_review, disagreed, agreed, signed_off or withdrawn",
    "priority": "high, normal or low",
    "assigned_to": "who works on it",
    "quote": "the exact words in the article where it was first found",
    "speaker": "who said it: the last voice of the chain",
    "attribution": "through whom it came, nearest voice first: A < B < C",
    "article_title": "the headline of that article",
    "article_url": "the URL of that article",
    "publisher": "who published that article",
    "published_on": "when that article was published",
    "said_on": "when it was said, or the earliest day if only a range is known",
    "said_on_latest": "the latest day of that range",
    "question": "the questions it answers",
    "verdict": "the current rating, as worded when it was signed",
    "verdict_code": "the code of the rating",
    "version": "the version of the verdict",
    "signed_off_at": "when the verdict was signed, in UTC",
    "under_review": "yes, if there is a verdict and it is being reviewed again",
    "evidence_since_signing": "number of pieces of evidence added since it was signed",
    "corroborating": "number of documents that corroborate the claim now",
    "contradicting": "number of documents that contradict the claim now",
    "context": "number of documents that give context now",
    "lifted_at": "when the claim was added, in UTC",
}
