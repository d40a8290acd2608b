"""Each language of attribution is one file, and all have the same shape."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from claims.extractors.attribution import languages
from claims.extractors.attribution.languages import LANGUAGES, OTHERS
from claims.extractors.attribution.languages.language import Language
from claims.extractors.attribution.other_languages import find_attributions
from claims.extractors.shapes import KINDS

OPTIONAL = {
    "block", "irregular", "phrases", "before_source", "behind_source", "auxiliaries",
    "object_endings", "article", "no_source", "claims", "claim_complements", "appearing",
}  # fmt: skip


def test_every_file_of_the_folder_is_a_language() -> None:
    files = {path.stem for path in Path(languages.__file__).parent.glob("*.py")}
    assert files - {"__init__", "language"} == set(LANGUAGES)
    assert all(language.code == name for name, language in LANGUAGES.items())


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_language_has_the_same_fields(language: Language) -> None:
    assert type(language) is Language
    for field in fields(Language):
        value = getattr(language, field.name)
        assert type(value) is type(getattr(LANGUAGES["en"], field.name)), field.name
    assert language.cues.keys() | language.phrases.keys() <= set(KINDS)


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_every_other_language_has_what_the_rules_need(language: Language) -> None:
    empty = {field.name for field in fields(Language) if not getattr(language, field.name)}
    assert empty - {"capitals"} <= OPTIONAL
    assert language.before_source or language.behind_source
    re.compile(f"[{language.block}{language.letters}]")


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_every_pattern_of_a_language_compiles(language: Language) -> None:
    text = f"Xyz, abc {language.letters}, Xyz."
    assert find_attributions(text, [((0, len(text)), language.code)], []) == []
