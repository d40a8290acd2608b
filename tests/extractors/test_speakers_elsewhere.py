"""Who said it and when, in the languages of the desk other than English. The texts are our own."""

import datetime

import pytest

from claims.extractors import read_text
from claims.extractors.attribution.base_forms import Case, base_form

PUBLISHED = datetime.date(2025, 5, 9)  # a Friday
EIGHTH = datetime.date(2025, 5, 8)

Said = tuple[str, datetime.date | None]

# A day, a title, an hour or whoever was told between verb and name.
SAID = [
    ("ru", "«Паром не выйдет до конца недели», — сказал 8 мая журналистам капитан порта Олег Садов.", ("Олег Садов", EIGHTH)),
    ("ru", "«Воды не было. Насос стоит с утра», — пояснила в четверг смотрительница Вера Речная. — «Ждём мастера из города».", ("Вера Речная", EIGHTH)),
    ("ru", "Паром не выйдет, сообщил вечером 8 мая в эфире телеканала «Волна» глава порта Иван Садов.", ("Иван Садов", EIGHTH)),
    ("ru", "Президент Турции Озтюрк заявил 8 мая, что паром выйдет.", ("Озтюрк", EIGHTH)),
    ("ru", "Садов 8 мая в интервью газете «Вести» сказал: «Паром не выйдет до конца недели».", ("Садов", EIGHTH)),
    ("ru", "В МЧС 8 мая подтвердили задержку: «Паром не выйдет до конца недели».", ("МЧС", EIGHTH)),
    ("ru", "По словам замдиректора Тимура Садова, паром не выйдет до конца недели.", ("Тимур Садов", None)),
    ("ru", "По данным Минздрава, пострадали четыре человека.", ("Минздрав", None)),
    ("ru", "В Госпорте сообщили, что паром не выйдет до конца недели.", ("Госпорт", None)),
    ("ru", "Как пояснил 8 мая газете «Волна» сторож Лев Садов, насос стоит с утра.", ("Лев Садов", EIGHTH)),
    ("ru", "В пресс-службе причала 8 мая заявили, что насос стоит с утра.", ("пресс-служба причала", EIGHTH)),
    ("hy", "«Լաստանավը չի մեկնի մինչև շաբաթվա վերջ»,- մայիսի 8-ին լրագրողներին ասել է նավահանգստի տնօրեն Աշոտ Լորյանը։", ("Աշոտ Լորյան", EIGHTH)),
    ("hy", "Նախարար Աշոտ Լորյանն մայիսի 8-ին հայտարարել է, որ լաստանավը կմեկնի։", ("Աշոտ Լորյան", EIGHTH)),
    ("hy", "Տնօրեն Գարիկ Լորյանի խոսքով՝ տուժել է չորս մարդ։", ("Գարիկ Լորյան", None)),
    ("az", "“Bərə həftənin sonuna qədər yola düşməyəcək”, – deyə mayın 8-də limanın direktoru Elçin Bərəli bildirib.", ("Elçin Bərəli", EIGHTH)),
    ("az", "“Bərə həftənin sonuna qədər qalacaq”, – deyə direktor Elçin Bərəli mayın 8-də bildirib.", ("Elçin Bərəli", EIGHTH)),
    ("az", "Nazir Elçin Bərəli dünən APA-ya deyib ki, bərə yola düşəcək.", ("Elçin Bərəli", EIGHTH)),
    ("az", "Direktor Leyla Körpüyevin sözlərinə görə, bərə gecikir.", ("Leyla Körpüyev", None)),
    ("az", "“Yol bağlıdır, gözləyin” – bunu mayın 8-də müdir Aysel Bərəli deyib.", ("Aysel Bərəli", EIGHTH)),
    ("az", "Xarici Limanlar Nazirliyi mayın 8-də bəyan edib ki, yol açılacaq.", ("Xarici Limanlar Nazirliyi", EIGHTH)),
    ("ka", "„ბორანი კვირის ბოლომდე არ გავა“, — განაცხადა 8 მაისს ჟურნალისტებთან პორტის დირექტორმა ანა ნავიძემ.", ("ანა ნავიძე", EIGHTH)),
    ("ka", "მინისტრმა გიორგი ბორნაშვილმა 8 მაისს განაცხადა, რომ ბორანი გავა.", ("გიორგი ბორნაშვილი", EIGHTH)),
    ("ka", "დირექტორის ანა ნავიძის თქმით, დაშავდა ოთხი ადამიანი.", ("ანა ნავიძე", None)),
    ("ka", "„ტუმბო დილიდან დგას“, — თქვა 8 მაისს ინჟინერმა გიორგი ბორნაშვილმა.", ("გიორგი ბორნაშვილი", EIGHTH)),
    ("tr", "“Feribot hafta sonuna kadar kalkmayacak” diyen liman müdürü Ali Kıyılı 8 Mayıs'ta konuştu.", ("Ali Kıyılı", EIGHTH)),
    ("tr", "Bakan Ayşe Köprülü 8 Mayıs'ta “Feribot hafta sonuna kadar kalkmayacak” dedi.", ("Ayşe Köprülü", EIGHTH)),
    ("tr", "Ulaştırma Bakanlığı 8 Mayıs'ta feribotun kalkmayacağını açıkladı.", ("Ulaştırma Bakanlığı", EIGHTH)),
    ("tr", "Liman Müdürü Ali Kıyılı 8 Mayıs Perşembe günü yaptığı açıklamada, yolun kapalı olduğunu söyledi.", ("Ali Kıyılı", EIGHTH)),
    ("tr", "Kıyılı, 8 Mayıs'ta gazetecilere yolun kapalı olduğunu söyledi.", ("Kıyılı", EIGHTH)),
    ("tr", "Liman müdürü Ali Kıyılı'ya göre feribot kalkmayacak.", ("Ali Kıyılı", None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "said"), SAID, ids=[f"{one[0]}-{n}" for n, one in enumerate(SAID)]
)
def test_speaker_and_day_are_found(language: str, text: str, said: Said) -> None:
    reading = read_text(text, language, PUBLISHED)
    assert reading.candidates
    for candidate in reading.candidates:  # every sentence of a quotation
        one = reading.attributions[candidate.attributions[-1]]
        assert (one.speaker, one.date.earliest if one.date else None) == said


def test_pronoun_means_nobody_who_is_named_only_after_it() -> None:
    """The outlet that passes the words on is named in the sentence after them."""
    text = "Он отрицает, что насос сломан. Об этом сообщает газета «Волна»."
    told = "По словам директора Тимура Садова, паром не выйдет до конца недели. "
    for before, speaker in (("", "Он"), (told, "Тимур Садов")):
        said = read_text(before + text, "ru", PUBLISHED).attributions
        assert [one.speaker for one in said if one.kind == "denied"] == [speaker]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В МЧС 8 мая подтвердили задержку."),
        ("ru", "Очевидцы видели дым, подтвердили гибель рыбака."),
        ("az", "Nazirlik mayın 8-də gecikməni təsdiqləyib."),
        ("tr", "Gecikmeyi doğruladı, yolu kapattı."),
        ("hy", "Հաստատել են ուշացումը, փակել են ճանապարհը։"),
    ],
)
def test_object_of_a_verb_of_saying_is_no_speaker(language: str, text: str) -> None:
    assert read_text(text, language, PUBLISHED).attributions == []


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("ru", "Задержку подтвердили в посольстве 8 мая.", EIGHTH),
        ("ru", "Задержку подтвердили в посольстве 8 числа.", None),
        ("az", "Nazirlik mayın 8-də gecikməni təsdiqləyib.", EIGHTH),
    ],
)  # fmt: skip
def test_sentence_that_is_told_by_nobody_known_keeps_its_own_day(
    language: str, text: str, day: datetime.date | None
) -> None:
    (one,) = read_text(text, language, PUBLISHED).candidates
    assert one.is_told and not one.attributions
    assert (one.told_on.earliest if one.told_on else None) == day


