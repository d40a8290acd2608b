"""gunicorn is killed while eight people save: nothing that was acknowledged is lost, nothing is saved twice.

Negative control: TORTURE_BREAK=acknowledge_first answers comments half a second before they are saved. Seen red:
7 of the comments acknowledged before the first kill were gone.
"""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from claims.models import Assessment, Claim, Comment, Event, Evidence, Verdict
from tests.conftest import Cast
from tests.factories import ClaimFactory, EvidenceFactory

from .amounts import amount
from .desk import File, Member, ServedDesk, assert_whole

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 8
EVIDENCE = {
    "stance": "context",
    "bears_on": "whole",
    "kind": "statement",
    "how": "own_reporting",
    "seen_in_name": "This desk",
}
RATED = {"rating": "not_enough_evidence", "confidence": "medium"}


@dataclass
class Saved:
    """One form: what it says, and where to find it when it was acknowledged."""

    kind: str
    words: str
    files: dict[str, File] = field(default_factory=dict)

    def rows(self) -> int:
        if self.kind == "comment":
            return Comment.objects.filter(text=self.words).count()
        if self.kind == "assess":
            return Assessment.objects.filter(rationale=self.words).count()
        if self.kind == "sign":
            return Verdict.objects.filter(rationale=self.words).count()
        if self.kind == "reopen":
            return Event.objects.filter(verb="reopened", reason=self.words).count()
        found = list(Evidence.objects.filter(note=self.words))
        for evidence in found:
            assert evidence.snapshot
            with default_storage.open(evidence.snapshot.file.name) as file:
                assert file.read() == self.files["upload"][1], "half a file"
        return len(found)


class Writer(threading.Thread):
    """Comments, attaches, and moves a claim of its own round and round, until the desk is gone."""

    def __init__(self, number: int, people: dict[str, Member], claim: int) -> None:
        super().__init__(daemon=True)
        self.number, self.people, self.claim = number, people, claim
        self.acknowledged: list[Saved] = []
        self.unanswered: list[tuple[str, str, dict[str, Any], Saved]] = []
        self.refused: list[tuple[int, Saved, str]] = []
        self.count = 0

    def submit(self, who: str, path: str, saved: Saved, **fields: Any) -> bool:
        try:
            answer = self.people[who].post(f"/claims/{self.claim}/{path}/", fields, **saved.files)
        except OSError:
            self.unanswered.append((who, path, fields, saved))
            return False
        if answer.status == 302:
            self.acknowledged.append(saved)
            return True
        self.refused.append((answer.status, saved, answer.text))
        return False

    def words(self) -> str:
        self.count += 1
        return f"Writer {self.number} wrote the words number {self.count}."

    def seen(self) -> Claim:
        found: Claim = Claim.objects.get(pk=self.claim)
        return found

    def steps(self) -> Iterator[bool]:
        """Yield whether each form was acknowledged."""
        words = self.words()
        yield self.submit(
            "researcher", "comments", Saved("comment", words), text=words, token=words
        )
        words = self.words()
        file = ("notice.txt", f"{words} {'It was put up at the gate. ' * 500}".encode())
        saved = Saved("evidence", words, {"upload": file})
        reason = {"reason": "found later"}
        yield self.submit(
            "researcher", "evidence", saved, **EVIDENCE, **reason, note=words, token=words
        )
        row, words = self.seen(), self.words()
        seen = {"seen_round": row.round, "seen_basis": row.basis}
        yield self.submit(
            "reviewer", "assess", Saved("assess", words), rationale=words, **RATED, **seen
        )
        row, words = self.seen(), self.words()
        again = {"change": "update", "reason": "We looked again."} if row.verdict_id else {}
        given = {"rationale": words, "confidence": "low", "seen_revision": row.revision}
        yield self.submit("editor", "sign-off", Saved("sign", words), **given, **again)
        row, words = self.seen(), self.words()
        given = {"reason": words, "seen_revision": row.revision}
        yield self.submit("editor", "reopen", Saved("reopen", words), **given)

    def run(self) -> None:
        try:
            while all(self.steps()):
                pass
        finally:
            connection.close()


def wait_for(writers: list[Writer], acknowledged: int) -> None:
    """Return once so many forms were acknowledged, or no writer goes on."""
    while sum(len(one.acknowledged) for one in writers) < acknowledged:
        if not any(one.is_alive() for one in writers):
            return
        time.sleep(0.01)


def resume(writer: Writer, desk: ServedDesk) -> None:
    """Bring the claim back to open, and send again what was not answered: with its token it is saved once."""
    for who, path, fields, saved in writer.unanswered:
        if "token" in fields:
            answer = writer.people[who].post(
                f"/claims/{writer.claim}/{path}/", fields, **saved.files
            )
            assert answer.status == 302, answer.text
            assert saved.rows() == 1
        assert saved.rows() in (0, 1)
    row = writer.seen()
    seen = {"seen_revision": row.revision}
    if row.status == "agreed":
        writer.people["editor"].post(f"/claims/{row.pk}/return/", {"comment": "again", **seen})
    elif row.status == "signed_off":
        writer.people["editor"].post(f"/claims/{row.pk}/reopen/", {"reason": "again", **seen})
    assert writer.seen().status == "open"


def test_no_acknowledged_form_is_lost_to_a_kill(desk: ServedDesk, cast: Cast, figure: Any) -> None:
    chance = random.Random(2026)
    people = {
        role: desk.member(getattr(cast, role)) for role in ("researcher", "reviewer", "editor")
    }
    claims = [ClaimFactory(people=cast).pk for _ in range(WRITERS)]
    for pk in claims:
        EvidenceFactory(claim=Claim.objects.get(pk=pk), by=cast.researcher)
    forms: list[Saved] = []
    unanswered = 0
    for kill in range(amount("kills")):
        writers = [Writer(1000 * kill + number, people, pk) for number, pk in enumerate(claims)]
        for writer in writers:
            writer.start()
        wait_for(writers, chance.randrange(4, 48))
        time.sleep(chance.uniform(0, 0.1))  # not always just after an acknowledgement
        desk.kill()
        for writer in writers:
            writer.join()
        connection.close()
        desk.start()
        assert [writer.refused for writer in writers if writer.refused] == []
        acknowledged = [saved for writer in writers for saved in writer.acknowledged]
        assert [saved for saved in acknowledged if saved.rows() != 1] == []
        forms += acknowledged
        unanswered += sum(len(writer.unanswered) for writer in writers)
        for writer in writers:
            resume(writer, desk)
    assert [saved for saved in forms if saved.rows() != 1] == []
    assert {saved.kind for saved in forms} >= {"comment", "evidence", "assess"}
    assert_whole()
    figure(
        "kills",
        kills=amount("kills"),
        acknowledged=len(forms),
        unanswered=unanswered,
        lost=0,
        twice=0,
    )
