"""The demo desk, loaded once for all tests of a class, because loading it takes longest."""

from django.test import TestCase

from claims.demo.load import DemoDesk, load
from claims.models import Claim, Evidence

PASSWORD = "gull-over-the-harbour"


class DemoDeskTestCase(TestCase):
    demo: DemoDesk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.demo = load(PASSWORD)

    def claim(self, key: str) -> Claim:
        return Claim.objects.get(pk=self.demo.claims[key].pk)

    def evidence(self, key: str) -> Evidence:
        return Evidence.objects.get(pk=self.demo.evidence[key].pk)
