"""import_articles: files and manifests in batches, runs that are repeated, and refused rows."""

import csv
import hashlib
import io
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.actions.sources import add_source
from claims.enums import SourceKind, Verb
from claims.given import SourceDetails
from claims.models import Article, Event, Source
from tests.factories import BODY, body
from tests.terminal import MANAGE, environment, stop

COLUMNS = ["file", "publisher", "title", "published", "url", "language"]
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "manifest.csv"


class CommandRun:
    def __init__(self, *paths: Path) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.error: CommandError | None = None
        try:
            call_command("import_articles", *map(str, paths), stdout=out, stderr=err)
        except CommandError as error:
            self.error = error
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def manifest(tmp_path: Path) -> Any:
    """Return a function: `manifest([{...}, ...])` writes a manifest, and those of its files that do not exist."""

    def write(rows: list[dict[str, str]], columns: list[str] | None = None) -> Path:
        path = tmp_path / "manifest.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            lines = csv.DictWriter(file, columns or COLUMNS, restval="")
            lines.writeheader()
            lines.writerows(rows)
        return path

    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(body(number), encoding="utf-8")
    return write


def test_a_manifest_gives_the_details_of_each_article(db: Any, manifest: Any) -> None:
    rows = [
        {
            "file": "0.txt",
            "publisher": "Port Example Gazette",
            "title": "Cranes stay",
            "published": "2031-07-30",
            "url": "https://example.org/cranes",
            "language": "en",
        },
        {"file": "1.txt", "publisher": "port example gazette", "published": "2031-07"},
        {"file": "2.txt", "published": "last Thursday"},
    ]
    ran = CommandRun(manifest(rows))
    assert ran.error is None
    assert "3 new, 0 unchanged, 0 refused" in ran.out
    first, second, third = Article.objects.order_by("pk")
    gazette = Source.objects.get(name="Port Example Gazette")
    assert gazette.kind == SourceKind.OUTLET
    assert (first.publisher, second.publisher, third.publisher) == (gazette, gazette, None)
    assert (first.headline, first.url, first.language) == (
        "Cranes stay",
        "https://example.org/cranes",
        "en",
    )
    assert [a.published.edtf for a in (first, second, third)] == ["2031-07-30", "2031-07", ""]
    assert third.published.words == "last Thursday"
    assert first.snapshot.original_name == "0.txt"
    assert Event.objects.filter(verb=Verb.ARTICLES_IMPORTED).count() == Event.objects.count() == 1


def test_a_second_run_changes_nothing(db: Any, manifest: Any) -> None:
    path = manifest([{"file": f"{n}.txt", "publisher": "Gazette"} for n in range(3)])
    CommandRun(path)
    before = list(Article.objects.values()), list(Source.objects.values()), Event.objects.count()
    ran = CommandRun(path)
    assert ran.error is None
    assert "0 new, 3 unchanged, 0 refused" in ran.out
    assert before == (
        list(Article.objects.values()),
        list(Source.objects.values()),
        Event.objects.count(),
    )


def test_a_publisher_is_found_by_its_alias(cast: Any, manifest: Any) -> None:
    gazette = add_source(
        SourceDetails("Gazette of Port Example", SourceKind.OUTLET, aliases="The Gazette"),
        by=cast.researcher,
    )
    CommandRun(manifest([{"file": "0.txt", "publisher": "the gazette"}]))
    assert Article.objects.get().publisher == gazette


BAD: list[tuple[str, dict[str, str]]] = [
    ("a file that is not there", {"file": "missing.txt"}),
    ("no file", {"title": "Nothing"}),
    ("a file outside the folder", {"file": "../outside.txt"}),
    ("an absolute path", {"file": "/etc/hostname.txt"}),
    ("a link out of the folder", {"file": "link.txt"}),
    ("a folder", {"file": "folder.txt"}),
    ("another kind of file", {"file": "picture.png"}),
    ("an empty file", {"file": "empty.txt"}),
    ("a file with NUL", {"file": "nul.txt"}),
    ("a file that is too large", {"file": "large.txt"}),
    ("a name with NUL", {"file": "1.txt", "publisher": "Gaz\0ette"}),
    ("a name that is too long", {"file": "1.txt", "publisher": "G" * 201}),
    ("a title that is too long", {"file": "1.txt", "title": "T" * 501}),
    ("no URL", {"file": "1.txt", "url": "javascript:alert(1)"}),
    ("no language", {"file": "1.txt", "language": "English!"}),
]


