"""What an archived copy is, in sentences: as its page was judged, or as a person said."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format

from claims.enums import NO_ARTICLE, Judgement, TakedownKind
from claims.models import Article, CopyRuling, Snapshot

_SENTENCES: Mapping[str, str] = {
    Judgement.CONTINUED: "The article continues on another page.",
    Judgement.CONTINUATION: "This is a later page of an article that begins on another page.",
    Judgement.EXCERPT: "This copy looks like an excerpt. The rest of the article seems to be for subscribers.",
    Judgement.SHORT: "The page seems to hold more of the article than the text that we extracted.",
    Judgement.INDEX: "This copy looks like a list of articles, not like one article.",
    Judgement.NOT_FOUND: "This copy looks like a notice that the page was not found, although the server reported no error.",
    Judgement.CONSENT: "This copy looks like a consent page, not like the article.",
    Judgement.LOGIN: "This copy looks like a login page, not like the article.",
    Judgement.BOT_CHECK: "This copy looks like a check for robots, not like the article.",
    Judgement.CAPTCHA: "This copy looks like a captcha, not like the article.",
    Judgement.SCRIPT_SHELL: "This copy looks like a page without its content, which only a browser with scripts shows.",
    Judgement.AGE_GATE: "This copy looks like a question about the reader’s age, not like the article.",
    Judgement.REGION_GATE: "This copy looks like a notice that the page is blocked in a region, not like the article.",
    Judgement.MAINTENANCE: "This copy looks like a maintenance notice, not like the article.",
}
_NEWEST: Mapping[str, str] = {
    Judgement.EXCERPT: "The newest copy looks like an excerpt.",
    Judgement.SHORT: "The page seems to hold more of the article than the newest text that we extracted.",
    Judgement.INDEX: "The newest copy looks like a list of articles.",
    Judgement.NOT_FOUND: "The newest copy looks like a notice that the page was not found.",
    Judgement.CONSENT: "The newest copy looks like a consent page.",
    Judgement.LOGIN: "The newest copy looks like a login page.",
    Judgement.BOT_CHECK: "The newest copy looks like a check for robots.",
    Judgement.CAPTCHA: "The newest copy looks like a captcha.",
    Judgement.SCRIPT_SHELL: "The newest copy looks like a page without its content.",
    Judgement.AGE_GATE: "The newest copy looks like a question about the reader’s age.",
    Judgement.REGION_GATE: "The newest copy looks like a notice that the page is blocked in a region.",
    Judgement.MAINTENANCE: "The newest copy looks like a maintenance notice.",
}
_SAID_NO_ARTICLE = "{by} said that this copy is not the article."
_NEWEST_SAID_NO_ARTICLE = "{by} said that the newest copy is not the article."
_SAID_ARTICLE = "{by} said that this copy is the article. Without that, it would say: {judged}"


@dataclass(frozen=True)
class CopyJudgement:
    """What a copy is. `words` is empty where there is nothing to say: it is the article, or was never judged."""

    is_article: bool
    words: str = ""
    tag: str = ""  # in a list
    other_page: str = ""

    @property
    def is_suspicious(self) -> bool:
        return not self.is_article


def judgement_of(snapshot: Snapshot | None) -> CopyJudgement:
    """Return what a copy is. No query if `ruling` was selected. Of one that was taken down there is nothing to say."""
    if snapshot is None or snapshot.is_taken_down:
        return CopyJudgement(is_article=True)
    code = snapshot.judgement
    ruling = _ruling_of(snapshot)
    if ruling is None:
        tag = str(Judgement(code).label) if code in NO_ARTICLE else ""
        return CopyJudgement(
            snapshot.is_article, _SENTENCES.get(code, ""), tag, snapshot.other_page
        )
    if not ruling.is_article:
        return CopyJudgement(False, _SAID_NO_ARTICLE.format(by=_by(ruling)), "not the article")
    words = (
        _SAID_ARTICLE.format(by=_by(ruling), judged=_SENTENCES[code]) if code in NO_ARTICLE else ""
    )
    return CopyJudgement(True, words, other_page=snapshot.other_page)


_TAKEN_DOWN: Mapping[str, str] = {
    TakedownKind.TAKEDOWN: "The archived copy was taken down on {day}: {reason}",
    TakedownKind.RETENTION: "The archived copy was removed on {day}, because nothing rested on it: {reason}",
}


def takedown_note(snapshot: Snapshot | None) -> str:
    """Return when and why a copy was removed; empty if it was not. No query if `takedown` was selected."""
    if snapshot is None or snapshot.takedown is None:
        return ""
    takedown = snapshot.takedown
    day = date_format(takedown.at, "DATE_FORMAT")
    return _TAKEN_DOWN[takedown.kind].format(day=day, reason=takedown.reason)


def copy_note(snapshot: Snapshot | None) -> str:
    """Return what a copy looks like, for the quotes that are not in it; empty if it is the article."""
    judged = judgement_of(snapshot)
    return "" if judged.is_article else judged.words


def about_newest(snapshot: Snapshot) -> str:
    """Return why the newest copy is not the current one, in a sentence; empty if it is the article or was never judged."""
    if snapshot.is_article:
        return ""
    ruling = _ruling_of(snapshot)
    if ruling:
        return _NEWEST_SAID_NO_ARTICLE.format(by=_by(ruling))
    return _NEWEST.get(snapshot.judgement, "")


@dataclass(frozen=True)
class OtherPage:
    """Another page of the same article: its URL, and the article that it is on the desk, if it is."""

    url: str
    article: Article | None


def other_page_of(snapshot: Snapshot | None) -> OtherPage | None:
    """Return the page where the article of this copy continues or begins. One query if there is one."""
    if snapshot is None or not snapshot.other_page or not snapshot.is_article:
        return None
    return OtherPage(snapshot.other_page, Article.objects.at(snapshot.other_page))


def _ruling_of(snapshot: Snapshot) -> CopyRuling | None:
    return getattr(snapshot, "ruling", None)


def _by(ruling: CopyRuling) -> str:
    return ruling.by.get_username() if ruling.by else "The command line"