def test_what_the_outlet_says_itself_is_not_told() -> None:
    for language, text in (("ru", "Причал закрыт с 8 мая."), ("en", "The pier has 14 cranes.")):
        (one,) = read_text(text, language, PUBLISHED).candidates
        assert not one.is_told


FORMS: list[tuple[str, Case, str, str]] = [
    ("ru", "genitive", "Нины Речной", "Нина Речной"),
    ("ru", "genitive", "Ольги Садовой", "Ольга Садова"),
    ("ru", "genitive", "Никиты Садова", "Никита Садов"),
    ("ru", "genitive", "Андрея Волжского", "Андрей Волжский"),
    ("ru", "genitive", "Игоря Навидзе", "Игорь Навидзе"),
    ("ru", "genitive", "Лоряна", "Лорян"),
    ("ru", "genitive", "Министерства путей сообщения", "Министерство путей сообщения"),
    ("ru", "genitive", "Государственной службы надзора", "Государственная служба надзора"),
    ("ru", "accusative", "газету", "газета"),
    ("ru", "dative", "Минздраву", "Минздрав"),
    ("ru", "place", "МИДе", "МИД"),
    ("ru", "place", "Анкаре", "Анкаре"),  # of Анкара or Анкар: nobody can see that
    ("ru", "subject", "Анна Садова", "Анна Садова"),
    ("hy", "subject", "Մարի Նավիձեն", "Մարի Նավիձե"),
    ("hy", "subject", "Վարդան Լորյան", "Վարդան Լորյան"),
    ("hy", "genitive", "նախարարության", "նախարարություն"),
    ("az", "genitive", "Aysel Bərəyevanın", "Aysel Bərəyeva"),
    ("az", "genitive", "Kamran Rəhmanın", "Kamran Rəhman"),
    ("az", "genitive", "Nəqliyyat Nazirliyinin", "Nəqliyyat Nazirliyi"),
    ("ka", "subject", "მაია ნავაიამ", "მაია ნავაია"),
    ("ka", "genitive", "სამინისტროს", "სამინისტრო"),
    ("tr", "genitive", "Sağlık Bakanlığı’na", "Sağlık Bakanlığı"),
]