@pytest.mark.parametrize(("fault", "row"), BAD, ids=[fault for fault, _ in BAD])
def test_an_invalid_row_is_reported_by_its_line_and_the_others_are_imported(
    fault: str, row: dict[str, str], db: Any, manifest: Any, tmp_path: Path
) -> None:
    outside = tmp_path.parent / "outside.txt"
    outside.write_text(BODY)
    (tmp_path / "link.txt").symlink_to(outside)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "nul.txt").write_bytes(BODY.encode() + b"\0")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(10_000_001)
    path = manifest([{"file": "0.txt"}, row, {"file": "2.txt"}])
    ran = CommandRun(path)
    outside.unlink()
    assert ran.error is not None
    assert ran.error.returncode == 1
    assert f"{path} line 3: refused: " in ran.err
    assert ran.err.count("refused") == 1
    assert "2 new, 0 unchanged, 1 refused" in ran.out
    assert Article.objects.count() == 2
    assert not Source.objects.exclude(kind=SourceKind.DESK).exists()


def test_the_number_of_a_row_is_the_line_where_it_begins(db: Any, manifest: Any) -> None:
    path = manifest([{"file": "0.txt", "title": "Cranes\nstay\nput"}, {"file": "missing.txt"}])
    ran = CommandRun(path)
    assert "line 5: refused" in ran.err
    assert Article.objects.get().headline == "Cranes stay put"


def test_a_repeated_row_is_one_article(db: Any, manifest: Any) -> None:
    ran = CommandRun(manifest([{"file": "0.txt"}, {"file": "0.txt"}]))
    assert ran.error is None
    assert "1 new, 1 unchanged, 0 refused" in ran.out


def test_unknown_columns_are_reported_and_ignored(db: Any, manifest: Any) -> None:
    rows = [{"file": "0.txt", "note": "see below", "editor": "me"}]
    ran = CommandRun(manifest(rows, [*COLUMNS, "note", "editor"]))
    assert "ignored columns: note, editor" in ran.out
    assert Article.objects.count() == 1


def test_the_file_column_is_enough_and_empty_lines_are_skipped(db: Any, manifest: Any) -> None:
    path = manifest([{"file": "0.txt"}], ["file"])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\r\n,,\r\n \r\n")
    # A byte order mark, as spreadsheets write it, is no part of the first column's name.
    ran = CommandRun(path)
    assert ran.err == ""
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,publisher\r\n0.txt,Gazette\r\n",
        b"file^publisher\r\n0.txt^Gazette\r\n",
        b"file,title,title\r\n0.txt,A,B\r\n",
        "file,publisher\r\n0.txt,Κλειστό\r\n".encode("cp1253"),
        b'file,"publisher\r\n0.txt,never closed\r\n',
    ],
    ids=["empty", "other names", "carets", "a column twice", "not UTF-8", "an open quote"],
)
def test_nothing_is_imported_from_an_unreadable_manifest(
    content: bytes, db: Any, manifest: Any
) -> None:
    path = manifest([])
    path.write_bytes(content)
    ran = CommandRun(path)
    assert ran.error is not None
    assert str(path) in str(ran.error)
    assert not Article.objects.exists()


def test_a_row_with_more_cells_than_columns_is_refused(db: Any, manifest: Any) -> None:
    path = manifest([{"file": "0.txt"}])
    path.write_text("file,title\n0.txt,Cranes, all four\n1.txt,Cranes\n")
    ran = CommandRun(path)
    assert "line 2: refused" in ran.err
    assert Article.objects.count() == 1


def test_a_missing_manifest_is_reported(tmp_path: Path, db: Any) -> None:
    assert CommandRun(tmp_path / "no.csv").error is not None


