"""Take apart a statement such as "X denied that Y": who said it, what they did, and Y, which may be so or not.

Only plain sentences are taken apart: anything else stays as it is, for a person to edit.
"""

import re
from dataclasses import dataclass

from claims.extractors.attribution.kinds import kind_of

from .worth import detect_language

_LONGEST = 2_000
_WHO = r"(?P<who>\w[^“”\"«»:;()!?]{0,150}?)"
_ON_A_DAY = r"(?: (?:on|in) [\w ,]{2,40}?)?"
_REPORTS = (
    r"(?: (?:the |any |all |media |press |those |such |earlier |recent )*"
    r"(?:reports?|claims?|allegations?|accusations?|rumou?rs?|suggestions?|statements?|information))?"
)
_ENGLISH = re.compile(
    _WHO
    + r",? (?:(?:has|have|had) )?(?:also |again |later |earlier |repeatedly |publicly |officially )?"
    r"(?P<cue>sa(?:id|ys?)|stat(?:ed|es?)|announce[sd]?|declare[sd]?|report(?:ed|s)?|claim(?:ed|s)?|allege[sd]?|assert(?:ed|s)?"
    r"|confirm(?:ed|s)?|den(?:ied|ies|y)|reject(?:ed|s)?|dismiss(?:ed|es)?|refute[sd]?|acknowledge[sd]?|admit(?:ted|s)?|add(?:ed|s)?"
    r"|note[sd]?|stress(?:ed|es)?|argue[sd]?|warn(?:ed|s)?|insist(?:ed|s)?|maintain(?:ed|s)?|wrote|writes?|reveal(?:ed|s)?|disclose[sd]?"
    r"|promise[sd]?|pledge[sd]?|vow(?:ed|s)?|repl(?:ied|ies|y)|explain(?:ed|s)?|t(?:old|ells?) [\w’' .-]{2,60}?)"
    rf"(?: (?:to|at) [\w’' .-]{{2,60}}?)?{_ON_A_DAY}{_REPORTS}{_ON_A_DAY},? that (?P<what>\w.+)",
    re.IGNORECASE | re.DOTALL,
)
_ACCORDING = re.compile(
    r"according to (?P<who>[^,“”\"«»:;]{2,100}), (?P<what>\w.+)", re.IGNORECASE | re.DOTALL
)
_RUSSIAN = re.compile(
    _WHO + r",? (?P<cue>(?:сказа|заяви|сообщи|объяви|подтверди|опроверг|отверг|отмети|подчеркну|написа|добави|рассказа|призна|предупреди)"
    r"(?:л|ла|ло|ли|)|(?:утвержда|сообща|заявля|отрица|подтвержда)(?:ет|ют|л|ла|ли))"
    r"(?: (?:сообщения|слухи|информацию|утверждения|данные))?(?: о том)?, что (?P<what>\w.+)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
# "It was reported that": nobody is named. "They did not say that": nothing was said.
_NO_SPEAKER = re.compile(
    r"(?:.*\W)?(?:is|are|was|were|been|be|being|not|never|nor|to|would|will|could|may|might|must|should|can|who|which|that|не|кто|который)",
    re.IGNORECASE | re.DOTALL,
)
_IMPERSONAL = re.compile(r"(?:it|there|as|he|she|they|we|i|он|она|они|мы)\b", re.IGNORECASE)
# "A plan that would move it": the words after "that" are about the plan.
_NO_SUBJECT = re.compile(
    r"(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall)\b",
    re.IGNORECASE,
)
_SMALL_AT_FIRST = re.compile(
    r"(?:The|An?|There|No|All|Some|Its?|His|Her|Their|He|She|They|This|These|Those|In|On|At)\b"
)


@dataclass(frozen=True, slots=True)
class Saying:
    """`kind` is one of shapes.KINDS, `content` is what was said, as a sentence, and `whole` says who said it."""

    speaker: str
    kind: str
    content: str
    whole: str

    @property
    def is_unnamed(self) -> bool:
        """Return True for "a defence official", which describes somebody and names nobody."""
        return bool(re.match(r"(?:an?|one|some|several|two|three|many)\s", self.speaker, re.I))


def take_apart(statement: str, language: str | None = None) -> Saying | None:
    """Return who said what, if the statement is one plain saying with a speaker; otherwise None."""
    text = " ".join(statement[:_LONGEST].split())
    known = detect_language(text, language)
    if known == "ru":
        return _saying(_RUSSIAN.fullmatch(text), text, known)
    if known != "en":
        return None
    if found := _ACCORDING.fullmatch(text):
        what = found["what"]
        said = what[:1].lower() + what[1:] if _SMALL_AT_FIRST.match(what) else what
        speaker = found["who"].strip()
        return Saying(speaker, "said", _sentence(what), f"{_capital(speaker)} said that {said}")
    return _saying(_ENGLISH.fullmatch(text), text, known)


def _saying(found: re.Match[str] | None, text: str, language: str) -> Saying | None:
    if found is None or _NO_SPEAKER.fullmatch(found["who"]) or _IMPERSONAL.match(found["who"]):
        return None
    if _NO_SUBJECT.match(found["what"]):
        return None
    speaker = found["who"].strip(" ,")
    return Saying(speaker, kind_of(found["cue"], language), _sentence(found["what"]), text)


def _sentence(words: str) -> str:
    return _capital(words) if words[-1] in ".!?…" else f"{_capital(words)}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
