"""Rows of a table as claims and articles to import: each cell is cleaned by a form field."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import AttributionKind, ClaimKind, Priority, SourceKind
from claims.exports.withheld import WITHHELD
from claims.extractors.text.folding import plain_id
from claims.given import ArticleGiven, ArticleRow, ClaimRow, NewSource, Upload
from claims.models import ImpreciseDate, Source
from claims.models.search.names import fold_name, is_placeholder, name_key

from .articles import LanguageField, WebAddressField
from .fields import TextField
from .import_days import TwoDays, read_day
from .import_table import Line
from .uploads import TEXT_FILES

_MOST_VOICES = 12
# In a cell that holds a list or an object, as programs write those of a feed.
_ADDRESS = re.compile(r"https?://[^\s\"'<>\]\[{},]+")


class DayField(TextField):
    """A day, or two that enclose it. Anything else is refused: in a column of days it is a mistake."""

    def __init__(self, order: str, **kwargs: Any) -> None:
        super().__init__(max_length=60, required=False, **kwargs)
        self._order = order

    def clean(self, value: Any) -> ImpreciseDate:
        text = super().clean(value)
        try:
            return read_day(text, self._order)
        except TwoDays as both:
            first, second = (f"{day:%-d %B %Y}" for day in both.days)
            raise ValidationError(
                f"{text} may be {first} or {second}. Say whether the day or the month comes first in this file.",
                code="day_order",
            ) from None
        except ValueError:
            raise ValidationError(_no_day(text), code="date") from None


def _no_day(text: str) -> str:
    if text.isdecimal() and len(text) == 5:
        return f"{text} is how a spreadsheet counts days. Format the column as dates, and save the file again."
    return f"“{text}” was not read as a date. Write a date such as 2025-04-03, 2025-04, 2025 or 2025-04-01/2025-04-05."


class CodeField(TextField):
    """One of these words, in any case."""

    def __init__(self, codes: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(max_length=60, required=False, **kwargs)
        self._codes = codes

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return self._codes[fold_name(text).replace("_", " ")]
        except KeyError:
            raise ValidationError(
                f"Write one of these: {', '.join(self._codes)}.", code="unknown_code"
            ) from None


class ChainField(TextField):
    """Voices as the exports join them, nearest first: `A < B < C`."""

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        voices = [" ".join(voice.split()) for voice in text.split("<")] if text else []
        if len(voices) > _MOST_VOICES or any(not 0 < len(voice) <= 200 for voice in voices):
            raise ValidationError(
                f"Write at most {_MOST_VOICES} names with “ < ” between them, nearest first: A < B < C.",
                code="chain",
            )
        return tuple(voices)


_KINDS = {
    "factual": ClaimKind.FACTUAL,
    "quote": ClaimKind.QUOTE,
    "factual claim": ClaimKind.FACTUAL,
    "quote check": ClaimKind.QUOTE,
}
_PRIORITIES = {one.label: one for one in Priority} | {str(one.value): one for one in Priority}


@cache
def _claim_fields(order: str) -> dict[str, forms.Field]:
    return {
        "external_id": TextField(max_length=200, required=False),
        "statement": TextField(long=True),
        "quote": TextField(long=True, required=False),
        "speaker": TextField(max_length=200, required=False),
        "article_url": WebAddressField(required=False),
        "article_title": TextField(max_length=500, required=False),
        "said_on": DayField(order),
        "said_on_latest": DayField(order),
        "said_on_words": TextField(max_length=200, required=False),
        "question": TextField(max_length=2_000, required=False),
        "kind": CodeField(_KINDS),
        "chain": ChainField(max_length=2_000, required=False),
        "attribution_kinds": TextField(max_length=500, required=False),
        "publisher": TextField(max_length=200, required=False),
        "published_on": DayField(order),
        "language": LanguageField(),
        "about_on": DayField(order),
        "about_on_latest": DayField(order),
        "about_on_words": TextField(max_length=200, required=False),
        "priority": CodeField(_PRIORITIES),
    }


_LONGEST_QUESTION = 300
_ON_ONE_LINE = ("statement", "speaker", "article_title", "question", "publisher")
# Words that mean "nothing" in a cell, and that somebody may have said.
_MAY_BE_SAID = ("statement", "quote")


def claim_row(line: Line, order: str = "", *, needs_id: bool = True) -> ClaimRow:
    """Return the row. `order` is what comes first in 3/4/2025; without it such a day is refused."""
    cells, fault, remarks = _cleaned(line, _claim_fields(order))
    external_id = plain_id(line.cells.get("external_id", ""))
    if not fault:
        cells["external_id"] = plain_id(cells["external_id"])
        cells |= {name: " ".join(cells[name].split()) for name in _ON_ONE_LINE}
        fault = _fault_of(cells, needs_id=needs_id)
    if fault:
        return ClaimRow(
            line.number, external_id, line.cells.get("statement", ""), fault=fault, remarks=remarks
        )
    for day in ("said_on", "about_on"):
        cells[day] = _range(cells, day)
    cells["published"] = cells.pop("published_on")
    kinds, remark = _chain_kinds(cells.pop("attribution_kinds"), cells["chain"])
    cells["chain_kinds"] = kinds
    cells["speaker"] = cells["chain"][-1] if cells["chain"] else cells["speaker"]
    remarks += remark + _not_kept(cells)
    return ClaimRow(line.number, **cells, remarks=remarks)


def _fault_of(cells: Mapping[str, Any], *, needs_id: bool) -> str:
    """Return what is wrong with cells that are all readable."""
    if needs_id and not cells["external_id"]:
        return "external_id: This field is required."
    chain, speaker = cells["chain"], cells["speaker"]
    if chain and speaker and name_key(chain[-1]) != name_key(speaker):
        return f"speaker: {speaker} is not the last voice of the chain, {chain[-1]}."
    if any(len(part) > _LONGEST_QUESTION for part in cells["question"].split(" | ")):
        return f"question: A question has at most {_LONGEST_QUESTION} characters."
    for day in ("said_on", "about_on"):
        first, last = cells[day].earliest, cells[f"{day}_latest"].latest
        if first and last and first > last:
            return f"{day}_latest: It is before {day}."
    return ""


def _range(cells: dict[str, Any], day: str) -> ImpreciseDate:
    """Return the date that an export says in three columns."""
    first, last = cells[day], cells.pop(f"{day}_latest")
    words = cells.pop(f"{day}_words")
    return ImpreciseDate(first.earliest, last.latest or first.latest, words)


def _chain_kinds(
    text: str, chain: tuple[str, ...]
) -> tuple[tuple[AttributionKind, ...], tuple[str, ...]]:
    """Return what each voice did, if the column says it of each, and a remark if it does not."""
    codes = [part.strip() for part in text.split("<")] if text else []
    known = set(AttributionKind.values)
    if not codes:
        return (), ()
    if len(codes) != len(chain) or not known.issuperset(codes):
        return (), ("attribution_kinds does not fit the chain, so it was not read.",)
    return tuple(map(AttributionKind, codes)), ()


def _not_kept(cells: Mapping[str, Any]) -> tuple[str, ...]:
    """Return remarks on what a claim has no place for."""
    remarks = []
    if cells["publisher"] and not cells["article_url"]:
        remarks.append(
            f"The publisher {cells['publisher']} is not kept, because the row has no article_url."
        )
    return tuple(remarks)


@cache
def _article_fields(order: str) -> dict[str, forms.Field]:
    return {
        "file": TextField(max_length=4_096),  # with its folders
        "publisher": TextField(max_length=200, required=False),
        "title": TextField(max_length=500, required=False),
        "published": PublishedField(order),
        "url": WebAddressField(required=False),
        "language": LanguageField(),
    }


class PublishedField(DayField):
    """A day, or words that are kept as printed."""

    def clean(self, value: Any) -> ImpreciseDate:
        try:
            return super().clean(value)
        except ValidationError as error:
            if getattr(error, "code", "") != "date":
                raise
            return ImpreciseDate(words=str(value).strip())


def article_row(
    line: Line, upload: Upload | None, fault: str = "", order: str = "", remark: str = ""
) -> ArticleRow:
    """Return the row with the bytes of the file that it names, or with the reason why it has no bytes."""
    cells, wrong, remarks = _cleaned(line, _article_fields(order))
    name = line.cells.get("file", "")
    if wrong or fault or upload is None:
        return ArticleRow(line.number, name, fault=wrong or fault, remarks=remarks)
    published = cells["published"]
    if published.words and not published.is_known:
        remarks += (
            f"published: “{published.words}” was not read as a date. It is kept as printed.",
        )
    if remark:
        remarks += (remark,)
    given = ArticleGiven(
        publisher=_publisher(cells["publisher"]),
        headline=cells["title"],
        url=cells["url"],
        published=published,
        language=cells["language"],
    )
    return ArticleRow(line.number, name, upload, given, remarks=remarks)


def no_text_file(name: str) -> str:
    *others, last = TEXT_FILES
    return f"{name or 'It'} is not a {', '.join(others)} or {last} file."


def _publisher(name: str) -> Source | NewSource | None:
    """Return the source of this name. The action adds a new one, in the same transaction.

    A name that is near others' is remarked on in the preview, and imported.
    """
    if not name:
        return None
    known = Source.objects.named(name)
    return known or NewSource(name, SourceKind.OUTLET)


def _cleaned(
    line: Line, fields: Mapping[str, forms.Field]
) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Return the cleaned cells, what is wrong with the first that cannot be read, and remarks on the others."""
    if line.fault:
        return {}, line.fault, line.remarks
    cells = {}
    remarks = list(line.remarks)
    for name, field in fields.items():
        typed = line.cells.get(name, "")
        if is_placeholder(typed):
            if name in _MAY_BE_SAID and fold_name(typed).isalpha():
                remarks.append(f"{name}: “{typed.strip()}” was read as empty.")
            typed = ""
        elif name != "chain" and fold_name(typed) == WITHHELD:
            remarks.append(f"{name}: The export withholds it, so it was read as empty.")
            typed = ""
        elif name == "article_url" and typed.lstrip()[:1] in ("[", "{"):
            typed, *others = _ADDRESS.findall(typed) or [typed]
            remarks += [f"article_url: {other} is not imported." for other in others[:3]]
        try:
            cells[name] = field.clean(typed)
        except ValidationError as error:
            return {}, f"{name}: {' '.join(error.messages)}", tuple(remarks)
    return cells, "", tuple(remarks)
