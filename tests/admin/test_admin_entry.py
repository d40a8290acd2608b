"""Data entry in the admin: each form runs one action, which appends exactly one Event."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from claims.enums import Verb
from claims.given import Conflict
from claims.models import Appearance, Article, Claim, Desk, Evidence, Question, Rating, Source
from tests.conftest import PASSWORD
from tests.factories import BODY, ArticleFactory, SourceFactory

from .conftest import address, errors_of, form_on, send

pytestmark = [pytest.mark.any_database, pytest.mark.usefixtures("rows")]

ADDED: dict[str, tuple[type[Any], str, dict[str, Any], Verb]] = {
    "source": (
        Source,
        "researcher",
        {"name": "Port Example Radio", "kind": "outlet", "aliases": "PER\r\nRadio Port"},
        Verb.SOURCE_ADDED,
    ),
    "question": (
        Question,
        "researcher",
        {"text": "Will the port be sold?"},
        Verb.QUESTION_ADDED,
    ),
    "article": (
        Article,
        "researcher",
        {"text": BODY, "headline": "Cranes stay", "published_edtf": "2031-04"},
        Verb.ARTICLE_ADDED,
    ),
    "claim": (
        Claim,
        "researcher",
        {"statement": "The port keeps its cranes.", "kind": "factual", "said_on_words": "Tuesday"},
        Verb.CLAIM_ADDED,
    ),
    "user": (
        User,
        "admin",
        {"username": "newcomer", "roles": ["reviewer"], "email": "newcomer@example.org"},
        Verb.USER_CREATED,
    ),
    "rating": (
        Rating,
        "admin",
        {"code": "misleading", "label": "Misleading", "definition": "True, and misleads."},
        Verb.RATING_ADDED,
    ),
}

CHANGED: dict[str, tuple[str, dict[str, Any], Verb]] = {
    "source": ("researcher", {"interest": "It owns the port."}, Verb.SOURCE_CHANGED),
    "question": ("researcher", {"note": "Asked in May."}, Verb.QUESTION_CHANGED),
    "article": ("researcher", {"authors": "A. Writer"}, Verb.ARTICLE_CHANGED),
    "claim": ("researcher", {"statement": "The port sells a crane."}, Verb.CLAIM_CHANGED),
    "appearance": ("researcher", {"translation": "In other words."}, Verb.APPEARANCE_CHANGED),
    "evidence": ("researcher", {"note": "Read twice."}, Verb.EVIDENCE_CHANGED),
    "user": ("admin", {"roles": ["researcher"]}, Verb.USER_CHANGED),
    "rating": ("admin", {"label": "Borne out"}, Verb.RATING_CHANGED),
    "desk": ("admin", {"assessments_required": "2"}, Verb.DESK_CHANGED),
}

# Columns that only the workflow or an action writes, or nobody.
NOT_IN_THE_FORM = {
    "status": "signed_off",
    "revision": "77",
    "round": "9",
    "basis": "9",
    "completed_round": "9",
    "verdict": "1",
    "assignee": "1",
    "assessments_required_by": "5",
    "created_by": "1",
    "is_superuser": "on",
    "is_staff": "on",
    "password": "md5$x$y",
    "withdrawn_reason": "gone",
    "quote_check": "by_eye",
    "snapshot": "",
    "statement_key": "x",
}


def all_rows() -> dict[str, list[Any]]:
    """Return every row of every table that the desk writes."""
    tables = [t for t in connection.introspection.table_names() if t.startswith("claims_")]
    tables += ["auth_user", "auth_user_groups"]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found


@pytest.mark.parametrize("model", ADDED)
def test_adding_a_row_appends_one_event(model: str, login: Any, last_event: Any) -> None:
    kind, member, typed, verb = ADDED[model]
    client = login(member)
    events, rows = last_event.count(), kind.objects.count()
    response = send(client, address(model, "add"), **typed)
    assert response.status_code == 302, errors_of(response)
    assert kind.objects.count() == rows + 1
    assert last_event.count() == events + 1
    event = last_event()
    assert (event.verb, event.by.username) == (verb, member)
    assert event.object_id == kind.objects.latest("pk").pk
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("model", CHANGED)
def test_changing_a_row_appends_one_event(
    model: str, rows: Any, login: Any, last_event: Any
) -> None:
    member, typed, verb = CHANGED[model]
    client = login(member)
    events = last_event.count()
    response = send(client, address(model, "change", rows[model]), **typed)
    assert response.status_code == 302, errors_of(response)
    assert last_event.count() == events + 1
    event = last_event()
    assert (event.verb, event.object_id) == (verb, rows[model].pk)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("model", CHANGED)
def test_saving_without_a_change_writes_nothing(model: str, rows: Any, login: Any) -> None:
    client = login(CHANGED[model][0])
    client.get(address(model, "changelist"))
    before = all_rows()
    response = send(client, address(model, "change", rows[model]))
    assert response.status_code == 302, errors_of(response)
    assert all_rows() == before


@pytest.mark.parametrize("model", CHANGED)
def test_opening_pages_writes_nothing(model: str, rows: Any, login: Any) -> None:
    client = login(CHANGED[model][0])
    before = all_rows()
    for url in (address(model, "change", rows[model]), address(model, "changelist") + "?q=a"):
        client.get(url, follow=True)
        client.head(url)
    assert all_rows() == before


@pytest.mark.parametrize("model", CHANGED)
def test_fields_that_are_not_in_the_form_are_ignored(
    model: str, rows: Any, login: Any, last_event: Any
) -> None:
    member, typed, _ = CHANGED[model]
    client = login(member)
    url = address(model, "change", rows[model])
    form = form_on(client.get(url))
    smuggled = {name: value for name, value in NOT_IN_THE_FORM.items() if name not in form}
    before = type(rows[model]).objects.filter(pk=rows[model].pk).values().get()
    response = client.post(url, form | typed | smuggled)
    assert response.status_code == 302, errors_of(response)
    after = type(rows[model]).objects.filter(pk=rows[model].pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    set_by_the_action = {
        "claim": {"revision", "basis", "statement_key"},  # its statement is part of the basis
        "user": {"is_staff"},  # by its new role
    }
    assert changed - typed.keys() <= {"revision"} | set_by_the_action.get(model, set())
    if "revision" in after:
        assert after["revision"] == before["revision"] + (model != "appearance")
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.parametrize("model", sorted(CHANGED.keys() - {"user"}))
@pytest.mark.parametrize("revision", ["older", "missing", "garbled", "huge"])
def test_a_stale_form_keeps_what_was_typed(
    model: str, revision: str, rows: Any, login: Any, last_event: Any
) -> None:
    member, typed, _ = CHANGED[model]
    client = login(member)
    url = address(model, "change", rows[model])
    form = form_on(client.get(url)) | typed
    seen = int(form["seen_revision"][0])
    sent = {"older": str(seen - 1), "garbled": "x", "huge": "9" * 40}.get(revision)
    form["seen_revision"] = [sent] if sent is not None else []
    before = all_rows()
    response = client.post(url, form)
    assert response.status_code == 409
    assert all_rows() == before
    shown = form_on(response)
    for name, value in typed.items():
        assert shown[name] in ([value], value)
    assert shown["seen_revision"] == [str(seen)]
    conflict = response.context["conflicts"][0]
    assert conflict.label and conflict.theirs != conflict.yours
    # The page showed both texts: submitted again, this one replaces the other.
    assert client.post(url, shown).status_code == 302
    assert last_event.count() == len(before["claims_event"]) + 1


def test_the_second_of_two_people_who_change_a_source_sees_both_texts(
    rows: Any, login: Any, cast: Any
) -> None:
    url = address("source", "change", rows["source"])
    first, second = login("researcher"), login("editor")
    form = form_on(second.get(url))
    assert send(first, url, interest="It owns the port.").status_code == 302
    response = second.post(url, form | {"interest": "It rents the port."})
    assert response.status_code == 409
    conflict = Conflict("Interest", "It owns the port.", "It rents the port.")
    assert conflict in response.context["conflicts"]
    assert response.context["latest"].by_name == "researcher"
    assert b"It owns the port." in response.content


def test_a_form_submitted_twice_is_saved_once(login: Any, last_event: Any) -> None:
    client = login("researcher")
    for model in ("source", "question", "claim", "article"):
        kind, _, typed, _ = ADDED[model]
        form = form_on(client.get(address(model, "add"))) | typed
        rows, events = kind.objects.count(), last_event.count()
        for _ in range(2):
            assert client.post(address(model, "add"), form).status_code == 302
        assert (kind.objects.count(), last_event.count()) == (rows + 1, events + 1), model


def test_a_refusal_is_shown_at_its_field_and_the_form_keeps_what_was_typed(
    rows: Any, login: Any, last_event: Any
) -> None:
    client = login("researcher")
    events = last_event.count()
    typed = {"name": rows["source"].name.upper(), "kind": "agency", "interest": "Its own."}
    response = send(client, address("source", "add"), **typed)
    assert response.status_code == 422
    assert errors_of(response).keys() == {"name"}
    shown = form_on(response)
    assert [shown[name] for name in typed] == [[value] for value in typed.values()]
    assert last_event.count() == events


REFUSED: list[tuple[str, str, dict[str, Any], str]] = [
    ("researcher", "source", {"name": "N", "kind": "outlet", "withheld": "on"}, "withheld_reason"),
    ("researcher", "source", {"name": "N" * 201, "kind": "outlet"}, "name"),
    ("researcher", "source", {"name": "\ufffd", "kind": "outlet"}, "name"),
    ("researcher", "source", {"name": "a\x00b", "kind": "outlet"}, "name"),
    ("researcher", "source", {"name": "N", "kind": "desk"}, "kind"),
    ("researcher", "source", {"name": "N", "kind": "outlet", "interest": "x" * 20_001}, "interest"),
    ("researcher", "source", {"name": "N", "kind": "outlet", "parent": "9999999"}, "parent"),
    ("researcher", "question", {"text": " "}, "text"),
    ("researcher", "article", {"headline": "No text"}, "text"),
    ("researcher", "article", {"text": BODY, "url": "javascript:alert(1)"}, "url"),
    ("researcher", "article", {"text": BODY, "published_edtf": "soon"}, "published"),
    ("researcher", "article", {"text": BODY, "language": "English!"}, "language"),
    ("researcher", "claim", {"statement": "", "kind": "factual"}, "statement"),
    ("researcher", "claim", {"statement": "S", "kind": "guess"}, "kind"),
    ("admin", "user", {"username": "reader"}, "username"),
    ("admin", "user", {"username": "ánn"}, "username"),
    ("admin", "user", {"username": "ann", "email": "nowhere"}, "email"),
    (
        "admin",
        "user",
        {"username": "ann", "new_password": "short", "new_password_again": "short"},
        "new_password",
    ),
    (
        "admin",
        "user",
        {"username": "ann", "new_password": PASSWORD, "new_password_again": "other"},
        "new_password_again",
    ),
    ("admin", "rating", {"code": "supported", "label": "L", "definition": "D"}, "code"),
    ("admin", "rating", {"code": "new", "label": "Supported", "definition": "D"}, "label"),
]


@pytest.mark.parametrize(("member", "model", "typed", "field"), REFUSED)
def test_invalid_input_is_reported_at_its_field(
    member: str, model: str, typed: Any, field: str, login: Any, cast: Any
) -> None:
    assert cast.reader
    client = login(member)
    before = all_rows()
    response = send(client, address(model, "add"), **typed)
    assert response.status_code in (200, 422)
    assert field in errors_of(response)
    assert all_rows() == before


def test_right_to_left_text_is_saved_unchanged(login: Any) -> None:
    name = "وكالة الميناء"
    assert send(login("researcher"), address("source", "add"), name=name, kind="agency")
    assert Source.objects.get(name=name)


def test_an_article_can_be_added_as_a_file(login: Any) -> None:
    file = SimpleUploadedFile("cranes.html", f"<p>{BODY}</p>".encode(), "text/html")
    response = send(login("researcher"), address("article", "add"), upload=file)
    assert response.status_code == 302, errors_of(response)
    assert Article.objects.latest("pk").snapshot.original_name == "cranes.html"


def test_a_file_of_an_unknown_type_is_refused(login: Any) -> None:
    file = SimpleUploadedFile("cranes.exe", b"MZ\0", "application/octet-stream")
    response = send(login("researcher"), address("article", "add"), upload=file)
    assert "upload" in errors_of(response)


def test_adding_the_same_text_again_finds_the_existing_article(login: Any, last_event: Any) -> None:
    client = login("researcher")
    send(client, address("article", "add"), text=BODY)
    articles, events = Article.objects.count(), last_event.count()
    response = client.post(
        address("article", "add"),
        form_on(client.get(address("article", "add"))) | {"text": BODY},
        follow=True,
    )
    assert b"already on the desk" in response.content
    assert (Article.objects.count(), last_event.count()) == (articles, events)


def test_a_known_statement_must_be_confirmed_as_a_different_claim(rows: Any, login: Any) -> None:
    client = login("researcher")
    typed = {"statement": rows["claim"].statement, "kind": "factual"}
    response = send(client, address("claim", "add"), **typed)
    assert response.status_code == 409
    assert errors_of(response).keys() == {"separate"}
    again = client.post(address("claim", "add"), form_on(response) | {"separate": "on"})
    assert again.status_code == 302
    assert Claim.objects.filter(statement=typed["statement"]).count() == 2


def test_an_imprecise_date_stays_imprecise(rows: Any, login: Any) -> None:
    url = address("claim", "change", rows["claim"])
    client = login("researcher")
    typed = {
        "said_on_edtf": "2031-04",
        "said_on_words": "in April",
        "about_on_words": "next summer",
    }
    assert send(client, url, **typed).status_code == 302
    claim = Claim.objects.get(pk=rows["claim"].pk)
    assert (claim.said_on.edtf, claim.said_on.words) == ("2031-04", "in April")
    assert (claim.about_on.is_known, claim.about_on.words) == (False, "next summer")
    assert form_on(client.get(url))["said_on_edtf"] == ["2031-04"]


# Stakes, chains and evidence


def stake(number: int, source: Source, **columns: str) -> dict[str, str]:
    row = {"source": str(source.pk), "party": "party", "side": "port"} | columns
    return {f"stakes-{number}-{name}": value for name, value in row.items()}


def test_stakes_are_saved_with_their_question(login: Any, cast: Any, last_event: Any) -> None:
    by = cast.researcher
    one, two, three = (SourceFactory(by=by) for _ in range(3))
    client = login("researcher")
    rows = {"stakes-TOTAL_FORMS": "2"} | stake(0, one) | stake(1, two, party="independent")
    response = send(client, address("question", "add"), text="Will they?", **rows)
    assert response.status_code == 302, errors_of(response)
    question = Question.objects.latest("pk")
    assert {s.source for s in question.stakes.all()} == {one, two}

    url = address("question", "change", question)
    form = form_on(client.get(url))
    assert form["stakes-0-source"] == [str(one.pk)]
    # The first row is emptied, the second kept, a third added.
    form |= {"stakes-0-source": "", "stakes-0-party": "", "stakes-0-side": ""}
    events = last_event.count()
    response = client.post(url, form | stake(2, three, side="town"))
    assert response.status_code == 302, errors_of(response)
    assert [(s.source, s.side) for s in question.stakes.order_by("source")] == [
        (two, "port"),
        (three, "town"),
    ]
    assert last_event.count() == events + 1


def test_a_stale_question_keeps_the_stakes_that_were_typed(login: Any, cast: Any) -> None:
    by = cast.researcher
    one, two, three = (SourceFactory(by=by) for _ in range(3))
    first, second = login("researcher"), login("editor")
    send(first, address("question", "add"), text="Will they?", **stake(0, one))
    question = Question.objects.latest("pk")
    url = address("question", "change", question)
    form = form_on(second.get(url))
    assert send(first, url, **stake(1, two)).status_code == 302
    response = second.post(url, form | stake(1, three))
    assert response.status_code == 409
    shown = form_on(response)
    assert shown["stakes-1-source"] == [str(three.pk)]
    conflict = response.context["conflicts"][-1]
    assert (two.name in conflict.theirs, three.name in conflict.yours) == (True, True)
    assert second.post(url, shown).status_code == 302
    assert {s.source for s in question.stakes.all()} == {one, three}


def test_a_source_cannot_have_two_stakes_in_a_question(login: Any, cast: Any) -> None:
    source = SourceFactory(by=cast.researcher)
    rows = {"stakes-TOTAL_FORMS": "2"} | stake(0, source) | stake(1, source)
    response = send(login("researcher"), address("question", "add"), text="Will they?", **rows)
    assert response.status_code == 422
    assert not Question.objects.filter(text="Will they?").exists()


@pytest.mark.parametrize("total", ["61", "1" + "0" * 23])
def test_too_many_rows_are_refused_and_not_shown(login: Any, total: str) -> None:
    rows = {"stakes-TOTAL_FORMS": total}
    response = send(login("researcher"), address("question", "add"), text="Will they?", **rows)
    assert response.status_code in (200, 422)
    assert "at most 60 forms" in response.content.decode()
    assert len(response.content) < 1_000_000
    assert not Question.objects.filter(text="Will they?").exists()


def test_an_appearance_is_added_with_its_chain(rows: Any, login: Any, last_event: Any) -> None:
    client = login("researcher")
    url = address("appearance", "add") + f"?claim={rows['claim'].pk}"
    typed = {
        "article": str(rows["article"].pk),
        "quote": "declined to comment on the sale",
        "chain-TOTAL_FORMS": "2",
        "chain-0-source": str(rows["source"].pk),
        "chain-0-kind": "reported",
        "chain-1-label": "a ministry official",
        "chain-1-kind": "declined",
        "chain-1-date_words": "Tuesday",
    }
    events = last_event.count()
    response = send(client, url, **typed)
    assert response.status_code == 302, errors_of(response)
    appearance = Appearance.objects.latest("pk")
    assert appearance.claim == rows["claim"]
    assert [step.voice for step in appearance.chain.all()] == [
        rows["source"].name,
        "a ministry official",
    ]
    assert last_event.count() == events + 1
    # Submitted again without a change, it is the same chain.
    assert send(client, address("appearance", "change", appearance)).status_code == 302
    assert last_event.count() == events + 1


def test_a_stale_appearance_keeps_the_chain_that_was_typed(rows: Any, login: Any) -> None:
    client = login("researcher")
    url = address("appearance", "change", rows["appearance"])
    typed = {"chain-0-label": "a port official", "chain-0-date_words": "Tuesday"}
    stale = form_on(client.get(url)) | typed
    assert send(client, url, translation="In other words.").status_code == 302
    response = client.post(url, stale)
    assert response.status_code == 409
    assert "a port official" in response.content.decode()
    assert form_on(response)["chain-0-label"] == ["a port official"]


def test_a_quote_that_is_not_in_the_article_is_refused(rows: Any, login: Any) -> None:
    client = login("researcher")
    url = address("appearance", "change", rows["appearance"])
    response = send(client, url, quote="words that nobody printed")
    assert response.status_code == 422
    assert errors_of(response).keys() == {"quote"}
    assert form_on(response)["quote"] == ["words that nobody printed"]


def test_evidence_can_be_added_with_a_quote_from_an_article(
    rows: Any, login: Any, cast: Any
) -> None:
    article = ArticleFactory(by=cast.researcher)
    url = address("evidence", "add") + f"?claim={rows['claim'].pk}"
    typed = {
        "stance": "contradicts",
        "kind": "statement",
        "seen_in": str(article.publisher_id),
        "origin_kind": "own_reporting",
        "article": str(article.pk),
        "quote": "heard of no such plan",
        "derived_from": str(rows["evidence"].pk),
    }
    response = send(login("researcher"), url, **typed)
    assert response.status_code == 302, errors_of(response)
    evidence = Evidence.objects.latest("pk")
    assert (evidence.quote_check, evidence.derived_from) == ("found", rows["evidence"])


def test_evidence_of_another_claim_is_not_offered(rows: Any, login: Any, cast: Any) -> None:
    from tests.factories import ClaimFactory

    other = ClaimFactory(people=cast)
    url = address("evidence", "add") + f"?claim={other.pk}"
    typed = {
        "stance": "context",
        "kind": "statement",
        "seen_in": str(rows["source"].pk),
        "origin_kind": "not_stated",
        "derived_from": str(rows["evidence"].pk),
    }
    response = send(login("researcher"), url, **typed)
    assert errors_of(response).keys() == {"derived_from"}


# Accounts and the desk


def test_setting_a_password_appends_an_event_without_the_password(
    rows: Any, login: Any, client: Any, last_event: Any
) -> None:
    url = address("user", "change", rows["user"])
    entry = {"username": "reader", "password": "another good phrase"}
    assert client.post(reverse("login"), entry).status_code == 200  # not the password yet
    typed = {"new_password": "another good phrase", "new_password_again": "another good phrase"}
    assert send(login("admin"), url, **typed).status_code == 302
    event = last_event()
    assert event.verb == Verb.USER_CHANGED
    assert "phrase" not in f"{event.before}{event.after}"
    assert client.post(reverse("login"), entry).status_code == 302
    assert b"argon2" not in login("admin").get(url).content
    assert b"md5$" not in login("admin").get(url).content


def test_admins_cannot_remove_their_own_admin_role(login: Any, cast: Any) -> None:
    client = login("admin")
    response = send(client, address("user", "change", cast.admin), roles=["editor"])
    assert response.status_code == 422
    assert errors_of(response).keys() == {"roles"}
    assert list(cast.admin.groups.values_list("name", flat=True)) == ["admin"]


def test_the_password_pages_of_django_do_not_exist(rows: Any, login: Any) -> None:
    url = address("user", "change", rows["user"]).replace("change", "password")
    assert login("admin").get(url).status_code in (302, 404)


def test_an_admin_can_change_the_policy_with_a_reason(
    login: Any, rows: Any, last_event: Any
) -> None:
    url = address("desk", "change", rows["desk"])
    switched = {"one_person": "on", "second_editor": "on", "settle_blind": None}
    typed = {"two_origins": "warn", "reason": "A desk of one.", **switched}
    assert send(login("admin"), url, **typed).status_code == 302
    desk = Desk.objects.get()
    assert (desk.two_origins, desk.one_person) == ("warn", True)
    assert (desk.second_editor, desk.settle_blind) == (True, False)
    assert last_event().reason == "A desk of one."
