"""Sentence boundaries in the desk's languages, on texts of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors import read_text, split_sentences

PARAGRAPHS = {
    "en": [
        "On Sept. 3 Lt. Gen. R. T. Okafor met Dr. Ana Beridze at 5 p.m. in the port.",
        "“We asked for nothing.",
        "Nobody asked us, either,” the officer told Alpha TV Inc. on Monday.",
        "The convoy left the U.S.",
        "The ministry did not say when.",
        "Was it No. 5 or No. 6?",
        "‘It isn’t ours!’ said the spokesman of St. Mary’s, J. P. Reyes Jr., of Harbor & Co.",
        "He cited Art. 12, pp. 4–7, of the agreement … and left.",
        "(The port’s owner did not reply.)",
        "It cost $4.5 million, i.e. half of the budget, vs. a third in 2019.",
        "“Who told you?” she asked.",
    ],
    "ru": [
        "В 2020 г. Россия и Армения подписали договор, т. е. обменялись нотами.",
        "Об этом сообщил проф. А. Б. Иванов на ул. Ленина, д. 5.",
        "«Мы ничего не просили.",
        "Нас тоже никто не спрашивал», — сказал ген.-лейт. С. Петров.",
        "В порт пришли танки, грузовики, катера и т. д.",
        "Министерство это отрицает.",
        "Кто дал приказ?",
        "«Не мы!» — ответил он в пятницу, 3 сент. 2026 г., в г. Поти.",
        "Ущерб составил 5 млн. руб. за месяц (см. стр. 12).",
        "Он уехал…",
        "Потом вернулся.",
        "По данным им. Сурена музея, в 44 г. до н. э. города ещё не было.",
    ],
    "hy": [
        "Նախարարությունը հայտարարեց, որ 2020 թ. սեպտեմբերի 3-ին խնդրանք չի եղել։",
        "«Մենք ոչինչ չենք խնդրել։",
        "Մեզ էլ ոչ ոք չի հարցրել»,- ասաց խոսնակ Ա. Բ. Սարգսյանը։",
        "Նա հավելեց. «Պայմանագիրը ստորագրվել է ք. Երևանում»։",
        "Ո՞վ է տվել հրամանը։",
        "Վնասը կազմել է 5 մլն. դրամ, այսինքն՝ բյուջեի կեսը։",
        "Փոխնախարար դր. Պետրոսյանը չպատասխանեց...",
        "Ե՞րբ է սա եղել, և որտե՞ղ։",
    ],
    "az": [
        "Nazirlik bildirib ki, 2020-ci il sentyabrın 3-də prof. Ə. B. Məmmədov Bakı ş. gəlib.",
        "“Biz heç nə istəməmişik.",
        "Bizdən də heç kim soruşmayıb”, – deyə polk. R. Həsənov bildirib.",
        "Limana tanklar, yük maşınları və s.",
        "Nazirlik bunu təkzib edir.",
        "Əmri kim verib?",
        "“Biz yox!” – o, cavab verib.",
        "Zərər 5 mln. manat, yəni büdcənin yarısıdır.",
        "Bu, II. Qarabağ müharibəsindən sonra olub.",
        "«Xəzər» Ltd. MMC cavab verməyib…",
        "Sonra susub.",
    ],
    "ka": [
        "სამინისტრომ განაცხადა, რომ 2008 წ. აგვისტოში თხოვნა არ ყოფილა.",
        "„ჩვენ არაფერი გვითხოვია.",
        "არც ჩვენთვის უკითხავთ“, — თქვა გენ. ა. ბ. ბერიძემ.",
        "პორტში შევიდა ტანკები, სატვირთოები და ა.შ.",
        "სამინისტრო ამას უარყოფს.",
        "ვინ გასცა ბრძანება?",
        "„ჩვენ არა!“ — უპასუხა მან ქ. ფოთში.",
        "ზარალი 5 მლნ. ლარია, ე.ი. ბიუჯეტის ნახევარი.",
        "ე.წ. შეთანხმების 12-ე მუხლი (იხ. გვ. 4) ამას კრძალავს.",
        "ის წავიდა…",
        "შემდეგ დაბრუნდა.",
    ],
    "tr": [
        "Bakanlık, 3 Eylül 2020'de Prof. Dr. A. B. Yılmaz'ın T.C. adına imza attığını açıkladı.",
        "“Biz hiçbir şey istemedik.",
        "Bize de kimse sormadı” dedi Tümg. R. Demir.",
        "Limana tanklar, kamyonlar vb. araçlar geldi.",
        "Emri kim verdi?",
        "“Biz değil!” diye yanıtladı.",
        "Zarar 5 mln. lira, yani bütçenin yarısı (bkz. s. 12).",
        "Bu, 2. Karabağ Savaşı'ndan ve II. Dünya Savaşı'ndan sonra oldu.",
        "Kaya A.Ş. yanıt vermedi…",
        "Sonra sustu.",
        "Atatürk Cad. No. 5'teki büro M.Ö. 44'ten kalma değil.",
    ],
}


def cut(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize("said", [True, False], ids=["language given", "language unknown"])
@pytest.mark.parametrize("language", PARAGRAPHS)
def test_paragraph_is_split_into_its_sentences(language: str, said: bool) -> None:
    sentences = PARAGRAPHS[language]
    assert cut(" ".join(sentences), language if said else None) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Kim met Rep. Ana Ortiz (D-Ariz.), Sens. Ruiz and Gen. He Lin at 9 a.m. Tuesday.",
        "SPRINGFIELD, Ill. — The bridge stayed shut for a third day.",
        "“Why now?” asked the mayor, and “Why here?” the docker.",
        "«Кто это сделал?» — Анна не ответила, пишет газета.",
        "The vote […] Was postponed, he wrote.",
        "See https://port.example/a.b?c=D.E for the list, v. 2.1 of it.",
        "He said … I do not know what.",
        "სამინისტრო ელოდება ქ. ქუთაისში დ. კაპანაძეს.",
        "Նա ասաց. «Ոչ»:",
        "3. The third point stands alone.",
    ],
)
def test_single_sentence_is_not_split(text: str) -> None:
    assert cut(text) == [text]


def test_quotation_of_several_sentences_is_split_and_keeps_its_marks() -> None:
    text = "“We waited. Nobody came! Why?” she said. ‘It’s late.’ He left."
    assert cut(text) == [
        "“We waited.",
        "Nobody came!",
        "Why?” she said.",
        "‘It’s late.’",
        "He left.",
    ]


def test_end_of_a_line_ends_a_sentence_without_a_stop() -> None:
    assert cut("A headline\n  with a subhead \r\n\n\tand text. More") == [
        "A headline",
        "with a subhead",
        "and text.",
        "More",
    ]


def test_colon_ends_a_sentence_only_after_armenian_letters() -> None:
    assert cut("Նա գնաց: Մենք մնացինք:") == ["Նա գնաց:", "Մենք մնացինք:"]
    assert cut("He gave two reasons: Money and time.") == ["He gave two reasons: Money and time."]


def test_chinese_sentences_need_no_space() -> None:
    assert cut("部长否认了。没有请求！他说。") == ["部长否认了。", "没有请求！", "他说。"]


def test_signs_alone_are_not_a_sentence() -> None:
    assert cut("* * *\n— … —\nHe left. !!!\n") == ["He left. !!!"]


def test_page_boilerplate_contains_no_sentence() -> None:
    text = "The bridge is shut. It opens in May.\n\nAdvertisement\n\nA ferry runs instead of it."
    reading = read_text(text)
    assert [text[start:end] for start, end in reading.boilerplate] == ["Advertisement"]
    assert [text[start:end] for start, end in reading.sentences] == [
        "The bridge is shut.",
        "It opens in May.",
        "A ferry runs instead of it.",
    ]


@given(st.text(), st.sampled_from(["en", "tr", "hy-AM", "", None]))
def test_sentences_of_any_text_do_not_overlap(text: str, language: str | None) -> None:
    spans = split_sentences(text, language)
    covered = set()
    past = 0
    for start, end in spans:
        assert past <= start < end
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        past = end
    assert past <= len(text)
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum())
