"""Every fixed value of the desk, in the terms of fact-checking. Labels are what the screen shows."""

from django.db.models import IntegerChoices, TextChoices


class Role(TextChoices):
    """The groups that the rules read. Up to editor, each role has the powers of those before it; admin is separate."""

    READER = "reader", "reader"
    RESEARCHER = "researcher", "researcher"
    REVIEWER = "reviewer", "reviewer"
    EDITOR = "editor", "editor"
    ADMIN = "admin", "admin"


# articles, snapshots, captures and sources


class SourceKind(TextChoices):
    OUTLET = "outlet", "outlet"
    AGENCY = "agency", "news agency"
    OFFICIAL_BODY = "official_body", "official body"
    OFFICIAL = "official", "official"
    PERSON = "person", "person"
    DOCUMENT = "document", "document"
    DATA_SET = "data_set", "data set"
    JOINT = "joint", "joint statement"
    DESK = "desk", "this desk"


class TakedownKind(TextChoices):
    """Why the bytes and the text of archived copies were removed."""

    TAKEDOWN = "takedown", "taken down"
    RETENTION = "retention", "kept long enough"


class ParentRelation(TextChoices):
    SPEAKS_FOR = "speaks_for", "speaks for"
    OWNED_BY = "owned_by", "owned by"
    FUNDED_BY = "funded_by", "funded by"


# Funding alone does not make two sources the same voice.
ONE_VOICE = frozenset({ParentRelation.SPEAKS_FOR, ParentRelation.OWNED_BY})


class Party(TextChoices):
    PARTY = "party", "party"
    ALLIED = "allied", "allied to a party"
    THIRD_PARTY = "third_party", "third party"
    INDEPENDENT = "independent", "independent"
    UNKNOWN = "unknown", "unknown"


# Sources known not to be a party; "allied" and "unknown" are not among them.
NO_PARTY = frozenset({Party.THIRD_PARTY, Party.INDEPENDENT})


