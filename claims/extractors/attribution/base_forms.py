"""Names in the form in which they are listed: "Леван Пробов" of "по словам Левана Пробова".

By endings alone. What could be two names stays as printed: a wrong name is worse than an inflected one.
"""

import re
from collections.abc import Callable
from typing import Literal

# What the words around a name ask for. In Armenian, Azerbaijani, Georgian and Turkish "according to" has one
# case, here "genitive", and "subject" is whatever a verb of saying has; "place" is where something was said.
Case = Literal["subject", "genitive", "dative", "accusative", "place"]

_SHORTEST = 3  # letters; of a shorter word the ending may be the word
_CONSONANT = "бвгджзйклмнпрстфхцчшщ"


def base_form(name: str, language: str, case: Case) -> str:
    """Return the name in the nominative, as far as its endings tell."""
    change = _CHANGES.get(language)
    words = name.split()
    return change(words, case) if change and words else name


# --- Russian ---

_RU_BODIES = (
    # Words of the neuter and the feminine, with the endings of the genitive, dative and prepositional.
    (r"(министерств|агентств|правительств|ведомств|посольств|консульств|управлени|издани|общество|движени|объединени|учреждени)(?:а|я|у|ю|е|и)", "n"),
    (r"(служб|прокуратур|газет|компани|администраци|полици|парти|мэри|мисси|организаци|ассоциаци|корпораци|комисси|пресс-служб|церкв|палат|академи|таможн|больниц|школ)(?:ы|и|е|у|ю)", "f"),
    (r"(комитет|департамент|парламент|совет|суд|телеканал|портал|канал|фонд|банк|университет|институт|центр|штаб|союз|сенат|сейм|музей|порт|завод)(?:а|у|е)", "m"),
)  # fmt: skip
_RU_ADJECTIVES = (
    (r"(\w+[гкх])ого|(\w+[гкх])ому|(\w+[гкх])ом", "m", "ий"), (r"(\w+)ого|(\w+)ому|(\w+)ом", "m", "ый"), (r"(\w+)его|(\w+)ему|(\w+)ем", "m", "ий"),
    (r"(\w+)ого|(\w+)ому|(\w+)ом", "n", "ое"), (r"(\w+)его|(\w+)ему|(\w+)ем", "n", "ее"),
    (r"(\w+)ой|(\w+)ую", "f", "ая"), (r"(\w+)ей|(\w+)юю", "f", "яя"),
)  # fmt: skip
_RU_WHOLE = {
    "кремля": "Кремль",
    "кремле": "Кремль",
    "кремлю": "Кремль",
    "белого дома": "Белый дом",
    "белом доме": "Белый дом",
}


def _russian(words: list[str], case: Case) -> str:
    name = " ".join(words)
    if case == "subject":
        return name
    if name.lower() in _RU_WHOLE:
        return _RU_WHOLE[name.lower()]
    if body := _russian_body(words):
        return body
    if len(words) == 1:
        return _russian_word(name, case)
    if case == "place" or len(words) > 3 or not all(word[0].isupper() for word in words):
        return name
    return _russian_person(words) if case != "dative" else name


def _russian_body(words: list[str]) -> str:
    """Return the body with its head, and the adjectives before it, in the nominative."""
    for place, word in enumerate(words):
        for pattern, gender in _RU_BODIES:
            found = re.fullmatch(pattern, word, re.IGNORECASE)
            if not found:
                continue
            stem = found[1]
            soft = stem[-1] == "и"
            ending = {"n": "е" if soft else "о", "f": "я" if soft else "а", "m": ""}[gender]
            before = [_russian_adjective(one, gender) for one in words[:place]]
            return " ".join([*before, stem + ending, *words[place + 1 :]])
    return ""


def _russian_adjective(word: str, gender: str) -> str:
    for pattern, of, ending in _RU_ADJECTIVES:
        found = re.fullmatch(pattern, word)
        if of == gender and found:
            return str(next(filter(None, found.groups()))) + ending
    return word


# Of one word, by its case: its ending, and that of the nominative.
_RU_WORDS: dict[Case, tuple[tuple[str, str], ...]] = {
    "genitive": (
        (r"(.+[сц]к)ого", "ий"), (r"(.+(?:ов|ев|ёв|ин|ын))ой", "а"), (rf"(.+[{_CONSONANT}])а", ""), (r"(.+[аеоуыэюя])я", "й"),
        (rf"(.+[{_CONSONANT}])ы", "а"), (r"(.+[гкх])и", "а"), (r"(.+и)и", "я"),
    ),
    "dative": ((r"(.+[сц]к)ому", "ий"), (rf"(.+[{_CONSONANT}])у", ""), (r"(.+и)и", "я")),
    "accusative": (
        (r"(.+[сц]к)ого", "ий"), (rf"(.+[{_CONSONANT}])а", ""), (rf"(.+[{_CONSONANT}])у", "а"), (r"(.+и)ю", "я"),
    ),
    # Whether a city is masculine or feminine is not seen in "в Анкаре", but this is: "в Минтрансе".
    "place": (((rf"((?:Мин|Гос|Рос|Нац|Глав|Центр)\w*[{_CONSONANT}])е"), ""), (r"(.+и)и", "я")),
    "subject": (),
}  # fmt: skip
_RU_SHORTENED = re.compile(r"([А-ЯЁ]{2,})[а-яё]{1,2}")


def _russian_word(word: str, case: Case) -> str:
    """Return a single name or a shortened body: "Пробян" of "Пробяна", "МИД" of "МИДе"."""
    if found := _RU_SHORTENED.fullmatch(word):
        return found[1]
    for pattern, ending in _RU_WORDS[case]:
        if len(word) > _SHORTEST and (found := re.fullmatch(pattern, word)):
            return found[1] + ending
    return word


