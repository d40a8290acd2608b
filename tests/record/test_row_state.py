"""A row that is changed past the actions, in whatever table, no longer matches what the record says of it."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, models, transaction

from claims.actions.desk import record_untold_rows
from claims.demo.load import load
from claims.enums import ClaimStatus, Role, SourceKind
from claims.models import Claim, Comment, Event, Source, StateDigest, state, triggers
from claims.reads.record.row_state import verify_state
from claims.reads.record.verification import verify_desk
from tests.conftest import Cast
from tests.demo.demo_desk import PASSWORD
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def filled(module_cast: Cast) -> None:
    load(PASSWORD)


def faults() -> list[str]:
    return [str(fault) for fault in verify_state()]


def codes() -> set[str]:
    return {fault.code for fault in verify_state()}


@pytest.fixture
def unguarded() -> None:
    """Work on the database as somebody does who has dropped its triggers first."""
    triggers.remove(connection)


def other_value(field: Any, value: Any) -> Any:
    """Return a value of the column's type that is not this one."""
    if isinstance(field, models.JSONField):
        return {"else": True}
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)) + datetime.timedelta(1)
    if isinstance(field, models.DateField):
        return (value or datetime.date(2026, 1, 1)) + datetime.timedelta(1)
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        text = str(value or "")
        return ("x" if text[:1] != "x" else "y") + text[1:]
    return (value or 0) + 1


def change(table: str, turn: int) -> str | None:
    """Change one column of one row of the table, another one each turn; return the row's name in a fault."""
    model = state.described()[table]
    names = [name for name in state.columns_of(table) if name != "id"]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if turn >= len(names):
        return None
    name, keys = names[turn], list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return None
    rows = model._base_manager.filter(pk=keys[turn % len(keys)])
    value = other_value(fields[name], rows.values_list(name, flat=True).get())
    try:
        with transaction.atomic():
            rows.update(**{name: value})
    except IntegrityError:
        return None  # the database refuses it
    return f"{table} {keys[turn % len(keys)]}"


def test_demo_desk_is_as_recorded() -> None:
    assert faults() == []
    empty = {
        table for table, model in state.described().items() if not model._base_manager.exists()
    }
    assert len(state.described().keys() - empty) > 15
    told = StateDigest.objects.values_list("of_table", flat=True).distinct()
    assert set(told) >= state.described().keys() - empty


@pytest.mark.usefixtures("unguarded")
def test_every_column_of_every_table_is_compared() -> None:
    changed = 0
    for turn in range(max(len(state.columns_of(table)) for table in state.described())):
        with transaction.atomic():
            rows = [row for table in state.described() if (row := change(table, turn))]
            changed += len(rows)
            found = faults()
            assert [row for row in rows if not any(f"the row {row} " in f for f in found)] == []
            assert len(found) == len(rows)
            transaction.set_rollback(True)
    assert changed > 200


@pytest.mark.usefixtures("unguarded")
def test_removed_and_added_rows_are_found() -> None:
    Comment.objects.filter(pk=Comment.objects.latest("pk").pk).delete()
    assert codes() == {"missing"}
    Source.objects.create(
        name="A stranger", kind=SourceKind.OUTLET, created_at=Event.objects.latest("seq").at
    )
    assert codes() == {"missing", "unrecorded"}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("change", ["digest", "removed", "invented"])
def test_changed_digests_are_found(change: str) -> None:
    digests = StateDigest.objects.filter(pk=StateDigest.objects.earliest("pk").pk)
    if change == "digest":
        digests.update(digest="0" * 64)
    elif change == "removed":
        digests.delete()
    else:
        StateDigest.objects.create(
            seq=9_999_999, of_table="claims_claim", row_id=1, digest="0" * 64
        )
    assert codes() & {"altered", "unrecorded"}


def test_role_that_no_event_gave_is_found(cast: Cast) -> None:
    cast.reader.groups.add(Group.objects.get(name=Role.ADMIN))
    assert [fault.code for fault in verify_state()] == ["unrecorded"]


def test_next_action_does_not_take_over_what_was_changed_past_the_actions(cast: Cast) -> None:
    claim = Claim.objects.filter(status=ClaimStatus.OPEN).first()
    Claim.objects.filter(pk=claim.pk).update(statement="Not what anybody wrote.")
    SourceFactory(by=cast.researcher)
    assert [f"the row claims_claim {claim.pk} " in fault for fault in faults()] == [True]


@pytest.mark.usefixtures("unguarded")
def test_rows_of_an_older_desk_are_recorded_once(cast: Cast) -> None:
    StateDigest.objects.all().delete()
    assert list(verify_state()) != []
    Event.objects.update(state="")
    assert faults() == []  # nothing is said of its rows
    record_untold_rows()
    assert faults() == []
    before = Event.objects.count()
    record_untold_rows()
    assert Event.objects.count() == before + 1
    Claim.objects.filter(pk=Claim.objects.earliest("pk").pk).update(statement="Forged.")
    assert codes() == {"altered"}


def test_whole_desk_verifies() -> None:
    assert list(verify_desk(None)) == []
