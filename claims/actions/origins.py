"""Notice where a text seems to come from: shared passages, and agencies and outlets it credits. Dismiss such hints.

Like suggestions, hints are derived and have no Event. A dismissed hint stays dismissed.
"""

from collections.abc import Iterable, Iterator, Mapping

from django.contrib.auth.models import User
from django.db import models

from claims import rules
from claims.enums import OriginHintKind, Role, Verb
from claims.errors import Invalid, refuse
from claims.extractors import Reading as Read
from claims.extractors.attribution.credits import find_credits, is_agency, is_outlet, usual_name
from claims.extractors.matching.shared_passages import Passage, share_of, shared_passages, shingles
from claims.extractors.text.quotations import find_quotations
from claims.models import (
    Article,
    Claim,
    OriginHint,
    SetAside,
    Shingle,
    Snapshot,
    Source,
)
from claims.rules import Situation

from .record import Entry, action, lock, reference

MOST_READ = 200_000  # characters of a text; copies of longer ones are recognised by their beginning
MOST_COMPARED = 12  # articles with the most hashes in common
_LEAD = 600  # characters: a credit this near the beginning is for the whole story
_AROUND = 80  # characters shown before and behind a credit
_MOSTLY = 0.8

Span = tuple[int, int]


def note_origins(article: Article, snapshot: Snapshot, read: Read) -> None:
    """Store hints about an article's newest copy. Running it again replaces what it noticed before.

    The hashes are stored first: of two articles that are read at the same time, at least one finds the other.
    Texts are compared without a lock.
    """
    boilerplate = snapshot.folded
    hashes = shingles(snapshot.text[:MOST_READ], boilerplate)
    with lock():
        article = Article.objects.select_related("publisher").get(pk=article.pk)
        if article.snapshot_id != snapshot.pk:
            return
        Shingle.objects.filter(article=article).delete()
        Shingle.objects.bulk_create(Shingle(article=article, hash=one) for one in hashes)
    found = [*_shared(article, snapshot, hashes, boilerplate), *_credited(article, snapshot, read)]
    with lock():
        _store(article, found)


def _store(article: Article, found: Iterable[OriginHint]) -> None:
    """Store the hints, one query each. Two articles have one hint, whichever is read."""
    ours = models.Q(article=article) | models.Q(other=article)
    known = {_key(hint): hint for hint in OriginHint.objects.filter(ours)}
    for hint in found:
        there = known.pop(_key(hint), None)
        if there is None or not there.is_dismissed:
            if there is not None:
                hint.pk = there.pk
            hint.save()
    OriginHint.objects.filter(pk__in=[h.pk for h in known.values() if not h.is_dismissed]).delete()


def _key(hint: OriginHint) -> tuple[object, ...]:
    if hint.other_id:
        return tuple(sorted((hint.article_id, hint.other_id)))
    return hint.kind, hint.name


# --- passages ---


def _shared(
    article: Article, snapshot: Snapshot, hashes: list[int], boilerplate: list[Span]
) -> Iterator[OriginHint]:
    """Yield hints about passages shared with articles of other publishers. Texts of one outlet are one voice anyway."""
    likely = Shingle.objects.shared_by(hashes, excluding=article.pk, most=MOST_COMPARED)
    others = Article.objects.filter(pk__in=likely, snapshot__isnull=False)
    if article.publisher_id:
        others = others.exclude(publisher=article.publisher_id)
    rows = others.select_related("snapshot").prefetch_related("snapshot__put_back").order_by("pk")
    for other in rows:
        theirs = other.snapshot
        assert theirs is not None  # filtered above
        passages = shared_passages(snapshot.text[:MOST_READ], theirs.text[:MOST_READ])
        inside = [p for p in passages if not _covered(p, boilerplate, theirs.folded)]
        if not inside:
            continue
        if _came_later(article, other):
            yield _hint(article, snapshot, boilerplate, other, theirs, inside)
        else:
            turned = sorted(Passage(p.other_start, p.other_end, p.start, p.end) for p in inside)
            yield _hint(other, theirs, theirs.folded, article, snapshot, turned)


def _hint(
    later: Article,
    copy: Snapshot,
    boilerplate: list[Span],
    earlier: Article,
    model: Snapshot,
    passages: list[Passage],
) -> OriginHint:
    text = copy.text[:MOST_READ]
    quoted = _quoted(text)
    return OriginHint(
        article=later,
        kind=OriginHintKind.SHARED,
        other=earlier,
        snapshot=copy,
        other_snapshot=model,
        passages=[[*p, _inside((p.start, p.end), quoted) >= _MOSTLY] for p in passages],
        share=share_of(text, [(p.start, p.end) for p in passages], quoted, boilerplate),
    )


def _quoted(text: str) -> list[Span]:
    return [(q.start, q.end) for q in find_quotations(text) if q.depth == 1]


def _covered(passage: Passage, boilerplate: list[Span], theirs: list[Span]) -> bool:
    """Return True for page boilerplate that both pages have."""
    return (
        _inside((passage.start, passage.end), boilerplate) >= _MOSTLY
        or _inside((passage.other_start, passage.other_end), theirs) >= _MOSTLY
    )


def _inside(span: Span, spans: Iterable[Span]) -> float:
    """Return how much of it is in the others, which do not overlap."""
    start, end = span
    return sum(max(0, min(end, e) - max(start, s)) for s, e in spans) / (end - start)