def _russian_person(words: list[str]) -> str:
    """Return first name and surname. The first name tells the gender, and with it what the endings mean."""
    first, last = words[0], words[-1]
    if found := re.fullmatch(r"(.+[аеиоуыэюя])я", first):  # Андрея, Николая
        return " ".join([found[1] + "й", *words[1:-1], _masculine(last)])
    if found := re.fullmatch(rf"(.+[{_CONSONANT}])а", first):
        return " ".join([found[1], *words[1:-1], _masculine(last)])
    if found := re.fullmatch(rf"(.+[{_CONSONANT}])я", first):  # Игоря
        return " ".join([found[1] + "ь", *words[1:-1], _masculine(last)])
    if found := re.fullmatch(r"(.+[бвгджзклмнпрстфхцчшщь])([ыи])", first):  # Нины, Ольги
        soft = found[2] == "и" and found[1][-1] not in "гкхжчшщ"
        is_man = re.fullmatch(r".+(?:ов|ев|ёв|ин|ын)а", last)  # Никиты, with a man's surname
        surname = _masculine(last) if is_man else _feminine(last)
        return " ".join([found[1] + ("я" if soft else "а"), *words[1:-1], surname])
    if found := re.fullmatch(r"(.+и)и", first):  # Марии
        return " ".join([found[1] + "я", *words[1:-1], _feminine(last)])
    return " ".join(words)


def _masculine(last: str) -> str:
    if found := re.fullmatch(r"(.+[сц]к)ого", last):
        return found[1] + "ий"
    if found := re.fullmatch(r"(.+[аеиоуыэюя])я", last):
        return found[1] + "й"
    found = re.fullmatch(rf"(.+[{_CONSONANT}])а", last)
    return found[1] if found else last


def _feminine(last: str) -> str:
    if found := re.fullmatch(r"(.+(?:ов|ев|ёв|ин|ын))ой", last):
        return found[1] + "а"
    found = re.fullmatch(r"(.+[сц]к)ой", last)
    return found[1] + "ая" if found else last


# --- Armenian ---


def _armenian(words: list[str], case: Case) -> str:
    last = words[-1]
    if case != "subject":
        for pattern, ending in ((r"(.+ությ)ան", "ուն"), (r"(.+[աոե])յի", ""), (r"(.{2,})ի", "")):
            if found := re.fullmatch(pattern, last):
                last = found[1] + ending
                break
        else:
            if found := re.fullmatch(r"(.+)ու", last):  # Զելենսկու
                last = found[1] + "ի"
    elif found := re.fullmatch(r"(.+[^աեէըիոօ])ը|(.+ն)ն|(.+(?:ձե|շվիլի|սկի|ովա|ևա|ո))ն", last):
        last = next(filter(None, found.groups()))
    return " ".join([*words[:-1], last])


# --- Azerbaijani and Turkish ---

_AZ_VOWELS = "aıoueəiöü"
# After such an ending the genitive has an n: "Əliyevanın", "Həsənlinin". "Rəhmanın" is "Rəhman" with "ın".
_AZ_OPEN = re.compile(r"(?:ova|eva|yeva|ina|skaya|ski|zadə|l[ıiuü]|oğlu|qızı|bəyli|[ıiuü])\Z")


def _azerbaijani(words: list[str], case: Case) -> str:
    last = words[-1]
    if case != "subject":
        if found := re.fullmatch(r"(.+l[iü])y[iü]n|(.+l[ıu])ğ[ıu]n", last):  # Nazirliyin
            return " ".join([*words[:-1], found[1] + "k" if found[1] else found[2] + "q"])
        found = re.fullmatch(rf"(.+[{_AZ_VOWELS}])n[ıiuü]n", last)
        if not found or not _AZ_OPEN.search(found[1]):
            found = re.fullmatch(rf"(.+[^{_AZ_VOWELS}])[ıiuü]n", last)
        if found:
            last = found[1]
        elif found := re.fullmatch(r"(.+l[iı])yə", last):  # nazirliyə
            last = found[1] + "k"
        elif found := re.fullmatch(r"(.+[ıiuü])n[əa]", last):
            last = found[1]
    return " ".join([*words[:-1], last])


def _turkish(words: list[str], case: Case) -> str:
    last = re.split("['’]", words[-1])[0] or words[-1]
    if (
        case != "subject"
        and last == words[-1]
        and (found := re.fullmatch(r"(.+[ıiuü])n[ae]", last))
    ):
        last = found[1]
    return " ".join([*words[:-1], last])


# --- Georgian ---

_KA_GENITIVE = (
    ("ძის", "ძე"), ("ოს", "ო"), ("უს", "უ"), ("ას", "ა"), ("იის", "ია"), ("ების", "ებ"), ("ის", "ი"),
)  # fmt: skip
_KA_SUBJECT = (
    ("ძემ", "ძე"), ("ძეს", "ძე"), ("ომ", "ო"), ("უმ", "უ"), ("ამ", "ა"), ("ემ", "ე"), ("მა", "ი"), ("ოს", "ო"), ("ას", "ა"),
)  # fmt: skip


def _georgian(words: list[str], case: Case) -> str:
    last = words[-1]
    for ending, base in _KA_SUBJECT if case == "subject" else _KA_GENITIVE:
        if last.endswith(ending) and len(last) > len(ending) + 1:
            last = last.removesuffix(ending) + base
            break
    return " ".join([*words[:-1], last])


_CHANGES: dict[str, Callable[[list[str], Case], str]] = {
    "ru": _russian,
    "hy": _armenian,
    "az": _azerbaijani,
    "tr": _turkish,
    "ka": _georgian,
}
