"""Archived copies: the bytes, the text extracted from them, and which of it is page boilerplate."""

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from claims.enums import NO_ARTICLE, WALLS, CaptureKind, Judgement, TakedownKind, TextFrom

from .articles import Article


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def of(self, article: Article | int) -> Self:
        """Filter the copies of an article and of those that were joined to it."""
        return self.filter(models.Q(article=article) | models.Q(article__joined_into=article))

    def with_screenshots(self, copy: "Snapshot") -> Self:
        """Filter a copy and the screenshot that was taken of its page."""
        return self.filter(
            models.Q(pk=copy.pk) | models.Q(screenshot_of__capture__snapshot=copy.pk)
        )

    def without_screenshots(self) -> Self:
        """Leave out the screenshots that the desk took: each belongs to another copy."""
        return self.filter(screenshot_of=None)

    def kept(self) -> Self:
        """Leave out those that were taken down."""
        return self.filter(takedown=None)

    def unused_since(self, moment: datetime.datetime) -> Self:
        """Filter kept copies archived before the moment on which nothing rests: no claim, no evidence, no republication.

        Copies of evidence, and of an article under a legal hold, are never among them.
        """
        used = models.Q()
        for article in ("article", "article__joined_into"):
            for name in ("appearances", "evidence", "republications"):
                used |= models.Q(**{f"{article}__{name}__isnull": False})
            used |= models.Q(**{f"{article}__holds__isnull": False}) & models.Q(
                **{f"{article}__holds__lifted_at": None}
            )
        for name in ("evidence", "anchors"):
            used |= models.Q(**{f"{name}__isnull": False})
        resting = Snapshot.objects.filter(used, pk=models.OuterRef("pk"))
        old = self.kept().filter(captured_at__lt=moment, article__isnull=False)
        return old.exclude(models.Exists(resting))

    def must_not_return(self, sha256: str) -> "Takedown | None":
        """Return the takedown that says that these bytes must not be archived again, if there is one. One query."""
        blocked = self.filter(sha256=sha256, takedown__blocks_capture=True)
        found = blocked.select_related("takedown").first()
        return found.takedown if found else None


class Takedown(models.Model):
    """Why the bytes and the text of archived copies were removed. Sealed by trigger; the copies' rows stay as stubs."""

    kind = models.CharField(max_length=20, choices=TakedownKind)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    legal_basis = models.CharField(max_length=500, blank=True)
    blocks_capture = models.BooleanField(
        default=False, help_text="The page must not be archived again."
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"takedown {self.pk}: {self.reason}"


class Snapshot(models.Model):
    """An archived copy: the captured bytes and the text extracted from them.

    Sealed by trigger: never changed, except that a takedown empties it once (`ERASED`) and leaves the rest as a stub.
    """

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="snapshots")
    kind = models.CharField(max_length=20, choices=CaptureKind)
    # Named by its hash: the same bytes are kept once, and a name chosen by a sender is never used.
    file = models.FileField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    media_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=255, blank=True)
    requested_url = models.URLField(max_length=2000, blank=True)
    final_url = models.URLField(max_length=2000, blank=True)
    redirects = models.JSONField(default=list)
    http_status = models.PositiveSmallIntegerField(null=True)
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    tool = models.CharField(max_length=100)
    tool_version = models.CharField(max_length=50)
    encoding = models.CharField(max_length=50, blank=True)
    replaced_characters = models.PositiveIntegerField(
        default=0, help_text="Bytes that could not be decoded."
    )
    text = models.TextField(blank=True)
    boilerplate = models.JSONField(
        default=list, help_text="Stretches [start, end] in code points of the text."
    )
    body_sha256 = models.CharField(
        max_length=64,
        blank=True,
        db_index=True,
        help_text="Fingerprint of the text outside the boilerplate.",
    )
    text_from = models.CharField(
        max_length=20,
        choices=TextFrom,
        blank=True,
        help_text="Where the text is from. Empty: from the body of the page or file.",
    )
    account = models.CharField(
        max_length=200,
        blank=True,
        help_text="The name of the account that published a post, as its network shows it.",
    )
    judgement = models.CharField(
        max_length=20,
        choices=Judgement,
        blank=True,
        help_text="What the page was judged to be. Empty: not judged.",
    )
    other_page = models.URLField(
        max_length=2000, blank=True, help_text="Where the article continues, or begins."
    )
    takedown = models.ForeignKey(
        Takedown,
        models.PROTECT,
        null=True,
        related_name="copies",
        help_text="Why its bytes and text were removed, if they were.",
    )

    # What a takedown empties, with the value that it leaves. `sha256` and `size` still say what was there.
    ERASED: ClassVar[Mapping[str, Any]] = {
        "text": "",
        "boilerplate": [],
        "original_name": "",
        "account": "",
    }

    objects = SnapshotQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sha256[:12]}"

    @property
    def body_key(self) -> str:
        """What copies of one body share; empty without text. One query unless `body` was selected."""
        body = getattr(self, "body", None)
        return body.key if body else ""

    @property
    def is_taken_down(self) -> bool:
        return self.takedown_id is not None

    @property
    def folded(self) -> list[tuple[int, int]]:
        """The page boilerplate that nobody has put back. One query unless `put_back` was prefetched."""
        back = {(stretch.start, stretch.end) for stretch in self.put_back.all()}
        return [(start, end) for start, end in self.boilerplate if (start, end) not in back]

    @property
    def is_article(self) -> bool:
        """Whether it counts as the article, by what a person said or else as judged. One query unless `ruling` was selected."""
        ruling = getattr(self, "ruling", None)
        return ruling.is_article if ruling else self.judgement not in NO_ARTICLE

    @property
    def completeness(self) -> int:
        """How much of the article it holds: 3 all, 2 a part, 1 text of something else, 0 no text. As `is_article`."""
        if not self.body_sha256 or self.is_taken_down:
            return 0
        if self.is_article:
            return 3
        is_ruled = getattr(self, "ruling", None) is not None
        return 1 if is_ruled or self.judgement in WALLS else 2

    @property
    def can_hold_quotes(self) -> bool:
        """Whether words that it lacks are missing: not if it has no text, or none of the article's."""
        return self.completeness > 1


class CopyRuling(models.Model):
    """What a person said an archived copy is. It overrules the judgement, which stays."""

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, related_name="ruling")
    is_article = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        said = "the article" if self.is_article else "not the article"
        return f"snapshot {self.snapshot_id} is {said}"


class CopyBody(models.Model):
    """The fingerprint by which copies of one body are found. Made again when the fold changes, which a Snapshot never is."""

    snapshot = models.OneToOneField(Snapshot, models.PROTECT, primary_key=True, related_name="body")
    key = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"body of snapshot {self.snapshot_id}"


class PutBackStretch(models.Model):
    """A stretch of page boilerplate that somebody put back into the article."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="put_back")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="put_back_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="put_back_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of snapshot {self.snapshot_id}"
