"""Remove the bytes and the text of archived copies, and leave a stub: taken down by an editor, or kept long enough.

What people quoted stays, because it is their evidence; so do the hash, the size, the type and the address of the copy.
"""

import datetime
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db.models import Q

from claims import rules
from claims.enums import Role, SuggestionState, TakedownKind, Verb
from claims.errors import Invalid, refuse
from claims.given import TakedownGiven
from claims.models import (
    Anchor,
    Article,
    CopyBody,
    Evidence,
    Hold,
    OriginHint,
    Reading,
    Shingle,
    Snapshot,
    Suggestion,
    Takedown,
)
from claims.models.canonical import row_digest
from claims.models.desk import this_desk
from claims.models.search.index import index_articles

from .record import Entry, Facts, action, reference
from .snapshot_files import remove_files
from .suggestions import ask_to_read


@action
def take_down(
    entry: Entry,
    copy: Snapshot,
    given: TakedownGiven,
    *,
    by: User | None,
    token: str | None = None,
) -> Takedown:
    """Take down a copy, or every copy of its article. Copies with the same bytes go with it, whoever published them."""
    copy.refresh_from_db()
    if entry.find_repeat(token) and copy.takedown:
        return copy.takedown
    roles = rules.roles_of(by)
    refuse(rules.why_not_take_down(roles, copy))
    reason = given.reason.strip()
    if not reason:
        raise Invalid("reason", "required", "Say why the copy is taken down.")
    copies = list(_named_by(copy, given))
    for one in copies:
        refuse(rules.why_not_take_down(roles, one))
    takedown = Takedown.objects.create(
        kind=TakedownKind.TAKEDOWN,
        at=entry.at,
        by=by,
        reason=reason,
        legal_basis=given.legal_basis.strip(),
        blocks_capture=given.blocks_capture,
    )
    after: Facts = {
        "legal_basis": takedown.legal_basis,
        "blocks_capture": takedown.blocks_capture,
    } | _remove_contents(entry, copies, takedown)
    about = _owner_of(copy)
    claim = about.claim if isinstance(about, Evidence) else None
    entry.write(
        Verb.COPIES_TAKEN_DOWN,
        about,
        by=by,
        claim=claim,
        after=after,
        reason=reason,
        token=token,
    )
    return takedown


def _named_by(copy: Snapshot, given: TakedownGiven) -> Iterable[Snapshot]:
    """Return the copies that are meant, their screenshots, and all with the same bytes: a file is kept once."""
    named = Snapshot.objects.with_screenshots(copy)
    if given.every_copy and copy.article:
        named = Snapshot.objects.of(copy.article.current)
    hashes = named.kept().values("sha256")
    return Snapshot.objects.kept().filter(sha256__in=hashes).order_by("pk")


def _owner_of(copy: Snapshot) -> Article | Evidence | Snapshot:
    """Return what the copy is of, as it is now."""
    if copy.article:
        return copy.article.current
    return Evidence.objects.with_copy(copy).order_by("pk").first() or copy


@action
def expire_copies(entry: Entry, *, days: int, most: int = 50, by: User | None) -> int:
    """Remove the contents of copies that are older than this and on which nothing rests. Return how many.

    At most `most` in one action; call it again until it returns 0. A legal hold on the whole desk stops it.
    """
    if by is not None:
        refuse(rules.why_not_role(rules.roles_of(by), Role.EDITOR))
    refuse(rules.why_held(Hold.objects.on_desk()))
    oldest = Snapshot.objects.unused_since(entry.at - datetime.timedelta(days=days))
    copies = list(oldest.order_by("pk")[:most])
    if not copies:
        entry.no_change()
        return 0
    takedown = Takedown.objects.create(
        kind=TakedownKind.RETENTION, at=entry.at, by=by, reason=f"RETAIN_COPIES_DAYS={days}"
    )
    after: Facts = {"days": days} | _remove_contents(entry, copies, takedown)
    entry.write(Verb.COPIES_EXPIRED, this_desk(), by=by, after=after, reason=takedown.reason)
    return len(copies)


def _remove_contents(entry: Entry, copies: Sequence[Snapshot], takedown: Takedown) -> Facts:
    """Empty these copies, and remove what was made of their text. Return what an Event tells of it.

    For use inside an action. The files are deleted after the commit. About ten queries, and six for each copy.
    """
    told: list[Facts] = []
    for copy in copies:
        digest = row_digest(copy)
        for name, value in {**Snapshot.ERASED, "takedown": takedown}.items():
            setattr(copy, name, value)
        copy.save(update_fields=[*Snapshot.ERASED, "takedown"])
        told.append(
            {
                "snapshot": copy.pk,
                "sha256": copy.sha256,
                "snapshot_digest": digest,
                "stub_digest": row_digest(copy),
            }
        )
    _remove_derived(copies)
    articles = list(Article.objects.filter(snapshot__in=copies).order_by("pk"))
    for article in articles:
        _replace_current(article)
    index_articles(articles)
    names = [str(copy.file) for copy in copies]
    entry.afterwards.append(lambda: remove_files(names))
    after: Facts = {"copies": told}
    if articles:
        after["articles"] = [reference(article) for article in articles]
    return after


def _remove_derived(copies: Sequence[Snapshot]) -> None:
    """Remove what was worked out from the text, and the words around the anchors of quotes. The quotes stay."""
    Anchor.objects.filter(snapshot__in=copies).update(prefix="", suffix="")
    CopyBody.objects.filter(snapshot__in=copies).delete()
    Reading.objects.filter(snapshot__in=copies).delete()
    Suggestion.objects.filter(snapshot__in=copies).delete()
    hints = OriginHint.objects.filter(Q(snapshot__in=copies) | Q(other_snapshot__in=copies))
    hints.filter(dismissed_at=None).delete()
    hints.update(words="", passages=[])
    Shingle.objects.filter(article__snapshot__in=copies).delete()


def _replace_current(article: Article) -> None:
    """Make the best of the copies that are left the current one. Without any, the stub stays, and says why."""
    left = Snapshot.objects.of(article).kept().select_related("ruling")
    best = max(
        left.defer("text", "boilerplate"),
        key=lambda copy: (copy.completeness, copy.pk),
        default=None,
    )
    if best is None or not best.completeness:
        article.suggestions.filter(state=SuggestionState.WAITING).delete()
        return
    Article.objects.filter(pk=article.pk).update(snapshot=best)
    article.refresh_from_db()
    ask_to_read(article)