class Reliability(TextChoices):
    """The Admiralty scale for sources (NATO AJP-2.1)."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


# Sources that publish what others say. All the others speak for themselves.
PUBLISHERS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})

# Sources that speak: what they relay of another is their own word until the other is heard.
SPEAKERS = frozenset({SourceKind.OFFICIAL_BODY, SourceKind.OFFICIAL, SourceKind.PERSON})


class OutletState(TextChoices):
    """What the outlet itself did with its article."""

    STANDING = "standing", "standing"
    CORRECTED = "corrected", "corrected by the outlet"
    WITHDRAWN = "withdrawn", "withdrawn by the outlet"


class CaptureKind(TextChoices):
    PAGE = "page", "page"
    PASTE = "paste", "pasted text"
    UPLOAD = "upload", "uploaded file"
    SCREENSHOT = "screenshot", "screenshot"


class TextFrom(TextChoices):
    """Where the text of a copy is from, if it is not from the body of the page or file."""

    DESCRIPTION = "description", "the page’s own description"


class CaptureState(TextChoices):
    """How far the archiving of a URL is. A request whose last attempt failed is still waiting."""

    WAITING = "waiting", "waiting to be archived"
    ARCHIVED = "archived", "archived"
    GIVEN_UP = "given_up", "could not be archived"


class Again(TextChoices):
    """What becomes of a page that is added again: whether another copy is requested."""

    ASKED = "asked", "a new copy was requested"
    WAITING = "waiting", "a copy is already requested"
    RECENT = "recent", "archived or tried within the last hour"


class Judgement(TextChoices):
    """What an archived copy is, as its page was judged. Codes of extractors/page/judgement.py; empty: not judged."""

    ARTICLE = "article", "the article"
    CONTINUED = "continued", "article that continues on another page"
    CONTINUATION = "continuation", "later page of an article"
    EXCERPT = "excerpt", "excerpt"
    SHORT = "short", "incomplete text"
    INDEX = "index", "list of articles"
    NOT_FOUND = "not_found", "page not found"
    CONSENT = "consent", "consent page"
    LOGIN = "login", "login page"
    BOT_CHECK = "bot_check", "bot check"
    CAPTCHA = "captcha", "captcha"
    SCRIPT_SHELL = "script_shell", "page without its content"
    AGE_GATE = "age_gate", "age check"
    REGION_GATE = "region_gate", "page blocked in a region"
    MAINTENANCE = "maintenance", "maintenance page"


# Words of the article, though not all of them.
PARTS = frozenset({Judgement.EXCERPT, Judgement.SHORT})
WHOLE = frozenset({Judgement.ARTICLE, Judgement.CONTINUED, Judgement.CONTINUATION})
# What is in the article's place, and has none of its words.
WALLS = frozenset(Judgement) - PARTS - WHOLE
NO_ARTICLE = PARTS | WALLS


class AddressKind(TextChoices):
    """How an archived copy told another address of its page."""

    FINAL = "final", "where it was redirected to"
    CANONICAL = "canonical", "its canonical URL"


class SamePage(TextChoices):
    """Why two articles are probably of one page."""

    SPELLING = "spelling", "the same URL in another spelling"
    VERSION = "version", "a mobile, AMP or print version"
    COPY = "copy", "a copy in an archive"
    REDIRECT = "redirect", "one URL leads to the other"
    CANONICAL = "canonical", "one page names the other as itself"
    TEXT = "text", "the same outlet published nearly the same text"


# claims, suggestions and origins


class ClaimKind(TextChoices):
    FACTUAL = "factual", "factual claim"
    QUOTE = "quote", "quote check"


class ClaimStatus(TextChoices):
    OPEN = "open", "open"
    IN_REVIEW = "in_review", "in review"
    DISAGREED = "disagreed", "reviewers disagree"
    AGREED = "agreed", "agreed"
    SIGNED_OFF = "signed_off", "signed off"
    WITHDRAWN = "withdrawn", "withdrawn"


class Priority(IntegerChoices):
    HIGH = 1, "high"
    NORMAL = 2, "normal"
    LOW = 3, "low"


class AttributionKind(TextChoices):
    SAID = "said", "said"
    REPORTED = "reported", "reported"
    CLAIMED = "claimed", "claimed"
    CONFIRMED = "confirmed", "confirmed"
    DENIED = "denied", "denied"
    AMENDED = "amended", "amended"
    ASKED = "asked", "asked"
    EVADED = "evaded", "evaded"
    DECLINED = "declined", "declined to comment"
    SILENT = "silent", "was silent"


class LinkKind(TextChoices):
    CONTRADICTS = "contradicts", "contradicts"
    SUPERSEDES = "supersedes", "supersedes"
    PART_OF = "part_of", "is part of"
    REPORTS = "reports", "reports"


class SuggestionState(TextChoices):
    """What people decided about a sentence that the machine suggested."""

    WAITING = "waiting", "waiting"
    ACCEPTED = "accepted", "accepted"
    DISMISSED = "dismissed", "dismissed"


class DismissedAs(TextChoices):
    """Why a suggested sentence is not a claim to check."""

    OPINION = "opinion", "opinion"
    PREDICTION = "prediction", "prediction"
    NOT_CHECKABLE = "not_checkable", "not checkable"
    NOT_WORTH_IT = "not_worth_it", "not worth it"


class OriginHintKind(TextChoices):
    """What the machine noticed about where a text comes from."""

    SHARED = "shared", "shares passages"
    WIRE = "wire", "carries an agency's mark"
    CREDITS = "credits", "credits another outlet"
    TOLD = "told", "was told to another outlet"


# evidence


class Stance(TextChoices):
    CORROBORATES = "corroborates", "corroborates"
    CONTRADICTS = "contradicts", "contradicts"
    CONTEXT = "context", "context"


# The stances that can count as origins; context never does.
VOUCHING = frozenset({Stance.CORROBORATES, Stance.CONTRADICTS})


class BearsOn(TextChoices):
    WHOLE = "whole", "the whole claim"
    PART = "part", "a part of the claim"
    ANOTHER_POINT = "another_point", "another point"


class EvidenceKind(TextChoices):
    STATEMENT = "statement", "statement"
    RECORD = "record", "primary record"
    DENIAL = "denial", "denial"
    NO_COMMENT = "no_comment", "no comment"
    NO_REPLY = "no_reply", "asked, no reply"
    NOTHING_FOUND = "nothing_found", "searched, found nothing"


class OriginKind(TextChoices):
    """Who vouches. "Not stated" has a value of its own, so that an empty field never looks like independence."""

    NAMED = "named", "a named source"
    UNNAMED = "unnamed", "an unnamed source"
    OWN_REPORTING = "own_reporting", "its own reporting"
    NOT_STATED = "not_stated", "not stated"


class HowKnown(TextChoices):
    """How what we read knows of it: the one question of the evidence form. Evidence stores the answer as who vouches."""

    DIRECT = "direct", "It quotes the source directly"
    RELAYED = "relayed", "It reports what another outlet or person said"
    OWN_REPORTING = "own_reporting", "It saw it itself"
    NOT_STATED = "not_stated", "It does not say"


class Fate(TextChoices):
    """What an import does with one row of a file."""

    NEW = "new", "new"
    UNCHANGED = "unchanged", "unchanged"
    REFUSED = "refused", "refused"


class QuoteCheck(TextChoices):
    FOUND = "found", "found in the archived copy"
    BY_EYE = "by_eye", "checked by eye"
    NOT_FOUND = "not_found", "not found in the archived copy"
    NO_COPY = "no_copy", "no archived copy"
    NO_QUOTE = "no_quote", "no quote"


# review


class Confidence(TextChoices):
    LOW = "low", "low"
    MEDIUM = "medium", "medium"
    HIGH = "high", "high"


class Move(TextChoices):
    """The moves of a claim. workflow.MOVES says from which status to which, and who can make them."""

    ASSESS = "assess", "assess"
    SETTLE = "settle", "settle the disagreement"
    SIGN_OFF = "sign_off", "sign off"
    BASIS_CHANGED = "basis_changed", "basis changed"
    ROUND_FREED = "round_freed", "round freed"
    RETURN_TO_OPEN = "return_to_open", "return to open"
    REOPEN = "reopen", "reopen"
    WITHDRAW = "withdraw", "withdraw"
    RESTORE = "restore", "restore"


class ProposalState(TextChoices):
    """What became of overrides that wait for a second editor."""

    WAITING = "waiting", "waiting for a second editor"
    CONFIRMED = "confirmed", "confirmed"
    DECLINED = "declined", "declined"
    VOID = "void", "void: the claim changed"


class VerdictKind(TextChoices):
    SIGNED = "signed", "signed"
    RETRACTED = "retracted", "retracted"


class VerdictChange(TextChoices):
    FIRST = "first", "first verdict"
    CORRECTION = "correction", "correction: we were wrong"
    UPDATE = "update", "update: the world changed"
    CONFIRMATION = "confirmation", "confirmation: checked again, nothing changed"
    RETRACTION = "retraction", "retraction"


class SinceSigning(TextChoices):
    """What happened to what a signed verdict rests on."""

    NEW_EVIDENCE = "new_evidence", "new evidence"
    EVIDENCE_CHANGED = "evidence_changed", "evidence changed or withdrawn"
    BASIS_CHANGED = "basis_changed", "what its evidence counts as changed"
    OUTLET_CHANGED = "outlet_changed", "an outlet corrected or withdrew its article"


class PolicyRule(TextChoices):
    """What a verdict needs before it is signed. policy.py has what each rule checks."""

    TWO_ORIGINS = "two_origins", "two independent origins, or one captured primary record"
    BOTH_STANCES = (
        "both_stances",
        "conflicting evidence has independent origins on both sides, not only parties",
    )
    QUOTES_CHECKED = (
        "quotes_checked",
        "every quote is found in its archived copy, checked by eye or explained",
    )
    NOT_OWN_PASSAGE = (
        "not_own_passage",
        "no evidence is the claim's own passage or a republication of it",
    )
    NON_PARTY_ORIGIN = (
        "non_party_origin",
        "one origin is known not to be a party, or opposing sides say the same",
    )
    NOT_DATED_AFTER = "not_dated_after", "evidence is not dated after the claim"
    QUOTE_WITNESSED = (
        "quote_witnessed",
        "a quote check has the speaker's own publication, a first-hand report or two independent reports",
    )
    SPEAKER_NAMED = "speaker_named", "a quote check names its speaker"
    RESTS_ON_OWN_PASSAGE = (
        "rests_on_own_passage",
        "a quote check rests on more than the passage it was found in",
    )


class PolicyLevel(TextChoices):
    OFF = "off", "off"
    WARN = "warn", "warn"
    BLOCK = "block", "block"


class Verb(TextChoices):
    """What an Event of the record says was done. Codes stay for ever, because Events hold them.

    The labels are past-tense phrases for lists and choices. reads/record/sentences.py has the sentences.
    """

    USER_CREATED = "user_created", "created the account"
    USER_CHANGED = "user_changed", "changed the account"
    ACCOUNT_ERASED = "account_erased", "erased the account"
    PASSWORD_CHANGED = "password_changed", "changed their own password"
    PASSWORD_RESET = "password_reset", "reset their own password"
    SOURCE_ADDED = "source_added", "added the source"
    SOURCE_CHANGED = "source_changed", "changed the source"
    SOURCES_MERGED = "sources_merged", "merged the source"
    ARTICLE_ADDED = "article_added", "added the article"
    ARTICLE_CHANGED = "article_changed", "changed the article"
    ARTICLES_JOINED = "articles_joined", "joined the article"
    ARTICLES_TOLD_APART = "articles_told_apart", "told the article apart"
    ARTICLES_IMPORTED = "articles_imported", "imported articles"
    OUTLET_STATE_CHANGED = "outlet_state_changed", "changed what the outlet did with the article"
    BOILERPLATE_RESTORED = "boilerplate_restored", "put text back into the article"
    CAPTURE_ASKED = "capture_asked", "requested an archived copy"
    CAPTURES_ASKED = "captures_asked", "requested archived copies again"
    CAPTURED = "captured", "archived a copy of the page"
    CAPTURE_FAILED = "capture_failed", "could not archive the page yet"
    CAPTURE_GIVEN_UP = "capture_given_up", "could not archive the page"
    SCREENSHOT_TAKEN = "screenshot_taken", "took a screenshot of the page"
    SCREENSHOT_FAILED = "screenshot_failed", "could not take a screenshot of the page"
    COPY_ADDED = "copy_added", "added a copy of the article"
    COPY_JUDGED = "copy_judged", "said what an archived copy is"
    CLAIM_ADDED = "claim_lifted", "added the claim"
    CLAIMS_IMPORTED = "claims_imported", "imported claims"
    IMPORT_UNDONE = "import_undone", "undid the import"
    CLAIM_CHANGED = "claim_changed", "changed the claim"
    CLAIM_ASSIGNED = "claim_assigned", "assigned the claim"
    CLAIM_LINKED = "claim_linked", "linked the claim"
    CLAIM_UNLINKED = "claim_unlinked", "removed a link from the claim"
    APPEARANCE_ADDED = "appearance_added", "added an appearance of the claim"
    APPEARANCE_CHANGED = "appearance_changed", "changed an appearance of the claim"
    ORIGIN_HINT_DISMISSED = (
        "origin_hint_dismissed",
        "dismissed a hint about the origin of the article",
    )
    CLAIM_HINT_DISMISSED = "claim_hint_dismissed", "dismissed a hint about the claim"
    SUGGESTION_DISMISSED = "suggestion_dismissed", "dismissed a suggestion"
    SUGGESTION_RESTORED = "suggestion_restored", "restored a suggestion"
    QUESTION_ADDED = "question_added", "added the question"
    QUESTION_CHANGED = "question_changed", "changed the question"
    EVIDENCE_ATTACHED = "evidence_attached", "added evidence"
    EVIDENCE_CHANGED = "evidence_changed", "changed evidence"
    EVIDENCE_WITHDRAWN = "evidence_withdrawn", "withdrew evidence"
    ASSESSED = "assessed", "assessed the claim"
    SETTLED = "settled", "settled the disagreement"
    SIGNED_OFF = "signed_off", "signed off the claim"
    OVERRIDES_PROPOSED = "overrides_proposed", "proposed to override the policy"
    OVERRIDES_DECLINED = "overrides_declined", "declined to override the policy"
    RETURNED = "returned", "returned the claim to open"
    REOPENED = "reopened", "reopened the claim"
    CLAIM_WITHDRAWN = "claim_withdrawn", "withdrew the claim"
    CLAIM_RESTORED = "claim_restored", "restored the claim"
    COMMENTED = "commented", "commented on the claim"
    RATING_ADDED = "rating_added", "added the rating"
    RATING_CHANGED = "rating_changed", "changed the rating"
    DESK_CHANGED = "desk_changed", "changed the desk's policy"
    EXPORT_NUMBERED = "export_numbered", "numbered the export"
    COPIES_TAKEN_DOWN = "copies_taken_down", "took archived copies down"
    COPIES_EXPIRED = "copies_expired", "removed archived copies that were kept long enough"
    HOLD_PLACED = "hold_placed", "placed a legal hold"
    HOLD_LIFTED = "hold_lifted", "lifted a legal hold"
    EXPORT_DOWNLOADED = "export_downloaded", "downloaded an export"
    COPY_DOWNLOADED = "copy_downloaded", "downloaded an archived copy"
    ROWS_RECORDED = "rows_recorded", "recorded what the rows of an older desk hold"


class VisitedKind(TextChoices):
    """A page whose readers are noted, if the desk keeps a reading trail."""

    ARTICLE = "article", "Article"
    CLAIM = "claim", "Claim"


# What left the desk, and with whom.
DOWNLOADS = frozenset({Verb.EXPORT_DOWNLOADED, Verb.COPY_DOWNLOADED})


def verbs() -> list[tuple[str, str]]:
    """Return the choices of Event.verb. A migration names this function, so that a new verb needs none."""
    return Verb.choices


# What people do to a piece of evidence.
ON_EVIDENCE = frozenset({Verb.EVIDENCE_ATTACHED, Verb.EVIDENCE_CHANGED, Verb.EVIDENCE_WITHDRAWN})


class RatingCode(TextChoices):
    """The codes that the policy knows. The desk's Rating rows may add others and reword all of them."""

    SUPPORTED = "supported", "Supported"
    REFUTED = "refuted", "Refuted"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence", "Not enough evidence"
    CONFLICTING_EVIDENCE = "conflicting_evidence", "Conflicting evidence"
    TOO_VAGUE = "too_vague", "Too vague to check"


