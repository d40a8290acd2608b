"""Who works at the demo desk: one account for each part of the work, three reviewers, two editors."""

from claims.enums import Role

from .script import Account, Sitting

ACCOUNTS = (
    Account("reader", Role.READER),
    Account("researcher", Role.RESEARCHER),
    Account("reviewer1", Role.REVIEWER),
    Account("reviewer2", Role.REVIEWER),
    Account("reviewer3", Role.REVIEWER),
    Account("editor", Role.EDITOR),
    Account("editor2", Role.EDITOR),
    Account("admin", Role.ADMIN),
)

SITTINGS = (Sitting("2025-03-31 08:00", "", ACCOUNTS),)
