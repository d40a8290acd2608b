"""Page boilerplate, on texts of our own in the style of several kinds of outlet."""

import pytest

from claims.extractors import body_fingerprint, read_text

BODY = [
    "The ministry of roads closed the northern pass on Tuesday after two landslides in one night.",
    "Engineers expect the work to take nine days, the deputy minister told reporters. “We will not hurry.”",
    "Lorries are sent round by the lake, which adds four hours to the journey to the port.",
    "A similar slide blocked the same stretch in 2019 and cut off three villages for a week.",
    "Shops in the villages have food for a month, according to the regional governor.",
    "The weather service forecasts more rain from Friday onwards in the whole of the valley.",
]
HEADLINE = "Northern pass closed after two landslides"


def folded(text: str) -> list[str]:
    return [text[start:end] for start, end in read_text(text).boilerplate]


def page(*lines: str, between: str = "\n\n") -> str:
    return between.join(lines)


def in_article(*boilerplate: str, between: str = "\n\n") -> str:
    return page(HEADLINE, *BODY[:3], *boilerplate, *BODY[3:], between=between)


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        (
            "The road is wet. Read also: Why the lake road floods",
            "Read also: Why the lake road floods",
        ),
        (
            "The road (read also: Why the lake road floods) is wet now.",
            "(read also: Why the lake road floods)",
        ),
        (
            "Дорога мокрая, сказал он. Читайте также: Почему её топит",
            "Читайте также: Почему её топит",
        ),
        (
            "Die Straße ist nass. Lesen Sie auch: Warum sie überflutet wird",
            "Lesen Sie auch: Warum sie überflutet wird",
        ),
    ],
)
def test_only_the_reference_on_a_line_of_the_article_is_folded(line: str, reference: str) -> None:
    assert folded(in_article(line)) == [reference]


@pytest.mark.parametrize(
    "line",
    [
        "Read also the report of the ministry, the engineer told those who had asked.",
        "Читайте также внимательно договор, сказал инженер жителям долины.",
        "He asked everybody to read also: the report, the letters and the map of the valley are on the table.",
    ],
)
def test_sentence_that_only_looks_like_a_reference_stays(line: str) -> None:
    assert folded(in_article(line)) == []


