"""Dates are counted from the day of publication, and stay open without it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extractors.text.dates import MOST_DATES, find_dates

FRIDAY = datetime.date(2025, 3, 14)


def days(text: str, language: str = "en", published: datetime.date | None = FRIDAY) -> list[str]:
    """Return "words: earliest/latest" of each date; a single day is written once."""
    found = []
    for date in find_dates(text, published, language):
        assert text[date.start : date.end] == date.words
        if date.earliest == date.latest:
            found.append(f"{date.words}: {date.earliest}")
        else:
            found.append(f"{date.words}: {date.earliest}/{date.latest}")
    return found


ENGLISH = [
    # days of the week
    ("The port was closed on Thursday.", ["Thursday: 2025-03-13"]),
    ("The port was closed on Friday.", ["Friday: 2025-03-14"]),
    ("The port closed last Thursday.", ["last Thursday: 2025-03-13"]),
    ("The port will open on Monday.", ["Monday: 2025-03-17"]),
    ("The envoys are due to meet in Arsk on Tuesday.", ["Tuesday: 2025-03-18"]),
    ("On Monday, the ministry will hold a briefing.", ["Monday: 2025-03-17"]),
    ("On Monday, the ministry held a briefing.", ["Monday: 2025-03-10"]),
    ("He said on Wednesday that it will open on Sunday.", ["Wednesday: 2025-03-12", "Sunday: 2025-03-16"]),
    ("They meet next Friday.", ["next Friday: 2025-03-21"]),
    ("It will not be held in Arsk on Thursday.", ["Thursday: 2025-03-20"]),
    ("The strike ran from Monday to Friday.", ["Monday to Friday: 2025-03-10/2025-03-14"]),
    # days of a month
    ("They crossed on 13 March.", ["13 March: 2025-03-13"]),
    ("They crossed on March 20.", ["March 20: 2024-03-20"]),
    ("They will cross on March 20.", ["March 20: 2025-03-20"]),
    ("Drills will start on July 12.", ["July 12: 2025-07-12"]),
    ("The drills of July 12-25 upset the neighbours.", ["July 12-25: 2025-07-12/2025-07-25"]),
    ("It lasted from 12 July to 3 August 2024.", ["12 July to 3 August 2024: 2024-07-12/2024-08-03"]),
    ("It lasted from December 28 to January 4, 2024.", ["December 28 to January 4, 2024: 2023-12-28/2024-01-04"]),
    ("It began on the 12th of July 2016.", ["12th of July 2016: 2016-07-12"]),
    ("It began on July 12, 2016, at dawn.", ["July 12, 2016: 2016-07-12"]),
    ("It began on Thursday, 13 March, at dawn.", ["Thursday, 13 March: 2025-03-13"]),
    ("It began on Sept. 3.", ["Sept. 3: 2024-09-03"]),
    ("Filed 2016-07-12 by the clerk.", ["2016-07-12: 2016-07-12"]),
    ("On 31 February 2020 nothing happened.", ["31 February 2020: None"]),
    ("The leap day, February 29, was cold.", ["February 29: 2024-02-29"]),
    # months, years, and words that count from today
    ("Prices fell in January.", ["January: 2025-01-01/2025-01-31"]),
    ("The road will open in January.", ["January: 2026-01-01/2026-01-31"]),
    ("It was bought in March 2024.", ["March 2024: 2024-03-01/2024-03-31"]),
    ("The bridge was built in 1974.", ["1974: 1974-01-01/1974-12-31"]),
    ("It ran from 2014 to 2016.", ["2014 to 2016: 2014-01-01/2016-12-31"]),
    ("Two men were held yesterday.", ["yesterday: 2025-03-13"]),
    ("Two men were held last year.", ["last year: 2024-01-01/2024-12-31"]),
    ("Two men were held this week.", ["this week: 2025-03-10/2025-03-16"]),
    ("Two men were held three weeks ago.", ["three weeks ago: 2025-02-18/2025-02-24"]),
    ("Yesterday the ferry was late.", ["Yesterday: 2025-03-13"]),
    ("It was late. Last week it sank.", ["Last week: 2025-03-03/2025-03-09"]),
    ("“Tomorrow we sail,” he said.", ["Tomorrow: 2025-03-15"]),
    # counted from another day
    ("The deed is of Nov. 30 , 1987, he said.", ["Nov. 30 , 1987: 1987-11-30"]),
    ("The ferry sails three days after tomorrow.", ["three days after tomorrow: 2025-03-18"]),
    ("It sank two weeks before 8 March.", ["two weeks before 8 March: 2025-02-22"]),
    ("It sails next week Tuesday.", ["next week Tuesday: 2025-03-18"]),
    ("It sank on Tuesday of last week.", ["Tuesday of last week: 2025-03-04"]),
    ("It sails next Saturday.", ["next Saturday: None"]),  # tomorrow, or in a week
    ("It sails Tuesday week.", ["Tuesday week: None"]),
    ("It sank on the eve of 8 March.", ["the eve of 8 March: None"]),
    ("Two days later it sank; the following Monday it was raised.", ["Two days later: None", "the following Monday: None"]),
    ("It sank a few days ago.", ["a few days ago: None"]),
    ("The ferry of September 20 and its crew.", ["September 20: None"]),  # half a year away, on both sides
    ("He declined to speak of the U.S. report of Sept. 3.", ["Sept. 3: 2024-09-03"]),
    # not a date
    ("She reads The Port Today and This Week in Arsk; Today's Herald is gone.", []),
    ("The army may march, and 2,014 men may follow; no 1234 either.", []),
    ("Resolution 1701/2006 and page 12.3.4 of it.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text[:40] for text, _ in ENGLISH])
def test_english_dates_are_found(text: str, expected: list[str]) -> None:
    assert days(text) == expected


OTHERS = [
    ("ru", "В четверг, 13 марта 2025 года, мост закрыли.", ["четверг, 13 марта 2025 года: 2025-03-13"]),
    ("ru", "Мост закрыли 5 января, а вчера открыли.", ["5 января: 2025-01-05", "вчера: 2025-03-13"]),
    ("ru", "Переговоры состоятся во вторник.", ["вторник: 2025-03-18"]),
    ("ru", "В среде экспертов это знали в прошлом году.", ["в прошлом году: 2024-01-01/2024-12-31"]),
    ("hy", "2024 թվականի մարտի 13-ին կամուրջը փակվեց։", ["2024 թվականի մարտի 13-ին: 2024-03-13"]),
    ("hy", "Երեկ կամուրջը փակվեց։", ["Երեկ: 2025-03-13"]),
    ("az", "Körpü 13 mart 2024-cü ildə bağlanıb.", ["13 mart 2024-cü ildə: 2024-03-13"]),
    ("az", "Körpü cümə axşamı bağlanıb.", ["cümə axşamı: 2025-03-13"]),
    ("ka", "ხიდი 2024 წლის 13 მარტს დაიხურა.", ["2024 წლის 13 მარტს: 2024-03-13"]),
    ("ka", "ხიდი ხუთშაბათს დაიხურა.", ["ხუთშაბათს: 2025-03-13"]),
    ("tr", "Köprü 13 Mart 2024'te kapandı.", ["13 Mart 2024'te: 2024-03-13"]),
    ("tr", "Köprü Perşembe günü kapandı.", ["Perşembe günü: 2025-03-13"]),
    # ago, in the week, and days that only the text around them names
    ("ru", "Три дня назад паром затонул.", ["Три дня назад: 2025-03-11"]),
    ("ru", "Паром затонул во вторник на прошлой неделе.", ["вторник на прошлой неделе: 2025-03-04"]),
    ("ru", "В прошлый вторник паром затонул.", ["прошлый вторник: 2025-03-11"]),
    ("ru", "За три дня до 8 марта паром затонул, спустя неделю его подняли.", ["За три дня до 8 марта: None", "спустя неделю: None"]),
    ("ru", "Накануне 8 марта паром затонул, 11 числа его подняли.", ["Накануне 8 марта: None", "11 числа: None"]),
    ("hy", "Երեք օր առաջ լաստանավը խորտակվեց։", ["Երեք օր առաջ: 2025-03-11"]),
    ("hy", "Տոնից երեք օր առաջ լաստանավը խորտակվեց։", ["Տոնից երեք օր առաջ: None"]),
    ("hy", "Անցյալ շաբաթ երեքշաբթի լաստանավը խորտակվեց։", ["Անցյալ շաբաթ երեքշաբթի: 2025-03-04"]),
    ("hy", "Մարտի 8-ից երեք օր հետո խորտակվեց։", ["Մարտի 8-ից երեք օր հետո: None"]),
    ("az", "Üç gün əvvəl bərə batdı.", ["Üç gün əvvəl: 2025-03-11"]),
    ("az", "Bayramdan üç gün əvvəl bərə batdı.", ["Bayramdan üç gün əvvəl: None"]),
    ("az", "Ötən həftə çərşənbə axşamı bərə batdı.", ["Ötən həftə çərşənbə axşamı: 2025-03-04"]),
    ("az", "Martın 8-dən üç gün sonra batdı, gələn həftə qaldırılacaq.",
     ["Martın 8-dən üç gün sonra: None", "gələn həftə: 2025-03-17/2025-03-23"]),
    ("ka", "სამი დღის წინ ბორანი ჩაიძირა.", ["სამი დღის წინ: 2025-03-11"]),
    ("ka", "გასულ კვირას, სამშაბათს, ბორანი ჩაიძირა.", ["გასულ კვირას, სამშაბათს: 2025-03-04"]),
    ("ka", "8 მარტიდან სამი დღის შემდეგ ჩაიძირა.", ["8 მარტიდან სამი დღის შემდეგ: None"]),
    ("tr", "Üç gün önce feribot battı.", ["Üç gün önce: 2025-03-11"]),
    ("tr", "Bayramdan üç gün önce feribot battı.", ["Bayramdan üç gün önce: None"]),
    ("tr", "Geçen hafta Salı günü feribot battı.", ["Geçen hafta Salı günü: 2025-03-04"]),
    ("tr", "8 Mart'tan üç gün sonra battı, ertesi gün çıkarıldı.", ["8 Mart'tan üç gün sonra: None", "ertesi gün: None"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "expected"), OTHERS, ids=[text[:30] for _, text, _ in OTHERS]
)
def test_dates_in_other_languages_are_found(language: str, text: str, expected: list[str]) -> None:
    assert days(text, language) == expected


def test_relative_dates_stay_open_without_a_day_of_publication() -> None:
    text = "On Thursday, July 12, in May, yesterday and last year; but 12 July 2016 is what it is."
    assert [(date.words, date.earliest) for date in find_dates(text)] == [
        ("Thursday, July 12", None),
        ("May", None),
        ("yesterday", None),
        ("last year", None),
        ("12 July 2016", datetime.date(2016, 7, 12)),
    ]


@given(st.text(st.sampled_from("12 .-–/,MarchJulytoThursdaylst0499\nin"), max_size=60), st.dates())
def test_dates_of_any_text_are_in_order_without_overlaps(
    text: str, published: datetime.date
) -> None:
    for language in ("en", "ru", "hy", "az", "ka", "tr", "xx"):
        past = 0
        for date in find_dates(text, published, language):
            assert past <= date.start < date.end
            assert (date.earliest is None) == (date.latest is None)
            assert date.earliest is None or date.latest is None or date.earliest <= date.latest
            past = date.end


def test_number_of_dates_is_limited() -> None:
    assert len(find_dates("July 12. " * (MOST_DATES + 10), FRIDAY)) == MOST_DATES


def test_the_next_leap_day_may_be_eight_years_away() -> None:
    found = find_dates("It will open on February 29.", datetime.date(1897, 5, 1))
    assert [date.earliest for date in found] == [datetime.date(1904, 2, 29)]
