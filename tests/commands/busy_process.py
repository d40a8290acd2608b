"""A process that works on a desk until it is killed, and prints what was acknowledged and when.

Usage: python -m tests.commands.busy_process NAME   (DATA_DIR and DATABASE_URL name the desk)
"""

import json
import os
import sys
import time
from contextlib import suppress
from itertools import count
from types import SimpleNamespace

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "verify.settings"
django.setup()

from django.db import OperationalError  # noqa: E402

from claims.actions import accounts as account_actions  # noqa: E402
from claims.enums import ClaimStatus, Role  # noqa: E402
from claims.given import pasted  # noqa: E402
from claims.models import Event  # noqa: E402
from tests.factories import (  # noqa: E402
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    body,
)


def acknowledge(*rows: django.db.models.Model) -> None:
    """Print rows that are committed by now, and the latest Event, which may be another process's."""
    named = [(row._meta.db_table, row.pk) for row in (*rows, Event.objects.latest("seq"))]
    sys.stdout.write(json.dumps({"at": time.time(), "rows": named}) + "\n")
    sys.stdout.flush()


def main(name: str) -> None:
    people = SimpleNamespace(
        **{
            member: account_actions.create_user(
                f"{name}-{member}", roles=[role], by=None, password=None
            )
            for member, role in (
                ("researcher", Role.RESEARCHER),
                ("reviewer1", Role.REVIEWER),
                ("editor", Role.EDITOR),
            )
        }
    )
    SourceFactory.reset_sequence(
        os.getpid() * 1_000_000
    )  # so that two processes never name two sources alike
    for number in count():
        # With many processes one can wait in vain for its turn to save. A person would be told so, and try again.
        with suppress(OperationalError):
            work(name, number, people)


def work(name: str, number: int, people: SimpleNamespace) -> None:
    """Add an article, a claim, a piece of evidence and a signed claim."""
    text = f"{name}, {number}: {body(number)}"
    article = ArticleFactory(by=people.researcher, text=text)
    acknowledge(article, article.snapshot)
    claim = ClaimFactory(people=people, article=article, statement=f"{name} sold {number}.")
    acknowledge(claim)
    evidence = EvidenceFactory(
        claim=claim, by=people.researcher, upload=pasted(f"A notice to {text}")
    )
    acknowledge(evidence, evidence.snapshot)
    claim = ClaimFactory(
        people=people, status=ClaimStatus.SIGNED_OFF, statement=f"{name} bought {number}."
    )
    acknowledge(claim, claim.verdict)


if __name__ == "__main__":
    main(sys.argv[1])
