"""The accounts of the demo desk: at least one for each role, three reviewers and two editors."""

from claims.enums import Role

from .script import Account, WorkSession

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

SESSIONS = (WorkSession("2025-03-31 08:00", "", ACCOUNTS),)
