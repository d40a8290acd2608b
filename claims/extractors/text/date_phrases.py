"""Words around dates that count from them or from today, by language: a table to extend.

"Two days before the vote" names a day that no table knows. It is noticed all the same, so that no other day
is taken for it.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Phrases:
    """How a language counts days. All fields are patterns, or patterns in order.

    `counts` are numbers from one; `units` the words for day, week, month and year, in this order. `ago` follows
    a number and a unit, and `not_ago` says by the word before them that they count from something else.
    `sides` are the adjectives of a day of the week: the last, this and the next one. `open` are phrases for days
    that only the text around them names. `shifts_before` and `shifts_after` next to a date mean another day.
    """

    counts: tuple[str, ...]
    units: tuple[str, str, str, str]
    ago: str
    not_ago: str = "(?!)"
    unit_alone: bool = False  # "a week ago" may be said without a number
    sides: tuple[str, str, str] = ("(?!)", "(?!)", "(?!)")
    open: tuple[str, ...] = ()
    shifts_before: str = "(?!)"
    shifts_after: str = "(?!)"


UNITS = ("day", "week", "month", "year")
SIDES = ("last", "this", "next")


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_EN = _split(
    "an?|one|1 two|2 three|3 four|4 five|5 six|6 seven|7 eight|8 nine|9 ten|10 eleven|11 twelve|12"
)
_RU = _split(
    "один|одн[ауо]|1 два|две|двух|2 три|тр[её]х|3 четыре|четыр[её]х|4 пять|пяти|5 шесть|шести|6 семь|семи|7 восемь|восьми|8 "
    "девять|девяти|9 десять|десяти|10 одиннадцать|11 двенадцать|12"
)
_HY = _split(
    "մեկ|մի|1 երկու|2 երեք|3 չորս|4 հինգ|5 վեց|6 յոթ|7 ութ|8 ինը|9 տասը|տաս|10 տասնմեկ|11 տասներկու|12"
)
_AZ = _split(
    "bir|1 iki|2 üç|3 dörd|4 beş|5 altı|6 yeddi|7 səkkiz|8 doqquz|9 on|10 on\\sbir|11 on\\siki|12"
)
_KA = _split(
    "ერთი|1 ორი|2 სამი|3 ოთხი|4 ხუთი|5 ექვსი|6 შვიდი|7 რვა|8 ცხრა|9 ათი|10 თერთმეტი|11 თორმეტი|12"
)
_TR = _split(
    "bir|1 iki|2 üç|3 dört|4 beş|5 altı|6 yedi|7 sekiz|8 dokuz|9 on|10 on\\sbir|11 on\\siki|12"
)


def _any(counts: tuple[str, ...], *others: str) -> str:
    return "(?:" + "|".join((*others, *counts, r"\d{1,3}")) + ")"


_EN_UNIT = "(?:days?|weeks?|months?|years?|hours?)"
_RU_UNIT = "(?:день|дня|дней|сутки|суток|недел[юиья]|недель|месяц(?:а|ев)?|год|года|лет)"
_HY_UNIT = "(?:օր|շաբաթ|ամիս|տարի)"
_AZ_UNIT = "(?:gün|həftə|ay|il)"
_KA_UNIT = "(?:დღის|კვირის|თვის|წლის)"
_TR_UNIT = "(?:gün|hafta|ay|yıl)"

PHRASES = {
    "en": Phrases(
        counts=_EN,
        units=("days?", "weeks?", "months?", "years?"),
        ago="ago",
        open=(
            rf"{_any(_EN, 'several', 'a few', 'some', 'a couple of', 'many')}\s{_EN_UNIT}\s(?:later|earlier|afterwards?|ago|before(?=\s?[,.;:)]))",
            r"the (?:following|next|previous|preceding|same|very next) (?:day|morning|afternoon|evening|night|week|month|year)",
            r"(?:(?:the|that) )?(?:following|previous|preceding|same) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
            r"the next (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day",
            r"that (?:same )?(?:day|week|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)",
            r"the other day|in recent days",
            r"on the \d{1,2}(?:st|nd|rd|th)(?=\s?(?:[,.;:)!?]|$))",
        ),
        shifts_before=(
            rf"(?:{_any(_EN, 'the', 'several', 'a few', 'a couple of', 'within')}\s{_EN_UNIT}\s(?:before|after|prior to|following|from|of)"
            r"|(?:the )?eve of|a (?:week|fortnight|month|year) (?:from|before|after))\s(?:the )?"
        ),
        shifts_after=r"\s(?:week|fortnight)(?!\w)",
    ),
    "ru": Phrases(
        counts=_RU,
        units=("день|дня|дней|сутки|суток", "недел[юиья]|недель", "месяц(?:а|ев)?", "года?|лет"),
        ago="(?:тому )?назад",
        unit_alone=True,
        sides=(
            "прошл(?:ый|ую|ое|ого|ой)|минувш(?:ий|ую|ее|его|ей)|истекш\\w{2,3}",
            "эт(?:от|у|о|ого|ой)|ближайш(?:ий|ую|ее)",
            "следующ(?:ий|ую|ее|его|ей)|будущ(?:ий|ую|ее)",
        ),
        open=(
            rf"(?:{_any(_RU, 'несколько', 'пару')}\s)?{_RU_UNIT}\s(?:спустя|ранее|раньше|назад|тому назад)",
            rf"(?:спустя|через)\s(?:{_any(_RU, 'несколько', 'пару')}\s)?{_RU_UNIT}",
            r"на следующ\w{2} день|на другой день|в (?:тот|этот) же день|в тот день|дн[её]м (?:ранее|раньше|позже)|накануне|на днях",
            r"\d{1,2}(?:-го)? числа(?:\s(?:этого|прошлого|следующего|текущего)\sмесяца)?",
        ),
        shifts_before=(
            rf"(?:(?:за|через|спустя)\s(?:{_any(_RU, 'несколько', 'пару')}\s)?{_RU_UNIT}\s(?:до|после)"
            r"|накануне|на следующий день после|в канун)\s"
        ),
    ),
    "hy": Phrases(
        counts=_HY,
        units=("օր", "շաբաթ", "ամիս", "տարի"),
        ago="առաջ",
        not_ago=r"\w+(?:ից|ուց)\s",
        sides=("անցյալ|նախորդ|անցած", "այս", "հաջորդ|մյուս|գալիք"),
        open=(
            rf"(?:{_any(_HY, 'մի քանի', 'քանի')}\s)?{_HY_UNIT}\s(?:առաջ|անց|հետո)",
            r"օրեր առաջ|հաջորդ օր(?:ը|ն)|նախորդ օր(?:ը|ն)|նույն օր(?:ը|ն)|այդ օր(?:ը|ն)|օրերս",
        ),
        shifts_after=rf"\s(?:{_any(_HY, 'մի քանի')}\s)?{_HY_UNIT}\s(?:առաջ|անց|հետո)|\sառաջ|\sհետո|-?ի?\sնախօրե\w*",
    ),
    "az": Phrases(
        counts=_AZ,
        units=("gün", "həftə", "ay", "il"),
        ago="əvvəl|öncə|qabaq",
        not_ago=r"(?!bundan)\w+[dt][aə]n\s",
        sides=("ötən|keçən", "bu", "gələn|növbəti"),
        open=(
            rf"(?:{_any(_AZ, 'bir neçə', 'neçə')}\s)?{_AZ_UNIT}\s(?:əvvəl|öncə|qabaq|sonra)",
            r"ertəsi gün|növbəti gün|həmin gün|o gün|eyni gündə?|bu günlərdə|bir gün (?:əvvəl|sonra)",
        ),
        shifts_after=rf"\s(?:{_any(_AZ, 'bir neçə')}\s)?{_AZ_UNIT}\s(?:əvvəl|öncə|sonra)|\sərəfəsində|\s(?:sonra|əvvəl)(?!\w)",
    ),
    "ka": Phrases(
        counts=_KA,
        units=("დღის", "კვირის", "თვის", "წლის"),
        ago="წინ",
        sides=("გასულ|წინა", "ამ", "მომავალ|შემდეგ"),
        open=(
            rf"(?:{_any(_KA, 'რამდენიმე')}\s)?{_KA_UNIT}\s(?:წინ|შემდეგ)",
            rf"(?:{_any(_KA, 'რამდენიმე')}\s)?(?:დღით|კვირით)\sადრე",
            r"მეორე დღეს|იმავე დღეს|წინა დღეს|შემდეგ დღეს|იმ დღეს|ამ დღეებში|წინადღეს",
        ),
        shifts_after=rf"\s(?:{_any(_KA, 'რამდენიმე')}\s)?(?:{_KA_UNIT}\s(?:წინ|შემდეგ)|(?:დღით|კვირით)\sადრე)|\sშემდეგ",
    ),
    "tr": Phrases(
        counts=_TR,
        units=("gün", "hafta", "ay", "yıl"),
        ago="önce|evvel",
        not_ago=r"(?!bundan)\w+['’]?[dt][ae]n\s",
        sides=("geçen|geçtiğimiz", "bu", "gelecek|önümüzdeki"),
        open=(
            rf"(?:{_any(_TR, 'birkaç')}\s)?{_TR_UNIT}\s(?:önce|evvel|sonra)",
            r"ertesi gün|aynı gün|o gün|geçtiğimiz günlerde|bir gün (?:önce|sonra)",
        ),
        shifts_after=rf"\s(?:{_any(_TR, 'birkaç')}\s)?{_TR_UNIT}\s(?:önce|evvel|sonra)|\sarifesinde|\s(?:sonra|önce)(?!\w)",
    ),
}  # fmt: skip


def number_of(patterns: tuple[str, ...], words: str) -> int:
    """Return the number of the pattern that matches the words, from 1; 0 for none."""
    for number, pattern in enumerate(patterns, 1):
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return number
    return 0
