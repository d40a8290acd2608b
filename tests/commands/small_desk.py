"""Fill a desk with a little of everything that people make, as separate rows that can each be altered.

Usage: python -m tests.commands.small_desk   (DATA_DIR and DATABASE_URL name the desk)
"""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "verify.settings"
django.setup()

from claims.actions import review  # noqa: E402
from claims.enums import ClaimStatus, Role  # noqa: E402
from tests.conftest import Cast  # noqa: E402
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, change_account  # noqa: E402


def main() -> None:
    people = Cast()
    article = ArticleFactory(by=people.researcher)
    claim = ClaimFactory(people=people, article=article)
    EvidenceFactory(claim=claim, by=people.researcher, article=article)
    review.comment(claim, "It was closed.", by=people.researcher)
    ClaimFactory(people=people, status=ClaimStatus.SIGNED_OFF)
    gone = people.reader
    change_account(gone, roles=[Role.READER], is_active=False, by=None)
    for name in ("reader2", "reader3", "reader4", "admin"):
        getattr(people, name)


if __name__ == "__main__":
    main()
