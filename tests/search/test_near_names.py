"""Near names: other spellings of one name are found in every script of the region, and other names are not."""

import pytest

from claims.models.search.names import name_key
from claims.models.search.near_names import MOST_NEAR, KnownName, NearNames, Why


def names(*known: str, is_body: bool = True) -> NearNames:
    """Return the names of sources numbered from 1, each with its aliases after a stroke."""
    return NearNames(
        KnownName(key, tuple(map(name_key, name.split("|"))), is_body=is_body)
        for key, name in enumerate(known, 1)
    )


def why(new: str, known: str) -> Why | None:
    found = names(known).near(name_key(new))
    return found[0].why if found else None


NEAR = [
    # an alias, or only spaces and signs apart
    ("Port-Press", "Port Press", Why.SAME),
    ("PP", "Port Press|PP", Why.SAME),
    # look alike
    ("Ağasәf Sınaq", "Ağasəf Sınaq", Why.LOOKALIKE),
    ("Rеutеrs", "Reuters", Why.LOOKALIKE),
    ("МАТЕО", "MATEO", Why.LOOKALIKE),
    # one name in several scripts
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", Why.SPELLING),
    ("Владимир Зеленский", "Volodymyr Zelenskyy", Why.SPELLING),
    ("Володимир Зеленський", "Vladimir Zelensky", Why.SPELLING),
    ("Никол Пашинян", "Nikol Pashinyan", Why.SPELLING),
    ("Նիկոլ Փաշինյան", "Nikol Pashinyan", Why.SPELLING),
    ("Nikol Paşinyan", "Никол Пашинян", Why.SPELLING),
    ("ნიკოლ ფაშინიანი", "Nikol Pashinian", Why.SPELLING),
    ("İlham Əliyev", "Ilham Aliyev", Why.SPELLING),
    ("Ильхам Алиев", "İlham Əliyev", Why.SPELLING),
    ("ილჰამ ალიევი", "Ilham Aliyev", Why.SPELLING),
    ("Реджеп Тайип Эрдоган", "Recep Tayyip Erdoğan", Why.SPELLING),
    ("Ceyhun Bayramov", "Джейхун Байрамов", Why.SPELLING),
    ("Ираклий Гарибашвили", "Irakli Garibashvili", Why.SPELLING),
    ("ირაკლი კობახიძე", "Irakli Kobakhidze", Why.SPELLING),
    ("Aram Xaçaturyan", "Арам Хачатурян", Why.SPELLING),
    ("Анна Акопян", "Anna Hakobyan", Why.SPELLING),
    ("Захарова Мария", "Maria Zakharova", Why.SPELLING),
    ("M. Zakharova", "Maria Zakharova", Why.SPELLING),
    ("Левана Пробадзе", "Леван Пробадзе", Why.SPELLING),
    ("Ali Sınav'a", "Ali Sınav", Why.SPELLING),
    ("Bund fuer Haefen", "Bund für Häfen", Why.SPELLING),
    ("Soeren Graebner-Pruefer", "Sören Gräbner-Prüfer", Why.SPELLING),
    ("Soren Grabner", "Sören Gräbner", Why.SPELLING),
    # one body, its words in another order or language
    ("Armenian Defence Ministry", "Defence Ministry of Armenia", Why.SPELLING),
    ("Ministry of Defense of Armenia", "Armenia's Defence Ministry", Why.SPELLING),
    ("Минобороны Армении", "Defence Ministry of Armenia", Why.SPELLING),
    ("Հայաստանի պաշտպանության նախարարություն", "Defence Ministry of Armenia", Why.SPELLING),
    ("საქართველოს საგარეო საქმეთა სამინისტრო", "Georgian Foreign Ministry", Why.SPELLING),
    ("Azərbaycan Müdafiə Nazirliyi", "Ministry of Defence of Azerbaijan", Why.SPELLING),
    ("МИД России", "Ministry of Foreign Affairs of Russia", Why.SPELLING),
    ("Government of Georgia", "Georgian Government", Why.SPELLING),
    ("Tidewater news agency", "Tidewater", Why.SPELLING),
    # one letter
    ("Harbuor Gazette", "Harbour Gazette", Why.SPELLING),
    ("Tidewatter Daily", "Tidewadter Daily", Why.SPELLING),
    ("Porttown Fisch", "Porttown Fish", Why.SPELLING),
    ("Lighthouse Nems", "Lighthouse Nens", Why.SLIP),
    # part of a name
    ("Zakharova", "Maria Zakharova", Why.PART),
    ("Maria Zakharova", "Захарова", Why.PART),
    ("President Ilham Aliyev", "Ilham Aliyev", Why.PART),
    ("Ministry of Defence", "Defence Ministry of Armenia", Why.PART),
    # a country
    ("Russia", "Russian Foreign Ministry", Why.COUNTRY),
    ("Moscow", "МИД России", Why.COUNTRY),
    ("Ереван", "Defence Ministry of Armenia", Why.COUNTRY),
    ("Թուրքիա", "Turkish Ministry of Defence", Why.COUNTRY),
    ("the Georgian side", "Georgian Foreign Ministry", Why.COUNTRY),
]  # fmt: skip