@pytest.mark.parametrize("between", ["\n\n", "\n", "\r\n\r\n", "\r", "\n \t\n"])
def test_article_without_boilerplate_is_unchanged(between: str) -> None:
    assert folded(page(HEADLINE, "12 May 2024", *BODY, between=between)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article",
        "Read more »",
        "3 min read",
        "Sign up for our newsletter",
        "Follow us on Telegram and never miss a story",
        "Subscribe to our weekly briefing and get the region's news in your inbox every Sunday.",
        "We are a reader-funded newsroom. If our work matters to you, please consider a donation.",
        "Photo: Anna Petrova/Reuters",
        "A digger clears stones from the road, 14 May 2024. Photo: Ministry of Roads",
        "The pass seen from the south. File photo.",
        "The pass in May (Photo by Anna Petrova/Getty Images)",
        "A digger at work on the slope | AFP",
        "Read also: Why the lake road floods every spring",
        "© 2024 The Valley Post. All rights reserved.",
        "We use cookies on this website. By continuing you accept our cookie policy.",
        "The Valley Post seeks reporters in three towns. We offer a fair salary. Send a CV and a cover "
        "letter to jobs@valley.example",
        "Реклама",
        "Читайте также: Почему каждую весну затопляет дорогу у озера",
        "Подписывайтесь на наш телеграм-канал и узнавайте новости первыми!",
        "Фото: Анна Петрова / Reuters",
        "Продолжая пользоваться сайтом, вы соглашаетесь на использование файлов cookie.",
        "Все права защищены.",
        "Գովազդ",
        "Կարդացե՛ք նաև՝ Ինչու է լճի ճանապարհը հեղեղվում",
        "Լուսանկարը՝ Աննա Պետրովայի",
        "Միացե՛ք մեր տելեգրամյան ալիքին։",
        "Բոլոր իրավունքները պաշտպանված են։",
        "Həmçinin oxuyun: Göl yolu niyə hər yaz su altında qalır",
        "Foto: Anna Petrova",
        "Telegram kanalımıza abunə olun!",
        "Bütün hüquqlar qorunur.",
        "ასევე წაიკითხეთ: რატომ იტბორება ტბის გზა",
        "ფოტო: ანა პეტროვა",
        "გამოგვყევით ტელეგრამზე და გამოიწერეთ ჩვენი სიახლეები.",
        "ყველა უფლება დაცულია.",
        "İLGİLİ HABER: Göl yolu neden her bahar su altında kalıyor",
        "Fotoğraf: Anna Petrova",
        "Telegram kanalımıza abone olun, haberleri ilk siz öğrenin.",
        "Tüm hakları saklıdır.",
        "READ ALSO Why the lake road floods",
        "► Read also — Why the lake road floods",
        "Читайте также Почему затопляет дорогу у озера",
        "Կարդա նաև՝ Ինչու է ճանապարհը հեղեղվում",
        "Bunu da oxuyun: Göl yolu niyə su altında qalır",
        "იხილეთ ასევე: რატომ იტბორება ტბის გზა",
        "BUNU DA OKUYUN Göl yolu neden su altında kalıyor",
        "Lea también: Por qué se inunda el camino del lago",
        "Lesen Sie auch: Warum die Seestraße jedes Jahr überflutet wird",
        "À lire également : Pourquoi la route du lac est inondée",
        "Czytaj też: Dlaczego droga nad jeziorem jest zalewana",
    ],
)
def test_line_of_boilerplate_is_folded_and_nothing_else(line: str) -> None:
    assert folded(in_article(line)) == [line]
    assert folded(in_article(line, between="\n")) == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "The party asked its voters to become a member and to donate before the end of the month.",
        "The regulator ruled that websites must ask for consent before they place cookies.",
        "“Support our journalism and subscribe to our newsletter,” the editor said at the trial.",
        "Police raided our newsroom on Tuesday and took away four computers and a printer.",
        "We asked you last week which roads you fear most, and four hundred readers answered.",
        "The court found that the firm had infringed the copyright of eleven photographers.",
        "Photo by photo, investigators put together the last hour of the flight.",
        "The archive sold the collection to Getty Images.",
        "The ministry later released an official photo.",
        "The envoy told Agence France-Presse (AFP).",
        "He had sent his CV and a cover letter to the ministry in January, and heard nothing.",
        "Our army deserves our support, and every one of us can help it.",
        "The company is looking for a buyer for its stake in the port.",
        "SubscribeStar closed the account of the channel on Friday, its owner wrote.",
        "The related articles of the treaty were deleted before it was signed.",
        "Партия призвала граждан подписываться на рассылку и поддержать независимые СМИ, заявил он.",
        "Сотрудники нашей редакции были задержаны полицией во вторник утром.",
        "Նախարարը հայտարարեց, որ ճանապարհը կբացվի ինն օրից։",
        "Nazir bildirib ki, yol doqquz gündən sonra açılacaq.",
        "მინისტრმა განაცხადა, რომ გზა ცხრა დღეში გაიხსნება.",
        "Bakan, yolun dokuz gün içinde açılacağını söyledi.",
        "Subscribe to our newsletter. The pass was closed after two landslides on Tuesday night.",
        "No.",
        "Yes, “never”.",
        "The quotation was never closed: “We will open the road on Monday, whatever the weather.",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_sentence_of_the_article_is_never_folded(sentence: str, between: str) -> None:
    assert folded(in_article(sentence, between=between)) == []
    assert folded(page(HEADLINE, *BODY, sentence, between=between)) == []
    assert folded(page(HEADLINE, sentence, *BODY, between=between)) == []