def test_files_can_be_imported_without_a_manifest(db: Any, manifest: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.HTML"
    page.write_text(f"<html lang=en><title>Cranes stay</title><p>{BODY}</p></html>")
    ran = CommandRun(tmp_path / "0.txt", page, tmp_path / "missing.txt")
    assert ran.error is not None
    assert f"{tmp_path / 'missing.txt'}: refused" in ran.err
    assert "2 new, 0 unchanged, 1 refused" in ran.out
    assert [a.snapshot.media_type for a in Article.objects.order_by("pk")] == [
        "text/plain",
        "text/html",
    ]


def test_bytes_that_could_not_be_decoded_are_reported(db: Any, tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes(b"\xef\xbb\xbf" + BODY.encode() + b"\xff\xfe\xff")
    ran = CommandRun(path)
    assert ran.error is None
    assert "3 bytes" in ran.err
    assert Article.objects.get().snapshot.replaced_characters == 3


def test_every_fifty_rows_are_one_event(db: Any, manifest: Any, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Crane {number} was oiled, the port said.\n")
    ran = CommandRun(manifest([{"file": f"{number}.txt"} for number in range(60)]))
    assert "60 new" in ran.out
    batches = Event.objects.order_by("seq")
    assert [len(event.after["articles"]) for event in batches] == [50, 10]


@pytest.mark.django_db
def test_a_stopped_import_continues_when_it_is_run_again(migrated: Path, tmp_path: Path) -> None:
    """Run it in a process and on a terminal of its own, and stop it with Ctrl+C."""
    total = 150
    for number in range(total):
        (tmp_path / f"{number}.txt").write_text(f"Crane {number} was oiled, the port said.\n")
    path = tmp_path / "manifest.csv"
    path.write_text("file\n" + "".join(f"{number}.txt\n" for number in range(total)))
    env = environment(tmp_path)
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    command = ["import_articles", str(path)]

    code, out = stop(signal.SIGINT, command, env, seen=b"50 of 150")
    assert code == 130
    stopped_at = int(out.split(" new")[0])
    assert 0 < stopped_at < total
    assert stopped_at % 50 == 0

    second = subprocess.run(
        [*MANAGE, *command], env=env, capture_output=True, text=True, check=True
    )
    assert f"{total - stopped_at} new, {stopped_at} unchanged, 0 refused" in second.stdout
    assert f"{total} articles read for suggestions" in second.stdout
    assert second.stderr == ""  # no progress where nobody watches


# Start, length and SHA-256 of the first sentence of each body: the words belong to their publishers.
FIRST_SENTENCES = {
    "000_8ed1a66c79d054f5.txt": (575, 283, "23d1e4fe629f6ad24f49a49536ec1dd70cbfe63fd109ea0e6c95384010c38e89"),
    "001_a04d2bc6ab2e97e7.txt": (473, 109, "014f66088ba70dc570b93136a336c42f91b1ef272a25b65839966355cfff6253"),
    "002_32adc1dd58a98b40.txt": (118, 176, "a4f73a4af2a179230b761d6034ea34234bc67ec9854634f0185a2a0ac1948e49"),
    "003_a48a5c26eb42239f.txt": (113, 164, "8f2e268a4bbcfa1ef3cbc1c481090ed45536da4396f11b659bd2f2f9b5ff94df"),
    "004_cb3a59321c21f76c.txt": (108, 207, "9f867b2430d9c2c38933abb5ecc1b6c61e5563ba7bea028c7ce8c65ca6b362c7"),
}  # fmt: skip


@pytest.mark.skipif(not SEEDS.exists(), reason="the five real articles are not on this machine")
def test_the_five_real_articles_are_imported_completely(db: Any) -> None:
    ran = CommandRun(SEEDS)
    assert (ran.error, ran.err) == (None, "")
    assert "5 new, 0 unchanged, 0 refused" in ran.out
    assert "ignored columns: note" in ran.out
    again = CommandRun(SEEDS)
    assert "0 new, 5 unchanged, 0 refused" in again.out
    assert Event.objects.count() == 1
    for article in Article.objects.select_related("snapshot"):
        snapshot = article.snapshot
        start, length, sha256 = FIRST_SENTENCES[snapshot.original_name]
        end = start + length
        assert hashlib.sha256(snapshot.text[start:end].encode()).hexdigest() == sha256
        folded = [span for span in snapshot.folded if span[0] < end and start < span[1]]
        assert folded == [], f"{snapshot.original_name}: its first sentence is folded"
