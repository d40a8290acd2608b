"""A process that attaches, assesses, signs and reopens until it has done enough, and prints what is committed.

Usage: python -m tests.torture.busy_actions COUNT   (DATA_DIR and DATABASE_URL name the desk)
"""

import json
import os
import sys
from types import SimpleNamespace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verify.settings")
django.setup()

from claims.actions import accounts, review  # noqa: E402
from claims.enums import Role  # noqa: E402
from claims.given import pasted  # noqa: E402
from claims.models import Claim, Event  # noqa: E402
from tests.factories import (  # noqa: E402
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    body,
    sign_off_given,
)


def acknowledge(*rows: django.db.models.Model) -> None:
    """Print rows that are committed, and the last Event, in one write."""
    named = [(row._meta.db_table, row.pk) for row in (*rows, Event.objects.latest("seq"))]
    os.write(1, (json.dumps(named) + "\n").encode())


def main(count: int) -> None:
    roles = {"researcher": Role.RESEARCHER, "reviewer": Role.REVIEWER, "editor": Role.EDITOR}
    people = SimpleNamespace(
        **{
            name: accounts.create_user(
                f"{name}-{os.getpid()}", roles=[role], by=None, password=None
            )
            for name, role in roles.items()
        }
    )
    SourceFactory.reset_sequence(os.getpid() * 1_000_000)  # no two processes name two sources alike
    claim: Claim = ClaimFactory(people=people)
    source = SourceFactory(by=people.researcher)
    done = 0
    while True:
        text = f"{os.getpid()}, {done}: {body(done)}"
        evidence = EvidenceFactory(
            claim=claim, by=people.researcher, seen_in=source, upload=pasted(text), reason="found"
        )
        acknowledge(evidence, evidence.snapshot)
        acknowledge(assess(claim, people.reviewer))
        claim.refresh_from_db()
        again = {"change": "update", "reason": "We looked again."} if claim.verdict_id else {}
        given = sign_off_given(**again)
        acknowledge(review.sign_off(claim, given, seen_revision=claim.revision, by=people.editor))
        claim.refresh_from_db()
        review.reopen(claim, reason="again", seen_revision=claim.revision, by=people.editor)
        acknowledge()
        done += 4
        if 0 < count <= done:
            return


if __name__ == "__main__":
    main(int(sys.argv[1]))