@pytest.mark.parametrize(("language", "case", "printed", "base"), FORMS)
def test_name_is_given_in_its_base_form(language: str, case: Case, printed: str, base: str) -> None:
    assert base_form(printed, language, case) == base


# The sentence before is what was said.
ABOUT_THIS = [
    ("ru", "Мост закрыт до июня.", "Об этом 8 мая сообщил министр Олег Садов.", "Олег Садов"),
    ("ru", "Мост закрыт до июня.", "Об этом сообщают в мэрии.", "мэрия"),
    ("hy", "Կամուրջը փակ է մինչև հունիս։", "Այս մասին հայտնել է նախարար Աշոտ Լորյանը։", "Աշոտ Լորյան"),
    ("az", "Körpü iyuna qədər bağlıdır, gözləmək lazımdır.", "Bu barədə Limanlar Nazirliyi məlumat verib.", "Limanlar Nazirliyi"),
    ("ka", "ხიდი ივნისამდე დაკეტილია.", "ამის შესახებ მინისტრმა ანა ნავიძემ განაცხადა.", "ანა ნავიძე"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "said", "by", "speaker"), ABOUT_THIS)
def test_speaker_of_this_said_the_sentence_before(
    language: str, said: str, by: str, speaker: str
) -> None:
    (one,) = read_text(f"{said} {by}", language, PUBLISHED).attributions
    assert (one.speaker, one.content) == (speaker, [(0, len(said))])
    assert read_text(by, language, PUBLISHED).attributions == []


def test_what_nobody_says_has_no_speaker_and_nothing_is_said_after_publication() -> None:
    silent = "Мост закрыт до июня. Об этом не говорят в мэрии."
    assert read_text(silent, "ru", PUBLISHED).attributions == []
    later = "Мост закрыт до июня. Об этом сообщает агентство «Волна», ремонт начнётся в июне."
    (one,) = read_text(later, "ru", PUBLISHED).attributions
    assert (one.speaker, one.date) == ("агентство «Волна»", None)


def test_speaker_set_off_by_a_dash_before_the_last_verb_is_found() -> None:
    text = "Körpü iyuna qədər açılacaq, – nazir müavini Elçin Bərəli mayın 8-də bildirib."
    (one,) = read_text(text, "az", PUBLISHED).attributions
    assert (one.speaker, one.date and one.date.earliest) == ("Elçin Bərəli", EIGHTH)


def test_day_may_be_between_the_dash_and_the_verb() -> None:
    text = "Լաստանավը կմեկնի հունիսին,- մայիսի 8-ին հայտնեց փոխնախարար Աշոտ Լորյանը։"
    (one,) = read_text(text, "hy", PUBLISHED).attributions
    assert (one.speaker, one.date and one.date.earliest) == ("Աշոտ Լորյան", EIGHTH)


def test_person_named_behind_a_profession_that_no_list_has_speaks() -> None:
    text = "The harbourmaster, Lena Sample, warned that the crane would fail."
    (one,) = read_text(text, "en", PUBLISHED).attributions
    assert (one.speaker, one.voice and one.voice.title) == ("Lena Sample", "harbourmaster")


HEADS = [
    ("The road will stay closed, said the chief of the roads agency on Thursday.", "the chief of the roads agency"),
    ("No decision has been taken, said the deputy head of the mission, Ida Sample, on Thursday.", "Ida Sample"),
    ("The bridge will open in May, a spokeswoman for the ministry said on Thursday.", "a spokeswoman for the ministry"),
    ("Three boats were lost overnight, the governor of the region, Ida Sample, wrote on Telegram.", "Ida Sample"),
    ("Two workers died, said the governor of Sample Region in a post on Telegram.", "the governor of Sample Region"),
    ("Prices doubled within a week, said economist Tom Prova.", "Tom Prova"),
    ("The bill is illegal, argued the chair of the committee, Tom Prova.", "Tom Prova"),
    ("The tunnel is safe, the head of the fire service said on Thursday.", "the head of the fire service"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), HEADS)
def test_speaker_behind_or_before_the_verb_is_no_part_of_what_was_said(
    text: str, speaker: str
) -> None:
    (one,) = read_text(text, "en", PUBLISHED).attributions
    assert one.speaker == speaker
    assert text[slice(*one.content[0])] == text.partition(",")[0]


def test_day_behind_an_english_source_is_no_part_of_it() -> None:
    (one,) = read_text("The ministry on May 8 confirmed the delay.", "en", PUBLISHED).attributions
    assert (one.speaker, one.date and one.date.earliest) == ("the ministry", EIGHTH)


def test_a_spokesman_is_not_whoever_was_named_last() -> None:
    text = "Mr. Wade said the pier was closed. The spokesman declined to comment on the report of Sept. 3."
    reading = read_text(text, "en", PUBLISHED)
    assert [one.speaker for one in reading.attributions] == ["Wade", "the spokesman"]