def _came_later(article: Article, other: Article) -> bool:
    """Return True if it was published later, or, if the days are unknown or equal, added later."""
    ours, theirs = article.published, other.published
    if ours.earliest and theirs.latest and ours.earliest > theirs.latest:
        return True
    if theirs.earliest and ours.latest and theirs.earliest > ours.latest:
        return False
    return article.pk > other.pk


# --- credits ---


def _credited(article: Article, snapshot: Snapshot, read: Read) -> Iterator[OriginHint]:
    """Yield each credited agency or outlet once for each way it is named, except the publisher itself."""
    found: dict[tuple[str, str], OriginHint] = {}
    lead = _LEAD + sum(end - start for start, end in snapshot.folded if start < _LEAD)
    for kind, name, start, end, passage in _names(snapshot.text, read):
        name = _known_name(name)
        if _is_publisher(article, name):
            continue
        hint = found.setdefault(
            (kind, name),
            OriginHint(
                article=article,
                kind=kind,
                name=name,
                snapshot=snapshot,
                words=_words_around(snapshot.text, start, end),
            ),
        )
        if kind == OriginHintKind.WIRE or (kind == OriginHintKind.CREDITS and start < lead):
            hint.share = 1.0
        hint.passages.append(list(passage))
    yield from _in_byline(article, snapshot, {name for _, name in found})
    yield from found.values()


def _in_byline(article: Article, snapshot: Snapshot, named: set[str]) -> Iterator[OriginHint]:
    """Yield the agencies among the article's authors that its text does not name.

    An agency alone marks the text as its own; next to people it is credited at the head.
    """
    authors = [one.strip() for one in article.authors.split(",")]
    agencies = [one for one in authors if is_agency(one)]
    is_alone = len(agencies) == len(authors)
    for agency in agencies:
        name = _known_name(usual_name(agency))
        if name not in named and not _is_publisher(article, name):
            kind = OriginHintKind.WIRE if is_alone else OriginHintKind.CREDITS
            yield OriginHint(
                article=article,
                kind=kind,
                name=name,
                snapshot=snapshot,
                words=article.authors[:500],
                share=1.0,
            )


def _names(text: str, read: Read) -> Iterator[tuple[str, str, int, int, Span]]:
    """Yield kind, name, where it is named, and the passage that it covers."""
    for one in find_credits(text):
        yield one.kind, one.name, one.start, one.end, _paragraph(text, one.start)
    for said in read.attributions:
        heard = said.heard_by
        if heard and heard.named and is_outlet(heard.name) and said.cue:
            spans = [*said.cue, *said.content]
            passage = min(start for start, _ in spans), max(end for _, end in spans)
            yield OriginHintKind.TOLD, usual_name(heard.name), *said.cue[0], passage


def _paragraph(text: str, at: int) -> Span:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _known_name(name: str) -> str:
    """Return the name of the known source; otherwise the name as printed, without a leading article."""
    plain = name[4:] if name[:4].casefold() == "the " else name
    source = Source.objects.named(name) or Source.objects.named(plain)
    return source.name if source else plain[:200]


def _is_publisher(article: Article, name: str) -> bool:
    publisher = article.publisher
    names = [publisher.name, *publisher.alias_list] if publisher else []
    return name.casefold() in [one.casefold().removeprefix("the ") for one in names] + [
        one.casefold() for one in names
    ]


def _words_around(text: str, start: int, end: int) -> str:
    """Return the line that contains it, cut to the nearest words."""
    begin, stop = _paragraph(text, start)
    before, after = text[begin:start], text[end:stop]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[start:end]}{after}".split())[:500]


# --- deciding ---


@action
def dismiss_origin(entry: Entry, hint: OriginHint, *, by: User | None) -> OriginHint:
    """Dismiss a hint: the text does not come from there. It stays dismissed when the text is read again."""
    refuse(rules.why_not_role(rules.roles_of(by), Role.RESEARCHER))
    hint.refresh_from_db()
    if hint.is_dismissed:
        entry.no_change()
        return hint
    hint.dismissed_at, hint.dismissed_by = entry.at, by
    hint.save(update_fields=["dismissed_at", "dismissed_by"])
    other = {"other": reference(hint.other)} if hint.other else {"name": hint.name}
    after = {"hint": {"id": hint.pk, "kind": hint.kind} | other}
    entry.write(Verb.ORIGIN_HINT_DISMISSED, hint.article, by=by, after=after)
    return hint


@action
def set_aside(
    entry: Entry, claim: Claim, hint: str, *, noticed: Mapping[str, object], by: User | None
) -> SetAside:
    """Dismiss a hint about a claim, so that it is not shown again. `noticed` is what the record keeps of it."""
    refuse(rules.why_not_add_to_claim(Situation.load(claim, by)))
    if not hint or len(hint) > 200 or not noticed:
        raise Invalid("hint", "unknown", "This hint no longer exists. Reload the page.")
    assert by is not None  # the rule has refused the command line
    aside, is_new = SetAside.objects.get_or_create(
        claim=claim, hint=hint, defaults={"at": entry.at, "by": by}
    )
    if not is_new:
        entry.no_change()
        return aside
    entry.write(Verb.CLAIM_HINT_DISMISSED, claim, by=by, claim=claim, after={"hint": noticed})
    return aside
