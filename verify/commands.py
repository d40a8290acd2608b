"""The command line: no command runs on a database that newer code has migrated."""

from django.core.checks import Tags, run_checks
from django.core.management import BaseCommand, CommandError, ManagementUtility
from django.db import DatabaseError, connections

# They touch no rows, or tell what is wrong: `migrate` runs the same check itself.
HARMLESS = frozenset(
    {
        "check",
        "collectstatic",
        "dbshell",
        "diffsettings",
        "findstatic",
        "makemigrations",
        "migrate",
        "showmigrations",
        "sqlmigrate",
        "state_diagram",
    }
)


class DeskUtility(ManagementUtility):
    """Django's command line, for our commands as well as Django's own, such as `shell` and `changepassword`."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        command = super().fetch_command(subcommand)
        # `manage.py help NAME` and `NAME --help` only print.
        helps = self.argv[1:2] == ["help"] or {"-h", "--help"} & {*self.argv}
        if subcommand not in HARMLESS and not helps:
            _refuse_newer_database(command)
        return command


def _refuse_newer_database(command: BaseCommand) -> None:
    try:
        faults = run_checks(tags=[Tags.database], databases=list(connections))
    except DatabaseError:
        return  # which the command meets too, and reports in its own words
    unknown = [fault for fault in faults if fault.id == "verify.E006"]
    connections.close_all()
    if unknown:
        error = CommandError(f"{unknown[0].msg} {unknown[0].hint} Nothing was done.")
        command.stderr.write(f"CommandError: {error}")
        raise SystemExit(error.returncode)