@pytest.mark.parametrize(("new", "known", "reason"), NEAR, ids=[f"{n} ~ {k}" for n, k, _ in NEAR])
def test_near_name_is_found(new: str, known: str, reason: Why) -> None:
    assert why(new, known) == reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russian Defence Ministry", "Defence Ministry of Armenia"),
        ("Foreign Ministry of Armenia", "Defence Ministry of Armenia"),
        ("President of Armenia", "Prime Minister of Armenia"),
        ("Anna Prova", "Gio Prova"),
        ("Elçin Sınaqov", "İlqar Sınaqov"),
        ("BBC", "NBC"),
        ("RT", "RIA"),
        ("Brigade 12", "Brigade 13"),
        ("Source 1", "Source 11"),
        ("Armenia Today", "Azerbaijan Today"),
        ("Port Daily", "Harbour Daily"),
        ("Harbour Radio", "Harbour Herald"),
        ("Ministry of Ports", "Ministry of Roads"),
        ("Armenia", "Russian Foreign Ministry"),
        ("Moran", "Marina"),
        ("Petrosyan", "Poghosyan"),
        ("News.am", "Porttimes.am"),
        ("Rustam Badalov", "Russian Badalov Fund"),
        ("Joel Prova", "Jöl Beispiel"),
        ("Bund der Hafen", "Bund für Häuser"),
    ],
)
def test_another_name_is_not_near(one: str, other: str) -> None:
    assert (why(one, other), why(other, one)) == (None, None)


def test_country_offers_bodies_under_it_and_no_outlet() -> None:
    known = [
        KnownName(1, (name_key("Government of Armenia"),), is_body=True),
        KnownName(2, (name_key("Inspection of Quays"),), is_body=True, parent=1),
        KnownName(3, (name_key("Armenia Today"),)),
    ]
    assert [one.key for one in NearNames(known).near(name_key("Yerevan"))] == [1, 2]


def test_nearest_come_first_and_are_few() -> None:
    others = ["Alba", "Bora", "Cora", "Dora", "Elba", "Fara", "Gora", "Hora"]
    known = names(*(f"Maria Zakharova {word}" for word in others), "Мария Захарова")
    found = known.near(name_key("Maria Zakharova"))
    assert len(found) == MOST_NEAR
    assert found[0].key == 9


def test_doubles_are_pairs_that_are_probably_one() -> None:
    known = names(
        "Nikol Pashinyan", "Harbour Gazette", "Никол Пашинян", "Harbor Gazette", "Pashinyan"
    )
    assert known.doubles(10) == [(1, 3), (2, 4)]
    assert known.doubles(1) == [(1, 3)]


def test_pair_that_people_told_apart_is_no_double() -> None:
    known = NearNames([KnownName(1, ("ani prova",)), KnownName(2, ("ani prova",), told_apart=True)])
    assert known.doubles(10) == []
