"""What a takedown of an archived copy would remove, and what rests on it."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse

from claims import rules
from claims.errors import Denial
from claims.models import Claim, Evidence, Snapshot


@dataclass(frozen=True)
class ShownTakedown:
    title: str  # of the article or the evidence
    url: str  # its page
    file_url: str
    claims: tuple[Claim, ...]  # with quotes from this copy
    others: int  # other copies of the article that are kept
    same_bytes: int  # other copies with the same bytes, which go with it
    denial: Denial | None


def takedown_of(copy: Snapshot, user: User) -> ShownTakedown:
    """Return what a takedown page says. Nine queries at most. The article must be selected."""
    kept = Snapshot.objects.kept().exclude(pk=copy.pk)
    claims = Claim.objects.filter(
        Q(evidence__snapshot=copy)
        | Q(evidence__anchors__snapshot=copy)
        | Q(appearances__anchors__snapshot=copy)
    )
    title, url, file_url, others = "An archived file", reverse("desk"), "", 0
    if copy.article:
        article = copy.article.current
        title, url = str(article), reverse("article_page", args=[article.pk])
        file_url = reverse("article_snapshot_file", args=[article.pk, copy.pk])
        others = kept.of(article).without_screenshots().count()
    elif evidence := Evidence.objects.with_copy(copy).order_by("pk").first():
        title = f"Evidence {evidence.pk}"
        url = f"{reverse('claim_page', args=[evidence.claim_id])}#e{evidence.pk}"
        is_its_own = evidence.snapshot_id == copy.pk
        name, pk = (
            ("evidence_snapshot_file", evidence.pk) if is_its_own else ("screenshot_file", copy.pk)
        )
        file_url = reverse(name, args=[pk])
    return ShownTakedown(
        title=title,
        url=url,
        file_url=file_url,
        claims=tuple(claims.distinct().order_by("pk")),
        others=others,
        same_bytes=kept.filter(sha256=copy.sha256).count(),
        denial=rules.why_not_take_down(rules.roles_of(user), copy),
    )
