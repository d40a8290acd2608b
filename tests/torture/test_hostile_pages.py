"""While files of every hostile kind arrive through every door, people work as if nothing happened."""

import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.actions import claims as claim_actions
from claims.enums import CaptureState, ClaimKind
from claims.given import ClaimGiven
from claims.models import CaptureRequest, Claim, Comment, Evidence
from claims.reads.record.verification import verify_chain
from tests.articles.pages import article_data
from tests.captures.outlet import Outlet, open_outlet
from tests.captures.test_worker import database_url
from tests.evidence.test_attach import TYPED
from tests.fetching.wire import reply
from tests.threads import start
from tests.with_postgres import free_port
from verify import settings as production

from .amounts import SIZE, amount
from .hostile_files import HOSTILE
from .people import Person

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_SAVE = 2.0  # seconds, on a machine that does nothing else
QUIET = 50  # saves before the attack
PAUSE = 2.0  # seconds between what one person does: less than any hand needs
# The most expensive first.
WORST = ("attributes", "dates", "invisible", "cells", "text", "pdf")
KINDS = [*WORST, *(kind for kind in HOSTILE if kind not in WORST)][
    : amount("hostile kinds of pages")
]
PEOPLE = (
    "researcher",
    "researcher2",
    "researcher3",
    "reviewer",
    "reviewer2",
    "reviewer3",
    "editor",
    "editor2",
)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with open_outlet() as opened:
        yield opened


@pytest.fixture(autouse=True)
def as_in_production(settings: Any) -> None:
    """Store passwords as the served desk reads them."""
    settings.PASSWORD_HASHERS = production.PASSWORD_HASHERS


@pytest.fixture
def environment(outlet: Outlet, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "verify.settings",
        "FETCH_ALLOWED": ",".join(f"{host}:{port}" for host, port in outlet.server.pairs),
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "2",
    }


@pytest.fixture
def port(environment: dict[str, str], tmp_path: Path) -> Iterator[int]:
    """Serve the test's database as in production, with two processes."""
    number = int(environment["PORT"])
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    gunicorn = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:verify.gunicorn_conf",
        "--workers",
        "2",
    ]
    with (
        (tmp_path / "log").open("ab") as log,
        subprocess.Popen(gunicorn, cwd=ROOT, env=environment, stdout=log, stderr=log) as server,
    ):
        visitor = Person(number, "")
        for _ in range(600):
            try:
                if visitor.get("/healthz")[0]:
                    break
            except OSError:
                time.sleep(0.2)
        yield number
        server.terminate()
        server.wait(120)


def work(person: Person, claim: int, ended: threading.Event) -> None:
    """Comment, add evidence and assess until told to stop, each on a claim of one's own."""
    assert person.log_in() == 302
    person.took.clear()
    for number in count():
        if ended.wait(PAUSE):
            return
        note = {"note": f"Note {number} of {person.name}.", "token": ""}
        person.post(f"/claims/{claim}/evidence/", TYPED | note)
        ended.wait(PAUSE)
        person.post(f"/claims/{claim}/comments/", {"text": f"Comment {number}."})
        ended.wait(PAUSE)
        if person.name.startswith(("reviewer", "editor")):
            page = person.get(f"/claims/{claim}/")[1]
            seen = dict(re.findall(r'name="(seen_round|seen_basis)" value="(\d+)"', page))
            rated = {"rating": "supported", "rationale": "He said so.", "confidence": "low"}
            person.post(f"/claims/{claim}/assess/", seen | rated)


def log_in_again_and_again(person: Person, ended: threading.Event) -> None:
    while not ended.wait(PAUSE):
        person.log_in()


def working(people: dict[Person, int], ninth: Person, meanwhile: Callable[[], None]) -> list[float]:
    """Return how long each save and login took while something else happened."""
    ended = threading.Event()
    threads = [
        *(start(partial(work, person, claim, ended)) for person, claim in people.items()),
        start(partial(log_in_again_and_again, ninth, ended)),
    ]
    try:
        meanwhile()
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    took = [one for person in (*people, ninth) for one in person.took if one[1].startswith("POST")]
    assert [one for one in took if one[2] >= 500] == []
    saved = sum(status == 302 for _, _, status in took)
    assert saved > len(took) / 2, "an assessment may be late, and the rest is saved"
    return [seconds for seconds, _, _ in took]


def summary(took: list[float]) -> dict[str, object]:
    parts = statistics.quantiles(took, n=100, method="inclusive")
    return {
        "saves_and_logins": len(took),
        "s_median": round(statistics.median(took), 2),
        "s_99_percent": round(parts[98], 2),
        "s_longest": round(max(took), 2),
    }


