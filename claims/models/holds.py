"""Legal holds: while one is open, nothing that it covers is taken down, removed or erased."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from .articles import Article
from .claims import Claim
from .snapshots import Snapshot


class HoldQuerySet(models.QuerySet["Hold"]):
    def open(self) -> Self:
        return self.filter(lifted_at=None)

    def on_desk(self) -> Self:
        return self.open().filter(article=None, claim=None, account=None)

    def on_article(self, article: Article) -> Self:
        """Filter the open holds on an article, on a claim that was found in it or rests on it, and on the desk."""
        same = models.Q(pk=article.pk) | models.Q(joined_into=article.pk)
        if article.joined_into_id:
            same |= models.Q(pk=article.joined_into_id)
        articles = Article.objects.filter(same).values("pk")
        claims = Claim.objects.filter(
            models.Q(appearances__article__in=articles) | models.Q(evidence__article__in=articles)
        )
        return self.open().filter(
            models.Q(article__in=articles) | models.Q(claim__in=claims.values("pk")) | _ON_DESK
        )

    def on_copy(self, copy: Snapshot) -> Self:
        """Filter the open holds on what an archived copy belongs to or supports. Two queries at most."""
        claims = Claim.objects.filter(
            models.Q(evidence__snapshot=copy)
            | models.Q(evidence__capture_requests__screenshot_request__screenshot=copy)
            | models.Q(evidence__anchors__snapshot=copy)
            | models.Q(appearances__anchors__snapshot=copy)
        )
        found = self.open().filter(models.Q(claim__in=claims.values("pk")) | _ON_DESK)
        return found | self.on_article(copy.article) if copy.article else found

    def on_claim(self, claim: Claim) -> Self:
        return self.open().filter(models.Q(claim=claim) | _ON_DESK)

    def on_account(self, account: User) -> Self:
        """Filter the open holds on an account, on a claim on which it acted, and on the desk."""
        acted = Claim.objects.filter(events__by=account)
        return self.open().filter(
            models.Q(account=account) | models.Q(claim__in=acted.values("pk")) | _ON_DESK
        )


_ON_DESK = models.Q(article=None, claim=None, account=None)


class Hold(models.Model):
    """A legal hold on an article, a claim or an account; on the whole desk if it names none of them."""

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="holds")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="holds")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_because = models.TextField(blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claim=None, account=None)
                | models.Q(article=None, account=None)
                | models.Q(article=None, claim=None),
                name="hold_on_one",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_reason"),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None, lifted_because="")
                | (models.Q(lifted_at__isnull=False) & ~models.Q(lifted_because="")),
                name="hold_lifted_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.lifted_at is None

    @property
    def is_on_desk(self) -> bool:
        return not (self.article_id or self.claim_id or self.account_id)
