"""What is true: fields, constraints, QuerySet words and one-row properties."""

from .articles import Article, PutBackStretch, Snapshot
from .base import ImpreciseDate
from .captures import Capture
from .claims import Appearance, Attribution, Claim, ClaimLink, Comment
from .desk import Desk, Rating
from .evidence import Anchor, Evidence
from .exports import Export
from .origins import OriginHint, SetAside, Shingle
from .record import Event, RecordHead
from .search import ArticleWords, ClaimWords, SuggestionWords
from .sources import Question, Source, Stake
from .suggestions import Reading, Suggestion
from .verdicts import Assessment, Verdict

__all__ = [
    "Anchor",
    "Appearance",
    "Article",
    "ArticleWords",
    "Assessment",
    "Attribution",
    "Capture",
    "Claim",
    "ClaimLink",
    "ClaimWords",
    "Comment",
    "Desk",
    "Event",
    "Evidence",
    "Export",
    "ImpreciseDate",
    "OriginHint",
    "PutBackStretch",
    "Question",
    "Rating",
    "Reading",
    "RecordHead",
    "SetAside",
    "Shingle",
    "Snapshot",
    "Source",
    "Stake",
    "Suggestion",
    "SuggestionWords",
    "Verdict",
]
