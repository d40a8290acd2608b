"""Let wapiti crawl and attack the desk as somebody who is logged in."""

import json
import subprocess
from pathlib import Path

from .crawl import LEFT_OUT
from .desk import Desk, Person

# All that need nothing from outside the machine.
MODULES = [
    "backup",
    "cookieflags",
    "crlf",
    "csp",
    "csrf",
    "exec",
    "file",
    "htaccess",
    "http_headers",
    "ldap",
    "methods",
    "permanentxss",
    "redirect",
    "shellshock",
    "spring4shell",
    "sql",
    "ssrf",
    "timesql",
    "upload",
    "xss",
    "xxe",
]


def attack(desk: Desk, program: str, person: Person, start: str, minutes: float) -> None:
    """Crawl for a third of the time at most, then give each module its share of the rest."""
    report = desk.folder / f"wapiti-{person.name}.json"
    command = [program, "--url", desk.url + start, "--cookie-value", person.cookie_header]
    command += ["--module", ",".join(MODULES), "--user-agent", "wapiti"]
    command += ["--max-scan-time", str(minutes * 60 / 3)]
    command += ["--max-attack-time", str(minutes * 60 * 2 / 3 / len(MODULES))]
    for path in LEFT_OUT:
        command += ["--exclude", f"{desk.url}{path}*"]
    # Whatever the desk would fetch is on loopback, and nothing is sent to the makers.
    command += ["--endpoint", f"{desk.url}/", "--no-bugreport"]
    command += ["--store-session", str(report.with_suffix(".session"))]
    command += ["--store-config", str(report.with_suffix(".config"))]
    with report.with_suffix(".txt").open("w") as out:
        subprocess.run([*command, "-f", "json", "-o", str(report)], stdout=out, stderr=out)
    print(f"wapiti as {person.name}:\n" + (findings(report) or "   no findings"))


def findings(report: Path) -> str:
    """Return the kinds of findings, with the first of each."""
    if not report.exists():
        return "   it failed: " + report.with_suffix(".txt").read_text()[-500:]
    found = json.loads(report.read_text())
    lines = []
    for group in ("vulnerabilities", "anomalies"):
        for kind, rows in found[group].items():
            if rows:
                lines.append(f"   {kind}: {len(rows)}")
            for row in rows[:5]:
                lines.append(
                    f"      {row['method']} {row['path']} {row['parameter']}: {row['info'][:200]}"
                )
    return "\n".join(lines)
