"""verify_record finds what was changed behind the triggers' back, and says which Event speaks against it."""

import json
import shutil
from collections.abc import Callable
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as desk_settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from claims.actions import review
from claims.enums import ClaimStatus
from claims.models import Assessment, Event, RecordHead, Reweighing, Snapshot, Verdict, triggers
from claims.reads.record.verification import (
    PAGE,
    verify_chain,
    verify_copies,
    verify_reweighings,
    verify_sealed,
)
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory

pytestmark = pytest.mark.django_db
S = ClaimStatus


@pytest.fixture(scope="module", autouse=True)
def filled(module_cast: Cast) -> Path:
    """A claim signed off, one retracted, one disagreed upon; two archived articles; comments and the rest.

    The folder of its copies.
    """
    for status in (S.SIGNED_OFF, S.DISAGREED, S.SIGNED_OFF):
        article = ArticleFactory(by=module_cast.researcher)
        claim = ClaimFactory(people=module_cast, article=article, status=status)
        EvidenceFactory(claim=claim, by=module_cast.researcher, article=article)
    claim.refresh_from_db()
    review.withdraw_claim(
        claim, reason="no claim", seen_revision=claim.revision, by=module_cast.editor
    )
    return Path(desk_settings.MEDIA_ROOT)


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Run SQL as someone would who has the database and no scruples."""
    triggers.remove(connection)

    def run(sql: str, *values: Any, put_triggers_back: bool = True) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if put_triggers_back:
            triggers.install(connection)

    return run


def verify(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_record", *arguments, stdout=out)
    return out.getvalue()


def faults(*arguments: str) -> str:
    """What the command says of a record that it refuses."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_record", *arguments, stdout=out)
    assert error.value.returncode != 0
    return out.getvalue()


def test_untouched_record_is_intact() -> None:
    head = RecordHead.objects.get(pk=1)
    assert f"{head.seq} Events, head {head.hash}" in verify()
    assert verify_chain() == []


def test_record_longer_than_one_page_is_read_to_its_end(cast: Any) -> None:
    for _ in range(PAGE):
        SourceFactory(by=cast.researcher)  # with the account's own, one more than a page
    head = RecordHead.objects.get(pk=1)
    assert head.seq > PAGE
    assert f"The record is intact: {head.seq} Events" in verify()


EVENT_COLUMNS = {
    "at": "2020-01-01 00:00:00+00:00",
    "by_name": "somebody",
    "verb": "commented",
    "object_type": "claims",
    "object_id": 77,
    "claim_revision": 77,
    "before": '{"a":1}',
    "after": '{"a":1}',
    "reason": "another",
    "token": "another",
    "previous_hash": "f" * 64,
    "hash": "e" * 64,
}


@pytest.mark.parametrize("column", EVENT_COLUMNS)
def test_changed_column_of_event_is_reported_with_its_number(
    tamper: Callable[..., None], column: str
) -> None:
    event = Event.objects.get(seq=5)
    tamper(f"UPDATE claims_event SET {column} = %s WHERE seq = 5", EVENT_COLUMNS[column])

    assert event.hash
    assert "Event 5: its hash does not match its content." in faults()


@pytest.mark.parametrize("column", ["by_id", "claim_id"])
def test_event_given_to_another_person_or_claim_is_reported(
    tamper: Callable[..., None], column: str
) -> None:
    seq = Event.objects.filter(claim__isnull=False).earliest("seq").seq
    tamper(f"UPDATE claims_event SET {column} = NULL WHERE seq = %s", seq)

    assert f"Event {seq}: its hash does not match" in faults()


def test_event_removed_from_the_middle_is_reported(tamper: Callable[..., None]) -> None:
    tamper("DELETE FROM claims_event WHERE seq = 5")
    assert "Event 6: Event 5 is missing before it." in faults()


def test_two_swapped_events_are_reported(tamper: Callable[..., None]) -> None:
    tamper("UPDATE claims_event SET seq = 1005 WHERE seq = 5", put_triggers_back=False)
    tamper("UPDATE claims_event SET seq = 5 WHERE seq = 6", put_triggers_back=False)
    tamper("UPDATE claims_event SET seq = 6 WHERE seq = 1005")

    said = faults()
    assert "Event 5: " in said
    assert "Event 6: " in said


def test_event_beyond_the_head_is_reported(tamper: Callable[..., None]) -> None:
    head = RecordHead.objects.get(pk=1)
    RecordHead.objects.update(seq=head.seq - 1, hash=Event.objects.get(seq=head.seq).previous_hash)

    assert f"Event {head.seq}: it comes after the head" in faults()


def cut_off(number: int) -> None:
    """Take the last Events away and set the head back, so that what is left is a chain without fault."""
    last = RecordHead.objects.get(pk=1).seq - number
    triggers.remove(connection)
    Event.objects.filter(seq__gt=last).delete()
    triggers.install(connection)
    event = Event.objects.get(seq=last)
    RecordHead.objects.update(seq=last, hash=event.hash, at=event.at)