def wait_for_saves(people: Iterable[Person]) -> None:
    begun = time.monotonic()
    while sum(len(person.took) for person in people) < QUIET:
        assert time.monotonic() - begun < 600
        time.sleep(0.1)


def attack(attacker: Person, files: dict[str, Path], claim: int) -> None:
    """Upload every file as an article and as evidence, and paste it."""
    assert attacker.log_in() == 302
    for kind, path in files.items():
        content = path.read_bytes()
        file = SimpleUploadedFile(path.name, content)
        attacker.post("/articles/new/", article_data(text="", headline=kind, upload=file))
        file.seek(0)
        attacker.post(f"/claims/{claim}/evidence/", TYPED | {"note": kind, "upload": file})
        if path.suffix in (".html", ".txt"):
            text = content.decode()
            pasted = article_data(text=text, headline=f"Pasted {kind}")
            shorter = article_data(text=text[:1_900_000], headline=f"Shorter {kind}")
            attacker.post("/articles/new/", pasted)
            attacker.post("/articles/new/", pasted, multipart=True)
            attacker.post("/articles/new/", shorter, multipart=True)


def import_files(files: dict[str, Path], environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "import_articles", *map(str, files.values())]
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)


EXPECTED_PROBLEMS = {"", "too_hard", "too_long", "no_text", "pdf_no_text"}


def wait_until_archived() -> None:
    until = time.monotonic() + 3600
    while CaptureRequest.objects.waiting().exists():
        assert time.monotonic() < until, "the queue stands still"
        time.sleep(1)


def publish_hostile_files(outlet: Outlet, folder: Path) -> dict[str, Path]:
    """Write a file of each hostile kind, and publish it under the number of its kind."""
    files = {}
    for number, kind in enumerate(KINDS):
        suffix, media_type, make = HOSTILE[kind]
        files[kind] = folder / f"{number}{suffix}"
        files[kind].write_bytes(make())
        outlet.pages[f"/{number}"] = reply(files[kind].read_bytes(), media_type=media_type)
    return files


def test_people_work_as_if_nothing_happened(
    cast: Any,
    outlet: Outlet,
    environment: dict[str, str],
    port: int,
    tmp_path: Path,
    figure: Callable[..., None],
) -> None:
    def add(statement: str) -> int:
        given = ClaimGiven(statement, ClaimKind.FACTUAL)
        return claim_actions.add_claim(given, by=cast.researcher).pk

    people = {
        Person(port, getattr(cast, name).username): add(f"The cranes of {name} stay.")
        for name in PEOPLE
    }
    ninth, attackers = (
        Person(port, cast.reader.username),
        [Person(port, getattr(cast, name).username) for name in ("researcher8", "researcher9")],
    )
    assert all(attacker.log_in() == 302 for attacker in attackers)
    target = add("The cranes go.")
    quiet = working(people, ninth, lambda: wait_for_saves(people))
    figure("saves on a quiet desk", **summary(quiet))

    files = publish_hostile_files(outlet, tmp_path)
    outlet.publish("/honest")
    paths = [*(f"/{number}" for number in range(len(KINDS))), "/honest"]

    def everything() -> None:
        for path in paths:
            typed = article_data(text="", headline=path, url=outlet.server.url(path))
            assert attackers[0].post("/articles/new/", typed)[0] == 302
        threads = [
            *(start(partial(attack, one, files, target)) for one in attackers),
            start(partial(import_files, files, environment)),
            start(wait_until_archived),
        ]
        for thread in threads:
            thread.join()

    took = working(people, ninth, everything)
    figure("saves while hostile pages are read", kinds=len(KINDS), **summary(took))
    assert [one for attacker in attackers for one in attacker.took if one[2] >= 500] == []
    if SIZE == "full":  # elsewhere the figures are printed: a busy machine proves nothing
        assert max(took) < LONGEST_SAVE
    states = {one.url: one for one in CaptureRequest.objects.all()}
    assert {one.state for one in states.values()} == {CaptureState.ARCHIVED}
    assert {one.problem_code for one in states.values()} <= EXPECTED_PROBLEMS
    assert {path: outlet.seen[path] for path in paths} == dict.fromkeys(paths, 1), (
        "fetched once each"
    )
    assert Comment.objects.count() > len(PEOPLE) < Evidence.objects.count()
    assert Claim.objects.exists()
    assert verify_chain() == []
