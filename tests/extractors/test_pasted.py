"""What a pasted text says of itself. The texts are our own."""

import pytest

from claims.extractors.page.pasted import MOST_READ, PastedReading, language_of, read_pasted

BODY = {
    "en": "The regional water board closed the upper sluice after two nights of rain, and the villages below it were told to wait until the weekend at least.",
    "ru": "Паром не выйдет до конца недели, сообщила в четверг пресс-служба порта, и пассажиры ждут его на причале уже третий день подряд, рассказали они.",
    "hy": "Ջրային խորհուրդը փակեց վերին շլյուզը երկու գիշեր տեւած անձրեւից հետո, իսկ ներքեւի գյուղերին ասացին սպասել մինչեւ շաբաթվա վերջ, ասված է հաղորդագրության մեջ։",
    "az": "Bərə həftənin sonuna qədər yola düşməyəcək, liman idarəsi bu barədə məlumat yayıb və sərnişinlər artıq üçüncü gündür ki, körpüdə gözləyirlər, deyə onlar bildiriblər.",
    "ka": "ბორანი კვირის ბოლომდე არ გავა, ამის შესახებ პორტის ადმინისტრაციამ განაცხადა, მგზავრები კი უკვე მესამე დღეა ნავმისადგომზე იცდიან, როგორც თავად ამბობენ ისინი.",
    "tr": "Liman müdürlüğü, feribotun hafta sonuna kadar kalkmayacağını ve yolcuların iskelede beklemek zorunda kalacağını bu sabah yaptığı bir açıklama ile bildirdi ve özür diledi.",
}  # fmt: skip

TEXTS = [
    (
        "en",
        "Sluice closed after two nights of rain\n\nBy Ana Sample and Gio Trial, AFP\n9 May 2025, 14:02\n\n{}\n\n© 2025 The Valley Post",
        PastedReading(
            "Sluice closed after two nights of rain", "2025-05-09", "", ("Ana Sample", "Gio Trial", "AFP"), outlet="The Valley Post"
        ),
    ),
    (
        "en",
        "ARSK, May 9, 2025 (AFP) — {}\nA second paragraph.",
        PastedReading("", "2025-05-09", "", (), agency="AFP"),
    ),
    (
        "ru",
        "Вести Порта\nПаром не выйдет\nОпубликовано: 9 мая 2025, 01:15 | Обновлено: 12 мая 2025\nАвтор: Анна Речная\n\n{}\nhttps://vesti.example/parom",
        PastedReading("Паром не выйдет", "2025-05-09", "", ("Анна Речная",), url="https://vesti.example/parom"),
    ),
    (
        "hy",
        "Շլյուզը փակվել է գիշերը\nՀեղինակ՝ Անի Լորյան\n09.05.2025 14:00\n{}",
        PastedReading("Շլյուզը փակվել է գիշերը", "2025-05-09", "", ("Անի Լորյան",)),
    ),
    (
        "az",
        "Bərə yola düşməyəcək\n9 may 2025, 14:02\nMənbə: APA\n{}",
        PastedReading("Bərə yola düşməyəcək", "2025-05-09", "", (), agency="APA"),
    ),
    (
        "ka",
        "ბორანი კვირის ბოლომდე არ გავა\n9 მაისი, 2025\nავტორი: ანა ნავიძე\n{}",
        PastedReading("ბორანი კვირის ბოლომდე არ გავა", "2025-05-09", "", ("ანა ნავიძე",)),
    ),
    (
        "tr",
        "Feribot kalkmayacak\nGüncelleme: 9 Mayıs 2025 - 11:00\nAli Kıyılı / DHA\n{}",
        PastedReading("Feribot kalkmayacak", "../2025-05-09", "Güncelleme: 9 Mayıs 2025", ("Ali Kıyılı", "DHA")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), TEXTS, ids=[f"{one[0]}-{n}" for n, one in enumerate(TEXTS)])  # fmt: skip
def test_head_and_foot_of_a_text_are_read(
    language: str, text: str, expected: PastedReading
) -> None:
    found = read_pasted(text.format(BODY[language]))
    assert found.language == language
    for name in ("published", "published_words", "authors", "agency", "outlet", "url"):
        assert getattr(found, name) == getattr(expected, name), name
    # The outlet's name above the headline is no headline.
    assert found.headline == expected.headline


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "One line only.",
        f"{BODY['en']}\nOn 9 May 2024 it had been closed, too.",
        "\ud800\x00",
        "x" * (MOST_READ * 3),
    ],
)
def test_text_that_says_nothing_of_itself_gives_nothing(text: str) -> None:
    found = read_pasted(text)
    assert (found.published, found.authors, found.agency, found.outlet, found.headline) == (
        "",
        (),
        "",
        "",
        "",
    )


@pytest.mark.parametrize("language", BODY)
def test_language_is_told_by_letters_and_small_words(language: str) -> None:
    assert language_of(BODY[language]) == language


def test_language_that_the_desk_does_not_know_stays_open() -> None:
    assert (
        language_of("Der Damm wurde nach zwei Nächten mit starkem Regen am Morgen geschlossen.")
        == ""
    )
