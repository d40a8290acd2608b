"""One fold for names: spellings that readers do not tell apart are one name, and words that name nobody are no name."""

import pytest

from claims.models.search.names import fold_name, is_placeholder, split_note

ONE_NAME = [
    ("Никита Пробный", "НИКИТА ПРОБНЫЙ", "Cyrillic capitals"),
    ("Անի Փորձյան", "ԱՆԻ ՓՈՐՁՅԱՆ", "Armenian capitals"),
    ("ნინო სადაძე", "ᲜᲘᲜᲝ ᲡᲐᲓᲐᲫᲔ", "Georgian capitals"),
    ("İlqar Sınaqlı", "ilqar sınaqlı", "dotted capital I"),
    ("Çağla Deneme", "ÇAĞLA DENEME", "Turkish capitals"),
    ("Işık Haber", "IŞIK HABER", "dotless capital I"),
    ("Σοφία Δοκιμής", "ΣΟΦΊΑ ΔΟΚΙΜΉΣ", "final sigma"),
    ("Jürgen Großprobe", "JÜRGEN GROSSPROBE", "sharp s"),
    ("Erdal Çınar", "Erdal C\u0327ınar", "composed and decomposed"),
    ("Тестовый край", "Тестовыи\u0306 краи\u0306", "decomposed й"),
    ("Niamh O'Probe", "Niamh O’Probe", "apostrophe"),
    ("Niamh O'Probe", "Niamh OʼProbe", "modifier apostrophe"),
    ("Harbour ‘Star’", "Harbour Star", "single quotation marks"),
    ('Journal "Lighthouse"', "Journal «Lighthouse»", "quotation marks"),
    ("Journal „Lighthouse“", "Journal Lighthouse", "no quotation marks"),
    ("Gio Prova", "Gio Pro\u00adva", "soft hyphen"),
    ("Gio Prova", "Gio\u200b Prova\ufeff", "zero width"),
    ("Gio Prova", "\u202bGio\u00a0Prova\u200f\u202c", "direction marks and hard space"),
    ("Алёна Тестова", "Алена Тестова", "ё"),
    ("Никола\u0301й Проба", "Николай Проба", "stress mark"),
    ("Սևան Փորձ", "Սեւան Փորձ", "և"),
    ("Սևան Փորձ", "ՍԵՎԱՆ ՓՈՐՁ", "capital և"),
    ("Port-Press", "Port‑Press", "hard hyphen"),
    ("Port-Press", "Port — Press", "dash with spaces"),
    ("ＰＲＯＶＡ １２", "prova 12", "full width"),
    ("Radio ﬁrst", "Radio first", "ligature"),
    ("  Gio \t Prova ", "Gio Prova", "runs of spaces"),
    ("علي نمونه كاظم", "علی نمونه کاظم", "Arabic and Persian letters"),
    ("مُحَمَّد", "محمد", "points"),
    ("Journal <<Lighthouse>>", "Journal «Lighthouse»", "typed quotation marks"),
    ("Port... Press", "Port… Press", "ellipsis"),
    ("Port -- Press", "Port—Press", "two hyphens"),
]


@pytest.mark.parametrize(("one", "other", "why"), ONE_NAME, ids=[row[2] for row in ONE_NAME])
def test_two_spellings_are_one_name(one: str, other: str, why: str) -> None:
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Prova", "Anna Prova"),
        ("Аna Prova", "Ana Prova"),
        ("Ağasәf Sınaq", "Ağasəf Sınaq"),
        ("Война", "Воина"),
        ("Јован Проба", "Jovan Proba"),
        ("Port Press", "Port-Press"),
        ("O'Probe", "OProbe"),
        ("Brigade 12", "Brigade 21"),
    ],
)
def test_other_names_stay_other_names(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_fold_of_a_fold_is_the_fold() -> None:
    """Stored folds are compared with folds of what is typed. Every character of the living scripts, inside a word."""
    for code in range(0x3000):
        text = f"i{chr(code)} {chr(code)}а"
        once = fold_name(text)
        assert fold_name(once) == once, f"U+{code:04X}"


def test_capital_of_a_letter_folds_like_the_letter() -> None:
    differ = {
        character
        for character in map(chr, range(0x3000))
        if len(character.upper()) == 1 and fold_name(character) != fold_name(character.upper())
    }
    assert differ == set()


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "—",
        "?",
        "…",
        "N/A",
        "n/a",
        "#N/A",
        "#REF!",
        "unknown",
        "UNKNOWN",
        "Unknown source",
        "tba",
        "T.B.A.",
        "none",
        "нет",
        "неизвестно",
        "Неизвестен",
        "անհայտ",
        "უცნობი",
        "naməlum",
        "NAMƏLUM",
        "bilinmiyor",
        "yok",
    ]
    + ["", "   ", "\u200b", "нет данных", "Not stated", "no data", "տվյալներ չկան", "belli değil"],
)
def test_placeholder_names_nobody(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["Anonymous", "Nadia", "Na Li", "Data Office", "RT", "7", "Նա", "Nona", "Йок"]
)
def test_short_and_odd_names_are_names(text: str) -> None:
    assert not is_placeholder(text)


def test_note_is_split_off_a_name() -> None:
    assert split_note("Ani Sargsyan (MP for Gyumri)") == ("ani sargsyan", "mp for gyumri")
    assert split_note("Ani Sargsyan") == ("ani sargsyan", "")