class AccountKind(TextChoices):
    """What an entry of the account log says happened. Codes stay for ever, because entries hold them."""

    CREATED = "created", "account created"
    LOGGED_IN = "logged_in", "logged in"
    LOGIN_FAILED = "login_failed", "login failed: wrong password"
    LOGIN_REFUSED = "login_refused", "login refused: too many tries"
    UNKNOWN_NAMES = "unknown_names", "logins failed with names that no account has"
    LOGGED_OUT = "logged_out", "logged out"
    SESSION_MOVED = "session_moved", "session used from another address or browser"
    SESSION_ENDED = "session_ended", "session ended"
    PASSWORD_CHANGED = "password_changed", "password changed"
    PASSWORD_RESET_ASKED = "password_reset_asked", "mail to reset the password requested"
    PASSWORD_RESET = "password_reset", "password reset with the link in the mail"
    PASSWORD_SET = "password_set", "password set by an admin"
    PASSWORD_WRONG = "password_wrong", "current password typed wrongly"
    EMAIL_CHANGED = "email_changed", "mail address changed"
    ROLES_CHANGED = "roles_changed", "roles changed"
    ACTIVATED = "activated", "account activated"
    DEACTIVATED = "deactivated", "account deactivated"
    FACTOR_WRONG = "factor_wrong", "code of the second factor typed wrongly"
    AUTHENTICATOR_ADDED = "authenticator_added", "second factor added"
    AUTHENTICATOR_REMOVED = "authenticator_removed", "second factor removed"
    RECOVERY_CODES_MADE = "recovery_codes_made", "new recovery codes"
    RECOVERY_CODE_USED = "recovery_code_used", "recovery code used"
    IDENTITY_LINKED = "identity_linked", "external account linked"
    IDENTITY_UNLINKED = "identity_unlinked", "external account unlinked"
    DETAILS_ERASED = "details_erased", "personal details erased"


class FactorKind(TextChoices):
    """What an account is entered with beyond its password. The codes are django-allauth's, but the last."""

    TOTP = "totp", "authenticator app"
    WEBAUTHN = "webauthn", "passkey"
    RECOVERY_CODES = "recovery_codes", "recovery codes"
    IDENTITY = "identity", "external account"
