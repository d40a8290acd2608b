"""What a claim, a source and evidence consist of is listed once, in given.py; each place that must know it is named here.

A field that is added to one of those shapes turns this red for every place that neither handles nor excuses it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

import pytest
from django.urls import reverse

from claims.actions import claims as claim_actions
from claims.actions import evidence as evidence_actions
from claims.actions import questions as question_actions
from claims.actions import sources as source_actions
from claims.enums import (
    BearsOn,
    ClaimKind,
    EvidenceKind,
    OriginKind,
    ParentRelation,
    Party,
    Priority,
    Reliability,
    SourceKind,
    Stance,
)
from claims.exports.columns import CLAIM_COLUMNS, EVIDENCE_COLUMNS, VERDICT_COLUMNS
from claims.forms.import_columns import CLAIM_COLUMNS as IMPORT_COLUMNS
from claims.given import ClaimGiven, EvidenceGiven, SourceDetails
from claims.models import Claim, Event, Evidence, ImpreciseDate, Question, Source
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory, SourceFactory

pytestmark = pytest.mark.django_db

SHAPES: dict[str, type] = {"claim": ClaimGiven, "source": SourceDetails, "evidence": EvidenceGiven}
Place = Callable[[Any, Any], Iterable[str]]
PLACES: dict[tuple[str, str], Place] = {}

# Fields that a place does without, and why.
OF_THE_COPY = dict.fromkeys(
    ("archive_url", "near", "checked_by_eye"),
    "asks for a copy or for a place in it; what came of it is in quote_check and the anchors",
)
IN_THE_ADMIN = {
    "near": "is found from the quote",
    "archive_url": "is asked for on the claim's page",
}
THE_QUESTION = {"origin_kind": "follows from the answer to `how`"}
ORIGIN_CELL = "is in the cell `origin`"
EXCUSED: dict[tuple[str, str], dict[str, str]] = {
    ("claim", "claims.csv"): {"about_on": "claims.csv has no column for it"},
    ("claim", "verdicts.csv"): {
        "priority": "says how the desk works, not what it found",
    },
    ("claim", "form to extract one"): {
        "external_id": "a claim made from an article has no number elsewhere"
    },
    ("source", "record when changed"): {"kind": "only joint statements have members"},
    ("evidence", "form to add it"): THE_QUESTION,
    ("evidence", "columns"): OF_THE_COPY,
    ("evidence", "record when added"): OF_THE_COPY,
    ("evidence", "record when changed"): OF_THE_COPY,
    ("evidence", "form to change it, filled in"): THE_QUESTION
    | {
        "near": "is found again from the quote",
        "checked_by_eye": "is confirmed again for every change of the words",
    },
    ("evidence", "admin, changed"): IN_THE_ADMIN,
    ("evidence", "admin, added"): IN_THE_ADMIN,
    ("evidence", "evidence.csv"): OF_THE_COPY
    | {"origin_kind": ORIGIN_CELL}
    | dict.fromkeys(("quote_reason", "custody"), "evidence.csv has no column for it"),
}


def place(noun: str, name: str) -> Callable[[Place], Place]:
    def keep(function: Place) -> Place:
        PLACES[noun, name] = function
        return function

    return keep


def columns_of(model: Any) -> set[str]:
    """Return the fields of a model, an imprecise date once."""
    names = {field.name for field in model._meta.get_fields()}
    return names | {name.removesuffix("_earliest") for name in names}


def inputs_of(response: Any, action: str = "") -> set[str]:
    """Return the names of the inputs of the form with this action; without one, of the whole page."""
    page = response.content.decode()
    if action:
        form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
        assert form, f"no form to {action}"
        page = form[0]
    return set(re.findall(r'\bname="([^"]+)"', page))


def filled_in(response: Any, action: str) -> set[str]:
    """Return the names of the inputs that show a value."""
    page = response.content.decode()
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, f"no form to {action}"
    found = set()
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = attrs.get("type") in {"radio", "checkbox"}
        if " checked" in tag if ticked else attrs.get("value"):
            found.add(attrs.get("name", ""))
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL)
    found |= {name for name, value in areas if value}
    choices = re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.DOTALL)
    found |= {name for name, options in choices if re.search(r'value="[^"]+" selected', options)}
    return found


def day(text: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text)


def question(people: Any, text: str) -> Question:
    return question_actions.add_question(text, by=people.researcher)


def full_claim(people: Any, number: int = 1) -> ClaimGiven:
    """Return a claim in which no field is empty; another number differs in each."""
    return ClaimGiven(
        statement=f"The port has {number} cranes.",
        kind=ClaimKind.FACTUAL if number == 1 else ClaimKind.QUOTE,
        language="en" if number == 1 else "ru",
        said_on=day(f"2025-04-0{number}"),
        about_on=day(f"2025-07-0{number}"),
        questions=(question(people, f"How many cranes, {number}?"),),
        priority=Priority.HIGH if number == 1 else Priority.LOW,
        external_id=f"X-{number}",
    )


def full_source(people: Any, number: int = 1) -> SourceDetails:
    return SourceDetails(
        name=f"Port Authority {number}",
        kind=SourceKind.JOINT,
        distinction=f"Note {number}",
        members=(SourceFactory(by=people.researcher), SourceFactory(by=people.researcher)),
        aliases=f"PA{number}",
        domains=f"pa{number}.example.org",
        parent=SourceFactory(by=people.researcher),
        parent_relation=ParentRelation.OWNED_BY if number == 1 else ParentRelation.FUNDED_BY,
        party=Party.PARTY if number == 1 else Party.ALLIED,
        interest=f"Interest {number}",
        reliability=Reliability.B if number == 1 else Reliability.C,
        reliability_reason=f"Reason {number}",
        withheld=number == 1,
        withheld_reason=f"Withheld because {number}" if number == 1 else "",
    )


def full_evidence(people: Any, claim: Claim, number: int = 1) -> EvidenceGiven:
    """No piece has a named origin and an unnamed one at once: the label changes in the second."""
    article = ArticleFactory(by=people.researcher)
    return EvidenceGiven(
        stance=Stance.CORROBORATES if number == 1 else Stance.CONTRADICTS,
        kind=EvidenceKind.STATEMENT if number == 1 else EvidenceKind.DENIAL,
        seen_in=SourceFactory(by=people.researcher),
        origin_kind=OriginKind.NAMED if number == 1 else OriginKind.UNNAMED,
        bears_on=BearsOn.WHOLE if number == 1 else BearsOn.PART,
        origin=SourceFactory(by=people.researcher) if number == 1 else None,
        origin_label="" if number == 1 else "a docker",
        heard_via=SourceFactory(by=people.researcher),
        derived_from=EvidenceFactory(claim=claim, by=people.researcher),
        article=article,
        url=f"https://outlet.example/{number}",
        title=f"Title {number}",
        quote=f"Words {number} that the article lacks",
        quote_reason=f"Reason {number}",
        translation=f"Translation {number}",
        translated_by=f"Translator {number}",
        published=day(f"2025-04-0{number}"),
        note=f"Note {number}",
        searched=f"Pages {number}",
        custody=f"From hand {number}",
    )


# --- claims ---


def a_claim(people: Any) -> Claim:
    return claim_actions.add_claim(full_claim(people), by=people.researcher)


@place("claim", "columns")
def _(people: Any, login: Any) -> Iterable[str]:
    return columns_of(Claim)


@place("claim", "form to add one")
def _(people: Any, login: Any) -> Iterable[str]:
    question(people, "Is there any?")
    return inputs_of(login("researcher").get(reverse("claim_new")))


@place("claim", "form to extract one")
def _(people: Any, login: Any) -> Iterable[str]:
    question(people, "Is there any?")
    article = ArticleFactory(by=people.researcher)
    page = login("researcher").get(reverse("article_page", args=[article.pk]))
    return inputs_of(page, reverse("claim_extract", args=[article.pk]))


@place("claim", "form to change it, filled in")
def _(people: Any, login: Any) -> Iterable[str]:
    claim = a_claim(people)
    page = login("researcher").get(reverse("claim_page", args=[claim.pk]))
    return filled_in(page, reverse("claim_change", args=[claim.pk]))


@place("claim", "admin, added")
def _(people: Any, login: Any) -> Iterable[str]:
    return inputs_of(login("researcher").get(reverse("admin:claims_claim_add")))


@place("claim", "admin, changed")
def _(people: Any, login: Any) -> Iterable[str]:
    url = reverse("admin:claims_claim_change", args=[a_claim(people).pk])
    return inputs_of(login("researcher").get(url))


@place("claim", "record when added")
def _(people: Any, login: Any) -> Iterable[str]:
    a_claim(people)
    return Event.objects.latest("seq").after


@place("claim", "record when changed")
def _(people: Any, login: Any) -> Iterable[str]:
    claim = a_claim(people)
    claim_actions.change_claim(
        claim, full_claim(people, 2), seen_revision=claim.revision, by=people.researcher
    )
    return Event.objects.latest("seq").after


@place("claim", "imported")
def _(people: Any, login: Any) -> Iterable[str]:
    return {"questions" if column == "question" else column for column in IMPORT_COLUMNS}


CELLS = {"claim": "statement", "question": "questions"}


@place("claim", "claims.csv")
def _(people: Any, login: Any) -> Iterable[str]:
    return {CELLS.get(column, column) for column in CLAIM_COLUMNS}


@place("claim", "verdicts.csv")
def _(people: Any, login: Any) -> Iterable[str]:
    return {CELLS.get(column, column) for column in VERDICT_COLUMNS}


# --- sources ---


def a_source(people: Any) -> Source:
    return source_actions.add_source(full_source(people), as_new=True, by=people.researcher)


@place("source", "columns")
def _(people: Any, login: Any) -> Iterable[str]:
    return columns_of(Source)


@place("source", "form to add one")
def _(people: Any, login: Any) -> Iterable[str]:
    return inputs_of(login("researcher").get(reverse("source_new")))


@place("source", "form to change it, filled in")
def _(people: Any, login: Any) -> Iterable[str]:
    url = reverse("source_change", args=[a_source(people).pk])
    return filled_in(login("researcher").get(url), url)


@place("source", "admin, added")
def _(people: Any, login: Any) -> Iterable[str]:
    return inputs_of(login("researcher").get(reverse("admin:claims_source_add")))


@place("source", "admin, changed")
def _(people: Any, login: Any) -> Iterable[str]:
    url = reverse("admin:claims_source_change", args=[a_source(people).pk])
    return inputs_of(login("researcher").get(url))


@place("source", "record when added")
def _(people: Any, login: Any) -> Iterable[str]:
    a_source(people)
    return Event.objects.latest("seq").after


@place("source", "record when changed")
def _(people: Any, login: Any) -> Iterable[str]:
    source = a_source(people)
    source_actions.change_source(
        source, full_source(people, 2), seen_revision=source.revision, by=people.researcher
    )
    return Event.objects.latest("seq").after


# --- evidence ---


def a_piece(people: Any) -> Evidence:
    claim = ClaimFactory(people=people)
    given = full_evidence(people, claim)
    read = evidence_actions.read_evidence(given)
    return evidence_actions.attach_evidence(claim, read, by=people.researcher)


@place("evidence", "columns")
def _(people: Any, login: Any) -> Iterable[str]:
    return columns_of(Evidence)


@place("evidence", "form to add it")
def _(people: Any, login: Any) -> Iterable[str]:
    claim = ClaimFactory(people=people)
    page = login("researcher").get(reverse("claim_page", args=[claim.pk]))
    return inputs_of(page, reverse("evidence_attach", args=[claim.pk]))


@place("evidence", "form to change it, filled in")
def _(people: Any, login: Any) -> Iterable[str]:
    piece = a_piece(people)
    unnamed = evidence_actions.read_evidence(full_evidence(people, piece.claim, 2))
    other = evidence_actions.attach_evidence(piece.claim, unnamed, by=people.researcher)
    found: set[str] = set()
    for one in (piece, other):
        url = reverse("evidence_change", args=[one.pk])
        found |= filled_in(login("researcher").get(url), url)
    return found


@place("evidence", "admin, added")
def _(people: Any, login: Any) -> Iterable[str]:
    return inputs_of(login("researcher").get(reverse("admin:claims_evidence_add")))


@place("evidence", "admin, changed")
def _(people: Any, login: Any) -> Iterable[str]:
    url = reverse("admin:claims_evidence_change", args=[a_piece(people).pk])
    return inputs_of(login("researcher").get(url))


@place("evidence", "record when added")
def _(people: Any, login: Any) -> Iterable[str]:
    a_piece(people)
    return Event.objects.latest("seq").after


@place("evidence", "record when changed")
def _(people: Any, login: Any) -> Iterable[str]:
    piece = a_piece(people)
    evidence_actions.change_evidence(
        piece,
        evidence_actions.read_evidence(full_evidence(people, piece.claim, 2), corrected=piece),
        seen_revision=piece.revision,
        by=people.researcher,
    )
    return Event.objects.latest("seq").after


EVIDENCE_CELLS = {"article_title": ("article", "title"), "published_on": ("published",)}


@place("evidence", "evidence.csv")
def _(people: Any, login: Any) -> Iterable[str]:
    return {name for column in EVIDENCE_COLUMNS for name in EVIDENCE_CELLS.get(column, (column,))}


# --- the test ---


def has(names: Iterable[str], field: str) -> bool:
    """Return True where a field has an input or a key, a date the inputs of its parts."""
    return any(re.fullmatch(rf"{field}(_edtf|_name|_earliest)?", name) for name in names)


@pytest.mark.parametrize(("noun", "name"), PLACES)
def test_no_place_forgets_a_field(noun: str, name: str, cast: Any, login: Any) -> None:
    names = set(PLACES[noun, name](cast, login))
    excused = EXCUSED.get((noun, name), {})
    listed = {field.name for field in fields(SHAPES[noun])}
    forgotten = {field for field in listed - excused.keys() if not has(names, field)}
    assert not forgotten, f"{noun}, {name}: handle {sorted(forgotten)}, or say in EXCUSED why not."
    needless = {field for field in excused if field not in listed or has(names, field)}
    assert not needless, f"{noun}, {name} does handle {sorted(needless)}: excuse it no more."
