"""The columns of the exports. Spreadsheets and scripts outside rely on their names and order.

New columns are appended (decision 0070). Verdicts signed before they existed leave them empty.
"""

FIRST_VERDICT_COLUMNS = (
    "claim_id", "external_id", "claim", "quote", "kind", "speaker", "speaker_party", "attribution",
    "article_title", "article_url", "publisher", "published_on", "said_on", "said_on_latest", "question",
    "language", "verdict", "verdict_code", "rationale", "confidence", "corroborating", "contradicting",
    "context", "corroborating_origins", "contradicting_origins", "non_party_origins", "policy_overrides",
    "assessed_by", "agreement", "signed_off_by", "signed_off_at", "version", "change", "previous_verdict",
    "reason", "valid_from", "recheck_on", "under_review_since", "verdict_sha256",
)  # fmt: skip
ADDED_VERDICT_COLUMNS = (
    "speaker_side", "attribution_kinds", "said_on_words", "about_on", "about_on_latest",
    "about_on_words", "quote_language", "translation", "translated_by", "corroborating_voices",
    "corroborating_carriers", "contradicting_voices", "contradicting_carriers",
    "corroborating_non_party", "contradicting_non_party", "rests_on_own_passage",
    "policy_warnings", "assessments", "rounds", "since_signing",
)  # fmt: skip
VERDICT_COLUMNS = FIRST_VERDICT_COLUMNS + ADDED_VERDICT_COLUMNS

# Known only at the time of export, or computed from the others: not part of what was signed.
READ_LATER = frozenset({"under_review_since", "verdict_sha256", "since_signing"})
STORED_COLUMNS = tuple(column for column in VERDICT_COLUMNS if column not in READ_LATER)

FIRST_EVIDENCE_COLUMNS = (
    "claim_id", "version", "evidence_id", "stance", "bears_on", "kind", "seen_in", "origin", "heard_via",
    "family", "party", "derived_from", "article_title", "url", "quote", "published_on",
    "snapshot_sha256", "note",
)  # fmt: skip
ADDED_EVIDENCE_COLUMNS = (
    "counts", "why", "voice", "carrier", "origin_label", "republishes", "quote_check",
    "quote_language", "translation", "translated_by", "published_words", "searched", "credibility",
)  # fmt: skip
EVIDENCE_COLUMNS = FIRST_EVIDENCE_COLUMNS + ADDED_EVIDENCE_COLUMNS

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
    "verdict_sha256": "SHA-256 of the other columns as signed: without under_review_since and since_signing, and with names that were withheld or erased later. If rounds is empty, it covers only the columns before this one",
    "speaker_side": "the side that the speaker is on in these questions",
    "attribution_kinds": "what each voice of the attribution did, in the same order: reported < said < denied",
    "said_on_words": "the day on which it was said, as printed",
    "about_on": "the day that the claim is about, or the earliest if only a range is known",
    "about_on_latest": "the latest day of that range",
    "about_on_words": "the day that the claim is about, as printed",
    "quote_language": "the language of the article with the quote, as a tag; empty if the desk does not have the article",
    "translation": "the translation of the quote",
    "translated_by": "who translated it",
    "corroborating_voices": "number of voices that corroborate: the different names in voice of the evidence that counts",
    "corroborating_carriers": "number of carriers of that evidence: the different names in carrier",
    "contradicting_voices": "number of voices that contradict",
    "contradicting_carriers": "number of carriers of that evidence",
    "corroborating_non_party": "number of voices that corroborate and are known not to be a party",
    "contradicting_non_party": "number of voices that contradict and are known not to be a party",
    "rests_on_own_passage": "for a quote check rated supported: yes if only the passage that the claim was found in supports it, otherwise no",
    "policy_warnings": "policy rules that were not met, and that the desk treats as warnings",
    "assessments": "number of assessments in the round that was signed",
    "rounds": "the number of that round: how often the assessment began again, plus 1",
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
    "family": "the voice it counts as; for a joint statement, its own name",
    "party": "party, allied, third_party, independent or unknown, for this question",
    "derived_from": "the number of the evidence that it repeats",
    "article_title": "the title of the document",
    "url": "the URL of the document",
    "quote": "the exact words of the document",
    "published_on": "when the document was published",
    "snapshot_sha256": "SHA-256 of the archived copy",
    "note": "the desk's note",
    "counts": "yes if it counts towards the independent origins of its stance, otherwise no",
    "why": "why it counts or does not count",
    "voice": "who vouches, by family; a joint statement has several. Withheld names are numbered: withheld (1)",
    "carrier": "the publication that heard the voice first-hand, by family. Withheld names have the same numbers",
    "origin_label": "how an unnamed source is described",
    "republishes": "the publisher of the article that this document republishes",
    "quote_check": "found, by_eye, not_found, no_copy or no_quote: whether the words are in the archived copy",
    "quote_language": "the language of the article, as a tag; empty if the document is not an article of the desk",
    "translation": "the translation of the quote",
    "translated_by": "who translated it",
    "published_words": "the day of publication, as printed",
    "searched": "what was searched, if nothing was found",
    "credibility": "empty: the desk does not grade it yet",
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