def test_missing_last_event_is_reported_by_the_head(tamper: Callable[..., None]) -> None:
    last = RecordHead.objects.get(pk=1).seq
    tamper("DELETE FROM claims_event WHERE seq = %s", last)

    assert f"Event {last - 1}: it is the last Event, but the head counts {last}." in faults()


def test_passing_run_writes_the_checkpoint_and_the_next_moves_it(tmp_path: Path, cast: Any) -> None:
    file = tmp_path / "checkpoint.json"
    assert "did not exist and was created" in verify("--checkpoint", str(file))
    head = RecordHead.objects.get(pk=1)
    written = json.loads(file.read_text())
    assert (written["seq"], written["hash"]) == (head.seq, head.hash)
    assert written["at"] == head.at.isoformat()

    ClaimFactory(people=cast)
    verify("--checkpoint", str(file))

    assert json.loads(file.read_text())["seq"] == head.seq + 1
    assert [path.name for path in tmp_path.glob("checkpoint*")] == ["checkpoint.json"]


def test_only_the_checkpoint_shows_a_chain_cut_short(cast: Any, tmp_path: Path) -> None:
    claim = ClaimFactory(people=cast)
    for number in range(3):
        review.comment(claim, f"comment {number}", by=cast.researcher)
    file = tmp_path / "checkpoint.json"
    verify("--checkpoint", str(file))
    before, seq = file.read_text(), RecordHead.objects.get(pk=1).seq

    cut_off(2)

    assert verify_chain() == []
    assert f"Event {seq}: the checkpoint has it, but the record ends at {seq - 2}." in faults(
        "--checkpoint", str(file)
    )
    assert file.read_text() == before


def test_only_the_checkpoint_shows_a_recomputed_chain(cast: Any, tmp_path: Path) -> None:
    claim = ClaimFactory(people=cast)
    review.comment(claim, "It was closed.", by=cast.researcher)
    file = tmp_path / "checkpoint.json"
    verify("--checkpoint", str(file))
    triggers.remove(connection)
    event = Event.objects.latest("seq")
    event.after["text"] = "It was open."
    event.hash = event.computed_hash()
    event.save()
    RecordHead.objects.update(hash=event.hash)
    triggers.install(connection)

    assert verify_chain() == []
    assert f"Event {event.seq}: it is not the Event in the checkpoint." in faults(
        "--checkpoint", str(file)
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seq": "x", "hash": "", "at": null}', "\0"])
def test_broken_checkpoint_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    file = tmp_path / "checkpoint.json"
    file.write_text(text)

    with pytest.raises(CommandError, match="is not a checkpoint"):
        verify("--checkpoint", str(file))
    assert file.read_text() == text


def test_checkpoint_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="could not be written"):
        verify("--checkpoint", str(tmp_path / "no" / "such" / "folder.json"))


# Sealed rows


def other_value(field: Any, row: models.Model) -> Any:
    """Another value that the column takes."""
    value = field.value_from_object(row)
    if isinstance(field, models.JSONField):
        return json.dumps({"altered": True})
    if isinstance(field, models.DateTimeField):
        return "2020-01-01 00:00:00+00:00"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.IntegerField | models.ForeignKey):
        return (value or 0) + 1
    return "x" * min(field.max_length or 64, 64)


@pytest.mark.parametrize("model", [Verdict, Assessment, Snapshot], ids=lambda m: m.__name__)
def test_every_altered_column_of_a_sealed_row_is_reported(model: type[models.Model]) -> None:
    row = model._default_manager.earliest("pk")
    name = "copy" if model is Snapshot else model._meta.model_name
    triggers.remove(connection)
    seen, refused = set(), set()
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        value = other_value(field, row)
        if isinstance(field, models.ForeignKey):
            others = field.related_model._default_manager.exclude(pk=getattr(row, field.attname))
            value = others.values_list("pk", flat=True).first() or 1
        sql = f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s"
        with transaction.atomic():
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(sql, [value, row.pk])
                found = "\n".join(map(str, chain(verify_sealed(), verify_copies())))
            except IntegrityError:
                refused.add(field.name)  # by a constraint of the table itself
            else:
                seen |= {field.name} if f"{name} {row.pk}" in found else set()
            transaction.set_rollback(True)

    assert seen | refused == {f.name for f in model._meta.concrete_fields if not f.primary_key}
    assert len(refused) <= 3


