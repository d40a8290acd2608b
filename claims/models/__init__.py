"""The tables: fields, constraints, QuerySet methods and properties of one row."""

from claims.models.search.index import ArticleWords, ClaimWords, SuggestionWords

from .account_erasure import Erasure
from .account_preferences import Preferences
from .accounts import AccountDetails, AccountEntry, AccountLogHead, AccountSession
from .articles import Article, PageAddress, ToldApart
from .background import Lease
from .base import ImpreciseDate
from .captures import CaptureRequest, ScreenshotRequest
from .claim_lease import ClaimLease
from .claims import Appearance, Attribution, Claim, ClaimLink
from .desk import Desk, Rating
from .drafts import Draft
from .evidence import UNDONE, Anchor, Evidence
from .exports import Export
from .holds import Hold
from .imports import Import, ImportedRow
from .origins import OriginHint, SetAside, Shingle
from .questions import Question, Stake
from .record import Event, RecordHead
from .review import Assessment, Comment, OverrideProposal, Reweighing, Verdict
from .snapshots import CopyBody, CopyRuling, PutBackStretch, Snapshot, Takedown
from .sources import Source
from .state import StateDigest, Touched
from .suggestions import Reading, Suggestion
from .visits import Visit

__all__ = [
    "UNDONE",
    "AccountDetails",
    "AccountEntry",
    "AccountLogHead",
    "AccountSession",
    "Anchor",
    "Appearance",
    "Article",
    "ArticleWords",
    "Assessment",
    "Attribution",
    "CaptureRequest",
    "Claim",
    "ClaimLease",
    "ClaimLink",
    "ClaimWords",
    "Comment",
    "CopyBody",
    "CopyRuling",
    "Desk",
    "Draft",
    "Erasure",
    "Event",
    "Evidence",
    "Export",
    "Hold",
    "Import",
    "ImportedRow",
    "ImpreciseDate",
    "Lease",
    "OriginHint",
    "PageAddress",
    "OverrideProposal",
    "Preferences",
    "PutBackStretch",
    "Question",
    "Rating",
    "Reading",
    "RecordHead",
    "Reweighing",
    "ScreenshotRequest",
    "SetAside",
    "Shingle",
    "Snapshot",
    "Source",
    "Stake",
    "StateDigest",
    "Suggestion",
    "SuggestionWords",
    "Takedown",
    "ToldApart",
    "Touched",
    "Verdict",
    "Visit",
]
