"""Let sqlmap attack each link with parameters and each form that people see."""

import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from .crawl import crawl
from .desk import Desk, Person, Request

OPTIONS = [
    "--batch",
    "--flush-session",
    "--disable-coloring",
    "--drop-set-cookie",
    "--ignore-redirects",
    "--ignore-code=*",
]
OPTIONS += ["--timeout=20", "--retries=1"]
# Tokens against double submits are new each time, so that each request is a first one.
OPTIONS += ["--randomize=token"]
# Rows of a form after its first meet the same code.
OPTIONS += [r"--param-exclude=csrfmiddlewaretoken|^token$|_FORMS$|-[1-9]\d*-|^_(save|continue|add)"]
# Requests with more fields get all tests only for those that a first look finds suspicious.
FEW = {"GET": 16, "POST": 8}
AT_ONCE = 2

Target = tuple[Person, Request]


def attack(desk: Desk, program: str, people: list[tuple[Person, str]], minutes: float) -> None:
    """Attack until the time is over, and print what is not clean."""
    targets = [(person, request) for person, start in people for request in crawl(person, start)]
    targets.sort(key=lambda target: target[1].method)
    for person, request in targets:
        if request.method == "GET" and (status := person.ask(request)[0]) >= 400:
            print(f"   {status} before any attack: {request.address[:150]}")
    until = time.monotonic() + minutes * 60

    def run(number: int) -> str:
        left = until - time.monotonic()
        return _run(desk, program, number, targets[number]) if left > 0 else "left out"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends = list(pool.map(run, range(len(targets))))
    counts = ", ".join(f"{ends.count(end)} {end}" for end in sorted(set(ends)))
    print(f"sqlmap: {len(targets)} kinds of requests: {counts}")
    for number, (end, (person, request)) in enumerate(zip(ends, targets, strict=True)):
        if end not in {"clean", "left out"}:
            print(
                f"   {end}: {person.name or 'stranger'} {request.method} {request.path} ({number}.txt)"
            )


def _run(desk: Desk, program: str, number: int, target: Target) -> str:
    file = desk.folder / f"{number}.http"
    file.write_text(request_text(*target))
    depth = [] if len(target[1].fields) <= FEW[target[1].method] else ["--smart"]
    engine = "PostgreSQL" if desk.environment.get("DATABASE_URL") else "SQLite"
    command = [program, "-r", str(file), f"--dbms={engine}", *depth, *OPTIONS]
    command += ["--output-dir", str(desk.folder / f"sqlmap-{number}")]
    ended = subprocess.run(command, capture_output=True, text=True)
    file.with_suffix(".txt").write_text(ended.stdout + ended.stderr)
    if "identified the following injection point" in ended.stdout:
        return "injectable"
    return "clean" if "do not appear to be injectable" in ended.stdout else "not tested"


def request_text(person: Person, request: Request) -> str:
    """Return the request as a file for sqlmap."""
    is_post = request.method == "POST"
    head = [f"{request.method} {request.path if is_post else request.address} HTTP/1.1"]
    head += [f"Host: 127.0.0.1:{person.desk.port}", "User-Agent: sqlmap"]
    head += [f"Cookie: {person.cookie_header}"]
    if is_post:
        head += ["Content-Type: application/x-www-form-urlencoded"]
    return "\r\n".join([*head, "", urlencode(request.fields) if is_post else ""])
