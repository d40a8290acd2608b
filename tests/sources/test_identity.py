"""One source is one row: names are folded on both databases, and near names are asked about before one is added."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from claims.actions import evidence, sources
from claims.enums import EvidenceKind, OriginKind, SourceKind, Stance
from claims.errors import AsksWhich, Invalid, Refused
from claims.given import EvidenceGiven, NewSource, SourceDetails
from claims.models import Source
from tests.factories import ClaimFactory, SourceFactory
from tests.search.test_names import ONE_NAME

pytestmark = pytest.mark.django_db


def add(by: Any, name: str, *, as_new: bool = False, **details: Any) -> Source:
    given = SourceDetails(name, details.pop("kind", SourceKind.PERSON), **details)
    return sources.add_source(given, as_new=as_new, by=by)


# --- one fold ---


def test_every_spelling_of_a_name_finds_the_source_and_adds_no_second(cast: Any) -> None:
    by = cast.researcher
    for one, other, _why in ONE_NAME:
        source = Source.objects.named(one) or add(by, one, as_new=True)
        assert Source.objects.named(other) == source
        assert Source.objects.all_named([other]) == {other: source}
        assert source in Source.objects.like(other)
        with pytest.raises(Invalid) as refused:
            add(by, other, as_new=True)
        assert refused.value.code == "name_taken"


def test_alias_is_folded_too(cast: Any) -> None:
    source = add(cast.researcher, "Union of Dockers", aliases="Профсоюз «Причал»\nİskele Birliği")
    assert Source.objects.named("ПРОФСОЮЗ ПРИЧАЛ") == source
    assert Source.objects.named("iskele birliği") == source
    assert Source.objects.named("Профсоюз") is None


def test_database_refuses_a_second_row_of_one_name(cast: Any) -> None:
    source = SourceFactory(by=cast.researcher, name="İki Sahil Sınaq")
    source.pk, source.name, source._state.adding = None, "iki sahil sınaq", True
    with pytest.raises(IntegrityError), transaction.atomic():
        source.save()


# --- two of one name ---


@pytest.fixture
def twins(cast: Any) -> tuple[Source, Source]:
    """Return two people of one name."""
    first = add(cast.researcher, "Ani Testyan")
    return first, add(cast.researcher, "ANI TESTYAN", distinction="MP for Harbour North")


def test_two_people_of_one_name_are_told_apart_by_a_note(twins: tuple[Source, Source]) -> None:
    first, second = twins
    assert Source.objects.called("Ani Testyan") == [first, second]
    assert Source.objects.named("Ani Testyan") is None
    assert Source.objects.named("ani testyan (mp for harbour north)") == second
    assert Source.objects.named(first.exact_label) == first


def test_same_name_with_the_same_note_is_taken(twins: tuple[Source, Source], cast: Any) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast.researcher, "Ani Testyan", distinction="MP  for Harbour NORTH", as_new=True)
    assert refused.value.code == "name_taken"


def test_alias_of_two_sources_means_neither(cast: Any) -> None:
    one = add(cast.researcher, "Levan Probadze", aliases="Probadze")
    other = add(cast.researcher, "Nino Probadze", aliases="PROBADZE", as_new=True)
    assert Source.objects.called("probadze") == [one, other]
    with pytest.raises(AsksWhich) as asked:
        attach(cast, seen_in=NewSource("Probadze", SourceKind.PERSON))
    assert (asked.value.code, asked.value.choices) == ("ambiguous_name", (one.pk, other.pk))


# --- near names ---


def attach(cast: Any, **given: Any) -> Any:
    given = {
        "stance": Stance.CONTEXT,
        "kind": EvidenceKind.STATEMENT,
        "origin_kind": OriginKind.OWN_REPORTING,
    } | given
    claim = ClaimFactory(people=cast, with_evidence=False)
    read = evidence.read_evidence(EvidenceGiven(**given))
    return evidence.attach_evidence(claim, read, by=cast.researcher)


def test_action_refuses_a_near_name_until_it_is_confirmed(cast: Any) -> None:
    known = add(cast.researcher, "Maria Zakharova")
    with pytest.raises(AsksWhich) as asked:
        add(cast.researcher, "Мария Захарова")
    assert (asked.value.code, asked.value.choices) == ("near_name", (known.pk,))
    with pytest.raises(AsksWhich):
        attach(cast, seen_in=NewSource("Мария Захарова", SourceKind.PERSON))
    assert not Source.objects.filter(name="Мария Захарова").exists()
    piece = attach(cast, seen_in=NewSource("Мария Захарова", SourceKind.PERSON, as_new=True))
    assert piece.seen_in.name == "Мария Захарова"


def test_near_alias_of_a_new_source_is_asked_about(cast: Any) -> None:
    known = add(cast.researcher, "Maria Zakharova")
    with pytest.raises(AsksWhich) as asked:
        add(cast.researcher, "Spokeswoman of the Port", aliases="М. Захарова")
    assert asked.value.choices == (known.pk,)


@pytest.mark.parametrize("name", ["-", "N/A", "неизвестно", "«»", "\u200b?"])
def test_nobody_can_be_called_a_placeholder(cast: Any, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast.researcher, name, as_new=True)
    assert (refused.value.field, refused.value.code) == ("name", "placeholder")


def codes(form: Any, field: str) -> list[str]:
    return [error.code for error in form.errors[field].as_data()]


def test_source_form_offers_the_near_source_and_goes_there_or_adds(cast: Any, login: Any) -> None:
    client, url = login("researcher"), reverse("source_new")
    known = add(cast.researcher, "Maria Zakharova")
    typed = {
        "name": "Мария Захарова",
        "kind": "person",
        "party": "unknown",
        "reliability": "F",
        "interest": "Kept while it asks",
    }
    page = client.post(url, typed)
    assert page.status_code == 422
    assert codes(page.context["form"], "name") == ["near_name"]
    assert "Kept while it asks" in page.content.decode()
    use, new = [value for value, _ in page.context["form"].fields["which"].widget.choices]
    assert client.post(url, typed | {"which": use}).url == reverse("source_page", args=[known.pk])
    assert Source.objects.named("Мария Захарова") is None
    # The choice holds for the name that was asked about.
    other = client.post(url, typed | {"name": "Maria Zaharova", "which": new})
    assert codes(other.context["form"], "name") == ["near_name"]
    added = Source.objects.filter(name="Мария Захарова")
    assert client.post(url, typed | {"which": new}).status_code == 302
    assert added.get().interest == "Kept while it asks"


def article(client: Any, **publisher: str) -> Any:
    typed = {f"publisher_{name}": value for name, value in publisher.items()}
    return client.post(
        reverse("article_new"), {"text": "Barges pass. " * 20, "headline": "Kept"} | typed
    )


def choices_in(page: Any, field: str) -> list[str]:
    return [value for value, _ in page.context["form"].fields[field].widget.widgets[-1].choices]


def test_another_form_offers_the_near_source_and_keeps_what_was_typed(
    cast: Any, login: Any
) -> None:
    client = login("researcher")
    known = add(cast.researcher, "Harbour Gazette", kind=SourceKind.OUTLET)
    page = article(client, name="Harbor Gazette", kind="outlet")
    assert page.status_code == 422
    assert codes(page.context["form"], "publisher") == ["near_name"]
    assert 'value="Kept"' in page.content.decode()
    use, new = choices_in(page, "publisher")
    done = article(client, name="Harbor Gazette", kind="outlet", which=use)
    assert done.status_code == 302
    assert known.articles.count() == 1
    article(client, name="Harbor Gazette", kind="outlet", which=new)
    assert Source.objects.named("Harbor Gazette") not in (None, known)


def test_form_asks_which_of_two_is_meant(
    twins: tuple[Source, Source], cast: Any, login: Any
) -> None:
    client = login("researcher")
    page = article(client, name="Ani Testyan", kind="person")
    assert codes(page.context["form"], "publisher") == ["ambiguous_name"]
    use = choices_in(page, "publisher")
    assert len(use) == 2  # and no third of that name
    assert article(client, name="Ani Testyan", which=use[1]).status_code == 302
    assert [source.articles.count() for source in twins] == [0, 1]
    assert article(client, name="Ani Testyan (MP for Harbour North)").status_code == 302


def test_placeholder_in_a_form_is_an_empty_field(login: Any) -> None:
    page = article(login("researcher"), name="N/A", kind="outlet")
    assert page.status_code == 302
    assert not Source.objects.filter(name="N/A").exists()


def test_admin_asks_about_a_near_name(cast: Any, login: Any) -> None:
    client, url = login("researcher"), reverse("admin:claims_source_add")
    add(cast.researcher, "Maria Zakharova")
    typed = {"name": "Maria Zaharova", "kind": "person", "party": "unknown", "reliability": "F"}
    page = client.post(url, typed)
    assert "near_name" in str(page.context["adminform"].form.refusal.code)
    assert client.post(url, typed | {"as_new": "on"}).status_code == 302
    assert Source.objects.named("Maria Zaharova")


def test_admin_finds_a_source_by_any_spelling(cast: Any, login: Any) -> None:
    source = add(cast.researcher, "İki Sahil Sınaq")
    found = login("researcher").get(reverse("admin:claims_source_changelist"), {"q": "iki SAHİL"})
    assert list(found.context["cl"].queryset) == [source]


# --- joint statements ---


def joint(by: Any, *members: Source, **details: Any) -> Source:
    return add(
        by, "Joint statement of the quays", kind=SourceKind.JOINT, members=members, **details
    )


@pytest.fixture
def three(cast: Any) -> list[Source]:
    return [SourceFactory(by=cast.researcher, name=f"Quay {n}") for n in (1, 2, 3)]


def correct(source: Source, by: Any, **changes: Any) -> Source:
    source.refresh_from_db()
    given: dict[str, Any] = {
        "name": source.name,
        "kind": SourceKind(source.kind),
        "members": tuple(source.members.all()),
    }
    return sources.change_source(
        source, SourceDetails(**(given | changes)), seen_revision=source.revision, by=by
    )


def test_joint_statement_has_members(cast: Any, three: list[Source]) -> None:
    source = joint(cast.researcher, *three[:2])
    assert list(source.members.order_by("pk")) == three[:2]
    correct(source, cast.researcher, members=tuple(three[1:]))
    assert list(source.members.order_by("pk")) == three[1:]


def test_members_are_two_or_more_of_a_joint_statement_alone(cast: Any, three: list[Source]) -> None:
    by = cast.researcher
    source = joint(by, *three[:2])
    attempts: list[tuple[str, Callable[[], object]]] = [
        ("two_members", lambda: add(by, "Communiqué", kind=SourceKind.JOINT, members=(three[0],))),
        ("not_joint", lambda: add(by, "Herald", kind=SourceKind.OUTLET, members=tuple(three))),
        (
            "joint_member",
            lambda: add(by, "Communiqué", kind=SourceKind.JOINT, members=(source, three[0])),
        ),
        (
            "is_member",
            lambda: correct(three[0], by, kind=SourceKind.JOINT, members=tuple(three[1:])),
        ),
    ]
    for code, attempt in attempts:
        with pytest.raises(Invalid) as refused:
            attempt()
        assert refused.value.code == code


def test_merge_moves_memberships(cast: Any, three: list[Source]) -> None:
    source = joint(cast.researcher, *three[:2])
    merge(three[1], three[2], cast.editor)
    assert list(source.members.order_by("pk")) == [three[0], three[2]]
    with pytest.raises(Refused) as refused:
        merge(three[0], three[2], cast.editor)
    assert refused.value.denial.code == "members_of_one"
    with pytest.raises(Refused) as refused:
        merge(three[1].current, source, cast.editor)
    assert refused.value.denial.code in {"joint_and_not", "merged"}


def merge(source: Source, into: Source, by: Any) -> Source:
    for one in (source, into):
        one.refresh_from_db()
    return sources.merge_sources(
        source,
        into,
        seen_revision=source.revision,
        seen_into_revision=into.revision,
        reason="The same quay.",
        by=by,
    )


def test_name_of_a_merged_source_leads_on_and_is_free_for_its_successor(cast: Any) -> None:
    old = add(cast.researcher, "Harbour Star")
    new = add(cast.researcher, "HARBOUR STAR", distinction="same name, source 7")
    merge(old, new, cast.editor)
    assert Source.objects.named("harbour star") == new
    correct(new, cast.researcher, name="Harbour Star", distinction="")
    with pytest.raises(Invalid) as refused:
        add(cast.researcher, "Harbour Star", as_new=True)
    assert refused.value.code == "name_taken"


# --- possible doubles ---


def test_possible_doubles_are_listed_with_the_way_to_merge_them(cast: Any, login: Any) -> None:
    by = cast.researcher
    older, younger = (
        SourceFactory(by=by, name=name) for name in ("Maria Zakharova", "Мария Захарова")
    )
    SourceFactory(by=by, name="Harbour Gazette")
    merging = reverse("source_merge", args=[younger.pk])
    page = login("editor").get(reverse("source_doubles"))
    assert [(one.older, one.younger) for one in page.context["doubles"]] == [(older, younger)]
    assert merging in page.content.decode()
    link = f"{merging}?into={older.exact_label}"
    assert login("editor").get(link).context["preview"].into == older
    assert merging not in login("reader").get(reverse("source_doubles")).content.decode()
    correct(younger, by, distinction="another Maria")
    assert login("reader").get(reverse("source_doubles")).context["doubles"] == []


def test_datalist_shows_the_note_of_a_source(twins: tuple[Source, Source], login: Any) -> None:
    page = login("researcher").get(reverse("article_new")).content.decode()
    assert '<option value="ANI TESTYAN (MP for Harbour North)">' in page
