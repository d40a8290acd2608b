"""An Event holds codes, ids, names and what people typed: no label and no sentence of ours.

Labels and sentences change, and are translated. What is sealed cannot be.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Choices

from claims import enums
from claims.enums import Role, Verb
from claims.models import Assessment, CaptureRequest, Event, Rating, Reweighing, Verdict

from .every_action import CASES, VARIANTS

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

VOCABULARIES = [
    value
    for value in vars(enums).values()
    if isinstance(value, type) and issubclass(value, Choices)
]
CODES = {str(value) for choices in VOCABULARIES for value in choices.values}
LABELS = {str(label) for choices in VOCABULARIES for label in choices.labels} - CODES
# What a text without spaces may be: a code, a number, a hash, an address, a file's name.
ONE_WORD = re.compile(r"[\w.:/@+-]*")
# A rating's own words are what an admin typed.
TYPED_BY_ADMINS = {Verb.RATING_ADDED, Verb.RATING_CHANGED}
# Rows that hold the export's words as they were, or that nobody typed.
FROZEN = (Event, Rating, Verdict, Reweighing, CaptureRequest)


def typed_in_the_cases() -> Iterator[str]:
    folder = Path(__file__).resolve().parent
    cases = (folder / "every_action.py", folder / "every_article_action.py")
    for path in (*cases, folder.parent / "factories.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def typed_on_the_desk() -> Iterator[str]:
    """Yield every text in the tables that people fill."""
    for model in apps.get_app_config("claims").get_models():
        if model in FROZEN:
            continue
        columns = [f.attname for f in model._meta.concrete_fields if is_text(f)]
        for row in model._default_manager.values_list(*columns) if columns else ():
            yield from filter(None, row)


def is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with the names that lead to it. Names are texts of ours and must be codes, too."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, path)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield f"{path}.{name} (name)", name
            yield from texts(item, f"{path}.{name}")


def rating_words() -> set[str]:
    return {text for row in Rating.objects.values_list("label", "definition") for text in row}


def words_of_ours(event: Event, typed_before: frozenset[str] = frozenset()) -> list[str]:
    """Return what the Event holds that is a label, or a sentence that nobody typed."""
    labels = LABELS | rating_words()
    typed = {*typed_before, *typed_in_the_cases(), *typed_on_the_desk()}
    if event.verb in TYPED_BY_ADMINS:
        typed |= rating_words()
        labels = LABELS - typed
    sealed = [*texts(event.before, "before"), *texts(event.after, "after")]
    sealed.append(("reason", event.reason))
    return [
        f"{path}: {text!r}"
        for path, text in sealed
        if text in labels or not (ONE_WORD.fullmatch(text) or is_typed(text, typed))
    ]


def is_typed(text: str, typed: set[str]) -> bool:
    """A name of an HTTP header comes from the page, and its value, too."""
    return text in typed or any(text in one for one in typed if len(one) > len(text) > 10)


@pytest.mark.parametrize("name", [*CASES, *VARIANTS])
def test_action_seals_no_label_and_no_sentence_of_ours(cast: Any, name: str) -> None:
    for member in (*Role.values, "reviewer1", "reviewer2"):
        getattr(cast, member)
    prepare = VARIANTS[name] if name in VARIANTS else CASES[name][1]
    call = prepare(cast)
    typed = frozenset(typed_on_the_desk()) | (rating_words() if name == "change_rating" else set())

    call()

    assert words_of_ours(Event.objects.latest("seq"), typed) == []


def test_every_verb_is_tested() -> None:
    walked = {verb for verb, _ in CASES.values()} | {Verb.CAPTURE_GIVEN_UP}
    assert walked == set(Verb)


@pytest.mark.parametrize(
    "sealed",
    [
        {"rating": "Not enough evidence"},
        {"change": enums.VerdictChange.CORRECTION.label},
        {"links": [{"kind": "is part of"}]},
        {"problem": "The page did not respond."},
        {"by eye": True},
    ],
)
def test_sealed_label_or_sentence_is_found(cast: Any, sealed: dict[str, Any]) -> None:
    assert words_of_ours(Event(verb=Verb.SIGNED_OFF, after=sealed))


def test_assessment_and_verdict_hold_codes(cast: Any) -> None:
    """Except in the columns that are the export's words: label and agreement, and the rows themselves."""
    CASES["settle"][1](cast)()
    VARIANTS["correct_verdict"](cast)()
    exported = {"row", "evidence_rows", "rating_label", "agreement"}
    for model in (Assessment, Verdict):
        columns = [f.attname for f in model._meta.concrete_fields if f.name not in exported]
        for row in model._default_manager.values(*columns):
            sealed = {name: value for name, value in row.items() if isinstance(value, str | list)}
            assert words_of_ours(Event(verb=Verb.SIGNED_OFF, after=sealed)) == []