@pytest.mark.parametrize("model", [Verdict, Assessment])
def test_missing_sealed_row_is_reported(
    tamper: Callable[..., None], model: type[models.Model]
) -> None:
    row = model._default_manager.filter(claim__verdict=None).last() if model is Assessment else None
    if row is None:
        row = model._default_manager.filter(kind="retracted").get()
        tamper(
            "UPDATE claims_claim SET verdict_id = NULL WHERE status = 'withdrawn'",
            put_triggers_back=False,
        )
    tamper(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk)

    assert f"its {model._meta.model_name} is gone." in faults()


def test_sealed_row_that_no_event_names_is_reported() -> None:
    one = Assessment.objects.latest("pk")
    one.pk, one.attempt = None, 9
    one.save(force_insert=True)

    assert f"No Event names the assessment {one.pk} of claim {one.claim_id}." in faults()


def test_archived_copy_that_no_event_names_is_reported() -> None:
    one = Snapshot.objects.latest("pk")
    one.pk = None
    one.save(force_insert=True)

    assert "No Event names 1 of the archived copies." in faults()


# Files


@pytest.fixture
def capture(filled: Path, settings: Any, tmp_path: Path) -> Path:
    """One of the files, in a folder that is the test's own."""
    settings.MEDIA_ROOT = shutil.copytree(filled, tmp_path / "captures")
    return Path(settings.MEDIA_ROOT) / str(Snapshot.objects.earliest("pk").file)


def test_changed_byte_of_archived_file_is_reported(capture: Path) -> None:
    content = bytearray(capture.read_bytes())
    content[10] ^= 1
    capture.write_bytes(content)

    assert f"{capture.name} is not what was archived" in faults()


def test_missing_archived_file_is_reported(capture: Path) -> None:
    capture.unlink()
    assert f"{capture.name} of archived copy" in faults()


def test_missing_trigger_is_reported() -> None:
    triggers.remove(connection)
    assert "The trigger claims_event_no_update is missing" in faults()


@pytest.mark.parametrize("broken", ["{", "[]", "7", '"x"', '{"a":"\\ud800"}'])
@pytest.mark.parametrize("column", ["before", "after"])
def test_unreadable_event_hides_no_other_fault(
    tamper: Callable[..., None], column: str, broken: str
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL keeps what is no JSON out of the column")
    tamper_unchecked(column, broken)
    tamper("UPDATE claims_event SET reason = 'altered' WHERE seq = 7")

    said = faults()
    assert "Event 5: " in said
    assert "Event 7: its hash does not match" in said


def tamper_unchecked(column: str, value: str) -> None:
    """Past the CHECK that a JSON column has on SQLite, as an edit of the file's bytes would be."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        cursor.execute(f"UPDATE claims_event SET {column} = %s WHERE seq = 5", [value])
        cursor.execute("PRAGMA ignore_check_constraints=OFF")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE claims_reweighing SET failing = 'two_origins' WHERE id = {pk}", "altered"),
        ("UPDATE claims_reweighing SET what = 'outlet_changed' WHERE id = {pk}", "altered"),
        ("UPDATE claims_reweighing SET non_party_origins = 7 WHERE id = {pk}", "altered"),
        ("UPDATE claims_reweighing SET seq = seq - 1 WHERE id = {pk}", "missing"),
        ("DELETE FROM claims_reweighing WHERE id = {pk}", "missing"),
        ("UPDATE claims_reweighing SET seq = 1 WHERE id = {pk}", "unrecorded"),
    ],
)
def test_weighing_that_is_not_what_its_event_says_is_reported(
    tamper: Callable[..., None], sql: str, said: str
) -> None:
    weighing = Reweighing.objects.earliest("pk")
    assert list(verify_reweighings()) == []

    tamper(sql.format(pk=weighing.pk))

    assert said in {fault.code for fault in verify_reweighings()}


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("claims_event", "reason", "Event {seq}: it cannot be read."),
        ("claims_verdict", "rationale", "The verdict {pk} cannot be read."),
        ("claims_assessment", "rationale", "The assessment {pk} cannot be read."),
        ("claims_snapshot", "file", "The archived copy {pk} cannot be read."),
    ],
)
def test_bytes_that_are_not_text_are_reported_and_hide_no_other_fault(
    tamper: Callable[..., None], capture: Path, table: str, column: str, said: str
) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL keeps bytes that are no text out of the column")
    pk = {"claims_event": Event, "claims_verdict": Verdict, "claims_assessment": Assessment}.get(
        table, Snapshot
    )._default_manager.earliest("pk").pk  # fmt: skip
    tamper(f"UPDATE {table} SET {column} = CAST(x'ff' AS TEXT) WHERE id = {pk}")
    last = Snapshot.objects.only("file").latest("pk")
    (capture.parent.parent / str(last.file)).unlink()

    found = faults()
    assert said.format(pk=pk, seq=1) in found
    assert f"of archived copy {last.pk} cannot be read" in found


def test_record_without_head_fails_verification() -> None:
    RecordHead.objects.all().delete()
    assert "The record has no head." in faults()