@pytest.mark.parametrize(
    "subhead",
    ["What happens next", "The road by the lake and claims of bribes", "‘Nine days’", "Background", "Politics",
     "Home", "Ministry of Roads", "Governor rejects claims that the villages were forgotten for days", "2019",
     "Путь через озеро", "Ի՞նչ կլինի հետո", "Bundan sonra nə olacaq", "რა მოხდება შემდეგ", "Bundan sonra ne olacak"],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_subhead_is_never_folded(subhead: str, between: str) -> None:
    assert folded(in_article(subhead, between=between)) == []


@pytest.mark.parametrize("between", ["\n\n", "\n"])
@pytest.mark.parametrize(
    "headline", [HEADLINE, "Northern Pass Closed", "Will the pass ever be safe again?"]
)
def test_repeated_headline_is_never_folded(headline: str, between: str) -> None:
    assert folded(page(headline, headline, *BODY, between=between)) == []
    assert (
        folded(page(headline, "14.05.2024, 10:30", headline, *BODY, headline, between=between))
        == []
    )


def test_date_line_is_never_folded() -> None:
    for date in (
        "30 July 2020",
        "July 30, 2020",
        "30 июля 2020",
        "30.07.2020",
        "Published 2 hours ago",
    ):
        assert folded(page(HEADLINE, date, *BODY)) == []
        assert folded(page(HEADLINE, *BODY, date)) == []


def test_breadcrumbs_and_sections_above_the_headline_are_folded() -> None:
    for crumb in (
        "| News, Economy, Valley",
        "Home > World > Europe",
        "News / Politics",
        "Новости | Политика",
    ):
        assert folded(page(crumb, HEADLINE, *BODY)) == [crumb]
    assert folded(page("Politics", HEADLINE, *BODY)) == ["Politics"]
    assert folded(page("Northern pass | The Valley Post", *BODY)) == []


def test_topic_under_the_logo_is_folded_only_if_a_blank_line_separates_the_headline() -> None:
    assert folded("Media logo\nValley Roads\n\n" + page(HEADLINE, *BODY)) == [
        "Media logo",
        "Valley Roads",
    ]
    assert folded(page("Media logo", "Valley Roads", *BODY, between="\n")) == ["Media logo"]
    assert folded(page("Media logo", "Valley Roads", HEADLINE, *BODY)) == ["Media logo"]
    assert folded("Media logo\nWar on the road\n\n" + page(HEADLINE, *BODY)) == ["Media logo"]


def test_headline_and_button_of_an_appeal_are_folded_with_it() -> None:
    appeal = (
        "Do you count on us? We count on you.",
        "Newsrooms like ours live from month to month. Help us stay independent and become a member of our club.",
        "Become a member",
    )
    assert folded(page(HEADLINE, *appeal, *BODY)) == list(appeal)


def test_button_glued_to_a_paragraph_is_folded_without_the_paragraph() -> None:
    text = page(HEADLINE, "Become a member" + BODY[0], *BODY[1:], between="\n")
    assert folded(text) == ["Become a member"]
    assert (
        folded(
            page(HEADLINE, "Become a member or leave, the club told its guests on Tuesday.", *BODY)
        )
        == []
    )


def test_second_copy_of_a_caption_is_folded_and_the_first_stays() -> None:
    caption = "A digger clears stones from the road."
    text = page(HEADLINE, f"{caption}\n{caption}", *BODY)
    [(start, _)] = read_text(text).boilerplate
    assert start == text.rindex(caption)
    assert folded(page(f"{HEADLINE}.\n{HEADLINE}.", *BODY)) == []


CARD = (
    "Lake road floods for the third spring running as dam fills",
    "The road round the lake was built in 1961 for a tenth of the traffic it has to bear today.",
)


def test_card_for_another_article_between_paragraphs_is_folded() -> None:
    assert folded(in_article("\n".join(CARD))) == list(CARD)


def test_subhead_directly_above_its_paragraph_is_not_a_card() -> None:
    sections = ["What happens next\n" + BODY[3], "The lake\n" + BODY[4]]
    assert folded(page(HEADLINE, *BODY[:3], *sections, *BODY[3:])) == []
    two_sentences = "\n".join((CARD[0], CARD[1] + " It was never widened since."))
    assert folded(in_article(two_sentences)) == []
    leaning = "\n".join(
        (CARD[0], "He said the road was built for a tenth of the traffic it has today.")
    )
    assert folded(in_article(leaning)) == []


def test_page_without_blank_lines_between_paragraphs_has_no_cards() -> None:
    assert folded(in_article(*CARD, between="\n")) == []


@pytest.mark.parametrize(
    "label",
    ["Related Articles", "Most Popular", "See Also", "Editor’s Picks", "Самое читаемое", "Նման նյութեր",
     "Oxşar xəbərlər", "მსგავსი სიახლეები", "En Çok Okunanlar"],
)  # fmt: skip
def test_whole_list_of_other_articles_below_the_body_is_folded(label: str) -> None:
    links = ["Lake road floods again", "Why the dam is late by four years", "Minister resigns"]
    assert folded(page(HEADLINE, *BODY, label, *links)) == [label, *links]
    assert folded(page(HEADLINE, *BODY, label, *links, between="\n")) == [label, *links]
    assert folded(page(HEADLINE, *BODY, label)) == [label]


def test_possible_subhead_after_a_list_inside_the_body_stays() -> None:
    text = page(
        HEADLINE,
        *BODY[:3],
        "Related Articles",
        "Why the dam is late by four years",
        "The lake",
        *BODY[3:],
    )
    assert folded(text) == ["Related Articles", "Why the dam is late by four years"]
    text = page(HEADLINE, *BODY[:3], "See also", "What will happen to the dam now", *BODY[3:])
    assert folded(text) == ["See also"]
    text = page(HEADLINE, *BODY[:3], "See also", "The lake\n" + BODY[3], *BODY[4:])
    assert folded(text) == ["See also"]


def test_list_above_the_headline_does_not_include_the_headline() -> None:
    text = page("Most Popular", "Why the dam is late by four years", HEADLINE, "12 May 2024", *BODY)
    assert folded(text) == ["Most Popular"]


def test_bare_source_at_the_end_is_folded_but_not_the_end_of_a_list() -> None:
    assert folded(page(HEADLINE, *BODY, "The Valley Post")) == ["The Valley Post"]
    assert folded(page(HEADLINE, *BODY, "Source: The Valley Post")) == ["Source: The Valley Post"]
    assert folded(page(HEADLINE, *BODY, "Աղբյուրը՝ Հովիտ")) == ["Աղբյուրը՝ Հովիտ"]
    assert (
        folded(page(HEADLINE, *BODY, "The villages cut off are the following:", "Upper Mill")) == []
    )
    assert folded(page(HEADLINE, *BODY, "- Upper Mill", "- Lower Mill", "- Old Ferry")) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", "\x00", "\ud800", "See also", "Related Articles\n", "a"]
)
def test_text_without_a_body_is_read(text: str) -> None:
    read_text(text)


def test_same_body_with_other_boilerplate_has_the_same_fingerprint() -> None:
    plain = page(HEADLINE, *BODY)
    dressed = "Media logo\n\n" + page(
        HEADLINE.upper(), *BODY, "Related Articles", between="\r\n\r\n"
    )
    other = page(HEADLINE, *BODY[:-1])
    prints = [
        body_fingerprint(text, read_text(text).boilerplate) for text in (plain, dressed, other)
    ]
    assert prints[0] == prints[1] != prints[2]


def test_fingerprint_does_not_depend_on_the_normal_form() -> None:
    assert body_fingerprint("Café Ǆ", []) == body_fingerprint("Cafe\u0301  ǆ\n", [])
    assert len(body_fingerprint("\ud800", [])) == 64


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "\n", "a", "\u200b ", "e\u0301", "👨‍👩‍👧", "قال الوزير. ", "ab\n", "\ud800", "\x00"],
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * 20_000
    folds = read_text(text).boilerplate
    assert all(0 <= start < end <= len(text) for start, end in folds)
    assert folds == sorted(folds)
