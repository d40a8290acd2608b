"""The demo desk, played once for all tests of a class: it is the dearest thing to set up here."""

from django.test import TestCase

from claims.demo.play import Desk, play
from claims.models import Claim, Evidence

PASSWORD = "gull-over-the-harbour"


class PlayedDesk(TestCase):
    played: Desk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.played = play(PASSWORD)

    def now(self, key: str) -> Claim:
        return Claim.objects.get(pk=self.played.claims[key].pk)

    def found(self, key: str) -> Evidence:
        return Evidence.objects.get(pk=self.played.evidence[key].pk)
